"""What versions did, to be read: their lines of ``load``, rows by table, values said anew."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from cockpit.tables.contracts import TABLES
from cockpit.warehouse import feed
from cockpit.warehouse.feed import LOAD, ORIGIN, Kept

MOST = 500  # values of a table that are read of a version; beyond, their number


@dataclass(frozen=True)
class LoadLine:
    """A line of ``load``: a file, or a command. ``note``, ``kind`` may be empty.

    ``sha256``: of the file's bytes, by which the original is kept; empty for a command.
    """

    number: int
    file: str
    author: str
    at: datetime | None
    note: str
    kind: str
    sha256: str = ""


@dataclass(frozen=True)
class TableRows:
    """Rows of a table that a version wrote: new, changed, taken out."""

    table: str
    new: int
    changed: int
    out: int


@dataclass(frozen=True)
class Anew:
    """A value that was there and that a version says otherwise.

    ``key``: the row's, ``project_id``: whose it is, may be empty; ``old``, ``new``: as text, the
    new one empty where it was taken away. ``file``, ``sheet``, ``row``, ``letters``: the cell that
    says it now, as far as that was noted.
    """

    table: str
    key: str
    project_id: str
    column: str
    old: str
    new: str
    file: str
    sheet: str
    row: int | None
    letters: str


@dataclass(frozen=True)
class Wrote:
    """What a version wrote. ``anew``: the first of ``anew_count`` values said otherwise."""

    tables: tuple[TableRows, ...]
    anew: tuple[Anew, ...]
    anew_count: int


def loads(con: DuckDBPyConnection) -> dict[int, list[LoadLine]]:
    """The lines of ``load`` by the snapshot that wrote them."""
    (newest,) = con.execute("select max(snapshot_id) from lake.snapshots()").fetchone() or (0,)
    rows = con.execute(
        "select load_id, file, author, loaded_at, note, kind, sha256 from load"
    ).fetchall()
    written = feed.last_written(con, LOAD, [str(row[0]) for row in rows], 0) if newest else {}
    found: dict[int, list[LoadLine]] = defaultdict(list)
    for number, file, author, at, note, kind, sha256 in sorted(rows, key=lambda row: row[0]):
        line = LoadLine(number, file or "", author or "", at, note or "", kind or "", sha256 or "")
        found[written.get(str(number), 0)].append(line)
    return dict(found)


def wrote(con: DuckDBPyConnection, snapshot: int) -> Wrote:
    """What a snapshot wrote into the tables that files bring. Needs a cursor of its own."""
    written = feed.tables_written(con).get(snapshot, frozenset())
    feed.set_apart(con, ORIGIN, snapshot)
    tables, anew, total = [], [], 0
    for name in TABLES:
        if name not in written:
            continue
        table = Kept(name, TABLES[name].columns, TABLES[name].key)
        feed.set_apart(con, table, snapshot)
        rows = _rows(con, table)
        tables.append(rows)
        if rows.changed:
            values, count = _anew(con, table)
            anew += values
            total += count
    shown = tuple(rows for rows in tables if rows.new or rows.changed or rows.out)
    return Wrote(shown, tuple(anew), total)


def _rows(con: DuckDBPyConnection, table: Kept) -> TableRows:
    new, out, changed = feed.counted(con, table)
    return TableRows(table.name, new, changed, out)


def _anew(con: DuckDBPyConnection, table: Kept) -> tuple[list[Anew], int]:
    """Values of rows that were there before and after; a blank that was filled is none."""
    quiet = TABLES[table.name].quiet
    values = ", ".join(
        f"{{'field': '{c}', 'old': before.\"{c}\"::varchar, 'new': after.\"{c}\"::varchar}}"
        for c in table.columns
        if c not in (*table.key, *quiet)
    )
    project = 'after."project_id"' if "project_id" in table.columns else "''"
    rows = con.execute(
        f"""
        with

        cells as (
            select {table.key_of("wrote")} as key_, {project} as project_id,
                unnest([{values}]) as cell
            from "wrote_{table.name}" as wrote
            where not {table.is_none("before")} and not {table.is_none("after")}
        ),

        anew as (
            select * from cells
            where cell.old is not null and cell.old is distinct from cell.new
        ),

        shown as (
            select *, (select count(*) from anew) as total
            from anew
            order by key_, cell.field
            limit {MOST:d}
        ),

        places as (
            select key, after.load_id as load_id, after.sheet as sheet, after.row as row,
                after.part as part
            from wrote_origin
            where table_name = $table and after.load_id is not null
        )

        select key_, coalesce(project_id, ''), cell.field, cell.old, coalesce(cell.new, ''),
            coalesce(any_value(load.file), ''), coalesce(any_value(places.sheet), ''),
            any_value(places.row), coalesce(any_value(load_column.letters), ''), total
        from shown
        left join places on shown.key_ = places.key
        left join load using (load_id)
        left join load_column
            on places.load_id = load_column.load_id
            and places.sheet is not distinct from load_column.sheet
            and places.part is not distinct from load_column.part
            and shown.cell.field = load_column.field
        group by all
        order by key_, cell.field
        """,
        {"table": table.name},
    ).fetchall()
    found = [Anew(table.name, *row[:-1]) for row in rows]
    return found, rows[0][-1] if rows else 0
