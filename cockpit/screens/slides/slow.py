"""Slide S: the one or two projects that the score proposes for Monday's meeting."""

from dataclasses import dataclass

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens import lagging
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import Row, each
from cockpit.screens.slides.text import SlideText, of_gap, words
from cockpit.screens.view import View
from cockpit.screens.wall import dispatch as on_wall
from cockpit.screens.wall.cards import share_bar
from cockpit.screens.wall.context import Bar, SlowRow
from queries import dispatch, lamps

NAME_BUDGET = 22  # two lines of a card


@dataclass(frozen=True)
class SlowCard:
    """A project proposed for the meeting."""

    row: SlowRow  # as the wall has it
    name: str  # the whole name
    done: str  # 投资完成率 in words, empty without one
    time: str  # 序时 by the day
    bar: Bar  # the rate, with 序时 as the mark


@dataclass(frozen=True)
class SlowPicture:
    """The one or two projects that the score proposes."""

    cards: tuple[SlowCard, ...]  # the highest score first
    scored: Figure | None  # how many projects have a score, where there are more than the cards
    kinds: tuple[tuple[str, Figure], ...]  # the same by kind; a project may be of several


def draw(figures: FigureMaker, view: View) -> SlideText:
    """Headline and picture of the slow projects."""
    panel = on_wall.slow(figures, view)
    if panel.empty:
        none = panel.empty == on_wall.NONE_SLOW
        return SlideText((words("本周没有要提请研究的项目"),) if none else (), None, panel.empty)
    rates = {row.project_id: row for row in each(view.ask(lamps.by_project))}
    shown = panel.rows[: int(panel.proposed)]
    cards = tuple(
        _card(said, row, rates.get(row.project_id))
        for said, row in zip(shown, each(view.ask(dispatch.slow)), strict=False)
    )
    first = cards[0].row
    lead = "最需研究：" if len(cards) > 1 else ""  # by score: another may be further behind
    held = "" if first.gap.tone == "warn" else f"卡在{first.stuck_in}，"
    headline = [words(f"{lead}{first.name} {held}"), of_gap(first.gap)]
    if first.gap.size.is_missing:
        headline = [words(f"{lead}{first.name} 卡在{first.stuck_in}")]
    (_, every), *kinds = lagging.counts(figures, view.ask(dispatch.slow))
    picture = SlowPicture(
        cards, every if len(view.ask(dispatch.slow)) > len(cards) else None, tuple(kinds)
    )
    note = "滞后得分的权重为假定"
    if until := figures.stamp.until("problems"):
        note += f"；超期{until}"
    if figures.look.filters.basis != "month":
        note += "；序时按月"
    return SlideText(tuple(headline), picture, "", note)


def _card(said: SlowRow, row: Row, rate: Row | None) -> SlowCard:
    done = None if rate is None else rate.completion_ratio
    time = None if rate is None else rate.time_progress
    return SlowCard(
        row=said,
        name=on_wall.cut_short(row.name, NAME_BUDGET),
        done="" if is_missing(done) else f"完成 {numbers.percent(done)}%",
        time="" if is_missing(time) else f"序时 {numbers.percent(time)}%",
        bar=share_bar(done, time, hatched=said.gap.size.kind == "sample"),
    )
