"""The days of a look: at which day rates are taken, and how far the other kinds of data go.

Working them out reads all reports of the year, so each day looked at is worked out once and kept
in the mart's table ``moments``. They are bound as values: a macro's argument is written out
wherever the macro uses it, and a long expression there costs more to plan than the question takes
to answer.
"""

from datetime import date, timedelta
from threading import Lock

from duckdb import DuckDBPyConnection

from queries.filters import Filters

NAMES = (
    "cut_on", "week_on", "problems_on", "nodes_on", "stages_on", "bonds_on", "entries_on",
)  # fmt: skip
WEEK = timedelta(days=7)
LONGEST_WEEK = timedelta(days=9)  # between two cuts that "the last seven days" may lie

KEPT = f"select {', '.join(NAMES)} from moments where as_of = $as_of and at_as_of = $at_as_of"
CUT = (  # of a ledger that nobody has reported to this year: the day itself
    "select case when $at_as_of then $as_of else coalesce(reported_to($as_of::date), $as_of) end"
)
EARLIER = "select reported_to($day::date)"
MADE = (
    "insert into moments select $as_of, $at_as_of, $cut_on, $week_on::date, reach.* "
    "from reach_on($as_of::date) as reach"
)

_making = Lock()


def moments(mart: DuckDBPyConnection, filters: Filters) -> dict[str, date | None]:
    """The days of a look, by the names under which questions ask for them.

    ``cut_on``: the day to which the ledger is reported, or ``as_of`` where the look asks for it;
    ``week_on``: the cut of a week before the cut, None where the ledger is not reported that often;
    ``problems_on``, ``nodes_on``, ``stages_on``: the day at which clocks of problems, nodes and
    stages are judged; ``bonds_on``, ``entries_on``: of which day bonds and libraries speak; None
    without any record. Definition: docs/metrics.md, One cut-off, Reach.
    """
    cursor = mart.cursor()  # a connection shared by threads gives wrong answers
    look: dict[str, object] = {"as_of": filters.as_of, "at_as_of": filters.cut == "as_of"}
    row = cursor.execute(KEPT, look).fetchone()
    if row is None:
        with _making:
            row = cursor.execute(KEPT, look).fetchone() or _make(cursor, look)
    return dict(zip(NAMES, row, strict=True))


def cut_on(mart: DuckDBPyConnection, filters: Filters) -> date:
    """The day at which the rates of a look are taken."""
    day = moments(mart, filters)["cut_on"]
    assert day is not None
    return day


def _make(cursor: DuckDBPyConnection, look: dict[str, object]) -> tuple[date | None, ...]:
    cut = _day(cursor, CUT, look)
    assert cut is not None
    earlier = _day(cursor, EARLIER, {"day": cut - WEEK})
    week_on = earlier if earlier and cut - earlier <= LONGEST_WEEK else None
    cursor.execute(MADE, {**look, "cut_on": cut, "week_on": week_on})
    row: tuple[date | None, ...] | None = cursor.execute(KEPT, look).fetchone()
    assert row is not None
    return row


def _day(cursor: DuckDBPyConnection, sql: str, values: dict[str, object]) -> date | None:
    row = cursor.execute(sql, values).fetchone()
    day: date | None = None if row is None else row[0]
    return day
