"""A page that follows the data: it hears of a new version by the stream the walls listen to.

A component without a look of its own; while nothing happens it costs no request and no rerun.
"""

import streamlit as st

from cockpit.screens.view import View
from cockpit.web import page
from cockpit.web.server import base, store

_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const own = parentElement;
  own.shown = data.version;
  own.events = data.events;
  own.trouble = data.trouble;
  own.follow = (version) => setTriggerValue("version", version);
  if (own.rest) return own.rest;
  let source = null, again = 0, tries = 0;
  const listen = () => {
    clearTimeout(again);
    source?.close();
    source = new EventSource(own.events);
    source.addEventListener("state", (event) => {
      tries = 0;
      const said = JSON.parse(event.data);
      const [version, trouble] = [said.version.split(".")[0], said.trouble ?? ""];
      if ((version && version !== own.shown) || trouble !== own.trouble) {
        own.follow(`${version} ${trouble}`);
      }
    });
    source.onerror = () => {  // after one refusal it would give up for good
      source.close();
      again = setTimeout(listen, Math.min(10000, 1000 * 2 ** tries++));
    };
  };
  // a hidden tab gives its line back: a browser has six to a server
  const see = () => {
    if (!document.hidden) return listen();
    clearTimeout(again);
    source?.close();
  };
  own.rest = () => {
    document.removeEventListener("visibilitychange", see);
    clearTimeout(again);
    source?.close();
    own.rest = null;
  };
  document.addEventListener("visibilitychange", see);
  see();
  return own.rest;
}
"""
_component = st.components.v2.component("following", html="<span></span>\n", js=_JS)


def follow(view: View) -> None:
    """Run the page anew at each new version and trouble, unless its address names a version.

    A shared link's visitor has no right to the stream.
    """
    if view.look.version is None and page.visitor().shared_until is None:
        trouble = store.store().trouble
        _component(
            data={
                "version": str(view.mart.version),
                "trouble": trouble.title if trouble else "",
                "events": base.below("/events"),
            },
            key="following",
            height=1,
            on_version_change=_nothing,
        )


def _nothing() -> None:
    """A trigger has to be named by a callback; the run itself opens the latest version."""
