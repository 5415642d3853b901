"""The parts of the page of targets: cards, the two charts, bullet tables, the gap solver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cockpit import numbers
from cockpit.charts import targets as drawn
from cockpit.errors import NoData
from cockpit.link.since import Since
from cockpit.screens.figures import FigureMaker
from cockpit.screens.targets import bullets, finding, solver
from cockpit.screens.targets import cards as made
from cockpit.screens.targets import closing as closed
from cockpit.screens.targets.data import TargetsData, targets_data
from cockpit.screens.targets.solver import Solution, Solve, Ticks
from cockpit.screens.view import View
from cockpit.web import address, charts, compare, figure_link, linked, markup, page
from cockpit.web.targets import earlier

PICK, SOLVE = "targets-closed", "targets-solve"
MOST_OFFERED = 1000  # names in the list to pick from


@dataclass(frozen=True)
class Found:
    """What the page says: its finding and lead, and what its parts are drawn from.

    ``since``: what its link asks to be compared with besides the usual days.
    """

    view: View
    figures: FigureMaker
    answers: TargetsData
    ticks: Ticks
    since: Since | None
    title: str
    lead: str


def found(view: View, query: Mapping[str, Sequence[str]]) -> Found:
    """What the link asks for. Raises BadLink, and NoData where no project is on the list."""
    ticks, filters = solver.read(query), view.look.filters

    answers = targets_data(view)
    if not answers.total.projects:
        raise NoData(
            "还没有项目台账" if filters.is_whole else "当前筛选下没有项目",
            way_out="先导入项目、年度计划与类别，或换一个日期" if filters.is_whole else "放宽筛选",
        )
    figures = view.figures()
    return Found(
        view,
        figures,
        answers,
        ticks,
        compare.asked(view, query),
        finding.title(figures, answers, figure_link.scope_words(view.look)),
        finding.lead(figures, answers),
    )


def cards(found: Found) -> None:
    """The four cards."""

    def make() -> str:
        said = earlier.lines(found.view, found.answers, found.since)
        return markup.render(
            "targets_cards", cards=made.cards(found.figures, found.answers), lines=said
        )

    linked.draw(found.view.cached("targets cards", make, found.since), key="targets cards")


def room() -> DeltaGenerator:
    """Where the charts will stand: Plotly holds the browser for a second, so they come last."""
    return st.container(key="targets-charts")


def curves(found: Found) -> None:
    """The year's curve, and the months against the pace; nothing where there is none."""
    a = found.answers
    if not a.has_pace:
        return
    theme, end = charts.theme(), a.forecast
    until = f"截至 {numbers.iso(end.cut_on)}"
    kind = "，示例" if found.figures.stamp.figure_kind == "sample" else ""
    wide, narrow = st.columns([728, 392])
    ends = drawn.YearEnd(
        end.forecast_wan,
        end.low_wan,
        end.high_wan,
        a.goal.word,
        a.goal.line,
        finding.reference(found.figures, a),
    )
    with wide, st.container(key="card-targets-curve", height="stretch"):
        charts.chart(
            finding.curve_title(found.figures, a),
            f"累计完成投资，亿元，{until}{kind}",
            found.view.cached(
                "targets curve",
                lambda: drawn.cumulative(a.monthly, ends, theme),
                theme,
            ),
            finding.curve_alt(a),
            finding.method(a),
            key="targets curve",
        )
    with narrow, st.container(key="card-targets-pace", height="stretch"):
        needed = None if a.is_year_over else a.goal.needed_wan
        charts.chart(
            finding.pace_title(a),
            f"当月完成投资，亿元，{until}{'' if a.is_year_over else '；虚框为预测'}{kind}",
            found.view.cached(
                "targets pace",
                lambda: drawn.pace(a.monthly, needed, a.recent_wan, theme),
                theme,
            ),
            finding.pace_alt(a),
            finding.pace_fine(a),
            key="targets pace",
        )


def tables(found: Found) -> None:
    """Classes and domains as bullet tables."""

    def make() -> str:
        before = earlier.before(found.view)
        both = (
            bullets.classes(found.figures, found.answers, before),
            bullets.domains(found.figures, found.answers, before),
        )
        return markup.render("targets_tables", tables=both, stamp=found.figures.stamp)

    linked.draw(found.view.cached("targets tables", make), key="targets tables")


def closing(found: Found) -> None:
    """The gap solver: the toggle, the projects to pick, the rows with a tick each."""
    if not found.answers.months:
        return
    shown = solver.solve(found.answers, found.ticks)
    said = closed.closing(found.figures, shown)
    with page.card("targets-closing"):
        with st.container(key="closing-head", horizontal=True, vertical_alignment="top"):
            st.html(markup.render("chart_head", title=said.title, sub=said.sub, alt=""))
            _toggle(found, shown)
            _pick(shown)
        linked.draw_in_place(
            markup.render("targets_closing", closing=said),
            "targets closing",
            "/targets",
            several=solver.SEVERAL,
        )


def _toggle(found: Found, shown: Solution) -> None:
    labels = {
        kind: closed.label(
            shown if kind == shown.ticks.solve else solver.solve(found.answers, Ticks(kind))
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
