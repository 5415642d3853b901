"""A sheet's part to a grid: the cells, and what is told of them beside their values."""

import re
from datetime import datetime, timedelta
from math import isfinite

from cockpit.intake.files.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Counter,
    Grid,
    Range,
    cover,
    filled,
    position_of,
    too_many_columns,
    too_many_rows,
)
from cockpit.intake.files.package import TEXT, Attributes, Cut
from cockpit.tables import formats
from cockpit.tables.cells import Shown, Unreadable

EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
DIGITS = 15  # what Excel keeps of a number
TWICE = Unreadable("这一格写了两次", "用 Excel 打开，核对后保存一次")
ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
ATTRIBUTE = re.compile(rb' ([\w:]+)="([^"<&]*+)"')
CELL = re.compile(  # as programs write it: letters, style, kind, whether a formula, value or text
    rb'<c r="([A-Z]{1,3})[0-9]++"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]++)")?(?:/>|>'
    rb"(?:(<f)(?:/| [^<>]*+)?(?:(?<=/)>|(?<!/)>[^<]*+</f>))?"
    rb"(?:<v>(" + TEXT + rb")</v>|<is><t(?: xml:space=.preserve.)?>(" + TEXT + rb")</t></is>)?</c>)"
)
_ANY_CELL = re.sub(rb"\((?!\?)", b"(?:", CELL.pattern).replace(b"[0-9]++", rb"\2", 1)
ROW = re.compile(  # of nothing but such cells, each with the number of its row
    rb'\s*+<row( r="([0-9]{1,7})"(?: [\w:]+="[^"<&]*+")*+)(?:/>|>((?>' + _ANY_CELL + rb")*+)</row>)"
)
TRUE = {"1", "true"}


