"""Which lamp each project shows, and which rule set it."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def by_project(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The lamp of each project at as_of, 序时 by month at the cut; the worst first.

    Columns: project_id, name, organisation, township, domain; lamp (绿, 黄, 红, 不计), lamp_level
    (3 red … 0 not counted); rule, style (of the rule that set it), not_counted (why, where it is);
    completion_ratio, time_progress (shares), cut_on, behind_pp (百分点 behind 序时 at the cut,
    negative is ahead); from_on (since when the step was due), overdue_months (month-ends passed
    since); reported_on; is_red, is_yellow (1 or null).
    """
    return run(mart, "lamps/by_project", filters)


def counts(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """How many projects show each lamp at as_of, as ``by_project`` gives it; one row.

    Columns: projects, red, yellow, green, not_counted.
    """
    return run(mart, "lamps/counts", filters)


def chosen(mart: DuckDBPyConnection, filters: Filters, projects: Sequence[str] = ()) -> DataFrame:
    """The lamps of a few projects of the filter, by their ids; the rest are not judged.

    Columns: project_id; lamp, lamp_level (as by_project has them).
    """
    return run(mart, "lamps/chosen", filters, projects=list(projects))
