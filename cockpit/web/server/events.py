"""The event stream: tells open walls and pages which version is served, and that the line holds.

Each message is the same: ``{"version": "12.ab34", "at": 1732440000000}``, with the server's clock
in milliseconds, because a wall's own clock may be wrong. While the store is damaged, ``trouble``
says so in a word and ``good`` of when the picture is. It comes at once, at each new version and
every TICK seconds; a reader without a right any more is told so and the stream ends.
"""

import json
import time
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from cockpit.errors import CockpitError
from cockpit.web.server import live
from cockpit.web.server.access import require_reader
from cockpit.web.server.live import Live

TICK = 25.0  # seconds; a wall that has heard nothing for 60 knows that the line is dead
MOST = 5000  # streams of one process
HEADERS = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # a proxy hands each message on at once
}


async def events_route(request: Request) -> Response:
    """GET /events: the stream; 503 before the first version or with MOST streams open."""
    source = live.running()
    if source is None or source.ended or source.streams >= MOST:
        return Response("服务器正在启动，或连接已满", 503, HEADERS | {"Retry-After": "5"})
    if request.method == "HEAD":  # a stream's head has no end of its own
        return Response(headers=HEADERS, media_type="text/event-stream")
    return StreamingResponse(
        stream(source, request), headers=HEADERS, media_type="text/event-stream"
    )


async def stream(source: Live, request: Request) -> AsyncIterator[str]:
    """Messages until the reader's right or the server ends."""
    source.streams += 1
    try:
        yield "retry: 2000\n"
        while not source.ended:
            if not _may_read(request):
                yield message("refused", {})
                return
            now = {"version": source.version, "at": int(time.time() * 1000)}
            yield message("state", now | source.trouble())
            await source.moved(TICK)
    finally:
        source.streams -= 1


def message(event: str, said: dict[str, object]) -> str:
    """One server-sent event."""
    return f"event: {event}\ndata: {json.dumps(said)}\n\n"


def _may_read(request: Request) -> bool:
    try:
        require_reader(request)
    except CockpitError:
        return False
    return True
