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

YEARS = range(2000, 2101)
NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))")
MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月)")
MOMENT = re.compile(r"(.+?)(?: +|T)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
TRUTH = {"true": True, "false": False, "1": True, "0": False, "是": True, "否": False}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def fault(rule: str, way_out: str = "", column: str = "") -> PydanticCustomError:
    """The error of a cell: the rule it breaks, the way out, and for rules of a row the column."""
    return PydanticCustomError("fault", "{rule}", {"rule": rule, "way": way_out, "at": column})


def text(longest: int = 500, *, key: bool = False) -> Callable[[object], str]:
    """Text as it stands, ends trimmed; in keys no bar, which joins the columns of a key."""

    def read(cell: object) -> str:
        if cell is None:
            raise fault("必填，不能为空", "填上，或删去这一行")
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)  # a workbook holds 1001 as 1001.0
        value = cell if isinstance(cell, str) else str(cell)
        if len(value) > longest:
            raise fault(f"最多 {longest} 个字")
        if CONTROL.search(value):
            raise fault("含有不可见的控制字符", "重新录入这一格")
        if key and "|" in value:
            raise fault("不能含有“|”")
        return value

    return read


def decimal(places: int, lowest: int | None = None) -> Callable[[object], Decimal]:
    """A number with up to ``places`` decimals. Units, signs and words beside it are faults."""
    step = Decimal(1).scaleb(-places)

    def read(cell: object) -> Decimal:
        value = _number(cell)
        if abs(value) >= 10**12:
            raise fault("数太大，请核对单位")
        held = value.quantize(step)
        if held != value and not isinstance(cell, float):  # a workbook's 0.30000000000000004
            raise fault(f"最多 {places} 位小数")
        if lowest is not None and held < lowest:
            raise fault("不能是负数" if lowest == 0 else f"不能小于 {lowest}")
        return held

    return read


def whole(low: int, high: int) -> Callable[[object], int]:
    """A whole number from ``low`` to ``high``."""

    def read(cell: object) -> int:
        value = _number(cell)
        if value != value.to_integral_value():
            raise fault("应为整数")
        if not low <= value <= high:
            raise fault(f"应在 {low} 到 {high} 之间")
        return int(value)

    return read


def _number(cell: object) -> Decimal:
    if cell is None:
        raise fault("必填，不能为空")
    if isinstance(cell, str):
        plain = normalize("NFKC", cell).replace("，", ",").strip()
        if not NUMBER.fullmatch(plain):
            way = "只写数字，单位写在表头" if re.search(r"\d", plain) else "只写数字"
            raise fault("应为数字", way)
        return Decimal(plain.replace(",", ""))
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise fault("应为数字", "把单元格格式改为数值")
    if not isfinite(cell):
        raise fault("应为数字")
    return Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)


def day(cell: object) -> date:
    """A day between 2000 and 2100: 2022-05-31, 2022/5/31, 2022.5.31, 2022年5月31日, 20220531."""
    if isinstance(cell, datetime):
        if cell.time().isoformat() != "00:00:00":
            raise fault("应为日期，不带时刻")
        cell = cell.date()
    if isinstance(cell, str):
        found = DAY.fullmatch(normalize("NFKC", cell))
        if not found:
            raise fault("应为日期", "写成 2022-05-31 这样")
        year, _, *parts = found.groups()
        month, on = [int(part) for part in parts if part]
        cell = _real_day(int(year), month, on)
    if cell is None:
        raise fault("必填，不能为空")
    if not isinstance(cell, date):
        raise fault("应为日期", "写成 2022-05-31 这样")
    if cell.year not in YEARS:
        raise fault(f"日期应在 {YEARS[0]} 到 {YEARS[-1]} 年之间")
    return cell


def month_start(cell: object) -> date:
    """A month, held as its first day: 2022-05, 2022年5月, or any day's full date in it."""
    if isinstance(cell, str) and (found := MONTH.fullmatch(normalize("NFKC", cell))):
        cell = _real_day(int(found[1]), int(found[2] or found[3]), 1)
    return day(cell).replace(day=1)


def moment(cell: object) -> datetime:
    """A day with or without a time of day, in Shanghai; held without a zone."""
    if isinstance(cell, str) and (found := MOMENT.fullmatch(normalize("NFKC", cell))):
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
    value = TRUTH.get(normalize("NFKC", str(cell)).removesuffix(".0").lower())
    if value is None:
        raise fault("应为 是 或 否")
    return value


def _shown(words: tuple[str, ...], chinese: Mapping[str, str]) -> list[str]:
    """The words as people should write them: the Chinese one where the held one is not."""
    names = {held: said for said, held in chinese.items()}
    return [names.get(word, word) if word.isascii() else word for word in words]


def one_of(*words: str, also: Mapping[str, str] | None = None) -> BeforeValidator:
    """One of ``words``; ``also`` gives further ways to write one of them (Chinese: word held)."""
    chinese = dict(also or {})
    allowed = {word: word for word in words} | chinese
    said = "、".join(_shown(words, chinese))

    def read(cell: object) -> str:
        if cell is None:
            raise fault("必填，不能为空")
        if not isinstance(cell, str) or cell not in allowed:
            raise fault(f"应为 {said} 之一")
        return allowed[cell]

    return BeforeValidator(read)


Code = Annotated[str, BeforeValidator(text(64, key=True)), pa.string()]
Name = Annotated[str, BeforeValidator(text(200, key=True)), pa.string()]
Text = Annotated[str, BeforeValidator(text(4000)), pa.string()]
Wan = Annotated[Decimal, BeforeValidator(decimal(4, 0)), pa.decimal128(18, 4)]
Day = Annotated[date, BeforeValidator(day), pa.date32()]
Month = Annotated[date, BeforeValidator(month_start), pa.date32()]
Moment = Annotated[datetime, BeforeValidator(moment), pa.timestamp("us")]
Year = Annotated[int, BeforeValidator(whole(YEARS[0], YEARS[-1])), pa.int32()]
Count = Annotated[int, BeforeValidator(whole(0, 1_000_000)), pa.int32()]
MonthNumber = Annotated[int, BeforeValidator(whole(1, 12)), pa.int32()]
Truth = Annotated[bool, BeforeValidator(truth), pa.bool_()]
