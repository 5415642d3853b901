"""The kinds of column a table may have: how a cell is read, and how the lake holds it.

Each kind is a type for contracts: a validator that takes a cell as files give it (text, or a
number, day or truth value from a workbook or Parquet) and says in Chinese what is wrong with it,
and the Arrow type of the lake's column. An empty cell arrives as None.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Annotated
from unicodedata import normalize

import pyarrow as pa
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from cockpit.settings import SHANGHAI
from cockpit.tables import cleaning, formats
from cockpit.tables.cells import Converted, Shown, Unreadable

YEARS = range(2000, 2101)


class Unit(str):
    """The unit of a column, among the notes of its type; SHARE is a number that 1 is all of."""


SHARE = Unit("小数")
CODE = "code"  # a note of a type: a key that people make up
LINE_END, LAID_OUT = re.compile("\r\n"), re.compile("[\n\t]")
NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))")
MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月)")
MOMENT = re.compile(r"(.+?)(?: +|T)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
TRUTH = {"true": True, "false": False, "1": True, "0": False, "是": True, "否": False}
SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]{2,}")
MONTH_LOST = re.compile(r"(\d{4})\.1")  # of 2022.10, written as a number
ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
DIGITS = 15  # that Excel, and a float, keep of a number
EMPTY = "必填，不能为空"
AS_TEXT = "在 Excel 里把这一列设为文本格式，重新录入"
NUMERIC = "把单元格格式改为数值，核对数值"


def fault(rule: str, way_out: str = "", column: str = "") -> PydanticCustomError:
    """The error of a cell: the rule it breaks, the way out, and for rules of a row the column."""
    return PydanticCustomError("fault", "{rule}", {"rule": rule, "way": way_out, "at": column})


def text(longest: int = 500) -> Callable[[object], str]:
    """Text as it stands, ends trimmed. A workbook's number is text only as it is shown."""

    def read(cell: object) -> str:
        value = LINE_END.sub("\n", _written(cell)).strip()
        if not value:
            raise fault(EMPTY)
        if len(value) > longest:
            raise fault(f"最多 {longest} 个字")
        if cleaning.steering(LAID_OUT.sub("", value)):
            raise fault("含有不可见的控制字符", "重新录入这一格")
        if cleaning.is_garbled(value):
            raise fault("有读坏了的字", "对照原文重新录入这一格")
        if value in ERRORS:
            raise fault(f"是错误值 {value}", "在 Excel 里改好公式，或填上值")
        return value

    return read


def _label(longest: int, clean: Callable[[str], str]) -> Callable[[object], str]:
    """Text of a key or a name: one line, nothing unseen in it, no bar, which joins keys."""
    plain = text(longest)

    @cleaning.remembered
    def read(written: str) -> str:
        value = clean(written)
        if cleaning.steering(value):
            raise fault("含有换行或不可见的控制字符", "重新录入这一格")
        value = plain(value)
        if "|" in value:
            raise fault("不能含有“|”")
        if value.casefold() in {"nan", "none", "null", "<na>", "nat"}:
            raise fault("是程序写下的空值", "填上这一格")
        return value

    return lambda cell: read(_written(cell))


def code(longest: int = 64) -> Callable[[object], str]:
    """A key, as the office writes it: never one that Excel has shortened."""
    plain = _label(longest, cleaning.code)

    def read(cell: object) -> str:
        value = plain(cell)
        if SCIENTIFIC.fullmatch(value):
            raise fault("是科学记数，长代码的后几位已经丢了", AS_TEXT)
        return value

    return read


def name(longest: int = 200) -> Callable[[object], str]:
    """A name of a project, a person, an organisation."""
    return _label(longest, cleaning.name)


def _written(cell: object) -> str:
    """A cell as text. Raises the fault of one that is text only by how it is shown."""
    _readable(cell)
    if isinstance(cell, str):
        return cell
    if cell is None:
        raise fault(EMPTY)
    if isinstance(cell, Shown):
        return _as_shown(cell)
    if isinstance(cell, bool):
        raise fault("应为文字，是 TRUE 或 FALSE", AS_TEXT)
    if isinstance(cell, date):
        raise fault("应为文字，是日期", AS_TEXT)
    if isinstance(cell, int | Decimal):
        return str(cell)
    if not isinstance(cell, float) or not isfinite(cell):
        raise fault("应为文字", AS_TEXT)
    if abs(cell) >= 10**DIGITS:
        raise fault(f"是超过 {DIGITS} 位的数字，Excel 只存前 {DIGITS} 位", AS_TEXT)
    return f"{_exact(cell):f}"


