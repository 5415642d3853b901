"""The widgets of 增速对比: which rates are drawn and listed, and which two regions."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from plotly.graph_objects import Figure

from cockpit.charts import growth as drawn
from cockpit.charts.growth import Target
from cockpit.screens.growth import now, two
from cockpit.screens.growth import points as listed
from cockpit.screens.growth import series as lines
from cockpit.screens.growth.data import KINDS, LATER, GrowthData
from cockpit.screens.page import chart_head, fine
from cockpit.screens.view import View
from cockpit.web import address, downloads, linked, pieces
from cockpit.web.charts import chart


def compared_line(view: View) -> None:
    """The latest rate against the release before it; nothing where there is none."""
    if line := now.compared_line(view):
        linked.draw(line, key="growth compared")


def latest_card(seen: GrowthData) -> None:
    """The latest period against the target and everybody, and the places in the groups."""
    linked.draw(now.latest_card(seen), key="growth latest")


def series(seen: GrowthData) -> None:
    """The rates of home and its benchmarks since they are loaded."""
    _switch("later", "截至日后发布的", LATER, seen.later)
    text = lines.series_text(seen)
    if text is None:
        pieces.draw(fine(lines.no_series(seen)))
        return
    points = lines.points_of(seen)
    target = (
        None
        if seen.target is None
        else Target(seen.figures.city.name, seen.as_of.year, seen.target)
    )

    def make() -> Figure:
        return drawn.series(points, lines.regions_of(seen), as_of=seen.as_of, target=target)

    chart(seen.view, text, make, key="growth series", is_chosen=False)


def pair(seen: GrowthData) -> None:
    """Any region against any other: the choice, the latest common period and both lines."""
    _choose_regions(seen)
    if same := two.same_region(seen):
        pieces.draw(fine(same))
        return
    if line := two.pair_line(seen):
        linked.draw(line, key="growth pair")
    text = two.pair_text(seen)
    if text is None:
        pieces.draw(fine(two.NO_LINES))
        return

    def make() -> Figure:
        points = two.pair_points(seen)
        return drawn.pair(points, seen.region, seen.against, as_of=seen.as_of)

    chart(seen.view, text, make, key="growth pair chart", is_chosen=False)


def _choose_regions(seen: GrowthData) -> None:
    regions = list(dict.fromkeys(seen.series["region"]))
    samples = set(seen.series[seen.series["kind"] == "sample"]["region"])
    with st.container(key="pair-choice", horizontal=True, gap="small"):
        for name, label in (("region", "地区"), ("against", "对比")):
            chosen = getattr(seen, name)
            st.selectbox(
                label,
                regions,
                index=regions.index(chosen),
                width=200,
                format_func=lambda r: f"{r}（示例）" if r in samples else r,
                **address.widget(name, chosen, _write, name),
            )


def points(seen: GrowthData) -> None:
    """Every rate known by the day, with who published it when, and as a file."""
    table = listed.points(seen)
    pieces.draw(chart_head(table.head))
    with st.container(key="points-tools", horizontal=True, vertical_alignment="center"):
        _switch("kind", "哪些增速", KINDS, seen.kinds)
        if len(table.frame):
            look = replace(seen.look, version=seen.figures.stamp.version)
            downloads.offer("growth", look.query(kind=seen.kinds))
    if table.frame.empty:
        pieces.draw(fine(listed.NO_POINTS))
        return
    linked.draw(table.table(), key="growth points")
    pieces.draw(fine(listed.fine(seen)))


def _switch(name: str, label: str, offered: Mapping[str, str], chosen: str) -> None:
    """A choice of one; its default is left out of the address."""
    pieces.switch(label, offered, chosen, **address.widget(name, chosen, _write, name))


def _write(value: str, name: str) -> None:
    """Put a choice into the address."""
    address.change(**{name: value})
