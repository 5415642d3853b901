"""Rows that a page writes: held to their contract, put in with their origin, and checked."""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from cockpit.errors import Fault, LoadRefused
from cockpit.intake.corrections import Reason, hold_to_checks, move_origin, record
from cockpit.intake.gate import REAL, ledger_kind
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import Table
from cockpit.visible import quoted


def put(
    con: DuckDBPyConnection,
    name: str,
    said: Mapping[str, object],
    *,
    command: str,
    reason: Reason,
    about: str,
) -> None:
    """Put a row into table ``name``; ``command``: the "file" of it in ``load``.

    ``about``: what it is about, where a fault is told. Raises LoadRefused; the change is then left.
    """
    put_all(con, name, [said], command=command, reason=reason, about=about)


def put_all(
    con: DuckDBPyConnection,
    name: str,
    rows: Sequence[Mapping[str, object]],
    *,
    command: str,
    reason: Reason,
    about: str,
) -> None:
    """The same with several rows, which are one load."""
    table = TABLES[name]
    sound = [_sound(table, said, about) for said in rows]
    for row in sound:
        names = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" for _ in row)
        con.execute(f'insert into "{name}" ({names}) values ({marks})', [*row.values()])
    load_id = record(con, command, reason, ledger_kind(con) or REAL)
    keys = ["|".join(str(row[column]) for column in table.key) for row in sound]
    move_origin(con, table, keys, load_id)
    hold_to_checks(con, table)


def is_there(con: DuckDBPyConnection, name: str) -> bool:
    """Whether the lake has a table: a store of an earlier day has it once somebody writes to it."""
    return con.execute("select 1 from (show tables) where name = ?", [name]).fetchone() is not None


def _sound(table: Table, said: Mapping[str, object], about: str) -> dict[str, object]:
    """The row as the lake holds it."""
    try:
        (sound,) = table.adapter.validate_python([dict(said)])
    except ValidationError as problems:
        faults = []
        for error in problems.errors():
            told = error.get("ctx", {})
            column = str(error["loc"][1] if len(error["loc"]) > 1 else told.get("at", ""))
            faults.append(
                Fault(
                    file=f"{table.names[0]} {about}",
                    column=table.label(column) if column else "",
                    value=quoted(str(said.get(column) or "")),
                    rule=told.get("rule", error["msg"]),
                    way_out=told.get("way", ""),
                )
            )
        raise LoadRefused(faults) from None
    return {column: getattr(sound, column) for column in table.columns}
