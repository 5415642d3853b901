"""The widgets of 版本: the figure that is followed, the two compared, and the dialog of undo."""

from functools import partial

import streamlit as st
from duckdb import DuckDBPyConnection

from cockpit import settings
from cockpit.errors import CockpitError, WritingClosed
from cockpit.intake import undoing
from cockpit.intake.corrections import Reason
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import markup
from cockpit.screens.history import restated, two, versions
from cockpit.screens.history import undo as screen
from cockpit.screens.history.data import PATH, HistoryData
from cockpit.screens.imports.effect import HEADLINES, effect
from cockpit.screens.loads import file_words
from cockpit.warehouse import originals as kept_originals
from cockpit.warehouse import single_file
from cockpit.warehouse.mart import Mart
from cockpit.web import address, cards, dialogs, downloads, linked, page, pieces, writing
from cockpit.web.page import card
from cockpit.web.server import store

UNDO = "history undo"  # in the session: [version, reason, write or try] of a press in the dialog
MOST_FILES = 50  # originals that are offered at once
LONGEST = 200  # characters of a reason


def versions_and_two(found: HistoryData) -> None:
    """The list with the figure that is followed; beside it two versions compared."""
    left, right = st.columns([1010, 590], gap="small")
    with left, card("versions"):
        _whole_version(found)
        st.selectbox(
            "各版说的数",
            HEADLINES,
            index=HEADLINES.index(found.code),
            label_visibility="collapsed",
            width=220,
            format_func=lambda code: INDICATORS[code].name,
            **address.widget("history indicator", found.code, _write_indicator),
        )
        linked.draw_in_place(versions.versions(found), "history versions", PATH)
    with right, card("two"):
        pieces.draw(two.title(found))
        if found.old is not None:
            _two(found)
        linked.draw(two.figures(found), key="history two")
        if text := two.projects(found):
            linked.draw(text, key="history projects")


def _whole_version(found: HistoryData) -> None:
    """The version looked at as one file, for who may take tables along."""
    if not page.visitor().may_download:
        return
    number, query = found.view.mart.version, found.view.fixed.query()
    files = [(f"下载第 {number} 版（DuckDB）", f"/download/{single_file.NAME}?{query}")]
    with st.popover("下载整版"):
        words = "装入的每张表一个文件；用任何 DuckDB 打开，如 select * from project。"
        pieces.draw(markup.render("downloads", files=files, help=words))


def originals(found: HistoryData) -> None:
    """The files of the versions listed, as they came, for who may write."""
    if not writing.is_known() or writing.closed():
        return
    kept = kept_originals.all_kept(store.store().lake.where)
    lines = [
        line
        for version in found.versions
        for line in found.loads.get(version.number, ())
        if line.sha256 in kept
    ]
    if not lines:
        return
    files = [(file_words(line.file), f"/original/{line.number}") for line in lines[:MOST_FILES]]
    with st.popover("原文件"):
        pieces.draw(markup.render("downloads", files=files, help="含联系方式，只给能写入的人"))


def _two(found: HistoryData) -> None:
    versions_of = {version.number: version for version in found.versions}
    offered = [*versions_of, *({found.old, found.new} - {None, *versions_of})]
    with st.container(key="history-two", horizontal=True, vertical_alignment="center"):
        for name, value in (("old", found.old), ("new", found.new)):
            st.selectbox(
                "旧版" if name == "old" else "新版",
                offered,
                index=offered.index(value),
                format_func=partial(_label, found),
                **address.widget(f"history {name}", value, _write_compared, name),
            )


def _label(found: HistoryData, number: int | None) -> str:
    version = found.version(number or 0)
    return f"第 {number} 版 · {version.at:%m-%d %H:%M} {version.message}"


def _write_indicator(code: str) -> None:
    address.change(indicator=code)


def _write_compared(number: int, name: str) -> None:
    address.change(**{name: str(number)})


def restated_values(found: HistoryData) -> None:
    """What was said anew, and the same as a file."""
    with card("restated"):
        linked.draw(restated.card(found), key="history restated")
        if any(written.anew_count for written in found.wrote.values()):
            downloads.offer("history", found.view.fixed.query(opened=str(found.opened)))


def undo(found: HistoryData) -> None:
    """The dialog of the version that the link would take back; what was pressed in it is done."""
    number = found.undo
    if number is None:
        st.session_state.pop(UNDO, None)
        return
    done = _pressed(found, number)
    if done is None:
        address.change(undo="")
        st.rerun()
    said, may_go = _said(found, number, done)
    # what the dialog runs anew by itself knows neither the visitor nor the view: all is asked here
    closed = writing.closed() if may_go else None
    title = f"撤销第 {number} 版"
    _dialog = st.dialog(title, width="medium", on_dismiss=_close)(_ask)
    _dialog(number, said, closed=closed, may_go=may_go, becomes=store.store().lake.newest() + 1)


def _said(
    found: HistoryData, number: int, done: str | CockpitError
) -> tuple[tuple[str, ...], bool]:
    """What goes back, or what stands in the way; and whether it may go on."""
    if isinstance(done, CockpitError):
        return (screen.refused(found, done),), False
    try:
        looked = undoing.look(store.store().lake, number)
    except CockpitError as error:
        return (screen.refused(found, error),), False
    return (screen.back(looked), *([done] if done else [])), True


def _close() -> None:
    st.session_state.pop(UNDO, None)
    address.change(undo="")


def _pressed(found: HistoryData, number: int) -> str | CockpitError | None:
    """Do what was pressed in the dialog: None once written, else what is to be said of it."""
    version, reason, what = st.session_state.pop(UNDO, None) or (None, "", "")
    if version != number:
        return ""
    said: list[str] = []
    try:
        writer, held = writing.writer(), store.store()
        undoing.undo(
            held.lake,
            number,
            Reason(writer.name, reason),
            dry_run=what == "try",
            watch=partial(_watch, found.view.mart, said) if what == "try" else None,
        )
    except CockpitError as error:
        return error
    if what == "try":
        return said[0]
    writing.written()
    return None


def _watch(before: Mart, said: list[str], con: DuckDBPyConnection) -> None:
    said.append(screen.effect(effect(before, con, settings.load().today())))


def _ask(
    number: int,
    said: tuple[str, ...],
    *,
    closed: WritingClosed | None,
    may_go: bool,
    becomes: int,
) -> None:
    """The dialog: what it says, and where one may write the reason to give."""
    dialogs.themed()
    for part in said:
        pieces.draw(part)
    if closed:
        cards.notice(closed, ())
    if closed or not may_go:
        return
    with st.form("history undo form", border=False):
        reason = st.text_area(
            "为什么撤销（必填）",
            key="history reason",
            max_chars=LONGEST,
            height=80,
            placeholder="写进版本的附言，如：2020、2021 两列填反",
        )
        with st.container(horizontal=True):
            write = st.form_submit_button(f"撤销，生成第 {becomes} 版", type="primary")
            attempt = st.form_submit_button("先看会变成什么样")
    if write and not reason.strip():
        pieces.draw(markup.render("words", words="先写明为什么撤销。"))
    elif write or attempt:
        pressed = "write" if write else "try"
        st.session_state[UNDO] = [number, reason.strip() or "试算", pressed]
        st.rerun()
