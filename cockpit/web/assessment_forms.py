"""The dialogs of 督导考核 that write beside a decision: other weights, what an inspection found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
import streamlit as st
from markupsafe import Markup
from pandas import DataFrame

from cockpit import settings
from cockpit.errors import CockpitError
from cockpit.intake import supervision, weights
from cockpit.intake.supervision import Found
from cockpit.intake.weights import Rule
from cockpit.numbers import is_missing, text
from cockpit.screens import markup
from cockpit.screens.assessment import page as screen
from cockpit.screens.assessment.data import FIXED, WEIGHTS, AssessmentData
from cockpit.screens.rows import each
from cockpit.web import address, cards, dialogs, pieces, writing
from cockpit.web.server import store
from queries import project
from queries.filters import Filters
from queries.quarters import quarter_before, quarter_end

PRESSED = "assessment form"  # in the session: (what ``do`` of the link opened, what was said)
LONGEST, LONGEST_NAME, LONGEST_CODE = 200, 40, 64  # characters
MOST_OFFERED = 3_000  # projects of a list to choose from; of more the code is typed
Said = tuple[date, tuple[Rule, ...]] | Found | date
NUMBERS = {"分值": "points", "线": "threshold", "封顶": "cap"}
FOUND_SAID = "登记之后列在“日督导”里，记了整改才算改完；写错了在“版本”页撤销那一版。"
WEIGHTS_SAID = (
    "从写明的那一天起按新的表算，以前的季度仍按当时的表算。四块满分合计 100："
    "投资完成看“完成率”；开复工看“已开”“过线”加集中开工的封顶；竣工看“已竣”；服务看“三日”加“三必”。"
)


@dataclass(frozen=True)
class _Form:
    """What a dialog asks with: all that it needs, for it runs anew without the page's view.

    ``on``: the day that it offers; ``rules``: the newest weights; ``projects``: code → words.
    """

    about: Markup
    on: date
    rules: tuple[Rule, ...] = ()
    projects: Mapping[str, str] | None = None


def open_asked(found: AssessmentData) -> None:
    """The dialog that the link opens; what was pressed in it is done."""
    what, item = found.do
    if not what or found.decide is not None:
        st.session_state.pop(PRESSED, None)
        return
    row = next((one for one in found.supervised if one.item_id == item), None)
    if not found.view.is_latest or (what == FIXED and (row is None or not row.is_open)):
        _leave()
        st.rerun()
    later = _later(found)
    error = _pressed(found.do)
    if error is None:
        _leave()
        if later:
            address.change(as_of=later)
        st.rerun()
    today = settings.load().today()
    on = min(today, found.as_of)
    if what == WEIGHTS:
        rules = tuple(_rule(one) for one in found.newest_rules)
        form = _Form(markup.render("words", words=WEIGHTS_SAID), _since(found), rules=rules)
        refused: CockpitError | str = ""
        ask, name = _ask_weights, "改权重"
    elif what == FIXED:
        form = _Form(screen.fixing(row), on)
        refused = dialogs.refused(lambda con: supervision.require_open(con, item))
        ask, name = _ask_fixed, "记整改"
    else:
        form = _Form(markup.render("words", words=FOUND_SAID), on, projects=_projects(found))
        refused, ask, name = "", _ask_found, "登记日督导"
    said = error or writing.closed() or refused
    width: Literal["medium", "large"] = "large" if what == WEIGHTS else "medium"
    opened = st.dialog(name, width=width, on_dismiss=_leave)(_within)
    opened(form, ask, said, found.do, may_go=not said or bool(error))


def _since(found: AssessmentData) -> date:
    """The first day of the running quarter, or of the one after the newest table's first day."""
    first = quarter_before(found.as_of) + timedelta(days=1)
    newest: date = max(row.valid_from for row in found.newest_rules).date()
    return first if newest < first else quarter_end(newest) + timedelta(days=1)


def _pressed(opened: tuple[str, str]) -> CockpitError | str | None:
    """Do what was pressed: None once written, else why not; empty before a press."""
    of, said = st.session_state.pop(PRESSED, None) or (None, None)
    if said is None or of != opened:
        return ""
    lake, today = store.store().lake, settings.load().today()
    if isinstance(said, Found):
        return dialogs.done(lambda by: supervision.register(lake, said, by.name, today=today))
    if isinstance(said, date):
        return dialogs.done(
            lambda by: supervision.close(lake, opened[1], said, by.name, today=today)
        )
    since, rules = said
    return dialogs.done(lambda by: weights.revise(lake, rules, since, by.name))


def _later(found: AssessmentData) -> str:
    """The day of what is written down, where it is later than the day looked at; else empty.

    On that day it is listed, on this one not yet.
    """
    of, said = st.session_state.get(PRESSED) or (None, None)
    if of != found.do or not isinstance(said, Found) or said.on <= found.as_of:
        return ""
    return said.on.isoformat()


def _leave() -> None:
    st.session_state.pop(PRESSED, None)
    address.change(do="")


