"""三必调度, 本周提请研究 and 问题化解 of the wall, from the view."""

import calendar
from collections.abc import Callable
from datetime import date
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.lamps import SHAPES, TONES
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from cockpit.screens.wall.cards import NOT_BEGUN, PROBLEMS, STAGES, empty_words, no_plan
from cockpit.screens.wall.context import (
    Cell,
    MustPanel,
    MustRow,
    ProblemsPanel,
    SlowPanel,
    SlowRow,
    Tier,
)
from cockpit.tables.contracts import TIERS
from queries import dispatch, implementation, investment, lamps, meeting, project

PROPOSED, SHOWN = 2, 5
NONE_SLOW = "没有进度滞后、节点或问题超期、漏报的项目"
NAME_BUDGET = 11
PARTS = 100  # of a strip that stands for many
GAPS, MANY_GAPS = 0.95, 0.90  # a strip's cell below is marked; assumed
SERVICES = {  # 六包 in full, where the ledger's word is shorter
    "手续": "手续办理",
    "要素": "要素保障",
    "开工": "开工建设",
    "入库": "统计入库",
}


def cut_short(text: str, budget: int) -> str:
    """At most ``budget`` characters; text is shortened, never type."""
    return text if len(text) <= budget else text[: budget - 1] + "…"


def slow(figures: FigureMaker, view: View) -> SlowPanel:
    """The projects with the highest score; the first two are proposed for the meeting."""
    first = view.ask(dispatch.slow).head(SHOWN)
    chosen = view.ask(lamps.chosen, projects=tuple(first["project_id"]))
    lit = {row.project_id: row.lamp for row in each(chosen) if row.lamp != "不计"}
    rows = tuple(
        _slow_row(figures, row, lit.get(row.project_id, ""), _step(view, row.project_id))
        for row in each(first)
    )
    listed, counted = view.row(implementation.total), view.row(investment.total)
    empty = empty_words(figures, not (listed.listed or counted.projects))
    if not empty and not rows:
        empty = _none_slow(figures, view)
    until = figures.stamp.until("problems") if any(row.overdue for row in rows) else ""
    return SlowPanel(rows, str(min(PROPOSED, len(rows))), until, empty, _undone(figures, view))


def _undone(figures: FigureMaker, view: View) -> Figure | None:
    """How many decisions of Monday meetings are overdue, of the whole city; None without any."""
    settled = view.ask(meeting.settled, view.look.filters.unchosen())
    if settled.empty or not settled["overdue"].iloc[0]:
        return None
    return figures.from_ledger("decisions_overdue", settled["overdue"].iloc[0])


def _none_slow(figures: FigureMaker, view: View) -> str:
    """That no project is slow, or why none is judged."""
    why = no_plan(figures, view.row(investment.total).plan_wan)
    if why := why or ("" if figures.stamp.is_begun else NOT_BEGUN):
        return f"{why}，不评滞后"
    if view.row(dispatch.problems).overdue:
        return "没有可评的滞后项目；超期问题见问题化解"
    return NONE_SLOW


def _step(view: View, project_id: str) -> str:
    """The service of 六包 that a project is in; empty without items, or with all done."""
    items = view.ask(project.services, project=project_id)
    waits = items[items["is_step"]]
    return "" if waits.empty else str(waits["service"].iloc[0])


def _slow_row(figures: FigureMaker, row: Row, lamp: str, step: str) -> SlowRow:
    stuck_on = step or _stuck_on(row)
    day_on = figures.stamp.as_of
    overdue = (
        figures.from_ledger("problem_overdue", row.problem_days, project=row.project_id)
        if row.problem_days
        else None
    )
    return SlowRow(
        name=cut_short(row.name, NAME_BUDGET),
        href="/project?" + figures.look.query(project=row.project_id),
        stuck_on=stuck_on,
        stuck_in=SERVICES.get(stuck_on, stuck_on),
        reason=_reason(row, day_on),
        raised=_raised(figures, row) if overdue else "",
        overdue=overdue,
        leader="" if is_missing(row.leader) else row.leader,
        # the score goes by month whatever the screen's basis, and so does what its gap opens
        gap=figures.gap("ahead", row.ahead_pp, project=row.project_id, narrow={"basis": "month"}),
        lamp=lamp,
        lamp_shape=SHAPES[lamp] if lamp else "",
        lamp_tone=TONES[lamp] if lamp else "",
    )


def _raised(figures: FigureMaker, row: Row) -> str:
    """When a problem was raised, and to which day its clock is judged where that is another."""
    until = figures.stamp.until("problems")
    raised = f"{numbers.month_day(row.problem_raised_on, figures.stamp.as_of)}提出"
    return f"{raised}，{until}" if until else raised


def _stuck_on(row: Row) -> str:
    """The service of the blocker, else what lags, in a word."""
    if not is_missing(row.problem_service):
        return str(row.problem_service)
    if row.milestone_days:
        return "节点"
    return "填报" if _only_missed_reports(row) else "进度"


