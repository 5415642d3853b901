"""Raising a problem from a page: the problem and its first event, a data version with its author.

From the site a problem comes with the day's report (``collecting``). Raises Refused, LoadRefused,
and then nothing was changed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from duckdb import DuckDBPyConnection

from cockpit.errors import NotFound, Refused
from cockpit.intake import one_row
from cockpit.intake.corrections import Reason
from cockpit.tables.contracts import ROLES, SERVICES
from cockpit.warehouse.lake import Commit, Lake

COMMAND = "problem"  # the "file" of it in ``load``
FIRST = "待交办"
OFFERED, OWNERS = SERVICES, ROLES  # of which service it is, and who may have it
THIRD_DAY = timedelta(days=3)


@dataclass(frozen=True)
class Raised:
    """What is said of a new problem; ``owner_role`` may be empty."""

    project_id: str
    text: str
    service: str
    on: date
    owner_role: str = ""


def number(on: date) -> str:
    """The number of a problem that a page raises: no two alike."""
    return f"DJ-{on:%Y%m%d}-{uuid4().hex[:8]}"


def put(lake: Lake, said: Raised, author: str, *, now: datetime) -> tuple[str, int | None]:
    """Write it; its number and the data version. ``now``: this moment in Shanghai, unzoned."""
    problem_id, commit = number(said.on), Commit()
    message = f"问题登记 {problem_id}"
    with lake.change(author, message, commit=commit) as con:
        _sound(con, said, now.date())
        reason = Reason(author, f"{said.project_id} 登记问题")
        one_row.put(
            con,
            "problem",
            {
                "problem_id": problem_id,
                "project_id": said.project_id,
                "service": said.service,
                "text": said.text.strip(),
                "raised_on": said.on,
                "owner_role": said.owner_role or None,
                "due_on": said.on + THIRD_DAY,
            },
            command=COMMAND,
            reason=reason,
            about=said.project_id,
        )
        one_row.put(
            con,
            "problem_event",
            {
                "problem_id": problem_id,
                "happened_at": _moment(said.on, now),
                "state": FIRST,
                "moved_by": author or None,
                "note": "登记",
            },
            command=COMMAND,
            reason=reason,
            about=problem_id,
        )
    return problem_id, commit.version


def _moment(on: date, now: datetime) -> datetime:
    """This moment, or the first of an earlier day: nobody says at which hour that was."""
    return now.replace(microsecond=0) if on == now.date() else datetime.combine(on, time())


def _sound(con: DuckDBPyConnection, said: Raised, today: date) -> None:
    where = said.project_id
    if not said.text.strip():
        raise Refused("没有写是什么问题", where=where, way_out="写一句：卡在哪里、要谁办什么")
    if said.service not in OFFERED:
        raise Refused("没有选六包", where=where, way_out=f"选 {'、'.join(OFFERED)} 之一")
    if said.on > today:
        raise Refused("提出日期在今天之后", where=where, way_out="写问题提出的那一天")
    first = con.execute(
        "select min(valid_from) from project where project_id = ?", [said.project_id]
    ).fetchone()
    if first is None or first[0] is None:
        raise NotFound("没有这个项目", where=where[:40], way_out="按名称或代码重新找")
    if said.on < first[0]:
        way_out = f"这个项目 {first[0]:%Y-%m-%d} 才在台账里"
        raise Refused("提出日期早于项目列入台账", where=where, way_out=way_out)
    same = con.execute(
        "select problem_id from problem where project_id = ? and text = ? and raised_on = ?",
        [said.project_id, said.text.strip(), said.on],
    ).fetchone()
    if same is not None:
        raise Refused("同一天已经登记过这个问题", where=same[0], way_out="打开那一件，在上面流转")
