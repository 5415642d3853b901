"""Slide 8: the domains in the order of their gap to 序时."""

from dataclasses import dataclass

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import each
from cockpit.screens.slides.text import SlideText, of_gap, words
from cockpit.screens.view import View
from cockpit.screens.wall import cards
from cockpit.screens.wall.context import DomainsCard
from queries import investment

EDGE = 4.0  # percentages of the track left free at each side
LEAST_SIDE = 12.0  # and for a side on which no domain stands


@dataclass(frozen=True)
class DomainRow:
    """A domain: rate, and its gap to 序时 as a bar from the gold line."""

    name: str  # the domain
    rate: Figure  # 投资完成率
    start: float  # left end of the bar
    width: float  # of the bar
    place: int  # in the wall's list of gaps
    is_sample: bool  # the bar is drawn hatched


@dataclass(frozen=True)
class DomainsPicture:
    """Digit 8: the domains in order."""

    domains: DomainsCard  # the wall's card, its gaps best first
    rows: tuple[DomainRow, ...]  # in the same order
    line: float  # the place of 序时
    words: str  # what the line is called


def draw(figures: FigureMaker, view: View) -> SlideText:
    """Headline and picture of digit 8."""
    card = cards.domains(figures, view)
    if card.empty:
        return SlideText((), None, card.empty)
    rates = {row.domain: row for row in each(view.ask(investment.by_domain))}
    gaps = [float(rates[bar.name].ahead_pp) for bar in card.bars]
    line, scale = _axis(gaps)
    rows = tuple(
        DomainRow(
            name=bar.name,
            rate=figures.from_ledger(
                "completion", rates[bar.name].completion_ratio, narrow={"domains": (bar.name,)}
            ),
            start=round(line + scale * min(0.0, gap), 2),
            width=round(scale * abs(gap), 2),
            place=place,
            is_sample=bar.gap.size.kind == "sample",
        )
        for place, (bar, gap) in enumerate(zip(card.bars, gaps, strict=True))
    )
    headline = [
        words(f"{card.of} 个领域中 ", card.ahead, " 个超序时，" if card.slowest else " 个超序时")
    ]
    if card.slowest:
        headline += [words(f"最慢的{card.slowest.name}"), of_gap(card.slowest.gap)]
    share = figures.stamp.time_progress
    name = "序时" if is_missing(share) else f"序时 {numbers.percent(share)}%"
    return SlideText(
        tuple(headline),
        DomainsPicture(card, rows, line, name),
        "",
        is_assumed=bool((view.ask(investment.by_domain)["kind"] == "assumed").any()),
    )


def _axis(gaps: list[float]) -> tuple[float, float]:
    """The place of 序时, and percentages of the track to a 百分点."""
    behind, ahead = max(0.0, -min(gaps)), max(0.0, *gaps)
    room = 100 - 2 * EDGE
    if not behind + ahead:
        return 50.0, 0.0
    line = EDGE + room * behind / (behind + ahead)
    line = min(max(line, LEAST_SIDE), 100 - LEAST_SIDE)
    sides = [
        side / size for side, size in ((line - EDGE, behind), (100 - EDGE - line, ahead)) if size
    ]
    return round(line, 2), min(sides)
