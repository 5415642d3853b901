"""The dialogs of 周一碰头会 that write: its list, what is asked and decided, what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import streamlit as st
from markupsafe import Markup

from cockpit import settings
from cockpit.errors import CockpitError, Refused
from cockpit.intake import meetings
from cockpit.intake.meetings import Item, Move, Said
from cockpit.numbers import is_missing, text
from cockpit.screens import markup
from cockpit.screens.monday import page as screen
from cockpit.screens.monday.agenda import Agenda, Subject
from cockpit.screens.rows import Row
from cockpit.settings import SHANGHAI
from cockpit.web import address, cards, dialogs, pieces, pinning, writing
from cockpit.web.server import store
from cockpit.web.server.writing import Writer

PRESSED = "meeting form"  # in the session: (what the link opened, of which, what was said)
LONGEST, LONGEST_NAME = 200, 60  # characters of a text, of a name
NONE = "不限一个项目"
ADDED = "不换下，加在后面"
WRONG_DAY = "会还没有开，不能记议定；可以先写“请会议定”。"
Ask = Callable[["_Form"], object | None]


@dataclass(frozen=True)
class _Form:
    """What a dialog asks with: all that it needs, for it runs anew without the page's view.

    ``subjects``: code → name of the projects on the list; ``others``: of those that may be put on
    it, None where the link names one; ``said``: the decision it is about; ``on``: the day that it
    offers.
    """

    about: Markup
    on: date
    meeting_on: date
    subjects: Mapping[str, str]
    project: str = ""
    said: Said | None = None
    others: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Swap:
    """A press in the dialog that puts a project on the list: instead of which, and why.

    ``project``: the one that was chosen, empty where the link names it.
    """

    instead: str
    reason: str
    project: str = ""


@dataclass(frozen=True)
class Order:
    """A press in the dialog that moves a project on the list: to which place, and why."""

    place: int
    reason: str


@dataclass(frozen=True)
class Asked:
    """A press in the dialog that asks the meeting for a decision."""

    said: Said


def open_asked(agenda: Agenda) -> None:
    """The dialog that the link opens; what was pressed in it is done."""
    do, of = _asked(agenda)
    may = agenda.view.is_latest if do in {"record", "move"} else agenda.may_change
    if not do or not may or (row := _about(agenda, do, of)) is False:
        st.session_state.pop(PRESSED, None)
        if do:
            address.change(do="", of="")
            st.rerun()
        return
    error = _pressed(agenda, do, of)
    if error is None:
        address.change(do="", of="")
        st.rerun()
    refused = _refused(agenda, do, of)
    said = error or writing.closed() or refused
    name, ask = DIALOGS[do]
    opened = st.dialog(name, width="medium", on_dismiss=_leave)(_within)
    opened(_form(agenda, do, of, row), ask, said, (do, of), may_go=not said or bool(error))


def _asked(agenda: Agenda) -> tuple[str, str]:
    values = (agenda.view.query.get(name, ("",)) for name in ("do", "of"))
    do, of = (found[-1] if found else "" for found in values)
    return (do if do in DIALOGS else "", of)


def _about(agenda: Agenda, do: str, of: str) -> Row | Subject | bool | None:
    """What a dialog is about: a decision, a project, or nothing (None); False where it is gone."""
    if do == "pin":
        return None
    if do == "move" or (do == "record" and of):
        rows = (*agenda.decisions, *agenda.last, *agenda.older)
        return next((row for row in rows if row.decision_id == of), False)
    if do == "swap" and of:
        return next((one for one in agenda.candidates if one.project_id == of), False)
    if do == "order":
        return next((one for one in agenda.subjects if one.project_id == of), False)
    return None


def _refused(agenda: Agenda, do: str, of: str) -> CockpitError | str:
    """Why the lake as it is now does not allow it; empty where it does."""
    if do == "record" and of:
        return dialogs.refused(lambda con: meetings.require_asked(con, of))
    if do == "move":
        return dialogs.refused(lambda con: meetings.require_open(con, of))
    if do == "pin":
        today = settings.load().today()
        return dialogs.refused(lambda con: meetings.require_unpinned(con, agenda.on_date, today))
    return ""


def _form(agenda: Agenda, do: str, of: str, about: Row | Subject | bool | None) -> _Form:
    today = settings.load().today()
    subjects = {one.project_id: one.name for one in agenda.subjects}
    said = None
    words: Markup = Markup()
    if isinstance(about, Subject):
        words = screen.swapping(about)
    elif about is not None and not isinstance(about, bool):
        words = screen.moving(about)
        said = Said(
            about.text,
            about.lead,
            None if is_missing(about.due_on) else about.due_on.date(),
            text(about.supervisor),
            text(about.helps),
            text(about.project_id),
        )
    elif do == "pin":
        words = markup.render("words", words=pinning.words(agenda))
    elif do == "record" and today < agenda.on_date:
        words = markup.render("words", words=WRONG_DAY)
    return _Form(
        about=words,
        on=min(today, agenda.now_on),
        meeting_on=agenda.on_date,
        subjects=subjects,
        project=of if do == "ask" and of in subjects else "",
        said=said,
        others=_others(agenda) if do == "swap" and not of else None,
    )


def _others(agenda: Agenda) -> Mapping[str, str]:
    """The projects with a score that are not on the list."""
    held = {one.project_id for one in agenda.subjects}
    scored = zip(agenda.scored["project_id"], agenda.scored["name"], strict=True)
    return {
        code: f"{place}. {name}" for place, (code, name) in enumerate(scored, 1) if code not in held
    }


def _pressed(agenda: Agenda, do: str, of: str) -> CockpitError | str | None:
    """Do what was pressed: None once it is written, else why not; empty before a press."""
    opened, said = st.session_state.pop(PRESSED, None) or (None, None)
    if said is None or opened != (do, of):
        return ""
    return dialogs.done(lambda by: _write(agenda, of, said, by))


def _write(agenda: Agenda, of: str, said: object, by: Writer) -> None:
    """Write what was said; ``of``: the project or decision that it is about, empty for none."""
    lake, today = store.store().lake, settings.load().today()
    day, as_of = agenda.on_date, agenda.view.look.filters.as_of
    if isinstance(said, Swap):
        meetings.set_list(lake, day, as_of, _swapped(agenda, of, said), by.name)
    elif isinstance(said, Order):
        meetings.set_list(lake, day, as_of, _ordered(agenda, of, said), by.name)
    elif isinstance(said, Move):
        now = datetime.combine(today, datetime.now(SHANGHAI).time())
        meetings.move(lake, of, said, by.name, now=now)
    elif isinstance(said, Asked):
        meetings.ask(lake, day, as_of, said.said, by.name)
    elif isinstance(said, Said) and of:
        meetings.agree_asked(lake, of, said, by.name, today=today)
    elif isinstance(said, Said):
        meetings.agree(lake, day, as_of, said, by.name, today=today)
    else:
        pinning.pin(agenda, by)


def _items(agenda: Agenda) -> list[Item]:
    held = {row.project_id: row for row in agenda.items}
    found = []
    for one in agenda.subjects:
        row = held.get(one.project_id)
        replaces = "" if row is None else text(row.replaces)
        found.append(Item(one.project_id, one.rank, replaces, one.reason))
    return found


def _swapped(agenda: Agenda, project: str, said: Swap) -> list[Item]:
    """The list with a project in another's place, or behind all. Raises Refused.

    The one that the score had proposed for that place stays named, whoever stood there between.
    """
    code = project or said.project
    rank = next(
        (at for at, other in enumerate(agenda.scored["project_id"], 1) if other == code), None
    )
    items = _items(agenda)
    if said.instead == ADDED:
        return [*items, _placed(Item(code, rank, "", said.reason), len(items) + 1)]
    held = [item.project_id for item in items]
    if said.instead not in held:  # another recorder was quicker
        raise Refused("要换下的项目已经不在名单上", way_out="看清现在的名单再换")
    at = held.index(said.instead)
    proposed = items[at].replaces or said.instead
    items[at] = _placed(Item(code, rank, proposed, said.reason), at + 1)
    return items


def _ordered(agenda: Agenda, project: str, said: Order) -> list[Item]:
    """The list with a project in another place: who does not stand as proposed has a reason."""
    items = _items(agenda)
    moved = next(item for item in items if item.project_id == project)
    items.remove(moved)
    items.insert(said.place - 1, replace(moved, reason=said.reason))
    return [
        _placed(item if item.reason else replace(item, reason=said.reason), place)
        for place, item in enumerate(items, 1)
    ]


def _placed(item: Item, place: int) -> Item:
    """An item in a place; where the score has it there, it replaces nothing and needs no reason."""
    is_as_proposed = item.rank == place and item.replaces in {"", item.project_id}
    return Item(item.project_id, item.rank) if is_as_proposed else item


def _leave() -> None:
    st.session_state.pop(PRESSED, None)
    address.change(do="", of="")


def _within(
    form: _Form,
    ask: Ask,
    said: CockpitError | str,
    opened: tuple[str, str],
    *,
    may_go: bool,
) -> None:
    """A dialog: what it is about, what stands in the way, and what is asked."""
    dialogs.themed()
    if form.about:
        pieces.draw(form.about)
    if isinstance(said, CockpitError):
        cards.notice(said, ())
    if not may_go:
        return
    told = ask(form)
    if isinstance(told, str):
        pieces.draw(markup.render("words", words=told))
    elif told is not None:
        st.session_state[PRESSED] = (opened, told)
        st.rerun()


def _ask_swap(form: _Form) -> object | None:
    project: str | None = ""
    # of this list: a press on a form of the list before is none, when another recorder was quicker
    with st.form(f"meeting swap form {'|'.join(form.subjects)}", border=False):
        if form.others is not None:
            project = st.selectbox(
                "换上哪个（按得分排）", list(form.others), None,
                format_func=form.others.__getitem__, key="swap project", placeholder="选一个项目",
            )  # fmt: skip
        offered = [*form.subjects, ADDED]
        instead = st.selectbox(
            "换下哪个", offered, format_func=lambda code: form.subjects.get(code, code),
            key=f"swap instead {'|'.join(form.subjects)}",
        )  # fmt: skip
        reason = st.text_input("原因（必填，记入会议记录）", key="swap reason", max_chars=LONGEST)
        is_pressed = st.form_submit_button("确认换上", type="primary")
    if not is_pressed:
        return None
    if project is None:
        return "先选换上哪个项目。"
    return Swap(str(instead), reason, project) if reason.strip() else "先写一句为什么换。"


def _ask_order(form: _Form) -> object | None:
    with st.form("meeting order form", border=False):
        places = list(range(1, len(form.subjects) + 1))
        place = st.selectbox("排到第几个", places, key="order place")
        reason = st.text_input("原因（必填，记入会议记录）", key="order reason", max_chars=LONGEST)
        is_pressed = st.form_submit_button("确认", type="primary")
    if not is_pressed:
        return None
    return Order(int(place), reason) if reason.strip() else "先写一句为什么换次序。"


def _ask_said(form: _Form, verb: str) -> object | None:
    held = form.said
    with st.form("meeting decision form", border=False):
        offered = [*form.subjects, ""]
        chosen = form.project or (held.project_id if held else "")
        if chosen and chosen not in offered:
            offered.insert(0, chosen)
        project = st.selectbox(
            "项目", offered, offered.index(chosen),
            format_func=lambda code: form.subjects.get(code, code) if code else NONE,
            key="decision project",
        )  # fmt: skip
        what = st.text_area(
            "事项：做什么", held.text if held else "", key="decision text", max_chars=LONGEST,
            height=80,
        )  # fmt: skip
        with st.container(horizontal=True):
            lead = st.text_input(
                "牵头", held.lead if held else "", key="decision lead", max_chars=LONGEST_NAME
            )
            helps = st.text_input(
                "配合（可不填）", held.helps if held else "", key="decision helps",
                max_chars=LONGEST,
            )  # fmt: skip
        with st.container(horizontal=True):
            due_on = st.date_input(
                "时限", held.due_on if held else None, key="decision due", format="YYYY-MM-DD"
            )
            supervisor = st.text_input(
                "督办人", held.supervisor if held else "", key="decision supervisor",
                max_chars=LONGEST_NAME,
            )  # fmt: skip
        is_pressed = st.form_submit_button(verb, type="primary")
    if not is_pressed:
        return None
    return Said(what, lead, due_on, supervisor, helps, str(project or ""))


def _ask_asked(form: _Form) -> object | None:
    told = _ask_said(form, "写下，请会议定")
    return Asked(told) if isinstance(told, Said) else told


def _ask_agreed(form: _Form) -> object | None:
    return _ask_said(form, "议定，记入会议记录")


def _ask_moved(form: _Form) -> object | None:
    with st.form("meeting move form", border=False):
        state = st.selectbox("办到哪一步", meetings.STATES, key="moved state")
        on = st.date_input("哪一天", form.on, key="moved on", format="YYYY-MM-DD")
        due_on = st.date_input(
            "调整到哪一天（只有“调整”填；原时限不改）", None, key="moved due", format="YYYY-MM-DD"
        )
        note = st.text_input("办得怎样", key="moved note", max_chars=LONGEST)
        is_pressed = st.form_submit_button("记下", type="primary")
    if not is_pressed:
        return None
    if due_on is not None and state != meetings.MOVED:
        return "填了新的时限，就选“调整”；不调整把它清空。"
    return Move(str(state), on, note, due_on)


def _ask_pinned(_: _Form) -> object | None:
    with st.form("meeting pin form", border=False):
        is_pressed = st.form_submit_button("定稿，留存会上看的", type="primary")
    return True if is_pressed else None


DIALOGS: Mapping[str, tuple[str, Ask]] = {
    "swap": ("换上会项目", _ask_swap),
    "order": ("换次序", _ask_order),
    "ask": ("请会议定", _ask_asked),
    "record": ("记议定事项", _ask_agreed),
    "move": ("记办理", _ask_moved),
    "pin": ("定稿", _ask_pinned),
}
