"""Keep the mart's tables of standings: where each project stands on the days that are looked at,
and which classes list it.

Working a day out takes ten times as long as a question on the result, and a screen asks many
questions of the same two or three days.

One lock stands for the fillers of all marts: a connection can be neither weakly referred to nor
told apart from its cursors: a lock for each would have to be passed through every question. Two
versions that are opened at once wait for each other, a fraction of a second a day.
"""

from collections.abc import Set
from datetime import date
from threading import Lock

from duckdb import DuckDBPyConnection

from queries._gathered import gather

KEPT = 24  # days; the one filled longest ago goes first

MADE = (
    "insert into standing select $day as standing_day, made.* from compute_standing($day) as made",
    "insert into listing select $day as standing_day, made.* from compute_listing($day) as made",
)
FORGET = (
    "delete from standing where standing_day in (select standing_day from standing_days "
    "where filled <= (select max(filled) - $kept from standing_days))",
    "delete from listing where standing_day in (select standing_day from standing_days "
    "where filled <= (select max(filled) - $kept from standing_days))",
    "delete from standing_days where filled <= (select max(filled) - $kept from standing_days)",
)

_filling = Lock()


def missing(cursor: DuckDBPyConnection, days: Set[date]) -> set[date]:
    """The days that the mart has no standings of, as the cursor's transaction sees it."""
    rows = cursor.execute(
        "select standing_day from standing_days where list_contains($days::date[], standing_day)",
        {"days": list(days)},
    ).fetchall()
    return set(days) - {day for (day,) in rows}


def fill(mart: DuckDBPyConnection, days: Set[date]) -> None:
    """Work out the standings of ``days``, one filler at a time; forget the oldest beyond KEPT."""
    gather(mart)
    with _filling:
        cursor = mart.cursor()
        for day in sorted(missing(cursor, days)):
            cursor.begin()
            for made in MADE:
                cursor.execute(made, {"day": day})
            cursor.execute(
                "insert into standing_days select $day, coalesce(max(filled), 0) + 1 "
                "from standing_days",
                {"day": day},
            )
            for forget in FORGET:
                cursor.execute(forget, {"kept": KEPT})
            cursor.commit()
