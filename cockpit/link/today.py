"""Which day a screen speaks of when nobody says: from the reports and the clock."""

from datetime import date

from cockpit import numbers
from cockpit.errors import NoData
from cockpit.numbers import is_missing
from cockpit.warehouse.mart import Mart
from queries import reference
from queries.filters import Filters


def reported(mart: Mart, today: date) -> tuple[date | None, date | None]:
    """The days of the earliest and the latest report of the whole ledger."""
    return mart.cached(("reported", today), lambda: _reported(mart, today))


def _reported(mart: Mart, today: date) -> tuple[date | None, date | None]:
    years = mart.ask(reference.years, Filters(today))
    first, last = years["first_report_on"].min(), years["last_report_on"].max()
    return (
        None if is_missing(first) else first.date(),
        None if is_missing(last) else last.date(),
    )


def require_reports(first: date | None, as_of: date) -> None:
    """Raise NoData for a day of a year before the ``first`` report.

    Within that year's beginning a screen has its plans, and says that nobody has reported yet.
    """
    if first is not None and as_of.year < first.year:
        raise NoData(
            f"{numbers.iso(as_of)} 早于台账：第一次填报是 {numbers.iso(first)}",
            where=f"截至 {numbers.iso(as_of)}",
            way_out=f"请选 {first.year} 年 1 月 1 日以后的日期",
        )


def default_as_of(mart: Mart, today: date) -> date:
    """The earlier of ``today`` (Asia/Shanghai) and the latest report date."""
    _, last = reported(mart, today)
    return today if last is None else min(today, last)


def days_of_years(mart: Mart, today: date) -> dict[int, date]:
    """The day a screen speaks of when a year is chosen, by year.

    The years are those with a plan or with reports. The day is the year's last report, and not
    after ``today``; without reports the year's last day, as far as the clock has come.
    """
    return mart.cached(("days of years", today), lambda: _days_of_years(mart, today))


def _days_of_years(mart: Mart, today: date) -> dict[int, date]:
    frame, days = mart.ask(reference.years, Filters(today)), {}
    for year, last_report in zip(frame["year"].astype(int), frame["last_report_on"], strict=True):
        first, last = date(year, 1, 1), date(year, 12, 31)
        reported = last if is_missing(last_report) else last_report.date()
        days[int(year)] = max(first, min(reported, last, today))
    return days


def choices(mart: Mart, today: date) -> dict[str, tuple[str, ...]]:
    """What each filter offers, by field of Filters, in the screen's order."""
    return mart.cached(("choices", today), lambda: _choices(mart, today))


def _choices(mart: Mart, today: date) -> dict[str, tuple[str, ...]]:
    frame = mart.ask(reference.choices, Filters(today))
    return {str(name): tuple(rows["value"]) for name, rows in frame.groupby("filter", sort=False)}
