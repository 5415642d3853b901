"""A column a month: each is that month's alone; the year to date is their sum from January.

A quarter's form of the statistics office. A month left out makes every sum after it a guess.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

A, B = "自编-0001", "自编-0002"
DAY = "2022-04-30"


def _book(folder: Path, months: str = "1月 2月 3月 4月", march: object = 3.75) -> Path:
    rows = [
        ["2022年度项目投资完成情况表"],
        ["单位：万元"],
        words("序号 项目名称 责任单位 项目性质 年度计划投资 各月完成投资 . . ."),
        [None, None, None, None, None, *months.split()],
        [1, "示例东渠", "示例单位 01", "续建", 100, 10, 20, 30, 5],
        [2, "示例西渠", "示例单位 01", "续建", 200, 0, 1.25, march, 0],
    ]
    merged = "A1:I1 A2:I2 A3:A4 B3:B4 C3:C4 D3:D4 E3:E4 F3:I3"
    return xlsx(folder, "各月.xlsx", Sheet1=Sheet(rows, merged))


def _without_march(folder: Path) -> Path:
    return _book(folder, months="1月 2月 4月 5月")


def _error_in_march(folder: Path) -> Path:
    return _book(folder, march="#N/A")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例东渠", "示例单位 01"),
                project(B, DAY, "示例西渠", "示例单位 01"),
            ],
            "project_year": [carried_plan(A, 2022, 100), carried_plan(B, 2022, 200)],
            "progress_report": [
                report(A, "2022-01-31", 10),
                report(A, "2022-02-28", 30),
                report(A, "2022-03-31", 60),
                report(A, "2022-04-30", 65),
                report(B, "2022-01-31", 0),
                report(B, "2022-02-28", "1.25"),
                report(B, "2022-03-31", 5),
                report(B, "2022-04-30", 5),
            ],
        },
    ),
    "a month is missing": Refused(_without_march, (Fault("([FGHI][34])?", ("3 ?月",)),)),
    "an error in a month": Refused(_error_in_march, (Fault("H6", ("#N/A",)),)),
}
