"""集中开工 and 观摩: what became of what was announced, who ranked where, what was promised."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def ceremonies(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """集中开工 held by as_of, the last first; the first row is all together.

    A project counts with each ceremony whose list had it. Columns: ceremony_id, title, phase (null
    of all); held_on; ceremonies; projects; announced_wan (万元, as announced); started, registered,
    unregistered (started, not 入库), stalled (stopped, or no rise in 30 days), not_started
    (projects); median_days, fastest_days, slowest_days (from the ceremony to the start; negative
    before it; null where none started).
    """
    return run(mart, "ceremonies/ceremonies", filters)


def project_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The projects of the ceremonies held by as_of, and what became of each.

    Columns: ceremony_id, ceremony, held_on; project_id, name, township, organisation;
    announced_wan; started_on, days_to_start (negative before the ceremony); registered_on,
    days_to_register; days_waiting (of one not started); rise_wan (万元 in the 30 days to the cut;
    null where nobody reports); completion_ratio (at the cut); state (未开工, 停工, 已竣工,
    近30天没有增加, 在建); listed, started, registered, unregistered, stalled, not_started (1 or
    0).
    """
    return run(mart, "ceremonies/project_rows", filters)


def tours(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """观摩 held by as_of by group, the last first; the first row is all together.

    Columns: inspection_id, tour_group (全部 where a tour has no groups), title (null of all);
    on_date; bodies; ballots, valid, void; promised, kept, late, missed, pending (promises made on
    it, as they stand as far as nodes were loaded).
    """
    return run(mart, "ceremonies/tours", filters)


def scores(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What each body got on each tour held by as_of: the k-th place is 100 − 3 × (k − 1).

    Columns: inspection_id, title, on_date, tour_group; body, position (of its first stop), bodies
    (of the group); counted (valid ballots but its own people's), own (those); mean_points (null
    without ballots), coefficient (of its stops; 1 where none is given), score; place (in the
    group; equal scores share one), before_id (the group's tour before), place_before; is_latest
    (the group's last tour).
    """
    return run(mart, "ceremonies/scores", filters)


def score_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The ballots behind each body's mean, without void ones and those of its own people.

    Columns: inspection_id, tour, on_date, tour_group; body; ballot, voter_role; rank, points;
    counted (1).
    """
    return run(mart, "ceremonies/score_rows", filters)


def ballots(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The ballots of the tours held by as_of; who cast them by role and body only.

    Columns: inspection_id, tour, on_date, tour_group; ballot, voter_role, voter_body; state (有效,
    作废), reason (why it is void, empty where it is not); valid, void (1 or 0).
    """
    return run(mart, "ceremonies/ballots", filters)


def stops(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The routes of the tours held by as_of, stop by stop.

    Columns: inspection_id, on_date, tour_group; position, body, project_id, name; coefficient;
    promised_node, promised_on; looks_back_title (the earlier tour whose site is seen again).
    """
    return run(mart, "ceremonies/stops", filters)


def promises(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """回头看: what was promised on the tours held by as_of, and what became of it.

    Judged as far as nodes were loaded. Columns: inspection_id, tour, made_on, tour_group; body,
    project_id, name, township, organisation; promised_node, promised_on; reached_on; node_then,
    node_then_on (reached last by the tour), node_now, node_now_on; state (如期, 晚到, 未到,
    未到期, 台账没有这个节点); days (past the promised day, negative before it); promised, kept,
    late, missed (1 or 0).
    """
    return run(mart, "ceremonies/promises", filters)
