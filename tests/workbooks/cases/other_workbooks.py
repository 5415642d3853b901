"""The same table as a workbook with macros (.xlsm, its data only) and as Parquet from a program."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cockpit.intake.answers import Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B = "C-1", "C-2"
HEADER = "项目代码 项目名称 项目性质 年度计划投资(万元) 1-5月累计完成投资(万元)"


def _macros(folder: Path) -> Path:
    rows = [
        ["2022年1-5月进度"],
        words(HEADER),
        [A, "示例茶园", "新建", 100, 10],
        [B, "示例果园", "新建", 200, 20.5],
    ]
    return xlsx(folder, "进度.xlsm", Sheet1=rows)


def _columns(folder: Path, code: str = B) -> Path:
    columns = [[A, code], ["示例茶园", "示例果园"], ["新建", "新建"], [100.0, 200.0], [10.0, 20.5]]
    path = folder / "进度.parquet"
    pq.write_table(pa.table(dict(zip(HEADER.split(), columns, strict=True))), path)
    return path


def _code_twice(folder: Path) -> Path:
    return _columns(folder, code=A)


ROWS = {
    "project": [project(A, DAY, "示例茶园"), project(B, DAY, "示例果园")],
    "project_year": [new_plan(A, 2022, 100), new_plan(B, 2022, 200)],
    "progress_report": [report(A, DAY, 10), report(B, DAY, "20.5")],
}
TRIALS: Trials = {
    "with macros": Loads(_macros, ROWS),
    # "1-5月" says no year: the answer does
    "Parquet": Loads(_columns, ROWS, Answers(as_of=date(2022, 5, 31))),
    "one code for two projects": Refused(
        _code_twice, (Fault("", (A,)),), Answers(as_of=date(2022, 5, 31))
    ),
}
