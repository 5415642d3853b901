"""The picture of a link's preview: the wall as a PNG, drawn by the machine's own Chromium.

Where there is none, documents leave the picture out. It is drawn when it is first asked for, one
at a time: a preview may cost a second, an update of the walls may not.
"""

import logging
from dataclasses import replace

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from cockpit.errors import CockpitError
from cockpit.link.look import Look
from cockpit.screens import render, wall
from cockpit.screens.view import View
from cockpit.web.server import chromium
from cockpit.web.server.handlers import SAFE, error_document, query_of
from cockpit.web.view import require_data, view_of

log = logging.getLogger(__name__)
SIZE = (1200, 675)  # what chats show; 16:9 as the wall
WAITING = 4  # askers in the queue; one more is told to come again
DRAWING = CapacityLimiter(1)
KEPT = 16  # pictures, a third of a megabyte each

_made: dict[tuple[int, Look, bool, object], bytes] = {}  # only one thread draws at a time


async def picture_route(request: Request) -> Response:
    """GET /wall.png: the wall of the look in the query string; 404 without Chromium."""
    if not chromium.path():
        return Response("这台服务器上没有 Chromium，不画预览图", 404, SAFE)
    if DRAWING.statistics().tasks_waiting >= WAITING:
        return Response("预览图正在排队，稍后再试", 503, {**SAFE, "Retry-After": "10"})
    query = query_of(request)
    try:
        drawn = await to_thread.run_sync(lambda: picture(view_of(query)), limiter=DRAWING)
    except CockpitError as error:
        return error_document(error)
    except Exception:
        log.exception("preview %s", request.url.query)
        return Response("预览图没有画成，稍后再试", 503, {**SAFE, "Retry-After": "60"})
    return Response(drawn, 200, {**SAFE, "Cache-Control": "private, max-age=600"}, "image/png")


def picture(view: View) -> bytes:
    """The PNG of a view's wall, drawn once. Raises CockpitError, OSError, SubprocessError."""
    require_data(view)
    key = (view.mart.version, replace(view.look, rotate=0), view.is_latest, view.newest_on)
    if key not in _made:
        _made[key] = _drawn(view)
        while len(_made) > KEPT:
            _made.pop(next(iter(_made)))
    return _made[key]


def _drawn(view: View) -> bytes:
    text = render.wall_document(wall.compose(view), fonts_url=render.FONTS.as_uri())
    return chromium.png(text, *SIZE)
