"""Helpers of the tests of lake, gate, checks and command line."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

import xlsxwriter

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


def rows(lake: Lake, table: str, version: int | None = None) -> list[dict[str, object]]:
    """The rows of a table in a version, the newest unless said."""
    tables = dict(lake.tables_at(lake.newest() if version is None else version))
    return tables[table].to_pylist() if table in tables else []
