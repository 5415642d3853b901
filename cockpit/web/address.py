"""The page's address: its only state, read here and written in one step.

Three habits of Streamlit's stand against that, and are met here:

- each message about the address is an entry of the browser's history: what one click changes is
  written at once (``change``), so that one Back undoes it;
- a click is sent with the address as the browser knows it, which may be older than what the run
  before it wrote: that is caught up with (``query``, ``heard``);
- every widget's value is sent at each run, also of those that were not on screen when the address
  changed (in a closed popover): a widget that says something else than the address is given up
  and another takes its place (``widget``).
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cockpit.link.look import PARAMETERS
from cockpit.web.server.sharing import SHARE

Query = Mapping[str, Sequence[str]]
WRITTEN = "address written"  # in the session: [page, addresses before as text, address after]
# in the session: a widget's name after this → when it was first drawn, how often given up since
_HELD = "held "
# a key comes again only after so many others, when no browser remembers it: Streamlit forgets none
_TURNS = 20


def query() -> dict[str, list[str]]:
    """The page's address parameters, but for a shared link's key."""
    _catch_up()
    said = _as_sent()
    said.pop(SHARE, None)
    return said


def shared_key() -> str:
    """The key in the address of a shared link; empty without."""
    return str(st.query_params.get(SHARE, ""))


def change(**values: str | Sequence[str]) -> None:
    """Write parameters into the address, all in one step; an empty value takes one out."""
    put = {
        name: [value] if isinstance(value, str) else list(value) for name, value in values.items()
    }
    _write({**query(), **put})


def follow(target: Query, drawn: Query, several: Collection[str] = ()) -> None:
    """Change the address as a link to ``target`` means it that was drawn at ``drawn``.

    Two quick clicks both count: what the second link leaves as it was when it was drawn stays as
    the first one made it. A value is put beside others of its name only among the filters of a
    look and ``several``.
    """
    _write(moved(query(), target, drawn, several))


def moved(
    now: Query, target: Query, drawn: Query, several: Collection[str] = ()
) -> dict[str, list[str]]:
    """The address ``now`` after such a link: see ``follow``."""
    result = {name: list(values) for name, values in now.items()}
    for name in {**drawn, **target}:
        old, new = drawn.get(name, ()), target.get(name, ())
        if list(old) != list(new):
            kept = [value for value in now.get(name, ()) if value not in old or value in new]
            added = [value for value in new if value not in old and value not in kept]
            beside = name in PARAMETERS or name in several
            result[name] = [*kept, *added] if beside else added or kept
    return result


def as_text(address: Query) -> str:
    """The parameters as a query string."""
    return urlencode(address, doseq=True)


def widget(
    name: str,
    value: Any,
    write: Callable[..., None],
    *more: Any,
    said: Callable[[Any], Any] = lambda state: state,
) -> dict[str, Any]:
    """What binds the widget ``name`` to the address: its ``key``, ``on_change`` and ``args``.

    ``value``: what the address says, which the widget is to begin with; ``write``: puts its new
    value, and ``more``, into the address; ``said``: from the widget's state to its value. While
    the widget says what the address says it keeps its key, and with it the keyboard's focus. Else
    it is given up for one of another key, and what the browser goes on sending for it is passed
    over.
    """
    key = _key(name)
    if key not in st.session_state or _plain(said(st.session_state[key])) != _plain(value):
        # by the clock, so that a key of before the server's restart is no key of now
        first, turns = st.session_state.get(_HELD + name) or (time.time_ns() // 1_000_000, -1)
        st.session_state[_HELD + name] = (first, turns + 1)
        key = _key(name)
    return {"key": key, "on_change": _told, "args": (name, key, said, write, more)}


def _key(name: str) -> str:
    first, turns = st.session_state.get(_HELD + name) or (0, 0)
    return f"{name} {first + turns % _TURNS}"


def _told(
    name: str,
    key: str,
    said: Callable[[Any], Any],
    write: Callable[..., None],
    more: Sequence[Any],
) -> None:
    if key == _key(name):
        write(said(st.session_state[key]), *more)


def heard() -> None:
    """The run has come to its end: the browser has long had the address that it wrote."""
    st.session_state.pop(WRITTEN, None)


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return frozenset(value)
    return value.strip() if isinstance(value, str) else value  # a second word is being typed


def _as_sent() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _write(after: Query) -> None:
    """The one place that writes; nothing is sent where nothing changes."""
    said = {name: [value for value in values if value] for name, values in after.items()}
    after, now = {name: values for name, values in said.items() if values}, _as_sent()
    if SHARE in now:  # it opens this view alone: the next run says so, and Back comes back to it
        after[SHARE] = now[SHARE]
    if after == now:
        return
    _, before, _ = st.session_state.get(WRITTEN) or ("", [], {})
    st.session_state[WRITTEN] = [_page(), [*before, as_text(now)], after]
    st.query_params.from_dict(after)


def _catch_up() -> None:
    """Take up what an interrupted run wrote, if the browser had not heard of it yet.

    Back is no such case: there the browser does mean the earlier address.
    """
    page, before, after = st.session_state.get(WRITTEN) or ("", [], {})
    sent, context = as_text(_as_sent()), get_script_run_ctx()
    is_back = context is not None and context.is_history_navigation
    if page != _page() or is_back or sent not in [*before, as_text(after)]:
        heard()
    elif sent != as_text(after):
        st.query_params.from_dict(after)


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""
