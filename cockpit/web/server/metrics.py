"""/metrics: what a Prometheus asks this process, in a registry of its own.

Labels are templates of routes, names of pages and status codes, so strangers cannot make series.
A scraper cannot sign in: it shows COCKPIT_METRICS_TOKEN, and without that setting nothing answers.
"""

import hmac
from collections.abc import Iterator
from time import perf_counter

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cockpit import settings
from cockpit.errors import CockpitError, NotAllowed, NotFound
from cockpit.screens.pages import PAGES
from cockpit.web.server import base, frontend, live, store
from cockpit.web.server.doors import route_of
from cockpit.web.server.handlers import error_document

REGISTRY = CollectorRegistry()
ANSWERED = Histogram(
    "cockpit_answer_seconds",
    "从收到请求到开始回答的秒数，按路由和状态码",
    ("route", "status"),
    buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10),
    registry=REGISTRY,
)
OTHER = "other"  # what has no name of its own


class Measured:
    """The middleware around all others: how long each answer took to begin."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and note when the answer begins: an event stream does not end for hours."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked_at = perf_counter()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                seconds = perf_counter() - asked_at
                ANSWERED.labels(_named(scope), message["status"]).observe(seconds)
            await send(message)

        await self.app(scope, receive, noted)


def _named(scope: Scope) -> str:
    """The route that answers: its template, or the page."""
    path = base.within(getattr(route_of(scope), "path", OTHER)) or ""
    if path:
        return path
    asked = base.within(scope["path"]) or ""
    if asked.startswith(frontend.ADDRESS):
        return frontend.ADDRESS
    return f"/{asked[1:]}" if asked[1:] in PAGES else OTHER


class _Process(Collector):
    """What is so at the moment of asking."""

    def collect(self) -> Iterator[Metric]:
        """The gauges; those of a mart only where there is one."""
        source = live.running()
        streams = source.streams if source else 0
        yield GaugeMetricFamily("cockpit_event_streams", "开着的事件流", streams)
        try:
            held = store.store()
        except CockpitError:
            return  # /readyz says what is wrong
        trouble = held.trouble is not None or held.marts.held() is None
        yield GaugeMetricFamily("cockpit_trouble", "数据存储不可用为 1", trouble)
        if mart := held.marts.held():
            yield GaugeMetricFamily("cockpit_data_version", "正在显示的数据版本", mart.version)
            seconds = held.marts.built_in
            yield GaugeMetricFamily("cockpit_mart_build_seconds", "装入这一版用的秒数", seconds)


REGISTRY.register(_Process())


async def metrics_route(request: Request) -> Response:
    """GET /metrics: for who shows the token; 404 where the settings have none."""
    try:
        token = settings.load().metrics_token
    except CockpitError as error:
        return error_document(error)
    if not token:
        return error_document(NotFound("没有这个地址", way_out="核对地址，或打开驾驶舱首页"))
    shown = request.headers.get("authorization", "")
    if not hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
        refusal = NotAllowed("要出示 COCKPIT_METRICS_TOKEN", way_out="见 README 的“部署”")
        answer = error_document(refusal)
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return Response(
        generate_latest(REGISTRY),
        headers={"Cache-Control": "no-store"},
        media_type=CONTENT_TYPE_LATEST,
    )
