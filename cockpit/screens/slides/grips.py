"""Slide 2: the two grips, month by month against 序时."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens.figures import FigureMaker
from cockpit.screens.rows import Row, each
from cockpit.screens.slides.text import SlideText, of_gap, words
from cockpit.screens.view import View
from cockpit.screens.wall import cards
from cockpit.screens.wall.context import Grip, Sentence
from queries import investment

MONTHS = range(1, 13)
WORDS = {  # where the wall has room for 超, 低 and 持平 only
    "超": "超序时",
    "低": "低于序时",
    "持平": "与序时持平",
    "—": "没有本年计划",
}


@dataclass(frozen=True)
class MonthBullet:
    """A month's bullet: the rate at its end against 序时."""

    month: str  # 5
    value: float | None  # drawn height, None for a month to come
    mark: float | None  # 序时, where it is known
    is_now: bool  # the reading that the figure above says
    is_sample: bool  # the bar is drawn hatched
    title: str  # the reading in words


@dataclass(frozen=True)
class GripMonths:
    """One of the two grips and its months."""

    grip: Grip  # as the wall has it
    months: tuple[MonthBullet, ...]  # twelve


@dataclass(frozen=True)
class GripsPicture:
    """Digit 2: two bullets over time."""

    grips: tuple[GripMonths, ...]  # 省市级重点项目, 政府投资项目


def draw(figures: FigureMaker, view: View) -> SlideText:
    """Headline and picture of digit 2."""
    made = cards.grips(figures, view)
    empty = cards.grips_empty(figures, view, made)
    if empty:
        return SlideText((), None, empty)
    grips = tuple(replace(grip, gap=replace(grip.gap, word=WORDS[grip.gap.word])) for grip in made)
    readings = _readings(figures, view)
    highest = max(
        [1.0, *(float(row.completion_ratio) for row in readings.values() if _has_rate(row))]
    )
    pictures = tuple(_months(figures, grip, readings, highest) for grip in grips)
    headline: list[Sentence] = []
    for grip in grips:
        if headline:
            headline.append(words("；"))
        if grip.rate.is_missing:
            headline.append(words(f"{grip.full_name}{grip.gap.word}"))
        else:
            headline += [words(f"{grip.full_name}完成 ", grip.rate, "%，"), of_gap(grip.gap)]
    return SlideText(tuple(headline), GripsPicture(pictures), "")


def _has_rate(row: Row) -> bool:
    return not is_missing(row.completion_ratio)


def _readings(figures: FigureMaker, view: View) -> dict[tuple[int, str], Row]:
    """By month and grip, the reading at each month's end, the last that of the look.

    All of them from the version shown: a later correction of a month is in its reading.
    """
    cut = figures.stamp.cut_on
    asked = {cut.month: view.ask(investment.grips)}
    for month in range(1, cut.month):
        day = date(cut.year, month, monthrange(cut.year, month)[1])
        filters = replace(view.look.filters, as_of=day, cut="as_of")
        asked[month] = investment.grips(view.mart.connection, filters)
    return {(month, row.grip): row for month, frame in asked.items() for row in each(frame)}


def _months(
    figures: FigureMaker, grip: Grip, readings: Mapping[tuple[int, str], Row], highest: float
) -> GripMonths:
    def height(share: Any) -> float | None:
        return None if is_missing(share) else round(100 * float(share) / highest, 2)

    now, bullets = figures.stamp.cut_on.month, []
    for month in MONTHS:
        name = f"{month}月" if month == 1 else str(month)
        row = readings.get((month, grip.full_name))
        if row is None:  # 序时 of a month to come is known where it goes by the month alone
            by_month = figures.stamp.basis == "按月" and month > now
            mark = height(month / 12) if by_month else None
            bullets.append(MonthBullet(name, None, mark, False, False, f"{month} 月"))
            continue
        is_printed = month == now and grip.rate.kind == "published"
        ratio = float(grip.rate.decimal) / 100 if is_printed else row.completion_ratio
        title = f"{month} 月：完成率 {numbers.percent(ratio)}%"
        kind = grip.rate.kind if month == now else figures.stamp.figure_kind
        bullets.append(
            MonthBullet(
                name,
                height(ratio),
                height(row.time_progress),
                is_now=month == now,
                is_sample=kind == "sample",
                title=title if _has_rate(row) else f"{month} 月：没有本年计划",
            )
        )
    return GripMonths(grip, tuple(bullets))
