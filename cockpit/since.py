"""What a look is compared with: last Monday, last month-end, a year ago, a day, a version.

A day is compared in the data version that was current then; where none existed yet, in today's,
and the screen says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit import numbers
from cockpit.errors import BadLink
from cockpit.look import WAY_BACK, Look
from cockpit.warehouse.lake import Version

NAMES = {"lastmonday": "上周一", "lastmonth": "上月末", "lastyear": "上年同期"}
USUAL = "lastmonday"


@dataclass(frozen=True)
class Since:
    """The earlier end of a comparison.

    ``code``: lastmonday, lastmonth, lastyear, or empty for a day or a version of one's own;
    ``name``: as it is said; ``day``; ``version``: the data version's number; ``note``: what is
    to be said of the version, may be empty.
    """

    code: str
    name: str
    day: date
    version: int
    note: str = ""


def last_monday(as_of: date) -> date:
    """The last Monday before ``as_of``: on a Monday that of the week before."""
    return as_of - timedelta(days=as_of.weekday() or 7)


def last_month_end(as_of: date) -> date:
    """The last day of the month before."""
    return as_of.replace(day=1) - timedelta(days=1)


def year_ago(as_of: date) -> date:
    """The same day a year before; of a month's last day the last day (a cut by month stays one)."""
    if (as_of + timedelta(days=1)).day == 1:
        following = (as_of + timedelta(days=1)).replace(year=as_of.year - (as_of.month < 12))
        return following - timedelta(days=1)
    return as_of.replace(year=as_of.year - 1)


DAYS = {"lastmonday": last_monday, "lastmonth": last_month_end, "lastyear": year_ago}


def current_on(versions: Sequence[Version], day: date) -> Version | None:
    """The version that was current at the end of ``day`` (Asia/Shanghai); None before the first."""
    by_then = [version for version in versions if version.at.date() <= day]
    return by_then[-1] if by_then else None


def on_day(code: str, day: date, versions: Sequence[Version], shown: int) -> Since:
    """The comparison with ``day``, in the version current then but none later than ``shown``."""
    name = NAMES.get(code) or numbers.iso(day)
    then = current_on(versions, day)
    if then is None:
        note = f"{numbers.iso(day)} 还没有数据版本，按现在的第 {shown} 版比较"
        return Since(code, name, day, shown, note)
    return Since(code, name, day, min(then.number, shown))


def read(
    query: Mapping[str, Sequence[str]], look: Look, versions: Sequence[Version], shown: int
) -> Since:
    """The comparison that a link asks for by ``since=`` and ``since_version=``.

    ``shown`` is the data version on screen. Raises BadLink, in Chinese.
    """
    code, version = _one(query, "since"), _one(query, "since_version")
    as_of = look.filters.as_of
    if version and not (version.isascii() and version.isdigit() and len(version) < 10):
        raise BadLink(
            f"“{version[:40]}”不是版本号，应为整数", where="since_version=", way_out=WAY_BACK
        )
    if version and not code:
        return Since("", f"第 {int(version)} 版", as_of, int(version))
    found = on_day(code, DAYS[code](as_of), versions, shown) if code in DAYS else None
    if found is None and code:
        found = on_day("", _day(code, as_of), versions, shown)
    if found is None:
        return on_day(USUAL, last_monday(as_of), versions, shown)
    return found if not version else Since(found.code, found.name, found.day, int(version))


def _one(query: Mapping[str, Sequence[str]], name: str) -> str:
    values = query.get(name, ())
    return values[0].strip() if values else ""


def _day(text: str, as_of: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadLink(
            f"“{text[:40]}”不能比较；可用 lastmonday（上周一）、lastmonth（上月末）、"
            "lastyear（上年同期）或日期 2022-04-30",
            where="since=",
            way_out=WAY_BACK,
        ) from None
    if not 1990 <= day.year <= 2099:
        raise BadLink(f"“{text[:40]}”不在 1990 年到 2099 年之间", where="since=", way_out=WAY_BACK)
    if day > as_of:
        raise BadLink(
            f"比较日 {numbers.iso(day)} 晚于截至日 {numbers.iso(as_of)}",
            where="since=",
            way_out=WAY_BACK,
        )
    return day
