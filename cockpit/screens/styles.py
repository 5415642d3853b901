"""The pages' stylesheets: one that all share, and each room's own, its ``page.css``.

They come in one unit: what is written in px grows with the frame (scale.css).
"""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
SHARED = tuple(
    f"templates/{name}.css" for name in ("scale", "page", "grid", "reconnecting")
)  # in the order they stand above each other
REM = 14  # px of a rem up to 2000 px, as .streamlit/config.toml has it
# a window is measured in px of the screen, whatever the unit
_PX = re.compile(r"@media[^{]*|(?<![\w.-])(-?\d*\.?\d+)px\b")


def rem(px: float) -> str:
    """px of the design in the unit that grows."""
    return f"{px / REM:.4f}".rstrip("0").rstrip(".") + "rem"


def in_rem(css: str) -> str:
    """A stylesheet with its px in the unit that grows; windows in media queries stay."""
    return _PX.sub(lambda found: rem(float(found[1])) if found[1] else found[0], css)


def shared() -> str:
    """What every page wears."""
    return "".join(map(_read, SHARED))


def of_page(room: str) -> str:
    """What the page of a room wears besides: its own rules, if it has any, and paper's.

    Paper's come last: on a sheet they stand above the page's own.
    """
    own = HERE / room / "page.css"
    return (_read(f"{room}/page.css") if own.is_file() else "") + _read("templates/print.css")


def still() -> str:
    """What a page wears before Streamlit's own sheets are there (still.html.j2)."""
    return _read("templates/still.css")


@cache
def _read(name: str) -> str:
    css = (HERE / name).read_text("utf-8")
    return css if name == "templates/scale.css" else in_rem(css)
