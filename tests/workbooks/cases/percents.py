"""占年计划% three ways in one table: 49.1, 49.1% as text, 0.491 that Excel shows as 49.1%.

Shares are not loaded: they are held against the amounts. One that differs by more than rounding
says that one of the two was not brought up to date.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B, C, D = "自编-0001", "自编-0002", "自编-0003", "自编-0004"


def _book(folder: Path, first: object = 49.1, third: object = 0.491) -> Path:
    rows = [
        ["2022年1-5月项目完成情况（单位：万元）"],
        words("项目名称 项目性质 总投资 年度计划投资 本年累计完成投资 占年计划%"),
        ["示例实验楼", "续建", 20000, 10000, 4910, first],
        ["示例食堂", "续建", 20000, 1000, 491, "49.1%"],
        ["示例宿舍", "续建", 20000, 2000, 982, third],
        ["示例礼堂", "续建", 20000, 3000, 1473.4, "４９．１％"],
    ]
    return xlsx(folder, "完成情况.xlsx", Sheet1=Sheet(rows, "A1:F1", formats={"F5": "0.0%"}))


def _old_share(folder: Path) -> Path:
    return _book(folder, first=38.2)


def _old_percent(folder: Path) -> Path:
    return _book(folder, third=0.382)


ROWS = {
    "project": [
        project(A, DAY, "示例实验楼", total=20000),
        project(B, DAY, "示例食堂", total=20000),
        project(C, DAY, "示例宿舍", total=20000),
        project(D, DAY, "示例礼堂", total=20000),
    ],
    "project_year": [
        carried_plan(A, 2022, 10000),
        carried_plan(B, 2022, 1000),
        carried_plan(C, 2022, 2000),
        carried_plan(D, 2022, 3000),
    ],
    "progress_report": [
        report(A, DAY, 4910),
        report(B, DAY, 491),
        report(C, DAY, 982),
        report(D, DAY, "1473.4"),
    ],
}
TRIALS: Trials = {
    "as it comes": Loads(_book, ROWS, says=("占年计划",)),
    "last month's share": Refused(_old_share, (Fault("F3", ("49.1",), "percent"),)),
    "last month's share as a percent": Refused(_old_percent, (Fault("F5", ("49.1",), "percent"),)),
    "accepted": Loads(_old_share, ROWS, Answers(accepted={"percent": "比例按月初计划算"})),
}
