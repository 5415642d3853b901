"""The values of a link's parameters: how each kind is read, and what is said of one that is not.

All raise BadLink, in Chinese, with the parameter and the way out.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from cockpit import numbers
from cockpit.errors import BadLink, CockpitError, UnknownVersion

Query = Mapping[str, Sequence[str]]
WAY_BACK = "去掉链接里的这个参数，或回到首页重新选择"


def bad(what: str, name: str) -> BadLink:
    """The error of a parameter: ``what`` is wrong with it."""
    return BadLink(what, where=f"{name}=", way_out=WAY_BACK)


def nearest(error: CockpitError, query: Query) -> tuple[tuple[str, str], ...]:
    """The way from a data version that is not kept to the nearest: its link, and words for it."""
    if not isinstance(error, UnknownVersion) or error.nearest is None:
        return ()
    changed = {**query, error.where.rstrip("="): [str(error.nearest)]}
    return ((f"?{urlencode(changed, doseq=True)}", f"看第 {error.nearest} 版"),)


def single(query: Query, name: str, label: str) -> str:
    """The one value of a parameter, empty where it is not given."""
    values = query.get(name, ())
    if len(values) > 1:
        raise bad(f"“{label}”给了 {len(values)} 个值，只能有一个", name)
    return values[0].strip() if values else ""


def several(query: Query, name: str) -> tuple[str, ...]:
    """The values of a parameter, each once and in their order."""
    return tuple(dict.fromkeys(value for value in query.get(name, ()) if value))


def one_of(query: Query, name: str, label: str, offered: Mapping[str, str]) -> str:
    """The one value of a parameter, empty where it is not given.

    ``offered``: what a link may write → its words.
    """
    value = single(query, name, label)
    _on_offer((value,) if value else (), name, label, offered)
    return value


def many_of(query: Query, name: str, label: str, offered: Mapping[str, str]) -> tuple[str, ...]:
    """The values of a parameter, each once; ``offered`` as for ``one_of``."""
    values = several(query, name)
    _on_offer(values, name, label, offered)
    return values


def _on_offer(values: Sequence[str], name: str, label: str, offered: Mapping[str, str]) -> None:
    for value in values:
        if value not in offered:
            said = "、".join(
                code if code == words else f"{code}（{words}）"
                for code, words in offered.items()
                if code
            )
            raise bad(f"没有“{value[:40]}”这个{label}；可选：{said or '无'}", name)


def number(query: Query, name: str, label: str, low: int = 0) -> int | None:
    """A whole number from ``low`` on; None where it is not given."""
    text = single(query, name, label)
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) < low:
        raise bad(f"“{text[:40]}”不是{label}，应为从 {low} 起的整数", name)
    return int(text)


def day(text: str, name: str = "as_of") -> date:
    """A day as links write it, 2022-05-31."""
    try:
        return numbers.day(text)
    except ValueError as wrong:
        raise bad(str(wrong), name) from None


def same(names: Sequence[str]) -> dict[str, str]:
    """Values that are their own words, as ``one_of`` takes what is offered."""
    return {name: name for name in names}
