"""Cells merged down: one office, one township for several projects; and an amount for two.

An amount that runs over two projects is nobody's: filled down, it would count twice.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

MERGED = "A1:G1 A3:A5 B3:B4 B5:B6 E3:E5"
DAY = "2022-04-30"


def _rows(second: object, third: object) -> list[list[object]]:
    return [
        ["2022年1-4月重点项目进度（万元）"],
        words("责任单位 乡镇 项目名称 项目代码 项目性质 年度计划投资 本年累计完成投资"),
        ["示例单位 12", "贾峪镇", "示例东区管网", "SL-1", "新建", 900, 100],
        [None, None, "示例西区管网", "SL-2", None, 800, second],
        [None, "崔庙镇", "示例泵站", "SL-3", None, 700, third],
        ["示例单位 13", None, "示例蓄水池", "SL-4", "新建", 600, 0],
    ]


def _book(folder: Path) -> Path:
    return xlsx(folder, "进度.xlsx", Sheet1=Sheet(_rows(200, 300), MERGED))


def _amount_for_two(folder: Path) -> Path:
    return xlsx(folder, "进度.xlsx", Sheet1=Sheet(_rows(200, None), MERGED + " G4:G5"))


TWELVE, JIAYU, CUIMIAO = "示例单位 12", {"township": "贾峪镇"}, {"township": "崔庙镇"}
TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project("SL-1", DAY, "示例东区管网", TWELVE, **JIAYU),
                project("SL-2", DAY, "示例西区管网", TWELVE, **JIAYU),
                project("SL-3", DAY, "示例泵站", TWELVE, **CUIMIAO),
                project("SL-4", DAY, "示例蓄水池", "示例单位 13", **CUIMIAO),
            ],
            "project_year": [
                new_plan("SL-1", 2022, 900),
                new_plan("SL-2", 2022, 800),
                new_plan("SL-3", 2022, 700),
                new_plan("SL-4", 2022, 600),
            ],
            "progress_report": [
                report("SL-1", DAY, 100),
                report("SL-2", DAY, 200),
                report("SL-3", DAY, 300),
                report("SL-4", DAY, 0),
            ],
        },
    ),
    "an amount merged over two projects": Refused(_amount_for_two, (Fault("G[45]", ("合并",)),)),
}
