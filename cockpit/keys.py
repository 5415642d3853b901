"""Keys for who cannot log in: made and revoked by a command, asked for at each request.

A screen has one (``KeyRing``), and the site of a project, for its daily report
(``report_keys.py``). Two small files of the store (``small_files.py``) hold them.
``wall-keys.secret`` signs: who reads it can make keys, so only its owner may, and no backup carries
it. ``wall-keys.json`` lists what was issued: a key that is not in it, or is revoked there, opens
nothing. A key is its number and the second of its making, signed; it is in no file.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from filelock import Timeout
from itsdangerous import URLSafeSerializer
from pydantic import AwareDatetime, TypeAdapter

from cockpit.errors import CockpitError, KeyRefused, NotFound, Refused, StoreBroken
from cockpit.places import Where, lock
from cockpit.settings import SHANGHAI
from cockpit.small_files import small_files

SECRET_BYTES = 32
LONGEST_NAME = 40  # characters; a line of ``key list``
ASK = "请管理员用 key create 发一个新链接，在这块屏幕上打开"


@dataclass(frozen=True)
class IssuedKey:
    """An issued key: its number, whose it is, when it was made and when revoked.

    ``name``: of the screen, or the code of the project.
    """

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
    issued: tuple[IssuedKey, ...]
    keys: Mapping[bytes, IssuedKey]  # by the hash of each as it was handed out


_LIST = TypeAdapter(tuple[IssuedKey, ...])


class KeyRing:
    """The keys of screens of the store at ``where``; ``patience`` (seconds) differs only in tests.

    Safe for threads. Both files are looked at for each question (some µs) and read when changed.
    Raises StoreBroken where they cannot be read.
    """

    files, salt, kind, holder = "wall-keys", "wall key", "大屏密钥", "这块屏幕"
    way_out, twice_way_out = ASK, "换一个名字，或先停用那一把"
    list_way_out = "用 key list 查看名字和编号"

    def __init__(self, where: Where, *, patience: float = 10.0) -> None:
        self.where, self.patience = where, patience
        self._store = small_files(where)
        self._secret, self._list = f"{self.files}.secret", f"{self.files}.json"
        self._known: _Files | None = None

    def issued(self) -> tuple[IssuedKey, ...]:
        """All keys ever made here, in the order of their numbers."""
        return self._read().issued

    def require(self, key: str) -> IssuedKey:
        """Whose ``key`` is. Raises KeyRefused unless it was issued here and is not revoked."""
        files = self._read()
        # whole, not by what it decodes to: the last character of a signature has bits to spare;
        # by its hash, so that how long it takes says nothing of those that were issued
        found = files.keys.get(_hash(key.encode(errors="replace")))
        if found is None:
            raise self.refusal(f"{self.holder}的密钥认不出来：不完整，或者不是这台服务器发的")
        if found.revoked_at:
            raise self.refusal(f"{self.holder}的密钥已停用")
        return found

    def refusal(self, what: str) -> CockpitError:
        """What is said to whom a key opens nothing."""
        return KeyRefused(what, way_out=self.way_out)

    def create(self, name: str) -> tuple[IssuedKey, str]:
        """Issue a key for ``name``; the second is the key itself. Raises Refused."""
        (made,) = self.create_all([name])
        return made

    def create_all(self, names: Sequence[str]) -> list[tuple[IssuedKey, str]]:
        """Issue a key for each name, all of them or none; with each the key itself.

        Raises Refused.
        """
        names = [self.checked(name) for name in names]
        with self._changing():
            files = self._read()
            in_use = {known.name for known in files.issued if not known.revoked_at}
            if twice := next((name for name in names if name in in_use), ""):
                raise Refused(f"“{twice}”已有一把在用的密钥", way_out=self.twice_way_out)
            now = datetime.now(SHANGHAI).replace(microsecond=0)
            secret, issued = files.secret, files.issued
            if not secret:  # keys of a secret that was lost open nothing any more: say so
                secret = secrets.token_bytes(SECRET_BYTES)
                self._store.write(self._secret, secret)
                issued = tuple(replace(w, revoked_at=w.revoked_at or now) for w in issued)
            first = max((known.number for known in issued), default=0) + 1
            made = [IssuedKey(number, name, now) for number, name in enumerate(names, first)]
            self._store.write(self._list, _LIST.dump_json((*issued, *made), indent=1))
            return [(one, _key(secret, self.salt, one)) for one in made]

    def revoke(self, said: str) -> IssuedKey:
        """Revoke the key of this name or number; it as it is now. Raises NotFound, Refused."""
        with self._changing():
            issued = self._read().issued
            found = self._find(issued, said.strip())
            now = datetime.now(SHANGHAI).replace(microsecond=0)
            revoked = replace(found, revoked_at=now)
            kept = tuple(revoked if wall == found else wall for wall in issued)
            self._store.write(self._list, _LIST.dump_json(kept, indent=1))
            return revoked

    def checked(self, said: str) -> str:
        """A name as a key has it. Raises Refused."""
        name = " ".join(said.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            what = (
                f"“{name[:LONGEST_NAME]}”不能作名字"
                if name.isprintable()
                else "名字里有看不见的字符"
            )
            raise Refused(what, way_out=f"写明是哪块屏幕，1 到 {LONGEST_NAME} 个字")
        if name.isdecimal():
            raise Refused(f"“{name}”只有数字，会与编号相混", way_out="写明是哪块屏幕，如 一楼大厅")
        return name

    def is_meant(self, its: IssuedKey, said: str) -> bool:
        """Whether a key is called so: by its name, or its number."""
        return said in {its.name, str(its.number)}

    def _find(self, issued: Sequence[IssuedKey], said: str) -> IssuedKey:
        """The key of a number, or the one in use of a name."""
        named = [its for its in issued if self.is_meant(its, said)]
        if not named:
            raise NotFound("没有这把密钥", where=said, way_out=self.list_way_out)
        in_use = [its for its in named if not its.revoked_at]
        if not in_use:
            raise Refused(f"“{said}”早已停用：{named[-1].revoked_at:%Y-%m-%d %H:%M}")
        return in_use[0]

    def _handed_out(self, names: Collection[str]) -> Iterator[tuple[str, IssuedKey]]:
        """The keys in use of these names, each as it was handed out."""
        files = self._read()
        for its in files.issued:
            if files.secret and not its.revoked_at and its.name in names:
                yield _key(files.secret, self.salt, its), its

    def _read(self) -> _Files:
        try:
            marks = (*self._store.mark(self._secret), *self._store.mark(self._list))
            if self._known and self._known.marks == marks:
                return self._known
            secret = self._store.read(self._secret) or b""
            listed = self._store.read(self._list)
            issued = _LIST.validate_json(b"[]" if listed is None else listed)
        except (OSError, ValueError) as problem:
            raise StoreBroken(
                f"{self.kind}的文件读不出来",
                where=f"{self._secret}、{self._list}",
                way_out="请管理员核对服务器能否读这两个文件；坏了的删去，再重新发密钥",
            ) from problem
        if secret and len(secret) < SECRET_BYTES:  # with a known secret anybody makes keys
            raise StoreBroken(
                f"{self.kind}的签名文件不完整",
                where=self._secret,
                way_out="请管理员删去这个文件，再重新发密钥",
            )
        # without a secret there are none: an empty one would sign for everybody
        keys = {_hash(_key(secret, self.salt, its).encode()): its for its in issued if secret}
        # at worst newer than its marks: read again
        self._known = _Files(marks, secret, issued, keys)
        return self._known

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One change at a time; not the loader's lock: revoking must not wait for a load."""
        with ExitStack() as held:
            try:
                held.enter_context(lock(self.where, self.files, self.patience))
            except Timeout:
                raise Refused(f"另一个命令正在改{self.kind}", way_out="稍后再试") from None
            self._known = None  # a shared store's may be a second old
            yield


@cache
def ring(where: Where) -> KeyRing:
    """The process's ring of a store's keys."""
    return KeyRing(where)


def _key(secret: bytes, salt: str, its: IssuedKey) -> str:
    return str(URLSafeSerializer(secret, salt=salt).dumps(its.signed))


def _hash(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()
