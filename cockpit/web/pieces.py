"""Pieces of our HTML on a page: the one place that hands them to Streamlit."""

from typing import Any

import streamlit as st

from cockpit.web.server import base


def draw(html: str, **options: Any) -> None:
    """HTML without links that are followed in the page (those: linked.py), or a stylesheet."""
    st.html(base.placed(html), **options)
