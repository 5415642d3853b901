"""跑项争资: entries of libraries and lists, and how they move on."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def libraries(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Entries of the year by as_of, one row a library in the screen's order.

    Columns: library; entries (count); total_wan, plan_wan (万元, null where not given);
    last_entered_on; has_way, is_statistics (whether steps of its entries to a start, or into
    statistics, are loaded).
    """
    return run(mart, "pipeline/libraries", filters)


def flow(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The way of a library's entries of the year to statistics, one row a library and stage.

    Columns: library, place (0 … 5), flow_stage; reached, waits, leaves (counts); passed_ratio
    (share of the stage before; null for the first and without a base); waiting_median,
    waiting_longest (days of those that wait). Empty without a step of a library by as_of.
    """
    return run(mart, "pipeline/flow", filters)


def flow_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The entries behind ``flow``, one row an entry and a stage that it came to.

    Columns: library, place, flow_stage; entry_id, project_id, name, organisation, township, leader
    (of the entry or its project; null where not known); entered_on; reached, waits, leaves
    (counts); waiting_days, reason, left_on (null where it does not wait or has not left).
    """
    return run(mart, "pipeline/flow_rows", filters)


def hops(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """转化率 and days, one row a hop: of the followed classes, 开工→入库, and of each library.

    Columns: place, hop; base, moved, waits (counts); hop_ratio (share); median_days, low_days,
    high_days, shortest_days, longest_days (of those with both days); waiting_median,
    waiting_longest; longest_name, longest_subject, longest_project (who waits longest; may be
    null). A hop whose stages nobody recorded has no row.
    """
    return run(mart, "pipeline/hops", filters)


def hop_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Who stood before each hop.

    Columns: place, hop; subject (a project's or an entry's id), project_id, name, organisation,
    leader; from_on, to_on; base, moved (1 or 0), days; waits (1 or 0), waiting_days.
    """
    return run(mart, "pipeline/hop_rows", filters)


def board(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The boards of steps at as_of, one row a board and a step that somebody stands at.

    Columns: board (a class or a library); place (1 … 6), board_step; cards, effective (of
    them 达效; counts), total_wan (万元), longest_days.
    """
    return run(mart, "pipeline/board", filters)


def board_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The cards of the boards, those longest in a step first.

    Columns: board, place, board_step; card (a project's or an entry's id), project_id, name,
    organisation, township, leader; since_on, days (in the step; null where not known, and
    once 达效); cards, effective (counts), total_wan (万元).
    """
    return run(mart, "pipeline/board_rows", filters)


def statistics(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Started projects of 500 万元 and more by how far they are told to statistics, at as_of.

    First row: all (stat_state null). Columns: stat_state; projects, outside, new_in_year (counts);
    completed_wan, unseen_wan (万元, at the cut; unseen: of those outside). Empty without such a
    project, and where the ledger has no 入库 at all.
    """
    return run(mart, "pipeline/statistics", filters)


def statistics_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The projects behind ``statistics``, those outside first.

    Columns: project_id, name, organisation, township, domain, leader; stat_state, state_on, reason;
    started_on, days (since the start); total_wan, annual_plan_wan, completed_wan, unseen_wan
    (万元); counted, outside, new_in_year (1 or 0).
    """
    return run(mart, "pipeline/statistics_rows", filters)


def dropped(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Entries that left in the year, by library and reason.

    First row: all (library null); of each library one without reason: all of it. Columns: library,
    reason; dropped (count). Empty where none left.
    """
    return run(mart, "pipeline/dropped", filters)


def dropped_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The entries that left in the year.

    Columns: library, reason; left_on, step_before (the last step that they had come to); entry_id,
    project_id, name, organisation; entered_on, total_wan (万元); dropped (count).
    """
    return run(mart, "pipeline/dropped_rows", filters)
