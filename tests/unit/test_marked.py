"""A file given back: the bad cells red, the doubtful yellow, commented; all else as it was."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook

from cockpit.errors import Fault, Refused
from cockpit.intake.marked import marked

NAME = "五月.xlsx"


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(given: tuple[str, bytes], **options) -> Workbook:
    return openpyxl.load_workbook(BytesIO(given[1]), **options)


@pytest.fixture
def content() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.merge_cells("A1:C1")
    sheet["A1"] = "五月进展"
    sheet.append(["项目名称", "年度计划", "累计"])
    sheet.append(["一号", "约1.5亿", 3])
    sheet.append(["二号", 20, "=SUM(C3:C3)"])
    sheet.column_dimensions["A"].width = 33
    sheet["C4"].number_format = "0.00"
    book.create_sheet("另一张")["B2"] = "不动"
    return saved(book)


def fault(**said) -> Fault:
    return Fault(**{"file": f"{NAME} › Sheet1", "rule": "金额要是一个数", **said})


def test_errors_are_red_and_warnings_yellow_each_with_rule_and_way_out(content):
    given = marked(
        NAME,
        content,
        [
            fault(cell="B3", row=3, way_out="写成 15350"),
            fault(cell="C4", row=4, rule="累计比上次小", question="fell"),
        ],
    )
    assert given[0] == "五月（标注）.xlsx"
    sheet = read(given)["Sheet1"]
    assert sheet["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["B3"].comment.text == "金额要是一个数。怎么改：写成 15350。"
    assert sheet["C4"].fill.fgColor.rgb == "FFFFEB9C"
    assert sheet["C4"].comment.text == "累计比上次小。"
    assert sheet["A3"].fill.fill_type is None


def test_all_else_is_as_it_was(content):
    book = read(marked(NAME, content, [fault(cell="B3", row=3)]))
    sheet = book["Sheet1"]
    assert [sheet[c].value for c in ("A1", "B3", "C3", "C4")] == [
        *("五月进展", "约1.5亿", 3, "=SUM(C3:C3)")
    ]
    assert sheet["C4"].number_format == "0.00"
    assert sheet.column_dimensions["A"].width == 33
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]
    assert book["另一张"]["B2"].value == "不动"


def test_faults_of_one_cell_stand_in_one_comment_and_an_earlier_comment_stays(content):
    book = openpyxl.load_workbook(BytesIO(content))
    book["Sheet1"]["B3"].comment = openpyxl.comments.Comment("问过张三", "李四")
    both = [fault(cell="B3", row=3), fault(cell="B3", row=3, rule="大于总投资", question="x")]
    cell = read(marked(NAME, saved(book), both))["Sheet1"]["B3"]
    assert cell.comment.text == "金额要是一个数。\n大于总投资。\n问过张三"
    assert cell.fill.fgColor.rgb == "FFFFC7CE"  # an error is among them


def test_a_fault_of_a_merged_cell_of_a_row_or_of_the_sheet_has_a_place(content):
    faults = [
        fault(cell="C1", row=1, rule="一"),
        fault(row=4, rule="二"),
        fault(row=4, rule="三", column="年度计划"),
        fault(rule="四"),
    ]
    sheet = read(marked(NAME, content, faults))["Sheet1"]
    assert sheet["A1"].comment.text == "四。\n一。"
    assert sheet["A4"].comment.text == "二。"
    assert sheet["B4"].comment.text == "三。"


def test_faults_of_another_file_or_sheet_are_not_its_own(content):
    other = [fault(file="六月.xlsx › Sheet1", cell="B3"), fault(file=f"{NAME} › 另一张", cell="B3")]
    book = read(marked(NAME, content, other))
    assert book["Sheet1"]["B3"].comment is None
    assert book["另一张"]["B3"].comment.text == "金额要是一个数。"


def test_macros_are_kept(content):
    plain = openpyxl.load_workbook(BytesIO(content))
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Sheet1").write("A1", plain["Sheet1"]["A1"].value)
        book.add_vba_project(BytesIO(b"macro"), True)
    given = marked("宏.xlsm", out.getvalue(), [])
    assert given[0] == "宏（标注）.xlsm"
    with zipfile.ZipFile(BytesIO(given[1])) as package:
        assert package.read("xl/vbaProject.bin") == b"macro"


def test_text_with_commas_comes_back_as_a_workbook_and_makes_no_formula():
    text = "项目名称,年度计划\n=1+1,约\n<b>二号</b>,20\n"
    bad = fault(file="五月.csv", row=2, column="年度计划", way_out="写成数")
    given = marked("五月.csv", text.encode("gb18030"), [bad])
    assert given[0] == "五月（标注）.xlsx"
    sheet = read(given).worksheets[0]
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["A3"].value == "<b>二号</b>"
    assert sheet["B2"].comment.text == "金额要是一个数。怎么改：写成数。"


def test_what_steers_a_terminal_or_no_xml_can_hold_is_written_out(content):
    cell = read(marked(NAME, content, [fault(cell="B3", rule="写的是\x07\x00")]))["Sheet1"]["B3"]
    assert cell.comment.text == "写的是\\x07\\x00。"


def test_a_file_that_cannot_be_opened_is_said():
    with pytest.raises(Refused, match="工作簿打不开，标不了"):
        marked(NAME, b"PK\x03\x04nothing", [])
