"""The heat map of 每天必传: groups by day, and the projects of the one that is opened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import text
from cockpit.registry.columns import REPORT_DAYS
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import markup
from cockpit.screens.figures import Figure
from cockpit.screens.files import File
from cockpit.screens.musts.data import (
    GROUP_NOUNS,
    MEASURES,
    Days,
    Group,
    MustsData,
    musts_data,
)
from cockpit.screens.musts.page import day_words
from cockpit.screens.page_file import page_file
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import dispatch

MOST_GROUPS, MOST_PROJECTS = 60, 60
RECENT = 7  # days that a phone shows
MANY, SOME = 3, 2  # missing of a group's day: from these on it is drawn stronger


@dataclass(frozen=True)
class Mark:
    """A cell: its look, the character in it and its words; a day that is not due has no look.

    in: in time; same: in time, in the words of the report before; tardy: late; gone: missing;
    unknown: no time of receipt; wait: the day is not over.
    """

    look: str = ""
    sign: str = ""
    words: str = ""
    is_recent: bool = True


@dataclass(frozen=True)
class HeatRow:
    """A row: a group, or a project of the one that is opened."""

    name: str
    small: str
    href: str
    key: str
    marks: Sequence[Mark]
    missing: int
    late: int
    rate: Figure | str
    is_group: bool = True
    is_opened: bool = False


@dataclass(frozen=True)
class Heat:
    """The map: its finding, the days above its columns, rows, what stands below."""

    title: str
    sub: str
    noun: str
    days: Sequence[tuple[int, str]]
    legend: Sequence[tuple[str, str, str]]
    rows: Sequence[HeatRow]
    notes: Sequence[str]
    empty: str = ""


def html(found: MustsData) -> Markup:
    """The map."""
    return found.view.cached(
        "musts heat",
        lambda: markup.render("musts/heat", heat=heat(found)),
        found.by,
        found.opened,
        found.show,
        found.chase,
        found.week,
        found.is_open,
    )


def heat(found: MustsData) -> Heat:
    """The map: groups with the lowest rate first, and the projects of the one that is opened."""
    noun, month = GROUP_NOUNS[found.by], f"{found.as_of.year} 年 {found.as_of.month} 月"
    shown = [g for g in found.groups if found.show or g.name == found.opened or _has_gaps(found, g)]
    rows: list[HeatRow] = []
    notes = []
    for group in shown[:MOST_GROUPS]:
        rows.append(_group(found, group))
        if group.name == found.opened:
            projects, left = _projects(found)
            rows += projects
            notes += left
    if len(shown) > MOST_GROUPS:
        notes.append(f"另有 {len(shown) - MOST_GROUPS:,} 组没有画出，按时率都更高；下载里都有")
    if whole := len(found.groups) - len(shown):
        notes.append(f"{whole:,} 组全月按时，没有画出")
    if found.opened and found.opened not in {group.name for group in found.groups}:
        notes.append(f"“{found.opened[:40]}”本月没有应报的项目")
    notes.append(
        "应报：在建，且日历要求填报；开工前、竣工后、停工、不要求的日子空着。"
        "按时：当天 24:00 前收到；没有接收时间的不判。"
        "内容未变：形象进度与该项目上一次填报一字不差，照算已传，只作提示；打开一组可见。"
    )
    whole_month = found.whole.month
    return Heat(
        _title(found, noun),
        f"每天必传 · {noun} × 日 · {month}；格里的数是缺报的项目数；按时率低的在前",
        noun,
        [(day.day, _head(found, day)) for day in found.month_days],
        _legend(found, whole_month),
        rows,
        notes,
        "" if found.groups else _nothing(found),
    )


def _title(found: MustsData, noun: str) -> str:
    lacking = [group for group in found.groups if group.month.missing]
    if not found.groups:
        return "本月每天必传没有可判的日子"
    missing = found.whole.month.missing
    if not lacking:
        return "本月没有缺报"
    worst = sorted(lacking, key=lambda group: -group.month.missing)[: max(1, len(lacking) // 4)]
    share = numbers.percent(sum(g.month.missing for g in worst) / missing, 0)
    each_of = MEASURES[found.by]
    return (
        f"{len(found.groups):,} {each_of}{noun}中 {len(lacking):,} {each_of}有缺报；"
        f"缺得最多的 {len(worst):,} {each_of}占全部 {missing:,} 项目日的 {share}%"
    )


def _nothing(found: MustsData) -> str:
    return (
        f"{found.as_of.month} 月没有逐日的填报，不能说哪天缺报；"
        "按月报送的台账不判每天必传，项目都未在建时也没有应报的日子。"
    )


def _has_gaps(found: MustsData, group: Group) -> bool:
    today = group.days.get(found.as_of)
    is_waiting = found.is_open and today is not None and today.missing
    return not group.month.is_whole or bool(is_waiting)


def _head(found: MustsData, day: date) -> str:
    """The look of a day's header: today, a Monday (a line before it), not among the last seven."""
    looks = ["mon"] * (day.weekday() == 0) + ["now"] * (day > found.judged_to)
    looks += [] if _is_recent(found, day.day) else ["old"]
    return " ".join(looks)


def _is_recent(found: MustsData, number: int) -> bool:
    return number > found.as_of.day - RECENT


