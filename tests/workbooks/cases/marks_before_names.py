"""★ ■ ● before names and in the number column: which list a project is also on, not its name."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"


def _book(folder: Path, third: str = "示例丁厂") -> Path:
    rows = [
        ["2022年1-5月项目进展（单位：万元；★省重点 ■市重点 ●三个一批）"],
        words("序号 项目名称 责任单位 项目性质 年度计划投资 本年累计完成投资"),
        ["★1", "★示例甲厂", "示例单位 01", "新建", 500, 100],
        ["■", "■ 示例乙厂", "示例单位 02", "新建", 600, 200],
        ["●3", third, "示例单位 03", "新建", 700, 300],
        [4, "★●示例丙厂", "示例单位 03", "新建", 800, 400],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=Sheet(rows, "A1:F1"))


def _same_but_for_the_mark(folder: Path) -> Path:
    return _book(folder, third="■示例丙厂")


A, B, C, D = "自编-0001", "自编-0002", "自编-0003", "自编-0004"
TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [
                project(A, DAY, "示例甲厂", "示例单位 01"),
                project(B, DAY, "示例乙厂", "示例单位 02"),
                project(C, DAY, "示例丁厂", "示例单位 03"),
                project(D, DAY, "示例丙厂", "示例单位 03"),
            ],
            "project_year": [
                new_plan(A, 2022, 500),
                new_plan(B, 2022, 600),
                new_plan(C, 2022, 700),
                new_plan(D, 2022, 800),
            ],
            "progress_report": [
                report(A, DAY, 100),
                report(B, DAY, 200),
                report(C, DAY, 300),
                report(D, DAY, 400),
            ],
        },
    ),
    "one project under two marks": Refused(_same_but_for_the_mark, (Fault(6, ("5",)),)),
}
