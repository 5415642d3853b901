"""The page's own widgets."""

from collections.abc import Mapping

import streamlit as st

from cockpit.web import address


def switch(name: str, label: str, offered: Mapping[str, str], chosen: str) -> None:
    """A choice of one; its default is left out of the address."""
    st.segmented_control(
        label,
        list(offered),
        default=chosen,
        required=True,
        label_visibility="collapsed",
        format_func=lambda code: offered[code],
        **address.widget(name, chosen, write, name),
    )


def write(value: str, name: str) -> None:
    """Put a choice into the address."""
    address.change(**{name: value})
