"""The parts of a project's page, and the way to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from cockpit import numbers
from cockpit.charts.project import curve
from cockpit.errors import BadLink, CockpitError, NotFound
from cockpit.link.look import Look
from cockpit.screens.project import (
    heading,
    history,
    lamp,
    money,
    problems,
    progress,
    schedule,
    team,
)
from cockpit.screens.project.data import ProjectData, project_data
from cockpit.screens.view import View
from cockpit.web import cards, charts, linked, markup, page, styles
from queries import project as questions

WAYS = (("/ledger", "到项目台账里找"), ("/", "回到驾驶舱"))


@dataclass(frozen=True)
class Neighbours:
    """Links to the lit project before and after this one, with their lamps' order; may be empty."""

    before: str
    after: str


def opened(view: View, query: Mapping[str, Sequence[str]]) -> ProjectData:
    """The project of the link. Stops the page with a card where there is none."""
    try:
        return _found(view, query)
    except CockpitError as error:
        look = view.look.query()
        cards.notice(error, tuple((f"{path}?{look}", words) for path, words in WAYS))
        st.stop()


def _found(view: View, query: Mapping[str, Sequence[str]]) -> ProjectData:
    """Raises BadLink without an id or with several, NotFound, NoData before it is known."""
    asked = [value.strip() for value in query.get("project", ()) if value.strip()]
    if len(asked) != 1:
        what = "链接没有说是哪个项目" if not asked else f"链接给了 {len(asked)} 个项目，只能有一个"
        raise BadLink(what, where="project=", way_out="用左边的搜索框输入项目名称或代码")
    filters = view.look.filters.unchosen()
    known = view.ask(questions.identity, filters, project=asked[0])
    if known.empty:
        raise NotFound(
            f"没有“{asked[0][:40]}”这个项目",
            where="project=",
            way_out="核对项目代码，或用左边的搜索框输入名称",
        )
    project_id = str(known.iloc[0].project_id)
    one = project_data(project_id, view)
    if project_id != asked[0]:
        st.html(
            markup.render("project_renamed", asked=asked[0], now=project_id,
                        on=numbers.iso(known.iloc[0].renamed_on.date()))
        )  # fmt: skip
    return one


def link(look: Look, project_id: str) -> str:
    """The address of a project in a look."""
    return "/project?" + look.query(project=project_id)


def top(one: ProjectData) -> None:
    """Where one is, the way to the next lit project, the finding, and what the project is."""
    st.html(f"<style>{styles.read('project.css')}</style>")
    linked.draw(
        markup.render(
            "project_way",
            project=one.facts["name"],
            kind=one.stamp.ledger_kind,
            ledger="/ledger?" + one.look.query(),
            lit=_neighbours(one),
        ),
        key="way",
    )
    cards.headline(heading.finding(one), heading.lead(one))
    linked.draw(markup.render("project_about", about=heading.about(one)), key="about")


def _neighbours(one: ProjectData) -> Neighbours:
    if one.project_id in one.lit:
        at = one.lit.index(one.project_id)
        before, after = one.lit[at - 1 : at], one.lit[at + 1 : at + 2]
    else:
        before, after = (), one.lit[:1]
    return Neighbours(
        *(link(one.look, ids[0]) if ids else "" for ids in (before, after)),
    )


def curve_and_lamp(one: ProjectData) -> None:
    """The curve with the gap as its hero; beside it the lamp with the facts that set it."""
    left, right = st.columns([684, 434], gap="small")
    with left, page.card("curve"):
        said = progress.card(one)
        if said.curve is None:
            st.html(
                markup.render("project_empty", title=said.title, sub=said.sub, words=said.empty)
            )
        else:
            drawn = curve(said.curve, charts.theme())
            charts.chart(said.title, said.sub, drawn, said.alt, said.fine, key="project curve")
    with right, page.card("lamp"):
        linked.draw(markup.render("project_lamp", card=lamp.card(one)), key="lamp")


def body(one: ProjectData) -> None:
    """Nodes, stages, people, problems, reports, bonds, sources and changes."""
    linked.draw(
        markup.render(
            "project_body",
            schedule=schedule.card(one),
            stages=history.stages(one),
            roles=team.roles(one),
            problems=problems.card(one),
            dispatch=team.dispatch(one),
            bonds=money.bonds(one),
            origin=money.origin(one),
            changes=history.changes(one),
        ),
        key="body",
    )


def fine_print(one: ProjectData) -> None:
    """What is sample, and the definitions that the page rests on."""
    said = (
        "完成率 = 本年累计完成 ÷ 年计划；与序时之差先相减后取整。"
        "本页只看一个项目，不受上面的筛选影响。"
    )
    if one.stamp.ledger_kind == "sample":
        said = "示例项目与示例人员，非真实项目；乡镇名为真实名称，其上的数值均为示例。" + said
    st.html(markup.render("fine", words=said))
