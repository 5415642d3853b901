"""What the next weeks need: the pace back to 序时 by class, and what is due to start."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import text
from cockpit.registry.columns import Column
from cockpit.registry.indicators import INDICATORS, ORIGINS
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.markup import drawn
from cockpit.screens.once import once
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.wall.cards import share_bar
from cockpit.screens.why.data import WhyData, person
from queries import change

PROJECTS = 6  # shown of those that lack most
STARTS = 12  # shown of those that are due to start
CLASSES = (
    Column("name", "类别"),
    Column("track", "已完成"),
    Column("recent", "近 7 天（亿元）", "wan"),
    Column("weekly", "每周还需（亿元）", "wan"),
)
LACKING = (
    Column("name", "差得最多的项目"),
    Column("leader", "分包领导"),
    Column("behind", "较序时（百分点）", "points"),
    *CLASSES[-2:],
)
TO_START = (
    Column("name", "项目"),
    Column("leader", "分包领导"),
    Column("class", "类别"),
    Column("due_on", "应开工", "date"),
    Column("left", "时限"),
)


@once
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
    end, progress = numbers.month_end_words(whole.next_on), numbers.percent(whole.next_progress)
    tables = [
        table.html(
            CLASSES,
            [_class_line(found, row) for row in _rows(by_class)],
            look="bars pace",
            heads={"track": drawn("track_head", end, f"{progress}%", of="why/macros")},
        )
    ]
    if len(projects):
        lacking = [_project_line(found, row) for row in _rows(projects.head(PROJECTS))]
        ledger = "/ledger?" + found.view.look.query(show="needed")
        more = _more(len(projects) - PROJECTS, "个低于序时，打开台账", ledger)
        tables.append(table.html(LACKING, [*lacking, *more], look="bars lacking"))
    body = markup.render("why/next", tables=tables, progress=f"{progress}%")
    sub = f"亿元，截至 {numbers.iso(found.view.stamp().cut_on)}；"
    sub += f"到 {numbers.iso(whole.next_on)} 还有 {int(whole.days_left)} 天"
    return card.html(Card(_pace_title(whole, end), sub, body))


def _more(count: int, words: str, href: str) -> list[Across]:
    """The way to those not listed, where there are any."""
    if count <= 0:
        return []
    return [Across(drawn("more", f"另 {count} {words}", href, of="why/macros"))]


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


def _figure(found: WhyData, code: str, said: str, href: str) -> Figure:
    indicator, kind = INDICATORS[code], found.view.stamp().figure_kind
    day = numbers.iso(found.view.stamp().cut_on)
    title = f"{indicator.name} · {ORIGINS[kind]} · 截至 {day}"
    return Figure(said, indicator.unit, code, kind, href, title)


def _class_line(found: WhyData, row: Mapping[str, Any]) -> Line:
    is_whole = numbers.is_missing(row["project_class"])
    narrow = {} if is_whole else {"classes": (row["project_class"],)}
    look = found.view.look.narrowed(**narrow)
    rows, behind = ("/ledger?" + look.query(indicator=code) for code in ("completion", "ahead"))
    plan, done = float(row["plan_wan"]), row["completed_wan"]
    planned = f"有年计划的 {int(row['projects'])} 个 · 年计划 {numbers.yi_in_table(plan)} 亿元"
    completed = _figure(found, "completed", numbers.yi_in_table(done), rows)
    next_ = numbers.yi_in_table(row["next_wan"])
    weekly = _figure(found, "needed_weekly", numbers.yi_in_table(row["weekly_wan"]), behind)
    is_there = row["needed_wan"] == 0
    return Line(
        {
            "name": Cell("合计（去重）" if is_whole else row["short_name"], small=planned),
            "track": Cell(
                bar=share_bar(float(done) / plan, row["next_progress"]),
                small=drawn("track", completed, next_, of="why/macros"),
            ),
            "recent": _figure(found, "recent_week", numbers.yi_in_table(row["recent_wan"]), rows),
            "weekly": Cell("已超过", look="ok") if is_there else weekly,
        }
    )


def _project_line(found: WhyData, row: Mapping[str, Any]) -> Line:
    href = "/project?" + found.view.look.query(project=str(row["project_id"]))

    def figure(code: str, said: str) -> Figure:
        return _figure(found, code, said, href)

    return Line(
        {
            "name": Cell(row["name"], small=text(row["oldest_problem"]), href=href),
            "leader": person(row["leader"]),
            "behind": Cell(figure("ahead", numbers.fixed(row["ahead_pp"])), look="warn"),
            "recent": figure("recent_week", numbers.yi_in_table(row["recent_wan"])),
            "weekly": figure("needed_weekly", numbers.yi_in_table(row["weekly_wan"])),
        }
    )


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
    lines: list[Line | Across] = [
        *(_start_line(found, row, known_to) for row in _rows(late.head(STARTS))),
        *(_start_line(found, row, as_of) for row in _rows(soon.head(max(0, STARTS - len(late))))),
        *_more(
            len(late) + len(soon) - STARTS,
            "个，打开台账",
            "/ledger?" + found.view.look.query(indicator="due_not_implemented"),
        ),
    ]
    sub = f"（项目，类别）计次，截至 {numbers.iso(known_to)}；最早到期的在前"
    return card.html(Card(title, sub, table.html(TO_START, lines, look="bars starts")))


def _start_line(found: WhyData, row: Mapping[str, Any], as_of: Any) -> Line:
    days = (as_of - row["due_on"]).days
    said = f"已过 {days} 天" if days > 0 else "今天到期" if days == 0 else f"还有 {-days} 天"
    return Line(
        {
            "name": Cell(
                row["name"],
                href="/project?" + found.view.look.query(project=str(row["project_id"])),
            ),
            "leader": person(row["leader"]),
            "class": row["project_class"],
            "due_on": numbers.iso(row["due_on"]),
            "left": Cell(said, look="warn" if days >= 0 else ""),
        }
    )
