"""Sums that say how many they sum, in the number column or across: 合计（3个）, 小计：2个项目."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B, C = "自编-0001", "自编-0002", "自编-0003"


def _book(folder: Path, part: object = 200) -> Path:
    rows = [
        ["2022年1-5月项目完成情况（单位：万元）"],
        words("序号 项目名称 项目性质 年度计划投资 本年累计完成投资"),
        ["合计（3个）", None, None, 600, 60],
        ["一、城区项目", None, None, None, None],
        [1, "示例北门", "新建", 100, 10],
        [2, "示例南门", "新建", 100, 20],
        ["小计：2个项目", None, None, part, 30],
        ["二、乡镇项目", None, None, None, None],
        [1, "示例渠首", "新建", 400, 30],
        ["小计 1个", None, None, 400, 30],
    ]
    return xlsx(folder, "情况.xlsx", Sheet1=Sheet(rows, "A1:E1 A3:C3 A4:E4 A7:C7 A8:E8 A10:C10"))


def _wrong(folder: Path) -> Path:
    return _book(folder, part=210)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例北门"),
                project(B, DAY, "示例南门"),
                project(C, DAY, "示例渠首"),
            ],
            "project_year": [
                new_plan(A, 2022, 100),
                new_plan(B, 2022, 100),
                new_plan(C, 2022, 400),
            ],
            "progress_report": [report(A, DAY, 10), report(B, DAY, 20), report(C, DAY, 30)],
        },
    ),
    "a part does not add up": Refused(_wrong, (Fault("D7", ("210", "200"), "sums"),)),
}
