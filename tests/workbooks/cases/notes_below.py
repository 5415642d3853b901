"""Notes beside and below the table, an empty row in it, people and telephones in its columns.

What an office writes under its table is no row of it, however it begins; the people to be called
never reach the store.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"


def _book(folder: Path, done: object = 120) -> Path:
    rows = [
        ["附件2"],
        ["荥阳市重点项目5月份进度表（2022年）"],
        [],
        words(
            "序号 项目名称 责任单位 联系人 联系电话 项目性质 年度计划投资(万元) 本年完成投资(万元)"
        ),
        [1, "示例书院", "示例单位 16", "示例人员 03", 13800000001, "新建", 800, 110],
        [],
        [2, "示例影院", "示例单位 17", "示例人员 04", "0371-60000000", "新建", 700, done],
        [],
        ["备注：1.本年完成投资为年初至填报日累计数。"],
        [None, "2.示例单位 18的项目另行报送。"],
        ["审核：示例人员 05", None, None, "制表：示例人员 06", None, None, "2022年6月1日"],
    ]
    return xlsx(folder, "附件2.xlsx", 进度=Sheet(rows, "A2:H2 A9:H9 B10:H10"))


def _lost(folder: Path) -> Path:
    return _book(folder, done="#REF!")


A, B = "自编-0001", "自编-0002"
TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例书院", "示例单位 16"),
                project(B, DAY, "示例影院", "示例单位 17"),
            ],
            "project_year": [new_plan(A, 2022, 800), new_plan(B, 2022, 700)],
            "progress_report": [report(A, DAY, 110), report(B, DAY, 120)],
        },
        says=("联系电话",),
        nowhere=("13800000001", "0371-60000000", "示例人员 03", "示例人员 06"),
    ),
    "an error value": Refused(_lost, (Fault("H7", ("#REF!",)),)),
}
