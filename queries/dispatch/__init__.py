"""三必调度, 问题化解 and the slow projects of the Monday meeting."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def daily(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每天必传 in the month of as_of: the month first (on_date null), then days with reports due.

    Columns: on_date; due, in_time, late, missing, unknown (project-days; unknown: no time of
    receipt); in_time_ratio (share of those known; null where none is).
    """
    return run(mart, "dispatch/daily", filters)


def weekly(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每周必到 in the month of as_of: the month first (week_start null), then a row a week.

    The weeks are those that end in it, and the running one.

    Columns: week_start, week_end; is_running; due, visited (project-weeks); visited_ratio (share).
    """
    return run(mart, "dispatch/weekly", filters)


def monthly(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每月必查: milestones due in the month by as_of, and checked; one row.

    Columns: due, checked (milestones); checked_ratio (share; null where none was due).
    """
    return run(mart, "dispatch/monthly", filters)


def coverage(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """领导督导覆盖 in the month of as_of; one row.

    Columns: assigned, visited (projects; by their own leader); visited_ratio (share); is_running.
    """
    return run(mart, "dispatch/coverage", filters)


def loaded_to(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """How far the records go by as_of, of the whole ledger; one row, null without any.

    Columns: visits_on (of the team), leaders_on, checks_on.
    """
    return run(mart, "dispatch/loaded_to", filters)


def problems(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """问题化解 at as_of, or as far as problems were loaded; one row.

    Columns: in_hand, overdue (problems of whatever year); raised, judged (three days have passed),
    closed_in_three, closed_same_day (problems of the year); three_day_ratio (三日办结率, share);
    judged_on (the day of it; null without any problem).
    """
    return run(mart, "dispatch/problems", filters)


def slow(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Projects for the Monday meeting by score, the highest first: all that have one.

    Columns: project_id, name, township, leader, problem_service, problem_text (text),
    problem_raised_on (of the oldest open one);
    annual_plan_wan (万元); ahead_pp (百分点 to 序时 by month at the cut, negative is behind:
    one who is ahead may be there for what is overdue or not reported);
    milestone_days, problem_days (days overdue of the oldest); missed_reports, judged_reports (days
    of the last fourteen), reports_judged_to (the last of them; null where it is the last day due);
    score. Definition: docs/metrics.md, Slow projects.
    """
    return run(mart, "dispatch/slow", filters)


def daily_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每天必传 in the month of as_of, one row a project with a day due.

    Columns: project_id, name, township, organisation, leader, missing_on (text: the days without a
    report); due, in_time, late, missing, unknown, known (days; known: due without unknown);
    in_time_ratio (share of those known; null where none is).
    """
    return run(mart, "dispatch/daily_rows", filters)


def weekly_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每周必到 in the month of as_of, one row a key project with a week due that has ended.

    Columns: project_id, name, township, organisation, leader, missing_weeks (text: the Mondays of
    weeks without a visit); due, visited, missing (weeks); visited_ratio (share).
    """
    return run(mart, "dispatch/weekly_rows", filters)


def monthly_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每月必查: one row a milestone due in the month by as_of.

    Columns: milestone_id, title, project_id, name, township, organisation, leader, state (text);
    planned_on, checked_on (null where it was not); due, checked (1 or 0).
    """
    return run(mart, "dispatch/monthly_rows", filters)


def coverage_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """领导督导覆盖: one row a key project with a leader at as_of.

    Columns: project_id, name, township, organisation, leader, state (text); visited_on (the
    leader's last visit of the month); assigned, visited (1 or 0).
    """
    return run(mart, "dispatch/coverage_rows", filters)


def problems_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """问题化解: one row a problem of the year, or of an earlier one and still open.

    Columns: problem_id, project_id, name, township, leader, service, text, state (text);
    raised_on, due_on, closed_on; in_hand, overdue, judged, closed_in_three (1 or 0); days_over
    (days; null where it is not overdue).
    """
    return run(mart, "dispatch/problems_rows", filters)
