"""A row of units below the header's words: 万元 under one column, 亿元 under another, % too."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B = "自编-0001", "自编-0002"


def _book(folder: Path, plan: object = 900) -> Path:
    rows = [
        ["2022年1-5月项目进展"],
        words("项目名称 项目性质 总投资 年度计划投资 本年累计完成投资 占年计划"),
        words(". . （亿元） （万元） （万元） （%）"),
        ["示例甲闸", "新建", 0.5, plan, 300, 33.3],
        ["示例乙闸", "新建", 1.2, 800, 200, 25],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=Sheet(rows, "A1:F1 A2:A3 B2:B3"))


def _words(folder: Path) -> Path:
    return _book(folder, "九百")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例甲闸", total=5000),
                project(B, DAY, "示例乙闸", total=12000),
            ],
            "project_year": [new_plan(A, 2022, 900), new_plan(B, 2022, 800)],
            "progress_report": [report(A, DAY, 300), report(B, DAY, 200)],
        },
    ),
    "words in an amount": Refused(_words, (Fault("D4", ("数字",)),)),
}
