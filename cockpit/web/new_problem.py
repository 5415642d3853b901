"""登记问题: the dialog that raises a problem of a project."""

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from cockpit import settings
from cockpit.errors import CockpitError, NotFound, Refused
from cockpit.intake import new_problem
from cockpit.intake.new_problem import Raised
from cockpit.screens import markup
from cockpit.screens.problems.data import NEW, ProblemsData
from cockpit.settings import SHANGHAI
from cockpit.web import address, cards, dialogs, pieces, writing
from cockpit.web.search import matches
from cockpit.web.server import store
from queries import project
from queries.filters import Filters

PRESSED = "problem raised"  # in the session: Raised of a press, its project as it was typed
LONGEST, LONGEST_NAME, OFFERED = 200, 60, 4
NO_ROLE = "未明确"


@dataclass(frozen=True)
class _Form:
    """What the dialog asks with: all that it needs, for it runs anew without the page's view."""

    project: str
    on: date


def ask(found: ProblemsData) -> None:
    """The dialog, where the link asks for it; what was pressed in it is done."""
    if not found.raising or not found.view.is_latest:
        st.session_state.pop(PRESSED, None)
        return
    came = _pressed(found)
    if isinstance(came, dict):
        address.change(**{"raise": ""}, **came)
        st.rerun()
    today = settings.load().today()
    named = "" if found.raising == NEW else found.raising[:LONGEST_NAME]
    form = _Form(named, min(today, found.view.look.filters.as_of))
    said = came or writing.closed()
    opened = st.dialog("登记问题", width="medium", on_dismiss=_close)(_ask)
    opened(form, said, may_go=not said or bool(came))


def _pressed(found: ProblemsData) -> CockpitError | dict[str, str] | None:
    """Do what was pressed: where the new problem is, or why there is none; None before a press.

    One of a later day than that looked at is not there yet on this one.
    """
    said: Raised | None = st.session_state.pop(PRESSED, None)
    if said is None:
        return None
    numbers: list[str] = []
    now = datetime.combine(settings.load().today(), datetime.now(SHANGHAI).time())

    def write(author: str) -> None:
        of = Raised(
            _named(found, said.project_id), said.text, said.service, said.on, said.owner_role
        )
        numbers.append(new_problem.put(store.store().lake, of, author, now=now)[0])

    error = dialogs.done(lambda writer: write(writer.name))
    is_later = said.on > found.view.look.filters.as_of
    there = {"as_of": said.on.isoformat()} if is_later else {}
    return error or {"problem": numbers[0], **there}


def _named(found: ProblemsData, typed: str) -> str:
    """The code of the project that was typed. Raises NotFound, Refused."""
    names = found.view.ask(project.names, Filters(found.view.look.filters.as_of))
    fits = matches(names, typed)
    if fits.empty:
        raise NotFound("没有这个项目", where=typed[:40], way_out="写项目的名称或代码，写一部分也行")
    if len(fits) > 1:
        offered = "、".join(
            f"{one.name}（{one.project_id}）" for one in fits.head(OFFERED).itertuples()
        )
        more = f"等 {len(fits)} 个" if len(fits) > OFFERED else ""
        raise Refused(
            f"对得上 {len(fits)} 个项目", where=typed[:40], way_out=f"写全：{offered}{more}"
        )
    return str(fits.iloc[0].project_id)


def _close() -> None:
    st.session_state.pop(PRESSED, None)
    address.change(**{"raise": ""})


def _ask(form: _Form, said: CockpitError | str | None, *, may_go: bool) -> None:
    """The dialog: which project, what is stuck, with which service, since when."""
    dialogs.themed()
    if isinstance(said, CockpitError):
        cards.notice(said, ())
    if not may_go:
        return
    with st.form("problem raise form", border=False):
        typed = st.text_input(
            "项目（名称或代码）", form.project, key="raised project", max_chars=LONGEST_NAME
        )
        text = st.text_area(
            "什么问题：卡在哪里、要谁办什么", key="raised text", max_chars=LONGEST, height=80
        )
        service = st.selectbox(
            "六包", new_problem.OFFERED, index=None, key="raised service", placeholder="选一包"
        )
        on = st.date_input(
            "哪天提出（三日时钟从这天算）", form.on, key="raised on", format="YYYY-MM-DD"
        )
        role = st.selectbox("谁办", (NO_ROLE, *new_problem.OWNERS), key="raised role")
        is_pressed = st.form_submit_button("登记", type="primary")
    if not is_pressed:
        return
    if not typed.strip():
        pieces.draw(markup.render("words", words="先写是哪个项目。"))
        return
    owner = "" if role == NO_ROLE else role
    st.session_state[PRESSED] = Raised(typed.strip(), text, service or "", on, owner)
    st.rerun()
