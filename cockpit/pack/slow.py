"""The projects that the meeting speaks of: where each stands, what holds it up, what is asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import WAN_IN_YI, is_missing, text
from cockpit.pack.agenda import Agenda, Decision
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.lamps import SHAPES, word
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from cockpit.screens.wall.dispatch import SERVICES
from queries import dispatch, lamps, project, rows


@dataclass(frozen=True)
class Node:
    """A node: when it was planned, when reached, and how that stands in a word."""

    title: str
    planned: date | None
    actual: date | None
    said: str
    tone: str


@dataclass(frozen=True)
class Slow:
    """A project on the meeting's list.

    ``months``: what it completed in each complete month, 亿元; ``cause``: the blocker, or what
    lags; ``clock``: since when and how long overdue; ``asked``: what earlier meetings asked;
    ``to_ask``: what this one is to decide. ``facts``: short sentences of the rest.
    """

    project_id: str
    name: str
    classes: str
    organisation: str
    township: str
    leader: str
    lamp: str
    lamp_tone: str
    gap: Gap
    rate: Figure
    completed: Figure
    plan: Figure
    plan_wan: float | None
    completed_wan: float | None
    time: float | None
    months: tuple[float, ...]
    nodes: tuple[Node, ...]
    service: str
    cause: str
    clock: str
    asked: tuple[Decision, ...]
    to_ask: tuple[Decision, ...]
    facts: tuple[str, ...]
    chosen: str
    discussed: str


def projects(view: View, found: Agenda) -> tuple[Slow, ...]:
    """The projects of the agenda in its order; one that is not known at the day is left out."""
    made = (_slow(view, found, item.project_id) for item in found.items)
    return tuple(one for one in made if one is not None)


def _slow(view: View, found: Agenda, code: str) -> Slow | None:
    known = view.ask(project.facts, view.look.narrowed(basis="month").filters, project=code)
    if known.empty:
        return None
    row, figures = known.iloc[0], view.figures()
    item = next(one for one in found.items if one.project_id == code)
    lit = view.ask(lamps.by_project, view.look.filters.unchosen())
    lamp = next((str(one.lamp) for one in each(lit) if one.project_id == code), "不计")
    scored = view.ask(dispatch.slow, view.look.filters.unchosen())
    mine = scored[scored["project_id"] == code]
    service, cause, clock = _cause(view, code, mine)
    decided = (*found.last, *found.older)
    return Slow(
        project_id=code,
        name=str(row["name"]),
        classes=text(row.classes),
        organisation=text(row.organisation),
        township=text(row.township),
        leader=text(row.leader),
        lamp="" if lamp == "不计" else f"{SHAPES[lamp]} {word(lamp)}",
        lamp_tone={"红": "bad", "黄": "warn", "绿": "ok"}.get(lamp, "even"),
        gap=figures.gap("ahead", row.ahead_pp, project=code, narrow={"basis": "month"}),
        rate=figures.from_ledger("completion", row.completion_ratio, project=code),
        completed=figures.from_ledger("completed", row.completed_wan, project=code, decimals=2),
        plan=figures.from_ledger("annual_plan", row.annual_plan_wan, project=code, decimals=2),
        plan_wan=_number(row.annual_plan_wan),
        completed_wan=_number(row.completed_wan),
        time=_number(row.time_progress),
        months=_months(view, code),
        nodes=_nodes(view, code),
        service=service,
        cause=cause,
        clock=clock,
        asked=tuple(one for one in decided if one.project_id == code),
        to_ask=tuple(one for one in found.asked if one.project_id == code),
        facts=_facts(view, code, mine),
        chosen=item.chosen,
        discussed=item.discussed,
    )


def _months(view: View, code: str) -> tuple[float, ...]:
    found = view.ask(rows.monthly, projects=(code,))
    if found.empty:
        return ()
    return tuple(float(value) / WAN_IN_YI for value in found["months_wan"].iloc[0])


def _nodes(view: View, code: str) -> tuple[Node, ...]:
    made = []
    for row in each(view.ask(project.milestones, project=code)):
        days = 0 if is_missing(row.slip_days) else int(row.slip_days)
        said = {
            "按期": "按期",
            "迟完成": f"迟 {days} 天",
            "逾期": f"▼ 超期 {days} 天",
            "未到": "未到期",
        }.get(str(row.state), str(row.state))
        tone = {"逾期": "bad", "迟完成": "warn", "按期": "ok"}.get(str(row.state), "even")
        made.append(Node(text(row.title), _day(row.planned_on), _day(row.actual_on), said, tone))
    return tuple(made)


def _cause(view: View, code: str, scored: DataFrame) -> tuple[str, str, str]:
    """Service, words and clock of the oldest open problem; else what lags."""
    as_of = view.look.filters.as_of
    for row in each(view.ask(project.problems, project=code)):
        if not is_missing(row.closed_on):
            continue
        raised = f"{numbers.month_day(row.raised_on, as_of)}提出"
        due = "" if is_missing(row.due_on) else f"，{numbers.month_day(row.due_on, as_of)}到期"
        until = view.stamp().until("problems")
        over = f"，超期 {int(row.days_over)} 天" if _over(row) else ""
        over += f"（{until}）" if over and until else ""
        has = f"；现由{row.tier}管" if not is_missing(row.tier) else ""
        service = text(row.service)
        return SERVICES.get(service, service), text(row.text), f"{raised}{due}{over}{has}"
    if scored.empty:
        return "", "没有在办的问题，也不在滞后名单上", ""
    row = scored.iloc[0]
    if row.milestone_days:
        return "节点", f"最早的节点超期 {int(row.milestone_days)} 天", "没有登记问题"
    return "进度", "投资进度低于序时", "没有登记问题"


def _over(row: Row) -> bool:
    return not is_missing(row.days_over) and row.days_over > 0


def _facts(view: View, code: str, scored: DataFrame) -> tuple[str, ...]:
    """Posts, the leader's last visit, missed reports."""
    as_of, said = view.look.filters.as_of, []
    roles = view.ask(project.roles, project=code)
    if not roles.empty:
        held = roles[roles["is_current"].astype(bool)]
        filled = held["role"].nunique()
        vacant = [str(role) for role in roles["role"].unique() if role not in set(held["role"])]
        lacks = f"，{'、'.join(vacant)}空缺" if vacant else ""
        said.append(f"五个一 {filled}/{filled + len(vacant)} 到位{lacks}")
    visits = view.ask(project.visits, project=code)
    if view.loaded().get("visit"):
        by_leader = visits[visits["visited_by"] == "leader"]
        if by_leader.empty:
            said.append("分包领导今年没有到场记录")
        else:
            last = by_leader["on_date"].max()
            said.append(f"分包领导上次到场 {numbers.month_day(last, as_of)}")
    if len(scored) and scored.iloc[0].missed_reports:
        said.append(f"近 14 天漏报 {int(scored.iloc[0].missed_reports)} 天")
    return tuple(said)


def _day(value: Any) -> date | None:
    return None if is_missing(value) else value.date()


def _number(value: Any) -> float | None:
    return None if is_missing(value) else float(value)


def done_words(one: Slow) -> str:
    """今年完成 0.92 亿元; that nobody has reported, which is not 0."""
    if one.completed.is_missing:
        return "今年还没有填报完成投资"
    return f"今年完成 {one.completed.text} 亿元"


def plan_words(one: Slow) -> str:
    """年计划 1.86 亿元; 没有年计划."""
    return "没有年计划" if one.plan.is_missing else f"年计划 {one.plan.text} 亿元"
