"""Slide 1: the growth rates against the target, with their earlier readings."""

from dataclasses import dataclass

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens.figures import FigureMaker
from cockpit.screens.rows import Row
from cockpit.screens.slides.text import SlideText, of_gap, words
from cockpit.screens.view import View
from cockpit.screens.wall import cards, panels
from cockpit.screens.wall.context import GoalCard, Mark, RankStrip, RegionRow, Sentence
from queries import growth

APART = 7.0  # percentages of the track between two labels, at least


@dataclass(frozen=True)
class Reading:
    """An earlier reading of a rate."""

    at: float  # its place on the track
    text: str  # the rate, empty where another label is too near


@dataclass(frozen=True)
class GoalRow:
    """A region's dumbbell."""

    region: RegionRow  # as the wall has it
    start: float  # one end of the band between target and rate
    end: float  # the other
    readings: tuple[Reading, ...]  # before the latest, newest first


@dataclass(frozen=True)
class GoalPicture:
    """Digit 1: the rate of home and benchmarks against the target."""

    goal: GoalCard  # the wall's card
    rows: tuple[GoalRow, ...]  # home first
    target: Mark | None  # the gold line
    rank: RankStrip | None  # home among its peers
    any_earlier: bool  # some row has an earlier reading


def draw(figures: FigureMaker, view: View) -> SlideText:
    """Headline and picture of digit 1."""
    goal, panel = cards.goal(figures, view), panels.growth(figures, view)
    if goal.empty:
        return SlideText((), None, goal.empty)
    target = panel.target.at if panel.target else 0.0
    rows = tuple(
        _row(region, row, target)
        for region, row in zip(
            panel.rows, view.ask(growth.latest).itertuples(index=False), strict=True
        )
    )
    headline: tuple[Sentence, ...] = (
        words(f"{panel.rows[0].name} {goal.period}固投增速 ", goal.growth, "%，"),
        of_gap(goal.gap),
    )
    if panel.rank:
        headline += (words("，"), words(f"在{panel.rank.name}居第 ", panel.rank.rank, " 位"))
    any_earlier = any(row.readings for row in rows)
    return SlideText(headline, GoalPicture(goal, rows, panel.target, panel.rank, any_earlier), "")


def _row(region: RegionRow, row: Row, target: float) -> GoalRow:
    taken = [region.bar.value]
    readings = []
    rates = [v for v in (row.previous_pct, row.before_previous_pct) if not is_missing(v)]
    for at, rate in zip(region.earlier, rates, strict=True):
        is_near = any(abs(at - other) < APART for other in taken)
        readings.append(Reading(at, "" if is_near else numbers.fixed(rate, 1)))
        taken.append(at)
    start, end = sorted((target, region.bar.value))
    return GoalRow(region, start, end, tuple(readings))
