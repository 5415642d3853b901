"""Sections within sections: groups by stage, "其中：" rows, sections that are no domain of ours.

A township's list. A section's words are a domain only where the domain table has them.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

MERGED = "A1:F1 A2:F2 A4:F4 A5:F5 A8:F8 A9:F9 A11:F11"
DAY = "2022-03-31"


def _book(folder: Path, last: object = 260) -> Path:
    rows = [
        ["王村镇2022年一季度（1-3月）项目推进表"],
        ["单位：万元"],
        words("序号 项目名称 项目性质 项目总投资 2022年计划完成投资 1-3月累计完成投资"),
        ["一、续建项目（2个）"],
        ["（一）生态环保（2个）"],
        [1, "示例河道治理", "续建", 3000, 1000, 240],
        [2, "示例湿地公园", "续建", 4000, 1100, 250],
        ["二、新开工项目（1个）"],
        ["其中：先进制造业（1个）"],
        [1, "示例机加工车间", "新建", 5000, 1200, last],
        ["三、前期谋划项目（0个）"],
    ]
    return xlsx(folder, "王村镇.xlsx", 一季度=Sheet(rows, MERGED))


def _error(folder: Path) -> Path:
    return _book(folder, last="#VALUE!")


GREEN = {"domain": "生态环保"}
TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project("自编-0001", DAY, "示例河道治理", total=3000, **GREEN),
                project("自编-0002", DAY, "示例湿地公园", total=4000, **GREEN),
                project("自编-0003", DAY, "示例机加工车间", total=5000),
            ],
            "project_year": [
                carried_plan("自编-0001", 2022, 1000),
                carried_plan("自编-0002", 2022, 1100),
                new_plan("自编-0003", 2022, 1200),
            ],
            "progress_report": [
                report("自编-0001", DAY, 240),
                report("自编-0002", DAY, 250),
                report("自编-0003", DAY, 260),
            ],
        },
    ),
    "an error value": Refused(_error, (Fault("F10", ("#VALUE!",)),)),
}
