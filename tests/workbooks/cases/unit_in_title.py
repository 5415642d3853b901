"""The unit stands in the title's brackets: 亿元 for every column that does not say another."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-09-30"
A, B = "自编-0001", "自编-0002"


def _book(folder: Path, line: str | None = None) -> Path:
    rows = [
        ["荥阳市2022年三季度（1-9月）在建项目一览表（单位：亿元）"],
        [line],
        words("项目名称 项目性质 总投资 年度计划投资 本年累计完成投资 自开工累计完成投资"),
        ["示例高铁站房", "续建", 30, 8, 6.5, 21.25],
        ["示例配套道路", "续建", 4.2, 1.1, 0.75, 3],
    ]
    return xlsx(folder, "在建.xlsx", Sheet1=Sheet(rows, "A1:F1"))


def _two_units(folder: Path) -> Path:
    return _book(folder, line="单位：万元")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例高铁站房", total=300_000),
                project(B, DAY, "示例配套道路", total=42_000),
            ],
            "project_year": [carried_plan(A, 2022, 80_000), carried_plan(B, 2022, 11_000)],
            "progress_report": [
                report(A, DAY, 65_000, 212_500),
                report(B, DAY, 7_500, 30_000),
            ],
        },
    ),
    "title and line state two units": Refused(_two_units, (Fault("", ("单位|万元",), "unit"),)),
}
