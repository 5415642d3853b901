"""The widgets of 专项债: which projects are listed, what can be taken along."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from plotly.graph_objects import Figure

from cockpit.charts import bonds as drawn
from cockpit.screens.bonds import curves as lines
from cockpit.screens.bonds import page, tables
from cockpit.screens.bonds import payments as paid
from cockpit.screens.bonds.data import MOST, PATH, BondsData
from cockpit.screens.page import chart_head, fine
from cockpit.web import address, downloads, linked, pieces
from cockpit.web.charts import chart
from cockpit.web.page import card


def years(found: BondsData) -> None:
    """The years of issue against the city's targets."""
    with card("years"):
        linked.draw(page.years(found), key="bonds years")


def curves(found: BondsData) -> None:
    """How fast each batch was used, a panel a year of issue."""
    years = lines.shown_years(found)
    if not years:
        return  # no batch that was used: the years' table says what there is
    with card("curves"):
        said = lines.text_of(found)
        pieces.draw(chart_head(said))
        for year, place in zip(years, st.columns(len(years)), strict=True):
            text, make = lines.year_text(found, year), partial(_curves, found, year)
            with place:
                chart(found.view, text, make, key=f"bonds curves {year}")
        pieces.draw(fine(lines.fine(found)))


def _curves(found: BondsData, year: int) -> Figure:
    panel = lines.panel(found, year)
    batches = [drawn.Batch(one.name, one.points, one.target) for one in panel.batches]
    drawn_panel = drawn.Panel(batches, panel.target)
    return drawn.curves(drawn_panel, lines.pale(found, year), lines.end(found))


def idle(found: BondsData) -> None:
    """Idle money by weeks since issue and by how far the work has come; what was paid by month."""
    left, right = st.columns([3, 2])
    with left, card("idle"):
        linked.draw(tables.weeks(found), key="bonds weeks")
    with right, card("work"):
        linked.draw_in_place(tables.work(found), "bonds work", PATH)
    with right:
        _payments(found)


def _payments(found: BondsData) -> None:
    shown = paid.columns(found)
    if not shown:
        return
    with card("payments"):
        text, make = paid.text_of(found, shown), partial(_months, shown)
        chart(found.view, text, make, key="bonds payments")


def _months(shown: Sequence[paid.Column]) -> Figure:
    return drawn.payments([drawn.Month(one.name, one.pieces, one.is_need) for one in shown])


def projects(found: BondsData) -> None:
    """到位, 支付 and 完成 of each project."""
    with card("projects"):
        with st.container(key="bonds-tools", horizontal=True, vertical_alignment="center"):
            widget = address.widget("bonds work", found.work, _write)
            pieces.switch("哪些项目", tables.offered(found), found.work, **widget)
            downloads.offer("bonds", found.view.fixed.query(work=found.work))
        linked.draw(tables.projects(found), key="bonds projects")


def _write(value: str) -> None:
    address.change(work="" if value == MOST else value)
