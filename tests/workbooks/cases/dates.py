"""Days as they are typed: 2022.3, 2022年3月, 2022-03-01, 2022/3/1, 20220301, a date, a serial.

A month stands for its last day. 2022.1 as a number may have been 2022.10: nobody guesses.
"""

from datetime import date, datetime
from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
TYPED = {  # as typed: the day that is meant
    2022.3: "2022-03-31",
    "2022.3": "2022-03-31",
    "2022.03": "2022-03-31",
    "2022年3月": "2022-03-31",
    "２０２２年３月": "2022-03-31",
    "2022-03": "2022-03-31",
    "2022-03-01": "2022-03-01",
    "2022/3/1": "2022-03-01",
    "2022.3.1": "2022-03-01",
    "2022年3月1日": "2022-03-01",
    "2022年2月": "2022-02-28",
    "2024.2": "2024-02-29",
    20220301: "2022-03-01",
    "20220301": "2022-03-01",
    "202203": "2022-03-31",
    datetime(2022, 3, 1): "2022-03-01",
    date(2022, 3, 15): "2022-03-15",
    44621: "2022-03-01",  # 44562 is 1 January 2022; 31 + 28 days later
    "2022年12月底": "2022-12-31",
    2022.12: "2022-12-31",
}


def _book(folder: Path, *ends: object) -> Path:
    rows = [
        ["2022年5月项目计划（单位：万元）"],
        words("项目代码 项目名称 项目性质 年度计划投资 计划竣工时间"),
        *(
            [f"SL-{number}", f"示例项目{number}", "新建", 100, typed]
            for number, typed in enumerate(ends or TYPED, 1)
        ),
    ]
    return xlsx(folder, "计划.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _no_such_days(folder: Path) -> Path:
    return _book(folder, "2022年2月30日", "2022.13", "2022.5", "尽快", 20221301)


def _lost_zero(folder: Path) -> Path:
    return _book(folder, "2022.5", 2022.1)


NUMBERED = list(enumerate(TYPED.values(), 1))
TRIALS: Trials = {
    "as they come": Loads(
        _book,
        {
            "project": [project(f"SL-{n}", DAY, f"示例项目{n}") for n, _ in NUMBERED],
            "project_year": [
                new_plan(f"SL-{n}", 2022, 100, planned_end=day) for n, day in NUMBERED
            ],
        },
    ),
    "no such days": Refused(
        _no_such_days,
        (Fault("E3", ()), Fault("E4", ()), Fault("E6", ()), Fault("E7", ())),
    ),
    "January or October": Refused(_lost_zero, (Fault("E4", ("1 ?月", "10 ?月")),)),
}