def _within(
    form: _Form,
    ask: Callable[[_Form], Said | str | None],
    said: CockpitError | str,
    opened: tuple[str, str],
    *,
    may_go: bool,
) -> None:
    """A dialog: what it is about, what stands in the way, and what is asked."""
    dialogs.themed()
    pieces.draw(form.about)
    if isinstance(said, CockpitError):
        cards.notice(said, ())
    if not may_go:
        return
    told = ask(form)
    if told is None:
        return
    if isinstance(told, str):
        pieces.draw(markup.render("words", words=told))
        return
    st.session_state[PRESSED] = (opened, told)
    st.rerun()


def _ask_weights(form: _Form) -> Said | str | None:
    with st.form("assessment weights form", border=False):
        since = st.date_input("从哪一天起", form.on, key="weights since", format="YYYY-MM-DD")
        edited = st.data_editor(
            _editable(form.rules),
            key="weights table",
            hide_index=True,
            disabled=["块"],
            num_rows="fixed",
            width="stretch",
            height="content",
            placeholder="—",
            column_config={
                "分值": st.column_config.NumberColumn(width=70, step=0.1, format="%g"),
                "线": st.column_config.NumberColumn(width=70, step=0.01, format="%g"),
                "封顶": st.column_config.NumberColumn(width=70, step=0.1, format="%g"),
                "块": st.column_config.TextColumn(width=110),
                "项": st.column_config.TextColumn(width=150, pinned=True, max_chars=LONGEST_NAME),
                "算法": st.column_config.TextColumn(max_chars=LONGEST),
            },
        )
        is_pressed = st.form_submit_button("存为新的一版", type="primary")
    if not is_pressed:
        return None
    return since, told(form.rules, edited)


def _editable(rules: Sequence[Rule]) -> DataFrame:
    """The weights as a table to be edited: a line a formula."""
    frame = DataFrame(
        {
            "块": [rule.block for rule in rules],
            "项": [rule.item for rule in rules],
            **{
                header: pd.Series([_float(getattr(rule, name)) for rule in rules], dtype="float64")
                for header, name in NUMBERS.items()
            },
            "算法": [rule.note for rule in rules],
        }
    )
    return frame[["项", *NUMBERS, "块", "算法"]]


def told(rules: Sequence[Rule], edited: DataFrame) -> tuple[Rule, ...]:
    """The weights as they were edited; what a formula is, its block and its kind stay."""
    return tuple(
        replace(
            rule,
            points=_decimal(row["分值"]),
            threshold=_decimal(row["线"]),
            cap=_decimal(row["封顶"]),
            item=text(row["项"]).strip(),
            note=text(row["算法"]).strip(),
        )
        for rule, (_, row) in zip(rules, edited.iterrows(), strict=True)
    )


def _rule(row: Any) -> Rule:
    return Rule(
        row.formula,
        row.block,
        row.item,
        _decimal(row.points),
        _decimal(row.threshold),
        _decimal(row.cap),
        row.kind,
        text(row.note),
    )


def _decimal(value: Any) -> Decimal | None:
    return None if is_missing(value) else Decimal(f"{float(value):.10g}")


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _projects(found: AssessmentData) -> Mapping[str, str] | None:
    """The projects to choose from, code → words; None where they are too many."""
    rows = found.view.ask(project.names, Filters(found.as_of))
    if len(rows) > MOST_OFFERED:
        return None
    return {str(row.project_id): f"{row.name}（{row.project_id}）" for row in each(rows)}


def _ask_found(form: _Form) -> Said | str | None:
    with st.form("supervision form", border=False):
        on = st.date_input("哪一天查的", form.on, key="found on", format="YYYY-MM-DD")
        if form.projects is None:
            code: str | None = st.text_input(
                "项目代码", key="found project", max_chars=LONGEST_CODE
            ).strip()
        else:
            code = st.selectbox(
                "项目", list(form.projects), None, form.projects.__getitem__, key="found project",
                placeholder="选一个项目，可输入名称或代码",
            )  # fmt: skip
        finding = st.text_area("发现问题（必填）", key="found what", max_chars=LONGEST, height=80)
        organisation = st.text_input(
            "整改单位（不填为项目的责任单位）", key="found organisation", max_chars=LONGEST_NAME
        )
        due_on = st.date_input("整改期限（可不填）", None, key="found due", format="YYYY-MM-DD")
        is_pressed = st.form_submit_button("登记", type="primary")
    if not is_pressed:
        return None
    if not code or not finding.strip():
        return "先选项目，再写发现了什么。"
    return Found(on, code, finding, organisation, due_on)


def _ask_fixed(form: _Form) -> Said | str | None:
    with st.form("supervision fixed form", border=False):
        on = st.date_input("哪一天整改完的", form.on, key="fixed on", format="YYYY-MM-DD")
        is_pressed = st.form_submit_button("记为已整改", type="primary")
    return on if is_pressed else None
