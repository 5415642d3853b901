"""周一碰头会: meetings, the projects on their lists, what was decided and what became of it.

The state of a decision is judged at the end of as_of. A page that prepares a meeting asks with the
meeting's own day, or with today while that is still to come.
"""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def meetings(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The meetings prepared by as_of, the last first; one still to come may be among them.

    Columns: meeting_id, on_date, as_of, data_version (of the figures it had; null before it is
    prepared to the end), pinned (hash of the documents kept; null before), projects, agreed, asked
    (decisions asked for, not agreed).
    """
    return run(mart, "meeting/meetings", filters)


def items(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The projects on their lists.

    Columns: meeting_id, on_date, position, project_id, name, township, organisation,
    proposed_rank (place by the score then), replaces, replaces_name (the project proposed in its
    place; null where none was), replaced_reason.
    """
    return run(mart, "meeting/items", filters)


def decisions(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What meetings decided or are asked to decide, as it stands at as_of.

    Definition: docs/metrics.md, The Monday meeting. Columns: decision_id, meeting_id, on_date (of
    the meeting), project_id, name, township, organisation (null for a decision about none); text,
    lead, helps, supervisor, page, agreed_on, recorded_by; first_due_on, due_on (agreed last),
    is_moved; done_on; note (of the last event), moved_at; state (待议, 推进中, 调整, 逾期,
    已落实); days_late (逾期: past due_on at as_of; 已落实: done after it, negative before it);
    agreed, done, overdue, due, due_done (1 or 0).
    """
    return run(mart, "meeting/decisions", filters)


def settled(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """How many decisions came to what: of all meetings first (meeting_id null), then of each.

    Columns: meeting_id, on_date, agreed, done, overdue, under_way, moved, asked, due, due_done,
    done_ratio (of those due by as_of; null for none).
    """
    return run(mart, "meeting/settled", filters)


def events(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What became of decisions, in the order in which it happened.

    Columns: decision_id, happened_at, state (推进中, 调整, 已落实), due_on (of a 调整), moved_by,
    note.
    """
    return run(mart, "meeting/events", filters)


def discussed(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The projects that meetings before as_of spoke of.

    Columns: project_id, name, last_on, times, weeks_since (whole weeks from last_on to as_of).
    """
    return run(mart, "meeting/discussed", filters)
