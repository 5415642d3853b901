"""Slide 4: the year's completed investment with target, 序时 and the forecast's way."""

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens.figures import FigureMaker
from cockpit.screens.rows import each
from cockpit.screens.slides.text import SlideText, of_gap, words
from cockpit.screens.view import View
from cockpit.screens.wall import cards
from cockpit.screens.wall.context import MoneyCard
from queries import investment

Point = tuple[float, float]  # month since 1 January, and 万元
ROOM = 1.08  # over the highest line
APART = 9.0  # percentages of the height between two labels
ROOM_FOR_A_LABEL = (1.5, 10.2)  # months since 1 January: beyond, it would run off the chart
MONTHS = ("1月", *(str(month) for month in range(2, 13)))


@dataclass(frozen=True)
class MoneyPicture:
    """Digit 4: the year's curve with target, 序时 and forecast."""

    money: MoneyCard  # the wall's card
    done: str  # points of the completed curve, "x,y x,y" from the top left
    area: str  # the same as an area down to zero, "x% y%, x% y%"
    goal: str  # points of target × 序时, by the plan's curve on that basis
    forecast: str  # points of the forecast, empty without one
    fan: str  # the area between its low and high ways
    now_x: float  # where the completed curve ends
    now_y: float  # its height there
    progress_y: float  # 序时's height there
    progress_side: str  # its label: above or below the line, empty without room for one
    goal_end: float | None  # the height of the target's label
    forecast_end: float | None  # of the forecast's, apart from it
    months: tuple[str, ...]  # twelve names under the axis
    left_words: str  # the months left, empty where nothing has to be done in them
    is_sample: bool  # the area is drawn hatched


def draw(figures: FigureMaker, view: View) -> SlideText:
    """Headline and picture of digit 4."""
    card, total, ahead = (
        cards.money(figures, view),
        view.row(investment.total),
        view.row(investment.forecast),
    )
    if card.empty or is_missing(total.completed_wan):
        none = "所选项目本年都没有填报，按 0 计" if figures.stamp.is_begun else ""
        return SlideText((), None, card.empty or none or "截至这一日，本年还没有填报")
    whole = figures.look.filters.is_whole
    goal = total.target_wan if whole and not is_missing(total.target_wan) else total.plan_wan
    done = _done(figures, view)
    knows = cards.has_year_end(view)
    gold = [] if is_missing(goal) else _gold(view, float(goal), done[-1][0])
    tops = [
        done[-1][1],
        *(wan for _, wan in gold),
        *(v for v in (goal, ahead.high_wan) if not is_missing(v)),
    ]
    top = ROOM * max(1.0, *(float(v) for v in tops))

    def drawn(points: Sequence[Point]) -> str:
        return " ".join(f"{100 * x / 12:.2f},{100 - 100 * y / top:.2f}" for x, y in points)

    def height(wan: float) -> float:
        return round(100 * float(wan) / top, 2)

    way = _forecast(view) if knows else []
    start = way[0] if way else done[-1]
    fan = [start, (12.0, float(ahead.high_wan)), (12.0, float(ahead.low_wan))] if knows else []
    ends = _apart(
        None if is_missing(goal) else height(goal),
        height(ahead.forecast_wan) if knows else None,
    )
    now_x, now_wan = done[-1]
    progress = None
    if not is_missing(goal) and not is_missing(total.time_progress):
        progress = float(goal) * float(total.time_progress)
    picture = MoneyPicture(
        money=card,
        done=drawn(done),
        area=", ".join(
            f"{100 * x / 12:.2f}% {100 - 100 * y / top:.2f}%"
            for x, y in [*done, (now_x, 0.0), (0.0, 0.0)]
        ),
        goal=drawn(gold),
        forecast=drawn(way) if way else "",
        fan=drawn(fan) if fan else "",
        now_x=round(100 * now_x / 12, 2),
        now_y=height(now_wan),
        progress_y=height(progress or 0.0),
        progress_side=""
        if progress is None or not ROOM_FOR_A_LABEL[0] < now_x < ROOM_FOR_A_LABEL[1]
        else ("below" if now_wan > progress else "above"),
        goal_end=ends[0],
        forecast_end=ends[1],
        months=MONTHS,
        left_words=f"余下 {numbers.months_left(ahead.months_left)}" if card.needed else "",
        is_sample=figures.stamp.ledger_kind == "sample",
    )
    whose = f"{figures.city.class_words}项目" if whole else "所选项目"
    is_held = not card.gap.size.is_missing
    headline = [words(f"{whose}完成 ", card.completed, " 亿元，" if is_held else " 亿元")]
    if is_held:
        headline.append(of_gap(card.gap))
    if knows:
        headline += [words("；"), words("按当前节奏年末预计 ", card.forecast, " 亿元")]
    if (off := cards.off_target(figures, view)) is not None:
        headline += [words("，" if knows else "；"), off]
    note = "" if whole else "筛选下不与全市目标比"
    return SlideText(tuple(headline), picture, "", note)


def _done(figures: FigureMaker, view: View) -> list[Point]:
    """0 on 1 January, each month's end, and the cut."""
    months, last = view.ask(investment.monthly), figures.stamp.months
    points = [
        (float(row.months), float(row.completed_wan))
        for row in each(months[months["is_complete"].astype(bool)])
        if not is_missing(row.completed_wan) and row.months < last
    ]
    return [(0.0, 0.0), *points, (last, float(view.row(investment.total).completed_wan))]


def _gold(view: View, goal: float, now: float) -> list[Point]:
    """``goal`` × 序时: through what it is at the cut, by the curve through each month-end too."""
    shares = {0.0: 0.0}
    if view.look.filters.basis == "curve":
        months = list(each(view.ask(investment.monthly)))
        plan = months[-1].plan_line_wan
        shares |= {
            float(row.months): float(row.planned_wan) / float(plan)
            for row in months
            if plan and not is_missing(row.planned_wan)
        }
    else:
        shares[12.0] = 1.0
    if not is_missing(view.row(investment.total).time_progress):
        shares[now] = float(view.row(investment.total).time_progress)
    return [(month, goal * shares[month]) for month in sorted(shares)]


def _forecast(view: View) -> list[Point]:
    months = view.ask(investment.monthly)
    return [
        (float(row.months), float(row.forecast_wan))
        for row in each(months)
        if not is_missing(row.forecast_wan)
    ]


def _apart(goal: float | None, forecast: float | None) -> tuple[float | None, float | None]:
    """The labels at the year's end: the higher at its line, the lower pushed away from it."""
    if goal is None or forecast is None:
        return goal, forecast
    if goal >= forecast:
        return goal, min(forecast, goal - APART)
    return min(goal, forecast - APART), forecast
