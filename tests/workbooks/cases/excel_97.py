"""An .xls of Excel 97 with merged cells, a title and day serials, as older programs write it."""

from datetime import date
from pathlib import Path

from tests.workbooks.office import Sheet, words, xls
from tests.workbooks.rows import carried_plan, project, report, stage
from tests.workbooks.trials import Fault, Loads, Refused, Trials

A, B = "自编-0001", "自编-0002"
DAY = "2022-05-31"


def _book(folder: Path, total: object = 1500) -> Path:
    rows = [
        ["荥阳市2022年5月份省市级重点项目月报表"],
        words(". . . . . . . 单位：万元"),
        words("序号 项目名称 责任单位 项目性质 总投资 投资 . 实际开工时间"),
        words(". . . . . 年度计划 1-5月累计 ."),
        [1, "示例老街改造", "示例单位 01", "续建", 1000, 400, 150.5, date(2021, 9, 18)],
        [2, "示例古城墙", None, "续建", total, 500, 210, date(2021, 10, 8)],
    ]
    merged = "A1:H1 A3:A4 B3:B4 C3:C4 D3:D4 E3:E4 F3:G3 H3:H4 C5:C6"
    formats = {"H": "yyyy-mm-dd"}
    return xls(folder, "月报表.xls", 月报=Sheet(rows, merged, formats))


def _words(folder: Path) -> Path:
    return _book(folder, total="约1500")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例老街改造", "示例单位 01", total=1000),
                project(B, DAY, "示例古城墙", "示例单位 01", total=1500),
            ],
            "project_year": [carried_plan(A, 2022, 400), carried_plan(B, 2022, 500)],
            "progress_report": [report(A, DAY, "150.5"), report(B, DAY, 210)],
            "stage_event": [stage(A, "开工", "2021-09-18"), stage(B, "开工", "2021-10-08")],
        },
    ),
    "words in an amount": Refused(_words, (Fault("E6", ("数字",)),)),
}
