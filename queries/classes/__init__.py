"""The classes beside each other: how they overlap, their parts; and the parks of small firms."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def overlaps(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """类别重叠: distinct projects by the exclusive combination of their classes, at as_of.

    The first row is all, then by one class or several (only held_in), by how many (combination
    null), and by combination, which add up to the first. Columns: combination (重点项目、专项债),
    classes_held (2 类), held_in (只在一类, 在两类以上), class_list; projects
    (count). Classes count whether chosen or not.
    """
    return run(mart, "classes/overlaps", filters)


def overlap_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Rows of ``overlaps``: one row a distinct project, most classes first.

    Columns: project_id, name, township, organisation, leader; combination, classes_held, held_in;
    annual_plan_wan, completed_wan (万元, at the cut), completion_ratio (share); listed (1).
    """
    return run(mart, "classes/overlap_rows", filters)


def parts(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """(project, class) pairs with their money at the cut: in all (first), by phase, by subdomain.

    Columns: phase, subdomain (null where it is not by that; 未填 where none is given); pairs,
    without_plan, behind (counts; behind: own completion below 序时); plan_wan, completed_wan
    (all), counted_completed_wan (those with a plan), 万元; time_progress, completion_ratio
    (shares); ahead_pp (百分点).
    """
    return run(mart, "classes/parts", filters)


def pairs(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Rows of ``parts``: one row a pair at the cut, the furthest behind first.

    Columns: project_id, name, project_class, level, phase, subdomain, township, organisation,
    leader; annual_plan_wan, completed_wan, counted_plan_wan, counted_completed_wan (万元);
    completion_ratio (share), ahead_pp (百分点); months_wan (a list, by complete month); behind,
    listed (1 or 0).
    """
    return run(mart, "classes/pairs", filters)


def parks(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """小微企业园 of the chosen townships as last told by as_of; in all (park_id null) first.

    Columns: park_id, name, township; parks, told_parks (that have told by then), told_on;
    buildings, started (topped ones among them), topped (counts); planned_m2, built_m2,
    built_ratio (share); signed, opened (firms).
    """
    return run(mart, "classes/parks", filters)


def park_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Rows of ``parks``: one row a park.

    Columns: park_id, name, township; told_on; buildings, started, topped; planned_m2, built_m2,
    counted_built_m2, counted_planned_m2 (of who has told and has a plan); signed, opened; listed
    (1); built_ratio (share).
    """
    return run(mart, "classes/park_rows", filters)
