"""Reference data of the screens."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def choices(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What each filter offers. Columns: filter (a field of Filters), value, position."""
    return run(mart, "reference/choices", filters)


def program(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The year's plan line by line. Columns: digit, position, title, indicator, target, unit."""
    return run(mart, "reference/program", filters)


def years(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The years with a plan or with reports. Columns: year, last_report_on (null without one)."""
    return run(mart, "reference/years", filters)


def townships(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The townships and their tiles. Columns: township, position, tile_column, tile_row.

    tile_column, tile_row: place on the schematic map, from 1; null where it has none.
    """
    return run(mart, "reference/townships", filters)
