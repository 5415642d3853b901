"""The answers to a request: a document, the script, health, or a refusal in Chinese."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cockpit.errors import CockpitError, ReadOnly, StoreBroken, UnknownSlide
from cockpit.link.values import nearest
from cockpit.screens import markup, render
from cockpit.web.server import access, base, documents, sharing, store
from cockpit.web.server.compressing import takes_gzip
from cockpit.web.server.documents import Document, code_version, content_policy, make
from cockpit.web.view import view_of

log = logging.getLogger(__name__)
Handler = Callable[[Request], Awaitable[Response]]
LIVE, EARLIER = CapacityLimiter(2), CapacityLimiter(1)
LINKS = (("/wall", "打开大屏"), ("/", "回到驾驶舱"))
SAFE = {"Cache-Control": "no-cache"}  # asked for anew each time; the doors add what each answer has


def error_document(error: CockpitError, links: Sequence[tuple[str, str]] = LINKS) -> Response:
    """The Chinese sentence of an error as a document, with its status and a way back."""
    # looked at again by itself: a wall has no keyboard, and a filter's value may come back
    again = 15 if error.status >= 500 else 60
    text = base.placed(
        markup.render("error", error=error, brand=store.city().brand, links=links, again=again)
    )
    headers = SAFE | {"Content-Security-Policy": content_policy(text), "Cache-Control": "no-store"}
    return Response(text, error.status, headers, "text/html")


def only_read() -> Response:
    """The 405 of a POST and its like, as people read it."""
    answer = error_document(ReadOnly("这个地址只供查看，不收提交", way_out="在浏览器里直接打开它"))
    answer.headers["Allow"] = "GET, HEAD"
    return answer


async def no_such_method(_request: Request, _refusal: HTTPException) -> Response:
    """The same from a route of Streamlit's."""
    return only_read()


async def wall_route(request: Request) -> Response:
    """GET /wall: the wall of the look in the query string."""
    return await _answer("wall", request)


async def slide_route(request: Request) -> Response:
    """GET /wall/{slide}: a slide of the look in the query string."""
    return await _answer(f"wall/{request.path_params['slide']}", request)


async def _answer(kind: str, request: Request) -> Response:
    key = sharing.key_of(request.scope)
    if not key and (held := documents.at_hand(kind, request.url.query)) is not None:
        return served(held, request)
    query = query_of(request)
    limiter = EARLIER if query.get("version") else LIVE

    def made() -> Document:
        document = documents.answer(kind, request.url.query, view_of(query))
        if not key:
            return document
        text = document.body.decode()
        return make(sharing.with_picture(text, key, base.within(request.url.path) or "", query))

    try:
        answer = await to_thread.run_sync(made, limiter=limiter)
    except UnknownSlide as error:
        there = ((f"/wall/{address}", words) for address, words in error.slides)
        return error_document(error, (LINKS[0], *there))
    except CockpitError as error:
        return error_document(error, (*nearest(error, query), *LINKS))
    except Exception:
        log.exception("%s %s", kind, request.url.query)
        return error_document(StoreBroken("大屏没有画成，原因已写入服务器日志", way_out="稍后再试"))
    return served(answer, request)


@cache
def _script() -> Document:
    return make(render.script())


async def script_route(request: Request) -> Response:
    """GET /wall.js: the documents' script, kept by browsers as long as its code is asked for."""
    if request.query_params.get("v") != code_version():
        return served(_script(), request, "text/javascript")
    kept = {"Cache-Control": "private, max-age=31536000, immutable"}
    return served(_script(), request, "text/javascript", kept)


async def alive_route(_request: Request) -> Response:
    """GET /healthz: the process lives. Nothing is asked: who hears otherwise may end it."""
    return JSONResponse({"status": "ok"}, 200, SAFE)


async def ready_route(request: Request) -> Response:
    """GET /readyz: 200 with a sound store and its mart, else 503; more to those who may read.

    A server whose store was damaged under it still serves its last good version, and names it:
    whoever watches must be told, and must not end it.
    """
    return await to_thread.run_sync(_ready, request, limiter=LIVE)


def _ready(request: Request) -> Response:
    trouble, more = None, {}
    try:
        more = {"version": store.current().version, "code": code_version()}
        trouble = store.store().trouble
    except CockpitError as error:
        trouble = error
    if trouble:
        more = {"what": trouble.what, **more}
    try:
        access.require_reader(request)
    except CockpitError:
        more = {}
    status = trouble.title if trouble else "ok"
    return JSONResponse({"status": status, **more}, 503 if trouble else 200, SAFE)


def query_of(request: Request) -> Mapping[str, list[str]]:
    """A request's parameters, each with all its values."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def served(
    made: Document,
    request: Request,
    media_type: str = "text/html",
    more: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """A document as this request takes it: unchanged, gzipped or plain; ``more``: headers."""
    headers = {
        **SAFE,
        "ETag": made.etag,
        "Vary": "Accept-Encoding",
        "Content-Security-Policy": made.policy,
        **more,
    }
    asked = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    if asked & {made.etag, made.etag.removeprefix("W/"), "*"}:
        return Response(status_code=304, headers=headers)
    if not takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(made.body, headers=headers, media_type=media_type)
    # with its encoding named, the compressing middleware leaves it as it is
    return Response(made.packed, 200, headers | {"Content-Encoding": "gzip"}, media_type)
