"""A store whose versions are older than the test that made them."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime

from cockpit.warehouse.lake import Lake


def set_back(lake: Lake, moments: Mapping[int, datetime]) -> None:
    """Let versions, by number, have been made at other moments; the next writer seals them."""
    snapshots = {version.number: version.snapshot_id for version in lake.versions()}
    lake.close()
    with closing(sqlite3.connect(lake.catalogue)) as con, con:
        con.executemany(
            "update ducklake_snapshot set snapshot_time = ? where snapshot_id = ?",
            [(moment.isoformat(" "), snapshots[number]) for number, moment in moments.items()],
        )
    (lake.folder / "manifest.json").unlink(missing_ok=True)
