"""The parts of 督导考核 as a page draws them, the weights of a trial, the dialog that decides."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from cockpit import settings
from cockpit.errors import CockpitError
from cockpit.intake import verdicts
from cockpit.intake.verdicts import Verdict
from cockpit.screens import markup
from cockpit.screens.assessment import page as screen
from cockpit.screens.assessment.data import (
    BLOCKS,
    NOUNS,
    PATH,
    WHOLE,
    AssessmentData,
    quarter_name,
)
from cockpit.web import address, cards, dialogs, downloads, linked, pieces, writing
from cockpit.web.page import card
from cockpit.web.server import store
from queries.quarters import quarter_before, quarter_end

PRESSED = "assessment verdict"  # in the session: a Verdict of a press in the dialog
LONGEST, LONGEST_DOCUMENT = 200, 40  # characters of a reason, of a 文号
LONGEST_WEIGHT = 3


def ranks(found: AssessmentData) -> None:
    """The ranks of a group in a quarter, and the projects of the body that is open."""
    with card("ranks"):
        with st.container(key="rank-tools", horizontal=True, vertical_alignment="center"):
            _quarters(found)
            offered = {group: f"{NOUNS[group]} {count}" for group, count in found.groups.items()}
            if len(offered) > 1:
                _switch("group", "考核组", offered, found.group, "body")
            downloads.offer("assessment", _query(found, ""))
        linked.draw_in_place(screen.ranks(found), "assessment ranks", PATH)
    if found.opened is not None:
        with card("assessed-projects"):
            with st.container(key="assessed-tools", horizontal=True, horizontal_alignment="right"):
                downloads.offer("assessment", _query(found, found.body))
            linked.draw_in_place(screen.projects(found), "assessment projects", PATH)


def _query(found: AssessmentData, body: str) -> str:
    """What a file is of: the ranks of the group, or the arithmetic of a body."""
    quarter = "" if found.quarter_on == found.as_of else found.ends_on.isoformat()
    return found.view.fixed.query(quarter=quarter, group=found.group, body=body)


def proposals(found: AssessmentData) -> None:
    """What is to be decided and foretold; the inspection's list; the weights and a trial."""
    left, right = st.columns(2, gap="small")
    with left:
        with card("decided"):
            linked.draw_in_place(screen.decided(found), "assessment decided", PATH)
        with card("weights-table"):
            linked.draw_in_place(screen.rules(found), "assessment rules", PATH)
    with right:
        if found.is_running:
            with card("foretold"):
                linked.draw(screen.foretold(found), key="assessment foretold")
        with card("supervised"):
            linked.draw_in_place(screen.supervised(found), "assessment supervised", PATH)
        with card("trial"):
            _trial(found)


def _quarters(found: AssessmentData) -> None:
    as_of = found.as_of
    running, before = found.view.look.filters.as_of, quarter_before(as_of)
    offered = {before.isoformat(): quarter_name(before, as_of)}
    name = quarter_name(quarter_end(running), as_of)
    offered[""] = f"{name}（未完）" if as_of < quarter_end(as_of) else name
    chosen = "" if found.quarter_on == as_of else found.ends_on.isoformat()
    if chosen not in offered:
        offered = {chosen: found.name, **offered}
    _switch("quarter", "季度", offered, chosen, "")


def _switch(name: str, label: str, offered: dict[str, str], chosen: str, drops: str) -> None:
    """A choice of one, written into the address; ``drops``: what says nothing any more then."""
    widget = address.widget(f"assessment {name}", chosen, _write, name, drops)
    pieces.switch(label, offered, chosen, **widget)


def _write(value: str, name: str, drops: str) -> None:
    address.change(**{name: value, **({drops: ""} if drops else {})})


def _trial(found: AssessmentData) -> None:
    """Four weights in a form: what is tried stands in the link and is kept nowhere."""
    title, sub = "试算：换一套权重，名次怎么变", "只看不存，写在链接里；合计 100 分"
    pieces.draw(markup.render("chart_head", title=title, sub=sub, alt=""))
    weights = found.weights or _whole(found.block_points)
    with st.form("assessment trial", border=False):
        told = [
            place.text_input(name, str(weight), key=f"assessment weight {name} {weight}")
            for place, name, weight in zip(st.columns(len(BLOCKS)), BLOCKS, weights, strict=True)
        ]
        with st.container(horizontal=True):
            is_tried = st.form_submit_button("试算", type="primary")
            is_reset = st.form_submit_button("恢复现行")
    if is_reset:
        address.change(weights="")
        st.rerun()
    if is_tried and (wrong := _wrong(told)):
        pieces.draw(markup.render("words", words=wrong))
        return
    if is_tried and tuple(map(int, told)) != weights:
        address.change(weights="-".join(str(int(one)) for one in told))
        st.rerun()
    linked.draw(screen.trial(found), key="assessment trial said")


