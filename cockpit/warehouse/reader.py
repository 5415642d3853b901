"""A reader's attachment: the lake through a catalogue of its own, taken at one moment."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

from cockpit.warehouse import catalogue, extensions
from cockpit.warehouse.catalogue import Taken

if TYPE_CHECKING:
    from cockpit.warehouse.ground import Ground

MANY = 2_000_000  # rows of a lake that is worth more than one thread; a small one costs twice


class Reader:
    """A DuckDB on the lake as it was ``taken``; ``hashes`` of its files, as far as known.

    It lives until it is retired and nobody uses it any more. Not safe for threads by itself: who
    counts its users holds a lock.
    """

    def __init__(self, taken: Taken, hashes: Mapping[str, str], ground: "Ground") -> None:
        self.taken, self.hashes = taken, hashes
        self._extensions = ground.extensions
        self.users = 0
        self._retired = False
        with ExitStack() as until:
            copy = until.enter_context(catalogue.Copy(taken.content))
            self._con = extensions.connect(ground.extensions)
            if sum(file.rows for file in taken.files) < MANY:
                self._con.execute(extensions.ONE_THREAD)
            ground.prepare(self._con)
            attach(self._con, f"sqlite:{copy}", ground.data_path, ", read_only")
            self._copy = until.pop_all()

    def cursor(self) -> DuckDBPyConnection:
        """A cursor of its own for a question."""
        return self._con.cursor()

    def retire(self) -> None:
        """Take no more users; let go when the last one is done."""
        self._retired = True
        self._close_if_done()

    def done(self) -> None:
        """One user less."""
        self.users -= 1
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and not self.users:
            self._con.execute("detach lake")
            extensions.put_back(self._con, self._extensions)
            self._copy.close()


def attach(con: DuckDBPyConnection, store: str, files: str, options: str = "") -> None:
    """Attach a lake to ``con`` under the name ``lake``."""
    con.execute(  # attach takes no parameters; store and files are the setting's
        f"attach {quoted(f'ducklake:{store}')} as lake"
        f" (data_path {quoted(files)}, override_data_path true{options})"
    )


def quoted(text: str) -> str:
    """A text as SQL says it, where no parameter is taken."""
    return "'" + text.replace("'", "''") + "'"
