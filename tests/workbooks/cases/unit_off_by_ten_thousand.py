"""A column off by a factor of 10,000 against what is loaded: 亿元 under a header that says 万元."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

APRIL, MAY = "2022-04-30", "2022-05-31"
BEFORE = {
    "project.csv": """
        project_id,valid_from,name,organisation,total_wan
        SL-1,2022-01-01,示例一号路,示例单位 01,50000
        SL-2,2022-01-01,示例二号路,示例单位 01,62000
        SL-3,2022-01-01,示例三号路,示例单位 01,71000
    """,
    "project_year.csv": """
        project_id,year,revision,annual_plan_wan,carry_over,due_on
        SL-1,2022,1,20000,true,2022-01-01
        SL-2,2022,1,30000,true,2022-01-01
        SL-3,2022,1,40000,true,2022-01-01
    """,
    "progress_report.csv": """
        project_id,report_date,completed_wan
        SL-1,2022-04-30,6000
        SL-2,2022-04-30,8000
        SL-3,2022-04-30,9000
    """,
}


def _book(folder: Path, times: float = 1) -> Path:
    rows = [
        ["2022年5月道路项目进度（单位：万元）"],
        words("项目代码 项目名称 责任单位 年度计划投资 1-5月累计完成投资"),
        ["SL-1", "示例一号路", "示例单位 01", 20000, 7000 * times],
        ["SL-2", "示例二号路", "示例单位 01", 30000, 9500 * times],
        ["SL-3", "示例三号路", "示例单位 01", 40000, 11000 * times],
    ]
    return xlsx(folder, "道路.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _in_yi(folder: Path) -> Path:
    return _book(folder, times=1e-4)


def _in_yuan(folder: Path) -> Path:
    return _book(folder, times=1e4)


TRIALS: Trials = {
    "the right unit": Loads(
        _book,
        {
            "project": [
                project("SL-1", "2022-01-01", "示例一号路", "示例单位 01", total=50000),
                project("SL-2", "2022-01-01", "示例二号路", "示例单位 01", total=62000),
                project("SL-3", "2022-01-01", "示例三号路", "示例单位 01", total=71000),
            ],
            "project_year": [
                carried_plan("SL-1", 2022, 20000),
                carried_plan("SL-2", 2022, 30000),
                carried_plan("SL-3", 2022, 40000),
            ],
            "progress_report": [
                report("SL-1", APRIL, 6000),
                report("SL-2", APRIL, 8000),
                report("SL-3", APRIL, 9000),
                report("SL-1", MAY, 7000),
                report("SL-2", MAY, 9500),
                report("SL-3", MAY, 11000),
            ],
        },
        before=BEFORE,
    ),
    # what is far too small also falls below April's; what is far too large passes plan and total
    "亿元 taken for 万元": Refused(
        _in_yi,
        (Fault("", ("亿元", "1-5月累计完成投资"), "units"),),
        before=BEFORE,
        also=(Fault("E[345]", (), "falls"),),
    ),
    "元 taken for 万元": Refused(
        _in_yuan,
        (Fault("", ("像是元", "1-5月累计完成投资"), "units"),),
        before=BEFORE,
        also=(Fault("E[345]", (), "above_plan"), Fault("", ("总投资",))),
    ),
}
