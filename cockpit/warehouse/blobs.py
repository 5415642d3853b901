"""Files of a store that are named by the hash of their bytes: originals, photos.

Each is written once, read back, and for the server alone: in a folder a file of its owner, in a
shared store an object of the bucket. What is there under a name is what belongs there, or damaged.
"""

import hashlib
from pathlib import Path
from typing import Protocol

from cockpit.places import Shared, Where
from cockpit.warehouse import manifest


class Blobs(Protocol):
    """The blobs of one kind, by hash. Raises OSError, StoreAway."""

    def place(self, sha256: str) -> str:
        """Where one is, as messages name it."""

    def has(self, sha256: str) -> bool:
        """Whether one is kept."""

    def read(self, sha256: str) -> bytes | None:
        """Its bytes; None where it is not kept."""

    def write(self, sha256: str, content: bytes) -> None:
        """Keep it; done when it is durable."""

    def remove(self, sha256: str) -> None:
        """Take it away."""

    def all(self) -> list[str]:
        """What is kept, in order."""


class InFolder:
    """Files of their owner."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, sha256: str) -> str:
        """The file."""
        return str(self.folder / sha256)

    def has(self, sha256: str) -> bool:
        """Whether one is kept."""
        return (self.folder / sha256).is_file()

    def read(self, sha256: str) -> bytes | None:
        """Its bytes; None where it is not kept."""
        return (self.folder / sha256).read_bytes() if self.has(sha256) else None

    def write(self, sha256: str, content: bytes) -> None:
        """Keep it; done when it is on the disk."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        manifest.write_file(self.folder / sha256, content)
        (self.folder / sha256).chmod(0o600)

    def remove(self, sha256: str) -> None:
        """Take it away."""
        (self.folder / sha256).unlink(missing_ok=True)

    def all(self) -> list[str]:
        """What is kept, in order."""
        return sorted(path.name for path in self.folder.glob("*"))


class InBucket:
    """Objects below a name of the bucket."""

    def __init__(self, shared: Shared, folder: str) -> None:
        from cockpit import bucket  # noqa: PLC0415  (its client is for shared stores alone)

        self._bucket, self._folder = bucket.bucket(shared), folder

    def place(self, sha256: str) -> str:
        """The object."""
        return f"{self._bucket.shared.data}/{self._folder}/{sha256}"

    def has(self, sha256: str) -> bool:
        """Whether one is kept."""
        return self._bucket.size(f"{self._folder}/{sha256}") is not None

    def read(self, sha256: str) -> bytes | None:
        """Its bytes; None where it is not kept."""
        return self._bucket.get(f"{self._folder}/{sha256}")

    def write(self, sha256: str, content: bytes) -> None:
        """Keep it; done when the service has it."""
        self._bucket.put(f"{self._folder}/{sha256}", content)

    def remove(self, sha256: str) -> None:
        """Take it away."""
        self._bucket.delete(f"{self._folder}/{sha256}")

    def all(self) -> list[str]:
        """What is kept, in order."""
        return sorted(self._bucket.sizes(self._folder))


def blobs(where: Where, folder: str) -> Blobs:
    """The blobs of a store that lie in ``folder``."""
    return InBucket(where, folder) if isinstance(where, Shared) else InFolder(where / folder)


def is_whole(its: Blobs, sha256: str) -> bool:
    """Whether one is kept, with its content."""
    content = its.read(sha256)
    return content is not None and hashlib.sha256(content).hexdigest() == sha256
