"""Sums between and below: 小计 after each group without a section's row, 总计 at the end.

Accepted with a reason, a sum that does not match no longer stands in the way.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-02-28"


def _book(folder: Path, end: object = 21) -> Path:
    rows = [
        ["示例开发区2022年2月项目表"],
        words("序号 项目名称 项目性质 年度计划投资（万元） 1-2月完成投资（万元）"),
        [1, "示例一号车间", "新建", 100, 10.25],
        [2, "示例二号车间", "新建", 200, 5.5],
        [None, "小 计", None, 300, 15.75],
        [3, "示例三号车间", "新建", 300, 5.25],
        [None, "小 计", None, 300, 5.25],
        [None, "总    计", None, 600, end],
    ]
    return xlsx(folder, "开发区.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _wrong(folder: Path) -> Path:
    return _book(folder, end=22)


ROWS = {
    "project": [
        project("自编-0001", DAY, "示例一号车间"),
        project("自编-0002", DAY, "示例二号车间"),
        project("自编-0003", DAY, "示例三号车间"),
    ],
    "project_year": [
        new_plan("自编-0001", 2022, 100),
        new_plan("自编-0002", 2022, 200),
        new_plan("自编-0003", 2022, 300),
    ],
    "progress_report": [
        report("自编-0001", DAY, "10.25"),
        report("自编-0002", DAY, "5.5"),
        report("自编-0003", DAY, "5.25"),
    ],
}
TRIALS: Trials = {
    "as it comes": Loads(_book, ROWS),
    "the end does not add up": Refused(_wrong, (Fault("E8", ("22", "21"), "sums"),)),
    "and is accepted": Loads(_wrong, ROWS, Answers(accepted={"sums": "合计含已退出的项目"})),
}
