"""Which meeting the pack is for, what its meeting and those before decided, whom it speaks of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pandas import DataFrame

from cockpit import numbers
from cockpit.errors import Refused
from cockpit.numbers import is_missing, text
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import dispatch, meeting
from queries.filters import Filters

PROPOSED = 2  # of the score, where the meeting has no list yet
MONDAY = 0
WEEKDAYS = "一二三四五六日"
SHAPES = {"已落实": "▲", "推进中": "●", "调整": "◆", "逾期": "▼", "待议": "○"}
OPEN = ("逾期", "调整", "推进中")


@dataclass(frozen=True)
class Decision:
    """A decision: what, who, by when, and how it stands at the day it is judged.

    ``due``: the day agreed last; ``first_due`` only where that was another. ``clock``: how late or
    early it is, may be empty. ``shape``: of its state, which is never said by colour alone.
    """

    decision_id: str
    on: date
    project: str
    project_id: str
    text: str
    lead: str
    helps: str
    supervisor: str
    due: date | None
    first_due: date | None
    state: str
    clock: str
    note: str

    @property
    def shape(self) -> str:
        """▲ 已落实, ● 推进中, ◆ 调整, ▼ 逾期, ○ 待议."""
        return SHAPES.get(self.state, "○")

    @property
    def lit(self) -> str:
        """▼ 逾期."""
        return f"{self.shape} {self.state}"


@dataclass(frozen=True)
class Item:
    """A project that the meeting speaks of.

    ``chosen``: why it is there when the score did not propose it; ``discussed``: when it was last
    spoken of, in words.
    """

    project_id: str
    chosen: str
    discussed: str


@dataclass(frozen=True)
class Agenda:
    """A meeting: its day, the day at which decisions are judged, the lists.

    ``last_on``: the meeting before, None where there is none; ``last``: its decisions; ``older``:
    of the meetings before that, what is not done. ``asked``: what this meeting is to decide or
    has decided. ``is_proposed``: the projects are the score's, for the meeting has no list.
    """

    on: date
    judged_on: date
    is_recorded: bool
    as_of: date | None
    last_on: date | None
    last_as_of: date | None
    last: tuple[Decision, ...]
    older: tuple[Decision, ...]
    asked: tuple[Decision, ...]
    items: tuple[Item, ...]
    is_proposed: bool

    @property
    def week(self) -> int:
        """The week of the year, by which meetings are counted."""
        return self.on.isocalendar().week

    def of_project(self, project_id: str, decisions: Iterable[Decision]) -> list[Decision]:
        """The decisions about a project."""
        return [one for one in decisions if one.project_id == project_id]


def weekday(day: date) -> str:
    """周一."""
    return f"周{WEEKDAYS[day.weekday()]}"


def agenda(view: View, asked: str = "") -> Agenda:
    """The meeting of the day ``asked``; without one the next of this look. Raises Refused."""
    today = view.today
    every = view.ask(meeting.meetings, Filters(max(today, view.look.filters.as_of)))
    on = _day(view, every, asked)
    judged_on = min(today, on)
    at = Filters(judged_on)
    decided = [_decision(row, judged_on) for row in each(view.ask(meeting.decisions, at))]
    known = {day.date(): row for day, row in zip(every["on_date"], each(every), strict=True)}
    before = [day for day in known if day < on]
    last_on = max(before, default=None)
    listed = view.ask(meeting.items, at)
    own = listed[listed["on_date"].dt.date == on] if len(listed) else listed
    return Agenda(
        on=on,
        judged_on=judged_on,
        is_recorded=on in known,
        as_of=known[on].as_of.date() if on in known else None,
        last_on=last_on,
        last_as_of=None if last_on is None else known[last_on].as_of.date(),
        last=tuple(one for one in decided if one.on == last_on),
        older=tuple(
            one for one in decided if last_on is not None and one.on < last_on and one.state in OPEN
        ),
        asked=tuple(sorted((one for one in decided if one.on == on), key=_in_order)),
        items=_items(view, own, on),
        is_proposed=own.empty,
    )


def _in_order(one: Decision) -> tuple[str, str]:
    return one.decision_id, one.text


def _day(view: View, every: DataFrame, asked: str) -> date:
    """The meeting's day. Raises Refused for a day that is none."""
    days = [day.date() for day in every["on_date"]]
    as_of = view.look.filters.as_of
    if not asked:
        ahead = [day for day in days if day >= as_of]
        return min(ahead) if ahead else as_of + timedelta(days=(MONDAY - as_of.weekday()) % 7)
    try:
        on = numbers.day(asked)
    except ValueError as wrong:
        raise Refused(str(wrong), where="meeting", way_out="写成 2022-06-06 这样") from None
    if on not in days and on.weekday() != MONDAY:
        nearest = on + timedelta(days=(MONDAY - on.weekday()) % 7)
        raise Refused(
            f"{numbers.iso(on)} 是{weekday(on)}，没有登记过会议；周一碰头会在周一开",
            where="meeting",
            way_out=f"写会议那一天，如 {numbers.iso(nearest)}",
        )
    return on


