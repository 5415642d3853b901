"""A workbook of Excel for Macintosh: its serials count from 1904.

The serial 43159 is 1 March 2022 there (1 January 2022 is 43100), and 28 February 2018 elsewhere.
"""

from datetime import datetime
from pathlib import Path

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report, stage
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B = "自编-0001", "自编-0002"


def _book(folder: Path, started: object = 43159) -> Path:
    rows = [
        ["2022年1-5月项目进度（单位：万元）"],
        words("项目名称 项目性质 年度计划投资 实际开工时间 计划竣工时间 本年完成投资"),
        ["示例东门", "新建", 100, datetime(2022, 3, 1), datetime(2022, 12, 20), 10],
        ["示例西门", "新建", 100, started, "2022年11月", 20],
    ]
    dressed = Sheet(rows, "A1:F1", formats={"D4": "yyyy-mm-dd"})
    return xlsx(folder, "进度.xlsx", epoch=CALENDAR_MAC_1904, Sheet1=dressed)


def _before_all(folder: Path) -> Path:
    return _book(folder, started=150)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [project(A, DAY, "示例东门"), project(B, DAY, "示例西门")],
            "project_year": [
                new_plan(A, 2022, 100, planned_end="2022-12-20"),
                new_plan(B, 2022, 100, planned_end="2022-11-30"),
            ],
            "progress_report": [report(A, DAY, 10), report(B, DAY, 20)],
            "stage_event": [stage(A, "开工", "2022-03-01"), stage(B, "开工", "2022-03-01")],
        },
    ),
    "a day of 1904": Refused(_before_all, (Fault("D4", ()),)),
}
