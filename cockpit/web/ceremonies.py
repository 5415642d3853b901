"""The widgets of 集中开工与观摩: which tour and group is shown, what can be taken along."""

import streamlit as st

from cockpit.screens.ceremonies import page, tour
from cockpit.screens.ceremonies.data import PATH, CeremoniesData
from cockpit.web import address, copying, downloads, linked, pieces
from cockpit.web.page import card


def held(found: CeremoniesData) -> None:
    """The ceremonies; the open one with its projects."""
    with card("held"):
        if found.total is not None:
            with st.container(key="held-tools", horizontal=True, vertical_alignment="center"):
                downloads.offer("ceremonies", found.view.fixed.query())
        linked.draw_in_place(page.held(found), "ceremonies held", PATH)


def toured(found: CeremoniesData) -> None:
    """The tour that is shown, and below it the look back."""
    with card("tour"):
        if found.shown is not None:
            with st.container(key="tour-tools", horizontal=True, vertical_alignment="center"):
                _tools(found)
        linked.draw(tour.html(found), key="ceremonies tour")
    if found.shown is not None:
        with card("looked-back"):
            if found.promises:
                with st.container(key="back-tools", horizontal=True, vertical_alignment="center"):
                    downloads.offer("promises", found.view.fixed.query())
            linked.draw(tour.looked_back(found), key="ceremonies looked back")


def _tools(found: CeremoniesData) -> None:
    offered = tour.labels(found)
    if len(offered) > 1:
        widget = address.widget("ceremonies tour", found.tour, _write, "tour")
        pieces.switch("观摩", offered, found.tour, **widget)
    groups = tour.groups(found)
    if len(groups) > 1:
        widget = address.widget("ceremonies group", found.group, _write, "group")
        pieces.switch("观摩组", dict(zip(groups, groups, strict=True)), found.group, **widget)
    if text := tour.handed_out(found):
        copying.points(text, "复制名次")
    downloads.offer("tours", found.view.fixed.query())


def _write(value: str, name: str) -> None:
    address.change(**{name: value})
