"""What hands and programs leave in cells: full-width digits and blanks, characters without width,
thousands separators in both widths, numbers as text, Unicode's minus."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

HEADER = "项目代码 项目性质 总投资 年度计划投资 本年完成投资"
DAY = "2022-05-31"
ZERO, BOM, WIDE = "\u200b", "\ufeff", "\u3000"


def _book(folder: Path, last: object = "1,234,567.89") -> Path:
    rows = [
        ["２０２２年１－５月重点项目进展情况"],
        [f"单{WIDE}位：万{WIDE}元"],
        ["序号", f"项目{WIDE}名称", *words(HEADER)],
        ["１", f"示例{WIDE}一中", f"SL{ZERO}-01", "新建", "１２，０００", "３０００．５", "１００"],
        ["２", f"{BOM}示例二中{ZERO}", "SL-02 ", "新建 ", "12,000.00", " 3000.5 ", "100\xa0"],
        ["３", "示例三中", "\tSL-03", f"新{WIDE}建", "2,345,678.9", "1,300,000", last],
    ]
    return xlsx(folder, "五月.xlsx", Sheet1=Sheet(rows, "A1:G1 A2:G2"))


def _minus(folder: Path) -> Path:
    return _book(folder, last="\u2212120")


def _separators_astray(folder: Path) -> Path:
    return _book(folder, last="1,23")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project("SL-01", DAY, "示例一中", total=12000),
                project("SL-02", DAY, "示例二中", total=12000),
                project("SL-03", DAY, "示例三中", total="2345678.9"),
            ],
            "project_year": [
                new_plan("SL-01", 2022, "3000.5"),
                new_plan("SL-02", 2022, "3000.5"),
                new_plan("SL-03", 2022, 1300000),
            ],
            "progress_report": [
                report("SL-01", DAY, 100),
                report("SL-02", DAY, 100),
                report("SL-03", DAY, "1234567.89"),
            ],
        },
    ),
    "a minus of Unicode is a minus": Refused(_minus, (Fault("G6", ("负",)),)),
    "separators in the wrong place": Refused(_separators_astray, (Fault("G6", ("数字",)),)),
}
