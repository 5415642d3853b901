"""目标进度: whether the year will be made, and which projects would close the gap."""

from dataclasses import dataclass

from markupsafe import Markup

from cockpit import chart_sizes, numbers
from cockpit.errors import NoData
from cockpit.link.since import Since
from cockpit.screens import compare, figure_link, markup
from cockpit.screens.figures import FigureMaker
from cockpit.screens.once import once
from cockpit.screens.page import ChartText, Headline
from cockpit.screens.targets import bullets, earlier, finding, solver
from cockpit.screens.targets import cards as made
from cockpit.screens.targets import closing as closed
from cockpit.screens.targets.closing import Closing
from cockpit.screens.targets.data import TargetsData, targets_data
from cockpit.screens.targets.solver import Ticks
from cockpit.screens.view import View

PATH = "/targets"


@dataclass(frozen=True)
class TargetsPage:
    """What the page says: its finding and lead, and what its parts are drawn from.

    ``since``: what its link asks to be compared with besides the usual days.
    """

    view: View
    data: TargetsData
    ticks: Ticks
    since: Since | None
    title: str
    lead: str

    @property
    def figures(self) -> FigureMaker:
        """What makes the page's figures."""
        return self.view.figures()


@once
def targets_page(view: View) -> TargetsPage:
    """What the link asks for. Raises BadLink, and NoData where no project is on the list."""
    ticks, filters, data = solver.read(view.query), view.look.filters, targets_data(view)
    if not data.total.projects:
        raise NoData(
            "还没有项目台账" if filters.is_whole else "当前筛选下没有项目",
            way_out="先导入项目、年度计划与类别，或换一个日期" if filters.is_whole else "放宽筛选",
        )
    figures = view.figures()
    return TargetsPage(
        view,
        data,
        ticks,
        compare.asked(view),
        finding.title(figures, data, figure_link.scope_words(view.look, view.city)),
        finding.lead(figures, data),
    )


def cards(page: TargetsPage) -> Markup:
    """The four cards."""

    def make() -> Markup:
        said = earlier.lines(page.view, page.data, page.since)
        return markup.render("targets/cards", cards=made.cards(page.figures, page.data), lines=said)

    return page.view.cached("targets cards", make, page.since)


@once
def curve_text(page: TargetsPage) -> ChartText:
    """The year's curve in words."""
    a = page.data
    return ChartText(
        finding.curve_title(page.figures, a),
        f"累计完成投资，亿元，{_until(page)}{_kind(page)}",
        finding.curve_alt(a),
        finding.method(a),
        chart_sizes.TARGETS,
    )


@once
def pace_text(page: TargetsPage) -> ChartText:
    """The months against the pace, in words."""
    a = page.data
    forecast = "" if a.is_year_over else "；虚框为预测"
    return ChartText(
        finding.pace_title(a),
        f"当月完成投资，亿元，{_until(page)}{forecast}{_kind(page)}",
        finding.pace_alt(a),
        finding.pace_fine(a),
        chart_sizes.TARGETS,
    )


def _until(page: TargetsPage) -> str:
    return f"截至 {numbers.iso(page.data.forecast.cut_on)}"


def _kind(page: TargetsPage) -> str:
    return "，示例" if page.figures.stamp.figure_kind == "sample" else ""


def tables(page: TargetsPage) -> Markup:
    """Classes and domains as bullet tables."""

    def make() -> Markup:
        before = earlier.before(page.view)
        both = (
            bullets.classes(page.figures, page.data, before),
            bullets.domains(page.figures, page.data, before),
        )
        shown = [(one, one.html()) for one in both]
        return markup.render("targets/tables", tables=shown, stamp=page.figures.stamp)

    return page.view.cached("targets tables", make)


@once
def closing_of(page: TargetsPage) -> Closing | None:
    """The gap solver; None before a month of the year is over."""
    if not page.data.months:
        return None
    return closed.closing(page.figures, solver.solve(page.data, page.ticks))


def closing(said: Closing) -> Markup:
    """The rows of the gap solver, with a tick each."""
    rows = closed.table_of(said, said.rows)
    folded = closed.table_of(said, said.folded, has_heads=False) if said.folded else ""
    return markup.render("targets/closing", closing=said, rows=rows, folded=folded)


def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink, NoData."""
    seen = targets_page(view)
    return Headline(seen.title, seen.lead, view.stamp().cut_on)
