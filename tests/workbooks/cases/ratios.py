"""占年计划 as shares of 1 throughout, without a percent format: 0.491 under "占年度计划比例"."""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B = "自编-0001", "自编-0002"


def _book(folder: Path, second: object = 0.98) -> Path:
    rows = [
        ["2022年1-5月项目完成情况（单位：万元）"],
        words("项目名称 项目性质 年度计划投资 本年累计完成投资 占年度计划比例"),
        ["示例体育馆", "续建", 10000, 4910, 0.491],
        ["示例图书馆", "续建", 1000, 980, second],
    ]
    return xlsx(folder, "完成情况.xlsx", Sheet1=Sheet(rows, "A1:E1"))


def _off(folder: Path) -> Path:
    return _book(folder, second=0.89)


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [project(A, DAY, "示例体育馆"), project(B, DAY, "示例图书馆")],
            "project_year": [carried_plan(A, 2022, 10000), carried_plan(B, 2022, 1000)],
            "progress_report": [report(A, DAY, 4910), report(B, DAY, 980)],
        },
    ),
    "a share that is not": Refused(_off, (Fault("E4", (), "percent"),)),
}
