"""What stands beside a plot: the values of an axis in round steps, and the room for words.

Written out in the figure, so that every drawing of it has the same.
"""

import unicodedata
from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

from cockpit import numbers

STEPS = 6  # about so many on an axis
ROUND = (2, 5, 10)
WIDE, DIGIT, THIN = 1.0, 0.56, 0.35  # of a letter's size: 汉, 0, and what is between them
AIR = 10  # px around words at the side
BELOW = 28  # px below a plot for a line of 12 px


def values(top: float) -> dict[str, Any]:
    """An axis from 0 to ``top`` with round steps, as ``update_yaxes`` takes it."""
    rough = top / STEPS
    power = 10.0 ** floor(log10(rough))
    step = power * next(size for size in ROUND if size >= rough / power - 1e-9)
    decimals = max(0, -floor(log10(step) + 1e-9))
    ticks = [round(n * step, decimals) for n in range(ceil(top / step + 1e-9))]
    return {"range": [0, top], "tickvals": ticks, "ticktext": [_short(v, decimals) for v in ticks]}


def _short(value: float, decimals: int) -> str:
    """Without zeros at its end: 0.5, 1, 1.5."""
    text = numbers.fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def beside(words: Sequence[str], size: int) -> int:
    """px that words take at the side of a plot, for the margin."""
    return ceil(max([size * sum(map(_wide, text)) for text in words], default=0)) + AIR


def _wide(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return WIDE
    return DIGIT if letter.isalnum() or letter in "−%" else THIN
