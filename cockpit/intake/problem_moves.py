"""Moving a problem on: each move is an event of its own, a data version with its author.

What may be done depends on the state that a problem's events give it. The state is read again in
the transaction that writes: what a page showed may be older. Raises NotFound, Refused, LoadRefused,
and then nothing was changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from duckdb import DuckDBPyConnection

from cockpit.errors import NotFound, Refused
from cockpit.intake import one_row
from cockpit.intake.corrections import Reason
from cockpit.tables.contracts import PROBLEM_EVENTS, TIERS
from cockpit.warehouse.lake import Commit, Lake

COMMAND = "problem"  # the "file" of a move in ``load``
OPEN = ("", *PROBLEM_EVENTS[:-1])  # last acts of a problem that is not struck out; "": no event
BESIDE = ("延期", "上报")  # events that leave the state
HIGHER = TIERS[1:]  # to whom a 上报 may go
THIRD_DAY = timedelta(days=3)


@dataclass(frozen=True)
class Move:
    """A move: its code in a link, its name, the event that it writes.

    ``after``: the last acts of a problem to which it may be done; ``way_out``: what to do first.
    """

    code: str
    name: str
    state: str
    after: tuple[str, ...]
    way_out: str = ""


MOVES: dict[str, Move] = {
    move.code: move
    for move in (
        Move("assign", "交办", "交办", ("待交办",), "待交办的才交办"),
        Move(
            "accept",
            "受理",
            "办理中",
            ("待交办", "交办", "退回", "挂起"),
            "待核验的先退回；已在办理中的不用再受理",
        ),
        Move("submit", "交核验", "待核验", ("", "办理中", "退回"), "先受理，办完再交核验"),
        Move("return", "退回", "退回", ("待核验",), "交核验之后才能退回"),
        Move("hold", "挂起", "挂起", ("", "待交办", "交办", "办理中", "退回"), "办理中的才挂起"),
        Move("extend", "延期", "延期", OPEN),
        Move("report", "上报", "上报", OPEN),
        Move("close", "销号", "已销号", ("待核验",), "先受理、交核验，核验通过再销号"),
    )
}


@dataclass(frozen=True)
class Said:
    """What is said with a move: the day on which it happened, a note.

    ``due_on`` and ``agreed_by`` of a 延期, ``tier`` of a 上报.
    """

    on: date
    note: str = ""
    due_on: date | None = None
    agreed_by: str = ""
    tier: str = ""


@dataclass(frozen=True)
class Course:
    """A problem as its row and all its events have it.

    ``last_act``: the last event but 延期 and 上报, empty without any; ``due_on``: the agreed one;
    ``reported_to``: the highest tier of a 上报, the lowest without any.
    """

    raised_on: date
    is_closed: bool
    last_act: str
    last_at: datetime | None
    due_on: date
    reported_to: str


def may(move: Move, last_act: str) -> bool:
    """Whether a move may be done to an open problem with this last act."""
    return last_act in move.after


def move(
    lake: Lake, problem_id: str, code: str, said: Said, author: str, *, now: datetime
) -> int | None:
    """Do a move; the data version. ``now``: this moment in Shanghai, without a zone."""
    doing, commit = MOVES[code], Commit()
    message = f"问题流转 {problem_id}：{doing.name}"
    with lake.change(author, message, commit=commit) as con:
        course = course_of(con, problem_id)
        _allowed(doing, course, said, problem_id, now.date())
        event = {
            "problem_id": problem_id,
            "happened_at": _moment(course, said.on, now, problem_id),
            "state": doing.state,
            "tier": said.tier if doing.code == "report" else None,
            "moved_by": author or None,
            "agreed_by": said.agreed_by.strip() or None if doing.code == "extend" else None,
            "due_on": said.due_on if doing.code == "extend" else None,
            "note": said.note.strip() or None,
        }
        reason = Reason(author, f"{problem_id} {doing.name}")
        one_row.put(con, "problem_event", event, command=COMMAND, reason=reason, about=problem_id)
    return commit.version


def course_of(con: DuckDBPyConnection, problem_id: str) -> Course:
    """A problem's course in the lake. Raises NotFound."""
    found = con.execute(
        "select raised_on, due_on, closed_on from problem where problem_id = ?", [problem_id]
    ).fetchone()
    if found is None:
        raise NotFound("没有这个问题", where=problem_id[:40], way_out="核对问题编号")
    raised_on, due_on, closed_on = found
    is_there = one_row.is_there(con, "problem_event")
    asked = "select happened_at, state, due_on, tier from problem_event where problem_id = ?"
    events = con.execute(asked, [problem_id]).fetchall() if is_there else []
    events.sort(key=lambda event: (event[0], PROBLEM_EVENTS.index(event[1])))
    acts = [state for _, state, _, _ in events if state not in BESIDE]
    agreed = [due for _, state, due, _ in events if state == "延期"]
    return Course(
        raised_on=raised_on,
        is_closed=closed_on is not None or "已销号" in acts,
        last_act=acts[-1] if acts else "",
        last_at=events[-1][0] if events else None,
        due_on=agreed[-1] if agreed else due_on or raised_on + THIRD_DAY,
        reported_to=_highest([tier for _, _, _, tier in events if tier]),
    )