def unescaped(text: str) -> str:
    """A text in which characters that XML does not allow are written as _x000A_."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class Sheet:
    """Takes a sheet's elements; ``grid`` is what came of them.

    ``strings`` are the shared texts, None for a blank one; ``cell_formats`` the number format of
    each style. ``to_reckon``: what is stored of formulas is not to be had.
    """

    def __init__(
        self,
        strings: list[str | None],
        cell_formats: list[str],
        epoch: datetime,
        to_reckon: bool,
        counter: Counter,
    ) -> None:
        self.strings, self.formats, self.counter = strings, cell_formats, counter
        self.epoch, self.to_reckon = epoch, to_reckon
        self.plain_styles = {
            b"",
            *(b"%d" % n for n, code in enumerate(cell_formats) if is_plain(code)),
        }
        self.columns: dict[bytes, int] = {}
        self.days: dict[float, datetime | Unreadable] = {}
        self.rows: dict[int, list[object]] = {}
        self.hidden_rows: list[int] = []
        self.columns_hidden = bytearray(MOST_COLUMNS)  # 1 for a hidden one
        self.merged: dict[Range, None] = {}  # in their order
        self.row, self.column = 0, -1
        self.rows_hidden = False  # those of which nothing else is said
        self.cell: Attributes = {}
        self.value: list[str] = []
        self.taking = self.reading = self.is_formula = False
        self.cut = Cut(b"<row", ROW, self.take)

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if tag == "c":
            self._at(attributes.get("r", ""))
            self.cell, self.value, self.is_formula = attributes, [], False
        elif tag in {"v", "t"}:
            self.taking = not self.reading
        elif tag == "f":
            self.is_formula = True
        elif tag == "row":
            self._row(attributes)
        elif tag == "rPh":
            self.reading = True
        elif tag == "mergeCell":
            self._merge(attributes["ref"])
        elif tag == "sheetFormatPr":
            self.rows_hidden = attributes.get("zeroHeight") in TRUE
        elif tag == "col" and (attributes.get("hidden") in TRUE or _is_zero(attributes, "width")):
            first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), MOST_COLUMNS)
            if 0 <= first < last:
                self.columns_hidden[first:last] = b"\1" * (last - first)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "c":
            kind, style = self.cell.get("t", "n"), self.cell.get("s", "0")
            value = self._value(kind, style, "".join(self.value), is_formula=self.is_formula)
            if filled(value):
                self.counter.add(1)
                self._put(self.rows.setdefault(self.row, []), self.column, value)
        elif tag in {"v", "t"}:
            self.taking = False
        elif tag == "rPh":
            self.reading = False

    def text(self, data: str) -> None:
        """Text of an element."""
        if self.taking:
            self.value.append(data)

    def take(self, run: list[re.Match[bytes]]) -> None:
        """Rows of plain cells."""
        for row in run:
            attributes = ATTRIBUTE.findall(row[1])
            self._row({name.decode(): value.decode() for name, value in attributes})
            if row[3]:
                self._take_cells(row[3])

    def _take_cells(self, row: bytes) -> None:
        """The cells of a plain row, without a call for those of the two common kinds."""
        cells, taken = self.rows.get(self.row, []), 0
        strings, plain, columns = self.strings, self.plain_styles, self.columns
        value: object
        for letters, style, kind, formula, stored, inline in CELL.findall(row):
            if not (stored or formula or inline):
                continue  # only formatted
            if not kind and style in plain and not formula:
                is_short = len(stored) <= DIGITS and stored.isdigit()
                value = int(stored) if is_short else _number(stored)
            elif kind == b"s" and not formula and stored.isdigit() and int(stored) < len(strings):
                value = strings[int(stored)]
            else:
                text = (stored or inline).decode()
                styled = style.decode() or "0"
                value = self._value(kind.decode() or "n", styled, text, is_formula=bool(formula))
                value = value if filled(value) else None
            if value is not None:
                taken += 1
                column = columns.get(letters)
                if column is None:
                    column = columns[letters] = address(f"{letters.decode()}1")[1]
                if column == len(cells):
                    cells.append(value)
                else:
                    self._put(cells, column, value)
        if taken:
            self.counter.add(taken)
            self.rows[self.row] = cells

    def _put(self, cells: list[object], column: int, value: object) -> None:
        beyond = column - len(cells)
        if beyond >= 0:
            cells += [None] * beyond
            cells.append(value)
        elif cells[column] is None:
            cells[column] = value
        else:  # which of the two Excel would show, nobody can say
            cells[column] = TWICE

    def _row(self, attributes: Attributes) -> None:
        self.row = int(attributes.get("r", self.row + 1))
        self.column = -1
        if not 1 <= self.row <= MOST_ROWS:
            raise too_many_rows()
        is_hidden = attributes.get("hidden") in TRUE or _is_zero(attributes, "ht")
        if is_hidden or (self.rows_hidden and not {"hidden", "ht"} & attributes.keys()):
            self.hidden_rows.append(self.row)

    def _at(self, reference: str) -> None:
        if reference:
            self.row, self.column = address(reference)
        else:
            self.column += 1
            if self.column >= MOST_COLUMNS:
                raise too_many_columns()

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.merged[*address(first), *address(last or first)] = None

    def _value(self, kind: str, style: str, text: str, *, is_formula: bool) -> object:
        if kind == "e":
            return Unreadable(f"是错误值 {text}", "在 Excel 里改好公式，或填上值")
        if is_formula and (self.to_reckon or (kind != "str" and not text)):
            return Unreadable("是公式，文件里没有存算出的值", "用 Excel 打开，算好后保存一次")
        if kind in {"s", "str", "inlineStr"}:
            return self._shared(int(text)) if kind == "s" and text else unescaped(text)
        if not (text := text.strip()):
            return None
        if kind == "b":
            return text == "1"
        return datetime.fromisoformat(text) if kind == "d" else self._styled(text, int(style))

    def _shared(self, number: int) -> str | None:
        """The text of a number. Raises ValueError."""
        if not 0 <= number < len(self.strings):
            raise ValueError(f"no text {number}")
        return self.strings[number]

    def _styled(self, text: str, style: int) -> object:
        number = _number(text)
        code = self.formats[style] if 0 <= style < len(self.formats) else "General"
        if formats.read(code).is_date:
            return self._day(number)
        return number if is_plain(code) else Shown(number, code)

    def _day(self, serial: float) -> datetime | Unreadable:
        if serial not in self.days:
            self.days[serial] = day(serial, self.epoch)
        return self.days[serial]

    def grid(self, name: str, *, hidden: bool) -> Grid:
        """The rows in order; what a merged cell covers is no blank."""
        cover(self.rows, self.merged)
        return Grid(
            name,
            sorted(self.rows.items()),
            lettered=True,
            hidden=hidden,
            hidden_rows=sorted(self.rows.keys() & set(self.hidden_rows)),
            hidden_columns=[n for n, hidden in enumerate(self.columns_hidden) if hidden],
            merged=list(self.merged),
            epoch_1904=self.epoch is EPOCH_1904,
        )


def address(reference: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of an address. Raises ValueError."""
    found = ADDRESS.fullmatch(reference)
    if not found:
        raise ValueError(f"no cell: {reference[:20]}")
    column, row = position_of(found[1]), int(found[2])
    if column >= MOST_COLUMNS:
        raise too_many_columns()
    if not 1 <= row <= MOST_ROWS:
        raise too_many_rows()
    return row, column


def day(serial: float, epoch: datetime) -> datetime | Unreadable:
    """The day and time of a number that a format shows as one."""
    try:
        return epoch + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return Unreadable("不是日期", "核对这一格")


def whole(value: float) -> int | float:
    """A stored number, an int where it is whole."""
    return int(value) if value.is_integer() and abs(value) < 10**DIGITS else value


def _number(text: str | bytes) -> int | float:
    """A number as it is written. Raises ValueError."""
    value = float(text)
    if not isfinite(value):
        raise ValueError("no number")
    return whole(value)


def is_plain(code: str) -> bool:
    """Whether a format shows a number as it is."""
    return code == "0" or formats.read(code).general


def _is_zero(attributes: Attributes, name: str) -> bool:
    """Whether a height or width is given as none."""
    return name in attributes and float(attributes[name]) == 0
