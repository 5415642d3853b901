"""What a load does to what screens show: headline figures, jumps, and past values said anew."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection
from pandas import DataFrame

from cockpit.link.today import default_as_of
from cockpit.numbers import MINUS, MISSING, fixed, is_missing, rounded
from cockpit.registry.indicators import INDICATORS
from cockpit.screens.figures import as_text
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import Table
from cockpit.warehouse import mart
from cockpit.warehouse.mart import Mart
from queries import growth, implementation, investment, lamps, rows
from queries.filters import Filters

HEADLINES = (
    *("fai_growth", "annual_plan", "completed", "completion", "ahead"),
    *("listed", "implemented", "lamp_red"),
)
JUMP_SHARE = 0.2  # of a headline that moves by more
JUMP_PP = 5
JUMP_WAN, JUMP_TIMES = 10_000, 2  # of a project: by more than 1 亿元 and to the double, or half
JUMPING = {"annual_plan_wan": "年度计划投资", "completed_wan": "完成投资"}
STATED_OF = {  # tables whose figures are of a day, and which column of their key that is
    "progress_report": "report_date",
    "bond_use": "report_date",
    "regional_growth": "period_end",
}


class Uncommitted:
    """The lake as a transaction sees it, for a mart to be built from."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con

    def newest(self) -> int:
        """No version yet."""
        return 0

    def tables_at(self, _: int) -> Iterator[tuple[str, pa.Table]]:
        """Every table, with what was written and not yet committed."""
        for (name,) in self._con.execute("select name from (show tables)").fetchall():
            yield name, self._con.execute(f'select * from "{name}"').to_arrow_table()


@dataclass(frozen=True)
class HeadlineMoved:
    """A headline figure before and after, as the indicator's values."""

    code: str
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """What the indicator is called."""
        return INDICATORS[self.code].name

    @property
    def unit(self) -> str:
        """Its unit."""
        return INDICATORS[self.code].unit

    @property
    def was(self) -> str:
        """The value before, as text."""
        return MISSING if is_missing(self.before) else as_text(self.code, self.before)

    @property
    def now(self) -> str:
        """The value after, as text."""
        return MISSING if is_missing(self.after) else as_text(self.code, self.after)

    @property
    def difference(self) -> str:
        """By how much it moves, with its sign; empty where it is not read to, or was not there."""
        if self.was == self.now or is_missing(self.before) or is_missing(self.after):
            return ""
        said = as_text(self.code, self.after - self.before, signed=True)
        return said if said[0] in f"+{MINUS}" else f"+{said}"  # a share has no sign of its own

    @property
    def is_jump(self) -> bool:
        """Whether it moves by so much that somebody should look: what was not there cannot."""
        if is_missing(self.before) or is_missing(self.after) or not self.before:
            return False
        moved = abs(float(self.after) - float(self.before))
        if self.unit == "百分点":  # a share of a gap says nothing
            return moved > JUMP_PP
        return moved > JUMP_SHARE * abs(float(self.before)) and self.was != self.now


@dataclass(frozen=True)
class Jump:
    """A project whose value moves by 1 亿元 and to the double, or half; 万元."""

    column: str
    project: str
    name: str
    before: float
    after: float


@dataclass(frozen=True)
class Restated:
    """A value of a day that was loaded already, and that the load says otherwise.

    ``about``: what it is of, a project's or a region's name; ``on``: the day; ``what``: the
    column's name, ``unit`` its unit; ``place``: file, sheet and cell, or row, that say it now.
    """

    about: str
    on: date
    what: str
    unit: str
    before: float | None
    after: float | None
    place: str

    @property
    def was(self) -> str:
        """The value before, as text."""
        return as_given(self.before)

    @property
    def now(self) -> str:
        """The value after, as text."""
        return as_given(self.after)

    @property
    def difference(self) -> str:
        """By how much it moves, with its sign; empty where one of both is not there."""
        if self.before is None or self.after is None:
            return ""
        return as_given(self.after - self.before, signed=True)


def as_given(value: float | None, *, signed: bool = False) -> str:
    """A figure of a cell with no more decimals than it has, two at most."""
    if value is None:
        return MISSING
    exact = rounded(value, 2)
    places = next(n for n in (0, 1, 2) if exact == rounded(exact, n))
    return fixed(exact, places, signed=signed)


@dataclass(frozen=True)
class Effect:
    """What a load changes, taken on the day that screens will speak of afterwards."""

    as_of: date
    headlines: tuple[HeadlineMoved, ...]
    jumps: tuple[Jump, ...] = ()
    restated: tuple[Restated, ...] = ()

    def headline(self, code: str) -> HeadlineMoved:
        """The headline of an indicator."""
        return next(headline for headline in self.headlines if headline.code == code)


@dataclass(frozen=True)
class Picture:
    """The figures of a moment that a load is held against."""

    headlines: dict[str, Any]
    ledger: DataFrame


