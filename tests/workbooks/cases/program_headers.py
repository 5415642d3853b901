"""Headers that a program made: the period and the unit stand in each, no two written alike."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

A, B = "P-1", "P-2"
DAY = "2022-05-31"


def _book(folder: Path, header: str = "2022年1-5月累计完成投资(万元)") -> Path:
    rows = [
        [
            *words("项目编号 项目名称 建设性质 总投资(亿元) 2022年度计划投资(万元)"),
            "1～4月完成情况 › 完成投资(万元)",
            "05月完成投资(万元)",
            header,
        ],
        [A, "示例甲园", "续建", 0.5, 1000, 300, 50, 350],
        [B, "示例乙园", "续建", 0.25, 800, 200, 25.5, 225.5],
    ]
    return xlsx(folder, "export_20220602.xlsx", sheet1=Sheet(rows))


def _no_such_month(folder: Path) -> Path:
    return _book(folder, header="2022年1-15月累计完成投资(万元)")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例甲园", total=5000),
                project(B, DAY, "示例乙园", total=2500),
            ],
            "project_year": [carried_plan(A, 2022, 1000), carried_plan(B, 2022, 800)],
            "progress_report": [
                report(A, "2022-04-30", 300),
                report(A, DAY, 350),
                report(B, "2022-04-30", 200),
                report(B, DAY, "225.5"),
            ],
        },
    ),
    "no such month": Refused(_no_such_month, (Fault("H1", ("15",), "column"),)),
}
