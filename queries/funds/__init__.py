"""Money: 专项债 by year of issue, batch and project; 下达, 到位 and 支付 of every source."""

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


def payments(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """专项债 paid month by month in the year of as_of, by year of issue; the last to as_of.

    First row of a month: all years (year null). Columns: month (its first day), year; paid_wan
    (万元; null in a month of which nobody told); left_out (issues told for the first time later
    than the month of their issue: what of it was paid in the month is not known).
    Empty without an issue.
    """
    return run(mart, "funds/payments", filters)


def sources(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """下达, 到位 and 支付 by source of money, as last told by as_of; the largest first.

    First row: all (source and mode null); then a row a source (mode null), and below 中央预算内
    one for each way in which it is given. Columns: source, mode; projects; told_on;
    allotted_wan, arrived_wan, paid_wan (万元, null where nobody told); arrival_ratio, payment_ratio
    (shares of what was allotted, of those that told). Empty without any.
    """
    return run(mart, "funds/sources", filters)


def flows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Money of each project by source and year, as last told by as_of; the largest first.

    Columns: name, organisation, township, domain, source, mode (empty where it has none), year,
    told_on; allotted_wan, arrived_wan, paid_wan (万元, null where nobody told), arriving_wan,
    paying_wan (万元, allotted to those that told of 到位, of 支付); arrival_ratio, payment_ratio
    (shares of what was allotted); project_id.
    """
    return run(mart, "funds/flows", filters)
