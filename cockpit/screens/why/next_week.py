"""What the next weeks need: the pace back to 序时 by class, and what is due to start."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.registry.indicators import INDICATORS, ORIGINS
from cockpit.screens import markup
from cockpit.screens.figures import Figure
from cockpit.screens.why.data import WhyData, person
from queries import change

PROJECTS = 6  # shown of those that lack most


def next_week(found: WhyData) -> Markup:
    """The card, by what the figure is: a pace for money, a list for counts, none for growth."""
    if found.indicator.reckoning == "published" or found.project:
        return Markup()
    return _to_start(found) if found.indicator.scale == "count" else _pace(found)


def _pace(found: WhyData) -> Markup:
    by_class = found.view.ask(change.needed_by_class)
    if by_class.empty or by_class["needed_wan"].isna().all():
        return Markup()
    projects = found.view.ask(change.needed_by_project)
    whole = by_class.iloc[0]
    end = numbers.month_end_words(whole.next_on)
    return markup.render(
        "why/next",
        title=_pace_title(whole, end),
        sub=f"亿元，截至 {numbers.iso(found.view.stamp().cut_on)}；"
        f"到 {numbers.iso(whole.next_on)} 还有 {int(whole.days_left)} 天",
        end=end,
        progress=f"{numbers.percent(whole.next_progress)}%",
        classes=[_class_row(found, row) for row in _rows(by_class)],
        projects=[_project_row(found, row) for row in _rows(projects.head(PROJECTS))],
        count=len(projects),
        more=max(0, len(projects) - PROJECTS),
        ledger="/ledger?" + found.view.look.query(show="needed"),
    )


def _rows(frame: DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _pace_title(whole: Any, end: str) -> str:
    if whole.needed_wan == 0:
        return f"已完成的超过了{end}的序时"
    if numbers.is_missing(whole.weekly_wan):
        needed = numbers.yi_in_table(whole.needed_wan)
        return f"{end}回到序时还差 {needed} 亿元，只剩 {int(whole.days_ahead)} 天"
    week, recent = numbers.yi_in_table(whole.weekly_wan), numbers.yi_in_table(whole.recent_wan)
    said = f"{end}回到序时，每周要完成 {week} 亿元"
    if numbers.is_missing(whole.recent_wan):
        return said  # not reported that often
    said += f"；近 7 天完成 {recent} 亿元"
    if whole.recent_wan > 0 and whole.weekly_wan > whole.recent_wan:
        times = numbers.fixed(whole.weekly_wan / whole.recent_wan)
        said += f"，要快到 {times} 倍" if times != "1.0" else ""
    return said


def _figure(found: WhyData, code: str, text: str, href: str) -> Figure:
    indicator, kind = INDICATORS[code], found.view.stamp().figure_kind
    day = numbers.iso(found.view.stamp().cut_on)
    title = f"{indicator.name} · {ORIGINS[kind]} · 截至 {day}"
    return Figure(text, indicator.unit, code, kind, href, title)


def _class_row(found: WhyData, row: Mapping[str, Any]) -> dict[str, Any]:
    is_whole = numbers.is_missing(row["project_class"])
    narrow = {} if is_whole else {"classes": (row["project_class"],)}
    look = found.view.look.narrowed(**narrow)
    rows, behind = ("/ledger?" + look.query(indicator=code) for code in ("completion", "ahead"))
    plan = float(row["plan_wan"])
    return {
        "name": "合计（去重）" if is_whole else row["short_name"],
        "plan": f"有年计划的 {int(row['projects'])} 个 · 年计划 {numbers.yi_in_table(plan)} 亿元",
        "value": min(100.0, 100 * float(row["completed_wan"]) / plan),
        "mark": 100 * float(row["next_progress"]),
        "completed": _figure(found, "completed", numbers.yi_in_table(row["completed_wan"]), rows),
        "next": numbers.yi_in_table(row["next_wan"]),
        "recent": _figure(found, "recent_week", numbers.yi_in_table(row["recent_wan"]), rows),
        "is_there": row["needed_wan"] == 0,
        "weekly": _figure(found, "needed_weekly", numbers.yi_in_table(row["weekly_wan"]), behind),
    }


def _project_row(found: WhyData, row: Mapping[str, Any]) -> dict[str, Any]:
    href = "/project?" + found.view.look.query(project=str(row["project_id"]))
    problem = row["oldest_problem"]
    return {
        "name": row["name"],
        "href": href,
        "leader": person(row["leader"]),
        "problem": "" if numbers.is_missing(problem) else problem,
        "behind": _figure(found, "ahead", numbers.fixed(row["ahead_pp"]), href),
        "recent": _figure(found, "recent_week", numbers.yi_in_table(row["recent_wan"]), href),
        "weekly": _figure(found, "needed_weekly", numbers.yi_in_table(row["weekly_wan"]), href),
    }


def _to_start(found: WhyData) -> Markup:
    """For counts: what is due and not implemented, and what falls due within a week."""
    pairs = found.view.ask(change.pairs)
    as_of, known_to = (
        pd.Timestamp(day)
        for day in (found.view.look.filters.as_of, found.view.stamp().day("stages"))
    )
    open_ = pairs[pairs["in_scope"] & ~pairs["is_implemented"] & pairs["due_on"].notna()]
    late = open_[open_["is_due"]].sort_values("due_on", kind="stable")
    soon = open_[(open_["due_on"] > as_of) & (open_["due_on"] <= as_of + timedelta(days=7))]
    if late.empty and soon.empty:
        return Markup()
    title = f"{len(late)} 个应实施未实施"
    title += f"，下周另有 {len(soon)} 个到期" if len(soon) else "，下周没有新到期的"
    return markup.render(
        "why/start",
        title=title,
        sub=f"（项目，类别）计次，截至 {numbers.iso(known_to)}；最早到期的在前",
        rows=[
            *(_start_row(found, row, known_to) for row in _rows(late.head(12))),
            *(_start_row(found, row, as_of) for row in _rows(soon.head(max(0, 12 - len(late))))),
        ],
        more=max(0, len(late) + len(soon) - 12),
        ledger="/ledger?" + found.view.look.query(indicator="due_not_implemented"),
    )


def _start_row(found: WhyData, row: Mapping[str, Any], as_of: Any) -> dict[str, Any]:
    days = (as_of - row["due_on"]).days
    return {
        "name": row["name"],
        "href": "/project?" + found.view.look.query(project=str(row["project_id"])),
        "leader": person(row["leader"]),
        "project_class": row["project_class"],
        "due": numbers.iso(row["due_on"]),
        "is_late": days >= 0,
        "words": f"已过 {days} 天" if days > 0 else "今天到期" if days == 0 else f"还有 {-days} 天",
    }
