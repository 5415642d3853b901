"""A row a month: 年份 and 月份 in columns, the project repeated, as the ministry's form has it."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

A, B = "自编-0001", "自编-0002"
HEADER = (
    "项目名称 责任单位 项目性质 年份 月份 年度计划投资 "
    "年初至报告期累计完成投资 开工至报告期累计完成投资 形象进度"
)


def _book(folder: Path, month: object = "2月") -> Path:
    one, two = ["示例一厂", "示例单位 01", "续建", 2022], ["示例二厂", "示例单位 02", "续建", 2022]
    rows = [
        ["项目月报（单位：万元）"],
        words(HEADER),
        [*one, 1, 500, 20, 120, "基坑"],
        [*one, month, 500, 45, 145, "地下室"],
        [*one, "3月份", 500, 80, 180, "主体"],
        [*two, 1, 600, 0, 300, None],
        [*two, 2, 600, 10, 310, "装修"],
    ]
    return xlsx(folder, "月报.xlsx", 月报=Sheet(rows, "A1:I1"))


def _thirteenth(folder: Path) -> Path:
    return _book(folder, month=13)


def _twice(folder: Path) -> Path:
    return _book(folder, month=1)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, "2022-01-31", "示例一厂", "示例单位 01"),
                project(B, "2022-01-31", "示例二厂", "示例单位 02"),
            ],
            "project_year": [carried_plan(A, 2022, 500), carried_plan(B, 2022, 600)],
            "progress_report": [
                report(A, "2022-01-31", 20, 120, "基坑"),
                report(A, "2022-02-28", 45, 145, "地下室"),
                report(A, "2022-03-31", 80, 180, "主体"),
                report(B, "2022-01-31", 0, 300),
                report(B, "2022-02-28", 10, 310, "装修"),
            ],
        },
    ),
    "no such month": Refused(_thirteenth, (Fault("E4", ()),)),
    "a month twice": Refused(_twice, (Fault(4, ("3",)),)),
}
