"""The finding of the page, and its first part: each ceremony, the open one with its projects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import CEREMONY_PROJECTS
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import card, markup
from cockpit.screens.card import Card
from cockpit.screens.ceremonies.data import (
    NONE_OPEN,
    CeremoniesData,
    ceremonies_data,
    tour_name,
    why_unplaced,
)
from cockpit.screens.figures import Figure
from cockpit.screens.files import File
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.page_file import page_file
from cockpit.screens.rows import Row
from cockpit.screens.view import View
from queries import ceremonies

MOST_NAMED, MOST_SQUARES = 3, 60
NEAR = 62.0  # % of the track: from here on a label stands to the left of its sign
APART, FAR_APART, LAST_PLACE = 18, 42, 95  # of a month from the ceremony's words; the last place
LEGEND = (
    ("in", "已入库"),
    ("out", "开工未入库"),
    ("still", "停滞"),
    ("none", "未开工"),
)


@once
def headline(view: View) -> Headline:
    """What the page finds. Raises NoData, BadLink."""
    found = ceremonies_data(view)
    return Headline(finding(found), lead(found), found.as_of)


def finding(found: CeremoniesData) -> str:
    """What has not started or stands still, who won the last tour, and what it was promised."""
    said = []
    if found.total is not None:
        total, troubles = found.total, []
        if total.not_started:
            troubles.append(f"{int(total.not_started):,} 个还未开工")
        if total.stalled:
            troubles.append(f"{int(total.stalled):,} 个停滞")
        count = f"{int(total.projects):,} 个集中开工项目"
        said.append(
            f"{count}里 {'、'.join(troubles)}" if troubles else f"{count}都已开工，没有停滞"
        )
    if found.shown is not None:
        first = [r.body for r in found.scores if not is_missing(r.place) and r.place == 1]
        name = tour_name(found, found.shown)
        words = name + (f"{'、'.join(first)}第 1" if first else why_unplaced(found.shown))
        if found.promises:
            ours = _last_promises(found)
            missed = sum(row.state == "未到" for row in ours)
            kept = f" {missed} 个未到" if missed else "没有过期未到的"
            words += f"，上次承诺的 {len(ours)} 个节点{kept}" if ours else ""
        said.append(words)
    return "；".join(said)


def _last_promises(found: CeremoniesData) -> Sequence[Row]:
    assert found.before is not None
    return [row for row in found.promises if row.inspection_id == found.before.inspection_id]


def lead(found: CeremoniesData) -> str:
    """Which projects those are."""
    said = []
    waiting = [row for row in found.projects if row.not_started]
    if waiting:
        waiting.sort(key=lambda row: -row.days_waiting)
        names = [f"{_name(row)}（集中开工后 {int(row.days_waiting)} 天）" for row in waiting]
        until = found.view.stamp().until("stages")
        said.append(f"未开工的：{_listed(names)}" + (f"，{until}" if until else ""))
    if still := [f"{_name(row)}（{row.state}）" for row in found.projects if row.stalled]:
        said.append(f"停滞的：{_listed(still)}")
    if found.total is not None and found.total.unregistered:
        said.append(f"{int(found.total.unregistered):,} 个已开工未入库")
    return "；".join(said) + "。" if said else ""


def _listed(names: Sequence[str]) -> str:
    more = f"等 {len(names):,} 个" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more


def _name(row: Row) -> str:
    return text(row.name) or str(row.project_id)


@dataclass(frozen=True)
class Held:
    """A ceremony in the table; ``squares``: what each project has come to, by LEGEND's looks."""

    on: str
    title: str
    key: str
    href: str
    is_open: bool
    projects: Figure
    announced: Figure
    squares: Sequence[str]
    started: Figure
    registered: Figure
    unregistered: Figure
    stalled: Figure
    not_started: Figure
    median: Figure


@dataclass(frozen=True)
class Way:
    """A project of the open ceremony on its track; places are % of the track.

    ``from_``: its start; ``entered``: its day in the library, None without; ``words``: the days,
    at ``at``, to the left of it where ``is_left``.
    """

    name: str
    href: str
    township: str
    announced: str
    start: float | None
    entered: float | None
    words: str
    at: float
    is_left: bool
    look: str
    rise: str
    rate: str
    shape: str
    state: str


