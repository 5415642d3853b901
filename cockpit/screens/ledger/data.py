"""The rows of the ledger page: those behind a figure or all of a look, and those in view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pandas import DataFrame, Series

from cockpit import numbers
from cockpit.link.since import Since
from cockpit.registry.columns import PROJECTS, Column
from cockpit.registry.questions import SELECTORS, QuestionEntry, entry
from cockpit.registry.sums import Sum, add_up, narrowed
from cockpit.screens import compare, figure_link, files, lagging
from cockpit.screens.figure_link import FigureLink
from cockpit.screens.lamps import RULES
from cockpit.screens.ledger import moves, narrowing
from cockpit.screens.ledger.narrowing import Address, Narrowing
from cockpit.screens.once import once
from cockpit.screens.stamp import Stamp
from cockpit.screens.view import View
from queries import change, dispatch, lamps, rows
from queries.filters import Filters

ALL = "rows.ledger"


@dataclass(frozen=True)
class Progress:
    """What a set of projects completed of its plan.

    ``ratio``, ``time``: shares, None without a plan or a 序时; ``ahead_pp``: their difference in
    百分点.
    """

    ratio: float | None
    time: float | None

    @property
    def ahead_pp(self) -> float | None:
        """百分点: positive is ahead; None where either is missing."""
        if self.ratio is None or self.time is None:
            return None
        return 100 * (self.ratio - self.time)


@dataclass(frozen=True)
class LedgerData:
    """What the page shows.

    ``frame``: the rows of the link; ``seen``: those that the page's own choice keeps, in its order.
    ``offered``, ``columns``: the columns there are, and the chosen ones. ``noun``: what a row is
    called. ``title``, ``lead``: the finding and how the rows make it. ``definition``: of the
    indicator. ``notes``: label → text, for files. ``address``: the present link. ``since``: what it
    compares with.
    """

    view: View
    clicked: FigureLink | None
    question: str
    frame: DataFrame
    seen: DataFrame
    offered: tuple[Column, ...]
    columns: tuple[Column, ...]
    usual: tuple[str, ...]
    noun: str
    title: str
    lead: str
    definition: str
    notes: Mapping[str, str]
    stamp: Stamp
    address: Address
    since: Since | None = None

    @property
    def own(self) -> Narrowing:
        """The page's own choice."""
        return self.address.narrowing

    @property
    def of_projects(self) -> bool:
        """Whether a row is a project, so that map, bars and filters of projects apply."""
        return entry(self.question).of_projects

    @property
    def picked(self) -> bool:
        """Whether the picked project is among the rows in view."""
        return bool(self.own.pick) and bool((self.seen["project_id"] == self.own.pick).any())

    def without(self, *chosen: str) -> DataFrame:
        """The rows in view for another view of them: without its own filters, but with the pick.

        ``chosen``: fields of the filters that the other view chooses itself.
        """
        filters = self.view.look.filters.narrowed(**dict.fromkeys(chosen, ()))
        frame = _project_rows(self.view, self.clicked, filters, self.own.show)
        if self.picked:
            return frame[frame["project_id"] == self.own.pick]
        return narrowing.matching(frame, self.own)

    def progress(self, frame: DataFrame) -> Progress:
        """What the projects of some rows completed of their plan at the cut."""
        return progress(frame, self.stamp)


def progress(frame: DataFrame, stamp: Stamp) -> Progress:
    """What projects completed of their plan, and 序时; on the curve basis 序时 is their own."""
    plan = float(frame["counted_plan_wan"].sum())
    if plan <= 0:
        return Progress(None, stamp.time_progress)
    time = stamp.time_progress
    if time is None:
        time = float(frame["counted_planned_wan"].sum()) / plan
    done = frame["counted_completed_wan"].sum(min_count=1)  # null of all: nobody has reported yet
    return Progress(None if numbers.is_missing(done) else float(done) / plan, time)


@once
def ledger_data(view: View) -> LedgerData:
    """The rows that the link asks for, and those in view. Raises BadLink."""
    query = view.query
    clicked, stamp = figure_link.read(query, view.city), view.stamp()
    question = clicked.indicator.rows.question if clicked and clicked.indicator.rows else ALL
    answer = entry(question)
    columns, usual = answer.columns, _usual(answer, clicked)
    base: Since | None = None
    if answer.of_projects:
        known = {column.name for column in columns}
        columns += tuple(column for column in PROJECTS if column.name not in known)
        base = compare.asked(view)
        columns = moves.offered(columns, view, base)
    own = narrowing.read(
        query,
        {column.name: column.header for column in columns},
        of_projects=answer.of_projects,
    )
    total = None if clicked is None else _total(view, clicked, view.look.filters)
    if answer.of_projects:
        frame = _project_rows(view, clicked, view.look.filters, own.show)
        seen = narrowing.sorted_by(narrowing.matching(frame, own), own.sort)
    else:
        assert total is not None
        frame = total.rows
        found = files.searched(frame[[c.name for c in columns]], own.q)
        seen = narrowing.of_project(frame.loc[found.index], own.project)
    parameters = {name: query[name][0] for name in ("indicator", *SELECTORS) if query.get(name)}
    address = Address(view.look, own, parameters, _called(frame, own.project))
    shown = {"name", *(own.cols or usual)}
    if base is not None:
        shown.add(moves.column_of(base).name)
    chosen = tuple(column for column in columns if column.name in shown)
    if answer.of_projects:
        seen = moves.with_moves(seen, chosen, view, base)
    if clicked is None or total is None:
        title, lead, definition = _finding(seen, answer.noun, address, stamp), "", ""
    else:
        told = total
        if len(seen) < len(frame):
            time = progress(seen, stamp).time if answer.of_projects else None
            told = narrowed(clicked.indicator, total, seen, time)
        title = figure_link.title(clicked, told, view.look, view.city, address.words())
        lead = figure_link.sentence(clicked, told, view.city)
        definition = f"{clicked.indicator.name}：{clicked.indicator.definition}。"
    return LedgerData(
        view,
        clicked,
        question,
        frame,
        seen,
        columns,
        chosen,
        usual,
        answer.noun,
        title,
        lead,
        definition,
        _notes(stamp, clicked, address, lead) | _since_notes(view, chosen, base),
        stamp,
        address,
        base,
    )


