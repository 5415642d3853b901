"""What pages say in our own HTML: the finding, the stamp, cards for what is wrong or missing."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import streamlit as st
from pandas import DataFrame

from cockpit import numbers
from cockpit.errors import CockpitError, NoData, StoreBroken
from cockpit.screens import render
from cockpit.screens.figures import FigureMaker
from cockpit.screens.stamp import Stamp
from cockpit.screens.view import View
from cockpit.settings import SHANGHAI
from cockpit.web import address, linked, markup, styles
from cockpit.web.server import store

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
CSS = ("scale.css", "page.css", "grid.css", "print.css", "reconnecting.css")
SCRIPTS = ("grid.js", "print.js")
WAYS_BACK = (("?", "清除筛选，重新打开本页"), ("/", "回到驾驶舱"))


def page_styles() -> None:
    """Give the page its colours, type and fonts, its scale, and what it needs to be printed."""
    css = "".join(map(styles.read, CSS))
    st.html(f"<style>{render.fonts_css()}{css}</style>")
    script = "".join((HERE / name).read_text("utf-8") for name in SCRIPTS)
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def headline(title: str, lead: str = "") -> None:
    """The finding of a page; its numbers are set in the numerals' type."""
    parts = re.split(r"([+−]?\d[\d,.]*%?)", title)
    st.html(
        markup.render(
            "head", title=[(text, at % 2 == 1) for at, text in enumerate(parts) if text], lead=lead
        )
    )


def stamp(view: View, *, why: str = "", is_at_cut: bool = True) -> None:
    """Kind, dates, basis, version and freshness of what the page shows.

    ``why``: the address of 变动原因 for what the page shows, from ``web.why_of``. ``is_at_cut``:
    whether the page shows anything that is taken at the cut.
    """
    said = view.stamp()
    progress = (
        "各组按计划曲线"
        if said.time_progress is None
        else (f"{numbers.percent(said.time_progress)}%（{said.basis}）")
    )
    texts = {
        "as_of": numbers.iso(said.as_of),
        "cut": said.cut_words if is_at_cut else "",
        "progress": progress if is_at_cut else "",
    }
    missing = None
    if said.not_reported:
        figures = FigureMaker(view.look, said, {})
        missing = figures.from_ledger("not_reported", said.not_reported)
    text = markup.render(
        "stamp",
        stamp=said,
        texts=texts,
        not_reported=missing,
        why=why,
        other_cut=_other_cut(said) if is_at_cut else None,
    )
    if why or missing:
        linked.draw(text, key="stamp")
    else:
        st.html(text)


def _other_cut(said: Stamp) -> tuple[str, str] | None:
    """The way to the figures of as_of itself and back, where they are not those of the cut."""
    if not said.is_cut_asked and said.cut_on == said.as_of:
        return None
    asked = {name: values for name, values in address.query().items() if name != "cut"}
    if said.is_cut_asked:
        return "?" + address.as_text(asked), "改取填报截至日的数"
    asked = {"as_of": [numbers.iso(said.as_of)], **asked, "cut": ["as_of"]}
    return "?" + address.as_text(asked), f"改取 {numbers.month_day(said.as_of)}的数"


def notice(error: CockpitError, links: tuple[tuple[str, str], ...] = WAYS_BACK) -> None:
    """The card of an error: title, what, where, way out, and links."""
    st.html(markup.render("notice", error=error, links=links))


def trouble() -> None:
    """A band while the store is damaged: what the page shows was read before that."""
    source = store.store()
    if source.trouble:
        at = datetime.fromtimestamp(source.good_at, SHANGHAI)
        st.html(markup.render("trouble", title=source.trouble.title, at=f"{at:%H:%M}"))


@contextmanager
def error_cards() -> Iterator[None]:
    """Show what goes wrong inside as a card in Chinese; the trace goes to the log only."""
    try:
        yield
    except CockpitError as error:
        notice(error)
    except Exception:
        log.exception("page")
        notice(
            StoreBroken("这一页没有画成，原因已写入服务器日志", way_out="刷新；仍不行就告诉管理员")
        )


def stop_if_empty(frame: DataFrame, what: str, way_out: str = "") -> None:
    """Where a frame has no rows, say so in a card and stop the page."""
    if frame.empty:
        raise NoData(what, way_out=way_out)
