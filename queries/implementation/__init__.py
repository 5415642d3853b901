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
