"""How regions, groups and gaps are called on the growth page."""

import re
from collections.abc import Sequence
from typing import Any

from cockpit import numbers

LEAD_WORDS = ("高", "低", "持平")
PARENT = "郑州市"  # the city whose groups home is ranked in


def short(region: str) -> str:
    """A region's name without 省 or 市."""
    return region[:-1] if len(region) > 2 and region[-1] in "省市" else region


def group_name(name: str) -> str:
    """A group's name as it is read: "郑州 16 县（市）区"."""
    spaced = re.sub(r"\s*(\d+)\s*", r" \1 ", name.replace(PARENT, short(PARENT)))
    return spaced.replace("(", "（").replace(")", "）").strip()


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: 河南、全国和郑州."""
    return names[0] if len(names) == 1 else "、".join(names[:-1]) + "和" + names[-1]


def percent(value: Any) -> str:
    """A target, without needless decimals: "10%"."""
    return f"{numbers.fixed(value, 0 if float(value).is_integer() else 1)}%"
