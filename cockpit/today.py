"""Which day a screen speaks of when nobody says: from the reports and the clock."""

from datetime import date

from cockpit.numbers import is_missing
from cockpit.warehouse.mart import Mart
from queries import freshness
from queries.filters import Filters


def reported(mart: Mart, today: date) -> tuple[date | None, date | None]:
    """The days of the earliest and the latest report of the whole ledger."""
    row = freshness.stamp(mart.connection, Filters(today)).iloc[0]
    first, last = row["earliest_report_on"], row["latest_report_on"]
    return (
        None if is_missing(first) else first.date(),
        None if is_missing(last) else last.date(),
    )


def default_as_of(mart: Mart, today: date) -> date:
    """The earlier of ``today`` (Asia/Shanghai) and the latest report date."""
    _, last = reported(mart, today)
    return today if last is None else min(today, last)
