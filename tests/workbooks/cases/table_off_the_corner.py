"""The table does not begin in A1: an empty column before it, empty rows above, one between.

A second header in the middle of a long table, printed on every page, is no project.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B, C = "自编-0001", "自编-0002", "自编-0003"
HEADER = words(". . 序号 项目名称 项目性质 年度计划投资 本年完成投资")


def _book(folder: Path, last: object = 30) -> Path:
    rows = [
        [],
        [None, None, "2022年5月重点项目情况"],
        [None, None, None, None, None, "单位：", "万元"],
        [],
        HEADER,
        [None, None, 1, "示例甲堤", "新建", 100, 10],
        [None, None, 2, "示例乙堤", "新建", 200, 20],
        [],
        HEADER,
        [None, None, 3, "示例丙堤", "新建", 300, last],
    ]
    return xlsx(folder, "情况.xlsx", Sheet1=Sheet(rows, "C2:G2"))


def _error(folder: Path) -> Path:
    return _book(folder, "#N/A")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例甲堤"),
                project(B, DAY, "示例乙堤"),
                project(C, DAY, "示例丙堤"),
            ],
            "project_year": [
                new_plan(A, 2022, 100),
                new_plan(B, 2022, 200),
                new_plan(C, 2022, 300),
            ],
            "progress_report": [report(A, DAY, 10), report(B, DAY, 20), report(C, DAY, 30)],
        },
    ),
    "an error below the second header": Refused(_error, (Fault("G10", ("#N/A",)),)),
}
