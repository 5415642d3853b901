"""Classes and levels as their tables have them: a file may write any of a class's names.

What no table has is left as it stands, for the checks to name (``class_known``, ``level_known``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from cockpit.intake.stage import Staged

CLASS, LEVEL = "project_class", "level"


def as_listed(con: DuckDBPyConnection, load: list[Staged]) -> list[Staged]:
    """The rows of a load with classes and levels spelt as the lake, or the load, lists them."""
    spelt = {
        CLASS: dict(_names_of_classes(_rows(con, load, "class"))),
        LEVEL: {f"{row[LEVEL]}级": row[LEVEL] for row in _rows(con, load, "level")},
    }
    return [_spelt(one, spelt) for one in load]


def _names_of_classes(classes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each name of a class and the class; a name on the wall may be of one of its levels only."""
    for row in classes:
        names = {row["short_name"], row["full_name"]}
        if not row["has_levels"]:
            names.add(row["wall_name"])
        yield from ((name, row[CLASS]) for name in names - {None})


def _rows(con: DuckDBPyConnection, load: list[Staged], table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (
        con.execute(f'select * from "{table}"').to_arrow_table().to_pylist()
    )
    return rows + [row for one in load if one.table.name == table for row in one.rows.to_pylist()]


def _spelt(staged: Staged, spelt: Mapping[str, Mapping[str, str]]) -> Staged:
    if staged.table.name in {"class", "level"}:
        return staged
    rows = staged.rows
    for column in spelt.keys() & set(rows.column_names):
        listed = set(spelt[column].values())
        values = [
            value if value in listed else spelt[column].get(value, value)
            for value in rows.column(column).to_pylist()
        ]
        at = rows.column_names.index(column)
        rows = rows.set_column(at, column, pa.array(values, pa.string()))
    return replace(staged, rows=rows)
