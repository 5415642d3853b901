"""What a look is compared with: the Monday before, last month-end, a year ago, a day, a version.

A day is compared in the data version that was current then; where none existed yet, in today's,
and the screen says so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cockpit import numbers
from cockpit.link.look import Look
from cockpit.link.values import bad, single
from cockpit.warehouse.lake import Version, unknown

NAMES = {"lastmonth": "上月末", "lastyear": "上年同期"}  # any other day is named by its date
USUAL = "lastmonday"
READS = ("since", "since_version")


@dataclass(frozen=True)
class Since:
    """The earlier end of a comparison.

    ``code``: lastmonday, lastmonth, lastyear, or empty for a day or a version of one's own;
    ``name``: as it is said; ``day``; ``version``: the data version's number; ``note``: what is
    to be said of the version, may be empty; ``is_pinned``: the link names the version itself.
    """

    code: str
    name: str
    day: date
    version: int
    note: str = ""
    is_pinned: bool = False

    @property
    def spaced(self) -> str:
        """The name as it stands between Chinese words: a space beside a digit."""
        before, after = (" " if end.isdigit() else "" for end in (self.name[:1], self.name[-1:]))
        return before + self.name + after

    @property
    def against(self) -> str:
        """较 5 月 23 日, 较上月末."""
        return f"较{self.spaced}".rstrip()


def last_monday(as_of: date) -> date:
    """The Monday before the week of ``as_of``, on any day of the week."""
    return as_of - timedelta(days=as_of.weekday() + 7)


def last_month_end(as_of: date) -> date:
    """The last day of the month before."""
    return as_of.replace(day=1) - timedelta(days=1)


def year_ago(as_of: date) -> date:
    """The same day a year before; of a month's last day the last day (a cut by month stays one).

    28 February of a leap year is no last day: it goes back to the 27th, whose cut is January too.
    """
    following = as_of + timedelta(days=1)
    if following.day == 1:
        return following.replace(year=as_of.year - (as_of.month < 12)) - timedelta(days=1)
    before = as_of.replace(year=as_of.year - 1)
    return before - timedelta(days=(before + timedelta(days=1)).day == 1)


DAYS = {"lastmonday": last_monday, "lastmonth": last_month_end, "lastyear": year_ago}


def current_on(versions: Sequence[Version], day: date) -> Version | None:
    """The version that was current at the end of ``day`` (Asia/Shanghai); None before the first."""
    by_then = [version for version in versions if version.at.date() <= day]
    return by_then[-1] if by_then else None


def name_of(code: str, day: date, as_of: date) -> str:
    """5 月 23 日 for the Monday, 上月末, 上年同期; a day of one's own as links write it."""
    if code == "lastmonday":
        return numbers.month_day(day, as_of)
    return NAMES.get(code) or numbers.iso(day)


def on_day(code: str, day: date, versions: Sequence[Version], shown: int, as_of: date) -> Since:
    """The comparison with ``day``, in the version current then but none later than ``shown``."""
    name = name_of(code, day, as_of)
    then = current_on(versions, day)
    if then is None:
        note = f"{numbers.iso(day)} 还没有数据版本，按现在的第 {shown} 版比较"
        return Since(code, name, day, shown, note)
    return Since(code, name, day, min(then.number, shown))


def usual(
    as_of: date, versions: Sequence[Version], shown: int, differs: Callable[[Since], bool]
) -> Since:
    """The Monday before; where nothing could differ from it, the last month-end for which it could.

    ``differs``: whether another version or another cut is held against what is on screen.
    """
    first = on_day(USUAL, last_monday(as_of), versions, shown, as_of)
    if differs(first):
        return first
    code, day = "lastmonth", last_month_end(as_of)
    while day.year == as_of.year:
        found = on_day(code, day, versions, shown, as_of)
        if differs(found):
            said = f"{first.name}与现在是同一版本、同一取数日，没有可比的，改为与{found.spaced}比"
            note = f"{said}；{found.note}" if found.note else said
            return replace(found, note=note)
        code, day = "", last_month_end(day)
    return first


def read(
    query: Mapping[str, Sequence[str]],
    look: Look,
    versions: Sequence[Version],
    shown: int,
    differs: Callable[[Since], bool] = lambda _: True,
) -> Since:
    """The comparison that a link asks for by ``since=`` and ``since_version=``; else the usual one.

    ``shown`` is the data version on screen; ``differs``: see ``usual``. Raises BadLink,
    UnknownVersion, in Chinese.
    """
    code = single(query, "since", "比较日")
    number = _version(single(query, "since_version", "比较版本"), versions)
    as_of = look.filters.as_of
    if number is not None and not code:
        return Since("", f"第 {number} 版", as_of, number, is_pinned=True)
    if code and code not in DAYS:
        found = on_day("", _day(code, as_of), versions, shown, as_of)
    elif code:
        found = on_day(code, DAYS[code](as_of), versions, shown, as_of)
    else:
        found = usual(as_of, versions, shown, differs)
    return found if number is None else replace(found, version=number, note="", is_pinned=True)


def _version(text: str, versions: Sequence[Version]) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise bad(f"“{text[:40]}”不是版本号，应为整数", "since_version")
    number = int(text)
    if number and number not in {version.number for version in versions}:
        raise unknown(number, versions, where="since_version=")
    return number


def _day(text: str, as_of: date) -> date:
    try:
        found = numbers.day(text)
    except ValueError:
        raise bad(
            f"“{text[:40]}”不能比较；可用 lastmonday（上一周的周一）、lastmonth（上月末）、"
            "lastyear（上年同期）或 1990 年到 2099 年之间的日期 2022-04-30",
            "since",
        ) from None
    if found > as_of:
        raise bad(f"比较日 {numbers.iso(found)} 晚于截至日 {numbers.iso(as_of)}", "since")
    return found
