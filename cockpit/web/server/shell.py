"""The first response of a page: Streamlit's shell in Chinese, with the page's title and words.

Around it stands what the shell asks for: the files of the front end (frontend.py), and of any
other address that it has no page.
"""

import logging
import re
from collections.abc import Mapping
from functools import cache

from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cockpit import settings
from cockpit.errors import CockpitError, NotFound
from cockpit.screens import markup
from cockpit.screens.pages import PAGES, PageEntry
from cockpit.web import cards
from cockpit.web.page import icon
from cockpit.web.server import access, base, frontend, preview, sharing, still, store
from cockpit.web.server.access import Right
from cockpit.web.server.compressing import takes_gzip
from cockpit.web.server.first import NOTHING, First, first
from cockpit.web.server.handlers import SAFE, error_document
from cockpit.web.server.headers import inline_scripts, page_policy

log = logging.getLogger(__name__)
SAYING = CapacityLimiter(16)
GIVING = CapacityLimiter(4)
FOR_GOOD = "public, immutable, max-age=31536000"
PATIENCE = 12  # seconds that a page's websocket may take
WAIT = 1.0  # seconds for what a page says; an earlier version takes longer to open
# kinds of elements on every page: their scripts come with the first wave, where Streamlit asks for
# them only when its first run has said what stands on the page
EVERYWHERE = frozenset({"html", "bidi_component", "text_input", "page_link", "link_button"})
NO_SCRIPT = (
    '<p>请在浏览器里启用 JavaScript，再打开这一页；<a href="/wall">大屏</a>不启用也能看。</p>'
)
# React Aria, which draws the calendar, takes the language of the machine unless it is told one
LOCALE = '<script>window[Symbol.for("react-aria.i18n.locale")] = "zh-CN"</script>'


@cache
def _around() -> tuple[str, str]:
    """Streamlit's shell in Chinese, before and behind the words of a page.

    Its own type is left out, which no page wears; icon and files have our addresses.
    """
    text = frontend.index().replace('<html lang="en">', '<html lang="zh-CN">')
    text = re.sub(
        r"<noscript>.*?</noscript>",
        f"<noscript>{base.placed(NO_SCRIPT)}</noscript>",
        text,
        flags=re.S,
    )
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r'<link\s+rel="(preload|service-desc|shortcut icon)".*?/>', "", text, flags=re.S)
    text = text.replace("./static/", f"{base.below(frontend.folder())}/")
    # its stylesheet holds types alone: nothing that is read in the first response waits for it
    sheets = re.findall(r'<link rel="stylesheet".*?>', text)
    text = re.sub(r'<link rel="stylesheet".*?>', "", text)
    text = text.replace("</body>", f"{''.join(sheets)}</body>")
    before, _, behind = text.partition("<title>Streamlit</title>")
    # named here, else a browser asks for one at the root of the host
    return before, f'<link rel="shortcut icon" href="{icon()}">{LOCALE}{behind}'


@cache
def _no_line(patience: int) -> str:
    """What a page says whose websocket never comes, where nothing else can be read."""
    return base.placed(markup.render("no_line", patience=patience))


@cache
def _policy(no_line: str) -> str:
    shell = inline_scripts("".join((*_around(), no_line)))
    return page_policy([*shell, still.script(), cards.script()])


def policy() -> str:
    """The content policy of pages: with what stands inline in the shell, a still and each page."""
    return _policy(_no_line(PATIENCE))


def shell(
    page: PageEntry, said: First = NOTHING, query: str = "", refusal: CockpitError | None = None
) -> bytes:
    """The first response of a page: Streamlit's shell with the page's language, title and words.

    ``query``: of its address, which its picture has too. ``refusal``: why it may not be seen.
    """
    before, behind = _around()
    city, found = store.city(), said.headline
    title = f"{found.dated}｜{page.window(city)}" if found else page.window(city)
    description = f"{page.title}：{found.lead}" if found and found.lead else page.description(city)
    if refusal is not None:
        title = f"{refusal.title}｜{title}"
        description = f"{refusal.what}。{refusal.way_out}"
    picture = preview.address_of(page, query) if found else ""
    head = markup.render("shell_head", title=title, description=description, picture=picture)
    early = _early(said.still.kinds | EVERYWHERE if said.still else EVERYWHERE)
    if said.still:
        behind = behind.replace('<div id="root"></div>', f'<div id="root"></div>{said.still.text}')
    else:
        behind = behind.replace("</body>", f"{_no_line(PATIENCE)}</body>")
    return f"{before}{head}{early}{behind}".encode()


