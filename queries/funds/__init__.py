"""专项债资金: issued and used."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def bonds(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """资金使用率 by year of issue and in all, at as_of.

    First row: all years (year null); then one row a year of issue. Columns: year; projects;
    issues; issued_wan, used_wan (万元); use_ratio (share); target_ratio, target_due_on (the
    city's payment target where one is loaded). Empty without an issue.
    """
    return run(mart, "funds/bonds", filters)
