"""How lists, targets and gaps are called on the growth page."""

from collections.abc import Sequence
from typing import Any

from cockpit import numbers

LEAD_WORDS = ("高", "低", "持平")


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: 河南、全国和郑州."""
    return names[0] if len(names) == 1 else "、".join(names[:-1]) + "和" + names[-1]


def percent(value: Any) -> str:
    """A target, without needless decimals: "10%"."""
    return f"{numbers.fixed(value, 0 if float(value).is_integer() else 1)}%"
