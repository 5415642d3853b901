"""What things are called in a version from before their names stood in tables: as in the newest.

Migration 0002 gave the city, its plan, classes, levels, grips and libraries tables of their own. A
version loaded before it has none, and is drawn with the names of today, as it was with those of the
code. What it says itself stands.
"""

from collections.abc import Iterable

import pyarrow as pa
from duckdb import DuckDBPyConnection

NAMES = frozenset({"city", "plan", "benchmark", "level", "grip", "library", "fact_figure"})
OF_A_CLASS = ("wall_name", "has_levels", "has_teams", "is_converted", "has_bonds")


def is_nameless(mart: DuckDBPyConnection) -> bool:
    """Whether a mart does not say whose ledger it is."""
    return mart.execute("select 1 from city").fetchone() is None


def name_things(mart: DuckDBPyConnection, newest: Iterable[tuple[str, pa.Table]]) -> None:
    """Fill the tables of names from those of the newest version."""
    for table, rows in newest:
        if table not in NAMES and table != "class":
            continue
        mart.register("incoming", rows)
        if table == "class":
            given = [column for column in OF_A_CLASS if column in rows.column_names]
            said = ", ".join(f"{column} = named.{column}" for column in given)
            if said:
                mart.execute(
                    f"update class set {said} from incoming as named "
                    "where class.project_class = named.project_class"
                )
        else:
            mart.execute(f'insert into "{table}" by name select * from incoming')
        mart.unregister("incoming")
