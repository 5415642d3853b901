"""The demonstration ledger with its reference and published data as a mart, without a lake."""

from datetime import date
from functools import cache
from pathlib import Path

from cockpit.city import city_of
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart

DATA = Path(__file__).parent.parent / "data"
# of the demonstration's walls, by their address
SLIDES = ("1", "2", "8", "3", "4", "musts", "slow")
READERS = {".csv": "read_csv", ".parquet": "read_parquet"}


def filled(*folders: str, kind: str = "") -> Mart:
    """A mart with the files of these folders of ``data/``; ``kind`` is the ledger's."""
    connection = marts.empty()
    for folder in folders:
        for path in sorted((DATA / folder).iterdir()):
            if reader := READERS.get(path.suffix):
                connection.execute(
                    f'insert into "{path.stem}" by name select * from {reader}($path)',
                    {"path": str(path)},
                )
    if kind:
        connection.execute(
            "insert into load (load_id, kind, loaded_at) values (1, $kind, '2022-06-01 08:00')",
            {"kind": kind},
        )
    marts.lock_down(connection)
    return Mart(1, connection)


@cache
def sample_mart() -> Mart:
    """Reference, published and sample data: what a first start shows."""
    return filled("reference", "published", "sample", kind="sample")


CITY = city_of(sample_mart(), date(2022, 5, 31))


@cache
def mart_without_ledger() -> Mart:
    """Reference and published data only: what COCKPIT_SAMPLE=off shows."""
    return filled("reference", "published")
