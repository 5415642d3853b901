"""The daily report from a phone: its form, its post, what became of it; and photos of sites.

Who has a project's link reports for that project, and sees nothing else. A post is acknowledged
when it is in the inbox, on the disk; the collector (``collector.py``) takes it from there.
"""

import base64
import binascii
import json
import logging
import threading
import time
from collections import OrderedDict
from datetime import datetime
from functools import cache
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from cockpit import journal, report_keys, settings
from cockpit.errors import (
    CockpitError,
    ReportRefused,
    StoreBroken,
    TooLarge,
    TooMany,
    WritingClosed,
)
from cockpit.intake import site_report
from cockpit.screens.report import form
from cockpit.settings import SHANGHAI, Settings
from cockpit.warehouse import photos
from cockpit.warehouse.inbox import Arrived, Inbox, inbox
from cockpit.web.server import base, store
from cockpit.web.server.documents import Document, code_version, content_policy, make
from cockpit.web.server.handlers import SAFE, error_document, served
from cockpit.web.view import view_of

log = logging.getLogger(__name__)
WRITING, DRAWING = CapacityLimiter(4), CapacityLimiter(2)
LARGEST = site_report.MOST_PHOTOS * photos.LARGEST * 4 // 3 + 64_000  # bytes of a post
OFTEN, PERIOD = 20, 60.0  # posts of one link in so many seconds
KEYS_REMEMBERED = 2000
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class Rate:
    """How often each link posts: OFTEN at once, and as many again in PERIOD seconds."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, at which time
        self._guard = threading.Lock()

    def require(self, project: str) -> None:
        """Count a post. Raises TooMany."""
        with self._guard:
            now = time.monotonic()
            left, then = self._left.pop(project, (float(OFTEN), now))
            left = min(float(OFTEN), left + (now - then) * OFTEN / PERIOD)
            self._left[project] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > KEYS_REMEMBERED:
                self._left.popitem(last=False)
        if left < 1:
            raise TooMany("这个链接一分钟里传得太多", way_out="等一会儿，手机会自己再传")


rate = Rate()


async def form_route(request: Request) -> Response:
    """GET /report/{key}: the form of the key's project; POST: a report of it."""
    if request.method == "POST":
        return await _post(request)
    try:
        text = await to_thread.run_sync(lambda: _form(_key(request)), limiter=DRAWING)
    except CockpitError as error:
        return _refusal(error)
    except Exception:
        log.exception("report form")
        return _refusal(StoreBroken("这一页没有做成，原因已写入服务器日志", way_out="稍后再试"))
    return _document(text, 200)


async def state_route(request: Request) -> Response:
    """GET /report/{key}/state: the server's clock, and what became of the day's reports."""
    try:
        told = await to_thread.run_sync(lambda: _state(_key(request)), limiter=WRITING)
    except CockpitError as error:
        return _told(error)
    return JSONResponse(told, 200, PRIVATE)


@cache
def _script() -> Document:
    return make(form.script())


async def script_route(request: Request) -> Response:
    """GET /report.js: the form's script."""
    if request.query_params.get("v") != code_version():
        return served(_script(), request, "text/javascript")
    kept = {"Cache-Control": "private, max-age=31536000, immutable"}
    return served(_script(), request, "text/javascript", kept)


async def worker_route(_request: Request) -> Response:
    """GET /report-worker.js: by which the form opens without a network."""
    return Response(form.worker(), 200, SAFE, "text/javascript")


async def photo_route(request: Request) -> Response:
    """GET /photo/{sha256}: a photo from a site."""
    sha256 = request.path_params["sha256"]
    try:
        folder = settings.load().lake
        content = await to_thread.run_sync(
            lambda: photos.content_of(folder, sha256), limiter=DRAWING
        )
    except CockpitError as error:
        return error_document(error)
    return Response(content, 200, {"Cache-Control": "no-cache"}, "image/jpeg")


def moment(now: Settings) -> datetime:
    """This moment in Shanghai, without a zone, on the day that the settings say."""
    return datetime.combine(now.today(), datetime.now(SHANGHAI).time())


def _key(request: Request) -> str:
    return str(request.path_params["key"])


def _project(key: str, now: Settings) -> str:
    """The project that a key reports for. Raises ReportKeyRefused, WritingClosed."""
    project = report_keys.ring(now.lake).require(key).name
    if not now.writing:
        way_out = "请告诉办公室：服务器还没有打开填报（COCKPIT_WRITING=on）"
        raise WritingClosed("现在不收填报", way_out=way_out)
    return project