def _only_missed_reports(row: Row) -> bool:
    return bool(row.missed_reports) and numbers.rounded(row.ahead_pp, 1) >= 0


def _reason(row: Row, as_of: date) -> str:
    """The blocker in the words of its problem, else what is overdue."""
    if not is_missing(row.problem_text):
        return str(row.problem_text)
    if row.milestone_days:
        return f"节点超期 {int(row.milestone_days)} 天"
    if _only_missed_reports(row):
        return _missed(row, as_of)
    return "投资进度低于序时"


def _missed(row: Row, as_of: date) -> str:
    """The days without a report, of how many that are judged."""
    until = ""
    if not is_missing(row.reports_judged_to):
        until = f"（填报到 {numbers.month_day(row.reports_judged_to, as_of)}）"
    return f"近 14 天应报 {int(row.judged_reports)} 天，漏报 {int(row.missed_reports)} 天{until}"


def must(figures: FigureMaker, view: View) -> MustPanel:
    """“三必” and 领导覆盖 of the month of as_of, and 五个一 on the day."""
    day = figures.stamp.as_of
    days = calendar.monthrange(day.year, day.month)[1]
    if not view.row(investment.total).projects or not view.loaded()["stage_event"]:
        return MustPanel((), None, "", empty_words(figures, True, STAGES))
    rows = (
        _daily(figures, view, days),
        _weekly(figures, view, days),
        _one_bar(
            figures,
            view.row(dispatch.monthly),
            name="每月必查",
            code="monthly_check",
            numerator="checked",
            denominator="due",
            absent=lambda: not_loaded(figures, "节点检查", view.row(dispatch.loaded_to).checks_on),
        ),
        _one_bar(
            figures,
            view.row(dispatch.coverage),
            name="领导覆盖",
            code="leader_coverage",
            numerator="visited",
            denominator="assigned",
            absent=lambda: not_loaded(figures, "领导到场", view.row(dispatch.loaded_to).leaders_on),
        ),
    )
    period = f"{day.month} 月 {_span(day.replace(day=1), day)}"
    if is_missing(view.row(investment.total).completed_wan) and not any(row.cells for row in rows):
        return MustPanel((), None, period, f"{day.month} 月没有装入填报、到场和检查的记录")
    return MustPanel(rows, _posts(figures, view), period, "")


def _tone(ratio: Any) -> str:
    if is_missing(ratio) or ratio >= GAPS:
        return ""
    return "m" if ratio >= MANY_GAPS else "x"


def not_loaded(figures: FigureMaker, what: str, last_on: Any = None) -> str:
    """That nothing of the month was loaded, and how far the records go."""
    until = ""
    if not is_missing(last_on):
        until = f"（到 {numbers.month_end_words(last_on.date(), figures.stamp.as_of)}）"
    return f"{figures.stamp.as_of.month} 月没有装入{what}{until}"


def _whose(figures: FigureMaker) -> str:
    return "" if figures.look.filters.is_whole else "所选项目"


def _daily(figures: FigureMaker, view: View, days: int) -> MustRow:
    whole = None if view.ask(dispatch.daily).empty else view.ask(dispatch.daily).iloc[0]
    day_on = figures.stamp.as_of
    if whole is None or is_missing(whole.due) or not whole.due:
        rate = figures.from_ledger("daily_report", None, on=day_on)
        absent = not_loaded(figures, "每日填报")
        if not figures.look.filters.is_whole and "weekly" in figures.stamp.days:
            absent = f"{_whose(figures)}本月没有应报的日子"
        return MustRow("每天必传", (), days, rate, "", absent)
    by_day = {row.on_date.date(): row for row in each(view.ask(dispatch.daily).iloc[1:])}
    first = day_on.replace(day=1)
    cells = []
    for number in range(1, days + 1):
        day = first.replace(day=number)
        row = by_day.get(day)
        if row is None:
            cells.append(Cell(1, "run", f"{number} 日：未到、不需填报或没有装入填报"))
            continue
        title = (
            f"{number} 日：按时 {int(row.in_time)}，迟报 {int(row.late)}，未报 {int(row.missing)}"
        )
        cells.append(Cell(1, _tone(row.in_time_ratio), title))
    known = not is_missing(whole.in_time_ratio)
    return MustRow(
        "每天必传",
        tuple(cells),
        days,
        figures.from_ledger("daily_report", whole.in_time_ratio, on=max(by_day)),
        "" if known else "无接收时间",
    )


