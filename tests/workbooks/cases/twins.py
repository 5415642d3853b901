"""Two names that are nearly one: a project entered twice, or two that must be told apart.

Phases and sections of one work differ in a numeral and are no twins.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
IDS = [f"自编-000{n}" for n in range(1, 5)]
NAMES = ["示例污水处理厂扩建工程一期", "示例污水处理厂扩建工程二期", "示例中心粮库"]


def _book(folder: Path, *more: str) -> Path:
    rows = [
        ["2022年5月项目台账（单位：万元）"],
        words("项目名称 责任单位 项目性质 年度计划投资"),
        *([name, "示例单位 01", "新建", 100] for name in (*NAMES, *more)),
    ]
    return xlsx(folder, "台账.xlsx", Sheet1=rows)


def _twice(folder: Path) -> Path:
    return _book(folder, "示例中心粮库项目")


def _rows(*names: str) -> dict[str, list[dict[str, object]]]:
    pairs = list(zip(IDS, names, strict=False))
    return {
        "project": [project(one, DAY, name, "示例单位 01") for one, name in pairs],
        "project_year": [new_plan(one, 2022, 100) for one, _ in pairs],
    }


TRIALS: Trials = {
    "two phases": Loads(_book, _rows(*NAMES)),
    "nearly the same name": Refused(_twice, (Fault("A6", ("示例中心粮库",), "twins"),)),
    "and they are two": Loads(
        _twice,
        _rows(*NAMES, "示例中心粮库项目"),
        Answers(accepted={"twins": "一个是库区，一个是铁路专用线"}),
    ),
}
