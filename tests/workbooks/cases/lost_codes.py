"""Codes of 18 digits: as text they are whole; as numbers Excel has lost their end (2.2E+17)."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
WHOLE = "220141018204010001"


def _book(folder: Path, *codes: object) -> Path:
    rows = [
        ["2022年1-5月项目进度（单位：万元）"],
        words("项目代码 项目名称 本年完成投资"),
        *([code, f"示例站{number}", 10] for number, code in enumerate(codes or (WHOLE, "SL-2"), 1)),
    ]
    return xlsx(folder, "进度.xlsx", Sheet1=Sheet(rows, "A1:C1"))


def _lost(folder: Path) -> Path:
    return _book(folder, "2.20141E+17", 220141018204010000, "2.2E+17", "SL-4")


TRIALS: Trials = {
    "whole as text": Loads(
        _book,
        {
            "project": [project(WHOLE, DAY, "示例站1"), project("SL-2", DAY, "示例站2")],
            "progress_report": [report(WHOLE, DAY, 10), report("SL-2", DAY, 10)],
        },
    ),
    "lost": Refused(
        _lost, (Fault("A3", ("文本",)), Fault("A4", ("文本",)), Fault("A5", ("文本",)))
    ),
}
