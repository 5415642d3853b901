"""Workbooks of Excel 97 to 2003 (.xls) to grids; xlrd reads the cells, the records tell the rest.

xlrd takes a formula for its result, whether one was stored or not, so that the formulas are
looked for among the records of each sheet.
"""

import io
from collections.abc import Iterator
from struct import unpack_from

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code

from cockpit.intake.files.grid import LONGEST_NAME, Counter, Grid, Unfit, cover, filled
from cockpit.intake.files.sheet import EPOCH, EPOCH_1904, day, is_plain, whole
from cockpit.tables import formats
from cockpit.tables.cells import Shown, Unreadable

SHEET, RECKONED_BY, NOT_RECKONED, FORMULA, ROOM, END = 0x85, 0x1C1, 0x5E, 0x06, 0x809, 0x0A
BLANK_RESULT = b"\x03", b"\xff\xff"  # first and last bytes of a result that is a text of no length
LOST = Unreadable("是公式，文件里没有存算出的值", "用 Excel 打开，算好后保存一次")


def grids(content: bytes) -> list[Grid]:
    """The sheets of a workbook that hold anything. Raises Unfit."""
    try:
        found = list(_sheets(content))
    except (Unfit, MemoryError, RecursionError):
        raise
    except XLRDError as problem:
        if "encrypted" in str(problem):
            raise locked() from problem
        raise _not_one() from problem
    except Exception as problem:  # of bytes that are no workbook xlrd raises whatever comes
        raise _not_one() from problem
    if not found:
        raise Unfit("工作簿是空的", "换成有表头的文件")
    return found


def locked() -> Unfit:
    """What is said of a workbook that opens with a password only."""
    return Unfit("有密码，读不了", "用 Excel 打开，去掉密码，另存后重新导入")


def _not_one() -> Unfit:
    return Unfit("不是可读的 .xls 工作簿", "用 Excel 打开，另存为 .xlsx，不加密码")


def _sheets(content: bytes) -> Iterator[Grid]:
    book = xlrd.open_workbook(
        logfile=io.StringIO(),
        file_contents=content,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )
    stream = book.mem or b""
    records = _Records(bytes(stream[book.base : book.base + book.stream_len]))
    counter = Counter()
    for number, start in enumerate(records.sheets):
        sheet = book.sheet_by_index(number)
        grid = _Sheet(book, sheet, records.lost(start), counter).grid()
        book.unload_sheet(number)
        if grid.rows:
            yield grid


class _Records:
    """The records of a workbook's stream, as far as they tell of formulas."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self.sheets: list[int] = []  # where each begins
        self.is_reckoned = False  # by a program that stores results: a blank one is meant
        for kind, at, _ in self._from(0):
            if kind == SHEET and stream[at + 5] == 0:  # no chart
                self.sheets.append(unpack_from("<I", stream, at)[0])
            elif kind == RECKONED_BY:
                self.is_reckoned = True

    def lost(self, start: int) -> set[tuple[int, int]]:
        """The cells of a sheet, both counted from 0, that are formulas without their result."""
        every, blank = set[tuple[int, int]](), set[tuple[int, int]]()
        not_reckoned = False
        for kind, at, size in self._from(start):
            if kind == NOT_RECKONED:
                not_reckoned = True
            elif kind == FORMULA and size >= 14:
                place = unpack_from("<HH", self.stream, at)
                result = self.stream[at + 6 : at + 14]
                every.add((place[0], place[1]))
                if (result[:1], result[6:]) == BLANK_RESULT:
                    blank.add((place[0], place[1]))
        if not_reckoned:
            return every
        return set() if self.is_reckoned else blank

    def _from(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Kind, place and size of each record, to the end of the part that begins there."""
        depth = 0
        while at + 4 <= len(self.stream):
            kind, size = unpack_from("<HH", self.stream, at)
            depth += (kind == ROOM) - (kind == END)  # a chart in a sheet is a part in it
            if depth <= 0 and kind == END:
                return
            if depth <= 1:
                yield kind, at + 4, size
            at += 4 + size


class _Sheet:
    """One sheet as xlrd gives it."""

    def __init__(
        self,
        book: xlrd.book.Book,
        sheet: xlrd.sheet.Sheet,
        lost: set[tuple[int, int]],
        counter: Counter,
    ) -> None:
        self.book, self.sheet, self.lost, self.counter = book, sheet, lost, counter
        self.epoch = EPOCH_1904 if book.datemode else EPOCH

    def grid(self) -> Grid:
        """Its rows; what a merged cell covers is no blank."""
        rows = {}
        for row in range(self.sheet.nrows):
            cells = [self._value(row, column) for column in range(self.sheet.row_len(row))]
            if count := sum(map(filled, cells)):
                self.counter.add(count)
                while cells[-1] is None:
                    cells.pop()
                rows[row + 1] = cells
        merged = sorted(
            (top + 1, left, bottom, right - 1)
            for top, bottom, left, right in self.sheet.merged_cells
        )
        cover(rows, merged)
        return Grid(
            self.sheet.name[:LONGEST_NAME],
            list(rows.items()),
            lettered=True,
            hidden=bool(self.sheet.visibility),
            hidden_rows=[row for row in rows if self._is_hidden(row - 1)],
            hidden_columns=[
                column
                for column, info in sorted(self.sheet.colinfo_map.items())
                if info.hidden or info.width == 0
            ],
            merged=merged,
            epoch_1904=self.epoch is EPOCH_1904,
        )

    def _is_hidden(self, row: int) -> bool:
        info = self.sheet.rowinfo_map.get(row)
        if info is None:
            return bool(self.sheet.default_row_hidden)
        return bool(info.hidden) or info.height == 0

    def _value(self, row: int, column: int) -> object:
        kind = self.sheet.cell_type(row, column)
        if (row, column) in self.lost and kind != xlrd.XL_CELL_ERROR:
            return LOST
        value = self.sheet.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            return value if filled(value) else None
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            error = error_text_from_code.get(int(value), "#?")
            return Unreadable(f"是错误值 {error}", "在 Excel 里改好公式，或填上值")
        if kind not in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
            return None
        return self._number(float(value), self._code(row, column))

    def _number(self, value: float, code: str) -> object:
        if formats.read(code).is_date:
            return day(value, self.epoch)
        number = whole(value)
        return number if is_plain(code) else Shown(number, code)

    def _code(self, row: int, column: int) -> str:
        key = self.book.xf_list[self.sheet.cell_xf_index(row, column)].format_key
        given = self.book.format_map.get(key)
        return formats.BUILT_IN.get(key) or (given.format_str if given else "General")
