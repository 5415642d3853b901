"""How page tests read: what a page says, and what a route answers, without a server."""

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

from streamlit.testing.v1 import AppTest

T = TypeVar("T")


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def text_of(test: AppTest) -> str:
    """All that a page says: its own HTML, and what our components were given."""
    said = [element.proto.body for element in test.get("html")]
    for element in test.get("bidi_component"):
        said.append(json.loads(element.proto.json or "{}").get("html", ""))
    return "\n".join(said)


@dataclass
class Answer:
    """A response: ``content`` as it came over the line."""

    status_code: int
    headers: dict[str, str]
    content: bytes = b""

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class Client:
    """Asks an ASGI application in this process."""

    app: Any
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, *, method: str = "GET", whole: bool = True, **headers: str) -> Answer:
        """GET, or another method; header names with _ for -. Nothing is decoded.

        Not ``whole``: left when the answer begins, as an event stream has no end.
        """
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return run_async(self._ask(path, method, sent, whole))

    async def _ask(self, path: str, method: str, headers: dict[str, str], whole: bool) -> Answer:
        parts = urlsplit(path)
        scope = {
            "type": "http",
            "method": method,
            "path": unquote(parts.path),
            "root_path": "",
            "query_string": quote(parts.query, safe="=&%+").encode(),
            "scheme": "http",
            "http_version": "1.1",
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in headers.items()],
        }
        answer, begun = Answer(0, {}), asyncio.Event()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.status_code = message["status"]
                answer.headers = {k.decode().lower(): v.decode() for k, v in message["headers"]}
                begun.set()
            else:
                answer.content += message.get("body", b"")

        asked = asyncio.ensure_future(self.app(scope, receive, send))
        if not whole:
            waits = asyncio.ensure_future(begun.wait())
            await asyncio.wait({asked, waits}, return_when=asyncio.FIRST_COMPLETED)
            waits.cancel()
        if whole or asked.done():
            await asked
        else:
            asked.cancel()
        return answer
