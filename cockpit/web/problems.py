"""The parts of 问题 as a page draws them, and the dialog that moves a problem on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import streamlit as st
from markupsafe import Markup

from cockpit import settings
from cockpit.errors import CockpitError
from cockpit.intake import problem_moves
from cockpit.intake.problem_moves import Move, Said
from cockpit.screens import markup
from cockpit.screens.problems import beside, standing
from cockpit.screens.problems import lists as screen_lists
from cockpit.screens.problems import page as screen
from cockpit.screens.problems.data import NEW, PATH, ProblemsData
from cockpit.settings import SHANGHAI
from cockpit.web import address, cards, copying, dialogs, downloads, linked, pieces, writing
from cockpit.web.page import card
from cockpit.web.server import store

PRESSED = "problem move"  # in the session: (problem, code, Said) of a press in the dialog
LONGEST, LONGEST_NAME = 200, 40  # characters of a note, of a name


def tiles(found: ProblemsData) -> None:
    """What is in hand, and what the last seven days raised, moved and closed."""
    linked.draw(screen.tiles(found), key="problem tiles")


def one(found: ProblemsData) -> None:
    """The problem that the link opens."""
    if found.one is not None:
        with card("problem"):
            linked.draw_in_place(screen.one(found), "problem", PATH)


def lists(found: ProblemsData) -> None:
    """The open problems, worst first, or a list of the seven days; raising another one."""
    with card("problems-open"):
        with st.container(key="list-tools", horizontal=True, vertical_alignment="center"):
            offered = screen_lists.labels(found)
            widget = address.widget("problems list", found.list, _show)
            pieces.switch("清单", offered, found.list, **widget)
            if text := screen_lists.weekly_text(found):
                copying.points(text, "复制一周清单")
            downloads.offer("problems", found.view.fixed.query())
            if found.view.is_latest:
                st.button("登记问题", key="raise problem", on_click=_raise)
        linked.draw_in_place(screen_lists.html(found), "problems open", PATH)


def _show(name: str) -> None:
    address.change(list=name)


def _raise() -> None:
    address.change(**{"raise": NEW, "problem": "", "move": ""})


def parts(found: ProblemsData) -> None:
    """Who has them, what comes next, by age, service and organisation; and what is beside."""
    rows = (
        ()
        if found.is_bare
        else (
            (("problems-stairs", standing.stairs), ("problems-ahead", standing.ahead)),
            (("problems-services", screen.by_service), ("problems-ages", standing.ages)),
        )
    )
    for drawn in rows:
        for place, (name, part) in zip(st.columns((5, 3), gap="small"), drawn, strict=True):
            with place, card(name):
                linked.draw_in_place(part(found), name, PATH)
    places = st.columns(2, gap="small")
    names = (("problems-firms", beside.firms), ("problems-modes", beside.modes))
    if not found.is_bare:
        with places[0], card("problems-units"):
            linked.draw(screen.by_organisation(found), key="problems-units")
        places = (places[1], places[1])
    for place, (name, part) in zip(places, names, strict=True):
        with place, card(name):
            linked.draw(part(found), key=name)


@dataclass(frozen=True)
class _Form:
    """What the dialog asks with: all that it needs, for it runs anew without the page's view.

    ``on``: the day that it offers; ``due_on``: the agreed one; ``told_to``: the day to which
    problems are told.
    """

    problem: str
    move: Move
    about: Markup
    on: date
    due_on: date
    told_to: date


def move(found: ProblemsData) -> None:
    """The dialog of the move that the link names; what was pressed in it is done."""
    if found.move is None or found.one is None:
        st.session_state.pop(PRESSED, None)
        return
    row = found.one
    error = _pressed(str(row.problem_id), found.move)
    if error is None:
        address.change(move="")
        st.rerun()
    today = settings.load().today()
    form = _Form(
        problem=str(row.problem_id),
        move=found.move,
        about=screen.moving(row),
        on=min(today, found.view.look.filters.as_of),
        due_on=row.due_on.date(),
        told_to=found.day,
    )
    said = (
        error
        or writing.closed()
        or dialogs.refused(lambda con: problem_moves.require(con, form.problem, form.move))
    )
    opened = st.dialog(found.move.name, width="medium", on_dismiss=_close)(_ask)
    opened(form, said, may_go=not said or bool(error))


def _pressed(problem: str, doing: Move) -> CockpitError | str | None:
    """Do what was pressed in the dialog: None once written, else why not; empty before a press."""
    of, code, said = st.session_state.pop(PRESSED, None) or ("", "", None)
    if said is None or (of, code) != (problem, doing.code):
        return ""
    lake = store.store().lake
    now = datetime.combine(settings.load().today(), datetime.now(SHANGHAI).time())
    return dialogs.done(
        lambda writer: problem_moves.move(lake, problem, code, said, writer.name, now=now)
    )


def _close() -> None:
    st.session_state.pop(PRESSED, None)
    address.change(move="")


def _ask(form: _Form, said: CockpitError | str, *, may_go: bool) -> None:
    """The dialog: what it moves, what stands in the way, and what is to be said with it."""
    dialogs.themed()
    pieces.draw(form.about)
    if form.told_to < form.on:
        words = (
            f"其他问题装入到 {form.told_to:%Y-%m-%d}；写下这一件，三日时钟都按写下的那一天算，"
            "别的办结了还没有装入的会显示超期。"
        )
        pieces.draw(markup.render("fine", words=words))
    if isinstance(said, CockpitError):
        cards.notice(said, ())
    if not may_go:
        return
    move_ = form.move
    due_on: date | None = None
    agreed_by, tier = "", ""
    with st.form("problem move form", border=False):
        on = st.date_input("哪一天", form.on, key="problem on", format="YYYY-MM-DD")
        if move_.code == "extend":
            later = form.due_on + timedelta(days=1)
            due_on = st.date_input(
                "延到哪一天（首次期限不改）", later, key="problem due", format="YYYY-MM-DD"
            )
            agreed_by = st.text_input(
                "谁同意的（必填）", key="problem agreed", max_chars=LONGEST_NAME
            )
        if move_.code == "report":
            tier = st.selectbox("报到哪里", problem_moves.HIGHER, key="problem tier")
        note = st.text_area("说明（可不填）", key="problem note", max_chars=LONGEST, height=80)
        is_pressed = st.form_submit_button(move_.name, type="primary")
    if not is_pressed:
        return
    if move_.code == "extend" and not agreed_by.strip():
        pieces.draw(markup.render("words", words="先写明谁同意的。"))
        return
    st.session_state[PRESSED] = (form.problem, move_.code, Said(on, note, due_on, agreed_by, tier))
    st.rerun()
