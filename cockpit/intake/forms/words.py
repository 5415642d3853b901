"""A line of a header or title taken apart: the period it speaks of, the unit, and the rest.

``2022年1-5月累计完成投资(万元)`` is a period to May since January, the unit 万元, and the name
累计完成投资.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from cockpit.tables import cleaning

UNITS = {  # what one of it is in 万元
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10_000),
}
SHORT = {"万": "万元", "亿": "亿元", "百万": "百万元", "千万": "千万元"}
MONEY = r"(?<![十])(?:百|千)?万元?|(?<![百千十万])亿元?|千元|(?<![万亿千百])元"
_UNIT = re.compile(rf"(?:人民币)?({MONEY})(?:人民币|rmb)?", re.IGNORECASE)
_UNIT_LINE = re.compile(
    r"(?<![报制管责任主设施])(?:计量|金额|货币)?单位[:：]?\s*([^()（）\s]*[元万亿][^()（）\s]*)"
)
_BRACKETS = re.compile(r"[(\[【〔「『]([^()\[\]【】〔〕「」『』]*)[)\]】〕」』]")
DASHES, BLANK = re.compile("[‐‑‒–—―−～〜~]"), re.compile(r"[\s*]+")
_YEAR = r"(?:(?P<year>20\d\d)[年./]?度?)"
_MONTH = r"(?P<month>\d{1,2})"
_PERIODS = (  # the longest first; each with what it is
    ("day", re.compile(rf"(?P<year>20\d\d)年{_MONTH}月(?P<day>\d{{1,2}})日?")),
    ("day", re.compile(rf"(?P<year>20\d\d)(?P<by>[-./]){_MONTH}(?P=by)(?P<day>\d{{1,2}})日?")),
    ("day", re.compile(rf"(?<!\d){_MONTH}月(?P<day>\d{{1,2}})日")),
    ("range", re.compile(rf"{_YEAR}?(?<!\d)(?P<first>\d{{1,2}})月?份?[-至到]{_MONTH}月份?")),
    ("end", re.compile(rf"{_YEAR}?(?<!\d){_MONTH}月份?[底末]")),
    ("year end", re.compile(r"(?P<year>20\d\d)年?[底末]")),
    ("month", re.compile(rf"{_YEAR}?(?<!\d){_MONTH}月份?")),
    ("month", re.compile(rf"(?P<year>20\d\d)[-./]{_MONTH}(?!\d)")),
    ("half", re.compile(rf"{_YEAR}?(?P<half>上半年|前三季度|第?一季度|全年)")),
    ("year", re.compile(r"(?P<year>20\d\d)年?度?")),
)
_RANGE = next(form for kind, form in _PERIODS if kind == "range")
_HALVES = {"上半年": 6, "前三季度": 9, "一季度": 3}
_UNTIL = re.compile("截[至止]到?|止|至今")


@dataclass(frozen=True)
class Period:
    """A period that a line speaks of.

    ``year`` may be missing (None) where only a month is written. ``month`` is its last, None where
    a year alone is written. ``first`` is 1 for one since January, ``month`` for a single month.
    ``day`` is its last day where one is written. ``is_open``: it says up to when (截至5月底), not
    since when.
    """

    year: int | None
    month: int | None = None
    first: int | None = None
    day: int | None = None
    is_open: bool = False

    @property
    def is_month(self) -> bool:
        """A single month: 05月, 5月份."""
        return self.month is not None and self.first == self.month and self.day is None

    @property
    def is_year(self) -> bool:
        """A year alone."""
        return self.month is None

    def last_day(self, year: int | None = None) -> date | None:
        """Its last day; ``year`` where none is written. None where it cannot be told."""
        its = self.year or year
        if its is None or self.month is None or not 1 <= self.month <= 12:
            return None
        last = monthrange(its, self.month)[1]
        if self.day is not None and not 1 <= self.day <= last:
            return None
        return date(its, self.month, self.day or last)


@dataclass(frozen=True)
class Words:
    """A line taken apart: ``name`` is what is left of it; ``units`` the money units it names.

    ``other_unit``: a word in brackets or with 单位 that is no money (%, 平方米).
    """

    name: str
    period: Period | None = None
    units: tuple[str, ...] = ()
    other_unit: str = ""


@lru_cache(maxsize=10_000)
def taken_apart(text: str) -> Words:
    """A header's line taken apart."""
    line = tidy(text)
    line, units, other = _units_in(line)
    line, period = _period_in(line)
    return Words(line, period, units, other)


@lru_cache(maxsize=10_000)
def tidy(text: str) -> str:
    """A line without blanks and in plain width."""
    folded = normalize("NFKC", cleaning.UNSEEN.sub("", text))
    return BLANK.sub("", DASHES.sub("-", folded))


