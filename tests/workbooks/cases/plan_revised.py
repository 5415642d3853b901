"""The year's plan was changed in the middle of it: a further revision, decided on the sheet's day.

A sheet with the same plan makes none.
"""

from pathlib import Path

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import carried_plan, new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

FIRST, DAY = "2022-01-01", "2022-06-30"
BEFORE = {
    "project.csv": """
        project_id,valid_from,name,organisation,total_wan
        SL-1,2022-01-01,示例东站,示例单位 01,50000
        SL-2,2022-01-01,示例西站,示例单位 02,60000
    """,
    "project_year.csv": """
        project_id,year,revision,annual_plan_wan,carry_over,due_on
        SL-1,2022,1,20000,true,2022-01-01
        SL-2,2022,1,30000,false,2022-03-31
    """,
}


def _book(folder: Path, plan: object = 26000) -> Path:
    rows = [
        ["2022年1-6月重点项目进展（单位：万元）"],
        words("项目名称 责任单位 总投资 年度计划投资 本年完成投资"),
        ["示例东站", "示例单位 01", 50000, 20000, 8000],
        ["示例西站", "示例单位 02", 60000, plan, 9000],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=rows)


def _error(folder: Path) -> Path:
    return _book(folder, "26,00")


HELD = [
    project("SL-1", FIRST, "示例东站", "示例单位 01", total=50000),
    project("SL-2", FIRST, "示例西站", "示例单位 02", total=60000),
]
PLANS = [
    carried_plan("SL-1", 2022, 20000),
    new_plan("SL-2", 2022, 30000, due_on="2022-03-31"),
]
REPORTS = [report("SL-1", DAY, 8000), report("SL-2", DAY, 9000)]
TRIALS: Trials = {
    # the nature and the day it is due are what they were: the sheet says nothing of them
    "another plan": Loads(
        _book,
        {
            "project": HELD,
            "project_year": [
                *PLANS,
                new_plan("SL-2", 2022, 26000, due_on="2022-03-31", revision=2, decided_on=DAY),
            ],
            "progress_report": REPORTS,
        },
        before=BEFORE,
    ),
    "the same plan": Loads(
        lambda folder: _book(folder, 30000),
        {"project": HELD, "project_year": PLANS, "progress_report": REPORTS},
        before=BEFORE,
    ),
    "separators in the wrong place": Refused(_error, (Fault("D4", ("数字",)),), before=BEFORE),
}
