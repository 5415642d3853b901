"""Published facts, to be held against computed figures."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def facts(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Published facts known by as_of, as printed, with their notes.

    Columns: fact_id, period_end, known_on, period, subject, indicator, value (text, as printed),
    unit, rank, rank_of, rank_group, quote (the sentence), note.
    """
    return run(mart, "reconciliation/facts", filters)
