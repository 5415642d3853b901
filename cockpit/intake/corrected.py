"""Values that `set` put there: how a waiver names one, and which of them a load overwrites."""

from duckdb import DuckDBPyConnection

from cockpit.intake.checks import plain
from cockpit.tables.declared import Table
from cockpit.visible import quoted

RULE = "set"
LONGEST = 60  # of a value in a waiver's key: enough to tell one from another


def waiver_key(table: Table, key: str, column: str, value: object) -> str:
    """The key of a correction's waiver; it holds as long as this value stands there.

    Checks build the same text: ``concat_ws('|', table, key columns, column, value)``.
    """
    return f"{table.name}|{key}|{column}|{_held(value)}"


def _held(value: object) -> str:
    return "" if value is None else str(value)[:LONGEST]


def overwritten(
    con: DuckDBPyConnection, table: Table, given: tuple[str, ...], different: str, same_key: str
) -> tuple[str, ...]:
    """The corrections that a load is about to overwrite, as people read them.

    ``different``: the table of rows that change something, with ``key_``; ``same_key``: its join
    to the lake's table (s and t); ``given``: the columns that the load writes.
    """
    found = con.execute(
        f"""
        select d.key_, w.key, max(w.reason)
        from waiver as w
        inner join {different} as d
            on not d.is_new and starts_with(w.key, concat_ws('|', ?::varchar, d.key_, ''))
        where w.rule = ?
        group by all
        order by all
        """,
        [table.name, RULE],
    ).fetchall()
    said = []
    for key, waiver, reason in found:
        column, _, value = waiver.removeprefix(f"{table.name}|{key}|").partition("|")
        if column not in given or column in table.quiet:
            continue
        now, new = con.execute(
            f'select t."{column}", s."{column}" from {different} as s'
            f' inner join "{table.name}" as t on {same_key} where s.key_ = ?',
            [key],
        ).fetchall()[0]
        if now != new and _held(now) == value:  # else a load has been there before
            change = f"{quoted(plain(now))} → {quoted(plain(new))}（更正的理由：{quoted(reason)}）"
            said.append(f"{table.names[0]} {key} {table.label(column)}：{change}")
    return tuple(said)
