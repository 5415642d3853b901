"""The quarters of the assessment: where one ends, the one before, its months."""

from calendar import monthrange
from datetime import date, timedelta


def quarter_end(day: date) -> date:
    """The last day of a day's quarter."""
    month = _first_month(day) + 2
    return date(day.year, month, monthrange(day.year, month)[1])


def quarter_before(day: date) -> date:
    """The last day of the quarter before a day's."""
    return date(day.year, _first_month(day), 1) - timedelta(days=1)


def months_of(day: date) -> dict[str, date | None]:
    """The months of a day's quarter as questions name them: the end of each, or the day in it.

    None: not begun.
    """
    ends = [
        date(day.year, month, monthrange(day.year, month)[1])
        for month in range(_first_month(day), _first_month(day) + 3)
    ]
    return {
        f"month_{place}_on": min(end, day) if end.replace(day=1) <= day else None
        for place, end in enumerate(ends, start=1)
    }


def _first_month(day: date) -> int:
    return 3 * ((day.month - 1) // 3) + 1