def _as_shown(cell: Shown) -> str:
    plain = _written(cell.value)
    form = formats.read(cell.format)
    shown = form.shown(Decimal(plain))
    if shown is None or (shown != plain and not form.is_percent):
        said = f"“{shown}”" if shown else f"格式“{cell.format}”的样子"
        raise fault(f"存的是 {plain}，{said}只是显示出来的", AS_TEXT)
    return shown


def _readable(cell: object) -> None:
    if isinstance(cell, Unreadable):
        raise fault(cell.rule, cell.way_out)


def decimal(
    places: int, lowest: int | None = None, *, unit: str = "", percent: int | None = None
) -> Callable[[object], Decimal]:
    """A number with up to ``places`` decimals. Units, signs and words beside it are faults.

    ``unit``: the only unit that a cell's format may show beside it. ``percent``: what 1 (that is
    100 %) of a percent cell is in this column; None: no such cell belongs there.
    """
    step = Decimal(1).scaleb(-places)

    def read(cell: object) -> Decimal:
        value = _number(_unwrapped(cell, unit, percent))
        if abs(value) >= 10**12:
            raise fault("数太大，请核对单位")
        held = value.quantize(step)
        if held != value:
            raise fault(f"最多 {places} 位小数", f"在 Excel 里用 ROUND 取 {places} 位小数")
        if lowest is not None and held < lowest:
            raise fault("不能是负数" if lowest == 0 else f"不能小于 {lowest}")
        return held

    return read


def _unwrapped(cell: object, unit: str, percent: int | None) -> object:
    """The number that the office sees in a cell with a format of its own."""
    if isinstance(cell, Converted):
        return cell.value
    if not isinstance(cell, Shown):
        return cell
    form = formats.read(cell.format)
    beside = re.sub(r"[\s¥+(),-]|人民币", "", form.literal)
    if form.unclear or (form.unit and beside != unit):
        raise fault(f"显示的数和存的 {cell.value} 不同（格式“{cell.format}”）", NUMERIC)
    if form.is_percent:
        if percent is None:
            raise fault("是百分数，这一列不是", NUMERIC)
        return _exact(cell.value) * percent
    return cell.value


def whole(low: int, high: int) -> Callable[[object], int]:
    """A whole number from ``low`` to ``high``."""

    def read(cell: object) -> int:
        value = _number(_unwrapped(cell, "", None))
        if value != value.to_integral_value():
            raise fault("应为整数")
        if not low <= value <= high:
            raise fault(f"应在 {low} 到 {high} 之间")
        return int(value)

    return read


def _number(cell: object) -> Decimal:
    _readable(cell)
    if cell is None:
        raise fault(EMPTY)
    if isinstance(cell, str):
        plain = normalize("NFKC", cleaning.code(cell)).replace("，", ",").strip()
        if plain in ERRORS:
            raise fault(f"是错误值 {plain}", "在 Excel 里改好公式，或填上值")
        if not NUMBER.fullmatch(plain):
            way = "只写数字，单位写在表头" if re.search(r"\d", plain) else "只写数字"
            raise fault("应为数字", way)
        return Decimal(plain.replace(",", ""))
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise fault("应为数字", NUMERIC)
    if not isfinite(cell):
        raise fault("应为数字")
    return _exact(cell)


def _exact(value: float | Decimal) -> Decimal:
    """A number without the tail of its binary form: 0.30000000000000004 is 0.3, as Excel has it."""
    return Decimal(f"{value:.{DIGITS}g}") if isinstance(value, float) else Decimal(value)


def day(cell: object) -> date:
    """A day between 2000 and 2100: 2022-05-31, 2022/5/31, 2022.5.31, 2022年5月31日, 20220531."""
    _readable(cell)
    if isinstance(cell, datetime):
        if cell.tzinfo:
            cell = cell.astimezone(SHANGHAI).replace(tzinfo=None)
        if cell.time().isoformat() != "00:00:00":
            raise fault("应为日期，不带时刻")
        cell = cell.date()
    if isinstance(cell, str):
        found = DAY.fullmatch(normalize("NFKC", cleaning.code(cell)))
        if not found:
            raise fault("应为日期", "写成 2022-05-31 这样")
        year, _, *parts = found.groups()
        month, on = [int(part) for part in parts if part]
        cell = _real_day(int(year), month, on)
    if cell is None:
        raise fault(EMPTY)
    if not isinstance(cell, date):
        raise fault("应为日期", "写成 2022-05-31 这样")
    if cell.year not in YEARS:
        raise fault(f"日期应在 {YEARS[0]} 到 {YEARS[-1]} 年之间")
    return cell


