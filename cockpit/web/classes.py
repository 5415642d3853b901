"""The widgets of 各类项目: which view is open, its parts, what can be taken along."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup
from plotly.graph_objects import Figure

from cockpit import chart_sizes
from cockpit.charts import classes as drawn
from cockpit.city import ProjectClass
from cockpit.screens.classes import (
    grips,
    levels,
    overlaps,
    overview,
    page,
    parks,
    phases,
    states,
    subdomains,
)
from cockpit.screens.classes.data import OVERVIEW, ClassesData
from cockpit.screens.page import ChartText
from cockpit.screens.rows import Row
from cockpit.web import address, downloads, linked, pieces
from cockpit.web.charts import chart
from cockpit.web.page import card

Html = Callable[..., Markup]


def views(found: ClassesData) -> None:
    """The choice of a view, and its file."""
    with st.container(key="classes-tools", horizontal=True, vertical_alignment="center"):
        widget = address.widget("classes view", found.chosen, _write)
        pieces.switch("看哪一类", page.offered(found), found.chosen, **widget)
        asked = "" if found.chosen == OVERVIEW else found.chosen
        downloads.offer("classes", found.view.fixed.query(view=asked))


def _write(value: str) -> None:
    address.change(view="" if value == OVERVIEW else value)


def shown(found: ClassesData) -> None:
    """The view that is open."""
    match found.chosen:
        case "all":
            _overview(found)
        case "grips":
            _grips(found)
        case "parks":
            _part("parks", parks.html, found)
        case code:
            if not found.is_empty(code):
                one = found.city.class_of(code)
                _KINDS[page.kind(found, one)](found, one)


def _part(name: str, html: Html, *of: object) -> None:
    """A part on a card, which is as high as the one beside it."""
    with st.container(key=f"card-{name}", height="stretch"):
        linked.draw(html(*of), key=f"classes {name}")


def _overview(found: ClassesData) -> None:
    _part("classes", overview.classes, found)
    _part("storeys", overview.rulers, found)
    left, right = st.columns([5, 3])
    with left:
        _part("overlaps", overlaps.html, found)
    with right:
        _part("several", overlaps.several, found)


def _levels(found: ClassesData, one: ProjectClass) -> None:
    left, right = st.columns([5, 3])
    with left:
        _part("levels", levels.by_level, found, one)
    with right:
        _part("ranks", levels.ranks, found, one)
    left, right = st.columns([1, 1])
    with left:
        lines = levels.series(found, one)
        _curves(found, lines, levels.curve_text(found, one), chart_sizes.LEVELS)
    with right:
        _part("late", levels.late, found, one)


def _phases(found: ClassesData, one: ProjectClass) -> None:
    _part("funnel", phases.funnel, found, one)
    with card("phases"):
        linked.draw(phases.by_phase(found, one), key="classes phases")
        with st.container(key="phases-tools", horizontal=True):
            downloads.offer("phases", found.view.fixed.query(view=one.code))


def _subdomains(found: ClassesData, one: ProjectClass) -> None:
    _part("subdomains", subdomains.html, found, one)
    left, right = st.columns([1, 1])
    with left:
        _part("spread", subdomains.spread, found, one)
    with right:
        _part("slowest", subdomains.slowest, found, one)


def _states(found: ClassesData, one: ProjectClass) -> None:
    if one.has_bonds:
        _part("bonds", states.bonds_line, found, one)
    _part("states", states.by_state, found, one)
    left, right = st.columns([1, 1])
    if one.has_bonds:
        with left:
            _part("slowest", subdomains.slowest, found, one)
        with right:
            _part("spread", subdomains.spread, found, one)
            _part("late", states.late, found, one)
        return
    with left:
        _part("rates", states.rates, found, one)
    with right:
        _part("flows", states.flows, found, one)
        _part("late", states.late, found, one)


_KINDS = {
    "levels": _levels,
    "phases": _phases,
    "subdomains": _subdomains,
    "states": _states,
}


def _grips(found: ClassesData) -> None:
    _part("grips", grips.beside, found)
    _curves(found, grips.series(found), grips.curve_text(found), chart_sizes.GRIPS)
    _part("domains", grips.domains, found)
    _part("matrix", grips.matrix, found)


def _curves(
    found: ClassesData, lines: Mapping[str, Sequence[Row]], text: ChartText, height: int
) -> None:
    """Rates by month; nothing where nobody has reported."""
    if not lines:
        return
    with st.container(key="card-curves", height="stretch"):
        make = partial(_figure, lines, found, height)
        chart(found.view, text, make, key=f"classes curves {found.chosen}")


def _figure(lines: Mapping[str, Sequence[Row]], found: ClassesData, height: int) -> Figure:
    parts = [
        drawn.Part(name, [(float(row.months), 100 * float(row.completion_ratio)) for row in rows])
        for name, rows in lines.items()
    ]
    own = found.view.look.filters.basis == "curve"  # each part has a 序时 of its own
    first = next(iter(lines.values()))
    time = [] if own else [(float(row.months), 100 * float(row.time_progress)) for row in first]
    return drawn.by_month(parts, time, height)
