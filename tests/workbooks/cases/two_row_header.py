"""A header of two merged rows: a month's figure and the year's to date under one parent.

An office that copies last month's table and changes the month. What was done in the month alone
stands beside the cumulative figure and makes no report of its own; the unit has a line of its
own, at the right. The title says the class: 市级重点项目.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import member, new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

PARENTS = "序号 项目名称 项目单位 项目性质 总投资 2022年计划投资 完成投资 . 形象进度"
UNDER = ". . . . . . 4月份 1-4月累计 ."
MERGED = "A1:I1 A3:A4 B3:B4 C3:C4 D3:D4 E3:E4 F3:F4 G3:H3 I3:I4"
FIRST, SECOND = ("自编-0001", "2022-04-30"), ("自编-0002", "2022-04-30")


def _book(folder: Path, done: object = 700) -> Path:
    rows = [
        ["2022年市级重点项目4月份进度表"],
        words(". . . . . . . . 单位：万元"),
        words(PARENTS),
        words(UNDER),
        [1, "示例冷链仓库", "示例单位 04", "新建", 8000, 2000, 200, 500, "主体施工"],
        [2, "示例热力管网", "示例单位 05", "新建", 9000, 2500, 300, done, "管沟开挖"],
    ]
    return xlsx(folder, "4月进度.xlsx", Sheet1=Sheet(rows, MERGED))


def _unreadable(folder: Path) -> Path:
    return _book(folder, done="见附件")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(*FIRST, "示例冷链仓库", "示例单位 04", total=8000),
                project(*SECOND, "示例热力管网", "示例单位 05", total=9000),
            ],
            "class_membership": [
                member("自编-0001", "重点项目", "市", "2022-04-30"),
                member("自编-0002", "重点项目", "市", "2022-04-30"),
            ],
            "project_year": [
                new_plan("自编-0001", 2022, 2000),
                new_plan("自编-0002", 2022, 2500),
            ],
            "progress_report": [
                report(*FIRST, 500, image="主体施工"),
                report(*SECOND, 700, image="管沟开挖"),
            ],
        },
    ),
    "words in an amount": Refused(_unreadable, (Fault("H6", ("数字",)),)),
}
