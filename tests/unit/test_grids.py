"""What a grid tells of its cells besides their values: what is hidden, merged, and from when."""

from cockpit.intake.files.grid import COVERED, Grid
from cockpit.intake.files.opened import opened
from tests.conftest_gate import cell, raw_workbook, xml_rows


def grid(folder, xml, **options) -> Grid:
    """The one sheet of a workbook whose XML is given."""
    file = raw_workbook(folder, "六月.xlsx", "表", xml, **options)
    (one,) = opened(file.name, file.read_bytes()).grids
    return one


def merges(*ranges):
    cells = "".join(f"<mergeCell ref='{place}'/>" for place in ranges)
    return f"<mergeCells>{cells}</mergeCells>"


def test_hidden_rows_stay_and_are_named(tmp_path):
    lines = "<row><c><v>1</v></c></row><row hidden='1'><c><v>2</v></c></row><row hidden='1'/>"
    held = grid(tmp_path, f"<sheetData>{lines}</sheetData>")
    assert held.rows == [(1, [1]), (2, [2])]
    assert held.hidden_rows == [2]


def test_a_merged_range_is_told_and_what_it_covers_is_told_apart(tmp_path):
    held = grid(tmp_path, xml_rows([1, None, 3], [4, 5, 6]) + merges("A1:B2"))
    assert held.merged == [(1, 0, 2, 1)]
    assert held.rows == [(1, [1, COVERED, 3]), (2, [COVERED, COVERED, 6])]


def test_a_row_that_is_only_covered_is_no_row_but_its_range_is_told(tmp_path):
    held = grid(tmp_path, xml_rows(["一、续建项目", None], [None, None], [7, 8]) + merges("A1:B2"))
    assert held.rows == [(1, ["一、续建项目", COVERED]), (3, [7, 8])]
    assert held.merged == [(1, 0, 2, 1)]


def test_a_range_without_a_value_covers_blanks_but_hides_what_is_below_it(tmp_path):
    held = grid(tmp_path, xml_rows([None, None, 3], [None, 5, 6]) + merges("A1:B2"))
    assert held.rows == [(1, [None, None, 3]), (2, [None, COVERED, 6])]
    assert held.merged == [(1, 0, 2, 1)]


def test_what_an_error_covers_is_no_blank(tmp_path):
    held = grid(tmp_path, xml_rows(["<c t='e'><v>#REF!</v></c>", 2], [None, 4]) + merges("A1:A2"))
    assert held.rows[1] == (2, [COVERED, 4])


def test_a_workbook_says_from_when_its_days_count(tmp_path):
    rows = xml_rows([cell(1)])
    assert grid(tmp_path, rows, book="<workbookPr date1904='1'/>").epoch_1904
    assert not grid(tmp_path, rows).epoch_1904
