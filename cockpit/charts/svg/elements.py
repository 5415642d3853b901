"""The elements of a picture: names and numbers as SVG writes them, colours of the page."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from cockpit.charts import ink
from cockpit.charts.template import NUMERALS, SANS

INKS = {value for name, value in vars(ink).items() if name.isupper()}
FAMILIES = {NUMERALS: "var(--num)", SANS: "var(--cjk)"}


def paint(colour: str) -> str:
    """A colour, if it is one of the page's."""
    if colour not in INKS:
        raise NotImplementedError(f"{colour} is no colour of the pages")
    return colour


def add(parent: Element, name: str, **attributes: Any) -> Element:
    """An element in another; None leaves an attribute out, ``_`` is ``-``."""
    return SubElement(
        parent,
        name,
        {
            key.strip("_").replace("_", "-"): written(value)
            for key, value in attributes.items()
            if value is not None
        },
    )


def written(value: Any) -> str:
    """A number as short as it is exact enough; a text as it is."""
    if isinstance(value, str):
        return value
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: float) -> str:
    """A place across."""
    return f"{value:.4f}".rstrip("0").rstrip(".") + "%"


def dashes(dash: str | None, width: float) -> str | None:
    """The dashes of a line: px as given, or Plotly's of a name."""
    if dash in (None, "solid"):
        return None
    unit = max(width, 3)
    named = {"dot": (1, 1), "dash": (3, 3)}
    if dash in named:
        return " ".join(written(part * unit) for part in named[dash])
    if "px" not in dash:
        raise NotImplementedError(f"the picture of a chart cannot draw a line {dash}")
    return dash.replace("px", "").replace(",", " ")
