"""The quarterly assessment: scores by body, whose projects they count, what was decided."""

from collections.abc import Sequence
from datetime import date

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._red import red_before
from queries._run import run
from queries.filters import Filters
from queries.quarters import months_of


def bodies(
    mart: DuckDBPyConnection, filters: Filters, weights: Sequence[float] | None = None
) -> DataFrame:
    """Each body's score of the quarter of as_of, up to that day, over all its projects.

    By group (镇街, 市直, 园区), the best first. ``weights``: the points of the four blocks for a
    trial, None for those of the weights table in force. A block's points are null without a base:
    it is left out, and the others are scaled to 100. Definition: docs/metrics.md, Assessment.

    Columns: body, body_group; place (rank in the group by unrounded scores; null of fewer than
    five projects), placed_bodies (of the group); projects; score (null without a base);
    got_points, base_points (of the blocks, as weighted), weights, block_points (of the four, in
    order); investment_points (completion_points and step_points together, not below 0),
    completion_points, step_points; completed_wan, plan_wan, completion_ratio, time_progress,
    ahead_pp; starting_points (the next five together, not below 0), started_points, line_points,
    ceremony_points, late_points, unregistered_points; asked, begun (projects due to start, and
    begun), begun_ratio; late, unregistered, announced (projects); finished_points, to_finish,
    finished (projects), finished_ratio; service_points (the next two together; full three-day
    points where no problem was judged), three_day_points, musts_points; judged, closed_in_three
    (problems), three_day_ratio; days_done, days_due, daily_ratio, weeks_done, weeks_due,
    weekly_ratio, nodes_done, nodes_due, monthly_ratio; musts_ratio (their mean); entry_points;
    red_again (projects with a red lamp now and at the end of the quarter before); rules_from (since
    when the weights table holds); is_praised (among the first two), is_last (among the last three
    and below 序时), is_red_again (two projects, or a tenth), is_carded (either); as_of,
    quarter_end, cut_on.
    """
    return run(
        mart,
        "assessment/bodies",
        filters,
        weights=None if weights is None else list(weights),
        red_before=red_before(mart, filters),
        **months_of(filters.as_of),
    )


def members(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Which bodies answer for which projects at as_of.

    Columns: body, body_group (镇街, 市直, 园区), project_id.
    """
    return run(mart, "assessment/members", filters)


def projects(mart: DuckDBPyConnection, filters: Filters, body: str = "") -> DataFrame:
    """The projects of a body with what its score counts of each; who costs points first.

    Columns: project_id, name, total_wan, due_on, planned_end, plan_wan, completed_wan,
    completion_ratio; is_asked, is_begun, is_late, is_unregistered, is_announced, is_to_finish,
    is_finished, is_red, is_red_again; judged, closed_in_three (problems of the quarter; null for
    none).
    """
    before = red_before(mart, filters)
    return run(mart, "assessment/projects", filters, body=body, red_before=before)


def rules(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The weights table in force.

    Columns: formula (cockpit.tables.contracts.FORMULAS), block, item, points, threshold, cap, kind,
    note, valid_from.
    """
    return run(mart, "assessment/rules", filters)


def verdicts(
    mart: DuckDBPyConnection, filters: Filters, quarter_end: date | None = None
) -> DataFrame:
    """What had been decided by as_of on the proposals of a quarter.

    Columns: body, proposal (通报表扬, 黄牌), is_accepted, reason, decided_by, decided_on, document.
    """
    return run(mart, "assessment/verdicts", filters, quarter_end=quarter_end)


def entries(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Points added or taken off in the quarter of as_of, by that day.

    Columns: body, on_date, reason, points, document.
    """
    return run(mart, "assessment/entries", filters)


def supervision(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """日督导: what was found in the seven days that end on as_of, and what is open of before.

    Columns: item_id, on_date, project_id, name, township, organisation, finding, due_on, done_on
    (null after as_of); is_of_week, is_open, is_overdue, days_over (null where it is not).
    """
    return run(mart, "assessment/supervision", filters)
