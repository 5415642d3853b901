"""What a page's run looks at: the router opens a view, the page asks it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from cockpit.errors import NotFound
from cockpit.screens.view import View
from cockpit.web.server import base
from cockpit.web.server.access import Visitor
from cockpit.web.view import view_of

T = TypeVar("T")
Sections = Mapping[str, Sequence[Any]]  # section → its pages (st.Page)
_open: ContextVar[View] = ContextVar("view")
_sections: ContextVar[Sections] = ContextVar("sections")
_visitor: ContextVar[Visitor] = ContextVar("visitor")
_bar_end: ContextVar[Any] = ContextVar("bar_end")
ANYONE = Visitor()


@contextmanager
def opened(
    query: Mapping[str, Sequence[str]],
    sections: Sections,
    own: Collection[str],
    visitor: Visitor = ANYONE,
) -> Iterator[View]:
    """Open the view that the address asks for, for this run. Raises as ``view_of``."""
    seen = view_of(query, own)
    token, pages, who = _open.set(seen), _sections.set(sections), _visitor.set(visitor)
    try:
        yield seen
    finally:
        _open.reset(token)
        _sections.reset(pages)
        _visitor.reset(who)


def go(href: str) -> None:
    """Open the page at an address of this server, with its parameters. Raises NotFound."""
    target = urlsplit(href)
    st.switch_page(at(target.path), query_params=parse_qs(target.query))


def at(path: str) -> Any:
    """The page (st.Page) at an address of this server. Raises NotFound."""
    for pages in _sections.get().values():
        for page in pages:
            if page.url_path == path.strip("/"):
                return page
    raise NotFound(f"没有“{path[:60]}”这一页")


def icon() -> str:
    """The pages' icon; a file's path would go through Streamlit's media, which wants a sign-in."""
    return base.below("/app/static/icon.png")


def view() -> View:
    """The view of this run."""
    return _open.get()


def visitor() -> Visitor:
    """Who looks at the page of this run."""
    return _visitor.get()


def keep_bar_end(place: Any) -> None:
    """Remember the place (a container) in the bar that a page may fill once it knows its data."""
    _bar_end.set(place)


def bar_end() -> Any:
    """That place; None where the page has no bar: in a shared link's view."""
    return _bar_end.get(None)


def card(name: str) -> Any:
    """A card: a container on the cards' surface. ``name`` tells a page's cards apart."""
    return st.container(key=f"card-{name}")
