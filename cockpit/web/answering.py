"""HTML of ours that answers: its buttons, choices and fields say something to the script.

An element with ``data-say`` says its name, what it is of (``data-of``) and its value when it is
pressed, chosen or filled in. Nothing in it is trusted: who hears it holds it to what there is.
"""

import zlib
from collections.abc import Callable

import streamlit as st

from cockpit.web.server import base

Heard = Callable[[str, str, str], None]  # name, of, value
LONGEST = 2000  # characters of anything that is heard
_HTML = "<div class='linked'></div>\n"  # a string without a line break would be taken for a path
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".linked");
  if (host.dataset.mark !== data.mark) {
    // what is being written, or has the focus, stays so when it is drawn anew
    const held = host.contains(document.activeElement) ? document.activeElement : null;
    const key = held?.dataset.key, typed = held?.matches("input[type=text]") ? held.value : null;
    const across = [...host.querySelectorAll(".scroll")].map((box) => box.scrollLeft);
    host.dataset.mark = data.mark;
    host.innerHTML = data.html;
    host.querySelectorAll(".scroll").forEach((box, at) => { box.scrollLeft = across[at] ?? 0; });
    dispatchEvent(new Event("cockpit:drawn"));  // the still of the first response waits for it
    const again = key && host.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (again) {
      if (typed !== null) again.value = typed;
      again.focus({ preventScroll: true });
    }
  }
  const say = (node, value) => setTriggerValue("said", {
    name: node.dataset.say, of: node.dataset.of ?? "", value: value ?? "", at: data.at,
  });
  host.onclick = (event) => {
    const node = event.target.closest("button[data-say]");
    if (node) say(node, node.dataset.value);
  };
  host.onchange = (event) => {
    const node = event.target.closest("select[data-say], input[data-say]");
    if (node) say(node, node.value);
  };
}
"""
_in_page = st.components.v2.component("answering", html=_HTML, js=_JS, isolate_styles=False)


def draw(text: str, key: str, heard: Heard, at: str = "") -> None:
    """HTML of ours in the page; ``heard`` is told before the run that follows.

    ``at``: what the HTML was drawn for. What is said of another is not heard: a press that was
    under way while the page changed would mean something else.
    """

    def said() -> None:
        told = st.session_state[key].said
        if isinstance(told, dict) and told.get("at") == at:
            heard(*(str(told.get(part, ""))[:LONGEST] for part in ("name", "of", "value")))

    text = base.placed(text)
    data = {"html": text, "mark": f"{zlib.crc32(text.encode()):x}", "at": at}
    _in_page(data=data, key=key, on_said_change=said)
