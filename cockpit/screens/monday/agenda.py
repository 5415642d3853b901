"""What a Monday meeting has before it: page, deck and the files handed out are drawn from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from pandas import DataFrame

from cockpit import numbers
from cockpit.intake.meetings import next_monday
from cockpit.link.values import bad, single
from cockpit.link.values import day as read_day
from cockpit.numbers import is_missing, text
from cockpit.screens.figures import FigureMaker
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import dispatch, meeting
from queries.filters import Filters

PATH, DECK = "/monday", "/deck"
READS = ("meeting", "do", "of", "seen")
PROPOSED = 2  # projects that the score proposes
NEXT = 6  # shown behind them
KEPT_UP = timedelta(days=45)  # the longest between two reports of a ledger that is kept up
ASKED, LATE, MOVED, GOING, DONE = "待议", "逾期", "调整", "推进中", "已落实"
SHAPES = {LATE: "▼", MOVED: "◆", GOING: "●", DONE: "▲", ASKED: "○"}
TONES = {LATE: "bad", MOVED: "warn", GOING: "busy", DONE: "ok", ASKED: "mute"}
PARTS = {  # of a score: column of dispatch.slow, before _score → words
    "behind": "落后序时",
    "milestone": "节点逾期",
    "problem": "问题超期",
    "missed": "漏报",
}


@dataclass(frozen=True)
class Subject:
    """A project that a meeting speaks of, or might.

    ``rank``: its place by the score now, None without a score; ``scored``: its row of
    dispatch.slow, None without; ``replaces``: the name of the project that the score had proposed
    in its place; ``reason``: why; ``last_on``, ``weeks``: when it was last discussed before.
    """

    project_id: str
    name: str
    rank: int | None
    scored: Row | None
    replaces: str = ""
    reason: str = ""
    last_on: date | None = None
    weeks: int = 0


@dataclass(frozen=True)
class Agenda:
    """A meeting on ``on_date``, a Monday, with the figures of ``view``."""

    view: View
    on_date: date

    @property
    def judged_on(self) -> date:
        """The day at which decisions of before are judged: the meeting's, today if that is nearer.

        Data may end earlier: what became of a decision is recorded without them.
        """
        return min(self.view.today, self.on_date)

    @property
    def now_on(self) -> date:
        """The day at which this meeting's own decisions are judged: of a past one that of now."""
        return max(self.judged_on, min(self.view.today, coming(self.view)))

    @property
    def may_change(self) -> bool:
        """Whether its list may be changed and something asked of it."""
        return self.view.is_latest and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether another Monday is the next one by now."""
        return self.on_date < min(self.view.today, coming(self.view))

    @property
    def is_bare(self) -> bool:
        """Whether there is no project at all, whatever is chosen."""
        return not self.view.at(self.view.look.unchosen()).stamp().projects

    @property
    def week(self) -> int:
        """第 23 周: by ISO 8601."""
        return self.on_date.isocalendar().week

    @property
    def figures(self) -> FigureMaker:
        """What makes the figures of the view."""
        return self.view.figures()

    @cached_property
    def meetings(self) -> Sequence[Row]:
        """All meetings that were prepared by now, the last first."""
        return tuple(each(self.view.ask(meeting.meetings, Filters(self.now_on))))

    @cached_property
    def meeting(self) -> Row | None:
        """This meeting's row; None before anything of it was written."""
        return next((row for row in self.meetings if row.on_date.date() == self.on_date), None)

    @cached_property
    def scored(self) -> DataFrame:
        """The projects that have a score (queries.dispatch.slow), the highest first, of all."""
        return self.view.ask(dispatch.slow, self.view.look.filters.unchosen())

    @cached_property
    def listed(self) -> Sequence[Row]:
        """The projects on the lists of all meetings."""
        return tuple(each(self.view.ask(meeting.items, Filters(self.now_on))))

    @cached_property
    def items(self) -> Sequence[Row]:
        """The projects on its list, as it was written; empty where the score's proposal stands."""
        return tuple(row for row in self.listed if row.on_date.date() == self.on_date)

    @cached_property
    def discussed(self) -> Mapping[str, Row]:
        """By project: when a meeting before this one spoke of it."""
        rows = each(self.view.ask(meeting.discussed, Filters(self.on_date)))
        return {row.project_id: row for row in rows}

    @cached_property
    def subjects(self) -> Sequence[Subject]:
        """The projects of this meeting: as its list has them, else the first two by the score."""
        if not self.items:
            return self._by_score(PROPOSED)
        of_items = self.scored["project_id"].isin([item.project_id for item in self.items])
        held = self.scored[of_items]
        places = dict(zip(held["project_id"], held.index + 1, strict=True))
        rows = {row.project_id: row for row in each(held)}
        return tuple(
            replace(
                self._subject(
                    item.project_id,
                    text(item.name) or item.project_id,
                    places.get(item.project_id),
                    rows.get(item.project_id),
                ),
                replaces=text(item.replaces_name) or text(item.replaces),
                reason=text(item.replaced_reason),
            )
            for item in self.items
        )

    @cached_property
    def candidates(self) -> Sequence[Subject]:
        """The next by the score that are not on the list."""
        chosen = {one.project_id for one in self.subjects}
        first = self._by_score(NEXT + len(chosen))
        return tuple(one for one in first if one.project_id not in chosen)[:NEXT]

    def _by_score(self, most: int) -> Sequence[Subject]:
        return tuple(
            self._subject(row.project_id, row.name, place, row)
            for place, row in enumerate(each(self.scored.head(most)), 1)
        )

    def _subject(self, project_id: str, name: str, rank: int | None, scored: Row | None) -> Subject:
        before = self.discussed.get(project_id)
        return Subject(
            project_id,
            name,
            rank,
            scored,
            last_on=None if before is None else before.last_on.date(),
            weeks=0 if before is None else int(before.weeks_since),
        )

    @cached_property
    def decisions(self) -> Sequence[Row]:
        """What this meeting decided or is asked to, in the order in which it was written."""
        rows = self.decided(self.now_on)
        own = [row for row in rows if row.on_date.date() == self.on_date]
        return tuple(sorted(own, key=lambda row: row.decision_id))

    @cached_property
    def last_on(self) -> date | None:
        """The day of the meeting before that decided something; None without one."""
        days = [row.on_date.date() for row in self.decided(self.judged_on) if row.agreed]
        return max((day for day in days if day < self.on_date), default=None)

    @cached_property
    def last(self) -> Sequence[Row]:
        """What the meeting before decided, as it stands: what is not done first."""
        return tuple(
            row
            for row in self.decided(self.judged_on)
            if row.agreed and row.on_date.date() == self.last_on
        )

    @cached_property
    def older(self) -> Sequence[Row]:
        """What meetings before that decided and is still not done."""
        last_on = self.last_on
        return tuple(
            row
            for row in self.decided(self.judged_on)
            if row.agreed and not row.done and last_on and row.on_date.date() < last_on
        )

    def decided(self, day: date) -> Sequence[Row]:
        """What all meetings decided or are asked to, as it stands at the end of a day."""
        return tuple(each(self.view.ask(meeting.decisions, Filters(day))))

    def asked(self, project_id: str) -> Sequence[Row]:
        """What this meeting is asked to decide, or decided, about a project."""
        return [row for row in self.decisions if text(row.project_id) == project_id]

    def before(self, project_id: str) -> Sequence[Row]:
        """What meetings before decided about a project, the newest first."""
        return [
            row
            for row in self.decided(self.judged_on)
            if row.agreed
            and text(row.project_id) == project_id
            and row.on_date.date() < self.on_date
        ]

    def link(self, **more: str) -> str:
        """The page's address of this meeting."""
        return f"{PATH}?" + self.view.look.query(meeting=self.on_date.isoformat(), **more)

    def deck(self) -> str:
        """The deck's address; of a data version, so that it stays as it is."""
        whole = self.view.fixed.unchosen()
        return f"{DECK}?" + whole.query(meeting=self.on_date.isoformat())


