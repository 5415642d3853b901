"""Workbooks (.xlsx, .xlsm) to grids, in one pass over each sheet.

A library that gives values only (calamine) or one of value and formula (openpyxl) cannot say of
a blank whether it is an error, a formula whose result was never stored, or part of a merged
cell, and a grid of every cell up to the last one takes gigabytes for a stray one. Macros are not
looked at.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from xml.parsers import expat

from cockpit.intake.files.grid import LONGEST_NAME, Counter, Grid, Unfit, filled
from cockpit.intake.files.package import TEXT, Attributes, Cut, parse, relations, workbook_part
from cockpit.intake.files.sheet import EPOCH, EPOCH_1904, TRUE, Sheet, unescaped
from cockpit.tables import formats

LONGEST_FORMAT = 255  # as Excel has it
PLAIN_TEXT = re.compile(  # a shared text of one piece
    rb"\s*+<si><t(?: xml:space=[\"']preserve[\"'])?>(" + TEXT + rb")</t>"
    rb"(?:<phoneticPr [^<>&]*+>)?</si>"
)


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
    base = workbook_part(package)
    book = _Book()
    parse(package, base, book.start)
    targets = relations(package, base)
    strings: list[str | None] = []
    styles = _Styles()
    for kind, target in targets.values():
        if kind.endswith("/sharedStrings"):
            strings = _shared_strings(package, target)
        elif kind.endswith("/styles"):
            parse(package, target, styles.start, styles.end)
    counter = Counter()
    for name, state, relation in book.sheets:
        kind, target = targets[relation]
        if not kind.endswith("/worksheet"):
            continue  # a sheet that is one chart
        sheet = Sheet(strings, styles.cell_formats, book.epoch, book.to_reckon, counter)
        parse(package, target, sheet.start, sheet.end, text=sheet.text, cut=sheet.cut)
        grid = sheet.grid(name, hidden=state in {"hidden", "veryHidden"})
        if grid.rows:
            yield grid


@dataclass
class _Book:
    """What the workbook says of itself: its sheets in order, the epoch of its days."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    epoch: datetime = EPOCH
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
            self.epoch = EPOCH_1904
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
            if len(attributes["formatCode"]) > LONGEST_FORMAT:
                raise ValueError("no number format")
            self.codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            number = int(attributes.get("numFmtId", "0"))
            self.cell_formats.append(self.codes.get(number, "General"))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self.inside = False


def _shared_strings(package: zipfile.ZipFile, part: str) -> list[str | None]:
    """The texts that cells refer to by number, None for a blank one.

    Readings above characters are left out.
    """
    found: list[str | None] = []
    parts: list[str] = []
    state = {"text": False, "reading": False}

    def add(text: str) -> None:
        text = unescaped(text)
        found.append(text if filled(text) else None)

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
            add("".join(parts))

    def text(data: str) -> None:
        if state["text"]:
            parts.append(data)

    def take(run: list[re.Match[bytes]]) -> None:
        for one in run:
            add(one[1].decode())

    with suppress(KeyError):  # named, and not there: no cell refers to it
        parse(package, part, start, end, text=text, cut=Cut(b"<si>", PLAIN_TEXT, take))
    return found
