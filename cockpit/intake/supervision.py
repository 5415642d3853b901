"""日督导 from a page: what was found is a row of its own, when it was put right a value set in it.

Each is a data version with its author. What the lake holds is read again in the transaction that
writes. Raises NotFound, Refused, LoadRefused, and then nothing was changed.
"""

from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from cockpit.errors import NotFound, Refused
from cockpit.intake import corrections, one_row
from cockpit.intake.corrections import Reason
from cockpit.warehouse.lake import Commit, Lake

COMMAND = "supervision"  # the "file" of it in ``load``
TABLE = "supervision_item"


@dataclass(frozen=True)
class Found:
    """What an inspection found on a site: when, where, what, who puts it right and until when."""

    on: date
    project_id: str
    finding: str
    organisation: str = ""
    due_on: date | None = None


def register(lake: Lake, found: Found, author: str, *, today: date) -> int | None:
    """Write down what was found; the data version. ``today``: in Shanghai."""
    commit = Commit()
    with lake.change(author, f"日督导 {found.project_id}：登记", commit=commit) as con:
        _allowed(con, found, today)
        item_id = _next_id(con, found.on)
        one_row.put(
            con,
            TABLE,
            {
                "item_id": item_id,
                "on_date": found.on,
                "project_id": found.project_id,
                "organisation": found.organisation.strip() or None,
                "finding": found.finding.strip(),
                "due_on": found.due_on,
                "done_on": None,
            },
            command=COMMAND,
            reason=Reason(author, f"{item_id} 登记"),
            about=found.project_id,
        )
    return commit.version


def close(lake: Lake, item_id: str, done_on: date, author: str, *, today: date) -> int | None:
    """Write down when it was put right; the data version."""

    def allowed(con: DuckDBPyConnection) -> None:
        require_open(con, item_id)
        if done_on > today:
            raise Refused("日期在今天之后", where=item_id, way_out="写整改完的那一天")

    cell = (TABLE, item_id, "done_on")
    reason = Reason(author, "日督导 整改完成")
    return corrections.set_value(lake, cell, done_on.isoformat(), reason, allowed)[1]


def require_open(con: DuckDBPyConnection, item_id: str) -> None:
    """Raise Refused where it was put right already; NotFound."""
    asked = f"select done_on from {TABLE} where item_id = ?"
    held = con.execute(asked, [item_id]).fetchone() if one_row.is_there(con, TABLE) else None
    if held is None:
        raise NotFound("没有这条日督导", where=item_id[:40], way_out="核对督导编号")
    if held[0] is not None:
        way_out = "写错了在“版本”页撤销那一版"
        raise Refused(f"{held[0]} 已经整改", where=item_id, way_out=way_out)


def _allowed(con: DuckDBPyConnection, found: Found, today: date) -> None:
    if found.on > today:
        raise Refused("日期在今天之后", where=f"{found.on}", way_out="写督导的那一天")
    if found.due_on is not None and found.due_on < found.on:
        raise Refused("整改期限早于督导的那一天", where=f"{found.due_on}", way_out="写更晚的一天")
    asked = "select 1 from project where project_id = ?"
    if not con.execute(asked, [found.project_id]).fetchone():
        raise NotFound("没有这个项目", where=found.project_id[:40], way_out="在台账页查项目代码")


def _next_id(con: DuckDBPyConnection, on: date) -> str:
    """The first number of the day that is not taken."""
    taken = {i for (i,) in con.execute(f"select item_id from {TABLE}").fetchall()}
    number = 1
    while (item_id := f"{on:%Y%m%d}-{number:02}") in taken:
        number += 1
    return item_id
