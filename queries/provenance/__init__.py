"""Where values come from."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def origin(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """The current values of one project, each with the load, file, sheet, cell and author.

    Columns: position; item; table_name, key (of the row); value_wan (万元), value_date, value_text;
    load_id, file, sheet, source_row, cell (H38, null where its file has no letters), author,
    loaded_at, note, load_kind (null where a value has no recorded origin); correction (the reason,
    where it was corrected).
    """
    return run(mart, "provenance/origin", filters, project=project)


def completed(
    mart: DuckDBPyConnection, filters: Filters, projects: tuple[str, ...] = ()
) -> DataFrame:
    """Where each project's 累计完成 at the cut stands, a row each; those of no record have none.

    ``projects`` narrows to the codes named; empty means all. Columns: project_id; file, sheet,
    source_row, cell (H38, null where its file has no letters).
    """
    return run(mart, "provenance/completed", filters, projects=list(projects))
