"""Numbered migrations: each is applied to a lake once, in order, in a commit of its own."""

import json
from collections.abc import Callable
from pathlib import Path

from duckdb import DuckDBPyConnection

TABLE = "migration"  # the lake's own record of what was applied; no screen reads it


def pending(con: DuckDBPyConnection, folder: Path) -> list[Path]:
    """The migrations in ``folder`` that the lake attached to ``con`` has not had, in order."""
    recorded = con.execute(
        # not duckdb_tables(): that weighs every table, 30 ms instead of 1
        """
        select count(*) from __ducklake_metadata_lake.ducklake_table
        where table_name = ? and end_snapshot is null
        """,
        [TABLE],
    ).fetchone()
    applied: set[str] = set()
    if recorded and recorded[0]:
        rows = con.execute(f"select name from lake.{TABLE}").fetchall()
        applied = {name for (name,) in rows}
    return [file for file in sorted(folder.glob("*.sql")) if file.stem not in applied]


def apply(
    con: DuckDBPyConnection, folder: Path, *, backed_up: Callable[[str], None] = lambda _: None
) -> None:
    """Apply what is pending; before each one ``backed_up`` is called with its name.

    Needs a writing attachment whose default is the lake.
    """
    for file in pending(con, folder):
        backed_up(file.stem)
        con.execute("begin")
        con.execute(f"create table if not exists {TABLE} (name varchar, applied_at timestamp)")
        con.execute(file.read_text("utf-8"))
        con.execute(f"insert into {TABLE} values (?, now()::timestamp)", [file.stem])
        con.execute(
            "call lake.set_commit_message('cockpit', ?, extra_info => ?)",
            [f"迁移 {file.stem}", json.dumps({"migration": file.stem})],
        )
        con.execute("commit")
