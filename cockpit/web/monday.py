"""The parts of 周一碰头会 as a page draws them."""

import streamlit as st

from cockpit.errors import CockpitError
from cockpit.link.values import one_of
from cockpit.pack import files
from cockpit.screens.monday import page as screen
from cockpit.screens.monday import seen
from cockpit.screens.monday.agenda import PATH, Agenda, is_kept
from cockpit.web import address, cards, copying, linked, page, pieces
from cockpit.web.page import card
from cockpit.web.server import decks, downloads


def prepared(agenda: Agenda) -> None:
    """How far the preparation is."""
    linked.draw_in_place(screen.steps(agenda), "monday steps", PATH)


def body(agenda: Agenda) -> None:
    """The meeting's parts; first what it saw where it is over, which takes longest to draw."""
    first = st.container()
    _parts(agenda)
    with first if agenda.is_over else st.container():
        _kept(agenda)


def _kept(agenda: Agenda) -> None:
    """What a pinned meeting saw, and how the same figures read now; nothing for another one."""
    shown = one_of(agenda.view.query, "seen", "留存", seen.VIEWS)
    row = agenda.meeting
    if row is None or not is_kept(row):
        return
    with card("monday-kept"):
        widget = address.widget("monday seen", shown, _see)
        pieces.switch("留存", seen.VIEWS, shown, **widget)
        try:
            held = decks.kept_of(agenda)
        except CockpitError as error:
            cards.notice(error, ())
            return
        if shown == seen.NOW:
            with st.spinner("正在按现口径重算…"):
                text = seen.now(agenda, held)
        else:
            text = seen.then(agenda, held)
        linked.draw(text, key="monday kept")


def _see(value: str) -> None:
    address.change(seen=value)


def _parts(agenda: Agenda) -> None:
    """The projects of the meeting; beside them what was decided last and what is to be decided."""
    left, right = st.columns((3, 2), gap="small")
    with left:
        with card("monday-subjects"):
            linked.draw_in_place(screen.subjects(agenda), "monday subjects", PATH)
        if text := screen.candidates(agenda):
            with card("monday-candidates"):
                linked.draw_in_place(text, "monday candidates", PATH)
                if agenda.may_change and agenda.subjects:
                    st.button("换别的项目", key="swap another", on_click=_do, args=("swap",))
        _reminder(agenda)
    with right:
        with card("monday-last"):
            linked.draw_in_place(screen.last(agenda), "monday last", PATH)
        _own(agenda)
        _pack(agenda)
        _earlier(agenda)


def _own(agenda: Agenda) -> None:
    """What this meeting is asked to decide, or decided."""
    with card("monday-own"):
        linked.draw_in_place(screen.own(agenda), "monday own", PATH)
        if agenda.view.is_latest:
            with st.container(key="own-tools", horizontal=True):
                if agenda.may_change:
                    st.button("写请会议定", key="ask decision", on_click=_do, args=("ask",))
                st.button("记议定事项", key="record decision", on_click=_do, args=("record",))


def _do(what: str) -> None:
    address.change(do=what, of="")


def _pack(agenda: Agenda) -> None:
    """The files to hand on, for who may take them along."""
    if not page.visitor().may_download:
        return
    offered = [
        (kind.ending.upper(), kind.words, kind.said, f"{kind.code}.{kind.ending}")
        for kind in files.KINDS.values()
    ]
    offered.append(("HTML", "离线汇报", "没有网络也能放", downloads.DECK))
    offered.append(("ZIP", "全部材料", "上面四份文件", files.ALL))
    with card("monday-pack"):
        linked.draw(screen.pack(agenda, offered), key="monday pack")


def _reminder(agenda: Agenda) -> None:
    with card("monday-reminder"):
        linked.draw(screen.reminding(agenda), key="monday reminder")
        copying.points(screen.reminder(agenda), "复制提醒")


def _earlier(agenda: Agenda) -> None:
    if text := screen.earlier(agenda):
        with card("monday-earlier"):
            linked.draw_in_place(text, "monday earlier", PATH)
