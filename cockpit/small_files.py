"""Small files of a store that are for its servers alone: what signs keys, and lists them.

In a folder they are files of their owner; in a shared store rows of PostgreSQL, so that a key that
is revoked on one machine opens nothing on any.
"""

import os
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Protocol

from cockpit.errors import StoreAway
from cockpit.places import Shared, Where

OLD, WAIT = 1.0, 4.0  # seconds until a shared store is asked again; more while it is away


class SmallFiles(Protocol):
    """Reading and writing by name. Raises OSError, StoreAway."""

    def read(self, name: str) -> bytes | None:
        """The content; None where there is none."""

    def recent(self, name: str) -> bytes | None:
        """The content, not for writing on: of a shared store a second old, or read last."""

    def write(self, name: str, content: bytes) -> None:
        """Replace it in one step."""

    def mark(self, name: str) -> tuple[object, ...]:
        """What tells that it was changed; cheap."""


class InFolder:
    """Files of their owner in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes | None:
        """The content; None where there is none."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def recent(self, name: str) -> bytes | None:
        """The content as it is now."""
        return self.read(name)

    def write(self, name: str, content: bytes) -> None:
        """Replace it in one step."""
        write_owned(self.folder / name, content)

    def mark(self, name: str) -> tuple[object, ...]:
        """Two stat calls take some µs."""
        try:
            at = (self.folder / name).stat()
        except FileNotFoundError:
            return (0, 0, 0)
        return (at.st_ino, at.st_mtime_ns, at.st_size)


class InPostgres:
    """Rows of a table. They are asked for at each request: for a second, the last answer stands.

    While PostgreSQL cannot be reached what was read last stands: screens go on.
    """

    def __init__(self, shared: Shared) -> None:
        from cockpit import postgres  # noqa: PLC0415  (its client is for shared stores alone)

        self._sessions = postgres.sessions(shared)
        self._known: dict[str, tuple[float, bytes | None]] = {}

    def read(self, name: str) -> bytes | None:
        """The content; None where there is none."""
        if not self._sessions.has("cockpit.kept"):
            found = None
        else:
            rows = self._sessions.ask("select content from cockpit.kept where name = %s", [name])
            found = bytes(rows[0][0]) if rows else None
        self._known[name] = (monotonic(), found)
        return found

    def write(self, name: str, content: bytes) -> None:
        """Replace it in one step."""
        self._sessions.make()
        self._sessions.ask(
            "insert into cockpit.kept (name, content) values (%s, %s)"
            " on conflict (name) do update set content = excluded.content returning name",
            [name, content],
        )
        self._known.pop(name, None)

    def recent(self, name: str) -> bytes | None:
        """The content as it was within the last second, or is now."""
        at, known = self._known.get(name, (-OLD, None))
        if monotonic() - at < OLD:
            return known
        try:
            return self.read(name)
        except StoreAway:
            if name not in self._known:
                raise
            self._known[name] = (monotonic() + WAIT, known)
            return known

    def mark(self, name: str) -> tuple[object, ...]:
        """The content itself: it is short."""
        return (self.recent(name),)


@cache
def small_files(where: Where) -> SmallFiles:
    """The small files of a store."""
    return InPostgres(where) if isinstance(where, Shared) else InFolder(where)


def write_owned(path: Path, content: bytes) -> None:
    """Replace a file in one step, readable by its owner only."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with open(part, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
