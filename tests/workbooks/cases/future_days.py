"""A day that has not come yet, for something that has happened: a slip of the year.

A planned end may lie ahead; what is planned is no fault.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project, report, stage
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A = "自编-0001"


def _book(folder: Path, started: str = "2022-03-15", year: int = 2022) -> Path:
    rows = [
        [f"{year}年1-5月项目进展（单位：万元）"],
        words("项目名称 项目性质 年度计划投资 计划竣工时间 实际开工时间 本年完成投资"),
        ["示例气站", "新建", 1000, "2098-12-31", started, 100],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=rows)


def _start_to_come(folder: Path) -> Path:
    return _book(folder, "2092-03-15")


def _sheet_to_come(folder: Path) -> Path:
    return _book(folder, year=2092)


def _rows(started: str) -> dict[str, list[dict[str, object]]]:
    return {
        "project": [project(A, DAY, "示例气站")],
        "project_year": [new_plan(A, 2022, 1000, planned_end="2098-12-31")],
        "progress_report": [report(A, DAY, 100)],
        "stage_event": [stage(A, "开工", started)],
    }


TRIALS: Trials = {
    "a planned end ahead": Loads(_book, _rows("2022-03-15")),
    "a start ahead": Refused(_start_to_come, (Fault("E3", ("2092",), "future"),)),
    "a start ahead, accepted": Loads(
        _start_to_come, _rows("2092-03-15"), Answers(accepted={"future": "演练"})
    ),
    "a period ahead": Refused(_sheet_to_come, (Fault("", ("2092",), "future"),)),
}
