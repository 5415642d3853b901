"""The widgets of 目标进度: the two charts, and the gap solver's choices."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from cockpit.charts import targets as drawn
from cockpit.screens.page import ChartText, chart_head
from cockpit.screens.targets import closing as closed
from cockpit.screens.targets import finding, solver
from cockpit.screens.targets import page as screen
from cockpit.screens.targets.page import TargetsPage
from cockpit.screens.targets.solver import Solution, Solve, Ticks
from cockpit.web import address, charts, downloads, linked, pieces
from cockpit.web.page import card

PICK, SOLVE = "targets-closed", "targets-solve"
MOST_OFFERED = 1000  # names in the list to pick from


def cards(page: TargetsPage) -> None:
    """The four cards."""
    linked.draw(screen.cards(page), key="targets cards")


def curves(page: TargetsPage) -> None:
    """The year's curve, and the months against the pace; nothing where there is none."""
    a = page.data
    if not a.has_pace:
        return
    end = a.forecast
    wide, narrow = st.columns([728, 392])
    ends = drawn.YearEnd(
        end.forecast_wan,
        end.low_wan,
        end.high_wan,
        a.goal.word,
        a.goal.line,
        finding.reference(page.figures, a),
    )
    with wide, st.container(key="card-targets-curve", height="stretch"):
        make = partial(drawn.cumulative, a.monthly, ends)
        charts.chart(page.view, screen.curve_text(page), make, key="targets curve")
    with narrow, st.container(key="card-targets-pace", height="stretch"):
        needed = None if a.is_year_over else a.goal.needed_wan
        make = partial(drawn.pace, a.monthly, needed, a.recent_wan)
        charts.chart(page.view, screen.pace_text(page), make, key="targets pace")


def tables(page: TargetsPage) -> None:
    """Classes and domains as bullet tables."""
    linked.draw(screen.tables(page), key="targets tables")
    downloads.offer_in_bar("targets", page.view.fixed.query())


def closing(page: TargetsPage) -> None:
    """The gap solver: the toggle, the projects to pick, the rows with a tick each."""
    said = screen.closing_of(page)
    if said is None:
        return
    shown = solver.solve(page.data, page.ticks)
    with card("targets-closing"):
        with st.container(key="closing-head", horizontal=True, vertical_alignment="top"):
            pieces.draw(chart_head(ChartText(said.title, said.sub, "")))
            _toggle(page, shown)
            _pick(shown)
        linked.draw_in_place(
            screen.closing(said), "targets closing", screen.PATH, several=solver.SEVERAL
        )


def _toggle(page: TargetsPage, shown: Solution) -> None:
    labels = {
        kind: closed.label(
            shown if kind == shown.ticks.solve else solver.solve(page.data, Ticks(kind))
        )
        for kind in solver.NAMES
    }
    st.segmented_control(
        "补哪个缺口",
        list(labels),
        default=shown.ticks.solve,
        required=True,
        format_func=lambda kind: labels[kind],
        **address.widget(SOLVE, shown.ticks.solve, _write_solve),
        label_visibility="collapsed",
    )


def _pick(shown: Solution) -> None:
    """Any project that could close a part, by name: the table offers only the next few."""
    unit = "亿元" if shown.ticks.solve == "money" else "个"
    ticked = set(shown.chosen)
    names = {
        str(row.project_id): f"{row.name} {closed.amount(float(str(row.adds)), shown)} {unit}"
        for at, row in enumerate(shown.candidates.itertuples())
        if at < MOST_OFFERED or row.project_id in ticked
    }
    with st.popover("挑项目", disabled=not names):
        st.multiselect(
            "计入补缺的项目",
            list(names),
            default=shown.chosen,
            format_func=lambda project_id: names.get(project_id, project_id),
            **address.widget(PICK, shown.chosen, _write_picked, shown),
            placeholder="按名称找项目",
        )


def _write_solve(solve: Solve) -> None:
    address.change(**Ticks(solve).parameters())  # ticks of one gap say nothing of the other


def _write_picked(picked: Sequence[str], shown: Solution) -> None:
    address.change(**shown.picked(picked).parameters())
