"""A whole data version as one DuckDB file, for those who work with SQL."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from cockpit.warehouse.lake import Lake

ABOUT = "about"  # the table that says what the file is
NAME = "version.duckdb"


def written(lake: Lake, number: int) -> bytes:
    """Every table of data version ``number`` as it was, and a row of ``about`` that says which.

    The lake holds no telephone numbers; the files that were loaded may, and are not in it. Raises
    UnknownVersion.
    """
    version = lake.version(number)
    with TemporaryDirectory() as folder:
        path = Path(folder, NAME)
        with duckdb.connect(str(path)) as con:
            con.execute(
                f"create table {ABOUT} as select ?::integer as data_version, ?::timestamp as at, "
                "? as author, ? as message",
                [version.number, version.at.replace(tzinfo=None), version.author, version.message],
            )
            for name, rows in lake.tables_at(number):
                con.register("rows_of_the_lake", rows)
                con.execute(f'create table "{name}" as from rows_of_the_lake')  # a name of ours
                con.unregister("rows_of_the_lake")
        return path.read_bytes()
