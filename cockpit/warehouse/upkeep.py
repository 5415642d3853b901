"""Upkeep: small files become one, and versions that nobody can want any more go.

What comes by the hundred a day are batches of reports from sites, and only those are ever dropped:
what a person or a file wrote stays for good. Of each day the last version stays, so that every
comparison with a day reads as before; so do versions that a meeting was held with, and the one
before each whose changes are listed and can be taken back.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from duckdb import DuckDBPyConnection

from cockpit.settings import SHANGHAI
from cockpit.warehouse.catalogue import Commit, Taken
from cockpit.warehouse.inbox import AUTHOR

FLUSH = "call ducklake_flush_inlined_data('lake')"
MERGE = "call ducklake_merge_adjacent_files('lake')"
CLEAR = "call ducklake_cleanup_old_files('lake', older_than => ?::timestamptz)"
UNREAD = """
    select path, schedule_start::timestamptz < ?::timestamptz
    from __ducklake_metadata_lake.ducklake_files_scheduled_for_deletion
"""
MEETINGS = """
    select 1 from __ducklake_metadata_lake.ducklake_table
    where table_name = 'meeting' and end_snapshot is null
"""
HELD_WITH = "select distinct data_version from lake.meeting where data_version is not null"


@dataclass(frozen=True)
class Held:
    """What a store holds: versions, files that they read, bytes of all files, of the catalogue."""

    versions: int
    files: int
    size: int
    catalogue: int


@dataclass(frozen=True)
class Tidied:
    """What came of upkeep, or would: the store before and after.

    ``dropped``: data versions; ``cleared``: files that nobody reads any more; ``unfinished``: those
    that killed loads left; ``waiting``: files that are read no more and go with a later upkeep, and
    ``waiting_size`` their bytes. Of what is only tried, ``after`` has the fewest files that may
    come of it, and the bytes as they are.
    """

    before: Held
    after: Held
    dropped: tuple[int, ...]
    cleared: int
    unfinished: int
    waiting: int
    waiting_size: int


def pinned(con: DuckDBPyConnection) -> frozenset[int]:
    """The data versions that meetings were held with, as the newest state of the lake has it."""
    if con.execute(MEETINGS).fetchone() is None:
        return frozenset()
    return frozenset(int(number) for (number,) in con.execute(HELD_WITH).fetchall())


def droppable(
    commits: Sequence[Commit], before: datetime, pinned: Collection[int]
) -> tuple[Commit, ...]:
    """What may go of a lake's commits: batches from sites, and upkeep's own, from ``before``."""
    served = [commit for commit in commits if commit.number is not None]
    if not served:
        return ()
    first = served[0].snapshot_id
    needed = {commits[-1].snapshot_id, served[-1].snapshot_id, *_last_of_their_days(served)}
    needed |= {commit.snapshot_id for commit in served if commit.number in pinned}
    # what a version wrote is read against the one before it
    needed |= {
        one.snapshot_id
        for one, after in pairwise(commits)
        if after.at >= before or not _is_of_many(after)
    }
    return tuple(
        commit
        for commit in commits
        if commit.snapshot_id > first
        and commit.at < before
        and _is_of_many(commit)
        and commit.snapshot_id not in needed
    )


def _is_of_many(commit: Commit) -> bool:
    """Whether a commit is a batch from sites, or upkeep's own, which says nothing."""
    if commit.number is None:
        return not commit.author and not commit.message
    return commit.author == AUTHOR


def _last_of_their_days(served: Sequence[Commit]) -> Iterator[int]:
    """Snapshots of the versions that were current at the end of some day (Asia/Shanghai).

    Versions are ordered by number: a clock that went back makes a later one of an earlier day.
    """
    earliest = None
    for commit in reversed(served):
        day = commit.at.astimezone(SHANGHAI).date()
        if earliest is None or day < earliest:
            earliest = day
            yield commit.snapshot_id


def expire(con: DuckDBPyConnection, commits: Sequence[Commit]) -> None:
    """Drop snapshots; their ids are ints of the catalogue."""
    ids = ", ".join(f"{commit.snapshot_id:d}" for commit in commits)
    con.execute(f"call ducklake_expire_snapshots('lake', versions => [{ids}])")


def unread(con: DuckDBPyConnection, before: datetime) -> dict[str, bool]:
    """Files that no version reads any more, by name; whether since ``before``."""
    return dict(con.execute(UNREAD, [before]).fetchall())


def held(taken: Taken, sizes: Mapping[str, int]) -> Held:
    """What a store holds by its catalogue as ``taken``; ``sizes`` of all files, by name."""
    versions = sum(commit.number is not None for commit in taken.commits)
    return Held(versions, len(taken.files), sum(sizes.values()), len(taken.content))


def fewest(taken: Taken) -> int:
    """To how few files the small ones may be merged: one for each table that has any."""
    return len({Path(file.name).parent for file in taken.files})
