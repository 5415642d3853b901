"""The unit stands in the header's upper row, for the columns below it and for no others.

投资情况 is in 亿元, 资金 to date in 万元; a unit of an own header goes before its parent's.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-06-30"
A, B = "自编-0001", "自编-0002"


def _book(folder: Path, done: object = 0.5) -> Path:
    rows = [
        ["2022年上半年（1-6月）重大项目表"],
        words("项目名称 项目性质 投资情况（亿元） . . 形象进度"),
        words(". . 总投资 2022年计划投资 1-6月累计完成（万元） ."),
        ["示例环线", "新建", 12.5, 3.2, 15_600, "路基"],
        ["示例支线", "新建", 2.05, done, 900, None],
    ]
    return xlsx(folder, "重大.xlsx", 重大=Sheet(rows, "A1:F1 A2:A3 B2:B3 C2:E2 F2:F3"))


def _too_fine(folder: Path) -> Path:
    return _book(folder, done=0.123456789)


def _words(folder: Path) -> Path:
    return _book(folder, done="半个亿")


def _rows(second: str) -> dict[str, list[dict[str, object]]]:
    return {
        "project": [
            project(A, DAY, "示例环线", total=125_000),
            project(B, DAY, "示例支线", total=20_500),
        ],
        "project_year": [new_plan(A, 2022, 32_000), new_plan(B, 2022, second)],
        "progress_report": [report(A, DAY, 15_600, image="路基"), report(B, DAY, 900)],
    }


TRIALS: Trials = {
    "as it comes": Loads(_book, _rows("5000")),
    # 0.123456789 亿元 is 1234.56789 万元: 亿元 that a formula gave, to the yuan
    "to the yuan": Loads(_too_fine, _rows("1234.5679")),
    "words in an amount": Refused(_words, (Fault("D5", ("数字",)),)),
}
