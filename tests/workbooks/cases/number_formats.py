"""What a cell shows is not always what it holds: a format adds a unit or a percent, hides digits.

Values are the stored ones; a unit that the format shows is the cell's. Where a reader
sees another figure, it is a fault.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B = "自编-0001", "自编-0002"
PLAIN = {"C3": '#,##0.00"万元"', "D3": "#,##0", "E3": "0.00_ ", "F3": "0%", "C4": "0_);(0)"}


def _book(folder: Path, total: object = 2000, **formats: str) -> Path:
    rows = [
        ["2022年1-5月项目进展（单位：万元）"],
        words("项目名称 项目性质 总投资 年度计划投资 本年累计完成投资 形象进度"),
        ["示例甲店", "新建", 3000.5, 1000, 200.25, 0.8],
        ["示例乙店", "新建", total, 900, 100, "主体"],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=Sheet(rows, formats=PLAIN | formats))


def _shown_in_thousands(folder: Path) -> Path:
    return _book(folder, D4="0.0,")


def _shown_with_another_unit(folder: Path) -> Path:
    return _book(folder, 0.2, C4='0.00"亿元"')


def _shown_as_percent(folder: Path) -> Path:
    return _book(folder, E4="0.0%")


ROWS = {
    "project": [
        project(A, DAY, "示例甲店", total="3000.5"),
        project(B, DAY, "示例乙店", total=2000),
    ],
    "project_year": [new_plan(A, 2022, 1000), new_plan(B, 2022, 900)],
    "progress_report": [
        report(A, DAY, "200.25", image="80%"),
        report(B, DAY, 100, image="主体"),
    ],
}
TRIALS: Trials = {
    "as it comes": Loads(_book, ROWS),
    # whoever looks at the cell reads 0.20亿元
    "shown with another unit": Loads(_shown_with_another_unit, ROWS),
    "shown in thousands": Refused(_shown_in_thousands, (Fault("D4", ("显示",)),)),
    "shown as a percent": Refused(_shown_as_percent, (Fault("E4", ("百分",)),)),
}
