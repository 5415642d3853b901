"""The ledger's columns of change: what each project completed since an earlier day or version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
from pandas import DataFrame, Series

from cockpit import numbers
from cockpit.link import since, today
from cockpit.link.since import Since
from cockpit.registry.columns import MOVED, Column
from cockpit.screens import compare
from cockpit.screens.view import View
from queries import rows

OWN = "moved_wan"


def column_of(base: Since) -> Column:
    """The column of a comparison: one of those on offer, or one of the link's own."""
    for column in MOVED:
        if column.name == f"moved_{base.code}_wan":
            return column
    return Column(OWN, _header(base), "moved", 112)


def _header(base: Since) -> str:
    return f"完成{base.against}（亿元）"


def offered(columns: Sequence[Column], view: View, own: Since | None) -> tuple[Column, ...]:
    """The columns with that of the link's own comparison after the usual ones of change.

    Each is called by the day that it really takes.
    """
    named = None if own is None else column_of(own)
    if named is not None and named not in columns:
        at = columns.index(MOVED[-1]) + 1
        columns = (*columns[:at], named, *columns[at:])
    bases = bases_of(columns, view, own)
    said = {
        name: _header(compare.named_by_cut(base, cut_of(view, base)))
        for name, base in bases.items()
    }
    for name, base in bases.items():
        if list(said.values()).count(said[name]) > 1:  # a header names one column
            said[name] = f"完成较 {numbers.iso(base.day)}（亿元）"
    return tuple(
        replace(column, header=said[column.name]) if column.name in said else column
        for column in columns
    )


def cut_of(view: View, base: Since) -> date:
    """The day at which the money of a comparison is taken."""
    held = view.mart_of(base.version)
    return compare.cut_of(held, view.look.filters.unchosen().narrowed(as_of=base.day))


def same_words(column: Column, view: View, own: Since | None) -> str:
    """That a comparison takes the view's own cut, where it does: 完成较 5 月 9 日：与现在同取 ….

    Empty where it takes another.
    """
    base = bases_of([column], view, own)[column.name]
    cut = cut_of(view, base)
    if base.version != view.mart.version or cut != compare.cut_of(view.mart, view.look.filters):
        return ""
    return f"完成{base.against}：{compare.same_words(cut)}"


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
    on = partial(since.on_day, versions=view.versions(), shown=shown, as_of=as_of)
    bases = {f"moved_{code}_wan": on(code, day(as_of)) for code, day in since.DAYS.items()}
    if own is not None:
        bases[column_of(own).name] = own
    return {name: bases[name] for name in wanted}


def words(view: View, base: Since) -> str:
    """The day and the version that a column is held against, and the cut."""
    return compare.words_of(base, cut_of(view, base))


def _moved(frame: DataFrame, view: View, base: Since) -> "Series[float]":
    now = frame["completed_wan"].astype(float)
    mart, filters = view.mart_of(base.version), view.look.filters
    first, _ = today.reported(mart, view.today)
    another_year = base.code != "lastyear" and base.day.year != filters.as_of.year
    if another_year or first is None or first > base.day:
        return pd.Series(float("nan"), index=frame.index)
    answer = mart.ask(rows.completed, filters.unchosen().narrowed(as_of=base.day))
    then = frame["project_id"].map(answer.set_index("project_id")["completed_wan"])
    return now - then.astype(float).fillna(0.0)
