"""The S3 bucket of a shared store: objects by name, below the prefix of its settings.

An object is there whole or not at all, and known by all as soon as it was put. What comes by name
here never changes under its name: Parquet files, and what is named by its hash.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

from pyarrow import NativeFile
from pyarrow.fs import FileSelector, FileType, S3FileSystem

from cockpit.errors import CockpitError, StoreAway, StoreBroken
from cockpit.places import Shared

CONNECT, ANSWER = 5.0, 30.0  # seconds
WAY_OUT = "核对 COCKPIT_S3_ENDPOINT，S3 服务是否在运行、这台机器能否连到；页面先显示最后读到的"
DENIED = ("access_denied", "invalid_access_key", "signature", "accessdenied", "forbidden", "403")
CHUNK = 2**20


class Bucket:
    """The objects of a store. Every method raises StoreAway where the bucket cannot be asked."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self._root = f"{shared.bucket}/{shared.prefix}".rstrip("/")
        with self._told():
            self._files = S3FileSystem(
                access_key=shared.key_id,
                secret_key=shared.secret,
                region=shared.region,
                scheme="https" if shared.is_encrypted else "http",
                endpoint_override=shared.endpoint or None,
                force_virtual_addressing=not shared.path_style,
                connect_timeout=CONNECT,
                request_timeout=ANSWER,
                allow_delayed_open=True,  # what is short is put in one request
            )

    def put(self, name: str, content: bytes) -> None:
        """Put an object; done when the service has it."""
        with self._told(), self._files.open_output_stream(self._path(name)) as file:
            file.write(content)

    def get(self, name: str) -> bytes | None:
        """An object's bytes; None where there is none."""
        try:
            with self._told(), self._files.open_input_stream(self._path(name)) as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None

    def sizes(self, below: str) -> dict[str, int]:
        """The objects below a folder, by their name there, with how long each is."""
        root = self._path(below)
        with self._told():
            found = self._files.get_file_info(
                FileSelector(root, recursive=True, allow_not_found=True)
            )
        return {
            one.path[len(root) + 1 :]: int(one.size) for one in found if one.type == FileType.File
        }

    def size(self, name: str) -> int | None:
        """How long an object is; None where there is none."""
        with self._told():
            (found,) = self._files.get_file_info([self._path(name)])
        return int(found.size) if found.type == FileType.File else None

    def delete(self, name: str) -> None:
        """Take an object away; one that is not there is none of a fault."""
        try:
            with self._told():
                self._files.delete_file(self._path(name))
        except FileNotFoundError:
            return

    def opened(self, name: str) -> NativeFile:
        """An object to read in parts. Raises FileNotFoundError."""
        with self._told():
            return self._files.open_input_file(self._path(name))

    def fetch(self, name: str, into: IO[bytes]) -> None:
        """Write an object's bytes into a file. Raises FileNotFoundError."""
        with self._told(), self._files.open_input_stream(self._path(name)) as file:
            while part := file.read(CHUNK):
                into.write(part)

    def send(self, path: Path, name: str) -> None:
        """Put a file as an object."""
        with (
            path.open("rb") as file,
            self._told(),
            self._files.open_output_stream(self._path(name)) as into,
        ):
            shutil.copyfileobj(file, into, CHUNK)

    def require(self) -> None:
        """Raise StoreAway unless the bucket is there and may be listed."""
        with self._told():
            found = self._files.get_file_info([self.shared.bucket])[0]
        if found.type != FileType.Directory:
            way_out = "请管理员先建桶；或核对 COCKPIT_DATA"
            raise StoreAway("S3 里没有这个桶", where=self.shared.data, way_out=way_out)
        self.sizes("none-such")

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}".rstrip("/")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as problem:
            raise told(str(problem), self.shared) from problem


def told(text: str, shared: Shared) -> CockpitError:
    """What an answer of the bucket means, in Chinese."""
    lower = text.lower()
    if any(word in lower for word in DENIED):
        way_out = "核对 COCKPIT_S3_KEY_ID 和 COCKPIT_S3_SECRET，以及这把钥匙对桶的权限"
        return StoreAway("S3 不认这把钥匙，或它没有权限", where=shared.data, way_out=way_out)
    if "no_such_bucket" in lower or "nosuchbucket" in lower:
        way_out = "请管理员先建桶；或核对 COCKPIT_DATA"
        return StoreAway("S3 里没有这个桶", where=shared.data, way_out=way_out)
    if any(word in lower for word in ("curlcode", "network", "connect", "timeout", "timed out")):
        return StoreAway("连不上 S3", where=shared.data, way_out=WAY_OUT)
    return StoreBroken("S3 里的文件读写不了", where=shared.data, way_out="请管理员看日志")


@cache
def bucket(shared: Shared) -> Bucket:
    """The process's way to a store's objects."""
    return Bucket(shared)
