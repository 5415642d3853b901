"""Three units in one sheet: 总投资 in 亿元, the plan in 万元, what was done in 元.

Each column's unit stands in its own header, in one of the brackets that offices use.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"


def _book(folder: Path, unit: str = "亿元", total: object = 1.25) -> Path:
    rows = [
        ["2022年1-5月固定资产投资项目"],
        words(f"项目名称 项目性质 总投资({unit}) 年度计划投资（万元） 本年累计完成投资(单位：元)"),
        ["示例汽配城", "新建", total, 3000, 12_345_000],
        ["示例果蔬市场", "新建", 0.0835, 400, 1_000_500],
    ]
    return xlsx(folder, "投资.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _dollars(folder: Path) -> Path:
    return _book(folder, unit="万美元")


def _unit_in_the_cell(folder: Path) -> Path:
    return _book(folder, total="1.25亿")


A, B = "自编-0001", "自编-0002"
TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例汽配城", total=12500),
                project(B, DAY, "示例果蔬市场", total=835),
            ],
            "project_year": [new_plan(A, 2022, 3000), new_plan(B, 2022, 400)],
            "progress_report": [report(A, DAY, "1234.5"), report(B, DAY, "100.05")],
        },
    ),
    "a unit that is not of this money": Refused(_dollars, (Fault("C2", ("万美元",), "column"),)),
    "a unit in the cell": Refused(_unit_in_the_cell, (Fault("C3", ("数字", "表头")),)),
}
