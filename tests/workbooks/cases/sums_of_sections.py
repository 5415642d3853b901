"""Figures in the section's own row: it is the sum of what follows, not a project."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B, C = "自编-0001", "自编-0002", "自编-0003"


def _book(folder: Path, section: int = 30) -> Path:
    rows = [
        ["2022年1-5月项目完成情况（单位：万元）"],
        words("序号 项目名称 项目性质 年度计划投资 本年累计完成投资"),
        ["一", "生态环保（2个）", None, 200, section],
        [1, "示例清淤", "续建", 100, 10],
        [2, "示例护坡", "续建", 100, 20],
        ["二", "民生项目（1个）", None, 400, 30],
        [1, "示例养老", "续建", 400, 30],
        [None, "合计", None, 600, 60],
    ]
    return xlsx(folder, "情况.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _wrong(folder: Path) -> Path:
    return _book(folder, section=35)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例清淤", domain="生态环保"),
                project(B, DAY, "示例护坡", domain="生态环保"),
                project(C, DAY, "示例养老"),
            ],
            "project_year": [
                carried_plan(A, 2022, 100),
                carried_plan(B, 2022, 100),
                carried_plan(C, 2022, 400),
            ],
            "progress_report": [report(A, DAY, 10), report(B, DAY, 20), report(C, DAY, 30)],
        },
    ),
    "a section does not add up": Refused(_wrong, (Fault("E3", ("35", "30"), "sums"),)),
}
