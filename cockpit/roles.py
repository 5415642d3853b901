"""Who somebody is and what they may do, from what a sign-in says of them and from the settings.

A viewer sees; an analyst takes tables along too; a steward writes too. Who is what stands in the
settings, by e-mail address or by a group that the sign-in names, and is asked anew each time: a
name that is struck from a list loses its right at once, a group at the next sign-in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from cockpit.errors import RoleMissing
from cockpit.settings import GROUP, Settings

Claims = Mapping[str, Any]


class Role(IntEnum):
    """What somebody may do; each may what the one before it may."""

    VIEWER = 1
    ANALYST = 2
    STEWARD = 3


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in.

    ``email``: as the sign-in vouches for it, in small letters, may be empty; ``name``: what to
    call them; ``role``: None where the settings name those who may see, and not them.
    """

    email: str
    name: str
    role: Role | None

    @property
    def author(self) -> str:
        """How they sign what they write."""
        return self.email or self.name


def role_of(claims: Claims, now: Settings) -> Role | None:
    """The highest role that the settings give to whom these claims describe."""
    known = {GROUP + group for group in _groups(claims, now.groups_claim)}
    if email := _email(claims):
        known.add(email)
    lists = {Role.STEWARD: now.stewards, Role.ANALYST: now.analysts, Role.VIEWER: now.viewers}
    for role, named in lists.items():
        if known & named:
            return role
    return None if now.viewers else Role.VIEWER


def person_of(claims: Claims, now: Settings) -> Person | None:
    """Who is signed in; None where nobody is."""
    if claims.get("is_logged_in") is not True:
        return None
    email = _email(claims)
    said = (claims.get(name) for name in ("name", "preferred_username", "sub"))
    name = next((str(value) for value in said if value), "") or email or "已登录的人"
    return Person(email, name, role_of(claims, now))


def may_download(person: Person | None, now: Settings) -> bool:
    """Whether tables may be taken along: by analysts, where the settings name who is what."""
    if not now.signed_in_only:
        return True
    return person is not None and person.role is not None and person.role >= _downloads(now)


def require_viewer(person: Person) -> None:
    """Raise RoleMissing where the settings name those who may see, and not this person."""
    if person.role is None:
        raise RoleMissing(
            f"“{person.author}”没有查看的权限",
            way_out="请管理员把这个账户或它所在的组写进 COCKPIT_VIEWERS，或换一个账户登录",
        )


def require_downloads(person: Person, now: Settings) -> None:
    """Raise RoleMissing unless this person may take tables along."""
    require_viewer(person)
    if not may_download(person, now):
        raise RoleMissing(
            f"“{person.author}”能看，不能下载",
            way_out="请管理员把这个账户或它所在的组写进 COCKPIT_ANALYSTS",
        )


def _downloads(now: Settings) -> Role:
    return Role.ANALYST if now.analysts or now.stewards else Role.VIEWER


def _email(claims: Claims) -> str:
    """The address, unless who vouches for the sign-in says that it may be somebody else's."""
    if str(claims.get("email_verified", True)).lower() == "false":
        return ""
    return str(claims.get("email") or "").strip().casefold()


def _groups(claims: Claims, claim: str) -> list[str]:
    said = claims.get(claim)
    several = said if isinstance(said, list) else [said]
    return [group for group in several if isinstance(group, str)]
