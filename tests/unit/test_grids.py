"""What a grid tells of its cells besides their values: what is hidden, merged, and from when."""

from datetime import datetime

import pytest

from cockpit.intake.files import package
from cockpit.intake.files.grid import COVERED, Grid
from cockpit.intake.files.opened import opened
from tests.conftest_gate import cell, raw_workbook, workbook, xml_rows


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


# rows of plain cells, which are taken without the parser

STRANGE = [  # cells of a row 2, as XML
    '<c r="A2"><v>1</v></c><c r="C2"><v>2.5</v></c>',
    '<c r="A2"><v>1</v></c><c r="A2"><v>1</v></c>',  # twice
    '<c r="C2"><v>1</v></c><c r="A2"><v>2</v></c><c r="C2"><v>3</v></c>',
    '<c r="A2"><v>1</v></c><c r="B7"><v>2</v></c>',  # of another row
    '<c r="A2" s="1"><v>44712</v></c><c r="B2" s="2"><v>0.0835</v></c><c r="C2" s="9"/>',
    '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c>',
    '<c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c>',
    '<c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
    '<c r="A2"><f>B1</f></c><c r="B2"><f>B1</f><v></v></c><c r="C2"><f>B1</f><v>3</v></c>',
    '<c r="A2" t="str"><f>B1</f><v></v></c><c r="B2" t="str"><f>B1</f><v>甲&amp;乙</v></c>',
    '<c r="A2"><f t="shared" ref="A2:A9" si="0">B1+1</f><v>3</v></c>',
    '<c r="A2"><f t="shared" si="0"/><v>3</v></c><c r="B2"><f si="0"/></c>',
    '<c r="A2" t="inlineStr"><is><t>一 号</t></is></c><c r="B2" t="inlineStr"><is><t/></is></c>',
    '<c r="A2" t="inlineStr"><is><t xml:space="preserve"> 甲\n乙 </t></is></c>',
    '<c r="A2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>',
    '<c r="A2" t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>',
    '<c r="A2" t="inlineStr"><is><t>a_x000A_b &lt; c</t></is></c>',
    '<c r="A2" t="inlineStr"><is><t>  </t></is></c><c r="B2"><v>1</v></c>',
    '<c r="A2" t="d"><v>2022-05-31T00:00:00</v></c>',
    '<c r="A2"><v>4.1018220220101e+17</v></c><c r="B2"><v>-0.5</v></c><c r="C2"><v>1E-3</v></c>',
    '<c r="A2" t="s" s="1"><v>0</v></c>',
    '<c r="A2" cm="1"><v>1</v></c><x:c xmlns:x="a" r="B2"><x:v>2</x:v></x:c>',
    '<c r="A2"><v>1</v><extLst><ext/></extLst></c><c r="XFD2"><v>1</v></c>',
    '<c><v>1</v></c><c><v>2</v></c>',
]  # fmt: skip
REFUSED = [
    '<c r="A2" t="s"><v>3</v></c>',
    '<c r="A2" t="s"><v>-1</v></c>',
    '<c r="A2"><v>nan</v></c>',
    '<c r="A2"><v>1e999</v></c>',
    '<c r="A2"><v>x</v></c>',
    '<c r="XFE2"><v>1</v></c>',
    '<c r="A2"><f si="0"/>B1</f><v>1</v></c>',
    '<c r="A2"><v>1</v>',
    '<c r="A2"><v>&x;</v></c>',
]  # fmt: skip


def both_ways(folder, cells, row='r="2"'):
    """A sheet as it is, and with a comment in it, for which all of it goes through the parser."""
    shared = "<si><t>甲</t><phoneticPr fontId='1'/></si><si><t> </t></si><si><r><t>乙</t></r></si>"
    lines = f'<row r="1"><c r="A1"><v>9</v></c></row><row {row}>{cells}</row>'
    for comment in ("", "<!-- -->"):
        file = raw_workbook(
            folder,
            "六月.xlsx",
            "表",
            f"{comment}<sheetData>{lines}</sheetData>",
            formats=("yyyy-mm-dd", "0.00%"),
            strings=comment + shared,
        )
        yield opened(file.name, file.read_bytes())


@pytest.mark.parametrize("cells", STRANGE)
def test_rows_without_the_parser_are_those_with_it(tmp_path, cells):
    quick, parsed = both_ways(tmp_path, cells)
    assert quick.grids
    assert quick.grids == parsed.grids


@pytest.mark.parametrize(
    "row", ['r="2" hidden="1"', 'r="2" ht="0" spans="1:3"', 'r="1"', "", 'r="5"']
)
def test_what_is_said_of_a_row_is_the_same_without_the_parser(tmp_path, row):
    quick, parsed = both_ways(tmp_path, '<c r="A2"><v>1</v></c>', row)
    assert quick.grids
    assert quick.grids == parsed.grids


@pytest.mark.parametrize("cells", REFUSED)
def test_what_the_parser_refuses_is_refused_without_it(tmp_path, cells):
    quick, parsed = both_ways(tmp_path, cells)
    assert quick.unfit
    assert quick == parsed


def test_plain_cells_are_what_they_say(tmp_path):
    cells = '<c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>44712</v></c><c r="D2"><v>2.50</v></c>'
    quick, _ = both_ways(tmp_path, cells)
    assert quick.grids[0].rows == [(1, [9]), (2, ["甲", None, datetime(2022, 5, 31), 2.5])]


@pytest.mark.parametrize("before", ["<!--", "<?x "])
def test_rows_in_a_comment_are_none(tmp_path, before):
    after = {"<!--": "-->", "<?x ": "?>"}[before]
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    xml = f"<sheetData>{row.format(1)}{before}{row.format(2)}{after}</sheetData>"
    assert grid(tmp_path, xml).rows == [(1, [1])]


def test_rows_on_both_sides_of_a_chunk_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "CHUNK", 50)
    rows = [(n, [n, "甲" if n % 3 else 5]) for n in range(1, 40)]
    held = workbook(tmp_path, "六月.xlsx", 表=[cells for _, cells in rows])
    (one,) = opened(held.name, held.read_bytes()).grids
    assert one.rows == rows
