"""The pages' stylesheets in one unit: what is written in px grows with the frame (scale.css)."""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
REM = 14  # px of a rem up to 2000 px, as .streamlit/config.toml has it
# a window is measured in px of the screen, whatever the unit
_PX = re.compile(r"@media[^{]*|(?<![\w.-])(-?\d*\.?\d+)px\b")


def rem(px: float) -> str:
    """px of the design in the unit that grows."""
    return f"{px / REM:.4f}".rstrip("0").rstrip(".") + "rem"


def in_rem(css: str) -> str:
    """A stylesheet with its px in the unit that grows; windows in media queries stay."""
    return _PX.sub(lambda found: rem(float(found[1])) if found[1] else found[0], css)


@cache
def read(name: str) -> str:
    """A stylesheet of a room, ``"targets/targets.css"``, or a shared one, ``"page.css"``."""
    path = HERE / name
    css = (path if path.is_file() else HERE / "templates" / name).read_text("utf-8")
    return css if name == "scale.css" else in_rem(css)
