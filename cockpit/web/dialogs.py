"""What the dialogs that write have in common: why not, doing it, and the theme of the page."""

from collections.abc import Callable

import streamlit as st
from duckdb import DuckDBPyConnection

from cockpit.errors import CockpitError
from cockpit.web import pieces, writing
from cockpit.web.server import store
from cockpit.web.server.writing import Writer


def refused(require: Callable[[DuckDBPyConnection], object]) -> CockpitError | str:
    """Why the lake as it is now does not allow it; empty where it does."""
    try:
        with store.store().lake.looking() as con:
            require(con)
    except CockpitError as error:
        return error
    return ""


def done(write: Callable[[Writer], object]) -> CockpitError | None:
    """Do what was pressed, as who may write: None once it is written, else why not."""
    try:
        write(writing.writer())
    except CockpitError as error:
        return error
    writing.written()
    return None


def themed() -> None:
    """Give the open dialog, which stands beside the page, the page's theme."""
    if (theme := st.context.theme.type) in {"light", "dark"}:
        pieces.draw(f"<style>[role=dialog] {{ color-scheme: {theme}; }}</style>")
