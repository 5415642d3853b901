"""The numbers of the plan's digits since the last meeting, and what moved them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cockpit import numbers
from cockpit.change import Cause, Change, Part, Point, explain, rounded_to_sum
from cockpit.city import GOAL, GRIPS, MONEY, PAIRS
from cockpit.link import since
from cockpit.link.since import Since
from cockpit.numbers import is_missing
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import compare
from cockpit.screens.figures import Figure, Gap, as_text
from cockpit.screens.view import View
from cockpit.screens.wall.context import WallContext

CAUSES = 2  # that are named; the rest is counted


@dataclass(frozen=True)
class Move:
    """A number of the plan: as it stands, as it stood, and why it moved.

    ``sign``: the digit; ``name``: what it is; ``figure``: as the screens have it; ``before``: as
    text, empty where there is none; ``delta``: the signed change with its unit, may be empty;
    ``why``: causes, or why there is nothing to split; ``against``: where it stands, 低于序时 …;
    ``tone``: of that. ``share``, ``mark``: of the bar in %, None without one.
    """

    sign: str
    digit: str
    name: str
    figure: Figure
    before: str
    delta: str
    why: str
    against: str
    tone: str
    share: float | None
    mark: float | None


def base(view: View, last_as_of: date | None) -> Since:
    """What the meeting before had seen; without one the Monday before."""
    as_of, shown = view.look.filters.as_of, view.mart.version
    if last_as_of is None or last_as_of >= as_of or last_as_of.year != as_of.year:
        day = since.last_monday(as_of)
        return since.on_day("lastmonday", day, view.versions(), shown, as_of)
    return since.on_day("", last_as_of, view.versions(), shown, as_of)


def moves(view: View, wall: WallContext, before: Since) -> tuple[Move, ...]:
    """One a digit that is a number of its own, in the plan's order; the first of the grips."""
    city, made = wall.city, []
    for digit in city.digits:
        if digit.counts == GOAL:
            against, tone = _against(wall.goal.gap)
            if wall.growth.rank is not None:
                rank = wall.growth.rank
                against += f"；{rank.name}第 {rank.rank.text} 位"
            name = f"固定资产投资增速 {wall.goal.period}".strip()
            figure, code, narrow, bar = wall.goal.growth, "fai_growth", {}, wall.goal.bar
        elif digit.counts == GRIPS:
            if not wall.grips:
                continue
            grip = wall.grips[0]
            against, tone = _against(grip.gap)
            name = f"{grip.full_name}完成率"
            figure, code, bar = grip.rate, "completion", grip.bar
            narrow = dict(next(one.narrow for one in city.grips if one.name == grip.full_name))
        elif digit.counts == PAIRS:
            against, tone = _short_of_target(wall)
            name, figure, code, narrow = "已实施（类次）", wall.count.implemented, "implemented", {}
            if wall.count.empty:  # nothing is known of anyone: no 0
                figure = view.figures().from_ledger("implemented", None)
            bar = None
        elif digit.counts == MONEY:
            against, tone = _against(wall.money.gap)
            if not wall.money.rate.is_missing:
                rate = f"完成{wall.money.rate_words} {wall.money.rate.text}%"
                against = "，".join(filter(None, (rate, against)))
            name, figure, code, narrow = "完成投资", wall.money.completed, "completed", {}
            bar = None
        else:
            continue
        change = _change(view, code, narrow, before)
        absent = (wall.goal.empty, wall.count.empty, wall.money.empty)
        why = dict(zip((GOAL, PAIRS, MONEY), absent, strict=True)).get(digit.counts, "")
        made.append(
            Move(
                sign=digit.sign,
                digit=digit.name,
                name=name,
                figure=figure,
                before="" if figure.is_missing else _before(code, change),
                delta="" if figure.is_missing else _delta(code, change),
                why=why if figure.is_missing else _why(view, code, change, before),
                against="" if figure.is_missing else against,
                tone="even" if figure.is_missing else tone,
                share=None if bar is None else bar.value,
                mark=None if bar is None else bar.mark,
            )
        )
    return tuple(made)