def _form(key: str) -> str:
    now = settings.load()
    project, at = _project(key, now), moment(now)
    today = inbox(now.lake).of_day(project, at.date())
    composed = form.compose(view_of({}), project, at, today)
    return base.placed(form.document(composed, code_version()))


def _state(key: str) -> dict[str, str]:
    now = settings.load()
    project, at = _project(key, now), moment(now)
    today = inbox(now.lake).of_day(project, at.date())
    clock = f"{at:%Y-%m-%dT%H:%M:%S}"
    return {"day": f"{at:%Y-%m-%d}", "clock": clock, "mark": form.mark(today)}


async def _post(request: Request) -> Response:
    try:
        now = settings.load()
        project = _project(_key(request), now)
        rate.require(project)
        said = await _body(request)
        kept = await to_thread.run_sync(lambda: _received(said, project, now), limiter=WRITING)
    except CockpitError as error:
        return _told(error)
    except ClientDisconnect:
        return Response(status_code=400)  # nobody reads it
    except Exception:
        log.exception("report")
        return _told(StoreBroken("没有收下，原因已写入服务器日志", way_out="手机会自己再传"))
    told = {"id": kept.report_id, "received_at": kept.received_at.isoformat(), "state": kept.state}
    return JSONResponse(told, 200, PRIVATE)


async def _body(request: Request) -> Any:
    """What was posted, never more of it than a report may be. Raises TooLarge, ReportRefused."""
    large = f"三张照片一共最多 {LARGEST * 3 // 4 // 1_000_000} MB"
    too_large = TooLarge(large, way_out="在这个页面里重新选照片，会自动压缩")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST:
        raise too_large
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise too_large
    try:
        return json.loads(bytes(body))
    except (ValueError, RecursionError):
        raise ReportRefused("传来的不是填报的内容", way_out=site_report.FORM) from None


def _received(said: Any, project: str, now: Settings) -> Arrived:
    """Keep a report: its photos first, so that what is in the inbox is whole."""
    at = moment(now).replace(microsecond=0)
    report = site_report.read(said, at)
    box: Inbox = inbox(now.lake)
    pictures = [(photos.fit(_bytes(one)), _taken_at(one)) for one in _photos(said)]
    kept = [
        {"sha256": photos.keep(now.lake, content), "taken_at": taken, "size_bytes": len(content)}
        for content, taken in pictures
    ]
    reporter = _reporter(project, at)
    content = report.content() | {"photos": kept, "reporter": reporter}
    day, filled = report.report_date, report.filled_at
    arrived = Arrived(report.report_id, project, day, filled, at, content)
    there = box.put(arrived)
    journal.event(log, "report", project=project, day=str(day), photos=len(kept))
    return there


def _reporter(project: str, at: datetime) -> str:
    """Who reports, as the ledger has it: a link says the project, not the person."""
    view = view_of({})
    return form.reporter_of(view, project, at.date())


def _photos(said: Any) -> list[dict[str, Any]]:
    found = said.get("photos") or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ReportRefused("照片没有读懂", way_out=site_report.FORM)
    if len(found) > site_report.MOST_PHOTOS:
        raise ReportRefused(f"最多 {site_report.MOST_PHOTOS} 张照片", way_out="去掉几张再传")
    return found


def _bytes(photo: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(str(photo.get("data")), validate=True)
    except (binascii.Error, ValueError):
        raise ReportRefused("有一个文件不是照片，或者坏了", way_out="去掉它，重新选") from None


def _taken_at(photo: dict[str, Any]) -> str:
    """When a photo was taken, as the phone has it; empty where that is no time."""
    try:
        taken = datetime.fromisoformat(str(photo.get("taken_at")))
    except ValueError:
        return ""
    return "" if taken.tzinfo or not 2000 <= taken.year <= 2100 else f"{taken:%Y-%m-%d %H:%M:%S}"


def _document(text: str, status: int) -> Response:
    headers = PRIVATE | {"Content-Security-Policy": content_policy(text)}
    return Response(text, status, headers, "text/html")


def _refusal(error: CockpitError) -> Response:
    """What a person reads whose link opens nothing."""
    text = base.placed(form.refusal_document(error, store.city().plan_name))
    return _document(text, error.status)


def _told(error: CockpitError) -> Response:
    """The same for the script."""
    told = {"title": error.title, "what": error.what, "way_out": error.way_out}
    wait = {"Retry-After": "15"} if error.status in {429, 503} else {}
    return JSONResponse(told, error.status, PRIVATE | wait)