def _legend(found: MustsData, month: Days) -> Sequence[tuple[str, str, str]]:
    """Look, sign and words, with their counts."""
    said = [
        ("in", "", f"按时 {month.in_time:,}"),
        ("gone", "缺", f"缺报 {month.missing:,}"),
        ("tardy", "迟", f"迟报 {month.late:,}"),
        ("unknown", "？", f"无接收时间，不判 {month.unknown:,}"),
    ]
    if found.is_open:
        today = found.whole.days.get(found.as_of)
        said.append(("wait", "待", f"今天待传 {today.missing if today else 0:,}"))
    said.append(("same", "", "内容未变（已传）"))
    return said


def _group(found: MustsData, group: Group) -> HeatRow:
    is_opened = group.name == found.opened
    href = found.link(opened="" if is_opened else group.name)
    rate = found.figures_judged.from_ledger("daily_report", group.month.ratio, on=found.judged_to)
    own = Figure(**{**vars(rate), "href": found.link(opened=group.name)})
    marks = [_group_mark(found, group, day) for day in found.month_days]
    return HeatRow(
        group.name, "", href, group.name, marks, group.month.missing, group.month.late, own,
        is_opened=is_opened,
    )  # fmt: skip


def _group_mark(found: MustsData, group: Group, day: date) -> Mark:
    held, is_recent = group.days.get(day), _is_recent(found, day.day)
    if held is None:
        return Mark(is_recent=is_recent)
    words = f"{group.name} {day.day} 日：{day_words(held)}"
    if day > found.judged_to:
        if not held.missing:
            return Mark("in", "", words, is_recent)
        waiting = f"{group.name} 今天：已传 {held.reported:,}，待传 {held.missing:,}"
        return Mark("wait", str(held.missing), waiting, is_recent)
    if held.missing:
        size = " many" if held.missing >= MANY else " some" if held.missing >= SOME else ""
        return Mark("gone" + size, str(held.missing), words, is_recent)
    if held.late:
        return Mark("tardy", "迟", words, is_recent)
    return Mark("unknown" if held.unknown else "in", "？" if held.unknown else "", words, is_recent)


def _projects(found: MustsData) -> tuple[list[HeatRow], list[str]]:
    """The projects of the group that is opened, and what is not drawn of them."""
    frame = found.view.ask(
        dispatch.group_projects, by=found.by or "leader", group_name=found.opened
    )
    rows = list(each(frame))
    lacking = [row for row in rows if row.missing or row.late or row.unknown]
    shown = rows if found.show else lacking
    made = [_project(found, row) for row in shown[:MOST_PROJECTS]]
    name = found.opened + " " * found.opened[-1:].isdigit()
    notes = []
    if rest := len(rows) - len(shown):
        notes.append(f"{name}另有 {rest:,} 个项目全部按时，选“全部”可见")
    if len(shown) > MOST_PROJECTS:
        notes.append(f"{name}还有 {len(shown) - MOST_PROJECTS:,} 个没有画出，下载里都有")
    return made, notes


def _project(found: MustsData, row: Row) -> HeatRow:
    held = {
        name: _numbers(getattr(row, f"{name}_days"))
        for name in ("due", "missing", "late", "unknown", "unchanged")
    }
    marks = [_project_mark(found, day.day, held) for day in found.month_days]
    over = found.judged_to.day if found.judged_to.month == found.as_of.month else 0
    missing = sum(n <= over for n in held["missing"])
    late = sum(n <= over for n in held["late"])
    known = sum(n <= over for n in held["due"]) - sum(n <= over for n in held["unknown"])
    ratio = (known - missing - late) / known if known else None
    rate = found.figures.from_ledger("daily_report", ratio, project=row.project_id)
    where = text(row.township) if found.by != "township" else text(row.leader)
    href = "/project?" + found.view.look.query(project=row.project_id)
    return HeatRow(
        row.name, where, href, row.project_id, marks, missing, late, rate, is_group=False
    )


def _numbers(days: Any) -> Collection[int]:
    return {int(day) for day in days} if hasattr(days, "__len__") else set()


def _project_mark(found: MustsData, number: int, held: dict[str, Collection[int]]) -> Mark:
    is_recent = _is_recent(found, number)
    if number not in held["due"]:
        return Mark(is_recent=is_recent)
    if number in held["missing"]:
        if number > found.judged_to.day or found.judged_to.month != found.as_of.month:
            return Mark("wait", "待", f"{number} 日：待传", is_recent)
        return Mark("gone", "缺", f"{number} 日：缺报", is_recent)
    same = "，内容未变" if number in held["unchanged"] else ""
    if number in held["late"]:
        return Mark("tardy", "迟", f"{number} 日：迟报{same}", is_recent)
    if number in held["unknown"]:
        return Mark("unknown", "？", f"{number} 日：已传，无接收时间{same}", is_recent)
    return Mark("same" if same else "in", "", f"{number} 日：按时{same}", is_recent)


def file(view: View) -> File:
    """每天必传 by project, to take along: all of the month, with the days missed."""
    found = musts_data(view)
    month, day = f"{found.as_of.year} 年 {found.as_of.month} 月", numbers.iso(found.as_of)
    return page_file(
        view,
        view.ask(dispatch.daily_rows),
        REPORT_DAYS,
        "每天必传",
        {"口径": INDICATORS["daily_report"].definition},
        title=f"每天必传 {month}（截至 {day}）",
    )
