"""The days of a look: at which day rates are taken, and how far the other kinds of data go.

Working them out reads all reports of the year, so each day looked at is worked out once and kept
in the mart's table ``moments``. They are bound as values: a macro's argument is written out
wherever the macro uses it, and a long expression there costs more to plan than the question takes
to answer.
"""

from datetime import date, timedelta
from threading import Lock

from duckdb import DuckDBPyConnection

from queries._gathered import gather
from queries.filters import Filters

NAMES = (
    "cut_on", "reported_on", "weekly_on", "week_on",
    "problems_on", "nodes_on", "stages_on", "bonds_on", "entries_on",
)  # fmt: skip
WEEK = timedelta(days=7)
LONGEST_WEEK = timedelta(days=9)  # between two cuts that "the last seven days" may lie

KEPT = f"select {', '.join(NAMES)} from moments where as_of = $as_of and at_as_of = $at_as_of"
REPORTED = "select reported_to($day::date)"
MADE = (
    "insert into moments select "
    "$as_of, $at_as_of, $cut_on, $reported_on::date, $weekly_on::date, $week_on::date, reach.* "
    "from reach_on($as_of::date) as reach"
)

_making = Lock()


def moments(mart: DuckDBPyConnection, filters: Filters) -> dict[str, date | None]:
    """The days of a look, by the names under which questions ask for them.

    ``cut_on``: the day to which the ledger is reported, or ``as_of`` where the look asks for it;
    ``reported_on``: that day whatever the look asks for, None where nobody has reported this year;
    ``weekly_on``: the same, None where reports do not come every week;
    ``week_on``: the cut of a week before the cut, None where they do not come that near to it;
    ``problems_on``, ``nodes_on``, ``stages_on``: the day at which clocks of problems, nodes and
    stages are judged; ``bonds_on``, ``entries_on``: of which day bonds and libraries speak; None
    without any record. Definition: docs/metrics.md, One cut-off, Reach.
    """
    cursor = mart.cursor()  # a connection shared by threads gives wrong answers
    look: dict[str, object] = {"as_of": filters.as_of, "at_as_of": filters.cut == "as_of"}
    row = cursor.execute(KEPT, look).fetchone()
    if row is None:
        with _making:
            gather(mart)
            row = cursor.execute(KEPT, look).fetchone() or _make(cursor, look)
    return dict(zip(NAMES, row, strict=True))


def cut_on(mart: DuckDBPyConnection, filters: Filters) -> date:
    """The day at which the rates of a look are taken."""
    day = moments(mart, filters)["cut_on"]
    assert day is not None
    return day


def _make(cursor: DuckDBPyConnection, look: dict[str, object]) -> tuple[date | None, ...]:
    as_of = look["as_of"]
    assert isinstance(as_of, date)
    reported_on = _reported(cursor, as_of)
    week_on = reported_on and _week_before(cursor, reported_on)
    weekly_on = reported_on if week_on else None
    if weekly_on and as_of - weekly_on > LONGEST_WEEK:  # what ended long ago comes no longer
        weekly_on = None
    days = {"reported_on": reported_on, "weekly_on": weekly_on}
    # of a ledger that nobody has reported to this year: the day itself
    cut = as_of if look["at_as_of"] or reported_on is None else reported_on
    if week_on and cut != reported_on:  # what comes by the month may lie near, and is no week's
        week_on = _week_before(cursor, cut)
    cursor.execute(MADE, {**look, **days, "cut_on": cut, "week_on": week_on})
    row: tuple[date | None, ...] | None = cursor.execute(KEPT, look).fetchone()
    assert row is not None
    return row


def _week_before(cursor: DuckDBPyConnection, day: date) -> date | None:
    earlier = _reported(cursor, day - WEEK)
    return earlier if earlier and day - earlier <= LONGEST_WEEK else None


def _reported(cursor: DuckDBPyConnection, day: date) -> date | None:
    row = cursor.execute(REPORTED, {"day": day}).fetchone()
    reported_on: date | None = None if row is None else row[0]
    return reported_on
