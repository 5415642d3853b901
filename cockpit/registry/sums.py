"""How the rows behind a figure add up to it.

The registry says of each indicator which question gives its rows and which columns make the sum
(``Rows``). Here a figure is read from its own question, its rows are chosen, and both are held
against each other: what a screen shows can be counted by hand in the table that it opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from math import isclose, isnan, nan
from typing import Any

from pandas import DataFrame, Series

from cockpit.numbers import is_missing
from cockpit.registry.indicators import Indicator, Rows
from cockpit.registry.questions import entry
from cockpit.warehouse.mart import Mart, Question
from queries.filters import Filters


@dataclass(frozen=True)
class Sum:
    """The rows of a figure and what they add up to.

    ``rows``: those that belong. ``numerator``, ``denominator``: the column sums (万元 or counts;
    None where the indicator has none). ``total``: the figure that the rows give, ``figure``: the
    one that its own question gives, both as the SQL holds it; None where there is none.
    ``is_single``: the question gives just one figure for these filters (开复工率 is given by class
    only). ``time_progress``: the 序时 taken off, a share.
    """

    rows: DataFrame
    numerator: float | None
    denominator: float | None
    total: float | None
    figure: float | None
    is_single: bool
    time_progress: float | None = None

    @property
    def agrees(self) -> bool:
        """Whether the rows give the figure; also where both are missing, or there is none."""
        if not self.is_single:
            return True
        if self.total is None or self.figure is None:
            return self.total is None and self.figure is None
        return isclose(self.total, self.figure, rel_tol=1e-9, abs_tol=1e-9)


def question_function(name: str) -> Question:
    """The typed function of a question, ``"investment.total"``."""
    subject, _, question = name.partition(".")
    found: Question = getattr(import_module(f"queries.{subject}"), question)
    return found


def row_of(
    indicator: Indicator, mart: Mart, filters: Filters, where: Mapping[str, Any]
) -> "Series[Any] | None":
    """The row of the indicator's own question that holds the figure; None without just one."""
    question = indicator.source.partition(":")[0]
    usual = dict(entry(question).usual_row)
    if "region" in where:  # any region but home is named by it
        usual.pop("is_home", None)
    if "inspection_id" in where:  # any tour but the last is named by it
        usual.pop("is_latest", None)
    picked = where_is(mart.ask(question_function(question), filters), usual | dict(where))
    return picked.iloc[0] if len(picked) == 1 else None


def figure_of(indicator: Indicator, row: "Series[Any] | None") -> float | None:
    """The figure in that row, as the SQL holds it (万元, share, 百分点, count)."""
    value = None if row is None else row.get(indicator.source.partition(":")[2])
    return None if value is None or is_missing(value) else float(value)


def add_up(
    indicator: Indicator, mart: Mart, filters: Filters, where: Mapping[str, Any]
) -> Sum | None:
    """The rows behind a figure and their sum; None for an indicator without rows.

    ``where``: the row of the answer that was clicked ({"year": 2020}); a column that the rows have
    too chooses among them.
    """
    if indicator.rows is None:
        return None
    row = row_of(indicator, mart, filters, where)
    frame = mart.ask(question_function(indicator.rows.question), filters)
    if indicator.is_of_published:
        return _growth(indicator, frame, where, row)
    chosen = where_is(frame, {name: value for name, value in where.items() if value is not None})
    return _summed(indicator, belonging(indicator.rows, chosen), row)


def belonging(rows: Rows, frame: DataFrame) -> DataFrame:
    """Rows of ``frame`` whose numerator (of a rate: denominator) is neither null nor 0."""
    column = _numbers(frame, rows.denominator or rows.numerator)
    return frame[column.notna() & (column != 0)]


def narrowed(indicator: Indicator, total: Sum, frame: DataFrame, progress: float | None) -> Sum:
    """What some of a figure's rows add up to; published rates stay as they are.

    ``progress``: the 序时 of just these rows, a share. There is no figure to hold the sum against.
    """
    if indicator.is_of_published:
        return total
    none = 0.0 if indicator.scale == "count" else None  # a count of no rows is 0, a sum none
    return _sum(indicator, frame, none, is_single=False, progress=progress)


def where_is(frame: DataFrame, where: Mapping[str, Any]) -> DataFrame:
    """Rows of ``frame`` with these values (None: empty); a column it lacks chooses nothing."""
    for column, value in where.items():
        if column in frame:
            chosen = frame[column].isna() if value is None else frame[column] == value
            frame = frame[chosen]
    return frame


def _summed(indicator: Indicator, frame: DataFrame, row: "Series[Any] | None") -> Sum:
    progress = None if row is None else row.get("time_progress")
    return _sum(
        indicator,
        frame,
        figure_of(indicator, row),
        is_single=row is not None,
        progress=None if progress is None or is_missing(progress) else float(progress),
    )


def _sum(
    indicator: Indicator,
    frame: DataFrame,
    figure: float | None,
    *,
    is_single: bool,
    progress: float | None,
) -> Sum:
    rows = indicator.rows
    assert rows is not None
    numerator = _total(frame, rows.numerator)
    if indicator.reckoning == "distinct" and numerator is not None:
        numerator = float(len(frame))
    if not rows.denominator:
        # a count of none is 0, a sum none
        total = 0.0 if numerator is None and figure == 0 else numerator
        return Sum(frame, numerator, None, total, figure, is_single)
    denominator = _total(frame, rows.denominator)
    total = numerator / denominator if numerator is not None and denominator else None
    if indicator.reckoning != "ahead":
        return Sum(frame, numerator, denominator, total, figure, is_single)
    ahead = None if total is None or progress is None else 100 * (total - progress)
    return Sum(frame, numerator, denominator, ahead, figure, is_single, progress)


def _total(frame: DataFrame, column: str) -> float | None:
    """The sum of what is known; None where nothing is."""
    total = float(_numbers(frame, column).sum(min_count=1))
    return None if isnan(total) else total


def _numbers(frame: DataFrame, column: str) -> "Series[float]":
    """A column of numbers or yes and no, unknown ones as nan."""
    return Series(frame[column].to_numpy(dtype=float, na_value=nan), frame.index)


def _growth(
    indicator: Indicator, frame: DataFrame, where: Mapping[str, Any], row: "Series[Any] | None"
) -> Sum:
    """Published rates are not added: one stands alone, two are subtracted, a rank is counted."""
    figure, single = figure_of(indicator, row), row is not None
    if indicator.reckoning == "rank":
        group = {name: value for name, value in where.items() if name == "peer_group"}
        return Sum(where_is(frame, group), None, None, figure, figure, single)
    home = frame["is_home"].astype(bool)
    chosen = frame["region"] == where["region"] if "region" in where else home
    is_lead = indicator.reckoning == "lead"
    rows = frame[chosen | home if is_lead else chosen]
    own = _rate(frame[home if is_lead else chosen])
    if indicator.reckoning == "published":
        return Sum(rows, own, None, own, figure, single)
    other = _rate(frame[chosen])
    if indicator.reckoning == "over_target":
        other = None if row is None or is_missing(row["target_pct"]) else float(row["target_pct"])
    total = None if own is None or other is None else own - other
    return Sum(rows, own, other, total, figure, single)


def _rate(rows: DataFrame) -> float | None:
    return None if rows.empty else float(rows["growth_pct"].iloc[0])
