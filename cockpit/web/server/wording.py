"""Streamlit's own words in Chinese: the shell of a page, and what its front end has written in.

Streamlit has no setting for its language. Its front end is files that this server gives out, so
the words are changed there, once a process; nothing is looked for in the browser. A test holds
that each is found: another version of Streamlit may write them otherwise.
"""

import logging
import re
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from cockpit import settings
from cockpit.errors import CockpitError, NotFound
from cockpit.screens import markup
from cockpit.screens.page import Headline
from cockpit.screens.pages import PAGES, PageEntry
from cockpit.web.server import store
from cockpit.web.server.access import Right, require
from cockpit.web.server.handlers import SAFE, error_document, query_of
from cockpit.web.view import require_data, view_of

log = logging.getLogger(__name__)
SAYING = CapacityLimiter(16)
_working = threading.BoundedSemaphore(2)  # held to the end of the work, also of one given up
WAIT = 1.0  # seconds for a headline; an earlier version takes longer to open
STATIC = Path(file_util.get_static_dir())
CHUNKS = "/static/js/"
# a chunk of the front end, its hash left out → what is written in it → what is served instead
WORDS: Mapping[str, Mapping[str, str]] = {
    "index": {
        "`Skip to main content`": "`跳到正文`",
        "`Page not found`": "`没有这一页`",
        "`The page that you have requested does not seem to exist`": "`没有这个地址的页面`",
        "${t}. Running the app's main page.": "${t}，打开的是驾驶舱。",
        '"aria-label":`Sidebar`': '"aria-label":`侧栏`',
        "`Collapse sidebar`": "`收起侧栏`",
        "`Expand sidebar`": "`展开侧栏`",
        "`Running...`": "`正在更新`",
        "`Stopping...`:`Stop`": "`正在停止`:`停止`",
        "`Always rerun`": "`总是重新运行`",
        "children:`Rerun`": "children:`重新运行`",
        "`File change.`": "`文件有变动。`",
        '"aria-label":`Close`': '"aria-label":`关闭`',
        "children:`Close`": "children:`关闭`",
        "children:`Cancel`": "children:`取消`",
        "children:`Copy`": "children:`复制`",
        '"aria-label":`Main menu`': '"aria-label":`主菜单`',
        '"aria-label":`Notifications`': '"aria-label":`通知`',
        "`Toolbar action`": "`工具`",
        "`view less`:`view more`": "`收起`:`展开`",
    },
    "useFloatingOverlay": {":`Dismiss`": ":`关闭`"},
    "Toolbar": {
        "label:`Fullscreen`": "label:`全屏`",
        "label:`Close fullscreen`": "label:`退出全屏`",
    },
    "utils": {
        "`Choose an option`": "`请选择`",
        "`Choose options`": "`请选择`",
        "`Choose or add an option`": "`选择或新增`",
        "`Choose or add options`": "`选择或新增`",
        "`Add an option`": "`新增一项`",
        "`Add options`": "`新增`",
        "`No options to select`": "`没有可选的`",
    },
    "Selectbox": {
        "locale:`en-US`": "locale:`zh-CN`",
        "`Selectbox options`": "`可选项`",
        "`No results`": "`没有匹配的`",
        "`Clear value`": "`清除`",
        '"aria-label":`Open`': '"aria-label":`展开`',
    },
    "Multiselect": {
        "locale:`en-US`": "locale:`zh-CN`",
        "`Multiselect options`": "`可选项`",
        "`No results`": "`没有匹配的`",
        "`Select all`": "`全选`",
        "`Select ${p.length} matches`": "`选中匹配的 ${p.length} 项`",
        "`Selected values`": "`已选`",
        "`Remove ${e}`": "`去掉 ${e}`",
        "`Clear all`": "`全部清除`",
        '"aria-label":`Open`': '"aria-label":`展开`',
    },
    "DateInput": {
        "locale:`en-US`": "locale:`zh-CN`",  # of the field, and of its calendars
        "{locale:Ye,": "{locale:`zh-CN`,",
        "{locale:Me,": "{locale:`zh-CN`,",
        "`Use arrow keys to navigate dates. Enter to select. Escape to close.`": (
            "`方向键换日期，回车选定，Esc 关闭`"
        ),
        "`Choose date`": "`选择日期`",
        "`Choose date range`": "`选择起止日期`",
        "`Clear date`": "`清除日期`",
        "`Clear dates`": "`清除日期`",
    },
    "ReorderedSegments": {"`Previous month`": "`上个月`", "`Next month`": "`下个月`"},
    "TextInput": {"`Clear entry`": "`清除`"},
    "InputInstructions": {
        "`submit form`:`apply`": "`提交`:`应用`",
        "+Enter to ${e}`": "+回车 ${e}`",
        "`Press Enter to ${e}`": "`按回车 ${e}`",
        "`Press ${": "`按 ${",
    },
    "Pagination": {
        '"aria-label":`Pagination`': '"aria-label":`翻页`',
        "`Previous page`": "`上一页`",
        "`Next page`": "`下一页`",
        "`Page ${e.page}`": "`第 ${e.page} 页`",
    },
    "DataFrame": {
        "label:`Show/hide columns`": "label:`显示或隐藏列`",
        "label:`Download as CSV`": "label:`下载 CSV`",
        "label:`Search`": "label:`搜索`",
        "label:`Select all`": "label:`全选`",
        "label:`Clear selection`": "label:`取消选择`",
        "`Sort ascending`": "`升序`",
        "`Sort descending`": "`降序`",
        "`Autosize`": "`自动列宽`",
        "`Pin column`": "`固定列`",
        "`Unpin column`": "`取消固定`",
        "`Hide column`": "`隐藏列`",
        "`Copy column name`": "`复制列名`",
        "`Dataframe column menu`": "`列的菜单`",
        "`Type to search`": "`输入要找的字`",
        "`Previous Result`": "`上一处`",
        "`Next Result`": "`下一处`",
        "`Close Search`": "`关闭搜索`",
        "`over 1000`": "`1000 多处`",
        "${v.results} result${v.results===1?``:`s`}": "${v.results} 处",
        "${v.selectedIndex+1} of ${e}": "第 ${v.selectedIndex+1} 处，共 ${e}",
        "children:`No data`": "children:`没有数据`",
        "children:`Based on sample`": "children:`按抽样`",
        "label:`Values`": "label:`有值`",
        "label:`Empty`": "label:`空`",
        "label:`Distinct`": "label:`不同值`",
        "label:`Minimum`": "label:`最小`",
        "label:`Maximum`": "label:`最大`",
        "label:`Average`": "label:`平均`",
        "label:`Median`": "label:`中位数`",
        "label:`Sum`": "label:`合计`",
        "label:`Range`": "label:`范围`",
        "label:`Standard deviation`": "label:`标准差`",
        "label:`Minimum length`": "label:`最短`",
        "label:`Maximum length`": "label:`最长`",
        "label:`Average length`": "label:`平均长度`",
        "`Distribution histogram`": "`分布`",
        "`Top values frequency chart`": "`最多的值`",
        "`True/false distribution chart`": "`是与否`",
        "label:`Automatic`": "label:`自动`",
        "label:`Localized`": "label:`本地格式`",
        "label:`Plain`": "label:`原样`",
        "label:`Compact`": "label:`缩略`",
        "label:`Dollar`": "label:`美元`",
        "label:`Euro`": "label:`欧元`",
        "label:`Yen`": "label:`日元`",
        "label:`Percent`": "label:`百分数`",
        "label:`Scientific`": "label:`科学计数`",
        "label:`Accounting`": "label:`会计格式`",
        "label:`Distance`": "label:`相距`",
        "label:`Duration`": "label:`时长`",
        "label:`Calendar`": "label:`日历`",
    },
}
NO_SCRIPT = "<p>请在浏览器里启用 JavaScript，再打开这一页；大屏 /wall 不启用也能看。</p>"
# React Aria, which draws the calendar, takes the language of the machine unless it is told one
LOCALE = '<script>window[Symbol.for("react-aria.i18n.locale")] = "zh-CN"</script>'


