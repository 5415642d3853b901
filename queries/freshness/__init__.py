"""How old the data of a screen is, and of what kind."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def stamp(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What a screen says of its data; one row.

    Columns: cut_on; effective_basis; time_progress (share; null for curve); last_report_on (by
    as_of), days_since; projects, not_reported (counts in the filter); last_growth_on;
    latest_report_on, earliest_report_on (of the whole ledger); ledger_kind (sample, real or
    null); loaded_at.
    """
    return run(mart, "freshness/stamp", filters)
