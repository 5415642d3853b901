"""The year to date is below what was loaded for an earlier day: April was too high, or May is.

A new year begins from nothing: that is no fall.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

BEFORE = {
    "project.csv": """
        project_id,valid_from,name,organisation
        SL-1,2021-01-01,示例南校区,示例单位 01
    """,
    "project_year.csv": """
        project_id,year,revision,annual_plan_wan,carry_over,due_on
        SL-1,2022,1,9000,true,2022-01-01
        SL-1,2023,1,9000,true,2023-01-01
    """,
    "progress_report.csv": """
        project_id,report_date,completed_wan
        SL-1,2022-04-30,4000
    """,
}


def _book(folder: Path, period: str = "2023年1月") -> Path:
    rows = [
        [f"{period}项目进展（单位：万元）"],
        words("项目名称 责任单位 年度计划投资 本年累计完成投资"),
        ["示例南校区", "示例单位 01", 9000, 3600],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=rows)


def _may(folder: Path) -> Path:
    return _book(folder, "2022年1-5月")


def _rows(day: str) -> dict[str, list[dict[str, object]]]:
    return {
        "project": [project("SL-1", "2021-01-01", "示例南校区", "示例单位 01")],
        "project_year": [carried_plan("SL-1", 2022, 9000), carried_plan("SL-1", 2023, 9000)],
        "progress_report": [report("SL-1", "2022-04-30", 4000), report("SL-1", day, 3600)],
    }


TRIALS: Trials = {
    "from one year to the next": Loads(_book, _rows("2023-01-31"), before=BEFORE),
    "within the year": Refused(_may, (Fault("D3", ("3600", "4000"), "falls"),), before=BEFORE),
    "and it is so": Loads(
        _may,
        _rows("2022-05-31"),
        Answers(accepted={"falls": "四月误报合同额"}),
        before=BEFORE,
    ),
}
