"""A project that was renamed: its old code still stands in a township's list.

One that was split has two after it, and nobody knows whose the old code's figure is.
"""

from pathlib import Path

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
BEFORE = {
    "project.csv": """
        project_id,valid_from,name,organisation
        SL-NEW,2022-03-01,示例智造园,示例单位 01
    """,
    "project_alias.csv": """
        old_id,new_id,kind,on_date
        SL-OLD,SL-NEW,rename,2022-03-01
    """,
}
ALIAS = {"old_id": "SL-OLD", "new_id": "SL-NEW", "kind": "rename", "on_date": "2022-03-01"}


def _book(folder: Path, code: str = "SL-OLD") -> Path:
    rows = [
        ["2022年1-5月项目进度（单位：万元）"],
        words("项目代码 本年完成投资"),
        [code, 20],
    ]
    return xlsx(folder, "进度.xlsx", Sheet1=rows)


SPLIT = BEFORE | {
    "project.csv": """
        project_id,valid_from,name,organisation
        SL-NEW,2022-03-01,示例智造园,示例单位 01
        SL-WEST,2022-03-01,示例智造园西区,示例单位 01
    """,
    "project_alias.csv": """
        old_id,new_id,kind,on_date
        SL-OLD,SL-NEW,split,2022-03-01
        SL-OLD,SL-WEST,split,2022-03-01
    """,
}


def _nobody(folder: Path) -> Path:
    return _book(folder, "SL-GONE")


TRIALS: Trials = {
    "the old code": Loads(
        _book,
        {
            "project": [project("SL-NEW", "2022-03-01", "示例智造园", "示例单位 01")],
            "project_alias": [ALIAS],
            "progress_report": [report("SL-NEW", DAY, 20)],
        },
        before=BEFORE,
    ),
    "a code that nobody has": Refused(_nobody, (Fault("A3", ("没有",)),), before=BEFORE),
    "the code of one that was split": Refused(
        _book, (Fault("A3", ("SL-NEW", "SL-WEST"), "match"),), before=SPLIT
    ),
}
