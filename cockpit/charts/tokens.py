"""The colours of the pages' charts, light and dark, as the design names them.

Gold is for target, 序时, plan and deadline only; a lamp's colour always goes with shape and word.
"""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Tokens:
    """One theme. ``text`` to ``text3`` from strongest; ``blue900`` to ``blue100`` likewise."""

    surface: str
    line: str
    grid: str
    track: str
    text: str
    text2: str
    text3: str
    blue900: str
    blue700: str
    blue500: str
    blue300: str
    blue100: str
    plan: str  # plan, and what is not counted
    gold_mark: str
    gold_text: str
    green: str
    amber: str
    red: str


LIGHT = Tokens(
    "#FFFFFF", "#DCE4EF", "#E9EEF5", "#E6EDF7", "#0F1E36", "#43536D", "#5C6C86",
    "#0B3B8C", "#1558C4", "#4C8FE8", "#A5C8F6", "#E4EEFC", "#6F819C",
    "#B88700", "#7A5900", "#0B7A4E", "#B04E08", "#BE123C",
)  # fmt: skip
DARK = Tokens(
    "#111B2E", "#27364F", "#1D2A42", "#22304A", "#EAF0FA", "#B6C3D8", "#93A4BF",
    "#9CC8FF", "#5AA3FF", "#3F82DE", "#2C5A9E", "#182C4E", "#7F91AE",
    "#E3B341", "#EBC364", "#3FCB90", "#FF9F4A", "#FF7A90",
)  # fmt: skip


def tokens(theme: Theme) -> Tokens:
    """The colours of a theme."""
    return DARK if theme == "dark" else LIGHT
