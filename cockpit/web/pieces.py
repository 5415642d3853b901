"""Pieces of our HTML on a page: the one place that hands them to Streamlit; and a switch."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from cockpit.web.server import base


def draw(html: str, **options: Any) -> None:
    """HTML without links that are followed in the page (those: linked.py), or a stylesheet."""
    st.html(base.placed(html), **options)


def switch(label: str, offered: Mapping[str, str], chosen: str, **widget: Any) -> None:
    """A choice of one, side by side; ``offered``: code → words, ``widget``: of address.widget."""
    st.segmented_control(
        label,
        list(offered),
        default=chosen,
        required=True,
        label_visibility="collapsed",
        format_func=lambda code: offered[code],
        **widget,
    )