@dataclass(frozen=True)
class Opened:
    """The open ceremony: its title, the axis with its months and its own day, its projects."""

    title: str
    held: str
    at: float
    months: Sequence[tuple[str, float, bool]]
    ways: Sequence[Way]


@once
def held(found: CeremoniesData) -> Markup:
    """Each ceremony with a square a project; below the table the open one."""
    if found.total is None:
        whole = found.view.look.filters.is_whole
        said = (
            "导入集中开工和集中开工项目后，这里看每场的项目开工、入库了没有。"
            if whole
            else "当前筛选下没有集中开工项目，放宽筛选再看。"
        )
        title = "截至这一日没有集中开工" if whole else "筛选下没有集中开工项目"
        return card.html(Card(title, "集中开工后续", empty=said))
    total = found.total
    title = (
        f"{int(total.ceremonies)} 次集中开工 {int(total.projects):,} 个项目："
        f"{int(total.started):,} 个已开工、{int(total.registered):,} 个已入库，"
        f"{int(total.stalled):,} 个停滞、{int(total.not_started):,} 个未开工"
    )
    cut = found.view.stamp().cut_on
    until = "" if cut == found.as_of else f"，投资到 {numbers.iso(cut)}"
    body = markup.render(
        "ceremonies/held",
        rows=[_held(found, row) for row in found.held],
        total=_row(found, total, ""),
        legend=LEGEND,
        opened=_opened(found),
    )
    sub = (
        f"集中开工后续 · 个、亿元 · 截至 {numbers.iso(found.as_of)}{until} · "
        "停滞 = 停工，或开工满 30 天而近 30 天完成投资没有增加"
    )
    fine = (
        "集中开工名单以当天装入的为准，后来退出名单的也留着；参加过两场的各算一次。"
        "停滞的即使已入库也画停滞，已入库一栏仍算上它。"
    )
    return card.html(Card(title, sub, body, fine))


def _held(found: CeremoniesData, row: Row) -> Held:
    return _row(found, row, row.ceremony_id)


def _row(found: CeremoniesData, row: Row, key: str) -> Held:
    is_open = bool(key) and key == found.ceremony

    def figure(code: str, value: object) -> Figure:
        return found.of_ceremony(code, value, key)

    return Held(
        on=numbers.iso(row.held_on) if key else "",
        title=text(row.title) or "合计",
        key=key,
        href=found.link(ceremony=NONE_OPEN if is_open else key),
        is_open=is_open,
        projects=figure("ceremony_projects", row.projects),
        announced=figure("ceremony_announced", row.announced_wan),
        squares=_squares(found, key) if key else (),
        started=figure("ceremony_started", row.started),
        registered=figure("ceremony_registered", row.registered),
        unregistered=figure("ceremony_unregistered", row.unregistered),
        stalled=figure("ceremony_stalled", row.stalled),
        not_started=figure("ceremony_not_started", row.not_started),
        median=_median(found, row.median_days),
    )


def _median(found: CeremoniesData, days: float) -> Figure:
    places = 0 if is_missing(days) or float(days).is_integer() else 1
    return found.figures.from_ledger("ceremony_median_days", days, decimals=places)


def _squares(found: CeremoniesData, ceremony_id: str) -> Sequence[str]:
    looks = [_look(row) for row in found.projects if row.ceremony_id == ceremony_id]
    order = [look for look, _ in LEGEND]
    return sorted(looks, key=order.index)[:MOST_SQUARES]


def _look(row: Row) -> str:
    """The look of a project; stalled wins over in the library."""
    if row.not_started:
        return "none"
    if row.stalled:
        return "still"
    return "in" if row.registered else "out"