@cache
def _early(kinds: frozenset[str]) -> str:
    """The scripts of elements beyond the shell's own, asked for with these."""
    names = frontend.scripts(map(_part, sorted(kinds)))
    link = '<link rel="modulepreload" crossorigin href="{}/{}">\n'
    return "".join(link.format(base.below(frontend.folder()), name) for name in names)


def _part(kind: str) -> str:
    """The part of the front end that draws a kind of element: PlotlyChart for plotly_chart."""
    return kind.title().replace("_", "")


class Shell:
    """Answers for pages and for the front end, and says of an address that it has no page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is ours to answer, and pass all else on."""
        answer, is_read = None, scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if is_read and (answer := await _answer(scope)) is not None:
            await answer(scope, receive, send)
        elif is_read and _may_be_a_page(base.within(scope["path"]) or ""):
            # the shell is known by its length: it is compressed outside of this
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            plain = {**scope, "headers": headers}
            await self.app(plain, receive, _Unless(scope, receive, send))
        else:
            await self.app(scope, receive, send)


async def _answer(scope: Scope) -> Response | None:
    path = base.within(scope["path"])
    if path is None:
        return await to_thread.run_sync(_no_such_address)
    if path.startswith(frontend.ADDRESS):
        return await to_thread.run_sync(_file, path, Headers(scope=scope), limiter=GIVING)
    page = PAGES.get(path.removeprefix("/"))
    if page is None:
        return None
    request = Request(scope)
    if (refusal := _refusal(request)) is not None:  # the page says the same, with a way to sign in
        body = await to_thread.run_sync(lambda: shell(page, refusal=refusal))
        return HTMLResponse(body, refusal.status, {"Cache-Control": "no-store"})
    said = NOTHING
    with move_on_after(WAIT):  # who waits longer opens the page without; then it is known
        said = await to_thread.run_sync(
            first, page, request, WAIT, limiter=SAYING, abandon_on_cancel=True
        )
    query = sharing.whole_query(scope)
    body = await to_thread.run_sync(shell, page, said, query)  # it asks for the city's name
    return HTMLResponse(body, headers=_kept())


def _refusal(request: Request) -> CockpitError | None:
    """Why the visitor may not see the page; None for who may."""
    try:
        access.require(Right.PAGE, request, settings.load())
    except CockpitError as refusal:
        return refusal
    return None


def _file(path: str, headers: Headers) -> Response:
    """A file of the front end: for good at its own address, else as it is now."""
    own = f"{frontend.folder()}/"
    is_own = path.startswith(own)
    found = frontend.asset(path.removeprefix(own if is_own else frontend.ADDRESS))
    if found is None:
        return PlainTextResponse("没有这个文件", 404, SAFE)
    said = {"Cache-Control": FOR_GOOD} if is_own else dict(SAFE)
    if not found.packed:
        return Response(found.body, 200, said, found.kind)
    said["Vary"] = "Accept-Encoding"
    if not takes_gzip(headers.get("accept-encoding", "")):
        return Response(found.body, 200, said, found.kind)
    return Response(found.packed, 200, said | {"Content-Encoding": "gzip"}, found.kind)


def _kept() -> Mapping[str, str]:
    """Where reading is closed, a copy on a shared machine's disk would outlive the right."""
    return {"Cache-Control": "no-store"} if settings.load().signed_in_only else SAFE


def _may_be_a_page(path: str) -> bool:
    """Whether an address is no file, no document of ours, and nothing of Streamlit's protocol."""
    is_file = "." in path.rpartition("/")[2]
    return not (is_file or path.startswith(("/wall", "/events")) or "/_stcore/" in path)


def _no_such_address() -> Response:
    refusal = NotFound("没有这个地址", way_out="核对地址，或打开下面的一页")
    links = [(f"/{path}", page.title) for path, page in PAGES.items() if page.is_listed]
    return error_document(refusal, [*links, ("/wall", "大屏")])


class _Unless:
    """Sends on what is answered, unless it is the shell: Streamlit's answer to any address."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._asked, self._send, self._is_shell = (scope, receive), send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            self._is_shell = (
                headers.get("content-type", "").startswith("text/html")
                and headers.get("content-length") == str(len(frontend.index().encode()))
                and message["status"] == 200
            )
            if self._is_shell:
                scope, receive = self._asked
                await _no_such_address()(scope, receive, self._send)
        if not self._is_shell:
            await self._send(message)
