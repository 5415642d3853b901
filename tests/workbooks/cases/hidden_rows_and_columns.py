"""Rows and a column that the office has put out of sight: nobody can tell whether they count.

Both are a question; taken or left, as whoever loads says.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
ROWS = [
    ["2022年5月重点项目进展（单位：万元）"],
    words("序号 项目名称 项目性质 年度计划投资 本年完成投资 形象进度"),
    [1, "示例甲楼", "新建", 500, 100, "地下室"],
    [2, "示例乙楼", "新建", 600, 200, "桩基"],
    [3, "示例丙楼", "新建", 700, 300, "封顶"],
]


def _hidden_row(folder: Path) -> Path:
    return xlsx(folder, "隐藏行.xlsx", Sheet1=Sheet(ROWS, hidden_rows=(4,)))


def _hidden_column(folder: Path) -> Path:
    return xlsx(folder, "隐藏列.xlsx", Sheet1=Sheet(ROWS, hidden_columns="F"))


A, B, C = "自编-0001", "自编-0002", "自编-0003"
WHOLE = {
    "project": [
        project(A, DAY, "示例甲楼"),
        project(B, DAY, "示例乙楼"),
        project(C, DAY, "示例丙楼"),
    ],
    "project_year": [new_plan(A, 2022, 500), new_plan(B, 2022, 600), new_plan(C, 2022, 700)],
    "progress_report": [
        report(A, DAY, 100, image="地下室"),
        report(B, DAY, 200, image="桩基"),
        report(C, DAY, 300, image="封顶"),
    ],
}
WITHOUT_ROW = {
    "project": [project(A, DAY, "示例甲楼"), project(B, DAY, "示例丙楼")],
    "project_year": [new_plan(A, 2022, 500), new_plan(B, 2022, 700)],
    "progress_report": [
        report(A, DAY, 100, image="地下室"),
        report(B, DAY, 300, image="封顶"),
    ],
}
WITHOUT_COLUMN = WHOLE | {
    "progress_report": [report(A, DAY, 100), report(B, DAY, 200), report(C, DAY, 300)]
}
TRIALS: Trials = {
    "a hidden row is asked about": Refused(_hidden_row, (Fault("", ("隐藏", "4"), "hidden"),)),
    "a hidden row is left": Loads(_hidden_row, WITHOUT_ROW, Answers(hidden=False), says=("隐藏",)),
    "a hidden row is taken": Loads(_hidden_row, WHOLE, Answers(hidden=True)),
    "a hidden column is asked about": Refused(
        _hidden_column, (Fault("", ("隐藏", "F"), "hidden"),)
    ),
    "a hidden column is left": Loads(
        _hidden_column, WITHOUT_COLUMN, Answers(hidden=False), says=("隐藏",)
    ),
    "a hidden column is taken": Loads(_hidden_column, WHOLE, Answers(hidden=True)),
}
