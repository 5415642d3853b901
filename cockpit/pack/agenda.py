"""Which meeting the pack is for, what its meeting and those before decided, whom it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens.monday import agenda as monday
from cockpit.screens.monday.agenda import SHAPES, Subject
from cockpit.screens.rows import Row
from cockpit.screens.view import View

WEEKDAYS = "一二三四五六日"


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

    ``last_on``: the meeting before that decided something, None where there is none; ``last``: its
    decisions; ``older``: of the meetings before that, what is not done. ``asked``: what this one
    is to decide or has decided. ``is_proposed``: the score's projects, for it has no list.
    """

    on: date
    judged_on: date
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


def weekday(day: date) -> str:
    """周一."""
    return f"周{WEEKDAYS[day.weekday()]}"


def agenda(view: View, asked: str = "") -> Agenda:
    """The meeting of the day ``asked``, as its page has it; without one the next of this look.

    Raises BadLink for a day on which no meeting is held.
    """
    query = {"meeting": [asked]} if asked else {}
    page = monday.agenda_of(replace(view, query=query))
    before = [row for row in page.meetings if row.on_date.date() == page.last_on]
    return Agenda(
        on=page.on_date,
        judged_on=page.judged_on,
        last_on=page.last_on,
        last_as_of=before[0].as_of.date() if before else None,
        last=tuple(_decision(row, page.judged_on) for row in page.last),
        older=tuple(_decision(row, page.judged_on) for row in page.older),
        asked=tuple(_decision(row, page.now_on) for row in page.decisions),
        items=tuple(_item(one, page.on_date) for one in page.subjects),
        is_proposed=not page.items,
    )


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
    if words := monday.days_words(row):
        return words
    if row.state in (monday.GOING, monday.MOVED) and due is not None:
        left = (due - judged_on).days
        return f"还剩 {left} 天" if left else "当天到期"
    return ""


def _item(one: Subject, on: date) -> Item:
    instead = f"替换 {one.replaces}：" if one.replaces else ""
    chosen = f"{instead}{one.reason}" if one.reason else ""
    if one.last_on is None:
        return Item(one.project_id, chosen, "第一次上会")
    return Item(one.project_id, chosen, f"上次 {numbers.month_day(one.last_on, on)} 上会")


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
