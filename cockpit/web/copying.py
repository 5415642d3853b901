"""Buttons that put something on the clipboard: the page's address, or a text for a work group."""

import streamlit as st

from cockpit.screens import styles
from cockpit.web.server import base

_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = async () => {
    const origin = location.origin;
    const text = data.path ? origin + data.path : data.text.replaceAll("{origin}", origin);
    try {
      await navigator.clipboard.writeText(text);
    } catch (refused) {  // a page over plain http has no clipboard of its own
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = data.label; }, 1500);
  };
}
"""
_CSS = """
button { height: 36px; padding: 0 12px; border-radius: 8px; cursor: pointer; white-space: nowrap;
  font: 14px/22px var(--cjk); color: var(--text2); background: var(--surface);
  border: 1px solid var(--line); }
button:focus-visible { outline: 2px solid var(--b700); outline-offset: 2px; }
@media (max-width: 460px) { button { padding: 0 8px; font-size: 13px; } }
button:hover { border-color: var(--b500); color: var(--b700); }
"""
_component = st.components.v2.component(
    "copying", html="<button type='button'>复制</button>\n", css=styles.in_rem(_CSS), js=_JS
)


def link(path: str) -> None:
    """复制链接: the page at ``path``, an address on this server with its query."""
    data = {"path": base.below(path), "label": "复制链接"}
    _component(data=data, key="copy_link", width="content")


def points(text: str) -> None:
    """复制要点: a plain text; ``{origin}`` in it becomes this server's address."""
    _component(data={"text": text, "label": "复制要点"}, key="copy_points", width="content")
