"""The days to which a text speaks: 截至5月底, 1—4月, 上半年."""

import re
from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_YEAR = r"(?:(?P<year>\d{4})\s{0,4}年)?\s{0,4}"
_MONTH = r"(?P<month>\d{1,2})\s{0,4}月(?:份|底|末)?(?:\s{0,4}(?P<day>\d{1,2})\s{0,4}日)?"
_KINDS = (  # the first kind that a text has says its day
    re.compile(rf"截[至止到]\s{{0,4}}(?:目前)?{_YEAR}{_MONTH}"),
    re.compile(rf"{_YEAR}\d{{1,2}}\s{{0,4}}[-—–~至]\s{{0,4}}{_MONTH}"),
    re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})\s{{0,4}}月(?:底|末)(?!前)(?P<day>)"),
    re.compile(rf"{_YEAR}(?P<words>上半年|一季度末?|前三季度|三季度末|全年)"),
)
_MONTHS = {"一季度": 3, "一季度末": 3, "上半年": 6, "前三季度": 9, "三季度末": 9, "全年": 12}
ALL_YEAR = "全年"  # 全年目标: of a target, not of what was done


@dataclass(frozen=True)
class Until:
    """A day as a text says it: ``day`` 0 is the month's end, ``year`` None where none is said."""

    month: int
    day: int
    year: int | None

    def of(self, year: int) -> date | None:
        """The date, in this year where none is said; None where there is no such day."""
        try:
            length = monthrange(self.year or year, self.month)[1]
            return date(self.year or year, self.month, self.day or length)
        except ValueError:
            return None


@dataclass(frozen=True)
class Days:
    """The days that a text names, in its order, found once."""

    words: str

    @cached_property
    def _named(self) -> tuple[tuple[list[int], list[re.Match[str]]], ...]:
        found = [[*kind.finditer(self.words)] for kind in _KINDS]
        return tuple(([one.end() for one in kind], kind) for kind in found)

    def before(self, place: int) -> Until | None:
        """The last one before a place, of the first kind that stands before it."""
        for ends, found in self._named:
            if at := bisect_left(ends, place + 1):
                return _until(found[at - 1])
        return None

    def done_by(self, begin: int, end: int) -> Until | None:
        """To what day a text speaks at ``end``, in a part that begins at ``begin``."""
        if (said := self.within(begin, end)) is not None:
            return said
        for ends, found in self._named[:-1]:
            if at := bisect_left(ends, begin + 1):
                return _until(found[at - 1])
        return None

    def within(self, begin: int, end: int) -> Until | None:
        """The last one between two places, of any kind but 全年."""
        last: re.Match[str] | None = None
        for ends, found in self._named:
            at = bisect_left(ends, end + 1)
            while at and found[at - 1].groupdict().get("words") == ALL_YEAR:
                at -= 1
            if at and found[at - 1].start() >= begin:
                one = found[at - 1]
                last = one if last is None or one.end() > last.end() else last
        return None if last is None else _until(last)


def _until(found: re.Match[str]) -> Until | None:
    said = found.groupdict()
    month = _MONTHS.get(said.get("words") or "") or int(said.get("month") or 0)
    if not 1 <= month <= 12:
        return None
    year = int(said["year"]) if said["year"] else None
    return Until(month, int(said.get("day") or 0), year)
