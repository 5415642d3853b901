"""The same table as text: every encoding and separator that Excel's "another format" offers.

UTF-8 with and without a mark, UTF-16 in both orders, GB18030; comma, tab, semicolon; .csv, .txt.
"""

from functools import partial
from pathlib import Path

from tests.workbooks.office import text
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Build, Fault, Loads, Refused, Trials

A, B = "自编-0001", "自编-0002"
DAY = "2022-05-31"
LINES = """
    荥阳市2022年1-5月项目进度表,,,,,
    单位：万元,,,,,
    项目名称,责任单位,项目性质,年度计划投资,本年累计完成投资,形象进度
    示例喆园,示例单位 01,新建,300,{first},主体“封顶”
    示例塔湾,示例单位 02,新建,400,{second},—
    合计,,,700,160.5,
"""
ROWS = {
    "project": [
        project(A, DAY, "示例喆园", "示例单位 01"),
        project(B, DAY, "示例塔湾", "示例单位 02"),
    ],
    "project_year": [new_plan(A, 2022, 300), new_plan(B, 2022, 400)],
    "progress_report": [report(A, DAY, "60.5", image="主体“封顶”"), report(B, DAY, 100)],
}


def _file(folder: Path, name: str, encoding: str, between: str = ",", second: str = "100") -> Path:
    lines = LINES.format(first="60.5", second=second)
    return text(folder, name, lines, encoding=encoding, between=between)


def _cut(folder: Path) -> Path:
    """A file whose last character was cut in two on its way."""
    path = _file(folder, "进度.csv", "utf-8")
    path.write_bytes(path.read_bytes().replace("示例塔湾".encode(), "示例塔湾".encode()[:-1]))
    return path


def _utf_16_be(folder: Path) -> Path:
    path = _file(folder, "进度.txt", "utf-16-be", "\t")
    path.write_bytes(b"\xfe\xff" + path.read_bytes())
    return path


def _of(name: str, encoding: str, between: str = ",", second: str = "100") -> Build:
    return partial(_file, name=name, encoding=encoding, between=between, second=second)


TRIALS: Trials = {
    "UTF-8, commas": Loads(_of("进度.csv", "utf-8"), ROWS),
    "UTF-8 with a mark, semicolons": Loads(_of("进度.csv", "utf-8-sig", ";"), ROWS),
    "UTF-16, tabs": Loads(_of("进度.txt", "utf-16", "\t"), ROWS),
    "UTF-16 of the other order, with a mark": Loads(_utf_16_be, ROWS),
    "GB18030, commas": Loads(_of("进度.csv", "gb18030"), ROWS),
    "GB18030, tabs": Loads(_of("进度.txt", "gb18030", "\t"), ROWS),
    "words in an amount": Refused(
        _of("进度.csv", "gb18030", second="一百"), (Fault(5, ("数字",)),)
    ),
    "a character cut in two": Refused(_cut, (Fault("", ("编码|UTF-8|第 5 行",)),)),
}
