"""A month's files at once: a zip as Windows makes it (names in GB18030), and a folder.

One holds the ledger as a workbook, another township's as text.
"""

import zipfile
from pathlib import Path

from tests.workbooks.office import text, words, xlsx
from tests.workbooks.rows import new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A, B = "TS-1", "TS-2"
LINES = """
    汜水镇2022年1-5月项目进度（单位：万元）,,,
    项目代码,项目名称,年度计划投资,本年累计完成投资,项目性质
    TS-2,示例渡口,200,{done},新建
"""


def _two(folder: Path, done: str = "20") -> None:
    rows = [
        ["广武镇2022年1-5月项目进度（单位：万元）"],
        words("项目代码 项目名称 年度计划投资 本年累计完成投资 项目性质"),
        [A, "示例码头", 100, 10, "新建"],
    ]
    xlsx(folder, "广武镇.xlsx", Sheet1=rows)
    text(folder, "汜水镇.csv", LINES.format(done=done), encoding="gb18030")


def _folder(folder: Path, done: str = "20") -> Path:
    inside = folder / "五月报表"
    inside.mkdir()
    _two(inside, done)
    return inside


def _zip(folder: Path, done: str = "20") -> Path:
    inside = _folder(folder, done)
    path = folder / "五月报表.zip"
    names: dict[bytes, bytes] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number, file in enumerate(sorted(inside.iterdir())):
            name = f"五月报表/{file.name}".encode("gb18030")
            in_its_place = str(number).zfill(len(name))  # zipfile would write the name as UTF-8
            names[in_its_place.encode()] = name
            package.writestr(in_its_place, file.read_bytes())
            file.unlink()
    whole = path.read_bytes()
    for held, name in names.items():
        whole = whole.replace(held, name)
    path.write_bytes(whole)
    inside.rmdir()
    return path


def _broken(folder: Path) -> Path:
    return _zip(folder, done="20#")


ROWS = {
    "project": [project(A, DAY, "示例码头"), project(B, DAY, "示例渡口")],
    "project_year": [new_plan(A, 2022, 100), new_plan(B, 2022, 200)],
    "progress_report": [report(A, DAY, 10), report(B, DAY, 20)],
}
TRIALS: Trials = {
    "a folder": Loads(_folder, ROWS),
    "a zip": Loads(_zip, ROWS),
    "words in one file of a zip": Refused(_broken, (Fault(3, ("汜水镇", "数字")),)),
}