@cache
def chunks() -> Mapping[str, bytes]:
    """The files of the front end whose words are changed, by name."""
    found: dict[str, bytes] = {}
    for chunk, words in WORDS.items():
        for path in files(chunk):
            text = path.read_text("utf-8")
            for written, served in words.items():
                text = text.replace(written, served)
            found[path.name] = text.encode()
    return found


def files(chunk: str) -> list[Path]:
    """The files of a chunk; several chunks may have one name."""
    named = re.compile(rf"{re.escape(chunk)}\.[\w-]+\.js")
    return [path for path in (STATIC / "static/js").iterdir() if named.fullmatch(path.name)]


@cache
def index() -> str:
    """Streamlit's own shell."""
    return (STATIC / "index.html").read_text("utf-8")


@cache
def _around() -> tuple[str, str]:
    """Streamlit's shell in Chinese, before and behind the words of a page."""
    text = index().replace('<html lang="en">', '<html lang="zh-CN">')
    text = re.sub(
        r"<noscript>.*?</noscript>", f"<noscript>{NO_SCRIPT}</noscript>", text, flags=re.S
    )
    before, _, behind = text.partition("<title>Streamlit</title>")
    return before, LOCALE + behind


def shell(page: PageEntry, said: Headline | None = None) -> bytes:
    """The first response of a page: Streamlit's shell with the page's language, title and words.

    ``said``: what the page finds, for a link's preview; None for who may not know, and where it
    finds nothing.
    """
    before, behind = _around()
    city = store.city()
    title = f"{said.dated}｜{page.window(city)}" if said else page.window(city)
    description = f"{page.title}：{said.lead}" if said and said.lead else page.description(city)
    head = markup.render("shell_head", title=title, description=description)
    return f"{before}{head}{behind}".encode()


