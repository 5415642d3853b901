"""项目类别 and 项目级别 in columns: a project comes into its class on the sheet's day, once.

Offices write a class by any of its names, a level with 级; a project that has its class already
gets no second membership.
"""

from pathlib import Path

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import member, project
from tests.workbooks.trials import Fault, Loads, Refused, Trials

FIRST, DAY = "2022-01-01", "2022-05-31"
BEFORE = {
    "project.csv": """
        project_id,valid_from,name,organisation
        SL-1,2022-01-01,示例甲线,示例单位 01
    """,
    "class_membership.csv": """
        project_id,project_class,level,valid_from
        SL-1,重点项目,县,2022-01-01
    """,
}


def _book(folder: Path, level: str | None = "省级") -> Path:
    rows = [
        ["2022年5月五类项目名单"],
        words("项目代码 项目名称 责任单位 项目类别 项目级别"),
        ["SL-1", "示例甲线", "示例单位 01", "重点项目", "县级"],
        ["SL-2", "示例乙线", "示例单位 01", "重点建设项目", level],
        ["SL-3", "示例丙线", "示例单位 01", "三个一批", None],
        ["SL-4", "示例丁线", "示例单位 01", "补短板“982”工程", "/"],
    ]
    return xlsx(folder, "名单.xlsx", Sheet1=rows)


def _unknown_level(folder: Path) -> Path:
    return _book(folder, "部级")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project("SL-1", FIRST, "示例甲线", "示例单位 01"),
                project("SL-2", DAY, "示例乙线", "示例单位 01"),
                project("SL-3", DAY, "示例丙线", "示例单位 01"),
                project("SL-4", DAY, "示例丁线", "示例单位 01"),
            ],
            "class_membership": [
                member("SL-1", "重点项目", "县", FIRST),
                member("SL-2", "重点项目", "省", DAY),
                member("SL-3", "三个一批", None, DAY),
                member("SL-4", "补短板982", None, DAY),
            ],
        },
        before=BEFORE,
    ),
    "a level that there is not": Refused(_unknown_level, (Fault("", ("层级",)),), before=BEFORE),
}
