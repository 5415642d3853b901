"""The widgets of 跑项争资: which board of steps is shown, what can be taken along."""

import streamlit as st

from cockpit.screens.pipeline import board as boards
from cockpit.screens.pipeline import page, statistics, way
from cockpit.screens.pipeline.data import PipelineData
from cockpit.web import address, downloads, linked, pieces
from cockpit.web.page import card


def libraries(found: PipelineData) -> None:
    """The libraries side by side."""
    with card("libraries"):
        linked.draw(page.libraries(found), key="pipeline libraries")


def ways(found: PipelineData) -> None:
    """The way from a library to a start, and how long each hop takes."""
    left, right = st.columns([5, 4])
    with left, card("way"):
        linked.draw(way.way(found), key="pipeline way")
    with right, card("hops"):
        linked.draw(way.hops(found), key="pipeline hops")


def board(found: PipelineData) -> None:
    """The board of steps."""
    offered = boards.offered(found)
    with card("board"):
        if len(offered) > 1:
            with st.container(key="pipeline-board", horizontal=True):
                widget = address.widget("pipeline board", found.board, _write, next(iter(offered)))
                pieces.switch("哪个推进台", offered, found.board, **widget)
        linked.draw(boards.board(found), key="pipeline steps")


def registered(found: PipelineData) -> None:
    """The steps into statistics, and who is outside."""
    with card("statistics"):
        with st.container(key="pipeline-file", horizontal=True):
            downloads.offer("pipeline", found.view.fixed.query())
        linked.draw(statistics.statistics(found), key="pipeline statistics")


def dropped(found: PipelineData) -> None:
    """Who left."""
    with card("dropped"):
        linked.draw(statistics.dropped(found), key="pipeline dropped")


def _write(value: str, usual: str) -> None:
    address.change(board="" if value == usual else value)
