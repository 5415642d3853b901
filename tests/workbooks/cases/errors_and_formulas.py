"""Error cells, formulas with the value that Excel has kept, formulas that nobody has reckoned.

A program wrote the last ones and left the reckoning to Excel: until somebody opens and saves the
file, there is no value.
"""

import zipfile
from pathlib import Path

import xlsxwriter

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B = "自编-0001", "自编-0002"


def _book(folder: Path, error: str = "") -> Path:
    path = folder / "公式.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    sheet.write(0, 0, "2022年1-5月项目进度（单位：万元）")
    sheet.write_row(1, 0, words("项目名称 项目性质 总投资 年度计划投资 本年累计完成投资"))
    sheet.write_row(2, 0, ["示例甲塘", "新建", 400, 120])
    sheet.write_formula("E3", "=10+23", None, 33)
    sheet.write_row(3, 0, ["示例乙塘", "新建", None, 80, 8])
    if error:
        sheet.write_formula("C4", "=1/0", None, error)
    else:
        sheet.write(3, 2, 300)
    sheet.write_row(4, 0, ["合计", None])
    for column in "CDE":
        total = {"C": 700, "D": 200, "E": 41}[column]
        sheet.write_formula(f"{column}5", f"=SUM({column}3:{column}4)", None, total)
    book.close()
    return _as_saved_by_excel(path)


def _as_saved_by_excel(path: Path) -> Path:
    """Without the library's mark that Excel has yet to reckon the whole file."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _error(folder: Path) -> Path:
    return _book(folder, "#DIV/0!")


def _never_reckoned(folder: Path) -> Path:
    rows = [
        ["2022年1-5月项目进度（单位：万元）"],
        words("项目名称 项目性质 总投资 年度计划投资 本年累计完成投资"),
        ["示例甲塘", "新建", 400, 120, "=10+23"],
        ["示例乙塘", "新建", 300, 80, 8],
    ]
    return xlsx(folder, "公式.xlsx", Sheet1=rows)


TRIALS: Trials = {
    "reckoned": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例甲塘", total=400),
                project(B, DAY, "示例乙塘", total=300),
            ],
            "project_year": [new_plan(A, 2022, 120), new_plan(B, 2022, 80)],
            "progress_report": [report(A, DAY, 33), report(B, DAY, 8)],
        },
    ),
    "an error": Refused(_error, (Fault("C4", ("#DIV/0!",)),)),
    "never reckoned": Refused(_never_reckoned, (Fault("E3", ("公式",)),)),
}
