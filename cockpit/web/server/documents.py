"""The documents: what one port serves beside the pages, complete in its first response.

A document is rendered once per data version, code and look; then its bytes are served, plain or
gzipped. Rendering runs in threads of its own, never in the event loop, and an old version's never
in the threads of the live one.
"""

import gzip
import hashlib
import logging
import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from threading import Lock

from cockpit import settings
from cockpit.link.look import Look
from cockpit.screens import render, slides, wall
from cockpit.screens.view import View
from cockpit.screens.walk import slides_of
from cockpit.warehouse.mart import Mart
from cockpit.web.server import base, chromium, store
from cockpit.web.server.headers import hashes, inline_scripts
from cockpit.web.view import require_data, view_of

log = logging.getLogger(__name__)
KEPT = 128  # documents, about 0.4 MB each


@dataclass(frozen=True)
class Document:
    """A rendered document: its bytes, the same gzipped, its ETag and content policy."""

    body: bytes
    packed: bytes
    etag: str
    policy: str


@cache
def code_version() -> str:
    """A short hash over the sources that draw a document: new code is a new document."""
    digest = hashlib.sha256()
    for folder in ("cockpit", "queries"):
        for path in sorted((settings.ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".sql", ".j2", ".css", ".js"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def content_policy(text: str) -> str:
    """The Content-Security-Policy of a document: its own scripts and styles, and this origin.

    Who may frame it the doors add.
    """
    scripts = inline_scripts(text)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", text, re.S)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{hashes(scripts)}",
            f"style-src-elem 'self'{hashes(styles)}",
            "style-src-attr 'unsafe-inline'",  # bars are fed their length by --v and --at
            "font-src 'self' data:",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def make(text: str) -> Document:
    """Text made ready to be served."""
    body = text.encode()
    digest = hashlib.sha256(body + code_version().encode()).hexdigest()[:24]
    return Document(body, gzip.compress(body, 9, mtime=0), f'W/"{digest}"', content_policy(text))


_Key = tuple[str, int, Look, object]  # kind, version, look, and whether that is the latest
_made: OrderedDict[_Key, Document] = OrderedDict()
_asked: OrderedDict[tuple[int, date, str, str], Document] = OrderedDict()
_registry = Lock()
_rendering = {True: Lock(), False: Lock()}  # of the latest version, and of earlier ones


def _wall(view: View) -> str:
    said = wall.compose(view)
    address = settings.load().address
    picture = f"{address}/wall.png?{view.look.query()}" if chromium.path() else ""
    return render.wall_document(said, code=code_version(), picture=picture)


def _slide(slide: str, view: View) -> str:
    said = slides.compose(slide, view)
    return render.slide_document(said, code=code_version())


def _draw(kind: str, view: View) -> str:
    """The document ``wall`` or ``wall/1`` as text. Raises UnknownSlide."""
    slide = kind.removeprefix("wall").removeprefix("/")
    return base.placed(_slide(slide, view) if slide else _wall(view))


def at_hand(kind: str, query: str) -> Document | None:
    """What this very address was answered with, while data, code and day are the same.

    Takes microseconds: a thousand walls that ask at one moment need no thread for it. None for an
    earlier version and for what was not asked yet.
    """
    source = store.store()
    mart = source.marts.held() if source.polled else None  # else each call looks at the lake
    return None if mart is None else _asked.get((mart.version, _today(), kind, query))


def answer(kind: str, query: str, view: View) -> Document:
    """The document of a view, noted under the address that asked for it. Raises CockpitError."""
    day = _today()  # without a date, an address means another one tomorrow
    made = document(kind, view)
    if view.is_latest and view.look.version is None:
        with _registry:
            _asked[(view.mart.version, day, kind, query)] = made
            while len(_asked) > KEPT:
                _asked.popitem(last=False)
    return made


def _today() -> date:
    return settings.load().today()


def document(kind: str, view: View) -> Document:
    """The document of a view, rendered at its first call. Raises CockpitError."""
    # the script turns the slides, by the address: the document is the same
    view = replace(view, look=replace(view.look, rotate=0))
    key = (kind, view.mart.version, view.look, (view.is_latest, view.newest_on))
    if (held := _held(key)) is not None:
        return held
    require_data(view)
    with _rendering[view.is_latest]:  # a thousand walls that ask at once wait for one rendering
        if (held := _held(key)) is not None:
            return held
        made = make(_draw(kind, view))
        with _registry:
            _made[key] = made
            while len(_made) > KEPT:
                _made.popitem(last=False)
        return made


def _held(key: _Key) -> Document | None:
    with _registry:
        if key in _made:
            _made.move_to_end(key)
        return _made.get(key)


def warm(_mart: Mart) -> None:
    """Render the wall that most screens will ask for next."""
    document("wall", view_of({}))


def warm_slides(_mart: Mart) -> None:
    """Render the slides that walls will ask for after that."""
    view = view_of({})
    for slide in slides_of(view.city):
        document(f"wall/{slide}", view)
