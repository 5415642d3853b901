"""How page tests read: what a page says, and what a route answers, without a server."""

import asyncio
import importlib
import json
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

import pytest
from pandas import DataFrame
from starlette.applications import Starlette
from streamlit.runtime import Runtime
from streamlit.testing.v1 import AppTest

T = TypeVar("T")


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def served() -> Starlette:
    """All that the port serves: our routes and Streamlit's, and what stands around them."""
    app, runtime = _started()
    Runtime._instance = runtime  # AppTest takes it away
    return app


@cache
def _started() -> tuple[Starlette, Runtime]:
    app = importlib.import_module("app").app
    return app._build_starlette_app(), app._runtime


def widget(test: AppTest, name: str) -> Any:
    """The widget that shows this part of the address; its key has a number behind the name."""
    kinds = ("button_group", "date_input", "multiselect", "selectbox", "text_input")
    (found,) = [
        element
        for kind in kinds
        for element in test.get(kind)
        if re.fullmatch(rf"{re.escape(name)} \d+", element.key or "")
    ]
    return found


def press(test: AppTest, name: str) -> AppTest:
    """The page after a press on the button of this name."""
    next(button for button in test.button if button.label == name).click().run()
    return test


def text_of(test: AppTest) -> str:
    """All that a page says: its own HTML, and what our components were given."""
    said = [element.proto.body for element in test.get("html")]
    return "\n".join([*said, *(given.get("html", "") for given in _given(test))])


def charts_of(test: AppTest) -> list[dict[str, Any]]:
    """The charts of a page, as Plotly will draw them."""
    return [json.loads(given["figure"]) for given in _given(test) if "figure" in given]


def pictures_of(test: AppTest) -> list[str]:
    """The same charts as they are drawn first."""
    return [given["html"] for given in _given(test) if "figure" in given]


def _given(test: AppTest) -> list[dict[str, Any]]:
    return [json.loads(each.proto.json or "{}") for each in test.get("bidi_component")]


def plain(html: str, between: str = "") -> str:
    """What is read of HTML: without styles and tags, ``between`` in the place of each tag."""
    text = re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", between, text)))


def plain_of(test: AppTest) -> str:
    """What is read of a page."""
    return plain(text_of(test))


def tables_of(test: AppTest) -> list[DataFrame]:
    """The tables of rows (grid.html.j2) as they are read: numbers where a column has them."""
    found = []
    for text in re.findall(r'<div class="grid".*?</table>', text_of(test), re.S):
        heads = [
            unescape(head) for head in re.findall(r'<th scope="col"[^>]*title="([^"]*)"', text)
        ]
        rows = []
        for row in re.findall(r"<tr>(.*?)</tr>", text.split("<tbody>")[1], re.S):
            cells = re.findall(r"<t[dh]([^>]*)>(.*?)</t[dh]>", row, re.S)
            words = [re.sub(r"<[^>]+>", "", cell) for at, cell in cells if 'class="p"' not in at]
            rows.append([_value(unescape(word)) for word in words])
        found.append(DataFrame(rows, columns=heads))
    return found


def _value(text: str) -> str | float | None:
    if text == "—":
        return None
    number = text.replace("−", "-").replace(",", "")
    return float(number) if re.fullmatch(r"[+-]?\d+(\.\d+)?", number) else text


class Told(Exception):
    """The first thing that a websocket is told."""


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
        return run_async(self._ask(path, method, headers, whole))

    def post(self, path: str, content: bytes, **headers: str) -> Answer:
        """POST these bytes."""
        return run_async(self._ask(path, "POST", headers, True, content))

    def connect(self, path: str, **headers: str) -> str:
        """Open a websocket: websocket.accept, or websocket.close where it is refused."""

        async def send(message: dict[str, Any]) -> None:
            raise Told(message["type"])

        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        scope = {"type": "websocket", "subprotocols": [], **self._asked(path, headers)}
        with pytest.raises(Told) as told:
            run_async(self.app(scope, receive, send))
        return str(told.value)

    def _asked(self, path: str, headers: dict[str, str]) -> dict[str, Any]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        parts = urlsplit(path)
        return {
            "path": unquote(parts.path),
            "root_path": "",
            "query_string": quote(parts.query, safe="=&%+").encode(),
            "scheme": "http",
            "http_version": "1.1",
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in sent.items()],
        }

    async def _ask(
        self, path: str, method: str, headers: dict[str, str], whole: bool, content: bytes = b""
    ) -> Answer:
        scope = {"type": "http", "method": method, **self._asked(path, headers)}
        answer, begun, left = Answer(0, {}), asyncio.Event(), asyncio.Event()
        heard = [{"type": "http.request", "body": content, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if not heard:
                await left.wait()  # the other side stays
            return heard.pop()

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
            try:
                await asked
            except Exception:
                if not answer.status_code:  # else it was answered, and a server logs the rest
                    raise
        else:
            asked.cancel()
        return answer