def month_start(cell: object) -> date:
    """A month, held as its first day: 2022-05, 2022年5月, or any day's full date in it."""
    number = cell.value if isinstance(cell, Shown) else cell
    said = normalize("NFKC", cleaning.code(str(number)))
    if isinstance(number, str | float | Decimal) and (lost := MONTH_LOST.fullmatch(said)):
        way = f"写成 {lost[1]}-01 或 {lost[1]}-10，这一列设为文本格式"
        raise fault(f"{said} 分不清是 1 月还是 10 月", way)
    if isinstance(number, int | float | Decimal):
        raise fault("应为月份，是数字", "写成 2022-05 这样，这一列设为文本格式")
    if isinstance(cell, str) and (found := MONTH.fullmatch(said)):
        cell = _real_day(int(found[1]), int(found[2] or found[3]), 1)
    return day(cell).replace(day=1)


def moment(cell: object) -> datetime:
    """A day with or without a time of day, in Shanghai; held without a zone."""
    _readable(cell)
    if isinstance(cell, str) and (found := MOMENT.fullmatch(normalize("NFKC", cell).strip())):
        on, hour, minute, second = found.groups(default="0")
        try:
            return datetime.combine(day(on), time(int(hour), int(minute), int(second)))
        except ValueError:
            raise fault("没有这个时刻", "写成 2022-05-31 17:30 这样") from None
    if isinstance(cell, datetime):
        value = cell.astimezone(SHANGHAI).replace(tzinfo=None) if cell.tzinfo else cell
        return datetime.combine(day(value.date()), value.time())
    return datetime.combine(day(cell), datetime.min.time())


def _real_day(year: int, month: int, on: int) -> date:
    try:
        return date(year, month, on)
    except ValueError:
        raise fault("没有这一天") from None


def truth(cell: object) -> bool:
    """是 or 否, true or false, 1 or 0."""
    _readable(cell)
    number = cell.value if isinstance(cell, Shown) else cell
    value = TRUTH.get(normalize("NFKC", cleaning.code(str(number))).removesuffix(".0").lower())
    if value is None:
        raise fault("应为 是 或 否")
    return value


def _shown(words: tuple[str, ...], chinese: Mapping[str, str]) -> list[str]:
    """The words as people should write them: the Chinese one where the held one is not."""
    names = {held: said for said, held in chinese.items()}
    return [names.get(word, word) if word.isascii() else word for word in words]


class OneOf:
    """Reads one of some words; ``shown``: as people write each → as it is held."""

    def __init__(self, words: tuple[str, ...], chinese: Mapping[str, str]) -> None:
        self._allowed = {word: word for word in words} | dict(chinese)
        self.shown = dict(zip(_shown(words, chinese), words, strict=True))

    def __call__(self, cell: object) -> str:
        """The word that a cell holds. Raises its fault."""
        _readable(cell)
        if cell is None:
            raise fault(EMPTY)
        word = cleaning.name(cell) if isinstance(cell, str) else ""
        if word not in self._allowed:
            raise fault(f"应为 {'、'.join(self.shown)} 之一")
        return self._allowed[word]


def one_of(*words: str, also: Mapping[str, str] | None = None) -> BeforeValidator:
    """One of ``words``; ``also`` gives further ways to write one of them (Chinese: word held)."""
    return BeforeValidator(OneOf(words, dict(also or {})))


Code = Annotated[str, BeforeValidator(code()), pa.string(), CODE]
Name = Annotated[str, BeforeValidator(name()), pa.string()]
Text = Annotated[str, BeforeValidator(text(4000)), pa.string()]
Wan = Annotated[
    Decimal, BeforeValidator(decimal(4, 0, unit="万元")), pa.decimal128(18, 4), Unit("万元")
]
Day = Annotated[date, BeforeValidator(day), pa.date32()]
Month = Annotated[date, BeforeValidator(month_start), pa.date32()]
Moment = Annotated[datetime, BeforeValidator(moment), pa.timestamp("us")]
Year = Annotated[int, BeforeValidator(whole(YEARS[0], YEARS[-1])), pa.int32(), Unit("年")]
Count = Annotated[int, BeforeValidator(whole(0, 1_000_000)), pa.int32(), Unit("个")]
MonthNumber = Annotated[int, BeforeValidator(whole(1, 12)), pa.int32(), Unit("月")]
Truth = Annotated[bool, BeforeValidator(truth), pa.bool_()]
