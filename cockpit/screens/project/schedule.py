"""Milestones as a Gantt: each node's planned stretch, what was reached, and how late it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens import markup
from cockpit.screens.card import Card
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day
from cockpit.screens.rows import each

STATES = {
    "按期": ("▲", "ok"),
    "迟完成": ("■", "warn"),
    "逾期": ("▼", "bad"),
    "未装入": ("", "mute"),
    "未到": ("", "mute"),
}


@dataclass(frozen=True)
class Stretch:
    """A bar on the time axis: ``at`` and ``width`` in % of it. ``look``: plan, done, late, over,
    ghost (moved on by the longest overdue)."""

    look: str
    at: float
    width: float


@dataclass(frozen=True)
class Node:
    """A node. ``says`` stands behind its bars at ``says_at`` %; ``left`` where there is room only
    before them."""

    title: str
    bars: tuple[Stretch, ...]
    shape: str
    tone: str
    says: str
    says_at: float
    left: bool
    planned: str
    actual: str
    slip: str
    check: str


@dataclass(frozen=True)
class Schedule:
    """``months``: label and place of each month on the axis; ``today``: the day looked at."""

    months: tuple[tuple[str, float], ...]
    today: float
    today_words: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class _Axis:
    first: date
    last: date

    def at(self, on: date) -> float:
        """Where a day stands, 0..100."""
        share = (on - self.first).days / (self.last - self.first).days
        return round(100 * min(1.0, max(0.0, share)), 2)

    def stretch(self, look: str, start: date, end: date) -> Stretch:
        at = self.at(start)
        return Stretch(look, at, round(max(0.35, self.at(end) - at), 2))


NO_NODES = Card(
    "没有节点计划",
    empty="这个项目没有装入节点，导入“节点”表后，这里画出计划与实际。",
)


def card(one: ProjectData) -> Card:
    """The nodes of a project."""
    if one.milestones.empty:
        return NO_NODES
    rows = list(each(one.milestones))
    delay = _delay(one)
    axis = _axis(one, rows, delay)
    starts = _starts(one, rows, axis)
    drawn = Schedule(
        months=_months(axis),
        today=axis.at(one.as_of),
        today_words=f"截至 {numbers.month_day(one.as_of)}",
        nodes=tuple(
            _node(row, start, axis, delay) for row, start in zip(rows, starts, strict=True)
        ),
    )
    body = markup.render("project/schedule", schedule=drawn)
    return Card(_title(rows, delay), _sub(one, delay), body, _fine(one))


def _delay(one: ProjectData) -> int:
    """Days of the longest open overdue; 0 where nothing is overdue."""
    overdue = one.milestones[one.milestones["state"] == "逾期"]
    return int(overdue["slip_days"].max()) if len(overdue) else 0


def _axis(one: ProjectData, rows: list[Any], delay: int) -> _Axis:
    days = [one.as_of, *(day(r.planned_on) for r in rows), *(day(r.actual_on) for r in rows)]
    known = [d for d in days if d is not None]
    last = max(known) + timedelta(days=delay + 12)
    return _Axis(min(known).replace(day=1), last)


def _starts(one: ProjectData, rows: list[Any], axis: _Axis) -> list[date]:
    """A node's stretch begins where the one before it was planned to be reached."""
    begin = day(one.facts.due_on) or axis.first
    planned = [day(row.planned_on) or axis.first for row in rows]
    return [max(axis.first, min(begin, planned[0])), *planned[:-1]]


def _node(row: Any, start: date, axis: _Axis, delay: int) -> Node:
    planned, actual = day(row.planned_on), day(row.actual_on)
    assert planned is not None
    bars = [axis.stretch("plan", start, planned)]
    shape, tone = STATES[row.state]
    says, end, slip = "", planned, numbers.MISSING
    shown = numbers.iso(actual)
    if row.state == "逾期":
        end = planned + timedelta(days=int(row.slip_days))
        bars.append(axis.stretch("over", planned, end))
        says, slip = f"逾期 {int(row.slip_days)} 天", f"+{int(row.slip_days)} 天"
    elif row.state == "未装入":
        says = "到期，实际没有装入"
    elif actual is not None:
        bars.append(axis.stretch("done", start, min(actual, planned)))
        says, slip, end = "按期", "按期", max(actual, planned)
        if actual > planned:
            bars.append(axis.stretch("late", planned, actual))
            says, slip = f"迟 {int(row.slip_days)} 天完成", f"+{int(row.slip_days)} 天"
        elif row.slip_days < 0:
            says = slip = f"提前 {-int(row.slip_days)} 天"
    elif delay:
        moved = timedelta(days=delay)
        bars.append(axis.stretch("ghost", start + moved, planned + moved))
        shown, slip = f"顺延到 {numbers.iso(planned + moved)}", f"预计 +{delay} 天"
    at = axis.at(end)
    left = at > 80
    return Node(
        title=row.title,
        bars=tuple(bars),
        shape=shape,
        tone=tone,
        says=says,
        says_at=bars[0].at if left else at,
        left=left,
        planned=numbers.iso(planned),
        actual=shown,
        slip=slip,
        check=_check(row),
    )


def _check(row: Any) -> str:
    if is_missing(row.checked_on):
        return ""
    return f"{numbers.iso(day(row.checked_on))} 检查：{row.check_result}"


def _months(axis: _Axis) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    on = axis.first
    while on <= axis.last:
        name = f"{on.month}月" if on.year == axis.first.year else f"{on.year}年{on.month}月"
        if axis.at(on) < 96 and (on.year == axis.first.year or on.month == 1):
            found.append((name, axis.at(on)))
        on = (on.replace(day=28) + timedelta(days=4)).replace(day=1)
    return tuple(found)


def _title(rows: list[Any], delay: int) -> str:
    overdue = [row for row in rows if row.state == "逾期"]
    late = [row for row in rows if row.state == "迟完成"]
    done = [row for row in rows if row.state == "按期"]
    if overdue:
        worst = max(overdue, key=lambda row: row.slip_days)
        title = f"{worst.title}逾期 {int(worst.slip_days)} 天"
        if ahead := [row for row in rows if row.state == "未到"]:
            planned = day(ahead[-1].planned_on)
            assert planned is not None
            end = planned + timedelta(days=delay)
            title += f"，照此顺延，{ahead[-1].title}将拖到 {end.year} 年 {end.month} 月"
        return title
    if unknown := [row for row in rows if row.state == "未装入"]:
        return f"{len(unknown)} 个节点已到期，实际完成没有装入"
    if late:
        most = max(int(row.slip_days) for row in late)
        return f"没有逾期的节点；{len(late)} 个迟完成，最多迟 {most} 天"
    if done:
        return f"到期的 {len(done)} 个节点全部按期"
    return f"{len(rows)} 个节点都还没有到期"


def _sub(one: ProjectData, delay: int) -> str:
    said = "灰框为上一节点到本节点的计划，蓝条为已完成，橙条为迟，红条为逾期"
    if delay:
        said += f"，蓝虚框按最久逾期 {delay} 天顺延（假定）"
    return f"{said}；截至 {numbers.iso(one.stamp.day('nodes'))}"


def _fine(one: ProjectData) -> str:
    due = int(one.milestones["to_check_this_month"].sum())
    checked = one.milestones["to_check_this_month"] & one.milestones["checked_this_month"]
    said = "偏差 = 实际完成日（未完成取截至日，节点没有装入到那时的取装入到的月底）− 计划完成日。"
    if due:
        said += f"每月必查：{one.as_of.month} 月应查 {due} 个节点，已查 {int(checked.sum())} 个。"
    return said
