"""Buttons that put something on the clipboard: the page's address, or a text for a work group.

Where reading needs a sign-in, who is signed in can copy an address with a key for those who are
not (cockpit/web/server/sharing.py).
"""

import streamlit as st

from cockpit import settings
from cockpit.screens import styles
from cockpit.web import page
from cockpit.web.server import base, sharing

_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const isFirst = !button.onclick;
  button.textContent = data.label;
  if (isFirst) dispatchEvent(new Event("cockpit:drawn"));  // the still waits for it
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
_HTML = "<button class='linked' type='button'>复制</button>\n"
_component = st.components.v2.component("copying", html=_HTML, css=styles.in_rem(_CSS), js=_JS)


def link(path: str) -> None:
    """复制链接: the page at ``path``, an address on this server with its query."""
    address = base.below(path)
    if not _may_share():
        _component(data={"path": address, "label": "复制链接"}, key="copy_link", width="content")
        return
    with st.popover("复制链接"):
        label = "复制链接（登录后打开）"
        _component(data={"path": address, "label": label}, key="copy_link", width="content")
        share(path, f"复制分享链接（{sharing.LASTS.days} 天有效）", key="copy_shared")


def share(path: str, label: str, key: str) -> None:
    """The same with a key, which opens this one view without a sign-in; to who may hand it on."""
    if _may_share() and (shared := sharing.shared(path)):
        _component(data={"path": base.below(shared), "label": label}, key=key, width="content")


def _may_share() -> bool:
    """Who came by a shared link hands that on, and no key of their own to another view."""
    visitor = page.visitor()
    is_let_in = visitor.person is not None and visitor.person.role is not None
    return settings.load().signed_in_only and is_let_in and visitor.shared_until is None


def points(text: str, label: str = "复制要点") -> None:
    """复制要点: a plain text; ``{origin}`` in it becomes this server's address."""
    _component(data={"text": text, "label": label}, key="copy_points", width="content")
