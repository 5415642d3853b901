"""补缺方案: which projects close the gap, the fewest unless a link ticks others.

The address is the only state: ``solve`` (money or count), and the fewest projects ``without`` some
and with others (``also``); or ``closed``, the ticked ones by name. The first two keep a link short
where a thousand projects close a gap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Literal

from pandas import DataFrame

from cockpit.errors import BadLink
from cockpit.link.look import Look
from cockpit.link.values import WAY_BACK, one_of, several
from cockpit.numbers import is_missing
from cockpit.screens.targets.data import TargetsData

Solve = Literal["money", "count"]
NAMES: dict[Solve, str] = {"money": "投资总量", "count": "项目数"}
SEVERAL = ("closed", "without", "also")  # parameters of any number of values
NONE = "none"  # closed=none: nothing is ticked; without closed= the fewest are


@dataclass(frozen=True)
class Ticks:
    """What a link asks for.

    ``closed``: ticked projects, None where it leaves them to us: then the fewest are ticked but
    those in ``without``, and those in ``also`` besides.
    """

    solve: Solve = "money"
    closed: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def href(self, look: Look) -> str:
        """The page with these ticks."""
        return "/targets?" + look.query(**self.parameters())

    def parameters(self) -> dict[str, tuple[str, ...]]:
        """As a link writes them; empty what it leaves out."""
        closed = () if self.closed is None else self.closed or (NONE,)
        solve = () if self.solve == "money" else (self.solve,)
        return {"solve": solve, "closed": closed, "without": self.without, "also": self.also}


READS = tuple(field.name for field in fields(Ticks))


def read(query: Mapping[str, Sequence[str]]) -> Ticks:
    """The ticks of a query string. Raises BadLink."""
    asked = one_of(query, "solve", "补缺", {str(code): words for code, words in NAMES.items()})
    solve: Solve = "count" if asked == "count" else "money"
    closed, without, also = (several(query, name) for name in SEVERAL)
    if not closed:
        return Ticks(solve, None, without, also)
    if without or also:
        raise BadLink(
            "closed= 已经列出全部项目，不能再加减", where="without=、also=", way_out=WAY_BACK
        )
    return Ticks(solve, tuple(value for value in closed if value != NONE))


@dataclass(frozen=True)
class Solution:
    """A gap and the projects that could close it.

    ``gap``: 万元 or pairs short of the goal, negative where the year's end passes it, None where
    there is nothing to hold against. ``now``: the year's end (or the count) without them.
    ``candidates``: columns of gap_closers and ``adds`` (万元 or pairs), in the order in which
    they are taken. ``fewest``: those that close the gap; ``chosen``: ticked; both in that order.
    ``unknown``: ticks that close nothing here. ``goal``: its word. ``is_over``: the year has no
    month left.
    """

    ticks: Ticks
    gap: float | None
    now: float | None
    goal: str
    candidates: DataFrame
    fewest: tuple[str, ...]
    chosen: tuple[str, ...]
    unknown: tuple[str, ...]
    is_over: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether the ticks are the fewest."""
        return set(self.chosen) == set(self.fewest)

    @cached_property
    def added(self) -> float:
        """万元 or pairs: what the ticked projects add."""
        ticked = self.candidates["project_id"].isin(self.chosen)
        return float(self.candidates.loc[ticked, "adds"].sum())

    @property
    def left(self) -> float | None:
        """万元 or pairs: what is still short with them; negative beyond the goal."""
        return None if self.gap is None else self.gap - self.added

    def toggled(self, project_id: str) -> Ticks:
        """The ticks with one more, or one less."""
        if self.ticks.closed is not None:
            return replace(self.ticks, closed=_toggled(self.chosen, project_id))
        if project_id in self._ours:
            return replace(self.ticks, without=_toggled(self.ticks.without, project_id))
        return replace(self.ticks, also=_toggled(self.ticks.also, project_id))

    def picked(self, picked: Sequence[str]) -> Ticks:
        """The ticks of just these projects."""
        if not picked:
            return Ticks(self.ticks.solve, ())
        ticked = set(picked)
        return Ticks(
            self.ticks.solve,
            without=tuple(p for p in self.fewest if p not in ticked),
            also=tuple(p for p in picked if p not in self._ours),
        )

    @cached_property
    def _ours(self) -> frozenset[str]:
        return frozenset(self.fewest)


def _toggled(held: tuple[str, ...], project_id: str) -> tuple[str, ...]:
    rest = tuple(p for p in held if p != project_id)
    return rest if len(rest) < len(held) else (*held, project_id)


def gap_of(answers: TargetsData, solve: Solve) -> float | None:
    """How far short: 万元 at the year's end, or pairs by now."""
    if solve == "money":
        return answers.short_wan
    row = answers.implemented
    if answers.is_whole and not is_missing(row.to_target_pairs):
        return float(row.to_target_pairs)
    return float(row.listed - row.implemented) if row.listed else None


def candidates_of(answers: TargetsData, solve: Solve) -> DataFrame:
    """Projects in the order in which they are taken, the largest part first.

    Columns: those of ``queries.investment.gap_closers``; adds (万元 or pairs).

    Of those that bring as many pairs, the ones already due come first.
    """
    frame = answers.closers
    if solve == "money":
        return frame[frame["more_wan"].notna()].assign(adds=lambda f: f["more_wan"])
    frame = frame[frame["more_pairs"] > 0].assign(adds=lambda f: f["more_pairs"].astype(float))
    return frame.sort_values(
        ["more_pairs", "due_pairs", "due_on", "project_id"], ascending=[False, False, True, True]
    )


def fewest(candidates: DataFrame, gap: float | None) -> tuple[str, ...]:
    """The fewest that close a gap: the largest, until it is closed; all where they do not."""
    if gap is None or gap <= 0:
        return ()
    before = candidates["adds"].cumsum().shift(fill_value=0.0)
    return tuple(candidates.loc[before < gap - 1e-9, "project_id"])


def solve(answers: TargetsData, ticks: Ticks) -> Solution:
    """The solution for a link's ticks."""
    gap, candidates = gap_of(answers, ticks.solve), candidates_of(answers, ticks.solve)
    if gap is None or answers.is_year_over:  # nobody can make anything up on the last day
        candidates = candidates.iloc[0:0]
    ours = fewest(candidates, gap)
    known = candidates["project_id"].tolist()
    asked = ticks.closed
    if asked is None:
        left_out = set(ticks.without)
        asked = (*(p for p in ours if p not in left_out), *ticks.also)
    ticked, offered = set(asked), set(known)
    chosen = tuple(project_id for project_id in known if project_id in ticked)
    money = ticks.solve == "money"
    now = answers.forecast.forecast_wan if money else answers.implemented.implemented
    whole_count = answers.is_whole and not is_missing(answers.implemented.target_pairs)
    return Solution(
        ticks=ticks,
        gap=gap,
        now=None if is_missing(now) else float(now),
        goal=answers.goal.word if money else ("目标" if whole_count else "名单"),
        candidates=candidates,
        fewest=ours,
        chosen=chosen,
        unknown=tuple(p for p in asked if p not in offered),
        is_over=answers.is_year_over,
    )
