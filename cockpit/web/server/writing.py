"""Who may write. Each page and route that writes asks here, and nowhere else.

Writing needs the setting, and a steward who is signed in; or nobody in particular on a server for
its own machine, *bound* to the loopback, where everyone reads and no address says that others come
in. Never a client's address: behind a proxy every client is 127.0.0.1.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from streamlit import config

from cockpit import journal, settings
from cockpit.errors import WritingClosed
from cockpit.loopback import is_loopback
from cockpit.roles import Person, Role
from cockpit.settings import Settings

log = logging.getLogger(__name__)
BY_STREAMLIT = {"starlette-app", "starlette-app-direct"}  # else who binds is not in its settings
BY_PROXY = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")
_bound_to: list[str] = []  # the address, noted at the start: a changed file binds nothing anew


@dataclass(frozen=True)
class Writer:
    """Who writes: the name that goes into the version."""

    name: str


def note_binding() -> None:
    """Note what this server is bound to; at its start, when that is decided."""
    is_known = config._server_mode in BY_STREAMLIT
    _bound_to[:] = [str(config.get_option("server.address") or "")] if is_known else []


def require_writer(person: Person | None, headers: Mapping[str, str]) -> Writer:
    """Who writes, for the version. Raises WritingClosed, which names all that is missing.

    ``person``: who is signed in; ``headers``: of the request, names in small letters. By its Host a
    page of another site is known that has its name lead to this machine; what a proxy adds says
    that others come in. Both only ever take a right away: a client that leaves them out or makes
    them up is known by what this server is bound to.
    """
    found = _writer(person, headers)
    if isinstance(found, Writer):
        return found
    journal.event(log, "refusal", who=person.author if person else "", what=found.what)
    raise found


def closed(person: Person | None, headers: Mapping[str, str]) -> WritingClosed | None:
    """Why this visitor may not write, to be shown before anybody tries; None where they may."""
    found = _writer(person, headers)
    return None if isinstance(found, Writer) else found


def may_try(person: Person | None, headers: Mapping[str, str]) -> bool:
    """Whether files may be brought to be looked at, which costs memory and the writer's turn.

    Stewards may, and who is alone on a server for its own machine; whether writing is open or not.
    """
    if person and person.role is Role.STEWARD:
        return True
    return not _missing_alone(settings.load(), headers)


def require_trier(person: Person | None, headers: Mapping[str, str]) -> None:
    """Raise WritingClosed unless files may be brought."""
    if not may_try(person, headers):
        raise _refusal(settings.load(), person, _missing_alone(settings.load(), headers))


def _writer(person: Person | None, headers: Mapping[str, str]) -> Writer | WritingClosed:
    now = settings.load()
    if now.writing and person and person.role is Role.STEWARD:
        return Writer(person.author)
    alone = _missing_alone(now, headers)
    if now.writing and not alone:
        return Writer(person.author if person else now.author)
    return _refusal(now, person, alone)


def _missing_alone(now: Settings, headers: Mapping[str, str]) -> list[str]:
    """What keeps this server from being for its own machine only."""
    bound, host = next(iter(_bound_to), ""), headers.get("host", "")
    return [
        *(["不经过代理打开"] if any(name in headers for name in BY_PROXY) else []),
        *([] if is_loopback(bound) else ["服务只监听本机（serve --address 127.0.0.1）"]),
        *([] if is_loopback(_name(host)) else ["从本机的地址打开（http://127.0.0.1:端口）"]),
        *(["COCKPIT_READERS=everyone"] if now.signed_in_only else []),
        *(["COCKPIT_ADDRESS 留空"] if now.address else []),
    ]


def _refusal(now: Settings, person: Person | None, alone: list[str]) -> WritingClosed:
    missing = [] if now.writing else ["COCKPIT_WRITING=on"]
    if not now.stewards:
        missing.append("COCKPIT_STEWARDS 写明谁能写入")
    elif person is None:
        missing.append("管理数据的人登录")
    elif person.role is not Role.STEWARD:
        missing.append(f"COCKPIT_STEWARDS 里有“{person.author}”")
    own = [*([] if now.writing else ["COCKPIT_WRITING=on"]), *alone]
    return WritingClosed(
        "这台服务器没有打开写入" if not now.writing else "这里的写入只对管理数据的人开放",
        way_out=f"要写入，还缺：{'；'.join(missing)}。本机自用的服务不必登录，只需：{'；'.join(own)}",
    )


def _name(host: str) -> str:
    """A Host without its port."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host
