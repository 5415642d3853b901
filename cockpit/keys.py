"""Keys for screens that cannot log in: made and revoked by a command, asked for at each request.

Two files lie beside the lake's catalogue. ``wall-keys.secret`` signs: who reads it can make keys,
so only its owner may, and no backup carries it. ``wall-keys.json`` lists what was issued: a key
that is not in it, or is revoked there, opens nothing. A key is its number and the second of its
making, signed; it is in no file.
"""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from hmac import compare_digest
from pathlib import Path

from filelock import FileLock, Timeout
from itsdangerous import URLSafeSerializer
from pydantic import AwareDatetime, TypeAdapter

from cockpit.errors import KeyRefused, NotFound, Refused, StoreBroken
from cockpit.settings import SHANGHAI

SECRET_BYTES = 32
LONGEST_NAME = 40  # characters; a line of ``key list``
ASK = "请管理员用 key create 发一个新链接，在这块屏幕上打开"


@dataclass(frozen=True)
class WallKey:
    """An issued key: its number, the screen's name, when it was made and when revoked."""

    number: int
    name: str
    made_at: AwareDatetime
    revoked_at: AwareDatetime | None = None

    @property
    def signed(self) -> list[int]:
        """What is signed in the key. The second tells it from a like number of a lost list."""
        return [self.number, int(self.made_at.timestamp())]


@dataclass(frozen=True)
class _Files:
    """What the two files said, and the marks by which a change of them is noticed."""

    marks: tuple[object, ...]
    secret: bytes
    issued: tuple[WallKey, ...]
    keys: tuple[tuple[bytes, WallKey], ...]  # each as it was handed out


_LIST = TypeAdapter(tuple[WallKey, ...])


class KeyRing:
    """The keys of the store in ``folder``; ``patience`` (seconds) differs only in tests.

    Safe for threads. Both files are looked at for each question (some µs) and read when changed.
    Raises StoreBroken where they cannot be read.
    """

    def __init__(self, folder: Path, *, patience: float = 10.0) -> None:
        self.folder, self.patience = folder, patience
        self._secret = folder / "wall-keys.secret"
        self._list = folder / "wall-keys.json"
        self._known: _Files | None = None

    def issued(self) -> tuple[WallKey, ...]:
        """All keys ever made here, in the order of their numbers."""
        return self._read().issued

    def require(self, key: str) -> None:
        """Raise KeyRefused unless ``key`` was issued here and is not revoked."""
        files = self._read()
        said = key.encode(errors="replace")
        # whole, not by what it decodes to: the last character of a signature has bits to spare
        found = [wall for handed_out, wall in files.keys if compare_digest(handed_out, said)]
        if not found:
            raise KeyRefused("这块屏幕的密钥认不出来：不完整，或者不是这台服务器发的", way_out=ASK)
        if found[0].revoked_at:
            raise KeyRefused("这块屏幕的密钥已停用", way_out=ASK)

    def create(self, name: str) -> tuple[WallKey, str]:
        """Issue a key for the screen ``name``; the second is the key itself. Raises Refused."""
        name = _name(name)
        with self._changing():
            files = self._read()
            if any(wall.name == name and not wall.revoked_at for wall in files.issued):
                raise Refused(f"“{name}”已有一把在用的密钥", way_out="换一个名字，或先停用那一把")
            now = datetime.now(SHANGHAI).replace(microsecond=0)
            secret, issued = files.secret, files.issued
            if not secret:  # keys of a secret that was lost open nothing any more: say so
                secret = secrets.token_bytes(SECRET_BYTES)
                write_owned(self._secret, secret)
                issued = tuple(replace(w, revoked_at=w.revoked_at or now) for w in issued)
            made = WallKey(max((wall.number for wall in issued), default=0) + 1, name, now)
            write_owned(self._list, _LIST.dump_json((*issued, made), indent=1))
            return made, _key(secret, made)

    def revoke(self, said: str) -> WallKey:
        """Revoke the key of this name or number; it as it is now. Raises NotFound, Refused."""
        with self._changing():
            issued = self._read().issued
            found = _find(issued, said.strip())
            now = datetime.now(SHANGHAI).replace(microsecond=0)
            revoked = replace(found, revoked_at=now)
            kept = tuple(revoked if wall == found else wall for wall in issued)
            write_owned(self._list, _LIST.dump_json(kept, indent=1))
            return revoked

    def _read(self) -> _Files:
        try:
            marks = (*_mark(self._secret), *_mark(self._list))
            if self._known and self._known.marks == marks:
                return self._known
            secret = self._secret.read_bytes() if self._secret.exists() else b""
            listed = self._list.read_bytes() if self._list.exists() else b"[]"
            issued = _LIST.validate_json(listed)
        except (OSError, ValueError) as problem:
            raise StoreBroken(
                "大屏密钥的文件读不出来",
                where=f"{self._secret.name}、{self._list.name}",
                way_out="请管理员核对服务器能否读这两个文件；坏了的删去，再重新发密钥",
            ) from problem
        if secret and len(secret) < SECRET_BYTES:  # with a known secret anybody makes keys
            raise StoreBroken(
                "大屏密钥的签名文件不完整",
                where=self._secret.name,
                way_out="请管理员删去这个文件，再重新发密钥",
            )
        # without a secret there are none: an empty one would sign for everybody
        keys = tuple((_key(secret, wall).encode(), wall) for wall in issued if secret)
        # at worst newer than its marks: read again
        self._known = _Files(marks, secret, issued, keys)
        return self._known

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One change at a time; not the loader's lock: revoking must not wait for a load."""
        lock = FileLock(self.folder / "wall-keys.lock", timeout=self.patience)
        try:
            lock.acquire()
        except Timeout:
            raise Refused("另一个命令正在改大屏密钥", way_out="稍后再试") from None
        try:
            yield
        finally:
            lock.release()


@cache
def ring(folder: Path) -> KeyRing:
    """The process's ring of a store's keys."""
    return KeyRing(folder)


def _key(secret: bytes, wall: WallKey) -> str:
    return str(URLSafeSerializer(secret, salt="wall key").dumps(wall.signed))


def _name(said: str) -> str:
    name = " ".join(said.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        what = (
            f"“{name[:LONGEST_NAME]}”不能作名字" if name.isprintable() else "名字里有看不见的字符"
        )
        raise Refused(what, way_out=f"写明是哪块屏幕，1 到 {LONGEST_NAME} 个字")
    if name.isdecimal():
        raise Refused(f"“{name}”只有数字，会与编号相混", way_out="写明是哪块屏幕，如 一楼大厅")
    return name


def _find(issued: Sequence[WallKey], said: str) -> WallKey:
    """The key of a number, or the one in use of a name."""
    named = [w for w in issued if said in {w.name, str(w.number)}]
    if not named:
        raise NotFound("没有这把密钥", where=said, way_out="用 key list 查看名字和编号")
    in_use = [wall for wall in named if not wall.revoked_at]
    if not in_use:
        raise Refused(f"“{said}”早已停用：{named[-1].revoked_at:%Y-%m-%d %H:%M}")
    return in_use[0]


def _mark(path: Path) -> tuple[int, ...]:
    try:
        at = path.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (at.st_ino, at.st_mtime_ns, at.st_size)


def write_owned(path: Path, content: bytes) -> None:
    """Replace a file in one step, readable by its owner only."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with open(part, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