def _whole(points: Sequence[float]) -> tuple[int, ...]:
    """The blocks' points as whole numbers that come to the same, the largest rests rounded up."""
    parts = [int(one) for one in points]
    rests = sorted(range(len(parts)), key=lambda at: parts[at] - points[at])
    for at in rests[: max(0, WHOLE - sum(parts))]:
        parts[at] += 1
    return tuple(parts)


def _wrong(told: Sequence[str]) -> str:
    """What is wrong with the weights as they were typed; empty where nothing is."""
    if not all(one.strip().isdecimal() and len(one.strip()) <= LONGEST_WEIGHT for one in told):
        return "权重写整数，如 40。"
    whole = sum(map(int, told))
    return "" if whole == WHOLE else f"四块合计 {whole} 分，改到 {WHOLE} 再试算。"


@dataclass(frozen=True)
class _Form:
    """What the dialog asks with: all that it needs, for it runs anew without the page's view."""

    verdict: Verdict
    about: Markup


def decide(found: AssessmentData) -> None:
    """The dialog of the proposal that the link decides; what was pressed in it is done."""
    if found.decide is None:
        st.session_state.pop(PRESSED, None)
        return
    body, kind = found.decide
    one = next((p for p in found.decided if (p.row.body, p.kind) == (body, kind)), None)
    if one is None or not found.view.is_latest:
        address.change(decide="")
        st.rerun()
    error = _pressed(body, kind)
    if error is None:
        address.change(decide="")
        st.rerun()
    on = min(settings.load().today(), found.as_of)
    verdict = Verdict(found.decided_on, body, kind, on, is_accepted=True, reason="")
    form = _Form(verdict, screen.deciding(found, one))
    said = (
        error
        or writing.closed()
        or dialogs.refused(lambda con: verdicts.require(con, verdict, settings.load().today()))
    )
    opened = st.dialog("考核决定", width="medium", on_dismiss=_close)(_ask)
    opened(form, said, may_go=not said or bool(error))


def _pressed(body: str, kind: str) -> CockpitError | str | None:
    """Do what was pressed in the dialog: None once written, else why not; empty before a press."""
    verdict: Verdict | None = st.session_state.pop(PRESSED, None)
    if verdict is None or (verdict.body, verdict.proposal) != (body, kind):
        return ""
    lake, today = store.store().lake, settings.load().today()
    return dialogs.done(lambda writer: verdicts.decide(lake, verdict, writer.name, today=today))


def _close() -> None:
    st.session_state.pop(PRESSED, None)
    address.change(decide="")


def _ask(form: _Form, said: CockpitError | str, *, may_go: bool) -> None:
    """The dialog: what it decides, what stands in the way, the choice and its reason."""
    dialogs.themed()
    pieces.draw(form.about)
    if isinstance(said, CockpitError):
        cards.notice(said, ())
    if not may_go:
        return
    one = form.verdict
    with st.form("assessment verdict form", border=False):
        on = st.date_input("哪一天定的", one.on, key="verdict on", format="YYYY-MM-DD")
        choice = st.radio(
            "决定", ("采纳", "不采纳"), key="verdict choice", horizontal=True, index=None
        )
        reason = st.text_area(
            "理由（必填，随决定一起存档）", key="verdict reason", max_chars=LONGEST, height=80
        )
        document = st.text_input("文号（可不填）", key="verdict doc", max_chars=LONGEST_DOCUMENT)
        is_pressed = st.form_submit_button("存下决定", type="primary")
    if not is_pressed:
        return
    if choice is None or not reason.strip():
        pieces.draw(markup.render("words", words="先选采纳或不采纳，再写理由。"))
        return
    st.session_state[PRESSED] = Verdict(
        one.quarter_end, one.body, one.proposal, on, choice == "采纳", reason, document
    )
    st.rerun()
