"""A ledger whose title has no month: the day of its figures is asked for, and answered."""

from datetime import date
from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Build, Fault, Loads, Refused, Trials

A = "自编-0001"


def _book(folder: Path, title: str = "荥阳市重点项目台账") -> Path:
    rows = [
        [title],
        ["单位：万元"],
        words("项目名称 项目性质 年度计划投资 本年完成投资"),
        ["示例学府", "新建", 100, 10],
    ]
    return xlsx(folder, "台账.xlsx", Sheet1=rows)


def _row_with_the_day(folder: Path) -> Path:
    rows = [
        ["荥阳市重点项目台账"],
        ["截至2022年5月20日", None, None, "单位：万元"],
        words("项目名称 项目性质 年度计划投资 本年完成投资"),
        ["示例学府", "新建", 100, 10],
    ]
    return xlsx(folder, "台账.xlsx", Sheet1=rows)


def _rows(day: str) -> dict[str, list[dict[str, object]]]:
    return {
        "project": [project(A, day, "示例学府")],
        "project_year": [new_plan(A, 2022, 100)],
        "progress_report": [report(A, day, 10)],
    }


def _titled(title: str) -> Build:
    def build(folder: Path) -> Path:
        return _book(folder, title)

    return build


TRIALS: Trials = {
    "is asked about": Refused(_book, (Fault("", ("哪一天|日期|截至",), "period"),)),
    "is answered": Loads(_book, _rows("2022-05-25"), Answers(as_of=date(2022, 5, 25))),
    "a row has the day": Loads(_row_with_the_day, _rows("2022-05-20")),
    "a title with the day": Loads(
        _titled("荥阳市重点项目进展情况（截至2022年4月15日）"), _rows("2022-04-15")
    ),
    "a title with a quarter": Loads(_titled("2022年一季度重点项目进展"), _rows("2022-03-31")),
    "a title with a half": Loads(_titled("2022年上半年重点项目进展"), _rows("2022-06-30")),
    "what the title says goes before the answer": Loads(
        _titled("2022年1—4月重点项目进展"), _rows("2022-04-30"), Answers(as_of=date(2022, 5, 25))
    ),
}