def _decision(row: Row, judged_on: date) -> Decision:
    due = None if is_missing(row.due_on) else row.due_on.date()
    first = None if is_missing(row.first_due_on) else row.first_due_on.date()
    return Decision(
        decision_id=str(row.decision_id),
        on=row.on_date.date(),
        project=text(row.name),
        project_id=text(row.project_id),
        text=text(row.text),
        lead=text(row.lead),
        helps=text(row.helps),
        supervisor=text(row.supervisor),
        due=due,
        first_due=first if row.is_moved else None,
        state=str(row.state),
        clock=_clock(row, due, judged_on),
        note=text(row.note),
    )


def _clock(row: Row, due: date | None, judged_on: date) -> str:
    """逾期 5 天, 提前 1 天, 还剩 2 天."""
    if row.state == "逾期":
        return f"逾期 {int(row.days_late)} 天"
    if row.state == "已落实" and not is_missing(row.days_late):
        days = int(row.days_late)
        return "按期" if not days else f"晚 {days} 天" if days > 0 else f"提前 {-days} 天"
    if row.state in ("推进中", "调整") and due is not None:
        left = (due - judged_on).days
        return f"还剩 {left} 天" if left else "当天到期"
    return ""


def _items(view: View, own: DataFrame, on: date) -> tuple[Item, ...]:
    """The meeting's list; else what the score proposes."""
    spoken = {
        row.project_id: row for row in each(view.ask(meeting.discussed, Filters(on)))
    }  # of the meetings before this one

    def discussed(project_id: str) -> str:
        row = spoken.get(project_id)
        if row is None:
            return "第一次上会"
        times = f"，共 {int(row.times)} 次" if row.times > 1 else ""
        return f"上次 {numbers.month_day(row.last_on, on)} 上会{times}"

    if own.empty:
        scored = view.ask(dispatch.slow).head(PROPOSED)
        return tuple(Item(str(code), "", discussed(str(code))) for code in scored["project_id"])
    return tuple(
        Item(str(row.project_id), _chosen(row), discussed(str(row.project_id)))
        for row in each(own.sort_values("position"))
    )


def _chosen(row: Row) -> str:
    if is_missing(row.replaced_reason):
        return ""
    instead = f"替换 {row.replaces_name}：" if not is_missing(row.replaces_name) else ""
    return f"{instead}{row.replaced_reason}"


def counts(decisions: Sequence[Decision]) -> str:
    """7 件：落实 3 件，推进中 3 件，调整 1 件."""
    found = [
        (words, sum(one.state == state for one in decisions))
        for state, words in (
            ("逾期", "逾期"),
            ("调整", "调整"),
            ("推进中", "推进中"),
            ("已落实", "落实"),
            ("待议", "待议"),
        )
    ]
    return "，".join(f"{words} {number} 件" for words, number in found if number)
