"""Changes to single things, each with its reason: a value, a project withdrawn, an exception.

Each is a data version of its own, a line of ``load`` and a ``waiver`` that carries the reason.
All checks run; raises LoadRefused with the offenders, and then nothing was changed. Each hands
over the data version that it wrote.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from cockpit.errors import Fault, LoadRefused, NotFound, Refused
from cockpit.intake import checks, corrected
from cockpit.intake.gate import REAL, SAMPLE, ledger_kind, next_load_id, record_load
from cockpit.settings import SHANGHAI
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import LEDGER, Table
from cockpit.visible import quoted
from cockpit.warehouse.lake import Commit, Lake


@dataclass(frozen=True)
class Reason:
    """Who changes something, and why."""

    author: str
    text: str


def set_value(
    lake: Lake,
    cell: tuple[str, str, str],
    value: str,
    reason: Reason,
    require: Callable[[DuckDBPyConnection], None] | None = None,
) -> tuple[str, int | None]:
    """Correct one value; ``cell`` is table, key (the row's key columns joined by |) and column.

    Table and column may be the Chinese names; an empty ``value`` clears it. Returns the value
    that stood there, and the version. ``require``: what else must hold in the lake as it is then.
    Raises NotFound, Refused, LoadRefused.
    """
    table, key = _table(cell[0]), cell[1]
    field = _column(table, cell[2])
    message, commit = f"更正 {table.names[0]} {key}：{reason.text}", Commit()
    with lake.change(reason.author, message, commit=commit) as con:
        if require is not None:
            require(con)
        row = _row(con, table, key)
        new = _valid(table, row, field, value, key)
        if new == row[field]:
            raise Refused("现在就是这个值", where=f"{table.names[0]} {key}")
        con.execute(f'update "{table.name}" set "{field}" = ? where {_key_is(table)}', [new, key])
        load_id = record(con, "set", reason, _kind(con, table, key))
        move_origin(con, table, [key], load_id)
        _waive(con, corrected.RULE, corrected.waiver_key(table, key, field, new), reason)
        hold_to_checks(con, table)
    return checks.plain(row[field]), commit.version


def remove_project(lake: Lake, project_id: str, on: date, reason: Reason) -> tuple[int, int | None]:
    """Withdraw a project: from ``on`` it is in none of the five classes; what was stays.

    Returns how many memberships ended, and the version. A later load that has them open again is
    refused (``removed_stays_removed``). Raises NotFound, Refused, LoadRefused.
    """
    table, commit = TABLES["class_membership"], Commit()
    with lake.change(reason.author, f"撤出 {project_id}：{reason.text}", commit=commit) as con:
        if not con.execute("select 1 from project where project_id = ?", [project_id]).fetchone():
            raise NotFound("没有这个项目", where=project_id, way_out="在台账页查项目代码")
        open_then = "project_id = ? and coalesce(valid_to >= ?, true)"
        keys = con.execute(
            f"select {_key_of(table)}, valid_from < ? from class_membership where {open_then}",
            [on, project_id, on],
        ).fetchall()
        if not keys:
            raise Refused(f"{on} 起它已不在任何一类之中", where=project_id)
        con.execute(
            f"delete from class_membership where {open_then} and valid_from >= ?",
            [project_id, on, on],
        )
        con.execute(
            f"update class_membership set valid_to = ? where {open_then}",
            [on - timedelta(days=1), project_id, on],
        )
        load_id = record(con, "remove", reason, ledger_kind(con) or REAL)
        move_origin(con, table, [key for key, stays in keys if stays], load_id)
        gone = [key for key, stays in keys if not stays]
        _forget_origin(con, table, gone)
        _waive(con, "remove", f"{project_id}|{on}", reason)
        hold_to_checks(con, table)
    return len(keys), commit.version


def waive(lake: Lake, rule: str, key: str, reason: Reason) -> int | None:
    """Accept an exception to a check, before or after the load that needs it; the version.

    Raises NotFound, Refused.
    """
    names = [check.name for check in checks.all_checks()]
    if rule not in names:
        raise NotFound("没有这条规则", where=rule, way_out="规则有：" + "、".join(names))
    commit = Commit()
    with lake.change(reason.author, f"例外 {rule} {key}：{reason.text}", commit=commit) as con:
        if con.execute("select 1 from waiver where rule = ? and key = ?", [rule, key]).fetchone():
            raise Refused("已经记过这条例外", where=f"{rule} {key}")
        _waive(con, rule, key, reason)
    return commit.version


def _table(name: str) -> Table:
    for table in TABLES.values():
        if name in (table.name, *table.names):
            return table
    raise NotFound("没有这张表", where=name, way_out="表有：" + "、".join(TABLES))


def _column(table: Table, name: str) -> str:
    field = table.headers.get(name, "")
    if field not in table.columns:
        known = "、".join(map(table.label, table.columns))
        raise NotFound("没有这一列", where=f"{table.names[0]} › {name}", way_out=f"列有：{known}")
    if field in table.key:
        raise Refused("这一列是行的键，不能改", where=table.label(field), way_out="另导入新的一行")
    return field


def _row(con: DuckDBPyConnection, table: Table, key: str) -> dict[str, Any]:
    answer = con.execute(f'select * from "{table.name}" where {_key_is(table)}', [key])
    names = [column[0] for column in answer.description or []]
    found = answer.fetchone()
    if found is None:
        said = "|".join(table.label(column) for column in table.key)
        raise NotFound("没有这一行", where=f"{table.names[0]} {key}", way_out=f"键写成 {said}")
    return dict(zip(names, found, strict=True))


def _valid(table: Table, row: dict[str, Any], field: str, value: str, key: str) -> Any:
    """The value as the lake holds it; the whole row must keep its contract."""
    changed = {column: row[column] for column in table.columns} | {field: value.strip() or None}
    try:
        (sound,) = table.adapter.validate_python([changed])
    except ValidationError as problems:
        faults = [
            Fault(
                file=f"{table.names[0]} {key}",
                column=table.label(field),
                value=quoted(value),
                rule=error.get("ctx", {}).get("rule", error["msg"]),
                way_out=error.get("ctx", {}).get("way", ""),
            )
            for error in problems.errors()
        ]
        raise LoadRefused(faults) from None
    return getattr(sound, field)


def _kind(con: DuckDBPyConnection, table: Table, key: str) -> str:
    """The kind of a row's own load: a sample row that was corrected still goes with the sample."""
    if table.group == LEDGER:
        return ledger_kind(con) or REAL
    sample = con.execute(
        """
        select 1 from origin inner join load using (load_id)
        where origin.table_name = ? and origin.key = ? and load.kind = ?
        """,
        [table.name, key, SAMPLE],
    ).fetchone()
    return SAMPLE if sample else table.group


def record(con: DuckDBPyConnection, command: str, reason: Reason, kind: str) -> int:
    """Note a command with its reason as a line of ``load``; its number."""
    load_id = next_load_id(con)
    record_load(con, load_id, file=command, author=reason.author, note=reason.text, kind=kind)
    return load_id


def move_origin(con: DuckDBPyConnection, table: Table, keys: list[str], load_id: int) -> None:
    """Say of rows that they come from a line of ``load``, and from nowhere else."""
    _forget_origin(con, table, keys)
    con.execute(
        "insert into origin (table_name, key, load_id) select ?, unnest(?::varchar[]), ?",
        [table.name, keys, load_id],
    )


def _forget_origin(con: DuckDBPyConnection, table: Table, keys: list[str]) -> None:
    con.execute(
        "delete from origin where table_name = ? and key in (select unnest(?::varchar[]))",
        [table.name, keys],
    )


def _waive(con: DuckDBPyConnection, rule: str, key: str, reason: Reason) -> None:
    now = datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)
    con.execute(
        "insert into waiver (rule, key, reason, author, accepted_at) values (?, ?, ?, ?, ?)",
        [rule, key, reason.text, reason.author, now],
    )


def hold_to_checks(con: DuckDBPyConnection, table: Table) -> None:
    """Run the checks that look at a table. Raises LoadRefused with the offenders."""
    if faults := list(checks.faults(con, {table.name, "waiver"})):
        raise LoadRefused(faults)


def _key_of(table: Table) -> str:
    columns = ", ".join(f'"{column}"' for column in table.key)
    return f"concat_ws('|', {columns})"


def _key_is(table: Table) -> str:
    return f"{_key_of(table)} = ?"
