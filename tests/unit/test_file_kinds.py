"""Files are what their bytes say, whatever they are called; old workbooks are read as new ones."""

import struct
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
import xlwt

from cockpit.intake.files.grid import COVERED
from cockpit.intake.files.opened import opened
from cockpit.tables.cells import Shown, Unreadable
from tests.conftest_gate import workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def old_book(dress, *, epoch_1904=False) -> bytes:
    """An .xls of one sheet that ``dress`` fills."""
    book, out = xlwt.Workbook(encoding="utf-8"), BytesIO()
    book.dates_1904 = epoch_1904
    dress(book.add_sheet("月报"))
    book.save(out)
    return out.getvalue()


def shown(code):
    return xlwt.easyxf(num_format_str=code)


def grid(dress, **options):
    (one,) = opened("月报.xls", old_book(dress, **options)).grids
    return one


def test_an_old_workbook_is_read_with_its_formats():
    def dress(sheet):
        sheet.write(0, 0, "项目")
        sheet.write(0, 1, 8311.0)
        sheet.write(0, 2, 0.0835, shown("0.00%"))
        sheet.write(0, 3, datetime(2022, 5, 31), shown("yyyy/m/d"))
        sheet.write(2, 0, True)
        sheet.write(2, 1, 2.5)
        sheet.write(2, 3, "  ")

    assert grid(dress).rows == [
        (1, ["项目", 8311, Shown(0.0835, "0.00%"), datetime(2022, 5, 31)]),
        (3, [True, 2.5]),
    ]


def test_days_of_an_old_workbook_from_1904_are_the_days_shown():
    held = grid(lambda sheet: sheet.write(0, 0, 43250, shown("yyyy-mm-dd")), epoch_1904=True)
    assert held.rows == [(1, [datetime(2022, 5, 31)])]  # 43,250 days after 1904-01-01
    assert held.epoch_1904


def test_an_old_workbook_tells_what_is_hidden_and_merged():
    def dress(sheet):
        sheet.write_merge(0, 1, 0, 1, "题目")
        sheet.write(1, 2, 5)
        sheet.write(2, 0, 6)
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True
        sheet.visibility = 2

    held = grid(dress)
    assert held.rows == [(1, ["题目", COVERED]), (2, [COVERED, COVERED, 5]), (3, [6])]
    assert (held.merged, held.hidden_rows, held.hidden_columns) == ([(1, 0, 2, 1)], [3], [1])
    assert held.hidden


def test_errors_and_lost_results_of_an_old_workbook_are_told():
    def dress(sheet):
        sheet.row(0).set_cell_error(0, "#DIV/0!")
        sheet.write(0, 1, xlwt.Formula("A2+1"))  # its writer stores no result
        sheet.write(0, 2, 3)

    (_, (error, lost, number)) = grid(dress).rows[0]
    assert error == Unreadable("是错误值 #DIV/0!", "在 Excel 里改好公式，或填上值")
    assert lost == Unreadable("是公式，文件里没有存算出的值", "用 Excel 打开，算好后保存一次")
    assert number == 3


SHEET_BEGINS = struct.pack("<HHHH", 0x809, 16, 0x600, 0x10)


def test_what_is_stored_is_lost_where_an_old_workbook_says_that_nothing_was_reckoned():
    def dress(sheet):
        sheet.write(0, 0, xlwt.Formula("1+2"))
        sheet.write(0, 1, 3)

    content = bytearray(old_book(dress))
    at = content.index(struct.pack("<Q", 0xFFFF000000000003))
    struct.pack_into("<d", content, at, 3.0)  # now there is a result
    assert opened("月报.xls", bytes(content)).grids[0].rows == [(1, [3, 3])]
    begins = content.index(SHEET_BEGINS) + 20
    struct.pack_into("<H", content, begins, 0x5E)  # UNCALCED
    (_, (lost, number)) = opened("月报.xls", bytes(content)).grids[0].rows[0]
    assert lost.rule == "是公式，文件里没有存算出的值"
    assert number == 3


@pytest.mark.parametrize("name", ["月报.xls", "月报.csv", "月报.xlsx", "月报"])
def test_an_old_workbook_is_one_by_any_name(name):
    held = opened(name, old_book(lambda sheet: sheet.write(0, 0, "甲")))
    assert held.grids[0].rows == [(1, ["甲"])]


@pytest.mark.parametrize("name", ["月报.xls", "月报.xlsm", "月报.txt"])
def test_a_new_workbook_is_one_by_any_name(tmp_path, name):
    content = workbook(tmp_path, "月报.xlsx", 表=[["甲", 1]]).read_bytes()
    assert opened(name, content).grids[0].rows == [(1, ["甲", 1])]


def test_a_text_that_is_called_a_workbook_is_read_if_it_is_a_table():
    held = opened("导出.xls", "项目\t金额\n一号\t5\n".encode("gb18030"))
    assert held.grids[0].rows == [(1, ["项目", "金额"]), (2, ["一号", "5"])]
    assert opened("导出.xls", b"no table").unfit[0] == "不是可读的 .xls 工作簿"


def package(*parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part in parts:
            packed.writestr(part, "x")
    return out.getvalue()


def locked_97():
    """An old workbook whose records after the first say that it is encrypted."""
    content = bytearray(old_book(lambda sheet: sheet.write(0, 0, 1)))
    at = content.index(struct.pack("<HH", 0x809, 16)) + 20  # the record after the beginning
    size = struct.unpack_from("<H", content, at + 2)[0]
    struct.pack_into("<HH", content, at, 0x2F, size)
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "rule", "way_out"),
    [
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "有密码", "去掉密码"),
        ("a.xls", locked_97(), "有密码", "去掉密码"),
        ("a.xls", b"<html><table><tr><td>1</table>", "其实是网页（HTML）", "另存为 .xlsx"),
        ("a.xls", b"MIME-Version: 1.0\nContent-Type: text/html", "其实是网页", "另存为 .xlsx"),
        (
            "a.xls",
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            "其实是 XML 表格",
            "另存为 .xlsx",
        ),
        ("a.xls", OLE + bytes(2000), "不是可读的 .xls 工作簿", "另存为 .xlsx"),
        ("a.xls", old_book(lambda sheet: sheet.write(0, 0, 1))[:1500], "不是可读的", "另存为"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "是 Word 文档", "复制到 Excel"),
        ("a.docx", package("[Content_Types].xml", "word/document.xml"), "是 Word", "复制到 Excel"),
        ("a.xlsb", package("xl/workbook.bin"), "是 .xlsb 二进制工作簿", "另存为 .xlsx"),
        ("a.ods", package("META-INF/manifest.xml"), "是 OpenDocument", "另存为 .xlsx"),
        ("a.zip", package("a.doc"), "压缩包里没有表格文件", "核对"),
        ("a.pdf", b"%PDF-1.4", "是 PDF", "Excel"),
        ("a.xlsx", b"\x89PNG\r\n", "是图片", "Excel"),
        ("a.rar", b"Rar!\x1a\x07", "是 RAR 压缩包", "改打成 .zip"),
        ("a.xlsx", b"PK\x03\x04 and no more", "不是可读的 .xlsx 工作簿", "不加密码"),
        ("a.exe", b"MZ", "不认识这种文件", "另存为"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_a_sentence_with_its_cure(name, content, rule, way_out):
    said, way, _ = opened(name, content).unfit
    assert said.startswith(rule)
    assert way_out in way
