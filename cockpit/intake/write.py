"""Into the lake what is new or different, and nothing else; with where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from duckdb import DuckDBPyConnection

from cockpit.intake import corrected
from cockpit.intake.stage import NUMBER, SHEET, Staged

DIFFERENT = "different_rows"  # a temporary table: the rows of one table that change something


@dataclass(frozen=True)
class Written:
    """Rows of one table in a load: new, changed, and the same as before.

    ``sheets``: the sheets (index) that brought something. ``overwrites``: corrections that no
    longer stand, as people read them. ``projects``: those of the rows that are new or changed.
    """

    table: str
    new: int
    changed: int
    same: int
    sheets: frozenset[int]
    overwrites: tuple[str, ...] = ()
    projects: frozenset[str] = frozenset()


def combined(written: Iterable[Written]) -> list[Written]:
    """One ``Written`` a table: the parts of a ledger may feed a table several times."""
    tables: dict[str, Written] = {}
    for one in written:
        held = tables.setdefault(one.table, one)
        if held is not one:
            tables[one.table] = Written(
                one.table,
                held.new + one.new,
                held.changed + one.changed,
                held.same + one.same,
                held.sheets | one.sheets,
                (*held.overwrites, *one.overwrites),
                held.projects | one.projects,
            )
    return list(tables.values())


def carried_over(con: DuckDBPyConnection, staged: Staged) -> Staged:
    """The rows with what no file gives taken from the row whose place they take.

    Only in tables whose row stands until the next one: a project's new profile from a file
    without 乡镇街道 does not take the township away.
    """
    table = staged.table
    kept = [c for c in table.columns if c not in (*staged.given, *table.key)]
    if not table.until_next or not kept:
        return staged
    *same, last = table.key
    on = " and ".join(f's."{c}" = t."{c}"' for c in same)
    carried = ", ".join(f't."{c}" as "{c}"' for c in kept)
    con.register("staged_rows", staged.rows)
    try:
        rows = con.execute(
            f"""
            select s.* replace ({carried})
            from staged_rows as s
            asof left join "{table.name}" as t on {on} and s."{last}" > t."{last}"
            order by s.{SHEET}, s.{NUMBER}
            """
        ).to_arrow_table()
    finally:
        con.unregister("staged_rows")
    return replace(staged, rows=rows.cast(staged.rows.schema))


def write(con: DuckDBPyConnection, staged: Staged, load_ids: list[int]) -> Written:
    """Write the rows of one table that differ from the lake, and their origin.

    ``load_ids`` has the load of each sheet. Columns that no file of the load has keep what the
    lake holds. Needs the open transaction of a change.
    """
    _find_different(con, staged)
    try:
        counts = con.execute(
            f"select {SHEET}, count(*) filter (where is_new), count(*) from {DIFFERENT}"
            " group by all"
        ).fetchall()
        new, different = sum(n for _, n, _ in counts), sum(n for _, _, n in counts)
        overwrites: tuple[str, ...] = ()
        if different > new:
            overwrites = corrected.overwritten(
                con, staged.table, staged.given, DIFFERENT, _same_key(staged)
            )
        if different:
            _merge(con, staged)
            _record_origin(con, staged, load_ids, replaced=different > new)
        same = staged.rows.num_rows - different
        brought = frozenset(sheet for sheet, _, _ in counts)
        projects = _projects(con) if "project_id" in staged.table.columns else frozenset()
        changed = different - new
        return Written(staged.table.name, new, changed, same, brought, overwrites, projects)
    finally:
        con.execute(f"drop table {DIFFERENT}")


def _projects(con: DuckDBPyConnection) -> frozenset[str]:
    found = con.execute(f"select distinct project_id from {DIFFERENT}").fetchall()
    return frozenset(project for (project,) in found if project)


def _find_different(con: DuckDBPyConnection, staged: Staged) -> None:
    table = staged.table
    compared = [c for c in staged.given if c not in table.key and c not in table.quiet]
    apart = " or ".join(f's."{c}" is distinct from t."{c}"' for c in compared) or "false"
    con.register("staged_rows", staged.rows)
    con.execute(
        f"""
        create temp table {DIFFERENT} as
        select s.*, t."{table.key[0]}" is null as is_new,
            concat_ws('|', {", ".join(f's."{c}"' for c in table.key)}) as key_
        from staged_rows as s
        left join "{table.name}" as t on {_same_key(staged)}
        where t."{table.key[0]}" is null or {apart}
        """
    )
    con.unregister("staged_rows")


def _merge(con: DuckDBPyConnection, staged: Staged) -> None:
    table = staged.table
    updates = [
        f'"{c}" = coalesce(t."{c}", s."{c}")' if c in table.quiet else f'"{c}" = s."{c}"'
        for c in staged.given
        if c not in table.key
    ]
    matched = f"when matched then update set {', '.join(updates)}" if updates else ""
    columns = ", ".join(f'"{c}"' for c in table.columns)
    values = ", ".join(f's."{c}"' for c in table.columns)
    con.execute(
        f"""
        merge into "{table.name}" as t using {DIFFERENT} as s on {_same_key(staged)}
        {matched}
        when not matched then insert ({columns}) values ({values})
        """
    )


def _same_key(staged: Staged) -> str:
    return " and ".join(f's."{c}" = t."{c}"' for c in staged.table.key)


def _record_origin(
    con: DuckDBPyConnection, staged: Staged, load_ids: list[int], *, replaced: bool
) -> None:
    if replaced:
        con.execute(
            f"""
            delete from origin where table_name = ?
                and key in (select key_ from {DIFFERENT} where not is_new)
            """,
            [staged.table.name],
        )
    con.execute(
        f"""
        insert into origin (table_name, key, load_id, sheet, row, part)
        select ?, key_, (?::integer[])[{SHEET} + 1], nullif((?::varchar[])[{SHEET} + 1], ''),
            {NUMBER}, (?::integer[])[{SHEET} + 1]
        from {DIFFERENT}
        """,
        [
            staged.table.name,
            load_ids,
            [sheet.sheet for sheet in staged.sheets],
            [sheet.part for sheet in staged.sheets],
        ],
    )
