"""What kind of file bytes are, whatever the file is called: systems export anything as .xls."""

import io
import re
import zipfile
from pathlib import PurePath

from cockpit.intake.files.grid import Unfit

WORKBOOK, EXCEL_97, PARQUET = "workbook", "excel_97", "parquet"
TEXT, ARCHIVE = "csv_text", "archive"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files
OF_TEXT = {".csv", ".txt", ".tsv"}
OF_WORKBOOKS = {".xlsx", ".xlsm", ".xltx", ".xls", ".xlt", ".et"}
OF_TABLES = (
    OF_TEXT
    | OF_WORKBOOKS
    | {  # and those that hold tables that are not read here
        *(".parquet", ".zip", ".xlsb", ".ods", ".numbers", ".rar", ".7z")
    }
)
SAVE = "用 Excel 打开，另存为 .xlsx"
PACKED = "解压后导入里面的文件"
OTHERS = (  # first bytes, what it is, the way out
    (b"%PDF", "是 PDF，不是表格文件", "要来它的 Excel 文件"),
    (b"\x89PNG", "是图片，不是表格文件", "要来它的 Excel 文件"),
    (b"\xff\xd8\xff", "是图片，不是表格文件", "要来它的 Excel 文件"),
    (b"Rar!", "是 RAR 压缩包", f"{PACKED}，或改打成 .zip"),
    (b"7z\xbc\xaf", "是 7z 压缩包", f"{PACKED}，或改打成 .zip"),
    (b"{\\rtf", "是 RTF 文档，不是表格文件", "把表格复制到 Excel，另存为 .xlsx"),
)
MARKUP = re.compile(rb"\s*(?:<[!?a-z]|mime-version:)", re.I)
PAGE = re.compile(rb"<html|<table|<!doctype html|mime-version:", re.I)
SAMPLE = 20_000  # bytes that say what a text is
PACKAGES = (  # a part of a zip, what it is, the way out
    ("xl/workbook.bin", "是 .xlsb 二进制工作簿", SAVE),
    ("META-INF/manifest.xml", "是 OpenDocument 文件（.ods）", SAVE),
    ("word/document.xml", "是 Word 文档，不是表格文件", "把表格复制到 Excel，另存为 .xlsx"),
    ("ppt/presentation.xml", "是演示文稿，不是表格文件", "把表格复制到 Excel，另存为 .xlsx"),
    ("Index/Document.iwa", "是 Numbers 表格", "在 Numbers 里导出为 Excel（.xlsx）"),
)


def kind_of(name: str, content: bytes) -> str:
    """Which reader takes it: by its bytes, and by its name where they may be any text.

    Raises Unfit for what nobody reads here.
    """
    suffix = PurePath(name).suffix.lower()
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_package(content, suffix)
    if content.startswith(OLE):
        return _of_container(content, suffix)
    if content.startswith(b"PAR1"):
        return PARQUET
    for head, what, way_out in OTHERS:
        if content.startswith(head):
            raise Unfit(what, way_out)
    if suffix == ".parquet":
        return PARQUET  # which says that it is none
    if suffix not in OF_TEXT | OF_WORKBOOKS:
        raise Unfit("不认识这种文件", "另存为 .xlsx、.csv（UTF-8）或 .parquet")
    if suffix in OF_WORKBOOKS and MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        if PAGE.search(content[:SAMPLE]):
            raise Unfit(f"其实是网页（HTML），只是叫 {suffix}", SAVE)
        if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:SAMPLE]:
            raise Unfit(f"其实是 XML 表格，只是叫 {suffix}", SAVE)
    return TEXT


def _of_package(content: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        if suffix in OF_WORKBOOKS:
            return WORKBOOK  # which says that it is damaged
        raise Unfit("是损坏的压缩包", "重新打包，或重新下载") from None
    for part, what, way_out in PACKAGES:
        if part in parts:
            raise Unfit(what, way_out)
    if suffix in OF_WORKBOOKS or "[Content_Types].xml" in parts or "xl/workbook.xml" in parts:
        return WORKBOOK
    return ARCHIVE


def _of_container(content: bytes, suffix: str) -> str:
    """An old workbook, unless its directory names what else it holds."""

    def names(part: str) -> bool:
        return part.encode("utf-16-le") in content

    if names("EncryptedPackage"):
        raise Unfit("有密码，读不了", "用 Excel 打开，去掉密码，另存后重新导入")
    if names("Workbook") or names("Book"):
        return EXCEL_97
    if names("WordDocument"):
        raise Unfit("是 Word 文档，不是表格文件", "把表格复制到 Excel，另存为 .xlsx")
    if suffix in OF_WORKBOOKS:
        return EXCEL_97  # which says that it is damaged
    raise Unfit("不是表格文件", "另存为 .xlsx、.csv（UTF-8）或 .parquet")
