"""完成投资 against plan, target and 序时."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def total(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """完成投资 of the distinct projects of ``filters``, at the cut; always one row.

    Columns: cut_on; time_progress (share); projects, without_plan, not_reported
    (counts); completed_wan (all), counted_completed_wan and plan_wan (projects with a plan),
    original_plan_wan, planned_wan, target_wan, to_target_wan, to_plan_wan (万元);
    completion_ratio, target_ratio (shares, may pass 1); ahead_pp, target_ahead_pp (百分点,
    positive is ahead). Null where a base is zero or missing.
    Definition: docs/metrics.md, digit 4 and Progress.
    """
    return run(mart, "investment/total", filters)


def by_class(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """投资完成率 and 超序时进度 of each class, at the cut.

    One row a class (level_group 全部) and, where it has levels, one a group of them. Columns:
    position; project_class; level_group; short_name; projects, without_plan, not_reported;
    plan_wan, completed_wan (all), counted_completed_wan (projects with a plan), 万元;
    time_progress, completion_ratio (shares); ahead_pp (百分点). Null where no plan is given.
    """
    return run(mart, "investment/by_class", filters)


def grips(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The plan's grips in its order: completion of each one's projects, at the cut.

    Columns: grip; projects, without_plan; plan_wan, completed_wan (all), counted_completed_wan
    (projects with a plan), 万元; time_progress, completion_ratio (shares); ahead_pp (百分点).
    """
    return run(mart, "investment/grips", filters)


def by_domain(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Completion of each domain's distinct projects, at the cut, in the list's order.

    Columns: domain; position; kind (assumed while the list is not public); projects,
    without_plan; plan_wan, completed_wan (all), counted_completed_wan (projects with a plan),
    万元; time_progress, completion_ratio (shares); ahead_pp (百分点); is_ahead. Null figures where
    a domain has no plan.
    """
    return run(mart, "investment/by_domain", filters)


def matrix(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """领域 × 类别: the pairs of each domain and class, at the cut; no row where there are none.

    Columns: domain; project_class; projects, without_plan; plan_wan, counted_completed_wan (those
    with a plan), 万元; time_progress, completion_ratio (shares); ahead_pp (百分点). A project of
    two classes stands in both: totals are ``by_domain`` and ``by_class``.
    """
    return run(mart, "investment/matrix", filters)


def grips_monthly(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The grips at the month-ends by the cut, with the projects and plans of the cut.

    The cut has a row of its own where it is no month-end.
    Columns: grip; month; on_date; months (of the year by then); plan_wan, counted_completed_wan
    (万元); time_progress, completion_ratio (shares); ahead_pp (百分点). Null before anyone has
    reported.
    """
    return run(mart, "investment/grips_monthly", filters)


def levels_monthly(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The levels of each class at the month-ends by the cut, likewise.

    Columns: project_class; level; month; on_date; months (of the year by then); plan_wan,
    counted_completed_wan (万元); time_progress, completion_ratio (shares); ahead_pp (百分点).
    """
    return run(mart, "investment/levels_monthly", filters)


def domains_monthly(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The domains at the month-ends by the cut, likewise; distinct projects.

    Columns: domain; month; on_date; plan_wan, counted_completed_wan (万元); time_progress,
    completion_ratio (shares); ahead_pp (百分点).
    """
    return run(mart, "investment/domains_monthly", filters)


def forecast(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """年末预测 with an 80 % interval, and 所需月均, both at the cut; one row.

    Columns: cut_on; months, months_left (of the year, with the part of the running month),
    complete_months, reported_projects; completed_wan (all),
    counted_completed_wan and plan_wan (projects with a plan), needed_monthly_wan and
    needed_for_plan_wan (a month, for the year's target and for the plan; not positive where it is
    passed), forecast_wan, low_wan, high_wan, capped_wan (what the caps took) in 万元;
    capped_projects, not_due_projects (nothing done yet); not_due_plan_wan, off_target_wan,
    off_plan_wan (how far the forecast is from the year's target and from the annual plan), 万元.
    Null before one month of the year is over, where there is neither plan nor report, or a goal is
    missing. Who has not reported counts as 0: without any reported_projects there is no pace that
    a screen could speak of. low ≤ forecast ≤ high.
    Definition: docs/metrics.md, Year-end.
    """
    return run(mart, "investment/forecast", filters)


def monthly(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """逐月 of the year of as_of, for the projects listed at the cut: a row a month-end, and one for
    the cut where it is none, before the end of its month.

    Columns: month (1 to 12); ends_on; months (of the year by then, 4.65 on 20 May); is_over (by
    the cut), is_complete (a whole month); completed_wan (since 1 January, null for a day to come),
    increment_wan (since the row before), recent_wan (mean of a complete month and the two before,
    or as many as there are), planned_wan (plan curve in force), forecast_wan (年末预测 on its way,
    from the cut on), plan_line_wan, target_line_wan (annual plan and the year's target × 序时 by
    month). Money in 万元. Before one month is over only the target's line is given.
    Definition: docs/metrics.md, Year-end.
    """
    return run(mart, "investment/monthly", filters)


def gap_closers(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """补缺方案: one row a project that could still add to the year's end, the largest first.

    Columns: project_id, name, township, leader; blocker (its oldest open problem, null without
    one), open_problems; annual_plan_wan, forecast_wan, more_wan (plan less forecast at the
    cut, null where not above; 万元); due_pairs, later_pairs, more_pairs (pairs of project
    and class not implemented: due as far as stages were loaded, due later, both); due_on.
    """
    return run(mart, "investment/gap_closers", filters)
