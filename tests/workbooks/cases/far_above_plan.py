"""More was done in the year than was planned: somewhat is good work, five times is a slip."""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B = "自编-0001", "自编-0002"


def _book(folder: Path, done: int = 1100) -> Path:
    rows = [
        ["2022年1-5月项目进展（单位：万元）"],
        words("项目名称 项目性质 总投资 年度计划投资 本年完成投资"),
        ["示例货场", "新建", 90000, 1000, done],
        ["示例堆场", "新建", 90000, 1000, 300],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=rows)


def _five_times(folder: Path) -> Path:
    return _book(folder, 5000)


def _rows(done: int) -> dict[str, list[dict[str, object]]]:
    return {
        "project": [
            project(A, DAY, "示例货场", total=90000),
            project(B, DAY, "示例堆场", total=90000),
        ],
        "project_year": [new_plan(A, 2022, 1000), new_plan(B, 2022, 1000)],
        "progress_report": [report(A, DAY, done), report(B, DAY, 300)],
    }


TRIALS: Trials = {
    "a tenth above": Loads(_book, _rows(1100)),
    "five times": Refused(_five_times, (Fault("E3", ("5000", "1000"), "above_plan"),)),
    "and it is so": Loads(
        _five_times, _rows(5000), Answers(accepted={"above_plan": "设备提前到货"})
    ),
}