def _weekly(figures: FigureMaker, view: View, days: int) -> MustRow:
    frame = view.ask(dispatch.weekly)
    weeks = frame[frame["week_start"].notna()]
    ended = frame[frame["week_start"].isna()]
    day_on = figures.stamp.as_of
    judged = weeks[weeks["visited"].notna()]
    if judged.empty:
        rate = figures.from_ledger("weekly_visit", None, on=day_on)
        visits_on = view.row(dispatch.loaded_to).visits_on
        absent = not_loaded(figures, "到场记录", visits_on)
        if weeks.empty and not is_missing(visits_on) and visits_on.date() >= day_on.replace(day=1):
            absent = f"{_whose(figures)}本月没有应到的周"
        return MustRow("每周必到", (), days, rate, "", absent)
    month_start = day_on.replace(day=1)
    month_end = month_start.replace(day=days)
    cells = []
    for row in each(weeks):
        start, end = max(row.week_start.date(), month_start), min(row.week_end.date(), month_end)
        unjudged = is_missing(row.visited)
        tone = "run" if row.is_running or unjudged else _tone(row.visited_ratio)
        if unjudged:
            title = f"{_span(start, end)}：没有装入到场记录"
        else:
            words = "本周未完" if row.is_running else "应到"
            title = f"{_span(start, end)}：{words} {int(row.due)}，已到 {int(row.visited)}"
        cells.append(Cell((end - start).days + 1, tone, title))
    used = sum(cell.span for cell in cells)
    if used < days:
        cells.append(Cell(days - used, "run", "未到"))
    ratio = None if ended.empty else ended.iloc[0].visited_ratio
    return MustRow(
        "每周必到",
        tuple(cells),
        days,
        figures.from_ledger("weekly_visit", ratio, on=day_on),
        "" if ratio is not None else "首周未完",
    )


def _span(start: date, end: date) -> str:
    return f"{start.day} 日" if start == end else f"{start.day}—{end.day} 日"


def _one_bar(
    figures: FigureMaker,
    row: Row,
    *,
    name: str,
    code: str,
    numerator: str,
    denominator: str,
    absent: Callable[[], str],
) -> MustRow:
    """A strip of two parts: done, and still missing."""
    due = int(row[denominator])
    if due and is_missing(row[numerator]):
        rate = figures.from_ledger(code, None, on=figures.stamp.as_of)
        return MustRow(name, (), 1, rate, "", absent())
    done = int(row[numerator]) if due else 0
    measure = "个节点" if denominator == "due" else "个项目"
    cells = (
        Cell(done, "", f"已完成 {done} {measure}"),
        Cell(due - done, "rest", f"未完成 {due - done} {measure}"),
    )
    return MustRow(
        name,
        tuple(cell for cell in cells if cell.span),
        max(due, 1),
        figures.from_ledger(code, row[f"{numerator}_ratio"], on=figures.stamp.as_of),
        f"{done}/{due}" if due else "本月无",
    )


def _posts(figures: FigureMaker, view: View) -> MustRow:
    """五个一: posts that somebody holds, of a hundred parts; a single vacancy is seen too."""
    name, row = "五个一", view.row(dispatch.posts)
    loaded = view.loaded()["role_assignment"]
    rate = figures.from_ledger("posts_filled", row.filled_ratio if loaded else None)
    if not loaded:
        return MustRow(name, (), 1, rate, "", "没有装入责任人名单")
    if not row.posts:
        return MustRow(name, (), 1, rate, "", f"{_whose(figures)}没有应设的岗位")
    vacant = int(row.posts - row.filled)
    lacks = min(PARTS, max(1, round(PARTS * vacant / int(row.posts)))) if vacant else 0
    cells = (
        Cell(PARTS - lacks, "", f"{int(row.filled):,} 个岗位有人"),
        Cell(lacks, "rest", f"{vacant:,} 个岗位空着"),
    )
    return MustRow(
        name,
        tuple(cell for cell in cells if cell.span),
        PARTS,
        rate,
        f"空 {vacant:,} 岗" if vacant else "全部到位",
    )


def problems(figures: FigureMaker, view: View) -> ProblemsPanel:
    """问题化解 of the year."""
    row = view.row(dispatch.problems)
    if not row.raised and not row.in_hand:
        return ProblemsPanel(None, None, None, False, (), "", empty_words(figures, True, PROBLEMS))
    return ProblemsPanel(
        figures.from_ledger("problems_in_hand", row.in_hand),
        figures.from_ledger("problems_overdue", row.overdue),
        figures.from_ledger("three_day_rate", row.three_day_ratio),
        bool(row.overdue),
        _tiers(figures, view),
        figures.stamp.until("problems"),
        "",
    )


def _tiers(figures: FigureMaker, view: View) -> tuple[Tier, ...]:
    """Who has the problems in hand, from the lowest tier; none where there is none."""
    frame = view.ask(dispatch.problems)
    held = {row.tier: row.in_hand for row in each(frame[frame["tier"].notna()])}
    if not any(held.values()):
        return ()
    return tuple(
        Tier(
            name,
            figures.from_ledger("problems_in_hand", held.get(name, 0), where={"tier": name}),
        )
        for name in TIERS
    )
