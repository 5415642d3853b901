"""A page whose server goes away: it says so, keeps still meanwhile, and goes on when it is back.

Streamlit would say so in English, and would run nothing when the line is back: the first click
then goes to a session that knows no widget, and is lost. Here nothing can be clicked until the page
has been drawn anew for the new session, so the first click that can be made counts.
"""

import streamlit as st

_JS = """
export default function ({ parentElement, setTriggerValue }) {
  const own = parentElement;
  own.again = () => setTriggerValue("again", Date.now());
  if (own.rest) return own.rest;
  const app = document.querySelector(".stApp"), root = document.documentElement;
  const band = document.createElement("div");
  band.className = "away-band";
  band.setAttribute("role", "status");
  document.body.append(band);
  let line = "up", focused = null, late = 0;
  const say = (words) => { band.textContent = words; };
  const still = (on) => {
    if (on && !app.inert) focused = document.activeElement;
    app.inert = on;
    root.toggleAttribute("data-away", on);
    if (!on && focused?.isConnected) focused.focus({ preventScroll: true });
  };
  const see = () => {
    const up = app.dataset.testConnectionState === "CONNECTED";
    const runs = app.dataset.testScriptState !== "notRunning";
    if (!up) {
      line = "down";
      clearTimeout(late);
      say("连接中断，正在重连…连上之前不能点选，连上后自动恢复");
      still(true);
    } else if (line === "down") {
      line = "back";
      say("已连上，正在恢复画面…");
      own.again();
      late = setTimeout(() => location.reload(), 30000);  // never still for good
    } else if (line === "back" && runs) {
      line = "drawn";
      clearTimeout(late);
    } else if (line === "drawn" && !runs) {
      line = "up";
      say("");
      still(false);
    }
  };
  const watch = new MutationObserver(see);
  watch.observe(app, {
    attributeFilter: ["data-test-connection-state", "data-test-script-state"],
  });
  own.rest = () => {
    watch.disconnect();
    clearTimeout(late);
    still(false);
    band.remove();
    own.rest = null;
  };
  return own.rest;
}
"""
_component = st.components.v2.component("reconnecting", html="<span></span>\n", js=_JS)


def watch() -> None:
    """Watch the line to the server, on every page."""
    _component(key="reconnecting", height=1, on_again_change=_nothing)


def _nothing() -> None:
    """A trigger has to be named by a callback; the run itself is what is wanted."""
