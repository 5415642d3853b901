"""Our own HTML: Jinja2, everything escaped, nothing undefined.

A screen's templates lie in its room; what screens share is in ``templates``, first of all the
macros by which a figure is drawn everywhere.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    """Autoescape on for every file ending, and an undefined name is an error."""
    return Environment(
        loader=FileSystemLoader((HERE / "templates", HERE)),
        autoescape=True,
        auto_reload=False,  # files of the next version must not be drawn by this one's code
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def plain(text: str) -> str:
    """A name from data, for a label that Streamlit reads as Markdown: as it is written."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def drawn(name: str, *values: Any, of: str = "macros") -> Markup:
    """What a macro draws, for a cell or a line that is put together in code: ``drawn("fig", f)``.

    ``of``: the macros of a room, ``"targets/macros"``, else those that screens share.
    """
    return Markup(getattr(_macros(of), name)(*values))


@cache
def _macros(of: str) -> Any:
    return environment().get_template(f"{of}.html.j2").module


def render(name: str, **values: Any) -> Markup:
    """A template of a room, ``"targets/cards"``, or a shared one, ``"stamp"``."""
    return Markup(environment().get_template(f"{name}.html.j2").render(**values))
