"""Our reader of workbooks against another one, calamine, that shares no line with it."""

from datetime import date, datetime, time
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from cockpit.intake.files.grid import COVERED
from cockpit.intake.files.opened import opened
from cockpit.tables.cells import Shown, Unreadable
from tests.conftest_gate import workbook
from tests.workbooks import cases

ROWS = [
    ["★项目", "年度计划（万元）", None, "开工时间", "完成率", "备注"],
    ["一号", 8311, 0.125, datetime(2022, 5, 31), 0.491, "①一期\n②二期 "],
    [None, -3.5, 1e-7, date(2022, 6, 1), 123456789012345, "=不是公式"],
    ["２号\u3000", 4.1e17, True, "2022.3", False, "<b>&amp;"],
    [],
    [" ", 0, 1e15, datetime(2022, 5, 31, 8, 30), 2.0, "_x000A_"],
]


def with_xlsxwriter(folder):
    rows = [list(row) for row in ROWS]
    return workbook(folder, "甲.xlsx", 甲=rows, 乙=rows[::-1])


def with_openpyxl(folder):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(["不是公式" if cell == "=不是公式" else cell for cell in row])
    book.active["E2"].number_format = "0.0%"
    book.active.merge_cells("A2:A3")
    book.save(folder / "乙.xlsx")
    return folder / "乙.xlsx"


def same(ours, theirs):
    """Whether a cell is what the other reader says; it knows no formats but those of days."""
    if ours == COVERED or isinstance(ours, Unreadable):
        return True  # it says nothing of these
    if isinstance(ours, Shown):
        ours = ours.value
    if isinstance(theirs, time):
        return isinstance(ours, datetime) and ours.time() == theirs
    if isinstance(theirs, date) and not isinstance(theirs, datetime):
        theirs = datetime(theirs.year, theirs.month, theirs.day)
    if isinstance(theirs, str) and not theirs.strip():
        theirs = None
    return (type(ours) is bool) == (type(theirs) is bool) and ours == theirs


def differing(content):
    """The cells of a workbook that the two readers do not read alike."""
    found = []
    theirs = CalamineWorkbook.from_filelike(BytesIO(content))
    for grid in opened("甲.xlsx", content).grids:
        cells = theirs.get_sheet_by_name(grid.name).to_python(skip_empty_area=False)
        ours = dict(grid.rows)
        for number, row in enumerate(cells, start=1):
            mine = ours.pop(number, [])
            mine += [None] * (len(row) - len(mine))
            found += [
                (grid.name, number, n, one, other)
                for n, (one, other) in enumerate(zip(mine, row, strict=True))
                if not same(one, other)
            ]
        found += [(grid.name, number) for number in ours]
    return found


@pytest.mark.parametrize("made", [with_xlsxwriter, with_openpyxl])
def test_the_other_reader_reads_the_same(tmp_path, made):
    content = made(tmp_path).read_bytes()
    assert len(opened("甲.xlsx", content).grids[0].rows) == 5
    assert differing(content) == []


CASES = Path(cases.__path__[0])
TRIALS = {
    f"{module.name}: {name}": trial
    for module in iter_modules([str(CASES)])
    for name, trial in import_module(f"tests.workbooks.cases.{module.name}").TRIALS.items()
}


@pytest.mark.parametrize("trial", TRIALS.values(), ids=TRIALS)
def test_the_other_reader_reads_the_workbooks_of_offices_alike(tmp_path, trial):
    made = trial.build(tmp_path)
    for file in [made] if made.is_file() else made.iterdir():
        if file.suffix in {".xlsx", ".xlsm", ".xls"}:
            assert differing(file.read_bytes()) == []
