"""The year's list of projects, before anything is done: plans of a year named in the header.

The list is made in December for the year after; what is due is due in that year.
"""

from pathlib import Path

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import carried_plan, new_plan, project
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2021-12-20"
A, B = "自编-0001", "自编-0002"


def _book(folder: Path, government: str = "否") -> Path:
    rows = [
        ["荥阳市重点项目计划表（截至2021年12月20日）"],
        ["单位：亿元"],
        words("项目名称 责任单位 建设地点 政府投资 项目性质 总投资 2022年计划投资 计划开工时间"),
        ["示例绕城路", "示例单位 01", "刘河镇", "是", "续建", 5.5, 1.2, "2021.3"],
        ["示例冷库", "示例单位 02", "示例大道北段", government, "新建", 0.8, 0.35, "2022年4月"],
    ]
    return xlsx(folder, "计划表.xlsx", Sheet1=rows)


def _half(folder: Path) -> Path:
    return _book(folder, "一半")


TRIALS: Trials = {
    # 建设地点 is a township only where it is one, not where it is a street
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(
                    A,
                    DAY,
                    "示例绕城路",
                    "示例单位 01",
                    township="刘河镇",
                    gov_invested=True,
                    total=55000,
                ),
                project(B, DAY, "示例冷库", "示例单位 02", gov_invested=False, total=8000),
            ],
            "project_year": [
                carried_plan(A, 2022, 12000),
                new_plan(B, 2022, 3500, due_on="2022-04-30"),
            ],
        },
    ),
    "neither yes nor no": Refused(_half, (Fault("D5", ("是",)),)),
}
