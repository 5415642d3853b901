"""The finding of a project's page, and the line of what it is."""

from dataclasses import dataclass
from datetime import date

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day
from cockpit.screens.wall.dispatch import SERVICES


@dataclass(frozen=True)
class About:
    """``plain``: label → text. ``figures``: label → figure. ``gap``: to 序时, None without a plan.

    ``original``: the plan before it was revised, else None.
    """

    plain: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, Figure], ...]
    gap: Gap | None
    original: Figure | None


def finding(one: ProjectData) -> str:
    """The project in a sentence: how far, against 序时, and the oldest open problem."""
    facts = one.facts
    return f"{facts['name']}{_progress(one)}{_trouble(one)}"


def _progress(one: ProjectData) -> str:
    facts = one.facts
    if is_missing(facts.completion_ratio):
        if is_missing(facts.completed_wan):
            return "没有本年计划，也没有填报"
        return f"本年没有计划，完成 {numbers.yi_in_table(facts.completed_wan)} 亿元"
    due = day(facts.due_on)
    if is_missing(facts.completed_wan) and due and not facts.is_due:  # before that it is not judged
        return f"应于 {numbers.iso(due)} 开（复）工，还没有到期，本年尚无填报"
    said = f"完成年计划的 {numbers.percent(facts.completion_ratio)}%"
    gap = numbers.ahead_words(facts.ahead_pp)
    return f"{said}，{gap}" if gap else said


def _trouble(one: ProjectData) -> str:
    """What holds it up: a stop, an overdue problem, a start that did not come, or nothing."""
    if stopped := stopped_on(one):
        until = one.stamp.until("stages")
        return f"，{numbers.iso(stopped)} 停工" + (f"（节点{until}）" if until else "至今")
    overdue = one.problems[one.problems["state"] == "超期"]
    if not overdue.empty:
        step = text(overdue.iloc[0].service)
        return f"，卡在{SERVICES.get(step, step)}" if step else "，有问题超期"
    facts = one.facts
    if facts.is_late:
        until = one.stamp.until("stages") or "至今"
        return f"，应于 {numbers.iso(day(facts.due_on))} 开（复）工，{until}没有"
    return ""


def stopped_on(one: ProjectData) -> date | None:
    """The day of a stop that is still open; None while the project is not stopped."""
    at_work = one.stages[one.stages["stage"] != "入库"]
    if at_work.empty or at_work.iloc[-1].stage != "停工":
        return None
    return day(at_work.iloc[-1].on_date)


def lead(one: ProjectData) -> str:
    """The open problem in its own words."""
    overdue = one.problems[one.problems["state"] == "超期"]
    if overdue.empty:
        return ""
    row = overdue.iloc[0]
    until = one.stamp.until("problems")
    over = f"{until}已超期" if until else "已超期"
    return f"{row.text}（{numbers.iso(day(row.raised_on))} 提出，{over} {int(row.days_over)} 天）"


def about(one: ProjectData) -> About:
    """What the project is: classes, place, people, money."""
    facts = one.facts
    plain = [
        ("类别", text(facts.classes) or f"不在{one.stamp.city.class_words}名单"),
        ("领域", text(facts.domain)),
        ("乡镇（街道）", text(facts.township)),
        ("责任单位", text(facts.organisation)),
        ("分包市领导", text(facts.leader) or "空缺"),
        ("建设期", _period(one)),
        ("项目代码", one.project_id),
    ]
    figures = [
        ("年计划", one.figure("annual_plan", facts.counted_plan_wan, decimals=2)),
        ("完成投资", one.figure("completed", facts.completed_wan, decimals=2)),
        ("完成率", one.figure("completion", facts.completion_ratio)),
    ]
    gap = None
    if not is_missing(facts.ahead_pp):
        gap = one.figures.gap("ahead", facts.ahead_pp, where={"project": one.project_id})
    original = None
    if not is_missing(facts.original_plan_wan) and facts.original_plan_wan != facts.annual_plan_wan:
        original = one.figure("annual_plan", facts.original_plan_wan, decimals=2)
    return About(
        tuple((label, value) for label, value in plain if value), tuple(figures), gap, original
    )


def _period(one: ProjectData) -> str:
    start, end = day(one.facts.started_on) or day(one.facts.due_on), day(one.facts.planned_end)
    if start is None:
        return ""
    return f"{start.year}—{end.year}" if end else f"{start.year} 年起"
