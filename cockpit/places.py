"""Where a store is: a folder of this machine, or a database and a bucket that many machines share.

The settings say which, and hand it on as one value: the lake, keys, inbox, photos and originals are
opened with it. Of those only a few lowest functions look which of the two it is.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock


@dataclass(frozen=True)
class Shared:
    """A store of many machines: PostgreSQL for what is small and asked often, S3 for files.

    ``catalogue`` is a libpq connection string without its password. ``endpoint``: ``host:port``,
    empty for Amazon's own; ``path_style``: the bucket is in the path, not in the host's name.
    """

    catalogue: str
    bucket: str
    prefix: str
    endpoint: str = ""
    region: str = "us-east-1"
    is_encrypted: bool = True
    path_style: bool = True
    password: str = field(default="", repr=False)
    key_id: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    @property
    def data(self) -> str:
        """The place of its files as settings and messages say it."""
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    def __str__(self) -> str:
        return self.data


Where = Path | Shared


def lock(where: Where, name: str, patience: float) -> AbstractContextManager[object]:
    """A lock of a store, for one process at a time: a file's, or an advisory one of PostgreSQL.

    It goes with the process that held it. Raises filelock.Timeout.
    """
    if isinstance(where, Shared):
        from cockpit import postgres  # noqa: PLC0415  (its client is for shared stores alone)

        return postgres.lock(where, name, patience)
    return FileLock(where / f"{name}.lock", timeout=patience)
