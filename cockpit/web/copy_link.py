"""复制链接: puts the page's address, with its date written out, on the clipboard."""

import streamlit as st

_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = async () => {
    const link = new URL(data.path, location.origin).href;
    try {
      await navigator.clipboard.writeText(link);
    } catch (refused) {  // a page over plain http has no clipboard of its own
      const field = document.createElement("textarea");
      field.value = link;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = "复制链接"; }, 1500);
  };
}
"""
_CSS = """
button { height: 36px; padding: 0 12px; border-radius: 8px; cursor: pointer; white-space: nowrap;
  font: 14px/22px var(--cjk); color: var(--text2); background: var(--surface);
  border: 1px solid var(--line); }
button:hover { border-color: var(--b500); color: var(--b700); }
"""
_component = st.components.v2.component(
    "copy_link", html="<button type='button'>复制链接</button>\n", css=_CSS, js=_JS
)


def button(path: str) -> None:
    """The button for the page at ``path``, an address on this server with its query."""
    _component(data={"path": path}, key="copy_link", width="content")