def _highest(tiers: Sequence[str]) -> str:
    return max(tiers, key=TIERS.index, default=TIERS[0])


def require(con: DuckDBPyConnection, problem_id: str, doing: Move) -> None:
    """Raise Refused where a problem's state does not allow a move; NotFound."""
    _state_allows(doing, course_of(con, problem_id), problem_id)


def _state_allows(doing: Move, course: Course, where: str) -> None:
    if course.is_closed:
        way_out = "重新出现的问题另登记一条；销错了在“版本”页撤销那一版"
        raise Refused(f"已经销号，不能再{doing.name}", where=where, way_out=way_out)
    if not may(doing, course.last_act):
        state = _state(course.last_act)
        raise Refused(f"现在是{state}，不能{doing.name}", where=where, way_out=doing.way_out)
    if doing.code == "report" and course.reported_to == TIERS[-1]:
        raise Refused(f"已经报到{TIERS[-1]}", where=where, way_out="没有更高的一级")


def _allowed(doing: Move, course: Course, said: Said, where: str, today: date) -> None:
    _state_allows(doing, course, where)
    if said.on > today:
        raise Refused("日期在今天之后", where=where, way_out="写发生的那一天")
    if said.on < course.raised_on:
        way_out = f"提出日期是 {course.raised_on}"
        raise Refused("日期早于问题提出的那一天", where=where, way_out=way_out)
    if doing.code == "extend":
        _extension(course, said, where)
    if doing.code == "report" and (
        said.tier not in TIERS or TIERS.index(said.tier) <= TIERS.index(course.reported_to)
    ):
        raise Refused(f"现在由{course.reported_to}管", where=where, way_out="选更高的一级")


def _state(last_act: str) -> str:
    return "办理中" if last_act in {"", "交办", "退回"} else last_act


def _extension(course: Course, said: Said, where: str) -> None:
    if said.due_on is None:
        raise Refused("没有写新的期限", where=where, way_out="选延到哪一天")
    if said.due_on <= course.due_on:
        way_out = "新的期限要更晚；首次期限不会改"
        raise Refused(f"现在的期限是 {course.due_on}", where=where, way_out=way_out)
    if not said.agreed_by.strip():
        raise Refused("没有写谁同意的", where=where, way_out="填同意延期的人")


def _moment(course: Course, on: date, now: datetime, where: str) -> datetime:
    """This moment, or of an earlier day its first; a second after the last event at least."""
    at = now.replace(microsecond=0) if on == now.date() else datetime.combine(on, time())
    if course.last_at is not None and at <= course.last_at:
        at = course.last_at.replace(microsecond=0) + timedelta(seconds=1)
    if at.date() != on:
        said = f"最近一次流转在 {course.last_at:%Y-%m-%d}，不能记在它之前"
        raise Refused(said, where=where, way_out="写那一天或之后的日期")
    return at
