"""建设起止年限 instead of 项目性质: what began before the year is carried over.

Spans as offices type them, with and without an end, with two and with four digits of a year.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, new_plan, project
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
SPANS = [
    "21.10-2023.12",
    "2022.03-",
    "2021-2023",
    "2022-2023年",
    "2021年6月—2022年12月",
    "2020.5～2022.8",
    "2022.4至2024.2",
]


def _book(folder: Path, *spans: object) -> Path:
    rows = [
        ["荥阳市2022年5月重点项目台账（单位：万元）"],
        words("项目代码 项目名称 建设起止年限 总投资 年度计划投资"),
        *(
            [f"SL-{number}", f"示例工程{number}", span, 900, 300]
            for number, span in enumerate(spans or SPANS, 1)
        ),
    ]
    return xlsx(folder, "台账.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _backwards(folder: Path) -> Path:
    return _book(folder, "2023.12-2021.10", "2022.03-")


def _not_said(folder: Path) -> Path:
    return _book(folder, "2021-2023", None)


TRIALS: Trials = {
    "as they come": Loads(
        _book,
        {
            "project": [
                project(f"SL-{n}", DAY, f"示例工程{n}", total=900) for n in range(1, len(SPANS) + 1)
            ],
            "project_year": [
                carried_plan("SL-1", 2022, 300, planned_end="2023-12-31"),
                new_plan("SL-2", 2022, 300),
                carried_plan("SL-3", 2022, 300, planned_end="2023-12-31"),
                new_plan("SL-4", 2022, 300, planned_end="2023-12-31"),
                carried_plan("SL-5", 2022, 300, planned_end="2022-12-31"),
                carried_plan("SL-6", 2022, 300, planned_end="2022-08-31"),
                new_plan("SL-7", 2022, 300, planned_end="2024-02-29"),
            ],
        },
    ),
    "an end before the beginning": Refused(_backwards, (Fault("C3", ()),)),
    "neither nature nor span": Refused(_not_said, (Fault(4, ("新建", "续建"), "nature"),)),
}
