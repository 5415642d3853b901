"""What the bullet tables are compared with: the same shares of an earlier day."""

from dataclasses import dataclass
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.indicators import ORIGINS
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import Row


@dataclass(frozen=True)
class Before:
    """投资完成率 of an earlier day by class, domain, grip; columns as the questions give them.

    ``code``, ``name``, ``note``: of the comparison (lastmonth, 上月末, its day and version);
    ``said``: what is to be said below the tables, may be empty. ``is_same_year``: shares begin
    anew with a year and are not held against the last one's.
    """

    code: str
    name: str
    note: str
    said: str
    is_same_year: bool
    total: Row
    by_class: DataFrame
    grips: DataFrame
    by_domain: DataFrame

    def ratio(self, kind: str, **where: str) -> Any:
        """The share (0..1) of one row of ``kind`` (by_class, grips, by_domain); None without."""
        found: DataFrame = getattr(self, kind)
        for column, value in where.items():
            found = found[found[column] == value]
        return None if found.empty else found["completion_ratio"].iloc[0]


def moved(
    figures: FigureMaker, before: Before, now: Any, then: Any, narrow: dict[str, Any]
) -> Figure:
    """How far a share moved, in 百分点; opens 变动原因 of what it is of."""
    known = before.is_same_year and not is_missing(now) and not is_missing(then)
    kind = figures.stamp.figure_kind
    look = figures.look.narrowed(**narrow)
    return Figure(
        numbers.fixed(100 * (now - then) if known else None, 1, signed=True),
        "个百分点",
        "completion",
        kind,
        "/why?" + look.query(indicator="completion", since=before.code),
        f"投资完成率较{before.name} · {ORIGINS[kind]} · {before.note} · 点开看变动原因",
    )
