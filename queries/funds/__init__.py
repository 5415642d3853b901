"""专项债资金: issued, used and idle; by year of issue, batch and project."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def bonds(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """资金使用率 by year of issue and in all, at as_of.

    First row: all years (year null); then one row a year of issue. Columns: year; projects;
    issues; issued_wan, used_wan, idle_wan (万元); use_ratio (share); target_ratio, target_due_on,
    target_kind (the city's payment target where one is loaded); short_wan (万元, of the target;
    null without one), needed_monthly_wan (万元 a month to the target's day; null without one to
    come); recent_monthly_wan (万元 a month, of the last three; null where nothing is told so far
    back).
    Empty without an issue.
    """
    return run(mart, "funds/bonds", filters)


def batches(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Each batch at as_of.

    Columns: year, batch (may be null), issued_on, weeks (since then); projects, issues; issued_wan,
    used_wan, idle_wan (万元); use_ratio (share).
    """
    return run(mart, "funds/batches", filters)


def batch_uses(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """How far each batch was used as time went, from its day of issue to as_of.

    Columns: year, batch (may be null), issued_on; report_date, months (since the issue), use_ratio
    (share).
    """
    return run(mart, "funds/batch_uses", filters)


def projects(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """到位, 支付 and 完成 of each project with an issue by as_of, most idle money first.

    Columns: project_id, name, organisation, township, domain, leader; issues, first_issued_on,
    idle_since, idle_weeks (of its oldest issue that is not used up; null without any); issued_wan,
    used_wan, idle_wan (万元); use_ratio (share); done_wan (万元, of all money since the start,
    at the cut; null where nobody reported); work_state; paid_over, done_over, listed (1 or 0).
    """
    return run(mart, "funds/projects", filters)


def work_states(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The projects with an issue by how far their work has come against what arrived.

    First row: all (work_state null). Columns: work_state, projects; issued_wan, used_wan, idle_wan,
    done_wan (万元); paid_over, done_over (counts). Empty without an issue.
    """
    return run(mart, "funds/work_states", filters)
