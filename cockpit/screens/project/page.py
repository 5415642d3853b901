"""The parts of 项目: where one is, the finding, the curve and the lamp, and the cards below."""

from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.errors import BadLink, NotFound
from cockpit.link.look import Look
from cockpit.screens import card, markup
from cockpit.screens import page as parts
from cockpit.screens.page import Headline
from cockpit.screens.project import (
    assessed,
    heading,
    history,
    meetings,
    money,
    problems,
    schedule,
    services,
    site,
    team,
    tours,
)
from cockpit.screens.project import lamp as lit
from cockpit.screens.project.data import ProjectData, project_data
from cockpit.screens.view import View
from queries import project as questions


@dataclass(frozen=True)
class Neighbours:
    """Links to the lit project before and after this one, with their lamps' order; may be empty."""

    before: str
    after: str


@dataclass(frozen=True)
class ProjectPage:
    """A project, and under which earlier code the link asked for it, with the day it was renamed;
    both empty where it did not.
    """

    data: ProjectData
    asked: str
    renamed_on: str


def project_page(view: View) -> ProjectPage:
    """The project of the link.

    Raises BadLink without an id or with several, NotFound, NoData before it is known.
    """
    asked = [value.strip() for value in view.query.get("project", ()) if value.strip()]
    if len(asked) != 1:
        what = "链接没有说是哪个项目" if not asked else f"链接给了 {len(asked)} 个项目，只能有一个"
        raise BadLink(what, where="project=", way_out="用左边的搜索框输入项目名称或代码")
    known = view.ask(questions.identity, view.look.filters.unchosen(), project=asked[0])
    if known.empty:
        raise NotFound(
            f"没有“{asked[0][:40]}”这个项目",
            where="project=",
            way_out="核对项目代码，或用左边的搜索框输入名称",
        )
    project_id, one = str(known.iloc[0].project_id), known.iloc[0]
    data = project_data(project_id, view)
    if project_id == asked[0]:
        return ProjectPage(data, "", "")
    return ProjectPage(data, asked[0], numbers.iso(one.renamed_on.date()))


def renamed(page: ProjectPage) -> Markup:
    """That the link names an earlier code; nothing where it does not."""
    if not page.asked:
        return Markup()
    return markup.render(
        "project/renamed", asked=page.asked, now=page.data.project_id, on=page.renamed_on
    )


def link(look: Look, project_id: str) -> str:
    """The address of a project in a look."""
    return "/project?" + look.query(project=project_id)


def way(one: ProjectData) -> Markup:
    """Where one is, and the way to the next lit project."""
    return markup.render(
        "project/way",
        project=one.facts["name"],
        kind=one.stamp.ledger_kind,
        ledger="/ledger?" + one.look.query(),
        lit=_neighbours(one),
    )


def _neighbours(one: ProjectData) -> Neighbours:
    if one.project_id in one.lit:
        at = one.lit.index(one.project_id)
        before, after = one.lit[at - 1 : at], one.lit[at + 1 : at + 2]
    else:
        before, after = (), one.lit[:1]
    return Neighbours(
        *(link(one.look, ids[0]) if ids else "" for ids in (before, after)),
    )


def finding(one: ProjectData) -> Markup:
    """The finding."""
    return parts.headline(heading.finding(one), heading.lead(one))


def about(one: ProjectData) -> Markup:
    """What the project is."""
    return markup.render("project/about", about=heading.about(one))


def lamp(one: ProjectData) -> Markup:
    """The lamp with the facts that set it."""
    return card.html(lit.card(one))


def body(one: ProjectData) -> Markup:
    """Nodes, stages, problems, money, changes, people, reports and sources."""
    funds = money.funds(one)
    left = (
        history.stages(one), problems.card(one), money.bonds(one), *((funds,) if funds else ()),
        history.changes(one),
    )  # fmt: skip
    told = site.card(one)
    people = (team.roles(one), services.card(one), team.dispatch(one))
    seen = tours.card(one)
    met = meetings.card(one)
    judged = assessed.card(one.view, one.project_id)
    right = (*people, *(each for each in (met, told, seen, judged) if each))
    return markup.render(
        "project/body",
        schedule=card.html(schedule.card(one)),
        left=[card.html(each) for each in left],
        right=[card.html(each) for each in right],
        origin=card.html(money.origin(one)),
    )


def fine_print(one: ProjectData) -> Markup:
    """What is sample, and the definitions that the page rests on."""
    said = (
        "完成率 = 本年累计完成 ÷ 年计划；与序时之差先相减后取整。"
        "本页只看一个项目，不受上面的筛选影响。"
    )
    if one.stamp.ledger_kind == "sample":
        said = "示例项目与示例人员，非真实项目；乡镇名为真实名称，其上的数值均为示例。" + said
    return parts.fine(said)


def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink, NotFound, NoData."""
    one = project_page(view).data
    return Headline(heading.finding(one), heading.lead(one), one.stamp.cut_on)
