"""The widgets of 项目台账: search, what is shown, columns, pages; and where its parts stand."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from cockpit.screens import lamps, markup
from cockpit.screens.ledger import moves, narrowing
from cockpit.screens.ledger import page as screen
from cockpit.screens.ledger.data import LedgerData
from cockpit.screens.ledger.narrowing import PATH
from cockpit.web import address, downloads, linked, pieces, since_choice
from cockpit.web.page import card


def beside() -> AbstractContextManager[Any]:
    """The row of the table and the views beside it."""
    return st.container(key="beside", horizontal=True)


def chips(found: LedgerData) -> None:
    """What is chosen, each with a link that takes it out; and how many rows are in view."""
    # a container, empty or not: what follows keeps its place, and with it the keyboard's focus
    with st.container(key="chips-place"):
        if text := screen.chips(found):
            linked.draw_in_place(text, key="chips", path=PATH)


def tools(found: LedgerData) -> None:
    """Search, 全部/亮灯/未入库, further filters, columns and downloads, in one row."""
    with st.container(key="tools", horizontal=True, vertical_alignment="center"):
        _search(found)
        if found.of_projects:
            _show(found)
            with st.container(key="more", horizontal=True, width="content"):
                _further(found)
                _columns(found)
        pieces.draw("<span class='spring'></span>")
        downloads.offer("ledger", urlsplit(found.address.to(found.view.fixed)).query)


def _search(found: LedgerData) -> None:
    st.text_input(
        "搜索",
        found.own.q,
        placeholder="搜索名称、单位、代码",
        label_visibility="collapsed",
        width=240,
        live=True,
        max_chars=narrowing.LONGEST_SEARCH,
        **address.widget("q", found.own.q, _write_search),
    )


def _write_search(text: str) -> None:
    _put(q=text if text.strip() else "")  # with the space that a second word follows


def _put(**values: str | Sequence[str]) -> None:
    """Write parameters of the address; what depends on the rows in view starts anew."""
    address.change(**{"page": "", "pick": "", **values})


def _write(value: str | Sequence[str], name: str) -> None:
    _put(**{name: value})


def _show(found: LedgerData) -> None:
    # not narrowed by what it chooses itself
    frame = narrowing.matching(found.frame, replace(found.own, show=""))
    offered = [*dict.fromkeys((*narrowing.USUAL_SHOWS, found.own.show))]
    counts = {"": len(frame)} | {
        code: int(narrowing.showing(frame, code).sum()) for code in offered if code
    }
    st.segmented_control(
        "只看",
        offered,
        default=found.own.show,
        required=True,
        label_visibility="collapsed",
        format_func=lambda code: f"{narrowing.SHOWS[code]} {counts[code]:,}",
        **address.widget("show", found.own.show, _write, "show"),
    )


def _further(found: LedgerData) -> None:
    chosen = sum(len(getattr(found.own, name)) for name in narrowing.MANY)
    with st.popover(f"更多条件 *{chosen} 项*" if chosen else "更多条件"):
        for name, offered in (("lamp", tuple(lamps.WORDS)), ("stage", narrowing.STAGES)):
            now = getattr(found.own, name)
            st.pills(
                narrowing.NAMES[name],
                offered,
                default=now,
                selection_mode="multi",
                format_func=lambda value: lamps.WORDS.get(value, value),
                **address.widget(name, now, _write, name),
            )
        for name in ("lead", "org"):
            now = getattr(found.own, name)
            st.multiselect(
                narrowing.NAMES[name],
                _offered(found, name, now),
                default=now,
                placeholder="全部",
                **address.widget(name, now, _write, name),
            )


def _offered(found: LedgerData, name: str, chosen: Sequence[str]) -> list[str]:
    """The values of a column among the rows of the link; what is chosen stays on offer."""
    values = found.frame[narrowing.MANY[name]].dropna().unique()
    return sorted({*map(str, values), *chosen})


def _columns(found: LedgerData) -> None:
    headers = {column.name: column.header for column in found.offered}
    with st.popover(f"列 {len(found.columns)}/{len(headers)}"):
        shown = [column.name for column in found.columns]
        st.pills(
            "显示的列",
            list(headers),
            default=shown,
            selection_mode="multi",
            format_func=headers.__getitem__,
            **address.widget(
                "cols",
                shown,
                _write_columns,
                found.usual,
                moves.column_of(found.since).name if found.since else "",
            ),
        )
        pieces.draw(markup.render("words", words="完成投资比较"))
        since_choice.choose("ledger", found.since, found.view)
        st.selectbox(
            "排序",
            list(narrowing.SORTS),
            index=list(narrowing.SORTS).index(found.own.sort),
            format_func=lambda code: narrowing.SORTS[code][0],
            **address.widget("sort", found.own.sort, _write, "sort"),
        )


def _write_columns(chosen: Sequence[str], usual: Sequence[str], compared: str) -> None:
    """``compared``: the column that the link's own comparison shows; without it that goes too."""
    others = [name for name in chosen if name != compared]
    said: dict[str, str | Sequence[str]] = {"cols": "" if set(others) == set(usual) else others}
    if compared and compared not in chosen:
        said |= {"since": "", "since_version": ""}
    address.change(**said)


def totals(found: LedgerData) -> None:
    """The strip above the table, which has no footer: what the rows in view add up to."""
    linked.draw(screen.totals(found), key="sums")


def picked(found: LedgerData) -> None:
    """The project whose row is picked, with the way to its page."""
    with st.container(key="picked-place"):
        if text := screen.picked(found):
            linked.draw_in_place(text, key="picked", path=PATH)


def table(found: LedgerData) -> None:
    """The rows in view, a page at a time; a picked row narrows the views beside."""
    text = screen.table(found)
    if found.seen.empty:
        linked.draw_in_place(text, key="nothing left", path=PATH)
        return
    shown = screen.table_page(found)
    linked.draw_in_place(
        text,
        key=f"table {found.question}",
        path=PATH,
        picked=found.own.pick,
        unpick=found.address.to(page=shown.number),
    )
    if shown.of > 1:
        with st.container(key="pages", horizontal=True, vertical_alignment="center"):
            last = shown.first + len(shown.frame) - 1
            pieces.draw(markup.render("words", words=f"第 {shown.first:,}—{last:,} 行"))
            bound = address.widget("page", shown.number, _write_page)
            st.pagination(shown.of, default=shown.number, **bound)


def _write_page(page: int) -> None:
    _put(page="" if page == 1 else str(page))


def fine_print(found: LedgerData) -> None:
    """Definition, units, and what the sample is."""
    text = screen.fine_print(found)
    if found.clicked is None:
        pieces.draw(text)
    else:
        linked.draw(text, key="defined")


def views(found: LedgerData) -> None:
    """The views beside the table of projects."""
    with st.container(key="views", width=372):
        with card("map"):
            linked.draw_in_place(screen.tile_map(found), key="map", path=PATH)
        with card("bars"):
            linked.draw_in_place(screen.bars(found), key="bars", path=PATH)
