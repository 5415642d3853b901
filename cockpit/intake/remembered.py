"""What was answered once and holds for the next load too: which project a name means, what a
column is. Units and days are not remembered: they are of one workbook."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from duckdb import DuckDBPyConnection

from cockpit.intake.answers import Answers
from cockpit.settings import SHANGHAI

MATCH, COLUMN = "match", "column"


def with_remembered(con: DuckDBPyConnection, answers: Answers) -> Answers:
    """The answers of a load, and those of earlier ones where it says nothing else."""
    held = dict[str, dict[str, str]]({MATCH: {}, COLUMN: {}})
    there = con.execute(
        "select 1 from (show tables) where name = 'answer'"  # an old store has none yet
    ).fetchone()
    if there:
        found = con.execute("select kind, said, meaning from answer order by answered_at")
        for kind, said, meaning in found.fetchall():
            held.setdefault(kind, {})[said] = meaning
    return replace(
        answers,
        matches=held[MATCH] | dict(answers.matches),
        columns=held[COLUMN] | dict(answers.columns),
    )


def remember(
    con: DuckDBPyConnection, matches: Mapping[str, str], columns: Mapping[str, str], author: str
) -> None:
    """Keep the answers of a load for the next; needs the open transaction of its change.

    ``matches``: name and organisation → the project that was meant. Of ``columns`` those that name
    one of two with the same header (``@``) are of one workbook.
    """
    now = datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)
    columns = {header: meaning for header, meaning in columns.items() if "@" not in header}
    for kind, said in ((MATCH, matches), (COLUMN, columns)):
        for key, meaning in said.items():
            con.execute("delete from answer where kind = ? and said = ?", [kind, key])
            con.execute(
                "insert into answer (kind, said, meaning, author, answered_at)"
                " values (?, ?, ?, ?, ?)",
                [kind, key, meaning, author, now],
            )
