"""Days as offices write them: 2022.3, 2022年3月, 20220301, Excel's numbers, spans of two.

A month means its last day, a year its last, where the day itself is not written: what was planned
for March is late in April.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal

from pydantic_core import PydanticCustomError

from cockpit.intake.forms import words
from cockpit.tables.cells import Shown, Unreadable
from cockpit.tables.columns import YEARS, fault

EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
BETWEEN = 1_462  # days from the one epoch to the other
SERIALS = range(36_526, 73_415)  # 2000 to 2100, in Excel's usual numbers of days
_DAY = re.compile(r"(\d{4}|\d{2})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?")
_TIGHT = re.compile(r"(20\d\d)([01]\d)([0-3]\d)")
_MONTH = re.compile(r"(\d{4}|\d{2})(?:年|[-./])(\d{1,2})月?[底末初份]?")
_TIGHT_MONTH = re.compile(r"(20\d\d)(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(20\d\d)年?底?")
_LOST = re.compile(r"20\d\d\.1")  # of 2022.10, written as a number
_APART = re.compile(r"[-至到]+")


def day(cell: object, *, is_1904: bool = False) -> date | None:
    """The day of a cell, the last of a month or year that has none; None for an empty one.

    Raises the fault of a column (PydanticCustomError).
    """
    if cell is None or isinstance(cell, Unreadable):
        if cell is None:
            return None
        raise fault(cell.rule, cell.way_out)
    if isinstance(cell, Shown):
        cell = cell.value
    if isinstance(cell, datetime):
        return _sound(cell.date())
    if isinstance(cell, date):
        return _sound(cell)
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return _of_number(cell, is_1904=is_1904)
    return _of_text(words.tidy(str(cell)), is_1904=is_1904)


def _of_number(value: float | Decimal, *, is_1904: bool) -> date:
    serials = range(SERIALS[0] - BETWEEN, SERIALS[-1] - BETWEEN) if is_1904 else SERIALS
    if int(value) in serials:  # a part of a day is its hours
        return (EPOCH_1904 if is_1904 else EPOCH) + timedelta(days=int(value))
    if value == int(value):
        return _of_text(str(int(value)))
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    if _LOST.fullmatch(text):
        raise _lost(text)
    return _of_text(text)


def _of_text(text: str, *, is_1904: bool = False) -> date:
    if not text:
        raise fault("应为日期")
    if found := _DAY.fullmatch(text) or _TIGHT.fullmatch(text):
        year, month, on = (int(part) for part in found.groups())
        return _made(_full(year), month, on)
    if _LOST.fullmatch(text):
        raise _lost(text)
    if found := _TIGHT_MONTH.fullmatch(text) or _MONTH.fullmatch(text):
        year, month = (int(part) for part in found.groups())
        return _made(_full(year), month, None)
    if found := _YEAR.fullmatch(text):
        return _made(int(found[1]), 12, 31)
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and not text.startswith("20"):
        return _of_number(Decimal(text), is_1904=is_1904)
    raise fault("应为日期", "写成 2022-05-31 或 2022年5月 这样")


def _full(year: int) -> int:
    return year if year > 99 else 2000 + year


def _made(year: int, month: int, on: int | None) -> date:
    try:
        made = date(year, month, on or monthrange(year, month)[1])
    except (ValueError, IndexError):
        raise fault("没有这一天") from None
    return _sound(made)


def _sound(made: date) -> date:
    if made.year not in YEARS:
        raise fault(f"日期应在 {YEARS[0]} 到 {YEARS[-1]} 年之间")
    return made


def _lost(text: str) -> PydanticCustomError:
    year = text.partition(".")[0]
    return fault(
        f"{text} 分不清是 1 月还是 10 月", f"写成 {year}-01 或 {year}-10，这一列设为文本格式"
    )


def span(cell: object) -> tuple[int | None, date | None]:
    """The year in which a span begins, and the day on which it ends (None: open, or not given).

    Raises the fault of a column.
    """
    if cell is None:
        return None, None
    if isinstance(cell, Unreadable | Shown | date) or not isinstance(cell, str):
        raise fault("应为起止年限", "写成 2021.10-2023.12 这样，这一列设为文本格式")
    text = words.tidy(cell)
    for at in (m for m in _APART.finditer(text)):
        start, end = text[: at.start()], text[at.end() :]
        try:
            begun = day(start)
            ended = day(end) if end and end not in {"今", "现在"} else None
        except PydanticCustomError:
            continue
        if begun and ended and ended < begun:
            raise fault("结束早于开始", "核对起止年限")
        return (begun.year if begun else None), ended
    raise fault("应为起止年限", "写成 2021.10-2023.12 这样")
