"""Only the month's own figure: taken in January, where the year begins; else refused.

From May's alone nobody knows what was done since January.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

A = "自编-0001"


def _book(folder: Path, month: int) -> Path:
    rows = [
        [f"2022年{month}月项目进度（单位：万元）"],
        words("项目名称 项目性质 年度计划投资 当月完成投资"),
        ["示例书店", "新建", 100, 8],
    ]
    return xlsx(folder, "进度.xlsx", Sheet1=Sheet(rows, "A1:D1"))


def _january(folder: Path) -> Path:
    return _book(folder, 1)


def _may(folder: Path) -> Path:
    return _book(folder, 5)


TRIALS: Trials = {
    "January": Loads(
        _january,
        {
            "project": [project(A, "2022-01-31", "示例书店")],
            "project_year": [new_plan(A, 2022, 100)],
            "progress_report": [report(A, "2022-01-31", 8)],
        },
    ),
    "May": Refused(_may, (Fault("(D2)?", ("1 ?月|累计",)),)),
}
