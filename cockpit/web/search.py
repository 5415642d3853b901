"""The search box of every page: type a project's name or code, and be there."""

import streamlit as st
from pandas import DataFrame

from cockpit.screens import markup
from cockpit.screens.view import View
from cockpit.web import page, pieces
from queries import project
from queries.filters import Filters

SHOWN, LONGEST = 8, 40
BOX, ENTERED, GO = "find", "find entered", "find go"  # in the session: text, flag, id


def matches(names: DataFrame, text: str) -> DataFrame:
    """Rows of ``names`` that hold every word of ``text`` in a name, code or organisation.

    A code or a whole name that is just ``text`` is alone; else names that begin with it come
    first.
    """
    words = text.casefold().split()
    if not words:
        return names.head(0)
    held = (
        names["project_id"] + " " + names["known_as"] + " " + names["organisation"].fillna("")
    ).str.casefold()
    found = names
    for word in words:
        found = found[held.loc[found.index].str.contains(word, regex=False)]
    whole = " ".join(words)
    exact = (found["project_id"].str.casefold() == whole) | (found["name"].str.casefold() == whole)
    if exact.sum() == 1:
        return found[exact]
    begins = found["name"].str.casefold().str.startswith(whole)
    return found.iloc[(~begins).argsort(kind="stable")]


def box(view: View) -> None:
    """Draw it. One project found: jump; several: a list; none: a sentence."""
    typed = st.session_state.get(BOX, "")
    found = _found(view, typed) if typed.strip() else DataFrame()
    if st.session_state.pop(ENTERED, False) and len(found) == 1:
        st.session_state[GO] = str(found.iloc[0].project_id)
        st.session_state[BOX] = ""
    if going := st.session_state.pop(GO, ""):
        page.go("/project?" + view.look.query(project=going))
    st.text_input(
        "找项目",
        key=BOX,
        placeholder="找项目：名称或代码",
        label_visibility="collapsed",
        max_chars=LONGEST,
        on_change=_entered,
    )
    if not st.session_state[BOX].strip():
        return
    for row in found.head(SHOWN).itertuples():
        st.button(
            markup.plain(str(row.name)),
            key=f"find {row.project_id}",
            type="tertiary",
            width="stretch",
            on_click=_go,
            args=(str(row.project_id),),
            help=f"{row.project_id}",
        )
    pieces.draw(markup.render("words", words=_said(len(found))))


def _found(view: View, typed: str) -> DataFrame:
    """The projects that are meant; all names are asked for only once somebody types."""
    return matches(view.ask(project.names, Filters(view.look.filters.as_of)), typed)


def _said(found: int) -> str:
    if not found:
        return "没有这个项目；换个词，或到项目台账里找"
    return f"共 {found} 个，再输几个字" if found > SHOWN else f"共 {found} 个"


def _entered() -> None:
    st.session_state[ENTERED] = True


def _go(project_id: str) -> None:
    st.session_state[GO] = project_id
    st.session_state[BOX] = ""
