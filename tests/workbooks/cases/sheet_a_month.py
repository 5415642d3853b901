"""A sheet a month, each cumulative, the newest first: the year's workbook that grows.

The plan was changed in March. Sheets are taken in the order of their days, wherever they stand.
"""

from pathlib import Path

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

A, B = "自编-0001", "自编-0002"
HEADER = words("项目名称 责任单位 项目性质 年度计划投资 本年累计完成投资")


def _month(month: int, plan: int, first: object, second: object) -> list[list[object]]:
    return [
        [f"2022年{month}月重点项目进展（单位：万元）"],
        HEADER,
        ["示例东库", "示例单位 01", "新建", 1000, first],
        ["示例西库", "示例单位 02", "新建", plan, second],
    ]


def _newest_first(folder: Path) -> Path:
    sheets = {"3月": _month(3, 2500, 90, 80), "2月": _month(2, 2000, 60, 40)}
    return xlsx(folder, "2022年.xlsx", **sheets, **{"1月": _month(1, 2000, 30, 10)})


def _oldest_first(folder: Path) -> Path:
    sheets = {"1月": _month(1, 2000, 30, 10), "2月": _month(2, 2000, 60, 40)}
    return xlsx(folder, "2022年.xlsx", **sheets, **{"3月": _month(3, 2500, 90, 80)})


def _error(folder: Path) -> Path:
    sheets = {"1月": _month(1, 2000, 30, 10), "2月": _month(2, 2000, "#REF!", 40)}
    return xlsx(folder, "2022年.xlsx", **sheets)


ROWS = {
    "project": [
        project(A, "2022-01-31", "示例东库", "示例单位 01"),
        project(B, "2022-01-31", "示例西库", "示例单位 02"),
    ],
    "project_year": [
        new_plan(A, 2022, 1000),
        new_plan(B, 2022, 2000),
        new_plan(B, 2022, 2500, revision=2, decided_on="2022-03-31"),
    ],
    "progress_report": [
        report(A, "2022-01-31", 30),
        report(A, "2022-02-28", 60),
        report(A, "2022-03-31", 90),
        report(B, "2022-01-31", 10),
        report(B, "2022-02-28", 40),
        report(B, "2022-03-31", 80),
    ],
}
TRIALS: Trials = {
    "the oldest first": Loads(_oldest_first, ROWS),
    "the newest first": Loads(_newest_first, ROWS),
    "an error in one": Refused(_error, (Fault("E3", ("#REF!",), sheet="2月"),)),
}
