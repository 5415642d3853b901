"""key create, key list, key revoke: keys for screens that cannot log in.

key revoke-views: an end to all shared links that were given out.
"""

from argparse import Namespace
from urllib.parse import urlsplit

from cockpit import settings
from cockpit.commands.shared import where
from cockpit.errors import Refused
from cockpit.keys import IssuedKey, KeyRing
from cockpit.shared_links import links

HERE = "http://127.0.0.1:8501"  # where `make run` serves


def key(arguments: Namespace) -> int:
    """Do what ``arguments.action`` says."""
    ring = KeyRing(where())
    if arguments.action == "list":
        return _list(ring)
    if arguments.action == "revoke-views":
        links(where()).revoke()
        print("发出的分享链接已全部停用，下次打开时不再显示；以后分享的照常")
        return 0
    if not arguments.name:
        raise Refused(
            "没有说是哪块屏幕", way_out=f"python -m cockpit key {arguments.action} 一楼大厅"
        )
    if arguments.action == "revoke":
        revoked = ring.revoke(arguments.name)
        print(f"已停用第 {revoked.number} 把密钥（{revoked.name}），那块屏幕下次刷新时不再显示")
        return 0
    address = arguments.address or settings.load().address or HERE
    return _create(ring, arguments.name, address_of(address))


def _create(ring: KeyRing, name: str, address: str) -> int:
    made, signed = ring.create(name)
    print(f"第 {made.number} 把密钥，{made.name}：")
    print(f"{address}/wall?key={signed}")
    print("这个链接只显示这一次，等同口令：在那块屏幕的浏览器里打开，并设为它的起始页。")
    if urlsplit(address).hostname in {"127.0.0.1", "localhost"}:
        print("把开头换成那块屏幕打开驾驶舱的地址，或用 --address 写明。")
    if not settings.load().signed_in_only:
        print("现在人人可看；COCKPIT_READERS 设为 signed-in 之后才要用密钥。")
    return 0


def _list(ring: KeyRing) -> int:
    issued = ring.issued()
    for wall in issued:
        print(state_of(wall))
    if not issued:
        print("还没有发过密钥")
    return 0


def state_of(wall: IssuedKey) -> str:
    """A key's line of the list."""
    made = f"{wall.made_at:%Y-%m-%d %H:%M} 发"
    state = f"{wall.revoked_at:%Y-%m-%d %H:%M} 停用" if wall.revoked_at else "在用"
    return f"{wall.number}  {wall.name}  {made}  {state}"


def address_of(said: str) -> str:
    """The address of the server as a screen reaches it, without a slash at its end."""
    address = (said if "://" in said else f"http://{said}").rstrip("/")
    try:
        parts = urlsplit(address)
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        sound = False
    if not sound or parts.query or parts.fragment or not address.isprintable() or " " in address:
        raise Refused(f"“{said}”不是网址", where="--address", way_out="如 http://10.1.2.3:8501")
    return address
