"""Money by source under 下达, 到位 and 支付 alone, with the year that an office writes above it.

A source of which only what arrived is told has no amount to hold it against: its columns are named
as not taken, beside those that are.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, flow, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

TOP = "项目名称 责任单位 项目性质 投资（万元） . . 专项债资金（万元） . . . 市县配套（万元）"
BOTTOM = ". . . 总投资 年度计划 年初至报告期累计完成投资 发行年度 下达 到位 支付 到位"
MERGED = "A1:K1 A2:A3 B2:B3 C2:C3 D2:F2 G2:J2"
DAY = "2022-06-30"


def _book(folder: Path, year: object = "2021年") -> Path:
    rows = [
        ["荥阳市政府投资项目资金台账（截至2022年6月30日）"],
        words(TOP),
        words(BOTTOM),
        ["示例敬老院", "示例单位 06", "续建", 3000, 1200, 600, year, "333", 300, 33, 50],
    ]
    return xlsx(folder, "资金台账.xlsx", 台账=Sheet(rows, MERGED))


def _two_years(folder: Path) -> Path:
    return _book(folder, "2020、2021")


TRIALS: Trials = {
    "the year of issue, and a source that only arrived": Loads(
        _book,
        {
            "project": [project("自编-0001", DAY, "示例敬老院", "示例单位 06", total=3000)],
            "project_year": [carried_plan("自编-0001", 2022, 1200)],
            "progress_report": [report("自编-0001", DAY, 600)],
            "fund_flow": [flow("自编-0001", "专项债", 2021, DAY, 333, arrived=300, paid=33)],
        },
        says=("没有导入的列.*市县配套",),
    ),
    "two years in one cell": Refused(_two_years, (Fault("G4", ("2 个年份",)),)),
}