class Wording:
    """Serves pages and the front end in Chinese, and says of an address that it has no page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is ours to answer, and pass all else on."""
        answer, is_read = None, scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if is_read and (answer := await _answer(scope)) is not None:
            await answer(scope, receive, send)
        elif is_read and _may_be_a_page(scope["path"]):
            # the shell is known by its length: it is compressed outside of this
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            plain = {**scope, "headers": headers}
            await self.app(plain, receive, _Unless(scope, receive, send))
        else:
            await self.app(scope, receive, send)


async def _answer(scope: Scope) -> Response | None:
    path = scope["path"]
    if path.startswith(CHUNKS):
        body = chunks().get(path.removeprefix(CHUNKS))
        kept = {"Cache-Control": "public, max-age=86400"}  # as long as our words may stay old
        return None if body is None else Response(body, 200, kept, "text/javascript")
    page = PAGES.get(path.removeprefix("/"))
    if page is None:
        return None
    request = Request(scope)
    said = None
    with move_on_after(WAIT):  # who waits longer opens the page without; then it is known
        said = await to_thread.run_sync(
            _headline, page, request, limiter=SAYING, abandon_on_cancel=True
        )
    body = await to_thread.run_sync(shell, page, said)  # it asks for the city's name
    return HTMLResponse(body, headers=SAFE if said is None else _kept())


def _kept() -> Mapping[str, str]:
    """Where reading is closed, a copy on a shared machine's disk would outlive the right."""
    return {"Cache-Control": "no-store"} if settings.load().signed_in_only else SAFE


def _headline(page: PageEntry, request: Request) -> Headline | None:
    """What the page finds; None without a right, and where it cannot be said.

    The page's own run asks the same of the same mart, and then has the answers.
    """
    if not _working.acquire(timeout=WAIT):
        return None
    try:
        require(Right.SIGN_IN, request.cookies, settings.load())
        view = view_of(query_of(request), page.own)
        require_data(view)
        return page.headline(view)
    except CockpitError:
        return None  # the page itself says so
    except Exception:
        log.exception("headline of %s", request.url.path)
        return None
    finally:
        _working.release()


def _may_be_a_page(path: str) -> bool:
    """Whether an address is no file, no document of ours, and nothing of Streamlit's protocol."""
    is_file = "." in path.rpartition("/")[2]
    return not (is_file or path.startswith(("/wall", "/events")) or "/_stcore/" in path)


class _Unless:
    """Sends on what is answered, unless it is the shell: Streamlit's answer to any address."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._asked, self._send, self._is_shell = (scope, receive), send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            self._is_shell = (
                headers.get("content-type", "").startswith("text/html")
                and headers.get("content-length") == str(len(index().encode()))
                and message["status"] == 200
            )
            if self._is_shell:
                refusal = NotFound("没有这个地址", way_out="核对地址，或打开下面的一页")
                links = [(f"/{path}", page.title) for path, page in PAGES.items() if page.is_listed]
                answer = error_document(refusal, [*links, ("/wall", "大屏")])
                scope, receive = self._asked
                await answer(scope, receive, self._send)
        if not self._is_shell:
            await self._send(message)
