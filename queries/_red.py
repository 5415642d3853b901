"""Which projects were red at the end of the quarter before: a card is for two ends running."""

from duckdb import DuckDBPyConnection

from queries import lamps
from queries.filters import Filters
from queries.quarters import quarter_before


def red_before(mart: DuckDBPyConnection, filters: Filters) -> list[str]:
    """The project ids that had a red lamp at the end of the quarter before that of as_of."""
    found = lamps.by_project(mart, filters.unchosen().narrowed(as_of=quarter_before(filters.as_of)))
    return sorted(found.loc[found["is_red"] == 1, "project_id"])