def picture(held: Mart, as_of: date) -> Picture:
    """Headlines and ledger of a mart on a day."""
    filters = Filters(as_of)
    asked = {
        "growth.latest": growth.latest(held.connection, filters).head(1),
        "investment.total": investment.total(held.connection, filters),
        "implementation.total": implementation.total(held.connection, filters),
        "lamps.counts": lamps.counts(held.connection, filters),
    }
    figures = {}
    for code in HEADLINES:
        question, _, column = INDICATORS[code].source.partition(":")
        answer = asked[question]
        figures[code] = None if answer.empty else answer.iloc[0][column]
    ledger = rows.ledger(held.connection, filters).set_index("project_id")
    return Picture(figures, ledger)


def effect(before: Mart, con: DuckDBPyConnection, today: date) -> Effect:
    """What the transaction on ``con`` changes against ``before``."""
    after = mart.build(Uncommitted(con), 0)
    as_of = default_as_of(after, today)
    one, two = picture(before, as_of), picture(after, as_of)
    return Effect(
        as_of,
        tuple(HeadlineMoved(c, one.headlines[c], two.headlines[c]) for c in HEADLINES),
        tuple(jump for column in JUMPING for jump in _jumps(one.ledger, two.ledger, column)),
        tuple(found for name in STATED_OF for found in _restated(before, after, con, TABLES[name])),
    )


def _jumps(before: DataFrame, after: DataFrame, column: str) -> Iterator[Jump]:
    """The projects whose value moved most first; those that are new are not among them."""
    both = after[["name", column]].join(before[[column]], rsuffix="_old", how="inner")
    both = both.rename(columns={f"{column}_old": "old", column: "new"}).dropna()
    apart = (both["new"] - both["old"]).abs()
    high, low = both[["new", "old"]].max(axis=1), both[["new", "old"]].min(axis=1)
    found = both[(apart > JUMP_WAN) & (high >= JUMP_TIMES * low)]
    found = found.loc[apart[found.index].sort_values(ascending=False).index]
    for code, row in found.iterrows():
        yield Jump(column, str(code), row["name"], float(row["old"]), float(row["new"]))


def _restated(
    before: Mart, after: Mart, con: DuckDBPyConnection, table: Table
) -> Iterator[Restated]:
    """The figures of rows that both have, and that differ."""
    key, day, measured = list(table.key), STATED_OF[table.name], list(table.units)
    names = _names(after)
    both = _rows(before, table, measured).merge(
        _rows(after, table, measured), on=key, suffixes=("_old", "_new")
    )
    for column in measured:
        old, new = both[f"{column}_old"], both[f"{column}_new"]
        moved = both[(old != new) & ~(old.isna() & new.isna())]
        if moved.empty:
            continue
        lines = moved.sort_values(key).to_dict("records")
        places = _places(con, table, column, [_joined(line, key) for line in lines])
        for row in lines:
            about = str(row[key[0]])
            yield Restated(
                about=names.get(about, about),
                on=row[day].date(),
                what=table.label(column),
                unit=str(table.units[column]),
                before=_number(row[f"{column}_old"]),
                after=_number(row[f"{column}_new"]),
                place=places.get(_joined(row, key), ""),
            )


def _joined(row: Mapping[Hashable, Any], key: Sequence[str]) -> str:
    """A row's key as the lake joins it."""
    values = (row[column] for column in key)
    return "|".join(f"{v:%Y-%m-%d}" if isinstance(v, pd.Timestamp) else str(v) for v in values)


def _number(value: Any) -> float | None:
    return None if is_missing(value) else float(value)


def _rows(held: Mart, table: Table, measured: Sequence[str]) -> DataFrame:
    named = ", ".join(f'"{column}"' for column in (*table.key, *measured))
    return held.connection.cursor().execute(f'select {named} from "{table.name}"').df()


def _names(held: Mart) -> dict[str, str]:
    sql = "select project_id, arg_max(name, valid_from) from project group by all"
    return dict(held.connection.cursor().execute(sql).fetchall())


def _places(
    con: DuckDBPyConnection, table: Table, column: str, keys: Sequence[str]
) -> dict[str, str]:
    """Where each row's value stands now: file › sheet!H112, or file › row."""
    found = con.execute(
        """
        select origin.key, load.file, origin.sheet, origin.row, any_value(load_column.letters)
        from origin
        inner join load using (load_id)
        left join load_column
            on origin.load_id = load_column.load_id
            and origin.sheet is not distinct from load_column.sheet
            and origin.part is not distinct from load_column.part
            and load_column.field = $column
        where origin.table_name = $table and origin.key in (select unnest($keys::varchar[]))
        group by all
        """,
        {"table": table.name, "column": column, "keys": list(keys)},
    ).fetchall()
    return {key: _place(*place) for key, *place in found}


def _place(file: str, sheet: str | None, row: int | None, letters: str | None) -> str:
    at = f"{letters}{row}" if letters and row else f"第 {row} 行" if row else ""
    within = f"{sheet}!{at}" if sheet and letters else " › ".join(filter(None, (sheet, at)))
    return " › ".join(filter(None, (file, within)))
