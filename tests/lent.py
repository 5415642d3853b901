"""Marts without a figure, lent to a test and emptied after it: making one takes 50 ms."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from cockpit.warehouse import mart as marts

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
NAMES = ("city", "plan", "benchmark", "level", "grip", "library", "class", "fact_figure")
DIGITS = """
insert into program by name
select * replace (null as target, date '2000-01-01' as valid_from) from read_csv(?, header = true)
"""
USED = "select table_name from duckdb_tables() where estimated_size > 0"
_free: list[DuckDBPyConnection] = []
_lent: list[DuckDBPyConnection] = []


def empty_mart() -> DuckDBPyConnection:
    """A mart's database with the city's names and no other row, until the end of the test.

    Never to be locked or altered.
    """
    mart = with_names(_free.pop() if _free else marts.empty())
    _lent.append(mart)
    return mart


def with_names(mart: DuckDBPyConnection) -> DuckDBPyConnection:
    """Put in what the city, its plan's digits, classes, grips and libraries are called."""
    for name in NAMES:
        file = str(REFERENCE / f"{name}.csv")
        mart.execute(f"insert into {name} by name select * from read_csv(?, header = true)", [file])
    mart.execute(DIGITS, [str(REFERENCE / "program.csv")])
    return mart


def take_back() -> None:
    """Empty what the test was lent, for the next one."""
    while _lent:
        mart = _lent.pop()
        for (table,) in mart.execute(USED).fetchall():
            mart.execute(f"delete from {table}")
        _free.append(mart)
