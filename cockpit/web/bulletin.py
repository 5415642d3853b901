"""The parts of 核稿 as a page works them: a text is pasted or brought, and its figures opened.

The text is in the session alone: not in the address, the log or the store, and gone with it.
"""

from functools import partial

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cockpit.errors import CockpitError, Refused
from cockpit.intake.wording import MOST_CHARACTERS, words_of
from cockpit.screens import markup
from cockpit.screens.bulletin import checked as screen
from cockpit.screens.bulletin import page as parts
from cockpit.screens.bulletin.checked import PATH, Checked
from cockpit.screens.files import ENDINGS
from cockpit.screens.view import View
from cockpit.web import address, cards, linked, page, pieces, writing
from cockpit.web.page import card

# in the session, texts: the draft, what it is called, and why the last one was not taken
WORDS, TITLE, REFUSED = "bulletin words", "bulletin title", "bulletin refused"
PASTED, BROUGHT = "bulletin paste", "bulletin file"
TURN = "bulletin turn"
IN_TABLES = ("csv", "xlsx")


def checked(view: View) -> Checked | None:
    """The session's text, checked; None without one. Raises BadLink."""
    asked = screen.asked(view)
    words = st.session_state.get(WORDS, "")
    return screen.checked(view, words, st.session_state.get(TITLE, ""), asked) if words else None


def empty(view: View) -> None:
    """What to paste or bring, and the published sentences to try it with."""
    cards.headline(f"核稿：{parts.ASKS}", parts.LEAD)
    pieces.draw(parts.stamp_of_none(view))
    if refused := st.session_state.get(REFUSED):
        what, where, way_out = refused.split("\n", 2)
        cards.notice(Refused(what, where=where, way_out=way_out), ())
    may_bring = writing.is_known() and writing.may_try()
    with card("asks"):
        pieces.draw(markup.render("bulletin/asks", subjects=screen.subjects(view)))
        st.text_area(
            "粘贴稿子",
            key=PASTED,
            max_chars=MOST_CHARACTERS,
            placeholder="把通报、周报或讲话稿的文字粘贴在这里",
        )
        with st.container(key="bulletin-go", horizontal=True, vertical_alignment="center"):
            st.button("核对", type="primary", key="bulletin-check", on_click=_take_pasted)
            if known := screen.published(view):
                st.button(
                    f"试试 {known.title}",
                    key="bulletin-example",
                    on_click=_take,
                    args=(known.words, known.title),
                )
        if may_bring or not writing.is_known():
            key = f"{BROUGHT} {st.session_state.get(TURN, 0)}"
            st.file_uploader(
                "或放入 txt、docx",
                key=key,
                on_change=_take_brought,
                args=(key,),
                disabled=not writing.is_known(),
            )


def _take(words: str, title: str) -> None:
    st.session_state[WORDS], st.session_state[TITLE] = words, title
    st.session_state.pop(REFUSED, None)
    address.change(figure="", verdict="")


def _take_pasted() -> None:
    words = str(st.session_state.get(PASTED, ""))
    if not words.strip():
        _refuse(Refused("还没有文字", way_out="先把稿子粘贴到框里"))
    elif len(words) > MOST_CHARACTERS:
        _refuse(Refused(f"文字多于 {MOST_CHARACTERS:,} 个", way_out="分成几份核"))
    else:
        _take(words, "粘贴的稿子")


def _take_brought(key: str) -> None:
    file, context = st.session_state[key], get_script_run_ctx()
    if file is None:
        return
    try:
        _take(words_of(file.name, file.getvalue()), file.name)
    except CockpitError as error:
        _refuse(error)
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1  # an empty drop zone for the next


def _refuse(error: CockpitError) -> None:
    said = (error.what, error.where, error.way_out)
    st.session_state[REFUSED] = "\n".join(part.replace("\n", " ") for part in said)


def _forget() -> None:
    for held in (WORDS, TITLE, REFUSED):
        st.session_state.pop(held, None)
    address.change(figure="", verdict="")


def top(found: Checked) -> None:
    """The finding, the counts that filter, and what can be done with all of it."""
    cards.headline(*parts.finding(found))
    pieces.draw(parts.stamp(found))
    with st.container(key="bulletin-tools", horizontal=True, vertical_alignment="center"):
        st.button("换一份稿子", key="bulletin-other", on_click=_forget)
        _downloads(found)
    linked.draw_in_place(parts.tiles(found), "bulletin tiles", PATH)


def _downloads(found: Checked) -> None:
    """The table of all figures: written when it is asked for, since no address names the text."""
    if not page.visitor().may_download:
        return
    with st.popover("下载核稿表"):
        for ending in IN_TABLES:
            st.download_button(
                ENDINGS[ending].words,
                partial(_written, found, ending),
                file_name=f"核稿.{ending}",
                mime=ENDINGS[ending].media,
                on_click="ignore",
                key=f"bulletin-{ending}",
            )


def _written(found: Checked, ending: str) -> bytes:
    return parts.file(found).written(ending)


def text(found: Checked) -> None:
    """The text, and beside it the figure that is looked at."""
    draft, one = st.columns([11, 9], gap="small")
    chosen = found.chosen
    with draft, card("draft"):
        linked.draw_in_place(
            parts.text(found),
            "bulletin text",
            PATH,
            picked=str(chosen.no) if chosen else "",
            unpick=found.href(figure=0),
        )
    with one, card("one"):
        linked.draw_in_place(parts.chosen(found), "bulletin one", PATH)


def tables(found: Checked) -> None:
    """Those to be looked at, and the rest."""
    worst, rest = st.columns(2, gap="small")
    with worst, card("worst"):
        linked.draw_in_place(parts.worst(found), "bulletin worst", PATH)
    with rest, card("rest"):
        linked.draw_in_place(parts.rest(found), "bulletin rest", PATH)
