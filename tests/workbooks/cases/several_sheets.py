"""Several sheets of one form, with a sheet of instructions before them, and one that is hidden.

A project that stands in two sheets with the same figures is one; with others it is a fault. A title
says the class (三个一批); 省市级 is no level. What
is hidden as a sheet (last year's list, kept by the office for itself) is left out, and said.
"""

from pathlib import Path

from openpyxl import load_workbook

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, member, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

HEADER = words("序号 项目名称 责任单位 项目性质 总投资 年度计划投资 1-5月累计完成投资")
DAY = "2022-05-31"
NOTES = [["填报说明"], ["一、本表于每月3日前报送。"], ["二、金额以万元为单位。"]]


def _sheet(title: str, *lines: list[object]) -> list[list[object]]:
    return [[f"荥阳市2022年{title}进展情况表（1-5月）"], ["单位：万元"], HEADER, *lines]


def _book(folder: Path, again: int = 160) -> Path:
    both = ["示例主干道", "示例单位 14", "续建", 900, 400]
    old = ["示例旧项目", "示例单位 14", "续建", 99999, 88888, 77777]
    return xlsx(
        folder,
        "五月.xlsx",
        填报说明=NOTES,
        省市级=_sheet(
            "省市级重点项目",
            [1, *both, 160],
            [2, "示例机场路", "示例单位 15", "续建", 800, 300, 90],
        ),
        三个一批=_sheet("三个一批项目", [1, *both, again]),
        去年=Sheet(_sheet("重点项目", [1, *old]), hidden=True),
    )


def _apart(folder: Path) -> Path:
    return _book(folder, again=170)


def _all_hidden(folder: Path) -> Path:
    path = _book(folder)
    book = load_workbook(path)
    book.create_sheet("空表", 0)
    for sheet in book.worksheets[1:]:
        sheet.sheet_state = "hidden"
    book.save(path)
    return path


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project("自编-0001", DAY, "示例主干道", "示例单位 14", total=900),
                project("自编-0002", DAY, "示例机场路", "示例单位 15", total=800),
            ],
            "project_year": [
                carried_plan("自编-0001", 2022, 400),
                carried_plan("自编-0002", 2022, 300),
            ],
            "class_membership": [member("自编-0001", "三个一批", None, DAY)],
            "progress_report": [report("自编-0001", DAY, 160), report("自编-0002", DAY, 90)],
        },
        says=("填报说明", "去年.*隐藏"),
        nowhere=("示例旧项目",),
    ),
    "a project with two figures": Refused(_apart, (Fault("", ("省市级",), sheet="三个一批"),)),
    "all that is filled is hidden": Refused(_all_hidden, (Fault("", ("隐藏|看得见",)),)),
}
