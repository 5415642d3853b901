"""Writing for a Monday meeting: its list, what is asked and decided, what became of it, its pin.

Each is a data version with its author. What the lake holds is read again in the transaction that
writes: what a page showed may be older, and of two who record at once both are kept. Raises
NotFound, Refused, LoadRefused, and then nothing was changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from duckdb import DuckDBPyConnection

from cockpit.errors import NotFound, Refused
from cockpit.intake import one_row
from cockpit.intake.corrections import Reason
from cockpit.tables.contracts import DECISION_STATES, MONDAY
from cockpit.warehouse.lake import Commit, Lake

COMMAND = "meeting"  # the "file" of it in ``load``
MOST_ITEMS = 5  # a meeting is of one or two; more is no list to settle
DONE, MOVED = "已落实", "调整"
STATES = DECISION_STATES
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """A project on a list: ``rank``: its place by the score, None without one.

    ``replaces``: the project that the score proposed for this place; ``reason``: why.
    """

    project_id: str
    rank: int | None = None
    replaces: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Said:
    """What is decided, or asked for: 事项, 牵头, 配合, 时限, 督办人; of a project, or of none."""

    text: str
    lead: str
    due_on: date | None
    supervisor: str
    helps: str = ""
    project_id: str = ""
    page: str = ""


@dataclass(frozen=True)
class Seen:
    """What a meeting has before it: the day of its figures; once it is pinned their data version.

    ``kept``: the hash of what is kept of it (cockpit.warehouse.originals).
    """

    as_of: date
    version: int | None = None
    kept: str | None = None


@dataclass(frozen=True)
class Move:
    """What became of a decision: on which day, in which state; ``due_on`` of a 调整."""

    state: str
    on: date
    note: str = ""
    due_on: date | None = None


def set_list(
    lake: Lake, on_date: date, as_of: date, items: Sequence[Item], author: str
) -> int | None:
    """Put the list of a meeting in the place of the one it has; the data version, None for none.

    The same list again is no version.
    """
    commit = Commit()
    names = "、".join(item.project_id for item in items)
    with lake.change(author, f"碰头会 {on_date} 上会项目：{names}", commit=commit) as con:
        _sound_list(con, on_date, items)
        reason = Reason(author, f"{on_date} 上会项目")
        meeting_id = _prepared(con, on_date, as_of, reason)
        if _is_held(con, meeting_id, items):
            return None
        con.execute("delete from meeting_item where meeting_id = ?", [meeting_id])
        con.execute(
            "delete from origin where table_name = 'meeting_item' and starts_with(key, ?)",
            [f"{meeting_id}|"],
        )
        rows: list[dict[str, object]] = [
            {
                "meeting_id": meeting_id,
                "position": place,
                "project_id": item.project_id,
                "proposed_rank": item.rank,
                "replaces": item.replaces or None,
                "replaced_reason": item.reason.strip() or None,
            }
            for place, item in enumerate(items, 1)
        ]
        _put(con, "meeting_item", rows, reason, f"{on_date}")
    return commit.version


def ask(lake: Lake, on_date: date, as_of: date, said: Said, author: str) -> tuple[str, int | None]:
    """Write what a meeting is asked to decide; its number and the data version."""
    return _written(lake, on_date, as_of, said, author, agreed_on=None)


def agree(
    lake: Lake, on_date: date, as_of: date, said: Said, author: str, *, today: date
) -> tuple[str, int | None]:
    """Write what a meeting decided; ``today``: in Shanghai."""
    _held(on_date, today)
    return _written(lake, on_date, as_of, said, author, agreed_on=on_date)


def agree_asked(
    lake: Lake, decision_id: str, said: Said, author: str, *, today: date
) -> int | None:
    """Write that what was asked for is decided, in the words that the meeting gave it."""
    commit = Commit()
    with lake.change(author, f"议定 {decision_id}：{said.text.strip()}", commit=commit) as con:
        meeting_id, on_date = require_asked(con, decision_id)
        _held(on_date, today)
        _sound(con, said, f"{on_date}", on_date)
        reason = Reason(author, f"{decision_id} 议定")
        con.execute("delete from decision where decision_id = ?", [decision_id])
        row = _row(decision_id, meeting_id, said, author, on_date)
        _put(con, "decision", [row], reason, decision_id)
    return commit.version


def move(lake: Lake, decision_id: str, doing: Move, author: str, *, now: datetime) -> int | None:
    """Write what became of a decision. ``now``: this moment in Shanghai, without a zone."""
    commit = Commit()
    message = f"议定办理 {decision_id}：{doing.state}"
    with lake.change(author, message, commit=commit) as con:
        agreed_on, last_at = require_open(con, decision_id)
        _sound_move(doing, agreed_on, decision_id, now.date())
        event = {
            "decision_id": decision_id,
            "happened_at": _moment(doing.on, last_at, now, decision_id),
            "state": doing.state,
            "due_on": doing.due_on if doing.state == MOVED else None,
            "moved_by": author or None,
            "note": doing.note.strip() or None,
        }
        reason = Reason(author, f"{decision_id} {doing.state}")
        _put(con, "decision_event", [event], reason, decision_id)
    return commit.version


def pin(lake: Lake, on_date: date, seen: Seen, author: str, *, today: date) -> int | None:
    """Write on which figures a meeting stands and what is kept of it; the data version."""
    commit = Commit()
    message = f"碰头会 {on_date} 定稿，用第 {seen.version} 版"
    with lake.change(author, message, commit=commit) as con:
        require_unpinned(con, on_date, today)
        reason = Reason(author, f"{on_date} 定稿")
        meeting_id = _prepared(con, on_date, seen.as_of, reason)
        con.execute("delete from meeting where meeting_id = ?", [meeting_id])
        _put_meeting(con, meeting_id, on_date, reason, seen)
    return commit.version


def require_unpinned(con: DuckDBPyConnection, on_date: date, today: date) -> None:
    """Raise Refused where a meeting is over and keeps what it saw."""
    require_monday(on_date)
    if on_date >= today or not one_row.is_there(con, "meeting"):
        return
    asked = "select pinned from meeting where on_date = ?"
    held = con.execute(asked, [on_date]).fetchone()
    if held is not None and held[0] is not None:
        way_out = "会后不改会上看的；要看今天的口径，打开“按现口径重算”"
        raise Refused(f"{on_date} 的会已经定稿", where=f"{on_date}", way_out=way_out)


def require_asked(con: DuckDBPyConnection, decision_id: str) -> tuple[str, date]:
    """The meeting that is asked for it, and its day; NotFound, Refused where it is decided."""
    found = _decision(con, decision_id)
    if found is None:
        raise NotFound("没有这件议定事项", where=decision_id[:40], way_out="核对议定编号")
    meeting_id, on_date, agreed_on = found
    if agreed_on is not None:
        way_out = "另一人已经记下；不一样的另记一件，或在“版本”页撤销那一版"
        raise Refused(f"{agreed_on} 已经议定", where=decision_id, way_out=way_out)
    return meeting_id, on_date


def require_open(con: DuckDBPyConnection, decision_id: str) -> tuple[date, datetime | None]:
    """When it was agreed, and its last event; NotFound, Refused where nothing more may come."""
    found = _decision(con, decision_id)
    if found is None:
        raise NotFound("没有这件议定事项", where=decision_id[:40], way_out="核对议定编号")
    agreed_on = found[-1]
    if agreed_on is None:
        raise Refused("还没有议定", where=decision_id, way_out="会上议定后再记办理")
    asked = "select happened_at, state from decision_event where decision_id = ?"
    there = one_row.is_there(con, "decision_event")
    events = con.execute(asked, [decision_id]).fetchall() if there else []
    if any(state == DONE for _, state in events):
        way_out = "记错了在“版本”页撤销那一版；又出现的另议一件"
        raise Refused("已经落实，不再往下记", where=decision_id, way_out=way_out)
    return agreed_on, max((at for at, _ in events), default=None)


def next_monday(day: date) -> date:
    """The first Monday on ``day`` or after it: of the meeting that comes next."""
    return day + timedelta(days=(MONDAY - day.weekday()) % WEEK.days)


def require_monday(on_date: date) -> None:
    """Raise Refused for a day on which no meeting is held."""
    if on_date.weekday() != MONDAY:
        way_out = f"碰头会在周一开；最近的周一是 {next_monday(on_date)}"
        raise Refused("这一天不是周一", where=f"{on_date}", way_out=way_out)


def _written(
    lake: Lake, on_date: date, as_of: date, said: Said, author: str, *, agreed_on: date | None
) -> tuple[str, int | None]:
    commit = Commit()
    verb = "议定" if agreed_on else "请会议定"
    with lake.change(author, f"{verb} {on_date}：{said.text.strip()}", commit=commit) as con:
        _sound(con, said, f"{on_date}", agreed_on)
        reason = Reason(author, f"{on_date} {verb}")
        meeting_id = _prepared(con, on_date, as_of, reason)
        decision_id = _next_id(con, on_date)
        row = _row(decision_id, meeting_id, said, author, agreed_on)
        _put(con, "decision", [row], reason, f"{on_date}")
    return decision_id, commit.version


def _row(
    decision_id: str, meeting_id: str, said: Said, author: str, agreed_on: date | None
) -> dict[str, object]:
    return {
        "decision_id": decision_id,
        "meeting_id": meeting_id,
        "project_id": said.project_id or None,
        "text": said.text.strip(),
        "lead": said.lead.strip(),
        "helps": said.helps.strip() or None,
        "due_on": said.due_on,
        "supervisor": said.supervisor.strip() or None,
        "page": said.page.strip() or None,
        "agreed_on": agreed_on,
        "recorded_by": author or None,
    }


def _sound(con: DuckDBPyConnection, said: Said, where: str, agreed_on: date | None) -> None:
    """Raise Refused for what is missing: all five are told at once; NotFound for the project."""
    asked: dict[str, object] = {"事项": said.text, "牵头": said.lead}
    if agreed_on is not None:
        asked |= {"时限": said.due_on, "督办人": said.supervisor}
    missing = [name for name, value in asked.items() if not str(value or "").strip()]
    if missing:
        way_out = "写全再确认：做什么、谁牵头、哪天之前、谁督办"
        raise Refused(f"没有写{'、'.join(missing)}", where=where, way_out=way_out)
    if agreed_on is not None and said.due_on is not None and said.due_on < agreed_on:
        raise Refused(f"时限 {said.due_on} 早于会议", where=where, way_out="写会议当天或之后的日期")
    if said.project_id:
        _known(con, said.project_id)


def _sound_move(doing: Move, agreed_on: date, where: str, today: date) -> None:
    if doing.state not in STATES:
        raise Refused("没有这种办理状态", where=doing.state[:20], way_out="、".join(STATES))
    if doing.on > today:
        raise Refused("日期在今天之后", where=where, way_out="写办理的那一天")
    if doing.on < agreed_on:
        raise Refused("日期早于议定的那一天", where=where, way_out=f"议定日期是 {agreed_on}")
    if doing.state != MOVED:
        return
    if doing.due_on is None:
        raise Refused("没有写调整到哪一天", where=where, way_out="选新的时限；原时限不改")
    if doing.due_on < doing.on:
        raise Refused("新的时限已经过了", where=where, way_out="写调整那天或之后的日期")


def _sound_list(con: DuckDBPyConnection, on_date: date, items: Sequence[Item]) -> None:
    where = f"{on_date}"
    if not 0 < len(items) <= MOST_ITEMS:
        raise Refused(
            "一次会列一到五个项目", where=where, way_out="最滞后的一两个；多了会上定不下来"
        )
    if len({item.project_id for item in items}) < len(items):
        raise Refused("一个项目列了两次", where=where, way_out="一个项目在一次会上只列一次")
    for place, item in enumerate(items, 1):
        _known(con, item.project_id)
        is_as_proposed = item.rank == place and not item.replaces
        if not is_as_proposed and not item.reason.strip():
            said = f"第 {place} 个不是得分第 {place} 的项目，没有写原因"
            raise Refused(said, where=where, way_out="写一句为什么换")


def _is_held(con: DuckDBPyConnection, meeting_id: str, items: Sequence[Item]) -> bool:
    held = con.execute(
        "select project_id, proposed_rank, replaces, replaced_reason from meeting_item "
        "where meeting_id = ? order by position",
        [meeting_id],
    ).fetchall()
    wanted = [
        (item.project_id, item.rank, item.replaces or None, item.reason.strip() or None)
        for item in items
    ]
    return held == wanted


def _known(con: DuckDBPyConnection, project_id: str) -> None:
    if not con.execute("select 1 from project where project_id = ?", [project_id]).fetchone():
        raise NotFound("没有这个项目", where=project_id[:40], way_out="在台账页查项目代码")


def _held(on_date: date, today: date) -> None:
    if on_date > today:
        way_out = "会前先写“请会议定”的事，会上再议定"
        raise Refused(f"{on_date} 的会还没有开", where=f"{on_date}", way_out=way_out)


def _prepared(con: DuckDBPyConnection, on_date: date, as_of: date, reason: Reason) -> str:
    """The number of a meeting, which has a row from then on; one that is there stays."""
    require_monday(on_date)
    asked = "select meeting_id from meeting where on_date = ?"
    if found := con.execute(asked, [on_date]).fetchone():
        return str(found[0])
    meeting_id = on_date.isoformat()
    _put_meeting(con, meeting_id, on_date, reason, Seen(min(as_of, on_date)))
    return meeting_id


def _put_meeting(
    con: DuckDBPyConnection, meeting_id: str, on_date: date, reason: Reason, seen: Seen
) -> None:
    row = {
        "meeting_id": meeting_id,
        "on_date": on_date,
        "as_of": seen.as_of,
        "data_version": seen.version,
        "pinned": seen.kept,
    }
    _put(con, "meeting", [row], reason, f"{on_date}")


def _put(
    con: DuckDBPyConnection,
    table: str,
    rows: Sequence[dict[str, object]],
    reason: Reason,
    about: str,
) -> None:
    one_row.put_all(con, table, rows, command=COMMAND, reason=reason, about=about)


def _decision(con: DuckDBPyConnection, decision_id: str) -> tuple[str, date, date | None] | None:
    if not one_row.is_there(con, "decision"):
        return None
    asked = (
        "select meeting_id, on_date, agreed_on from decision inner join meeting using (meeting_id) "
        "where decision_id = ?"
    )
    found: tuple[str, date, date | None] | None = con.execute(asked, [decision_id]).fetchone()
    return found


def _next_id(con: DuckDBPyConnection, on_date: date) -> str:
    """The first number of the meeting that is not taken: two who record at once get two."""
    taken = {i for (i,) in con.execute("select decision_id from decision").fetchall()}
    number = 1
    while (decision_id := f"YD-{on_date:%Y%m%d}-{number:02}") in taken:
        number += 1
    return decision_id


def _moment(on: date, last_at: datetime | None, now: datetime, where: str) -> datetime:
    """This moment, or of an earlier day its first; a second after the last event at least."""
    at = now.replace(microsecond=0) if on == now.date() else datetime.combine(on, time())
    if last_at is not None and at <= last_at:
        at = last_at.replace(microsecond=0) + timedelta(seconds=1)
    if at.date() != on:
        said = f"最近一次办理在 {last_at:%Y-%m-%d}，不能记在它之前"
        raise Refused(said, where=where, way_out="写那一天或之后的日期")
    return at
