"""Columns of several periods side by side, each cumulative: a report of each, none is summed."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

A, B = "自编-0001", "自编-0002"
DAY = "2022-03-31"


def _book(folder: Path, second: object = 65) -> Path:
    rows = [
        ["2022年项目投资累计完成情况（单位：万元）"],
        words("项目名称 项目性质 年度计划投资 累计完成投资 . . 形象进度"),
        words(". . . 1月 1-2月 1-3月 ."),
        ["示例南桥", "续建", 400, 40, 60, 90, "桥墩"],
        ["示例北桥", "续建", 500, 50, second, 100, None],
    ]
    return xlsx(folder, "累计.xlsx", Sheet1=Sheet(rows, "A1:G1 A2:A3 B2:B3 C2:C3 D2:F2 G2:G3"))


def _falling(folder: Path) -> Path:
    return _book(folder, second=45)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [project(A, DAY, "示例南桥"), project(B, DAY, "示例北桥")],
            "project_year": [carried_plan(A, 2022, 400), carried_plan(B, 2022, 500)],
            "progress_report": [
                report(A, "2022-01-31", 40),
                report(A, "2022-02-28", 60),
                report(A, "2022-03-31", 90, image="桥墩"),
                report(B, "2022-01-31", 50),
                report(B, "2022-02-28", 65),
                report(B, "2022-03-31", 100),
            ],
        },
    ),
    "falling within the sheet": Refused(_falling, (Fault("E5", ("45", "50"), "falls"),)),
}
