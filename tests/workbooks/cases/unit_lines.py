"""The line that states the unit, in the words that offices use for it, among other units."""

from pathlib import Path

from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Build, Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A = "自编-0001"


def _lined(line: str) -> Build:
    def build(folder: Path) -> Path:
        rows = [
            ["2022年5月重点项目进展表"],
            [None, None, None, line],
            words("项目名称 项目性质 年度计划投资 本年累计完成投资"),
            ["示例甲寺", "新建", 2, 0.5],
        ]
        return xlsx(folder, "进展.xlsx", Sheet1=rows)

    return build


def _rows(annual: str, done: str) -> dict[str, list[dict[str, object]]]:
    return {
        "project": [project(A, DAY, "示例甲寺")],
        "project_year": [new_plan(A, 2022, annual)],
        "progress_report": [report(A, DAY, done)],
    }


TRIALS: Trials = {
    "plain": Loads(_lined("单位：万元"), _rows("2", "0.5")),
    "of money": Loads(_lined("金额单位：人民币万元"), _rows("2", "0.5")),
    "beside a count": Loads(_lined("单位：个、亿元"), _rows("20000", "5000")),
    "beside a share": Loads(_lined("（单位:亿元，%）"), _rows("20000", "5000")),
    "apart": Loads(_lined("单 位 ： 万 元"), _rows("2", "0.5")),
    "two of money": Refused(_lined("单位：万元、亿元"), (Fault("", ("单位",), "unit"),)),
    "none of money": Refused(_lined("单位：个、公里"), (Fault("", ("单位",), "unit"),)),
}
