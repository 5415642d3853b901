"""Our own HTML on pages and error documents: Jinja2, everything escaped, nothing undefined."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cockpit import screens

TEMPLATES = Path(__file__).parent / "templates"
# a page draws a figure as the wall does: by the macros of the screens
SCREENS = Path(screens.__file__).parent / "templates"
_environment = Environment(
    loader=FileSystemLoader((TEMPLATES, SCREENS)),
    autoescape=True,
    auto_reload=False,  # files of the next version must not be drawn by this one's code
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def plain(text: str) -> str:
    """A name from data, for a label that Streamlit reads as Markdown: as it is written."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def render(name: str, **values: Any) -> str:
    """A template of cockpit/web/templates, by its name without endings."""
    return _environment.get_template(f"{name}.html.j2").render(**values)
