"""What pages say in our own HTML: the finding, the stamp, cards for what is wrong or missing."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from cockpit.errors import CockpitError, StoreBroken
from cockpit.link.values import nearest
from cockpit.screens import markup, page, render, styles
from cockpit.screens.pages import PageEntry
from cockpit.screens.view import View
from cockpit.settings import SHANGHAI
from cockpit.web import address, linked, pieces
from cockpit.web.server import base, store

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
WAYS_BACK = (("?", "清除筛选，重新打开本页"), ("/", "回到驾驶舱"))


def page_styles(entry: PageEntry) -> None:
    """Give a page its colours, type and fonts, its scale, its own rules and those of paper.

    Shared rules are an element of their own: a browser that has them is not sent them again.
    """
    pieces.draw(f"<style>{render.fonts_css()}{styles.shared()}</style>")
    pieces.draw(f"<style>{styles.of_page(entry.room)}</style>")
    pieces.draw(f"<script>{script()}</script>", unsafe_allow_javascript=True)


@cache
def script() -> str:
    """The script that stands inline in every page."""
    return base.placed((HERE / "grid.js").read_text("utf-8"))


def headline(title: str, lead: str = "") -> None:
    """The finding of a page."""
    pieces.draw(page.headline(title, lead))


def stamp(view: View, *, why: str = "", is_at_cut: bool = True) -> None:
    """Kind, dates, basis, version and freshness of what the page shows: see screens.page."""
    text = page.stamp(view, why=why, is_at_cut=is_at_cut)
    if why or view.stamp().not_reported:
        linked.draw(text, key="stamp")
    else:
        pieces.draw(text)


def notice(error: CockpitError, links: tuple[tuple[str, str], ...] = WAYS_BACK) -> None:
    """The card of an error: title, what, where, way out, and links."""
    pieces.draw(markup.render("notice", error=error, links=links))


def trouble() -> None:
    """A band while the store is damaged: what the page shows was read before that."""
    source = store.store()
    if source.trouble:
        at = datetime.fromtimestamp(source.good_at, SHANGHAI)
        pieces.draw(markup.render("trouble", title=source.trouble.title, at=f"{at:%H:%M}"))


@contextmanager
def error_cards() -> Iterator[None]:
    """Show what goes wrong inside as a card in Chinese; the trace goes to the log only."""
    try:
        yield
    except CockpitError as error:
        notice(error, (*nearest(error, address.query()), *WAYS_BACK))
    except Exception:
        log.exception("page")
        notice(
            StoreBroken("这一页没有画成，原因已写入服务器日志", way_out="刷新；仍不行就告诉管理员")
        )
