"""What the pack says: one frozen content of a meeting, from which every file is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from cockpit import numbers
from cockpit.city import City
from cockpit.link.since import Since
from cockpit.numbers import is_missing, text
from cockpit.pack import lists, moves, slow, standing
from cockpit.pack.agenda import Agenda, Decision, agenda, counts, weekday
from cockpit.pack.lists import NameList
from cockpit.pack.moves import Move
from cockpit.pack.slow import Slow
from cockpit.pack.standing import Standing
from cockpit.screens import figure_link, wall
from cockpit.screens.view import View
from cockpit.screens.wall.context import WallContext
from queries import dispatch

NAMED = 6  # of a list of names in running text and on a slide
UNDECIDED = "会上没有提请议定的事项"
NO_MEETING = "还没有开过会"


@dataclass(frozen=True)
class Week:
    """The problems of seven days, each as text; empty words say why there are none."""

    days: str
    raised: str
    closed: str
    in_hand: str
    overdue: str
    three_day: str
    until: str
    empty: str


@dataclass(frozen=True)
class Silent:
    """Who has not reported on a day: ``missing`` of ``due``, their names; or why none is asked."""

    day: date
    due: int
    missing: int
    names: tuple[str, ...]
    empty: str


@dataclass(frozen=True)
class Said:
    """A meeting's content.

    ``as_of``: the day looked at; ``cut``: of the money; ``stamp``: 截至, version and kind, as
    every slide and page carries them; ``kind``: 示例数据, empty of a real ledger. ``scope``: the
    choice of projects in words, empty for the whole city. ``since``: what ``moves`` are against.
    """

    city: City
    agenda: Agenda
    as_of: date
    cut: date
    progress: str
    version: int
    kind: str
    scope: str
    stamp: str
    wall: WallContext
    since: Since
    moves: tuple[Move, ...]
    total: Standing
    classes: tuple[Standing, ...]
    leaders: tuple[Standing, ...]
    organisations: tuple[Standing, ...]
    lists: tuple[NameList, NameList, NameList]
    projects: tuple[Slow, ...]
    week: Week
    silent: Silent

    @property
    def title(self) -> str:
        """What the files are called: the city and 重大项目周调度."""
        return f"{self.city.name}重大项目周调度"

    @property
    def issue(self) -> str:
        """第 23 期."""
        return f"第 {self.agenda.week} 期"

    @property
    def meeting(self) -> str:
        """2022 年 6 月 6 日."""
        on = self.agenda.on
        return f"{on.year} 年 {on.month} 月 {on.day} 日"

    @property
    def last_words(self) -> str:
        """上周议定 7 件：… ; that there was none."""
        found = self.agenda
        if found.last_on is None:
            return NO_MEETING
        if not found.last:
            return f"{numbers.month_day(found.last_on, found.on)} 的会没有记录议定事项"
        return f"上次议定 {len(found.last)} 件：{counts(found.last)}"

    @property
    def today_words(self) -> str:
        """今日议定 3 件，还有 1 件待定; before the meeting what it is asked for."""
        agreed = sum(one.state != "待议" for one in self.agenda.asked)
        waiting = len(self.agenda.asked) - agreed
        if not agreed:
            return f"请会议定 {waiting} 件" if waiting else "没有提请议定的事"
        if waiting:
            return f"今日议定 {agreed} 件，还有 {waiting} 件待定"
        return f"今日议定 {agreed} 件，请逐件宣读"

    @property
    def coming(self) -> tuple[Decision, ...]:
        """The agreed decisions, not done, that fall due in the week from the meeting on."""
        until = self.agenda.on + timedelta(days=7)
        every = (*self.agenda.last, *self.agenda.older)
        due = [
            one
            for one in every
            if one.state in ("推进中", "调整") and one.due is not None and one.due <= until
        ]
        return tuple(sorted(due, key=lambda one: (one.due or until, one.decision_id)))


def compose(view: View, meeting: str = "") -> Said:
    """The content for the meeting of a day, empty for the next one. Raises BadLink."""
    return view.cached("pack", lambda: _composed(view, meeting), meeting, view.today)


def _composed(view: View, meeting: str) -> Said:
    found, stamp, said = agenda(view, meeting), view.stamp(), wall.compose(view)
    before = moves.base(view, found.last_as_of)
    kind = stamp.kind_words if stamp.ledger_kind == "sample" else ""
    scope = figure_link.scope_words(view.look, view.city)
    words = [f"数据截至 {numbers.iso(stamp.as_of)}", stamp.cut_words, f"第 {stamp.version} 版"]
    words += [f"范围：{scope}" if scope else "", kind]
    return Said(
        city=view.city,
        agenda=found,
        as_of=stamp.as_of,
        cut=stamp.cut_on,
        progress=said.progress,
        version=stamp.version,
        kind=kind,
        scope=scope,
        stamp=" · ".join(filter(None, words)),
        wall=said,
        since=before,
        moves=moves.moves(view, said, before),
        total=standing.total(view),
        classes=standing.classes(view),
        leaders=standing.leaders(view),
        organisations=standing.organisations(view),
        lists=lists.three(view),
        projects=slow.projects(view, found),
        week=_week(view, said),
        silent=_silent(view),
    )


def _week(view: View, said: WallContext) -> Week:
    row, problems = view.row(dispatch.problem_week), said.problems
    if problems.in_hand is None or is_missing(row.week_from):
        return Week("", "", "", "", "", "", "", problems.empty or "没有登记的问题")
    as_of = view.look.filters.as_of
    first, last = numbers.month_day(row.week_from, as_of), numbers.month_day(row.week_to, as_of)
    return Week(
        days=f"{first}至 {last}",
        raised=str(int(row.raised)),
        closed=str(int(row.closed)),
        in_hand=problems.in_hand.text,
        overdue="" if problems.overdue is None else problems.overdue.text,
        three_day="" if problems.three_day is None else problems.three_day.text,
        until=problems.until,
        empty="",
    )


def _silent(view: View) -> Silent:
    row, day = view.row(dispatch.today), view.look.filters.as_of
    if not row.due or not row.is_asked or is_missing(row.missing):
        return Silent(day, 0, 0, (), f"{numbers.month_day(day)}没有装入当天的填报，不列未传名单")
    lacking = view.ask(dispatch.today_rows, lacking=True) if row.missing else None
    names = () if lacking is None else tuple(text(name) for name in lacking["name"])
    return Silent(day, int(row.due), int(row.missing), names[: int(row.missing)], "")


def some(names: tuple[str, ...], most: int = NAMED) -> str:
    """a、b、c，另 3 个."""
    more = f"，另 {len(names) - most} 个" if len(names) > most else ""
    return "、".join(names[:most]) + more


def day_words(day: date | None, year: int) -> str:
    """6 月 10 日（周五）; 时限未定 without a day."""
    if day is None:
        return "时限未定"
    front = "" if day.year == year else f"{day.year} 年 "
    return f"{front}{day.month} 月 {day.day} 日（{weekday(day)}）"