def _opened(found: CeremoniesData) -> Opened | None:
    row = found.opened
    if row is None:
        return None
    ours = [one for one in found.projects if one.ceremony_id == row.ceremony_id]
    started = [one.started_on.date() for one in ours if not is_missing(one.started_on)]
    held_on = row.held_on.date()
    first = min([held_on, *(day for day in started if day > held_on - timedelta(days=45))])
    until = found.view.stamp().day("stages")
    axis = _Axis(first, max(until, first + timedelta(days=1)))
    ours.sort(key=lambda one: (bool(one.not_started), is_missing(one.days_to_start), _start(one)))
    return Opened(
        _opened_title(row),
        f"集中开工 {held_on:%m-%d}",
        axis.at(held_on),
        axis.months(held_on),
        [_way(found, axis, one) for one in ours],
    )


def _start(row: Row) -> int:
    return 0 if is_missing(row.days_to_start) else int(row.days_to_start)


def _opened_title(row: Row) -> str:
    said = f"{row.title} · {numbers.iso(row.held_on)} · {int(row.projects):,} 个项目："
    if not row.started:
        return said + "都未开工"
    said += f"{int(row.started):,} 个实际开工"
    fast, slow = int(row.fastest_days), int(row.slowest_days)
    if slow != fast:
        said += f"，最快{days_words(fast)}、最慢{days_words(slow)}"
    if row.not_started:
        said += f"；{int(row.not_started):,} 个未开工"
    return said


def days_words(days: int) -> str:
    """How long after a ceremony: 当天, 17 天, 早 3 天."""
    if days == 0:
        return "当天"
    return f" {days} 天" if days > 0 else f"早 {-days} 天"


@dataclass(frozen=True)
class _Axis:
    """The days of the tracks."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day stands, in %; one before the axis at its beginning."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(100 * min(1.0, max(0.0, share)), 2)

    def months(self, held_on: date) -> Sequence[tuple[str, float, bool]]:
        """The months that begin on the axis, and whether one is too near for a narrow window."""
        step = 1 + (self.last - self.first).days // 300
        found: list[tuple[str, float, bool]] = []
        day = (self.first.replace(day=1) + timedelta(days=32)).replace(day=1)
        while day < self.last:
            place = self.at(day)
            apart = abs(place - self.at(held_on))
            if apart > APART and place < LAST_PLACE and (day.month - 1) % step == 0:
                found.append((f"{day.month} 月", place, apart < FAR_APART))
            day = (day + timedelta(days=32)).replace(day=1)
        return found


def _way(found: CeremoniesData, axis: _Axis, row: Row) -> Way:
    start = None if is_missing(row.started_on) else axis.at(row.started_on.date())
    entered = None if is_missing(row.registered_on) else axis.at(row.registered_on.date())
    at = 0.0 if start is None else start
    words, look = _days(row), _look(row)
    shape, state = _state(row)
    return Way(
        name=_name(row),
        href=found.project(row.project_id),
        township=text(row.township),
        announced=numbers.yi(row.announced_wan, 2),
        start=start,
        entered=entered,
        words=words,
        at=at,
        is_left=at > NEAR,
        look=look,
        rise=_wan(row.rise_wan) if row.started else numbers.MISSING,
        rate=numbers.percent(row.completion_ratio),
        shape=shape,
        state=state,
    )


def _wan(value: float) -> str:
    return numbers.MISSING if is_missing(value) else numbers.fixed(value, 0, signed=bool(value))


def _days(row: Row) -> str:
    if row.not_started:
        return f"{int(row.days_waiting)} 天未开工"
    said = f"{days_words(int(row.days_to_start)).strip()}开工"
    if not is_missing(row.days_to_register):
        said += f"，{days_words(int(row.days_to_register)).strip()}入库"
    return said


def _state(row: Row) -> tuple[str, str]:
    if row.not_started:
        return "■", "未开工"
    entered = "已入库" if row.registered else "未入库"
    if row.stalled:
        return "▼", f"{row.state}，{entered}"
    return ("▲" if row.registered else "■"), f"{row.state}，{entered}"


def file(view: View) -> File:
    """The projects of the ceremonies, to take along."""
    ceremonies_data(view)  # raises where there is none
    return page_file(
        view,
        view.ask(ceremonies.project_rows),
        CEREMONY_PROJECTS,
        "集中开工",
        {
            "投资截至": numbers.iso(view.stamp().cut_on),
            "口径": view.city.said(INDICATORS["ceremony_stalled"].definition),
        },
    )
