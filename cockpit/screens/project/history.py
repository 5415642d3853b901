"""Stages as a track, and everything that changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens import markup
from cockpit.screens.card import Card
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.heading import stopped_on
from cockpit.screens.project.words import day
from cockpit.screens.rows import each

TRACK = ("签约", "履约", "开工", "入库", "竣工", "投产", "达效")
CHANGES_SHOWN = 12
EMPTY = "未填"  # what a value was, or became, that is not there


@dataclass(frozen=True)
class Step:
    """A stage on the track: ``look`` is done, now or ahead; ``days`` since it while it lasts."""

    number: int
    name: str
    look: str
    on: str
    days: str


@dataclass(frozen=True)
class Change:
    """A change: when, what kind, what of it in words, why and by whom."""

    on: str
    kind: str
    words: str
    why: str


def stages(one: ProjectData) -> Card:
    """The track from 签约 to 达效; days are counted as far as stages were loaded."""
    known_to = one.stamp.day("stages")
    first: dict[str, date] = {}
    for row in each(one.stages):
        on = day(row.on_date)
        assert on is not None
        first.setdefault(str(row.stage), on)
    reached = [name for name in TRACK if name in first and name != "入库"]
    last = reached[-1] if reached else ""
    steps = []
    for number, name in enumerate(TRACK, start=1):
        on, look, days = first.get(name), "ahead", ""
        if on:
            look = "now" if name == last else "done"
            days = f"{(known_to - on).days} 天" if name == last else ""
        passed = not on and bool(last) and name != "入库" and TRACK.index(name) < TRACK.index(last)
        said = numbers.iso(on) if on else "没有记录" if passed else "未到"
        steps.append(Step(number, name, look, said, days))
    events = [
        f"{numbers.iso(day(row.on_date))} {row.stage}"
        for row in each(one.stages)
        if row.stage in {"停工", "复工"}
    ]
    return Card(
        _stages_title(one, first, last),
        f"各阶段到达之日；截至 {numbers.iso(known_to)}",
        markup.render("project/stages", steps=steps),
        f"停复工：{'，'.join(events)}。" if events else "",
    )


def _stages_title(one: ProjectData, first: dict[str, date], last: str) -> str:
    known_to, stopped = one.stamp.day("stages"), stopped_on(one)
    if stopped:
        return f"停工已 {(known_to - stopped).days} 天"
    if not last:
        due = day(one.facts.due_on)
        if due and one.facts.is_late:
            until = one.stamp.until("stages") or "至今"
            return f"应于 {numbers.iso(due)} 开（复）工，{until}没有阶段记录"
        return f"还没有阶段记录，应于 {numbers.iso(due)} 开工" if due else "还没有阶段记录"
    days = (known_to - first[last]).days
    if last == TRACK[-1]:
        return f"已达效 {days} 天"
    following = TRACK[TRACK.index(last) + 1 :]
    after = next(name for name in following if name != "入库")
    return f"{last}已 {days} 天，还没有{after}"


def changes(one: ProjectData) -> Card:
    """Plan revisions, profile, list, roles, renames, corrections, reports that came late."""
    rows = list(each(one.changes))
    sub = "计划调整、资料、名单、人员、改号、更正与补报；最近的在前"
    if not rows:
        return Card("没有变更记录", sub, empty="截至这一日，没有计划调整、改名或更正。")
    revised = [row for row in rows if row.kind == "计划调整"]
    corrected = [row for row in rows if row.kind in {"更正", "说明", "补报或重报"}]
    parts = []
    if revised:
        parts.append(f"计划调整 {len(revised)} 次")
    if corrected:
        parts.append(f"更正或补报 {len(corrected)} 次")
    if any(row.kind == "改号" or row.item == "名称" for row in rows):
        parts.append("改过名称或代码")
    title = "，".join(parts) or "计划没有调整过，也没有更正"
    body = markup.render("project/changes", changes=[_change(row) for row in rows[:CHANGES_SHOWN]])
    more = len(rows) - CHANGES_SHOWN
    return Card(title, sub, body, f"另有 {more} 条更早的没有列出。" if more > 0 else "")


def _change(row: Any) -> Change:
    why = "，".join(part for part in (text(row.reason), text(row.author)) if part)
    return Change(numbers.iso(day(row.on_date)), row.kind, _words(row), why)


def _plan(wan: Any) -> str:
    return EMPTY if is_missing(wan) else f"{numbers.yi(wan, 2)} 亿元"


def _words(row: Any) -> str:
    item = text(row.item).replace("|", " · ")
    before, after = text(row.before), text(row.after)
    if row.kind == "计划调整":
        before, after = (_plan(wan) for wan in (row.before_wan, row.after_wan))
    elif row.kind == "资料变更":
        before, after = before or EMPTY, after or EMPTY
    if before and after:
        return f"{item} {before} → {after}"
    return f"{item} {before}{after}".strip()
