"""The one renderer: a context to HTML, for the documents, the cockpit page and a file.

Templates escape everything and refuse an undefined name. The stylesheet is written in wall units
("1.5u"), which are written out here once.
"""

import base64
import json
import re
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

from markupsafe import Markup

from cockpit.screens.deck.context import DeckContext
from cockpit.screens.markup import environment
from cockpit.screens.slides.context import SlideContext
from cockpit.screens.walk import steps_of
from cockpit.screens.wall.context import WallContext

HERE = Path(__file__).parent
FONTS = HERE.parent / "web" / "static" / "fonts"
FONTS_URL = "/app/static/fonts"
SCRIPTS = ("clock", "frame", "live", "walk")  # in the order they need each other
_UNIT = re.compile(r"(?<![\w.#-])(-?\d*\.?\d+)u\b")


@cache
def fragment_css() -> str:
    """The wall's stylesheet, its units written out."""
    return _written_out("wall/wall.css")


@cache
def slide_css() -> str:
    """What the slides add to the wall's stylesheet, units written out."""
    return _written_out("slides/slides.css")


@cache
def deck_css() -> str:
    """What the deck adds, units written out."""
    return _written_out("deck/deck.css")


@cache
def deck_script() -> str:
    """The script of the deck, which stands in it: a saved file walks too."""
    return (HERE / "deck" / "deck.js").read_text("utf-8")


def _written_out(name: str) -> str:
    return _UNIT.sub(r"calc(\1 * var(--u))", (HERE / name).read_text("utf-8"))


@cache
def fonts_css(url: str = FONTS_URL) -> str:
    """@font-face rules: the numerals inside the document, the Chinese subset below ``url``.

    The subset's file is fetched only where no font of the machine has the character; without an
    address it is left out: a file for offline.
    """
    numerals = base64.b64encode((FONTS / "barlow-condensed-600-numerals.woff2").read_bytes())
    rules = [
        '@font-face{font-family:"Barlow Condensed W";font-weight:400 900;font-display:block;'
        f'src:url(data:font/woff2;base64,{numerals.decode()}) format("woff2");'
        "unicode-range:U+25,U+2B-2F,U+30-3A,U+2013,U+2192,U+2212}"
    ]
    if url:
        rules += [
            f'@font-face{{font-family:"Cockpit CJK";font-weight:{weight};font-display:swap;'
            f'src:url({url}/cockpit-cjk-{weight}.woff2) format("woff2")}}'
            for weight in (400, 700)
        ]
    return "".join(rules)


def wall_fragment(context: WallContext) -> str:
    """The wall without a document around it; its stylesheet is ``fragment_css()``."""
    return _fragment("wall/fragment.html.j2", context)


@cache
def script() -> str:
    """The script of the documents: clock, frames, live updates, the walk; one closure."""
    folder = HERE / "scripts"
    library = (folder / "vendor" / "idiomorph.min.js").read_text("utf-8")
    parts = [(folder / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return '(function () {\n"use strict";\n' + "\n".join([library, *parts]) + "})();\n"


def wall_document(
    context: WallContext, *, code: str = "", fonts_url: str = "", picture: str = ""
) -> str:
    """The whole document, every figure in it.

    ``code`` names the code that drew it, for the script that keeps it current; without one the
    document asks for nothing and leads to no slide: a file for offline. ``fonts_url``: where the
    Chinese subset lies, else the server's. ``picture``: the address of a link's preview.
    """
    context = context if code else replace(context, walk_query="", latest_href="")
    url = fonts_url or (FONTS_URL if code else "")
    return _document(context, wall_fragment(context), code, url, picture)


def slide_document(context: SlideContext, *, code: str = "") -> str:
    """A slide as a whole document; ``code`` as for the wall."""
    context = context if code else replace(context, walk=(), latest_href="")
    # with nothing to show, the frame alone says why
    name = f"slides/{context.subject if context.picture else 'frame'}.html.j2"
    return _document(context, _fragment(name, context), code, FONTS_URL if code else "")


def deck_document(context: DeckContext, *, code: str = "") -> str:
    """A deck as a whole document; without ``code`` it asks for nothing: a file for offline."""
    return (
        environment()
        .get_template("deck/deck.html.j2")
        .render(
            deck=context,
            code=code,
            fonts=Markup(fonts_css(FONTS_URL if code else "")),
            document_css=Markup((HERE / "wall" / "document.css").read_text("utf-8")),
            wall_css=Markup(fragment_css()),
            deck_css=Markup(deck_css()),
            script=Markup(deck_script()),
        )
    )


def _fragment(template: str, context: WallContext | SlideContext) -> str:
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    return environment().get_template(template).render(values)


def _document(
    screen: WallContext | SlideContext, fragment: str, code: str, fonts_url: str, picture: str = ""
) -> str:
    """The shell of wall and slides around a fragment, with the stylesheets of both.

    The walk puts another screen's fragment into the document that is open.
    """
    return (
        environment()
        .get_template("wall/document.html.j2")
        .render(
            wall=screen,
            code=code,
            walk=json.dumps(steps_of(screen.city)),
            picture=picture,
            fragment=Markup(fragment),
            fonts=Markup(fonts_css(fonts_url)),
            document_css=Markup((HERE / "wall" / "document.css").read_text("utf-8")),
            wall_css=Markup(fragment_css() + slide_css()),
        )
    )
