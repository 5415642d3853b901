"""Our HTML on a page with links that work: a click opens another page without a reload.

The wall's fragment is mounted in a shadow root with the document's stylesheet; other pieces live
in the page and take its own. In a document the same links are plain ones.
"""

import zlib
from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from cockpit.link.parameters import is_added
from cockpit.screens import render
from cockpit.web import address, page
from cockpit.web.server import base

_HTML = "<div class='linked'></div>\n"  # a string without a line break would be taken for a path
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".linked");
  if (host.dataset.mark !== data.mark) {
    const focused = host.contains(document.activeElement) && document.activeElement.dataset.key;
    host.dataset.mark = data.mark;
    host.innerHTML = data.html;
    dispatchEvent(new Event("cockpit:drawn"));  // the still of the first response waits for it
    // a link that was followed by keyboard keeps the focus when it is drawn anew
    if (focused) host.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }
  // a row's link picks it; once picked, it undoes that
  for (const link of host.querySelectorAll("a.pick")) {
    const isPicked = link.dataset.key === data.picked;
    link.dataset.href ??= link.getAttribute("href");
    link.setAttribute("href", isPicked ? data.unpick : link.dataset.href);
    if (isPicked) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const wall = host.querySelector(".host");
  if (wall && data.theme) wall.dataset.theme = data.theme;
  host.onclick = (event) => {
    const link = event.target.closest('a[href^="/"]:not([target])');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    setTriggerValue("open", { href: link.getAttribute("href"), drawn: data.drawn });
  };
}
"""
_in_page = st.components.v2.component("linked", html=_HTML, js=_JS, isolate_styles=False)
_wall = st.components.v2.component("wall", html=_HTML, css=render.fragment_css() + "\n", js=_JS)


def draw(text: str, key: str) -> None:
    """HTML of ours in the page."""
    _open(_in_page(data=_data(text), key=key, on_open_change=_nothing).open)


def draw_in_place(
    text: str,
    key: str,
    path: str,
    *,
    picked: str = "",
    unpick: str = "",
    several: Collection[str] = (),
) -> None:
    """HTML of ours on the page at ``path``, whose links change the page's own address.

    The address changes before the run that draws it, so a click costs one run, and Back undoes
    it. A link to another page opens that page. ``picked``: the key of the picked row of a table,
    beside the text, which stays the same; ``unpick``: the address without it. ``several``: as
    ``address.follow`` has it.
    """

    def go() -> None:
        clicked = st.session_state[key].open
        target = urlsplit(_address(clicked))
        if target.path == path:
            address.follow(parse_qs(target.query), parse_qs(clicked["drawn"]), several)

    # what a chat added to the link is nobody's choice
    drawn = address.as_text({n: v for n, v in address.query().items() if not is_added(n)})
    data = _data(text) | {"picked": picked, "unpick": base.below(unpick), "drawn": drawn}
    clicked = _in_page(data=data, key=key, on_open_change=go).open
    if clicked and urlsplit(_address(clicked)).path != path:
        _open(clicked)


def draw_wall(text: str, theme: str) -> None:
    """The wall's fragment, in a shadow root of its own; ``theme``: light, dark or empty."""
    data = _data(text) | {"theme": theme}
    _open(_wall(data=data, key="wall", on_open_change=_nothing).open)


def _data(text: str) -> dict[str, str]:
    text = base.placed(text)
    return {"html": text, "mark": f"{zlib.crc32(text.encode()):x}"}


def _nothing() -> None:
    """A trigger has to be named by a callback; the click is followed in the page's run."""


def _open(clicked: dict[str, Any] | None) -> None:
    if clicked:
        page.go(_address(clicked))


def _address(clicked: dict[str, Any] | None) -> str:
    """The address of ours that was clicked on; empty for none."""
    return base.within(clicked["href"]) or "" if clicked else ""