def _called(frame: DataFrame, project: str) -> str:
    """The name of a project among the rows; else its code."""
    names = narrowing.of_project(frame, project)["name"].dropna() if project else frame.head(0)
    return str(names.iloc[0]) if len(names) else project


def _usual(answer: QuestionEntry, clicked: FigureLink | None) -> tuple[str, ...]:
    """The columns that show until others are chosen, with those that go with the figure."""
    if not answer.usual:
        return tuple(column.name for column in answer.columns)
    if clicked is None or clicked.indicator.rows is None:
        return answer.usual
    return (*answer.usual, *answer.column(clicked.indicator.rows.numerator).beside)


def _total(view: View, clicked: FigureLink, filters: Filters) -> Sum:
    total = add_up(clicked.indicator, view.mart, filters, clicked.where)
    assert total is not None
    if clicked.where and total.rows.empty and total.figure is None:
        raise figure_link.nothing_picked(clicked)
    return total


def _project_rows(view: View, clicked: FigureLink | None, filters: Filters, show: str) -> DataFrame:
    """The projects of some filters with all that the page can show or search; made once."""
    figure = (clicked.indicator.code, tuple(sorted(clicked.where.items()))) if clicked else ()
    key = ("ledger rows", figure, filters)
    frame = view.mart.cached(key, lambda: _made(view, clicked, filters))
    if show in narrowing.USUAL_SHOWS:
        return frame
    return frame.assign(is_shown=frame["project_id"].isin(_listed(view, filters, show)))


def _listed(view: View, filters: Filters, show: str) -> "Series[str]":
    """The codes of the projects on a list that another page counts."""
    if show == narrowing.NEEDED:
        return view.ask(change.needed_by_project, filters)["project_id"]
    scored = view.ask(dispatch.slow, filters)
    return lagging.projects(scored, show)


def _made(view: View, clicked: FigureLink | None, filters: Filters) -> DataFrame:
    ledger = view.ask(rows.ledger, filters)
    frame = ledger if clicked is None else _total(view, clicked, filters).rows
    if frame is not ledger:
        frame = _joined(frame, ledger)
    frame = _joined(frame, _lamps(view, filters))
    return frame.assign(
        lamp=frame["lamp"].fillna("不计"),
        lamp_level=frame["lamp_level"].fillna(0),
        searched=narrowing.search_text(frame),
    )


def _lamps(view: View, filters: Filters) -> DataFrame:
    """A lamp is the project's own, whatever is chosen: one answer serves all choices."""
    answer = view.ask(lamps.by_project, filters.unchosen())
    words = answer["rule"].map(RULES).fillna(answer["rule"])
    why = words.where(answer["lamp"].isin(narrowing.LIT))
    return answer[["project_id", "lamp", "lamp_level"]].assign(lamp_why=why)


def _joined(frame: DataFrame, other: DataFrame) -> DataFrame:
    """The columns of ``other`` that ``frame`` has not, beside its rows."""
    new = [name for name in other if name not in frame or name == "project_id"]
    if len(new) == 1:
        return frame
    return frame.merge(other[new], on="project_id", how="left")


def _finding(seen: DataFrame, noun: str, address: Address, stamp: Stamp) -> str:
    """The projects in view in a sentence."""
    chosen = figure_link.scope_words(address.look, stamp.city)
    scope = " · ".join([*filter(None, [chosen]), *address.words()])
    gap = " " if scope and not scope.endswith("）") else ""
    title = f"{scope}{gap}{len(seen):,} {noun}"
    made = progress(seen, stamp)
    if made.ratio is not None:
        title += f"完成年计划 {numbers.percent(made.ratio)}%"
    if gap := numbers.ahead_words(made.ahead_pp):
        title += f"，{gap}"
    lit = int(seen["lamp"].isin(narrowing.LIT).sum())
    return title + (f"，{lit:,} 个红灯或黄灯" if lit else "")


def _since_notes(view: View, columns: Sequence[Column], base: Since | None) -> dict[str, str]:
    """What each column of change is held against."""
    bases = moves.bases_of(columns, view, base)
    headers = {column.name: column.header for column in columns}
    return {headers[name]: moves.words(view, held) for name, held in bases.items()}


def _notes(stamp: Stamp, clicked: FigureLink | None, address: Address, lead: str) -> dict[str, str]:
    chosen = [f"{k} {v}" for k, v in figure_link.look_words(address.look).items()] + address.words()
    notes = {
        "数据": f"{stamp.kind_words}，数据版本 {stamp.version}",
        "截至": numbers.iso(stamp.as_of),
        "取数日": numbers.iso(stamp.cut_on),
        "序时口径": stamp.basis,
        "筛选": "；".join(chosen) or "全部",
    }
    if clicked is None:
        return notes
    indicator = clicked.indicator
    return notes | {"指标": indicator.name, "口径": indicator.definition, "相加": lead}
