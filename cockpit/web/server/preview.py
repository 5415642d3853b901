"""The picture of a link's preview: a wall or a page as a PNG, drawn by the machine's own Chromium.

Where there is none, documents leave the picture out. It is drawn when it is first asked for, one
at a time: a preview may cost a second, an update of the walls may not.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import replace

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from cockpit import settings
from cockpit.errors import CockpitError, StoreBroken
from cockpit.screens import render, wall
from cockpit.screens.pages import PageEntry
from cockpit.screens.view import View
from cockpit.web.server import chromium, sharing
from cockpit.web.server.first import still_of
from cockpit.web.server.handlers import SAFE, Handler, error_document, query_of
from cockpit.web.view import require_data, view_of

log = logging.getLogger(__name__)
SIZE = (1200, 675)  # what chats show; 16:9 as the wall
WAITING = 4  # askers in the queue; one more is told to come again
DRAWING = CapacityLimiter(1)
KEPT = 16  # pictures, a third of a megabyte each

# a preview has the room of a page's finding, not of what one works it with
ONLY_SAID = """<style>
#first :is([data-testid="stSidebar"], .late),
#first [data-testid="stLayoutWrapper"]:has(> .st-key-bar) { display: none; }
#first .stMain { overflow: hidden; }
#first .stMainBlockContainer { padding-top: 24px; }
</style>"""
_made: dict[tuple[object, ...], bytes] = {}  # only one thread draws at a time


def address_of(page: PageEntry, query: str) -> str:
    """Where the picture of a page at an address is; empty on a machine without Chromium."""
    if not chromium.path():
        return ""
    return f"{settings.load().address}/{page.name}.png{'?' if query else ''}{query}"


async def wall_route(request: Request) -> Response:
    """GET /wall.png: the wall of the look in the query string; 404 without Chromium."""
    return await _drawn_at(request, lambda: picture(view_of(query_of(request))))


def page_route(page: PageEntry) -> Handler:
    """GET /targets.png and the like: the page at the address with this query string."""

    async def route(request: Request) -> Response:
        return await _drawn_at(request, lambda: page_picture(page, request))

    return route


async def _drawn_at(request: Request, draw: Callable[[], bytes]) -> Response:
    if not chromium.path():
        return Response("这台服务器上没有 Chromium，不画预览图", 404, SAFE)
    if DRAWING.statistics().tasks_waiting >= WAITING:
        return Response("预览图正在排队，稍后再试", 503, {**SAFE, "Retry-After": "10"})
    try:
        drawn = await to_thread.run_sync(draw, limiter=DRAWING)
    except CockpitError as error:
        return error_document(error)
    except Exception:
        log.exception("preview %s", request.url.path)
        return Response("预览图没有画成，稍后再试", 503, {**SAFE, "Retry-After": "60"})
    return Response(drawn, 200, {**SAFE, "Cache-Control": "private, max-age=600"}, "image/png")


def picture(view: View) -> bytes:
    """The PNG of a view's wall, drawn once. Raises CockpitError, OSError, SubprocessError."""
    require_data(view)
    key = (view.mart.version, replace(view.look, rotate=0), view.is_latest, view.newest_on)

    def document() -> str:
        return render.wall_document(wall.compose(view), fonts_url=render.FONTS.as_uri())

    return _once(key, document)


def page_picture(page: PageEntry, request: Request) -> bytes:
    """The PNG of what a page says. Raises CockpitError, OSError, SubprocessError."""
    view = view_of(query_of(request), page.own)
    if not page.path:  # the wall says it better
        return picture(view)
    require_data(view)
    page.headline(view)  # raises for a link that it cannot read
    made = still_of(page, sharing.whole_query(request.scope), request.cookies)
    if made is None:
        raise StoreBroken("这一页没有做成，原因已写入服务器日志", way_out="稍后再试")

    # without the sidebar, which says who looks: one picture for all
    said = re.sub(r"<section .*?</section>", "", str(made.text), count=1, flags=re.S)

    def document() -> str:
        drawn = said.replace(render.FONTS_URL, render.FONTS.as_uri())
        drawn = re.sub(r"<script>.*?</script>", "", drawn, flags=re.S)
        return f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><body>{drawn}{ONLY_SAID}'

    return _once((page.path, said), document)


def _once(key: tuple[object, ...], document: Callable[[], str]) -> bytes:
    if key not in _made:
        _made[key] = chromium.png(document(), *SIZE)
        while len(_made) > KEPT:
            _made.pop(next(iter(_made)))
    return _made[key]
