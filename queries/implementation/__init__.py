"""What has started, been finished, converted and registered."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def total(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Projects of the classes implemented by as_of; one row.

    Columns: listed, due, implemented, due_not_implemented, early ((project, class) pairs);
    listed_projects, due_projects, implemented_projects (distinct); target_pairs (of the year),
    to_target_pairs (target less implemented).
    """
    return run(mart, "implementation/total", filters)


def by_class(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Pairs by class (level_group 全部) and, where it has levels, by their groups, at as_of.

    Columns: position; project_class; level_group; short_name; listed, due, implemented,
    due_not_implemented, early, due_to_start, due_started, in_production (pairs); start_ratio
    (开复工率), production_ratio (竣工投产率). Both are shares, null without a base.
    """
    return run(mart, "implementation/by_class", filters)


def conversion(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """转化率 of the classes that are followed by it, a row a stage in order: in all, then by phase.

    Columns: phase (null in all; 未填 where none is given); position; conversion_step; projects that
    came at least so far, stuck (no further); base_projects (the stage before); conversion_ratio
    (share; null for the first stage, without a base, and where the stage was not loaded). Empty
    without such a project.
    """
    return run(mart, "implementation/conversion", filters)


def conversion_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Rows of ``conversion``: one row a project and stage, those that wait there longest first.

    Columns: project_id, name, phase, conversion_step, project_class, township, organisation,
    leader; reached_stage (where it is now), stuck_since, days_since (where that is this stage);
    reached, converted (null where the stage was not loaded), base, stuck (1 or 0).
    """
    return run(mart, "implementation/conversion_rows", filters)


def states(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """(project, class) pairs by the state they are in at as_of; in all (project_state null) first.

    Columns: project_state (此前已投产 今年投产 已竣工未投产 在建 应开未开 停工
    未到开工日 未定开工日); pairs.
    """
    return run(mart, "implementation/states", filters)


def state_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Rows of ``states``: one row a pair.

    Columns: project_id, name, project_class, level, project_state, township, organisation, leader;
    due_on, started_on, made_on (投产 or 达效), last_stage; days_over (past the day due to start;
    negative before); annual_plan_wan, completed_wan (万元, at the cut), completion_ratio (share);
    listed (1).
    """
    return run(mart, "implementation/state_rows", filters)


def registration(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """入库率 of started projects of 500 万元 and more, at as_of; one row.

    Columns: registered, to_register (projects); registration_ratio (share).
    """
    return run(mart, "implementation/registration", filters)


def to_finish(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """应竣: one row a project to be finished in the year of as_of, the latest of the late first.

    Columns: project_id, name, organisation, township, leader; planned_end, finished_on (null while
    it is not); late (1: should be finished, as far as stages were loaded, and is not; null where
    no finish of anybody was loaded), days_over (of a late one); total_wan, total_completed_wan
    (since the start, at the cut; 万元), done_ratio (share).
    """
    return run(mart, "implementation/to_finish", filters)
