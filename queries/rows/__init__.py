"""The rows behind the figures."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def ledger(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """项目台账: one row a project of ``filters``, the furthest behind first.

    Money (万元) is taken at the cut, counts, stage and leader at as_of; a project that left the
    list after the cut still gives its money, one that joined since has none. Columns:
    project_id, name, organisation, township, domain, classes, investor, leader, stage,
    image_progress (text); total_wan, annual_plan_wan, original_plan_wan, completed_wan,
    counted_plan_wan, counted_completed_wan, counted_planned_wan (null without a plan),
    forecast_wan (null before the year's first month-end), issued_wan;
    completion_ratio (share), ahead_pp (百分点); reported_on, due_on, started_on, registered_on;
    listed, due, implemented, due_not_implemented, due_to_start, due_started, in_production (pairs
    of the filter's classes); to_register, registered.
    """
    return run(mart, "rows/ledger", filters)


def completed(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What each project completed of its year at the cut, whatever else ``filters`` choose.

    To be held against the ledger of another day or version. No row without a report of the year.
    Columns: project_id; completed_wan (万元).
    """
    return run(mart, "rows/completed", filters)


def bond_issues(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Issues to the projects of ``filters`` by as_of, with what has been used (万元).

    Columns: issue_id, project_id, name, township, domain, year, batch, issued_on, issued_wan,
    used_wan, idle_wan, use_ratio (share), weeks (since the issue), used_on.
    """
    return run(mart, "rows/bond_issues", filters)


def pipeline_entries(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Entries of the year's libraries by as_of (万元).

    Columns: entry_id, library, entries, total_wan, plan_wan, entered_on, project_id, name,
    organisation (of the project, else of the entry).
    """
    return run(mart, "rows/pipeline_entries", filters)


def growth_points(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Every region's rates for home's latest period released by as_of.

    Columns: region, is_home, period_end, growth_pct (%), kind, released_on, released_kind,
    publisher, url.
    """
    return run(mart, "rows/growth_points", filters)


def monthly(
    mart: DuckDBPyConnection, filters: Filters, projects: tuple[str, ...] = ()
) -> DataFrame:
    """What the projects of ``filters`` completed in each complete month up to the cut, a row each.

    ``projects`` narrows to the codes named; empty means all. No row without a report of the year,
    and none before the year's first month-end. Columns: project_id; months_wan (a list, 万元, from
    January to the last complete month).
    """
    return run(mart, "rows/monthly", filters, projects=list(projects))
