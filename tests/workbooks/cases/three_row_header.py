"""A header of three merged rows: 下达资金 and 支付资金 each under three sources of money.

A city's funding ledger: each source's money goes under its own name, so that none is taken for
another's; a nought of a source is no money of it.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, flow, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

TOP = "项目名称 责任单位 项目性质 投资（万元） . . 资金情况（万元） . . . . ."
MIDDLE = ". . . 总投资 年度计划 年初至报告期累计完成投资 中央预算内 . 省预算内 . 专项债 ."
BOTTOM = ". . . . . . 下达资金 支付资金 下达资金 支付资金 下达资金 支付资金"
MERGED = "A1:L1 A2:A4 B2:B4 C2:C4 D2:F2 D3:D4 E3:E4 F3:F4 G2:L2 G3:H3 I3:J3 K3:L3"
DAY = "2022-06-30"


def _book(folder: Path, plan: object = 1200, paid: object = 33) -> Path:
    rows = [
        ["荥阳市政府投资项目资金台账（截至2022年6月30日）"],
        words(TOP),
        words(MIDDLE),
        words(BOTTOM),
        ["示例敬老院", "示例单位 06", "续建", 3000, plan, 600, 111, 11, 222, 22, 333, paid],
        ["示例中学", "示例单位 07", "续建", 5000, 2200, 900, 444, 44, 0, 0, 555, 55],
    ]
    return xlsx(folder, "资金台账.xlsx", 台账=Sheet(rows, MERGED))


def _negative(folder: Path) -> Path:
    return _book(folder, plan=-1200)


def _overpaid(folder: Path) -> Path:
    return _book(folder, paid=334)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project("自编-0001", DAY, "示例敬老院", "示例单位 06", total=3000),
                project("自编-0002", DAY, "示例中学", "示例单位 07", total=5000),
            ],
            "project_year": [
                carried_plan("自编-0001", 2022, 1200),
                carried_plan("自编-0002", 2022, 2200),
            ],
            "progress_report": [report("自编-0001", DAY, 600), report("自编-0002", DAY, 900)],
            "fund_flow": [
                flow("自编-0001", "中央预算内", 2022, DAY, 111, paid=11),
                flow("自编-0002", "中央预算内", 2022, DAY, 444, paid=44),
                flow("自编-0001", "省预算内", 2022, DAY, 222, paid=22),
                flow("自编-0001", "专项债", 2022, DAY, 333, paid=33),
                flow("自编-0002", "专项债", 2022, DAY, 555, paid=55),
            ],
        },
    ),
    "more paid than was allotted": Refused(_overpaid, (Fault("K5", ("下达",)),)),
    "a plan below nothing": Refused(_negative, (Fault("E5", ("负",)),)),
}
