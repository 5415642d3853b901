"""The page's own widgets. The address is the only state: filled from it, written back to it."""

from collections.abc import Mapping

import streamlit as st


def switch(name: str, label: str, offered: Mapping[str, str], chosen: str) -> None:
    """A choice of one; its default is left out of the address."""
    st.session_state[name] = chosen
    st.segmented_control(
        label,
        list(offered),
        key=name,
        required=True,
        label_visibility="collapsed",
        format_func=lambda code: offered[code],
        on_change=write,
        args=(name,),
    )


def write(name: str) -> None:
    """Put the widget ``name`` into the address."""
    value = st.session_state[name]
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
