"""Last year's figures beside this year's: none of them is taken for this year's.

What was completed to the end of last year is left out; what was since the start is taken.
"""

from pathlib import Path

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A = "自编-0001"


def _book(folder: Path, since: object = 2300) -> Path:
    head = (
        "项目名称 项目性质 总投资 截至2021年底累计完成投资 2022年计划投资 "
        "2022年1-5月完成投资 自开工以来累计完成投资"
    )
    rows = [
        ["荥阳市重点项目完成情况（单位：万元）"],
        words(head),
        ["示例甲坝", "续建", 5000, 2000, 900, 300, since],
    ]
    return xlsx(folder, "完成情况.xlsx", Sheet1=rows)


def _above_the_total(folder: Path) -> Path:
    return _book(folder, 5300)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [project(A, DAY, "示例甲坝", total=5000)],
            "project_year": [carried_plan(A, 2022, 900)],
            "progress_report": [report(A, DAY, 300, 2300)],
        },
        says=("2021年底",),
    ),
    "more since the start than in all": Refused(
        _above_the_total, (Fault("G3", ("总投资",), "above_total"),)
    ),
}