def without_period(text: str) -> str:
    """A name without the periods it speaks of: 县级2022年5月进展 is 县级进展."""
    rest, period = _period_in(tidy(text))
    while period:
        rest, period = _period_in(rest)
    return rest


def unit_named(word: str) -> str:
    """The money unit that a word is, in full; empty if it is none: 万 is 万元."""
    found = _UNIT.fullmatch(tidy(word).removeprefix("单位").lstrip(":").strip())
    return _full(found[1]) if found else ""


def units_of_line(text: str) -> tuple[str, ...]:
    """The money units that a line above a table states: 单位：万元."""
    folded = tidy(text)
    found = _UNIT_LINE.search(folded)
    if found:
        return _all_units(found[1])
    bare = folded.strip("()[]")
    return (unit_named(bare),) if unit_named(bare) else ()


def _all_units(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_full(word) for word in _UNIT.findall(text)))


def _full(word: str) -> str:
    return SHORT.get(word, word)


def _units_in(line: str) -> tuple[str, tuple[str, ...], str]:
    """A line without its units, the money units, and another one."""
    units: tuple[str, ...] = ()
    other = ""
    for word in _BRACKETS.findall(line):
        said = re.sub(r"^(?:计量|金额)?单位[:：]?", "", word)
        if all(unit_named(part) for part in re.split("[/、,或]", said) if part) and said:
            units += tuple(unit_named(part) for part in re.split("[/、,或]", said) if part)
            line = re.sub(rf"[(\[【〔「『]{re.escape(word)}[)\]】〕」』]", "", line)
        elif re.fullmatch("[十百千万亿]+元?", said):
            units += (said, "")  # money, in a unit that nobody knows: asked about
            line = re.sub(rf"[(\[【〔「『]{re.escape(word)}[)\]】〕」』]", "", line)
        elif said in {"%", "百分比", "‰"} or (said and said in "个项平方米亩公里人"):
            other = said
            line = line.replace(f"({word})", "")
    line = re.sub(r"[(\[【〔]\s*[)\]】〕]", "", line)
    ending = r"[,:、/_-]?((?:百|千)?万元|(?<![百千十万])亿元|千元)$"
    if not units and (found := re.search(ending, line)):
        units, line = (_full(found[1]),), line[: found.start()]
    return line, tuple(dict.fromkeys(units)), other


def _period_in(line: str) -> tuple[str, Period | None]:
    """A line without the period it speaks of, and the period."""
    for kind, form in _PERIODS:
        if not (found := form.search(line)):
            continue
        groups = found.groupdict()
        until = bool(_UNTIL.search(line[: found.start()][-4:]))
        rest = _UNTIL.sub("", line[: found.start()]) + line[found.end() :]
        year = int(groups["year"]) if groups.get("year") else None
        if year is None and (apart := _PERIODS[-1][1].search(rest)):  # 2022年重点项目1-5月
            year, rest = int(apart["year"]), rest[: apart.start()] + rest[apart.end() :]
        if kind == "year end":
            return rest, Period(year, 12, 1, is_open=True)
        if kind == "year":
            return rest, Period(year)
        if kind == "half":
            month = _HALVES.get(groups["half"].removeprefix("第"))
            return (rest, Period(year, month, 1)) if month else (groups["half"] + rest, _of(year))
        month = int(groups["month"])
        if not 1 <= month <= 12:
            continue
        if kind == "day" and not until and (earlier := _range_before(rest, year, month)):
            return earlier  # the day of the printing: 1-5月进展（6月5日）
        first = month
        if kind == "range":
            first = int(groups["first"])
        elif kind in {"end", "day"} or until:
            first = 1
        day = int(groups["day"]) if groups.get("day") else None
        return rest, Period(year, month, first, day, is_open=until)
    return line, None


def _range_before(rest: str, year: int | None, month: int) -> tuple[str, Period] | None:
    """The months that a line speaks of beside a day that comes after them; and what is left."""
    found = _RANGE.search(rest)
    if not found or not 1 <= int(found["month"]) <= 12:
        return None
    its = int(found["year"]) if found["year"] else year
    last = int(found["month"])
    is_before = (its or 0, last) < (year or its or 0, month)
    left = rest[: found.start()] + rest[found.end() :]
    return (left, Period(its, last, int(found["first"]))) if is_before else None


def _of(year: int | None) -> Period | None:
    return Period(year) if year else None


def with_year(period: Period, year: int | None) -> Period:
    """A period whose year is this one where it has none."""
    return period if period.year else replace(period, year=year)
