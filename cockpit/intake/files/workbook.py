"""Workbooks (.xlsx) to grids, in one pass over each sheet and in memory for its filled cells.

A library that gives values only (calamine) or one of value and formula (openpyxl) cannot say of
a blank whether it is an error, a formula whose result was never stored, or part of a merged
cell, and a grid of every cell up to the last one takes gigabytes for a stray one.
"""

import posixpath
import re
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import IO
from xml.parsers import expat

from cockpit.intake.files.grid import (
    COVERED,
    MOST_COLUMNS,
    MOST_ROWS,
    Counter,
    Grid,
    Unfit,
    filled,
    too_many_rows,
)
from cockpit.tables import formats
from cockpit.tables.cells import Shown, Unreadable

CHUNK = 1 << 18
LARGEST_PART = 400_000_000  # bytes of XML, unpacked
LONGEST_NAME = 60  # of a sheet; Excel allows 31
DIGITS = 15  # what Excel keeps of a number
CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE = {"1", "true"}
Attributes = Mapping[str, str]


def grids(content: bytes) -> list[Grid]:
    """The sheets of a workbook that hold anything. Raises Unfit."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            found = list(_sheets(package))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OSError) as problem:
        raise _not_one() from problem
    except (expat.ExpatError, NotImplementedError, RuntimeError, OverflowError) as problem:
        raise _not_one() from problem
    if not found:
        raise Unfit("工作簿是空的", "换成有表头的文件")
    return found


def _not_one() -> Unfit:
    return Unfit("不是可读的 .xlsx 工作簿", "用 Excel 另存为 .xlsx，不加密码")


def _sheets(package: zipfile.ZipFile) -> Iterator[Grid]:
    book = _Book()
    _parse(package, _workbook_part(package), book.start)
    base = _workbook_part(package)
    relations = _relations(package, base)
    strings: list[str] = []
    styles = _Styles()
    for kind, target in relations.values():
        if kind.endswith("/sharedStrings"):
            strings = _shared_strings(package, target)
        elif kind.endswith("/styles"):
            _parse(package, target, styles.start, styles.end)
    counter = Counter()
    for name, state, relation in book.sheets:
        kind, target = relations[relation]
        if not kind.endswith("/worksheet"):
            continue  # a sheet that is one chart
        sheet = _Sheet(strings, styles.cell_formats, book, counter)
        _parse(package, target, sheet.start, sheet.end, sheet.text)
        grid = sheet.grid(name, hidden=state in {"hidden", "veryHidden"})
        if grid.rows:
            yield grid


def _parse(
    package: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Feed a part of the package through expat; tags come without their prefix."""
    info = package.getinfo(part)
    if info.file_size > LARGEST_PART:
        raise Unfit(
            f"展开后超过 {LARGEST_PART // 1_000_000} MB", "只留有内容的行和列，另存为新文件"
        )
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def no_doctype(*_: object) -> None:
        raise ValueError("a workbook has no document type")

    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = lambda tag, attributes: start(
        tag.rpartition(":")[2] if ":" in tag else tag, attributes
    )
    if end:
        ended = end
        parser.EndElementHandler = lambda tag: ended(tag.rpartition(":")[2] if ":" in tag else tag)
    if text:
        parser.CharacterDataHandler = text
    with package.open(info) as stream:
        _feed(parser, stream)