def _against(gap: Gap) -> tuple[str, str]:
    """▽ 低于序时 1.0 个百分点（公布值，复算 7.4）."""
    if gap.size.is_missing:
        return "", "even"
    word = {"超": "超序时", "低": "低于序时", "持平": "与序时持平"}.get(gap.word, gap.word)
    size = "" if gap.tone == "even" else f" {gap.size.text} 个百分点"
    recount = f"（{gap.recount}）" if gap.recount else ""
    return f"{gap.shape} {word}{size}{recount}", gap.tone


def _short_of_target(wall: WallContext) -> tuple[str, str]:
    """▽ 距目标 38 个; where there is no target, how many of those due are not implemented."""
    count = wall.count
    if count.target is not None:
        short = int(count.target.text) - int(count.implemented.decimal)
        said = f"▽ 距目标 {short:,} 个" if short > 0 else "▲ 已达目标"
        return f"{said}；应实施 {count.due.text} 个", "warn" if short > 0 else "ok"
    return f"应实施 {count.due.text} 个，未实施 {count.missing.text} 个", "even"


def _change(view: View, code: str, narrow: dict[str, Any], before: Since) -> Change:
    """The change as 变动原因 splits it."""
    look = view.look.narrowed(**narrow)
    then = look.narrowed(as_of=before.day).filters

    def make() -> Change:
        mart = view.mart_of(before.version)
        return explain(code, Point(mart, then), Point(view.mart, look.filters))

    key = ("pack change", code, look.filters, before.day, before.version)
    return view.mart.cached(key, make)


def _scaled(code: str, size: float) -> float:
    return size / numbers.WAN_IN_YI if INDICATORS[code].scale == "wan" else size


def _before(code: str, change: Change) -> str:
    if change.start is None or change.before.filters == change.after.filters:
        return ""
    return as_text(code, change.start)


def _delta(code: str, change: Change) -> str:
    if change.delta is None or change.unsplit:
        return ""
    unit = compare.difference_unit(INDICATORS[code])
    return f"{compare.difference_text(INDICATORS[code], change.delta)} {unit}"


def _why(view: View, code: str, change: Change, before: Since) -> str:
    """The largest causes with the project that weighs most in them."""
    if change.unsplit:
        return change.unsplit
    indicator = INDICATORS[code]
    shown = rounded_to_sum([_scaled(code, part.size) for part in change.parts], indicator.decimals)
    named = [(part, size) for part, size in zip(change.parts, shown, strict=True) if size]
    if not named:
        then = numbers.month_day(before.day, view.look.filters.as_of)
        front = "没有新一期发布，" if code == "fai_growth" else ""
        return f"{front}与 {then}相同"
    named.sort(key=lambda pair: -abs(pair[1]))
    said = [
        f"{part.cause.label} {numbers.fixed(size, indicator.decimals, signed=True)}"
        for part, size in named[:CAUSES]
    ]
    more = f"，另 {len(named) - CAUSES} 项" if len(named) > CAUSES else ""
    return "，".join(said) + more + _most(code, named[0][0])


def _most(code: str, part: Part) -> str:
    """The project that gave most to a cause; none where the cause has no projects."""
    if part.cause in (Cause.TIME, Cause.TARGET, Cause.RELEASE, Cause.REVISION):
        return ""
    if part.rows.empty or "name" not in part.rows:
        return ""
    row = part.rows.iloc[0]
    if is_missing(row["name"]) or INDICATORS[code].scale == "count":
        return ""
    size = _scaled(code, float(row["size"]))
    if not numbers.rounded(size, 2):
        return ""
    return f"；最多：{row['name']} {numbers.fixed(size, 2, signed=True)}"
