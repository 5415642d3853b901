"""What a page's run looks at: the router opens a view, the page asks it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import streamlit as st
from pandas import DataFrame

from cockpit.errors import NotFound
from cockpit.link.look import Look
from cockpit.web.server import store
from cockpit.web.server.store import Question
from cockpit.web.view import View, view_of
from queries.filters import Filters

ICON = "/app/static/icon.png"  # a path would go through Streamlit's media, which asks for a sign-in
T = TypeVar("T")
Sections = Mapping[str, Sequence[Any]]  # section → its pages (st.Page)
_open: ContextVar[View] = ContextVar("view")
_sections: ContextVar[Sections] = ContextVar("sections")


@contextmanager
def opened(
    query: Mapping[str, Sequence[str]], sections: Sections, own: Collection[str]
) -> Iterator[View]:
    """Open the view that the address asks for, for this run. Raises as ``view_of``."""
    seen = view_of(query, own)
    token, pages = _open.set(seen), _sections.set(sections)
    try:
        yield seen
    finally:
        _open.reset(token)
        _sections.reset(pages)


def at(path: str) -> Any:
    """The page (st.Page) at an address of this server. Raises NotFound."""
    for pages in _sections.get().values():
        for page in pages:
            if page.url_path == path.strip("/"):
                return page
    raise NotFound(f"没有“{path[:60]}”这一页")


def view() -> View:
    """The view of this run."""
    return _open.get()


def ask(question: Question, filters: Filters | None = None, **more: Any) -> DataFrame:
    """The answer to a question about this run's view; shared, so never written into."""
    seen = _open.get()
    return store.ask(question, seen.mart, filters or seen.look.filters, **more)


def kept(look: Look, name: str, make: Callable[[], T], *more: object) -> T:
    """A part of a page, made once a mart and look; never written into.

    ``name`` tells the parts of all pages apart; ``more``: whatever else the part depends on, as
    the theme of a chart.
    """
    seen = _open.get()
    return store.remember(seen.mart, ("part", name, look, seen.standing, *more), make)


def card(name: str) -> Any:
    """A card: a container on the cards' surface. ``name`` tells a page's cards apart."""
    return st.container(key=f"card-{name}")
