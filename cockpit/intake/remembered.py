"""What was answered once and holds for the next load too: which project a name means, what a
column is. Units and days are not remembered: they are of one workbook.

What a column is was said of one sheet (SHEET_COLUMN: it holds for that sheet, also of another
month), or of all (COLUMN: for every sheet of which nothing else was said).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import cycle

from duckdb import DuckDBPyConnection

from cockpit.intake import answers as keys
from cockpit.intake.answers import Answers
from cockpit.intake.forms.columns import names_of
from cockpit.intake.understood import Understood
from cockpit.settings import SHANGHAI

MATCH, COLUMN, SHEET_COLUMN = "match", "column", "sheet column"
ONE_OF_TWO = "@"  # in an answer that names one of two columns with the same header, by its letters


def with_remembered(con: DuckDBPyConnection, answers: Answers) -> Answers:
    """The answers of a load, and those of earlier ones where it says nothing else."""
    held = dict[str, dict[str, str]]({MATCH: {}, COLUMN: {}, SHEET_COLUMN: {}})
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
        remembered=held[COLUMN] | held[SHEET_COLUMN],
    )


def remember(
    con: DuckDBPyConnection,
    matches: Mapping[str, str],
    answers: Answers,
    understood: Iterable[Understood],
    author: str,
) -> None:
    """Keep the answers of a load for the next; needs the open transaction of its change.

    ``matches``: name and organisation → the project that was meant. Of the columns those that are
    ``understood`` and were answered.
    """
    now = datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)
    of_all, of_sheets, outdated = _columns(answers, [one for one in understood if not one.is_ours])
    for key in outdated:
        con.execute("delete from answer where kind = ? and said = ?", [SHEET_COLUMN, key])
    for kind, said in ((MATCH, matches), (COLUMN, of_all), (SHEET_COLUMN, of_sheets)):
        for key, meaning in said.items():
            con.execute("delete from answer where kind = ? and said = ?", [kind, key])
            con.execute(
                "insert into answer (kind, said, meaning, author, answered_at)"
                " values (?, ?, ?, ?, ?)",
                [kind, key, meaning, author, now],
            )


def _columns(
    answers: Answers, understood: list[Understood]
) -> tuple[dict[str, str], dict[str, str], set[str]]:
    """What was said of columns: of all, and of sheets; and what was said before of sheets for which
    it is now said with all others."""
    of_all, of_sheets, outdated = {}, {}, set[str]()
    alike = [keys.series(sheet.place) for sheet in understood]
    for sheet in understood:
        # two that differ by the month alone (4月, 5月) are remembered each by its own name
        is_alone = alike.count(keys.series(sheet.place)) == 1
        for names in _names(sheet):
            said = zip(keys.own_keys(sheet.place, names), cycle(names), strict=False)
            own = next((pair for pair in said if pair[0] in answers.columns), None)
            every = next((name for name in names if name in answers.columns), None)
            kept = list(keys.kept_keys(sheet.place, names))
            if own is not None:
                key, name = own
                place = keys.series(sheet.place) if is_alone else sheet.place
                of_sheets[f"{place}{keys.OF}{name}"] = answers.columns[key]
            if own is not None or every is not None:
                its = f"{sheet.place}{keys.OF}"
                outdated |= {key for key in kept if is_alone or key.startswith(its)}
            if every is not None:
                of_all[every] = answers.columns[every]
    return of_all, of_sheets, outdated


def _names(sheet: Understood) -> Iterator[tuple[str, ...]]:
    """The names of each column, without those that are of this workbook alone."""
    for column in sheet.columns:
        yield tuple(name for name in names_of(column) if ONE_OF_TWO not in name)
