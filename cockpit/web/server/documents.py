"""The documents: what one port serves beside the pages, complete in its first response.

A document is rendered once per data version, code and look; then its bytes are served, plain or
gzipped. Rendering runs in threads of its own, never in the event loop, and an old version's never
in the threads of the live one.
"""

import gzip
import hashlib
import logging
import re
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from threading import Lock
from types import MappingProxyType

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cockpit import settings
from cockpit.errors import CockpitError, ReadOnly, StoreBroken, UnknownSlide
from cockpit.look import Look
from cockpit.screens import render, slides, wall
from cockpit.screens.answers import Answers
from cockpit.warehouse.mart import Mart
from cockpit.web import markup
from cockpit.web.server import store
from cockpit.web.server.access import Handler
from cockpit.web.view import View, require_data, view_of

log = logging.getLogger(__name__)
KEPT = 128  # documents, about 0.4 MB each
LIVE, EARLIER = CapacityLimiter(2), CapacityLimiter(1)
LINKS = (("/wall", "打开大屏"), ("/", "回到驾驶舱"))
SLIDE_LINKS = (LINKS[0], *((f"/wall/{slide}", name) for slide, name in slides.NAMES.items()))
SAFE = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


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
    """The Content-Security-Policy of a document: its own scripts and styles, and this origin."""
    scripts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", text, re.S)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", text, re.S)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{_hashes(scripts)}",
            f"style-src-elem 'self'{_hashes(styles)}",
            "style-src-attr 'unsafe-inline'",  # bars are fed their length by --v and --at
            "font-src 'self' data:",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


def _hashes(texts: Sequence[str]) -> str:
    digests = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return "".join(f" 'sha256-{digest}'" for digest in digests)


def make(text: str) -> Document:
    """Text made ready to be served."""
    body = text.encode()
    digest = hashlib.sha256(body + code_version().encode()).hexdigest()[:24]
    return Document(body, gzip.compress(body, 9, mtime=0), f'W/"{digest}"', content_policy(text))


_made: OrderedDict[tuple[str, int, Look], Document] = OrderedDict()
_registry = Lock()
_rendering = {True: Lock(), False: Lock()}  # of the latest version, and of earlier ones


def _wall(view: View, answers: Answers) -> str:
    said = wall.compose(view.mart, view.look, view.stamp(), answers)
    return render.wall_document(said, code=code_version())


def _slide(slide: str, view: View, answers: Answers) -> str:
    said = slides.compose(slide, view.mart, view.look, view.stamp(), answers)
    return render.slide_document(said, code=code_version())


_DRAW: dict[str, Callable[[View, Answers], str]] = {
    "wall": _wall,
    **{f"wall/{slide}": partial(_slide, slide) for slide in slides.SLIDES},
}


def document(kind: str, view: View, answers: Answers | None = None) -> Document:
    """The document of a view, rendered at its first call. Raises CockpitError.

    ``answers``: what another document of the view has asked already.
    """
    key = (f"{kind}{'' if view.is_latest else ' (earlier)'}", view.mart.version, view.look)
    if (held := _held(key)) is not None:
        return held
    require_data(view)
    with _rendering[view.is_latest]:  # a thousand walls that ask at once wait for one rendering
        if (held := _held(key)) is not None:
            return held
        made = make(_DRAW[kind](view, answers or Answers(view.mart, view.look.filters)))
        with _registry:
            _made[key] = made
            while len(_made) > KEPT:
                _made.popitem(last=False)
        return made


def _held(key: tuple[str, int, Look]) -> Document | None:
    with _registry:
        if key in _made:
            _made.move_to_end(key)
        return _made.get(key)


def warm(_mart: Mart) -> None:
    """Render the documents that most walls will ask for next."""
    view = view_of({})
    answers = Answers(view.mart, view.look.filters)
    for kind in _DRAW:
        document(kind, view, answers)


def error_document(error: CockpitError, links: Sequence[tuple[str, str]] = LINKS) -> Response:
    """The Chinese sentence of an error as a document, with its status and a way back."""
    # what the server will mend by itself is looked at again by itself: a wall has no keyboard
    text = markup.render("error", error=error, links=links, again=error.status >= 500)
    headers = SAFE | {"Content-Security-Policy": content_policy(text), "Cache-Control": "no-store"}
    return Response(text, error.status, headers, "text/html")


async def only_read(_request: Request, refusal: HTTPException) -> Response:
    """The 405 of a POST and its like, as people read it."""
    answer = error_document(ReadOnly("这个地址只供查看，不收提交", way_out="在浏览器里直接打开它"))
    answer.headers.update(refusal.headers or {})
    return answer


async def wall_route(request: Request) -> Response:
    """GET /wall: the wall of the look in the query string."""
    return await _answer("wall", request)


async def slide_route(request: Request) -> Response:
    """GET /wall/{slide}: a slide of the look in the query string."""
    slide = request.path_params["slide"]
    if slide not in slides.SLIDES:
        return error_document(UnknownSlide(slide), SLIDE_LINKS)
    return await _answer(f"wall/{slide}", request)


async def _answer(kind: str, request: Request) -> Response:
    query = _query(request)
    limiter = EARLIER if query.get("version") else LIVE
    try:
        answer = await to_thread.run_sync(lambda: document(kind, view_of(query)), limiter=limiter)
    except CockpitError as error:
        return error_document(error)
    except Exception:
        log.exception("%s %s", kind, request.url.query)
        return error_document(StoreBroken("大屏没有画成，原因已写入服务器日志", way_out="稍后再试"))
    return _served(answer, request)


@cache
def _script() -> Document:
    return make(render.script())


async def script_route(request: Request) -> Response:
    """GET /wall.js: the documents' script, kept by browsers as long as its code is asked for."""
    if request.query_params.get("v") != code_version():
        return _served(_script(), request, "text/javascript")
    kept = {"Cache-Control": "private, max-age=31536000, immutable"}
    return _served(_script(), request, "text/javascript", kept)


async def health_route(_request: Request) -> Response:
    """GET /healthz: the data version that is served; 503 without a store."""
    try:
        mart = await to_thread.run_sync(store.current, limiter=LIVE)
    except CockpitError as error:
        return JSONResponse({"status": error.title}, 503, SAFE)
    return JSONResponse(
        {"status": "ok", "version": mart.version, "code": code_version()}, 200, SAFE
    )


def _query(request: Request) -> Mapping[str, list[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def _served(
    made: Document,
    request: Request,
    media_type: str = "text/html",
    more: Mapping[str, str] = MappingProxyType({}),
) -> Response:
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
    if not _takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(made.body, headers=headers, media_type=media_type)
    # with its encoding named, GZipMiddleware leaves it as it is
    return Response(made.packed, 200, headers | {"Content-Encoding": "gzip"}, media_type)


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


HANDLERS: dict[str, Handler] = {
    "/wall": wall_route,
    "/wall/{slide}": slide_route,
    "/wall.js": script_route,
    "/healthz": health_route,
}
