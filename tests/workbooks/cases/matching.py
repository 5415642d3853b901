"""Rows without codes held against what is loaded: by name and office, by name alone, by an answer.

Two loaded projects have one name: without the office the sheet's row waits for an answer.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

FIRST, DAY = "2022-01-01", "2022-05-31"
BEFORE = {
    "project.csv": """
        project_id,valid_from,name,organisation
        SL-1,2022-01-01,示例污水管网,示例单位 01
        SL-2,2022-01-01,示例污水管网,示例单位 02
        SL-3,2022-01-01,示例雨水管网,示例单位 02
    """,
}
HELD = [
    project("SL-1", FIRST, "示例污水管网", "示例单位 01"),
    project("SL-2", FIRST, "示例污水管网", "示例单位 02"),
    project("SL-3", FIRST, "示例雨水管网", "示例单位 02"),
]
ROWS = {
    "project": HELD,
    "progress_report": [report("SL-2", DAY, 20), report("SL-3", DAY, 30)],
}


def _with_office(folder: Path) -> Path:
    rows = [
        ["2022年1-5月管网进度（单位：万元）"],
        words("序号 项目名称 责任单位 本年完成投资"),
        [1, "示例污水管网", "示例单位02", 20],
        [2, "★示例雨水 管网", "示例单位 02", 30],
    ]
    return xlsx(folder, "管网.xlsx", Sheet1=rows)


def _without_office(folder: Path) -> Path:
    rows = [
        ["2022年1-5月管网进度（单位：万元）"],
        words("序号 项目名称 本年完成投资"),
        [1, "示例污水管网", 20],
        [2, "示例雨水管网", 30],
    ]
    return xlsx(folder, "管网.xlsx", Sheet1=rows)


TRIALS: Trials = {
    "by name and office": Loads(_with_office, ROWS, before=BEFORE),
    "a name that two have": Refused(
        _without_office, (Fault("B3", ("SL-1", "SL-2"), "match"),), before=BEFORE
    ),
    "and which is meant": Loads(
        _without_office, ROWS, Answers(matches={"示例污水管网": "SL-2"}), before=BEFORE
    ),
    "an answer that names no project": Refused(
        _without_office,
        (Fault("", ("没有这个项目", "SL-9")),),
        Answers(matches={"示例污水管网": "SL-9"}),
        before=BEFORE,
        also=(Fault("B3", (), "match"),),
    ),
}
