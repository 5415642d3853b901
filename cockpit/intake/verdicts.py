"""Deciding on a proposal of the assessment: a row of its own, a data version with its author.

What was decided before is read again in the transaction that writes: what a page showed may be
older. Raises Refused, LoadRefused, and then nothing was changed.
"""

from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from cockpit.errors import Refused
from cockpit.intake import one_row
from cockpit.intake.corrections import Reason
from cockpit.warehouse.lake import Commit, Lake

COMMAND = "verdict"  # the "file" of a decision in ``load``


@dataclass(frozen=True)
class Verdict:
    """A decision: of which quarter and body, on what, on which day, and why.

    ``document``: its 文号.
    """

    quarter_end: date
    body: str
    proposal: str
    on: date
    is_accepted: bool
    reason: str
    document: str = ""


def decide(lake: Lake, verdict: Verdict, author: str, *, today: date) -> int | None:
    """Write a decision; the data version. ``today``: in Shanghai."""
    commit = Commit()
    said = "采纳" if verdict.is_accepted else "不采纳"
    where = f"{verdict.quarter_end} {verdict.body} {verdict.proposal}"
    with lake.change(author, f"考核决定 {where}：{said}", commit=commit) as con:
        require(con, verdict, today)
        one_row.put(
            con,
            "assessment_verdict",
            {
                "quarter_end": verdict.quarter_end,
                "body": verdict.body,
                "proposal": verdict.proposal,
                "is_accepted": verdict.is_accepted,
                "reason": verdict.reason.strip() or None,
                "decided_by": author or None,
                "decided_on": verdict.on,
                "document": verdict.document.strip() or None,
            },
            command=COMMAND,
            reason=Reason(author, f"{where} {said}"),
            about=verdict.body,
        )
    return commit.version


def require(con: DuckDBPyConnection, verdict: Verdict, today: date) -> None:
    """Raise Refused where nothing can be decided: before the quarter's end, or a second time."""
    where = f"{verdict.body} {verdict.proposal}"
    if verdict.on > today:
        raise Refused("日期在今天之后", where=where, way_out="写定下来的那一天")
    if verdict.quarter_end >= verdict.on:
        way_out = "季度过完再定，没过完的只预告"
        raise Refused(f"{verdict.quarter_end} 的季度还没有过完", where=where, way_out=way_out)
    if not one_row.is_there(con, "assessment_verdict"):
        return
    held = con.execute(
        "select is_accepted, decided_on from assessment_verdict "
        "where quarter_end = ? and body = ? and proposal = ?",
        [verdict.quarter_end, verdict.body, verdict.proposal],
    ).fetchone()
    if held is not None:
        said = "采纳" if held[0] else "不采纳"
        way_out = "定错了在“版本”页撤销那一版，再定一次"
        raise Refused(f"{held[1]} 已经定为{said}", where=where, way_out=way_out)
