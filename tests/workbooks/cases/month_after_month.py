"""April's workbook, then May's of the same office: columns moved, one project new, one gone.

Without codes a project is found by name and office. Who is absent from May's list is kept as he
was; a changed plan is a revision; the row numbers have changed and mean nothing.
"""

from pathlib import Path

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import carried_plan, new_plan, project, report, stage
from tests.workbooks.trials import Fault, Loads, Refused, Trials

APRIL, MAY = "2022-04-30", "2022-05-31"
A, B, C, D = "自编-0001", "自编-0002", "自编-0003", "自编-0004"


def _april(folder: Path) -> Path:
    rows = [
        ["2022年4月重点项目进展（单位：万元）"],
        words("序号 项目名称 责任单位 项目性质 总投资 年度计划投资 本年累计完成投资"),
        [1, "示例甲港", "示例单位 01", "续建", 9000, 3000, 1000],
        [2, "示例乙港", "示例单位 02", "新建", 8000, 2000, None],
        [3, "示例丙港", "示例单位 02", "新建", 7000, 1000, 250],
    ]
    return xlsx(folder, "4月.xlsx", Sheet1=rows)


def _may(folder: Path, done: int = 1200) -> Path:
    rows = [
        ["2022年5月重点项目进展"],
        words("单位：万元"),
        words("序号 责任单位 项目名称 项目性质 年度计划投资 1-5月完成投资 总投资 实际开工时间"),
        [1, "示例单位 03", "示例丁港", "新建", 500, 50, 6000, "2022年5月8日"],
        [2, "示例单位 02", "示例乙港", "新建", 1500, 100, 8000, "2022年5月20日"],
        [3, "示例单位 01", "示例甲港", "续建", 3000, done, 9000, "—"],
    ]
    return xlsx(folder, "5月.xlsx", Sheet1=rows)


def _fallen(folder: Path) -> Path:
    return _may(folder, 900)


TRIALS: Trials = {
    "as they come": Loads(
        _may,
        {
            "project": [
                project(A, APRIL, "示例甲港", "示例单位 01", total=9000),
                project(B, APRIL, "示例乙港", "示例单位 02", total=8000),
                project(C, APRIL, "示例丙港", "示例单位 02", total=7000),
                project(D, MAY, "示例丁港", "示例单位 03", total=6000),
            ],
            "project_year": [
                carried_plan(A, 2022, 3000),
                new_plan(B, 2022, 2000),
                new_plan(B, 2022, 1500, revision=2, decided_on=MAY),
                new_plan(C, 2022, 1000),
                new_plan(D, 2022, 500),
            ],
            "progress_report": [
                report(A, APRIL, 1000),
                report(C, APRIL, 250),
                report(A, MAY, 1200),
                report(B, MAY, 100),
                report(D, MAY, 50),
            ],
            "stage_event": [stage(D, "开工", "2022-05-08"), stage(B, "开工", "2022-05-20")],
        },
        before=_april,
    ),
    "below April's": Refused(_fallen, (Fault("F6", ("900", "1000"), "falls"),), before=_april),
}
