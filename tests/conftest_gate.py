"""Helpers of the tests of lake, gate, checks and command line."""

import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

from cockpit.commands.remedies import fault_text
from cockpit.commands.sources import from_paths
from cockpit.errors import Fault
from cockpit.intake.answers import Answers
from cockpit.intake.recognise import recognise_all
from cockpit.intake.sheets import File
from cockpit.intake.stage import stage
from cockpit.warehouse.lake import Lake


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cockpit-lake-"))
    lake = Lake(folder / "lake")
    lake.create()
    return lake.folder


def new_lake(folder: Path) -> Lake:
    """An empty store in ``folder``: a copy of one made once, since making takes 0.3 s."""
    shutil.copytree(_template(), folder)
    return Lake(folder)


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file of a load; lines may be indented for the eye."""
    lines = [line.strip() for line in text.strip().splitlines()]
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding)
    return file


def workbook(folder: Path, name: str, **sheets: list[list[object]]) -> Path:
    """A plain .xlsx, a sheet a table."""
    book = xlsxwriter.Workbook(folder / name, {"default_date_format": "yyyy-mm-dd"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return folder / name


HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def raw_workbook(
    folder: Path,
    name: str,
    title: str,
    sheet: str,
    *,
    book: str = "",
    formats: tuple[str, ...] = (),
    strings: str = "",
) -> Path:
    """A workbook of one sheet whose XML is given: ``sheet`` is what stands in the worksheet.

    ``book`` is added to the workbook's part; style n + 1 has the n-th of ``formats``; ``strings``
    are the shared texts.
    """
    codes = "".join(
        f"<numFmt numFmtId='{200 + n}' formatCode='{escape(code, {chr(39): '&apos;'})}'/>"
        for n, code in enumerate(formats)
    )
    styles = "".join(f"<xf numFmtId='{200 + n}'/>" for n in range(len(formats)))
    parts = {
        "_rels/.rels": f"<Relationships xmlns='{RELS}'><Relationship Id='r1'"
        f" Type='{DOCUMENT}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{RELS}'>"
        f"<Relationship Id='r1' Type='{DOCUMENT}/worksheet' Target='worksheets/sheet1.xml'/>"
        f"<Relationship Id='r2' Type='{DOCUMENT}/styles' Target='styles.xml'/>"
        f"<Relationship Id='r3' Type='{DOCUMENT}/sharedStrings' Target='texts.xml'/>"
        "</Relationships>",
        "xl/workbook.xml": f"<workbook xmlns:r='{DOCUMENT}'><sheets><sheet name='{title}'"
        f" sheetId='1' r:id='r1'/></sheets>{book}</workbook>",
        "xl/styles.xml": f"<styleSheet><numFmts>{codes}</numFmts>"
        f"<cellXfs><xf numFmtId='0'/>{styles}</cellXfs></styleSheet>",
        "xl/texts.xml": f"<sst>{strings}</sst>",
        "xl/worksheets/sheet1.xml": f"{HEAD}{sheet}</worksheet>",
    }
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in parts.items():
            package.writestr(part, text)
    return folder / name


def cell(value: object, style: int = 0) -> str:
    """The XML of a cell: text in it, or a number; XML of its own is left as it is."""
    if isinstance(value, str) and value.startswith("<c"):
        return value
    if isinstance(value, str):
        return f"<c t='inlineStr'><is><t xml:space='preserve'>{escape(value)}</t></is></c>"
    return "<c/>" if value is None else f"<c s='{style}'><v>{value}</v></c>"


def xml_rows(*rows: list[object]) -> str:
    """The XML of a sheet's rows."""
    lines = ("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
    return f"<sheetData>{''.join(lines)}</sheetData>"


def read(file: Path, faults: list[Fault], *, hidden: bool | None = None) -> File:
    """One file as it is recognised by itself."""
    return recognise_all(from_paths([file]), faults, Answers(hidden=hidden))[0]


def faults_of(*files: Path) -> list[str]:
    """The faults that files have by themselves, as the command line says them."""
    faults: list[Fault] = []
    stage([sheet for file in files for sheet in read(file, faults).sheets], faults)
    return [fault_text(fault) for fault in faults]


def rows(lake: Lake, table: str, version: int | None = None) -> list[dict[str, object]]:
    """The rows of a table in a version, the newest unless said."""
    tables = dict(lake.tables_at(lake.newest() if version is None else version))
    return tables[table].to_pylist() if table in tables else []


def phoned(lake: Lake) -> list[dict[str, object]]:
    """The reports from the site that came by phone, beside the demonstration's own."""
    return [row for row in rows(lake, "site_report") if "SITE-" not in str(row["report_id"])]
