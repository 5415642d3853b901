"""A column that nobody knows: asked about, and left out when somebody says so.

Known columns that no table holds (建设规模及内容, 备注, 占总投资%) are left out without asking.
"""

from pathlib import Path

from cockpit.intake.answers import LEFT_OUT, Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A = "自编-0001"
HEADER = (
    "序号 项目名称 建设规模及主要建设内容 项目性质 总投资 年度计划投资 "
    "本年完成投资 开工以来完成投资 占总投资% 备注"
)
ROWS = {
    "project": [project(A, DAY, "示例温室", total=1000)],
    "project_year": [new_plan(A, 2022, 400)],
    "progress_report": [report(A, DAY, 100, 250)],
}


def _book(folder: Path, *strange: str, is_said: object = 1.5) -> Path:
    rows = [
        ["2022年1-5月项目进展（单位：万元）"],
        [*words(HEADER), *strange],
        [
            1,
            "示例温室",
            "建筑面积3000平方米",
            "新建",
            1000,
            400,
            100,
            250,
            25,
            "提前",
            *[is_said for _ in strange],
        ],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=rows)


def _strange(folder: Path) -> Path:
    return _book(folder, "调度频次系数")


TRIALS: Trials = {
    "known and left out": Loads(_book, ROWS, says=("建设规模", "备注")),
    "unknown": Refused(_strange, (Fault("(K[23])?", ("调度频次系数",), "column"),)),
    "unknown and left out": Loads(
        _strange, ROWS, Answers(columns={"调度频次系数": LEFT_OUT}), says=("调度频次系数",)
    ),
}
