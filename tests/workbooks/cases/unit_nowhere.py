"""A sheet that states no unit: nobody guesses. Answered for all columns, or for one.

The total's header says its unit; what is answered for all others leaves it alone.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A = "自编-0001"


def _book(folder: Path) -> Path:
    rows = [
        ["2022年5月项目进度"],
        words("项目名称 项目性质 总投资（亿元） 年度计划投资 1-5月累计完成投资"),
        ["示例科创园", "新建", 1.5, 4000, 1200],
    ]
    return xlsx(folder, "科创园.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _rows(annual: int, done: int) -> dict[str, list[dict[str, object]]]:
    return {
        "project": [project(A, DAY, "示例科创园", total=15_000)],
        "project_year": [new_plan(A, 2022, annual)],
        "progress_report": [report(A, DAY, done)],
    }


EACH = {"年度计划投资": "万元", "1-5月累计完成投资": "万元"}
TRIALS: Trials = {
    "is asked about": Refused(
        _book,
        (
            Fault("", ("单位", "年度计划投资"), "unit"),
            Fault("", ("单位", "1-5月累计完成投资"), "unit"),
        ),
    ),
    "one column is answered": Refused(
        _book,
        (Fault("", ("单位", "1-5月累计完成投资"), "unit"),),
        Answers(units={"年度计划投资": "万元"}),
    ),
    "万元 is answered for all": Loads(_book, _rows(4000, 1200), Answers(units={"": "万元"})),
    "each column is answered": Loads(_book, _rows(4000, 1200), Answers(units=EACH)),
    "what is known is not what all are": Loads(
        _book,
        {
            "project": [project(A, DAY, "示例科创园", total=15_000)],
            "project_year": [new_plan(A, 2022, "0.4")],
            "progress_report": [report(A, DAY, "0.12")],
        },
        Answers(units={"": "元"}),
    ),
}