def _feed(parser: expat.XMLParserType, stream: IO[bytes]) -> None:
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _workbook_part(package: zipfile.ZipFile) -> str:
    for kind, target in _relations(package, "").values():
        if kind.endswith("/officeDocument"):
            return target
    raise _not_one()


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: id → kind, and the target's name in the package."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            found[attributes["Id"]] = (attributes["Type"], target.lstrip("/"))

    _parse(package, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


@dataclass
class _Book:
    """What the workbook says of itself: its sheets in order, the epoch of its days."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    epoch: datetime = datetime(1899, 12, 30)
    to_reckon: bool = False  # results are to be reckoned on opening: those stored are not to be had

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            relation = next(
                value for name, value in attributes.items() if name.rpartition(":")[2] == "id"
            )
            self.sheets.append(
                (attributes["name"][:LONGEST_NAME], attributes.get("state", "visible"), relation)
            )
        elif tag == "workbookPr" and attributes.get("date1904") in TRUE:
            self.epoch = datetime(1904, 1, 1)
        elif tag == "calcPr":
            self.to_reckon = attributes.get("fullCalcOnLoad") in TRUE


@dataclass
class _Styles:
    """The number format of each cell style."""

    codes: dict[int, str] = field(default_factory=lambda: dict(formats.BUILT_IN))
    cell_formats: list[str] = field(default_factory=list)
    inside: bool = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            self.codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            number = int(attributes.get("numFmtId", "0"))
            self.cell_formats.append(self.codes.get(number, "General"))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self.inside = False


def _shared_strings(package: zipfile.ZipFile, part: str) -> list[str]:
    """The texts that cells refer to by number; readings above characters are left out."""
    found: list[str] = []
    parts: list[str] = []
    state = {"text": False, "reading": False}

    def start(tag: str, _: Attributes) -> None:
        if tag == "si":
            parts.clear()
        elif tag == "rPh":
            state["reading"] = True
        elif tag == "t":
            state["text"] = not state["reading"]

    def end(tag: str) -> None:
        if tag == "t":
            state["text"] = False
        elif tag == "rPh":
            state["reading"] = False
        elif tag == "si":
            found.append(_unescaped("".join(parts)))

    def text(data: str) -> None:
        if state["text"]:
            parts.append(data)

    with suppress(KeyError):  # named, and not there: no cell refers to it
        _parse(package, part, start, end, text)
    return found


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class _Sheet:
    """Takes the events of a sheet's XML; ``grid`` is what came of them."""

    def __init__(
        self, strings: list[str], cell_formats: list[str], book: _Book, counter: Counter
    ) -> None:
        self.strings, self.formats, self.book, self.counter = strings, cell_formats, book, counter
        self.rows: dict[int, dict[int, object]] = {}
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.row, self.column = 0, -1
        self.rows_hidden = False  # those of which nothing else is said
        self.cell: Attributes = {}
        self.value: list[str] = []
        self.taking = self.reading = self.is_formula = False

    def start(self, tag: str, attributes: Attributes) -> None:
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
            last = min(int(attributes["max"]), MOST_COLUMNS)
            self.hidden_columns += range(int(attributes["min"]) - 1, last)

    def end(self, tag: str) -> None:
        if tag == "c":
            value = self._value()
            if filled(value):
                self.counter.add(1)
                cells = self.rows.setdefault(self.row, {})
                if self.column in cells:  # which of the two Excel would show, nobody can say
                    value = Unreadable("这一格写了两次", "用 Excel 打开，核对后保存一次")
                cells[self.column] = value
        elif tag in {"v", "t"}:
            self.taking = False
        elif tag == "rPh":
            self.reading = False

    def text(self, data: str) -> None:
        if self.taking:
            self.value.append(data)

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
            self.row, self.column = _address(reference)
        else:
            self.column += 1

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = _address(first)
        bottom, right = _address(last or first)
        self.merged.append((top, left, bottom, right))

    def _value(self) -> object:
        text, kind = "".join(self.value), self.cell.get("t", "n")
        if kind == "e":
            return Unreadable(f"是错误值 {text}", "在 Excel 里改好公式，或填上值")
        if self.is_formula and (self.book.to_reckon or (kind != "str" and not text)):
            return Unreadable("是公式，文件里没有存算出的值", "用 Excel 打开，算好后保存一次")
        if kind in {"s", "str", "inlineStr"}:
            return self._shared(int(text)) if kind == "s" and text else _unescaped(text)
        return self._plain(kind, text.strip())

    def _shared(self, number: int) -> str:
        """The text of a number. Raises ValueError."""
        if not 0 <= number < len(self.strings):
            raise ValueError(f"no text {number}")
        return self.strings[number]

    def _plain(self, kind: str, text: str) -> object:
        if not text:
            return None
        if kind == "b":
            return text == "1"
        return datetime.fromisoformat(text) if kind == "d" else self._number(text)

    def _number(self, text: str) -> object:
        value = float(text)
        number: int | float = value
        if value.is_integer() and abs(value) < 10**DIGITS:
            number = int(value)
        style = int(self.cell.get("s", "0"))
        code = self.formats[style] if 0 <= style < len(self.formats) else "General"
        known = formats.read(code)
        if known.is_date:
            return _day(value, self.book.epoch)
        return number if known.general or code == "0" else Shown(number, code)

    def grid(self, name: str, *, hidden: bool) -> Grid:
        """The rows in order; what a merged cell covers is no blank."""
        order = sorted(self.rows)
        width = max((max(cells) for cells in self.rows.values()), default=0)
        for top, left, bottom, right in self.merged:
            is_blank = self.rows.get(top, {}).get(left) is None
            for row in order[bisect_left(order, top) : bisect_right(order, bottom)]:
                cells = self.rows[row]
                for column in range(left, min(right, width) + 1):
                    if (row, column) != (top, left) and not (is_blank and column not in cells):
                        cells[column] = COVERED
        return Grid(
            name,
            [(row, _dense(self.rows[row])) for row in order],
            lettered=True,
            hidden=hidden,
            hidden_rows=sorted(self.rows.keys() & set(self.hidden_rows)),
            hidden_columns=self.hidden_columns,
            merged=self.merged,
            epoch_1904=self.book.epoch.year == 1904,
        )


def _is_zero(attributes: Attributes, name: str) -> bool:
    """Whether a height or width is given as none."""
    return name in attributes and float(attributes[name]) == 0


def _dense(cells: dict[int, object]) -> list[object]:
    return [cells.get(column) for column in range(max(cells) + 1)]


def _address(reference: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of an address. Raises ValueError."""
    found = CELL.fullmatch(reference)
    if not found:
        raise ValueError(f"no cell: {reference[:20]}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if not 1 <= row <= MOST_ROWS or column > MOST_COLUMNS:
        raise too_many_rows()
    return row, column - 1


def _day(serial: float, epoch: datetime) -> date | datetime | Unreadable:
    try:
        return epoch + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return Unreadable("不是日期", "核对这一格")
