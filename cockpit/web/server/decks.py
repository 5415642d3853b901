"""GET /deck: the deck of a Monday meeting; and what was kept of one that is over."""

import base64
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from cockpit import settings
from cockpit.errors import CockpitError, NotFound
from cockpit.link.values import single
from cockpit.numbers import is_missing
from cockpit.pack import deck
from cockpit.pack.said import compose
from cockpit.screens import render
from cockpit.screens.monday import kept
from cockpit.screens.monday.agenda import Agenda, agenda_of
from cockpit.screens.view import View
from cockpit.warehouse import originals, photos
from cockpit.web.server import base, store
from cockpit.web.server.documents import Document, code_version, make
from cockpit.web.server.handlers import EARLIER, LIVE, error_document, query_of, served
from cockpit.web.view import require_data, view_of

log = logging.getLogger(__name__)
OWN = ("meeting",)  # what its address says beside a look
HELD = 24  # decks, about 0.3 MB each
LINKS = (("/monday", "周一碰头会"), ("/", "回到驾驶舱"))
_made: OrderedDict[tuple[object, ...], Document] = OrderedDict()
_lock = Lock()


async def deck_route(request: Request) -> Response:
    """GET /deck: the deck of the meeting that the address names, else of the next one."""
    query = query_of(request)
    limiter = EARLIER if query.get("version") else LIVE
    try:
        made = await to_thread.run_sync(lambda: document(view_of(query, OWN)), limiter=limiter)
    except CockpitError as error:
        return error_document(error, LINKS)
    return served(made, request)


async def kept_route(request: Request) -> Response:
    """GET /deck/kept: the deck as a meeting saw it, as it was kept."""
    query = query_of(request)
    try:
        made = await to_thread.run_sync(lambda: make(_kept(query)), limiter=LIVE)
    except CockpitError as error:
        return error_document(error, LINKS)
    return served(made, request)


async def figures_route(request: Request) -> Response:
    """GET /deck/kept.json: what a meeting saw, with all figures, as a file."""
    query = query_of(request)
    try:
        agenda, content = await to_thread.run_sync(lambda: _content(query), limiter=LIVE)
    except CockpitError as error:
        return error_document(error, LINKS)
    name = f"attachment; filename=meeting-{agenda.on_date}.json"
    headers = {"Cache-Control": "no-cache", "Content-Disposition": name}
    return Response(content, 200, headers, "application/json")


def document(view: View) -> Document:
    """The deck of a view, drawn at its first call of a day. Raises CockpitError.

    A meeting is the city's: a choice of projects changes nothing.
    """
    view = view.at(view.look.unchosen())
    agenda = agenda_of(view)
    look, day = view.look, agenda.judged_on
    key = (view.mart.version, look, agenda.on_date, day, view.is_latest, view.newest_on)
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            return _made[key]
    require_data(view)
    made = make(base.placed(drawn(view, agenda.on_date, code=code_version())))
    with _lock:
        _made[key] = made
        while len(_made) > HELD:
            _made.popitem(last=False)
    return made


def drawn(view: View, on_date: date, *, code: str = "") -> str:
    """The deck as text, its photos inside; without ``code`` a file for offline."""
    said = compose(view, on_date.isoformat())
    shows = _inside if settings.load().signed_in_only else None  # faces are for who signs in
    return render.deck_document(deck.compose(view, said, shows), code=code)


def _inside(sha256: str) -> str:
    try:
        content = photos.content_of(settings.load().lake, sha256)
    except CockpitError as error:  # a meeting does not wait for a photo
        log.warning("photo %s: %s", sha256, error)
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"


def _kept(query: Mapping[str, Sequence[str]]) -> str:
    return kept.read(_content(query)[1]).documents["deck"]


def _content(query: Mapping[str, Sequence[str]]) -> tuple[Agenda, bytes]:
    said = {"meeting": single(query, "meeting", "碰头会").split()}
    agenda = agenda_of(view_of(said, OWN))
    return agenda, _kept_content(agenda)


def kept_of(agenda: Agenda) -> kept.Kept:
    """What is kept of a meeting. Raises NotFound, StoreBroken."""
    return kept.read(_kept_content(agenda))


def _kept_content(agenda: Agenda) -> bytes:
    row = agenda.meeting
    if row is None or is_missing(row.pinned):
        way_out = "会前在周一碰头会页点“定稿”，会上看的就留下来"
        raise NotFound("这次会没有定稿，没有留存", where=f"{agenda.on_date}", way_out=way_out)
    return originals.content_of(store.store().lake.where, str(row.pinned))
