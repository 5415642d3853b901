"""The keys of shared links: each opens one view, until its day, to whoever has the link.

``view-keys.secret``, beside the lake's catalogue, signs them: who reads it can make keys, so only
its owner may, and no backup carries it. A key is the second of its end and a signature over that
and the view; it is in no file. Another secret ends all that were ever given out.
"""

import secrets
from datetime import datetime
from functools import cache
from hmac import compare_digest

from filelock import Timeout
from itsdangerous import Signer

from cockpit.errors import LinkRefused, Refused, StoreBroken, refusal_of
from cockpit.keys import SECRET_BYTES
from cockpit.places import Where, lock
from cockpit.settings import SHANGHAI
from cockpit.small_files import small_files

SECRET = "view-keys.secret"
AGAIN = "请发链接的人再发一个，或登录后打开"


class SharedLinks:
    """The keys of the store at ``where``. Safe for threads."""

    def __init__(self, where: Where) -> None:
        self._where, self._store = where, small_files(where)

    def key(self, view: str, until: datetime) -> str:
        """The key that opens ``view`` until then. Raises Refused where no secret can be kept."""
        return self._key(self._read() or self._renewed(only_if_missing=True), view, until)

    def require(self, key: str, view: str) -> datetime:
        """Until when the key opens ``view``. Raises LinkRefused, StoreBroken."""
        until, secret = _end(key), self._read()
        signed = self._key(secret, view, until) if secret and until else ""
        # whole, not by what it decodes to: the last character of a signature has bits to spare
        if not until or not compare_digest(signed.encode(), key.encode(errors="replace")):
            raise LinkRefused(
                "这个链接打不开这里：它只对应分享时的那一个画面，也可能不完整、改动过或已停用",
                way_out=AGAIN,
            )
        if until <= datetime.now(SHANGHAI):
            raise LinkRefused(f"分享链接已于 {until:%Y-%m-%d %H:%M} 过期", way_out=AGAIN)
        return until

    def revoke(self) -> None:
        """End every key given out so far. Raises Refused."""
        self._renewed()

    def _read(self, *, now: bool = False) -> bytes:
        try:
            secret = self._store.read(SECRET) if now else self._store.recent(SECRET)
        except OSError as problem:
            raise StoreBroken(
                "分享链接的签名文件读不出来",
                where=SECRET,
                way_out="请管理员核对服务器能否读这个文件",
            ) from problem
        if secret is None:
            return b""
        if len(secret) < SECRET_BYTES:  # with a known secret anybody makes keys
            raise StoreBroken(
                "分享链接的签名文件不完整",
                where=SECRET,
                way_out="请管理员运行 python -m cockpit key revoke-views，再重新分享",
            )
        return secret

    def _renewed(self, *, only_if_missing: bool = False) -> bytes:
        try:
            with lock(self._where, "view-keys", 10.0):
                if only_if_missing and (secret := self._read(now=True)):
                    return secret  # another process was quicker
                secret = secrets.token_bytes(SECRET_BYTES)
                self._store.write(SECRET, secret)
                return secret
        except Timeout:
            raise Refused("另一个程序正在改分享链接的签名", way_out="稍后再试") from None
        except OSError as problem:
            raise refusal_of(problem) from problem

    def _key(self, secret: bytes, view: str, until: datetime) -> str:
        end = str(int(until.timestamp()))
        signature = Signer(secret, salt="shared view").get_signature(f"{end}\n{view}")
        return f"{end}-{signature.decode()}"


@cache
def links(where: Where) -> SharedLinks:
    """The process's keys of a store's shared links."""
    return SharedLinks(where)


def _end(key: str) -> datetime | None:
    end = key.partition("-")[0]
    if not (end.isascii() and end.isdecimal() and len(end) <= 11):
        return None
    return datetime.fromtimestamp(int(end), SHANGHAI)
