"""Words of a chart: the few tags that Plotly reads in them, and where their line stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from cockpit.charts.svg.elements import FAMILIES, add, paint, percent
from cockpit.charts.svg.scale import Given, only

# how far letters reach above and below their line, of their size: those of Noto Sans CJK
ASCENT, DESCENT = 1.16, 0.288
TAG = re.compile(r"""(</?b>|<span style=["']font-size:\s*\d+px["']>|</span>)""")


@dataclass(frozen=True)
class Run:
    """A stretch of words of one look; ``size`` in px, None for that of the whole."""

    text: str
    size: int | None
    is_bold: bool


def runs(text: str) -> list[Run]:
    """Words as our figures write them: ``<b>``, a span with its size, entities.

    Whatever else looks like a tag is words: it may stand in a name.
    """
    found: list[Run] = []
    sizes: list[int] = []
    is_bold = False
    for part in filter(None, TAG.split(text)):
        if not TAG.fullmatch(part):
            found.append(Run(unescape(part), sizes[-1] if sizes else None, is_bold))
        elif part.endswith("b>"):
            is_bold = part == "<b>"
        elif part == "</span>":
            sizes = sizes[:-1]
        else:
            sizes = [*sizes, *map(int, re.findall(r"\d+", part))]
    return found


def reach(size: float) -> tuple[int, int]:
    """px above and below the line, as browsers round them."""
    return round(ASCENT * size), round(DESCENT * size)


def height(text: str, size: float) -> tuple[int, int]:
    """px above and below the line, of words whose parts may be larger."""
    return reach(max([size, *(run.size for run in runs(text) if run.size)]))


def line(parent: Element, text: str, font: Given, *, x: float, y: float, **more: Any) -> None:
    """Words on a line; ``x`` in %, ``y`` px of the line itself; ``more``: attributes."""
    only(font, "family", "size", "color")
    made = add(
        parent, "text", x=percent(x), y=y, fill=paint(font["color"]),
        font_size=f"{font['size']}px", font_family=FAMILIES[font["family"]], **more,
    )  # fmt: skip
    parts = runs(text)
    if len(parts) == 1 and parts[0].size is None and not parts[0].is_bold:
        made.text = parts[0].text
        return
    for run in parts:
        part = add(
            made, "tspan",
            font_size=f"{run.size}px" if run.size else None,
            font_weight="bold" if run.is_bold else None,
        )  # fmt: skip
        part.text = run.text


def each(value: Any, count: int) -> Iterator[Any]:
    """A value for each of many points: its own, or the same for all."""
    if isinstance(value, (list, tuple)):
        yield from value
    else:
        yield from [value] * count
