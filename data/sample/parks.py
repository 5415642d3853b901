"""小微企业园: nine parks and their month-ends. Invented: only their number is public."""

from collections.abc import Iterator
from datetime import date

from data.sample.projects import Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

# township, planned m², buildings; at AS_OF: built m², started, topped, firms signed, firms open
PARKS = (
    ("豫龙镇", 118_000, 12, 96_000, 12, 9, 31, 12),
    ("广武镇", 94_000, 10, 66_000, 9, 6, 22, 6),
    ("乔楼镇", 132_000, 14, 69_000, 11, 5, 26, 3),
    ("贾峪镇", 70_000, 8, 41_000, 7, 4, 14, 2),
    ("城关乡", 81_000, 9, 39_000, 7, 3, 12, 2),
    ("高村乡", 90_000, 10, 32_000, 8, 2, 13, 0),
    ("王村镇", 62_000, 7, 19_000, 5, 1, 9, 2),
    ("崔庙镇", 73_000, 8, 20_000, 5, 1, 8, 0),
    ("金寨回族乡", 68_000, 8, 11_000, 5, 0, 7, 0),
)
MONTH_ENDS = (
    date(YEAR, 1, 31),
    date(YEAR, 2, 28),
    date(YEAR, 3, 31),
    date(YEAR, 4, 30),
    AS_OF,
)


def parks(_: list[Project]) -> list[Row]:
    """The parks and what is to be built there."""
    return [
        (_code(at), f"示例园区 {at:02}", town, planned_m2, buildings)
        for at, (town, planned_m2, buildings, *_) in enumerate(PARKS, start=1)
    ]


def park_reports(_: list[Project]) -> Iterator[Row]:
    """Each month-end of the year: six tenths of today's state in January, all of it now."""
    for at, (_town, _planned, _buildings, *now) in enumerate(PARKS, start=1):
        for month, day in enumerate(MONTH_ENDS, start=1):
            tenths = 10 - (len(MONTH_ENDS) - month)
            yield _code(at), day, *(value * tenths // 10 for value in now)


def _code(at: int) -> str:
    return f"YQ-{at:02}"
