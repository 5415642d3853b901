"""The pack of a small or the demonstration's ledger, read back by who tests it."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
from duckdb import DuckDBPyConnection

from cockpit.link.look import Look
from cockpit.pack import files
from cockpit.pack.said import Said, compose
from cockpit.screens.view import View
from cockpit.warehouse.mart import Mart
from queries.filters import Filters
from tests.sample import sample_mart

TODAY = "2022-06-01"
HEADER = 4  # the row of a sheet's header
CELL = re.compile(r"\b([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?\b")


def demonstration(day: str = "2022-05-31") -> View:
    """The demonstration's view, of which 31 May is the newest day."""
    look = Look(Filters(date.fromisoformat(day)))
    return View(sample_mart(), look, newest_on=date(2022, 5, 31))


def small(mart: DuckDBPyConnection, day: str = "2022-05-31") -> View:
    """A view of a mart that a test put rows into."""
    return View(Mart(1, mart), Look(Filters(date.fromisoformat(day))))


def said(view: View, meeting: str = "") -> Said:
    """The content."""
    return compose(view, meeting)


def content(view: View, code: str, meeting: str = "") -> bytes:
    """The bytes of a file of the pack."""
    return files.written(compose(view, meeting), files.KINDS[code])


def book(content: bytes, *, formulas: bool = False) -> openpyxl.Workbook:
    """The workbook as it is read; ``formulas``: as they are written, else what they come to."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas)


def lines(book: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet below its header, by header; empty rows and small print left out."""
    rows = [*book[sheet].iter_rows(min_row=HEADER, values_only=True)]
    header = [str(name) for name in rows[0] if name is not None]
    found = [dict(zip(header, row, strict=False)) for row in rows[1:]]
    return [row for row in found if sum(value is not None for value in row.values()) > 1]


def reckoned(sheet: Any, at: str) -> Any:
    """What a cell comes to: its formula worked out here, from the cells that it names."""
    value = sheet[at].value
    if not (isinstance(value, str) and value.startswith("=")):
        return value
    text = CELL.sub(lambda found: f'cell("{found[0]}")', value[1:])
    text = re.sub(r'(cell\("\w+"\))/(cell\("\w+"\))', r"div(\1,\2)", text)
    names = {
        "cell": lambda name: (
            [reckoned(sheet, one.coordinate) for row in sheet[name] for one in row]
            if ":" in name
            else reckoned(sheet, name)
        ),
        "div": lambda a, b: a / b if _is_number(a) and _is_number(b) and b else None,
        "IF": lambda is_so, then, otherwise: then if is_so else otherwise,
        "N": lambda value: value if _is_number(value) else 0,
        "ISNUMBER": _is_number,
        "AND": lambda *each: all(each),
        "ROUND": lambda value, places: round(value, places) if _is_number(value) else 0,
        "SUM": lambda *every: sum(v for v in _flat(every) if _is_number(v)),
    }
    return eval(text, {"__builtins__": {}}, names)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _flat(values: Any) -> list[Any]:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]
