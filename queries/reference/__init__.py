"""Reference data of the screens."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def choices(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What each filter offers. Columns: filter (a field of Filters), value, position."""
    return run(mart, "reference/choices", filters)


def city(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Whose ledger it is, and what its plan and its things are called at as_of; one row.

    Columns: name, short_name, parent, compared_with (null without a city); plan_name, plan_title
    (null without a plan); domains (a count), domains_are_assumed; benchmarks (a list of regions);
    digits (a list of dicts: sign, counts, name, target); classes, levels, grips, libraries, facts
    (lists of dicts with the columns of class, level, grip, library and fact_figure). A list is
    null where its table is empty; each is in the order of the screens.
    """
    return run(mart, "reference/city", filters)


def program(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The year's plan line by line. Columns: digit, position, title, indicator, target, unit."""
    return run(mart, "reference/program", filters)


def years(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The years with a plan or with reports.

    Columns: year; first_report_on, last_report_on (null without one).
    """
    return run(mart, "reference/years", filters)


def townships(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The townships and their tiles. Columns: township, position, tile_column, tile_row.

    tile_column, tile_row: place on the schematic map, from 1; null where it has none.
    """
    return run(mart, "reference/townships", filters)
