"""Writing from a page: who does it, and how it is opened where it is closed.

A page says ``closed`` before anybody tries, asks ``writer`` again in the run that writes, and says
``written`` after it.
"""

from collections.abc import Mapping

import streamlit as st

from cockpit.errors import WritingClosed
from cockpit.web import page
from cockpit.web.server import store, writing
from cockpit.web.server.writing import Writer


def closed() -> WritingClosed | None:
    """Why the visitor of this run may not write, with all that is missing; None where they may.

    A page's still is drawn for no request: what hangs on this must not stand on it.
    """
    return writing.closed(page.visitor().person, _headers())


def may_try() -> bool:
    """Whether the visitor of this run may bring files, if only to see what they would do."""
    return writing.may_try(page.visitor().person, _headers())


def is_known() -> bool:
    """Whether a request is known whose visitor may write or not: a still is drawn for none."""
    return bool(_headers())


def writer() -> Writer:
    """Who writes in this run. Raises WritingClosed, which the log notes."""
    return writing.require_writer(page.visitor().person, _headers())


def written() -> None:
    """A version was written: the next run shows it, without waiting for the poller's look."""
    store.store().look()


def _headers() -> Mapping[str, str]:
    """The headers of the request that opened this session, names in small letters."""
    return {name.lower(): value for name, value in st.context.headers.items()}
