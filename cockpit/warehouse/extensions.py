"""A DuckDB with the extensions of the lake, loaded from the installed wheels.

Nothing is downloaded or copied: the wheels hold the signed extension files, and DuckDB loads them
from there. So it works with a read-only home and from any number of processes at once.
"""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from cockpit.errors import StoreBroken

NEEDED = ("sqlite_scanner", "ducklake")
ONE_THREAD = "set threads = 1"  # of a DuckDB as a whole, until it is put back
OF_SHARED = ("postgres_scanner", "httpfs")  # what a store of many machines needs more
_idle: dict[tuple[str, ...], list[duckdb.DuckDBPyConnection]] = {}  # append and pop are atomic


def wheel_file(name: str) -> Path:
    """The extension file inside its wheel.

    Raises StoreBroken when the wheel is missing or made for another DuckDB.
    """
    spec = find_spec(f"duckdb_extension_{name}")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        file = Path(folder, "extensions", f"v{duckdb.__version__}", f"{name}.duckdb_extension")
        if file.is_file():
            return file
    raise StoreBroken(
        f"缺少 DuckDB {duckdb.__version__} 的扩展 {name}",
        way_out="运行 pip install -r requirements.txt",
    )


def connect(more: tuple[str, ...] = ()) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB that can attach the lake and never fetches anything.

    One that was put back if there is one: checking the extensions' signatures takes 0.14 s.
    """
    try:
        return _idle[more].pop()
    except (KeyError, IndexError):
        pass
    con = duckdb.connect(
        ":memory:",
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False},
    )
    for name in more + NEEDED:
        con.load_extension(str(wheel_file(name)))
    return con


def put_back(con: duckdb.DuckDBPyConnection, more: tuple[str, ...] = ()) -> None:
    """Keep a DuckDB, with nothing attached to it any more, for the next ``connect``."""
    con.execute("reset threads")
    _idle.setdefault(more, []).append(con)
