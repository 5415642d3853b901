"""A lake's catalogue, carried between SQLite and PostgreSQL row for row.

DuckLake keeps the same tables in both; what differs is how a value is held: SQLite has whole
numbers and text, PostgreSQL types of its own, and small tables that lie in the catalogue
("inlined") have there the types that DuckLake gives them. A carried catalogue has the same
versions, rows and feeds.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from psycopg import sql

from cockpit.postgres import Session

SCHEMA, MAKING = "cockpit_lake", "cockpit_lake_making"
KEYS = {  # the tables that DuckLake gives a primary key
    "ducklake_snapshot": "snapshot_id",
    "ducklake_snapshot_changes": "snapshot_id",
    "ducklake_schema": "schema_id",
    "ducklake_data_file": "data_file_id",
    "ducklake_delete_file": "delete_file_id",
}
NO_JOURNAL = b"\x01\x01"  # of SQLite's header: in memory nothing with a journal can be opened
COLUMNS = """
    select table_name, column_name, data_type from information_schema.columns
    where table_schema = %s and table_name like 'ducklake%%' order by table_name, ordinal_position
"""
WHOLE = {"smallint", "integer", "bigint"}
NATIVE = {  # of an inlined table, as DuckLake 1.0 makes them in PostgreSQL; all others are text
    "boolean": "boolean",
    "int8": "smallint",
    "int16": "smallint",
    "int32": "integer",
    "int64": "bigint",
    "float32": "real",
    "float64": "double precision",
    "varchar": "bytea",
    "blob": "bytea",
}
DECIMAL = re.compile(r"decimal\((\d+),(\d+)\)")
INLINED = re.compile(r"ducklake_inlined_data_(\d+)_(\d+)")
TYPES = """
    select column_name, column_type from ducklake_column
    where table_id = ? and parent_column is null
"""


def to_sqlite(session: Session, schema: str = SCHEMA) -> bytes:
    """A catalogue of PostgreSQL as SQLite's bytes. The session is in one look at the database."""
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in session.execute(COLUMNS.encode(), [schema]).fetchall():
        tables.setdefault(table, {})[column] = kind
    with closing(sqlite3.connect(":memory:")) as con:
        for table, columns in tables.items():
            declared = ", ".join(
                f'"{name}" {"BIGINT" if kind in WHOLE or kind == "boolean" else "VARCHAR"}'
                + (" PRIMARY KEY" if KEYS.get(table) == name else "")
                for name, kind in columns.items()
            )
            con.execute(f'create table "{table}" ({declared})')
            read = sql.SQL("copy (select {} from {}) to stdout").format(
                sql.SQL(", ").join(_read(name, kind) for name, kind in columns.items()),
                sql.Identifier(schema, table),
            )
            marks = ", ".join("?" for _ in columns)
            with session.cursor().copy(read) as rows:
                con.executemany(f'insert into "{table}" values ({marks})', rows.rows())
        con.commit()
        return con.serialize()


def _read(name: str, kind: str) -> sql.Composable:
    column = sql.Identifier(name)
    if kind == "boolean":
        return sql.SQL("{}::int").format(column)
    return sql.SQL("convert_from({}, 'UTF8')").format(column) if kind == "bytea" else column


def to_postgres(content: bytes, session: Session, schema: str, data_path: str) -> None:
    """Fill a catalogue that DuckLake has just made in ``schema`` with another's rows."""
    kinds: dict[str, dict[str, str]] = {}
    for table, column, kind in session.execute(COLUMNS.encode(), [schema]).fetchall():
        kinds.setdefault(table, {})[column] = kind
    with closing(sqlite3.connect(":memory:")) as con:
        con.deserialize(content[:18] + NO_JOURNAL + content[20:])
        for (table,) in con.execute(
            "select name from sqlite_master where type = 'table' and name like 'ducklake%'"
        ).fetchall():
            names = [row[1] for row in con.execute(f'pragma table_info("{table}")')]
            where = sql.Identifier(schema, table)
            if table in kinds:
                session.execute(sql.SQL("truncate {}").format(where))
                types = kinds[table]
            else:
                types = _types(con, table, names)
                declared = sql.SQL(", ").join(
                    sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(types[name]))
                    for name in names
                )
                session.execute(sql.SQL("create table {} ({})").format(where, declared))
            write = sql.SQL("copy {} ({}) from stdin").format(
                where, sql.SQL(", ").join(map(sql.Identifier, names))
            )
            with session.cursor().copy(write) as into:
                for row in _rows(con, table, [types[name] for name in names]):
                    into.write_row(row)
    session.execute(
        sql.SQL("update {} set value = %s where key = 'data_path'").format(
            sql.Identifier(schema, "ducklake_metadata")
        ),
        [data_path],
    )


def _rows(con: sqlite3.Connection, table: str, kinds: list[str]) -> Iterator[list[Any]]:
    for row in con.execute(f'select * from "{table}"'):
        yield [_value(value, kind) for value, kind in zip(row, kinds, strict=True)]


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    return value.encode() if kind == "bytea" and isinstance(value, str) else value


def _types(con: sqlite3.Connection, table: str, names: list[str]) -> dict[str, str]:
    """The types of an inlined table; its first three columns are DuckLake's."""
    found = INLINED.fullmatch(table)
    its = dict(con.execute(TYPES, [found[1]]).fetchall()) if found else {}
    return {name: "bigint" if n < 3 else _native(its.get(name, "")) for n, name in enumerate(names)}


def _native(kind: str) -> str:
    if found := DECIMAL.fullmatch(kind):
        return f"numeric({int(found[1])},{int(found[2])})"
    return NATIVE.get(kind, "character varying")
