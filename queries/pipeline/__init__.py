"""跑项争资: entries of libraries and lists."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def libraries(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Entries of the year by as_of, one row a library in the screen's order.

    Columns: library; entries (count); total_wan, plan_wan (万元, null where not given);
    last_entered_on.
    """
    return run(mart, "pipeline/libraries", filters)