def agenda_of(view: View) -> Agenda:
    """The meeting that a link names, else the next one; of an earlier day the first after it.

    Raises BadLink for a day that is no Monday.
    """
    said = single(view.query, "meeting", "碰头会")
    as_of = view.look.filters.as_of
    if not said:
        return Agenda(view, coming(view) if as_of == _newest(view) else next_monday(as_of))
    on_date = read_day(said, "meeting")
    if next_monday(on_date) != on_date:
        near = numbers.iso(next_monday(on_date))
        raise bad(f"{said} 不是周一；碰头会在周一开，最近的周一是 {near}", "meeting")
    return Agenda(view, on_date)


def is_kept(row: Row) -> bool:
    """Whether a meeting was kept with the figures of a data version."""
    return not is_missing(row.pinned) and not is_missing(row.data_version)


def known_on(view: View) -> date:
    """The day at which a screen of ``view`` judges decisions.

    They are recorded without data of their day: the newest look has them as they stand now, until
    the meeting that comes next; any other has them as of its day.
    """
    as_of = view.look.filters.as_of
    if not view.is_latest or as_of != view.newest_on:
        return as_of
    return max(as_of, min(view.today, coming(view)))


def coming(view: View) -> date:
    """The Monday of the next meeting, as the clock and the newest data have it.

    Data of the month's end serve the meetings of the month after it. Of a ledger that ended longer
    ago nobody prepares a meeting today: there it is the Monday after its last day.
    """
    newest = _newest(view)
    is_kept_up = view.today - newest <= KEPT_UP
    return next_monday(max(newest, view.today) if is_kept_up else newest)


def _newest(view: View) -> date:
    return view.newest_on or view.look.filters.as_of


def short_name(name: str) -> str:
    """A project's name without the mark of the demonstration, where a chip says that it is one."""
    return name.removeprefix("示例·")


def days_words(row: Row) -> str:
    """How late or early: 逾期 5 天, 提前 1 天, 按期; empty for what is under way."""
    if is_missing(row.days_late):
        return ""
    days = int(row.days_late)
    if row.state == LATE:
        return f"逾期 {days} 天"
    if days == 0:
        return "按期"
    return f"晚 {days} 天" if days > 0 else f"提前 {-days} 天"
