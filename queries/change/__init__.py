"""What two moments are held against each other by, and what the next weeks need."""

from collections.abc import Sequence
from datetime import date

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def members(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What each listed project gives to a sum or a rate at the cut; one row a project.

    Columns: project_id, name, classes (text), domain, township, investor, leader (分包市领导 at
    as_of); in_scope (in the filter), has_plan; completed_wan, counted_completed_wan,
    counted_plan_wan, counted_planned_wan (万元, null outside the filter, the last three without a
    plan too);
    reported_on (the year's last report, null outside the filter).
    """
    return run(mart, "change/members", filters)


def pairs(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What each listed (project, class) pair gives to a count at as_of; one row a pair.

    Columns: project_id, project_class, name, level, leader; in_scope (in the filter), is_due,
    is_implemented; due_on, implemented_on (null for a carry-over that never stopped);
    last_event_on (the project's last stage event known, 入库 aside).
    """
    return run(mart, "change/pairs", filters)


def rates(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Home's cumulative growth of the year's periods, as known on as_of.

    Columns: period_end, growth_pct (%), kind, released_on, publisher. Never the demonstration's.
    """
    return run(mart, "change/rates", filters)


def known_then(
    mart: DuckDBPyConnection,
    filters: Filters,
    projects: Sequence[str] = (),
    days: Sequence[date] = (),
) -> DataFrame:
    """What this version says of each of ``projects`` on the day beside it in ``days``.

    Columns: project_id, known_on, completed_wan (万元, null without a report of that year).
    """
    return run(mart, "change/known_then", filters, projects=list(projects), days=list(days))


def needed_by_class(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What each class has to complete by a month-end ahead to stand at 序时 there; at the cut.

    First row: distinct projects of all classes (project_class null). Columns: position,
    project_class, short_name, projects (with a plan); plan_wan, completed_wan, recent_wan (of
    a week, null where the ledger is not reported that often), next_wan (plan to next_on by n/12),
    needed_wan (not below 0) in 万元; weekly_wan (万元 a week, null with less than a week left);
    next_on (the next month-end two weeks off or more), days_left (from the cut), days_ahead (from
    as_of), next_progress
    (share). The needs are null on 31 December. No row without a plan.
    """
    return run(mart, "change/needed_by_class", filters)


def needed_by_project(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The due projects that have to complete most by a month-end ahead; at the cut.

    Columns: project_id, name, organisation, leader, oldest_problem (text of the oldest open
    one); plan_wan, completed_wan, recent_wan (of a week), needed_wan (万元),
    weekly_wan (万元 a week); ahead_pp (百分点, negative is behind); next_on.
    """
    return run(mart, "change/needed_by_project", filters)
