"""The curve: what it is drawn from, its finding, its words for screen readers."""

from dataclasses import dataclass
from datetime import timedelta

from cockpit import chart_sizes, numbers
from cockpit.numbers import is_missing
from cockpit.progress_curve import ProgressCurve
from cockpit.screens.card import Card
from cockpit.screens.page import ChartText
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day

RECENT = 30  # days over which the curve's last slope is told


@dataclass(frozen=True)
class Progress:
    """A project's curve: what it is drawn from, and its words."""

    curve: ProgressCurve
    text: ChartText


def progress(one: ProjectData) -> Progress | Card:
    """The curve of a project; a card that says why where it has neither a plan nor a report."""
    facts, cut = one.facts, one.stamp.cut_on
    period = f"{cut.year} 年 1 月 1 日至 {numbers.month_day(one.as_of)}"
    sub = f"累计完成投资，亿元，{period}，{len(one.reports)} 次填报"
    if is_missing(facts.counted_plan_wan) and one.reports.empty:
        empty = f"截至 {numbers.iso(one.as_of)}，这个项目没有本年计划，也没有填报，画不成曲线。"
        return Card("本年没有计划，也没有填报", sub, empty=empty)
    curve = _curve(one)
    height = chart_sizes.project(has_gap=bool(curve.gap or curve.gap_pp))
    return Progress(curve, ChartText(_title(one), sub, _alt(one, curve), _fine(one), height))


def _curve(one: ProjectData) -> ProgressCurve:
    facts, cut = one.facts, one.stamp.cut_on
    plan = None if is_missing(facts.counted_plan_wan) else float(facts.counted_plan_wan)
    done = 0.0 if is_missing(facts.completed_wan) else float(facts.completed_wan)
    even = None if plan is None or is_missing(facts.time_progress) else plan * facts.time_progress
    reached = f"{numbers.yi(done, 2)} 亿元"
    if not is_missing(facts.completion_ratio):
        reached += f" · {numbers.percent(facts.completion_ratio)}%"
    gap = gap_pp = ""
    is_behind = False
    if not is_missing(facts.ahead_pp):
        found = one.figures.gap("ahead", facts.ahead_pp)
        is_behind = found.tone == "warn"
        gap = f"{found.shape} {found.word}"
        gap_pp = "" if found.tone == "even" else found.size.text
    return ProgressCurve(
        reports=one.reports,
        planned=one.planned,
        plan_wan=plan,
        cut_on=cut,
        completed_wan=done,
        even_wan=even,
        gap=gap,
        gap_pp=gap_pp,
        reached=reached,
        plan=f"年计划 {numbers.yi(plan, 2)} 亿元",
        cut=f"截至 {numbers.month_end_words(cut)}",
        is_behind=is_behind,
    )


def _title(one: ProjectData) -> str:
    """How fast it went of late, and how far it is from its plan curve at the cut."""
    facts = one.facts
    if one.reports.empty:
        return "本年尚无填报，按 0 计"
    parts = []
    last = one.reports.iloc[-1]
    from_on = last.report_date.date() - timedelta(days=RECENT)
    before = one.reports[one.reports["report_date"].dt.date <= from_on]
    if len(before):
        more = float(last.completed_wan) - float(before.iloc[-1].completed_wan)
        parts.append(f"近 {RECENT} 天{'增' if more >= 0 else '减'} {numbers.yi(abs(more), 2)} 亿元")
    if len(one.planned) and not is_missing(facts.counted_planned_wan):
        short = float(facts.counted_planned_wan) - float(facts.counted_completed_wan)
        word = "差" if short > 0 else "超"
        on = one.stamp.cut_on
        at = "" if on == one.as_of else f"到 {numbers.month_end_words(on)}"
        size = numbers.yi(abs(short), 2)
        parts.append(f"{at}{'距' if short > 0 else '比'}计划曲线{word} {size} 亿元")
    if not parts:
        parts = [
            f"到 {numbers.month_end_words(one.stamp.cut_on)}还没有填报"
            if is_missing(facts.completed_wan)
            else f"累计完成 {numbers.yi(facts.completed_wan, 2)} 亿元"
        ]
    return "，".join(parts)


def _fine(one: ProjectData) -> str:
    facts, stamp = one.facts, one.stamp
    said = ""
    if not is_missing(facts.time_progress):
        said += f"序时{stamp.basis} {numbers.percent(facts.time_progress)}%；"
    if len(one.planned) and not is_missing(facts.counted_planned_wan):
        on = numbers.month_end_words(stamp.cut_on)
        said += f"计划曲线到 {on} {numbers.yi(facts.counted_planned_wan, 2)} 亿元；"
    revision = _revision(one)
    reported = day(facts.reported_on)
    seen = f"最近填报 {numbers.iso(reported)}" if reported else "到取数日尚无填报，按 0 计"
    image = "" if is_missing(facts.image_progress) else f"，形象进度“{facts.image_progress}”"
    return f"{said}{revision}{seen}{image}。取数日 {numbers.iso(stamp.cut_on)}。"


def _revision(one: ProjectData) -> str:
    facts = one.facts
    if is_missing(facts.original_plan_wan) or facts.original_plan_wan == facts.annual_plan_wan:
        return ""
    return f"年计划由 {numbers.yi(facts.original_plan_wan, 2)} 亿元调整而来；"


def _alt(one: ProjectData, curve: ProgressCurve) -> str:
    on = numbers.iso(curve.cut_on)
    said = f"{one.facts['name']}累计完成投资曲线：{on} 完成 {curve.reached}"
    if curve.plan_wan:
        said += f"，{curve.plan}"
    gap = one.figures.gap("ahead", one.facts.ahead_pp)
    if gap.shape:
        said += f"，{gap.word}" + ("" if gap.tone == "even" else f" {gap.size.text} 个百分点")
    return f"{said}。"
