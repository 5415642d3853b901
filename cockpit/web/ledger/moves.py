"""The ledger's columns of change: what each project completed since an earlier day or version."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
from pandas import DataFrame, Series

from cockpit import numbers, since
from cockpit.since import Since
from cockpit.web import compare
from cockpit.web.columns import MOVED, Column
from cockpit.web.server import store
from cockpit.web.view import View
from queries import projects
from queries.filters import Filters

OWN = "moved_wan"


def column_of(base: Since) -> Column:
    """The column of a comparison: one of those on offer, or one of the link's own."""
    for column in MOVED:
        if column.name == f"moved_{base.code}_wan":
            return column
    return Column(OWN, f"完成较{base.name}（亿元）", "moved", 112)


def offered(columns: Sequence[Column], base: Since | None) -> tuple[Column, ...]:
    """The columns with that of the link's own comparison after the usual ones of change."""
    own = None if base is None else column_of(base)
    if own is None or own in columns:
        return tuple(columns)
    at = columns.index(MOVED[-1]) + 1
    return (*columns[:at], own, *columns[at:])


def with_moves(
    frame: DataFrame, columns: Sequence[Column], view: View, own: Since | None
) -> DataFrame:
    """The rows with the change of each column in ``columns`` that is one; 万元.

    Null where nothing was reported by now, across a year's turn, and before the ledger begins.
    """
    bases = bases_of(columns, view, own)
    return frame.assign(**{name: _moved(frame, view, base) for name, base in bases.items()})


def bases_of(columns: Sequence[Column], view: View, own: Since | None) -> dict[str, Since]:
    """What each column of change among ``columns`` is held against, by its name."""
    wanted = [column.name for column in columns if column.kind == "moved"]
    if not wanted:
        return {}
    as_of, shown = view.look.filters.as_of, view.mart.version
    on = partial(since.on_day, versions=store.store().lake.versions(), shown=shown)
    bases = {f"moved_{code}_wan": on(code, day(as_of)) for code, day in since.DAYS.items()}
    if own is not None:
        bases[column_of(own).name] = own
    return {name: bases[name] for name in wanted}


def words(base: Since) -> str:
    """The day and the version that a column is held against."""
    note = f"；{base.note}" if base.note else ""
    return f"{numbers.iso(base.day)}，第 {base.version} 版{note}"


def _moved(frame: DataFrame, view: View, base: Since) -> "Series[float]":
    now = frame["completed_wan"].astype(float)
    mart, filters = compare.mart_of(base.version, view.mart), view.look.filters
    first, _ = store.reported(mart)
    another_year = base.code != "lastyear" and base.day.year != filters.as_of.year
    if another_year or first is None or first > base.day:
        return pd.Series(float("nan"), index=frame.index)
    answer = store.ask(projects.completed, mart, Filters(base.day, filters.basis))
    then = frame["project_id"].map(answer.set_index("project_id")["completed_wan"])
    return now - then.astype(float).fillna(0.0)
