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
    """转化率 of the classes that are followed by it, one row a stage in order.

    Columns: position; stage; projects that came at least so far; base_projects (the stage
    before); conversion_ratio (share; null for the first stage and without a base). Empty without
    such a project.
    """
    return run(mart, "implementation/conversion", filters)


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
