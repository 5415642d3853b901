"""What a version wrote, row by row: DuckLake's change feed, held against the keys of the tables.

The feed tells of a row that was taken out and put in again as of two; by its key it is one that
was changed, or not at all. Names of tables and columns in the SQL are ours, snapshots are ints.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from cockpit.tables.contracts import TABLES

WRITES = ("tables_inserted_into", "tables_deleted_from", "inlined_insert", "inlined_delete")
UNDO = re.compile(r"undo (\d+)")  # what stands for a file in ``load``
NAMES = "select table_id, table_name from __ducklake_metadata_lake.ducklake_table"


@dataclass(frozen=True)
class Kept:
    """A table whose rows are told apart by ``key``: its name and its columns."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def same(self, one: str, other: str) -> str:
        """That the key of ``one`` (an alias, or a row in a column) is that of ``other``."""
        pairs = (f'{one}."{c}" is not distinct from {other}."{c}"' for c in self.key)
        return " and ".join(pairs)

    def apart(self, one: str, other: str) -> str:
        """That a row differs from another in some column."""
        pairs = (f'{one}."{c}" is distinct from {other}."{c}"' for c in self.columns)
        return " or ".join(pairs)

    def key_of(self, row: str) -> str:
        """The key of a row as ``origin`` has it."""
        columns = ", ".join(f'{row}."{c}"' for c in self.key)
        return f"concat_ws('|', {columns})"

    def listed(self, row: str = "") -> str:
        """The columns, of a row or bare."""
        return ", ".join(f'{row}."{c}"' if row else f'"{c}"' for c in self.columns)

    def is_none(self, row: str) -> str:
        """That there is no such row: each key has its first column."""
        return f'{row}."{self.key[0]}" is null'


ORIGIN = Kept(
    "origin", ("table_name", "key", "load_id", "sheet", "row", "part"), ("table_name", "key")
)
LOAD = Kept("load", ("load_id", "file"), ("load_id",))
_ANSWER = ("kind", "said", "meaning", "author", "answered_at")
_WAIVER = TABLES["waiver"].columns
BESIDE = {  # what comes with rows, and may stand there twice for a key of fewer columns
    "origin": ORIGIN,
    "waiver": Kept("waiver", _WAIVER, _WAIVER),
    "answer": Kept("answer", _ANSWER, _ANSWER),
}


def kept(name: str) -> Kept:
    """A table of the lake as its rows are told apart."""
    if name in BESIDE:
        return BESIDE[name]
    table = TABLES[name]
    return Kept(name, table.columns, table.key)


def tables_written(con: DuckDBPyConnection) -> dict[int, frozenset[str]]:
    """By snapshot, the tables of which it wrote rows."""
    names = {str(number): name for number, name in con.execute(NAMES).fetchall()}
    found = con.execute("select snapshot_id, changes from lake.snapshots()").fetchall()
    return {
        int(snapshot): frozenset(
            names[table] for kind in WRITES for table in changes.get(kind, ()) if table in names
        )
        for snapshot, changes in found
    }


def set_apart(con: DuckDBPyConnection, table: Kept, snapshot: int) -> str:
    """Make a temporary table of the rows that a snapshot wrote, and return its name.

    Columns: those of the key; ``before``, ``after``: the row as it was and became, null where there
    was none. Rows that are the same after as before are not among them.
    """
    name = f"wrote_{table.name}"
    columns = table.listed()
    key = ", ".join(f'coalesce(before."{c}", after."{c}") as "{c}"' for c in table.key)
    con.execute(
        f"""
        create or replace temp table "{name}" as
        with

        feed as (  -- with the columns that the table has by now
            (select {columns}, '' as change_type from "{table.name}" limit 0)
            union all by name
            select * from {_changes(table, snapshot, snapshot)}
        ),

        before as (select {columns} from feed where change_type in ('delete', 'update_preimage')),

        after as (select {columns} from feed where change_type in ('insert', 'update_postimage'))

        select {key}, before, after from before full join after on {table.same("before", "after")}
        where {table.apart("before", "after")}
        """
    )
    return name


def _changes(table: Kept, first: int, last: int) -> str:
    return f"ducklake_table_changes('lake', 'main', '{table.name}', {first:d}, {last:d})"


def last_written(
    con: DuckDBPyConnection, table: Kept, keys: list[str], after: int
) -> dict[str, int]:
    """By key, the last snapshot behind ``after`` that wrote the row; it may have been dropped."""
    bounds = """
        select coalesce(max(snapshot_id) filter (where snapshot_id = $next), $next - 1),
            max(snapshot_id)
        from lake.snapshots()
    """
    # the feed begins at a snapshot that there is, and tells of those dropped behind it too
    first, newest = con.execute(bounds, {"next": after + 1}).fetchone() or (0, 0)
    if not newest or newest <= after:
        return {}
    found = con.execute(
        f"""
        select {table.key_of("feed")}, max(snapshot_id)
        from {_changes(table, first, newest)} as feed
        where snapshot_id > $after
            and {table.key_of("feed")} in (select unnest($keys::varchar[]))
        group by all
        """,
        {"keys": keys, "after": after},
    ).fetchall()
    return {str(key): int(snapshot) for key, snapshot in found}


def undone_of(file: str) -> int | None:
    """The data version that a line of ``load`` took back; None for any other line."""
    found = UNDO.fullmatch(file)
    return int(found[1]) if found else None


def in_force(undos: Mapping[int, int]) -> dict[int, int]:
    """By a version that is taken back now, the one that did it.

    ``undos``: all that ever did, with what each took back; one may itself be taken back.
    """
    back: dict[int, int] = {}
    for number in sorted(undos, reverse=True):
        if number not in back:
            back.setdefault(undos[number], number)
    return back


def counted(con: DuckDBPyConnection, table: Kept) -> tuple[int, int, int]:
    """Of the rows that were set apart: how many are new, taken out, changed."""
    found = con.execute(
        f"""
        select count(*) filter (where {table.is_none("before")}),
            count(*) filter (where {table.is_none("after")}), count(*)
        from "wrote_{table.name}"
        """
    ).fetchone()
    new, out, total = found or (0, 0, 0)
    return new, out, total - new - out
