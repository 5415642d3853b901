"""The kinds of what makes a project slow: how many projects have each, and the list of them."""

from collections.abc import Callable
from dataclasses import replace

from pandas import DataFrame, Series

from cockpit import numbers
from cockpit.registry.indicators import ORIGINS, Taken
from cockpit.screens.figures import Figure, FigureMaker

ANY = "lagging"
NAMES = {  # code in the ledger's link (show=) → words
    ANY: "滞后、超期或漏报",
    "behind": "低于序时",
    "nodes": "节点超期",
    "problems": "问题超期",
    "missed": "近 14 天漏报",
}
TAKEN: dict[str, Taken] = {"behind": "cut", "nodes": "nodes", "problems": "problems"}
_HAS: dict[str, Callable[[DataFrame], "Series[bool]"]] = {
    ANY: lambda scored: scored["project_id"].notna(),
    "behind": lambda scored: scored["ahead_pp"] < 0,
    "nodes": lambda scored: scored["milestone_days"] > 0,
    "problems": lambda scored: scored["problem_days"] > 0,
    "missed": lambda scored: scored["missed_reports"] > 0,
}


def projects(scored: DataFrame, kind: str) -> "Series[str]":
    """The codes of the projects of a kind; ``scored``: all rows of ``dispatch.slow``."""
    return scored.loc[_HAS[kind](scored), "project_id"]


def counts(figures: FigureMaker, scored: DataFrame) -> tuple[tuple[str, Figure], ...]:
    """Each kind that there is with its count, which opens its list; a project may be of several.

    A kind whose data end earlier is named with their last day.
    """
    made = figures.from_ledger("slow_score", None)
    look = figures.look.narrowed(basis="month")  # the score's, whatever the screen's
    found = []
    for kind, name in NAMES.items():
        if size := len(projects(scored, kind)):
            until = scored["reports_judged_to"].iloc[0]
            ends_early = kind == "missed" and not numbers.is_missing(until)
            at = f"（填报到 {numbers.month_day(until, figures.stamp.as_of)}）" if ends_early else ""
            day = numbers.iso(figures.stamp.day(TAKEN.get(kind, "as_of")))
            figure = replace(
                made,
                text=numbers.count(size),
                unit="个",
                href="/ledger?" + look.query(show=kind),
                title=f"{name}的项目 · {ORIGINS[made.kind]} · 截至 {day}",
            )
            found.append((name + at, figure))
    return tuple(found)
