"""合计 right below the header, a sum at the head of each section: read before its rows.

A statistics office's habit: totals first. They are held against the rows and not loaded.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"


def _book(folder: Path, whole: int = 1000, part: int = 700) -> Path:
    rows = [
        ["2022年1-5月重点项目投资完成情况（单位：万元）"],
        words("项目名称 责任单位 项目性质 年度计划投资 本年完成投资"),
        ["合计", None, None, 3000, whole],
        ["小计", "示例单位 10", None, 2000, part],
        ["示例粮库", "示例单位 10", "续建", 1500, 400],
        ["示例菜市场", "示例单位 10", "续建", 500, 300],
        ["小计", "示例单位 11", None, 1000, 300],
        ["示例停车楼", "示例单位 11", "续建", 1000, 300],
    ]
    return xlsx(folder, "投资完成情况.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _whole_wrong(folder: Path) -> Path:
    return _book(folder, whole=1100)


def _part_wrong(folder: Path) -> Path:
    return _book(folder, part=710)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project("自编-0001", DAY, "示例粮库", "示例单位 10"),
                project("自编-0002", DAY, "示例菜市场", "示例单位 10"),
                project("自编-0003", DAY, "示例停车楼", "示例单位 11"),
            ],
            "project_year": [
                carried_plan("自编-0001", 2022, 1500),
                carried_plan("自编-0002", 2022, 500),
                carried_plan("自编-0003", 2022, 1000),
            ],
            "progress_report": [
                report("自编-0001", DAY, 400),
                report("自编-0002", DAY, 300),
                report("自编-0003", DAY, 300),
            ],
        },
    ),
    "the whole does not add up": Refused(_whole_wrong, (Fault("E3", ("1100", "1000"), "sums"),)),
    "a part does not add up": Refused(_part_wrong, (Fault("E4", ("710", "700"), "sums"),)),
}
