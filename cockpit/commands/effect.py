"""What a load does to what screens show: headline figures before and after, and who moved them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pandas import DataFrame

from cockpit.link.today import default_as_of
from cockpit.numbers import is_missing, iso, yi
from cockpit.registry.indicators import INDICATORS
from cockpit.screens.figures import as_text
from cockpit.visible import quoted
from cockpit.warehouse import mart
from cockpit.warehouse.mart import Mart
from queries import growth, implementation, investment, rows
from queries.filters import Filters

HEADLINES = ("fai_growth", "annual_plan", "completed", "completion", "listed", "implemented")
JUMP_SHARE = 0.2  # of a headline that moves by more
JUMP_WAN, JUMP_TIMES = 10_000, 2  # of a project: by more than 1 亿元 and to the double, or half
NAMED = 5


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
class Picture:
    """The figures of a moment that a load is held against."""

    headlines: dict[str, Any]
    ledger: DataFrame


def picture(held: Mart, as_of: date) -> Picture:
    """Headlines and ledger of a mart on a day."""
    filters = Filters(as_of)
    latest = growth.latest(held.connection, filters)
    asked = {
        "growth.latest": latest.head(1),
        "investment.total": investment.total(held.connection, filters),
        "implementation.total": implementation.total(held.connection, filters),
    }
    figures = {}
    for code in HEADLINES:
        question, _, column = INDICATORS[code].source.partition(":")
        answer = asked[question]
        figures[code] = None if answer.empty else answer.iloc[0][column]
    ledger = rows.ledger(held.connection, filters).set_index("project_id")
    return Picture(figures, ledger)


def effect(before: Mart, con: DuckDBPyConnection, today: date) -> list[str]:
    """What the transaction on ``con`` changes against ``before``, in lines for people.

    Both are taken on the day that screens will speak of afterwards.
    """
    after = mart.build(Uncommitted(con), 0)
    as_of = default_as_of(after, today)
    one, two = picture(before, as_of), picture(after, as_of)
    lines = [f"影响（截至 {iso(as_of)}）："]
    lines += [_headline(code, one.headlines[code], two.headlines[code]) for code in HEADLINES]
    for column, name in (("annual_plan_wan", "年度计划投资"), ("completed_wan", "完成投资")):
        lines += _jumps(one.ledger, two.ledger, column, name)
    return lines


def _headline(code: str, old: Any, new: Any) -> str:
    indicator = INDICATORS[code]
    was, now = _text(code, old), _text(code, new)
    if is_missing(old) and is_missing(new):
        return f"  {indicator.name} 尚无数据"
    if was == now:
        return f"  {indicator.name} {now} {indicator.unit}，不变"
    mark = "，变动大，请核对" if _jumped(old, new) else ""
    return f"  {indicator.name} {was} → {now} {indicator.unit}{mark}"


def _text(code: str, value: Any) -> str:
    return "—" if is_missing(value) else as_text(code, value)


def _jumped(old: Any, new: Any) -> bool:
    if is_missing(old) or is_missing(new) or not old:  # what was not there cannot jump
        return False
    return abs(float(new) - float(old)) > JUMP_SHARE * abs(float(old))


def _jumps(before: DataFrame, after: DataFrame, column: str, name: str) -> list[str]:
    """The projects whose value moved most; those that are new are not among them."""
    both = after[["name", column]].join(before[[column]], rsuffix="_old", how="inner")
    both = both.rename(columns={f"{column}_old": "old", column: "new"}).dropna()
    apart = (both["new"] - both["old"]).abs()
    high, low = both[["new", "old"]].max(axis=1), both[["new", "old"]].min(axis=1)
    found = both[(apart > JUMP_WAN) & (high >= JUMP_TIMES * low)]
    found = found.loc[apart[found.index].sort_values(ascending=False).index]
    lines = [
        f"  跳动：{code} {quoted(row['name'])} {name} {yi(row['old'])} → {yi(row['new'])} 亿元"
        for code, row in found.head(NAMED).iterrows()
    ]
    more = len(found) - NAMED
    return [*lines, f"  跳动：{name}另有 {more} 个项目"] if more > 0 else lines


def listed(projects_of: Iterable[str], names: dict[str, str]) -> str:
    """Projects by code and name, the first few of many."""
    codes = sorted(projects_of)
    shown = "、".join(f"{code} {quoted(names.get(code, ''))}".strip() for code in codes[:NAMED])
    return (
        f"{len(codes)} 个" + (f"：{shown}" if codes else "") + ("等" if len(codes) > NAMED else "")
    )
