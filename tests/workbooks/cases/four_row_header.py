"""A header of four merged rows, as programs export a funding ledger: the data begin in row 6.

业务系统's export: the group of columns, the kind of money, the year, the figure. The year to date
stands under its own parent at the depth where elsewhere a month does.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import flow, new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

HEADER = [
    "基本情况 . . . 投资情况（单位：万元） . . . 资金下达情况（单位：万元） . . .",
    "项目名称 项目代码 责任单位 项目性质 总投资 年度投资 . . 中央资金 . 省级资金 .",
    ". . . . . 2022年 . . 中央预算内 . 省预算内 .",
    ". . . . . 年度计划 本年累计完成 形象进度 下达批次 下达资金 下达批次 下达资金",
]
MERGED = "A1:L1 A2:D2 E2:H2 I2:L2 A3:A5 B3:B5 C3:C5 D3:D5 E3:E5 F3:H3 F4:H4 I3:J3 K3:L3 I4:J4 K4:L4"
DAY = "2022-07-31"
ONE, TWO = "2201-410182-04-01-100001", "2201-410182-04-01-100002"


def _book(folder: Path, code: object = TWO) -> Path:
    rows = [
        ["荥阳市2022年1-7月项目资金投资情况"],
        *map(words, HEADER),
        [
            "示例水厂",
            ONE,
            "示例单位 08",
            "新建",
            4000,
            1000,
            350,
            "土建",
            "2021年第一批",
            5,
            None,
            None,
        ],
        ["示例桥梁", code, "示例单位 09", "新建", 6000, 1500, 450, "桩基", None, None, "第二批", 6],
    ]
    return xlsx(folder, "导出.xlsx", 导出=Sheet(rows, MERGED))


def _code_twice(folder: Path) -> Path:
    return _book(folder, code=ONE)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(ONE, DAY, "示例水厂", "示例单位 08", total=4000),
                project(TWO, DAY, "示例桥梁", "示例单位 09", total=6000),
            ],
            "project_year": [new_plan(ONE, 2022, 1000), new_plan(TWO, 2022, 1500)],
            "progress_report": [
                report(ONE, DAY, 350, image="土建"),
                report(TWO, DAY, 450, image="桩基"),
            ],
            "fund_flow": [  # 第二批 names no year: that of the figures
                flow(ONE, "中央预算内", 2021, DAY, 5),
                flow(TWO, "省预算内", 2022, DAY, 6),
            ],
        },
    ),
    "one code for two projects": Refused(_code_twice, (Fault(7, (ONE,)),)),
}
