"""The parts of 项目 as a page draws them, and what it says where there is no such project."""

from functools import partial

import streamlit as st

from cockpit.charts.project import curve
from cockpit.errors import CockpitError
from cockpit.screens.card import Card, html
from cockpit.screens.project import page as screen
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.progress import progress
from cockpit.screens.view import View
from cockpit.web import cards, charts, downloads, linked, pieces
from cockpit.web.page import card

WAYS = (("/ledger", "到项目台账里找"), ("/", "回到驾驶舱"))


def opened(view: View) -> ProjectData:
    """The project of the link. Stops the page with a card where there is none."""
    try:
        page = screen.project_page(view)
    except CockpitError as error:
        look = view.look.query()
        cards.notice(error, tuple((f"{path}?{look}", words) for path, words in WAYS))
        st.stop()
    if text := screen.renamed(page):
        pieces.draw(text)
    return page.data


def top(one: ProjectData) -> None:
    """Where one is, the way to the next lit project, the finding, and what the project is."""
    linked.draw(screen.way(one), key="way")
    pieces.draw(screen.finding(one))
    linked.draw(screen.about(one), key="about")


def curve_and_lamp(one: ProjectData) -> None:
    """The curve with the gap as its hero; beside it the lamp with the facts that set it."""
    left, right = st.columns([684, 434], gap="small")
    with left, card("curve"):
        said = progress(one)
        if isinstance(said, Card):
            pieces.draw(html(said))
        else:
            made = partial(curve, said.curve)
            charts.chart(one.view, said.text, made, key="project curve", is_chosen=False)
    with right, card("lamp"):
        linked.draw(screen.lamp(one), key="lamp")


def body(one: ProjectData) -> None:
    """Nodes, stages, problems, bonds, changes, people, reports and sources."""
    linked.draw(screen.body(one), key="body")
    downloads.offer_in_bar("project", one.view.fixed.query(project=one.project_id))


def fine_print(one: ProjectData) -> None:
    """What is sample, and the definitions that the page rests on."""
    pieces.draw(screen.fine_print(one))
