"""What offices write for nothing: —, －, /, 无, \\, a blank. It is nothing, not zero, not a word.

A project that has not reported yet has no report. 待定 is not nothing: somebody has to say.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

HEADER = (
    "项目代码 项目名称 责任单位 乡镇 项目性质 "
    "总投资 年度计划投资 计划竣工时间 本年完成投资 形象进度"
)
DAY = "2022-05-31"


def _book(folder: Path, total: object = "—") -> Path:
    rows = [
        ["2022年1-5月项目进展（单位：万元）"],
        words(HEADER),
        ["SL-1", "示例一库", "—", "／", "新建", total, "/", "无", 5, "——"],
        ["SL-2", "示例二库", "/", "无", "新建", "－", 200, "—", "/", "/"],
        ["SL-3", "示例三库", " ", "-", "新建", 900, 300, "/", 0, "无"],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=Sheet(rows, "A1:J1"))


def _undecided(folder: Path) -> Path:
    return _book(folder, total="待定")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project("SL-1", DAY, "示例一库"),
                project("SL-2", DAY, "示例二库"),
                project("SL-3", DAY, "示例三库", total=900),
            ],
            "project_year": [new_plan("SL-2", 2022, 200), new_plan("SL-3", 2022, 300)],
            "progress_report": [report("SL-1", DAY, 5), report("SL-3", DAY, 0)],
        },
    ),
    "undecided": Refused(_undecided, (Fault("F3", ("待定",)),)),
}
