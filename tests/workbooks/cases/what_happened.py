"""实际开工, 实际竣工, 投产, 入库: columns of days, each something that happened; 计划 is none."""

from datetime import datetime
from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, new_plan, project, stage
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-10-31"
A, B, C = "自编-0001", "自编-0002", "自编-0003"
HEADER = (
    "项目名称 项目性质 年度计划投资 计划开工时间 计划竣工时间 "
    "实际开工时间 实际竣工时间 投产时间 入库时间"
)


def _book(folder: Path, finished: object = "2022年9月") -> Path:
    start = datetime(2021, 11, 20)
    rows = [
        ["2022年10月项目台账（单位：万元）"],
        words(HEADER),
        [
            "示例炉窑",
            "续建",
            100,
            "2021年11月",
            "2022.9",
            start,
            finished,
            "2022.10.8",
            "2021-12-02",
        ],
        ["示例磨坊", "新建", 200, "2022年8月", "2023.6", "2022/8/15", "/", "—", None],
        ["示例酒坊", "新建", 300, "2022-11-10", "2023年", None, None, None, None],
    ]
    return xlsx(folder, "台账.xlsx", Sheet1=Sheet(rows, formats={"F3": "yyyy/m/d"}))


def _finished_first(folder: Path) -> Path:
    return _book(folder, "2021年10月1日")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例炉窑"),
                project(B, DAY, "示例磨坊"),
                project(C, DAY, "示例酒坊"),
            ],
            "project_year": [
                carried_plan(A, 2022, 100, planned_end="2022-09-30"),
                new_plan(B, 2022, 200, due_on="2022-08-31", planned_end="2023-06-30"),
                new_plan(C, 2022, 300, due_on="2022-11-10", planned_end="2023-12-31"),
            ],
            "stage_event": [
                stage(A, "开工", "2021-11-20"),
                stage(A, "竣工", "2022-09-30"),
                stage(A, "投产", "2022-10-08"),
                stage(A, "入库", "2021-12-02"),
                stage(B, "开工", "2022-08-15"),
            ],
        },
    ),
    "finished before it began": Refused(_finished_first, (Fault("", ("不早于|早于",)),)),
}
