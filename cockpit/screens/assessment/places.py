"""A body's score and place as other pages say it, with the way to its arithmetic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.columns import Column
from cockpit.screens.assessment.data import PATH, quarter_name
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from cockpit.screens.view import View
from cockpit.tables.contracts import BODY_GROUPS, FORMULAS
from queries import assessment, freshness
from queries.quarters import quarter_end

MOST_PROJECTS = 5_000  # of a ledger whose scores another page works out beside its own
COLUMNS = (
    Column("name", "考核对象"),
    Column("place", "名次（位）", "count"),
    Column("score", "得分（分）", "rate"),
)


@dataclass(frozen=True)
class Places:
    """Scores of bodies in the quarter of the day looked at, the best of each group first."""

    view: View
    rows: Sequence[Row]

    @property
    def until(self) -> str:
        """二季度算到 5 月 31 日."""
        as_of = self.view.look.filters.as_of
        running = f"算到 {numbers.month_day(as_of)}" if as_of < quarter_end(as_of) else ""
        return quarter_name(quarter_end(as_of), as_of) + running

    @property
    def figures(self) -> FigureMaker:
        """What makes figures of the whole ledger."""
        return self.view.at(self.view.look.unchosen()).figures()

    def score(self, row: Row) -> Figure:
        """A body's score."""
        return self.figures.from_ledger("assessment_score", row.score)

    def of(self, bodies: Iterable[str]) -> Sequence[Row]:
        """The scores of some bodies, in their order here."""
        asked = set(bodies)
        return [row for row in self.rows if row.body in asked]

    def link(self, body: str) -> str:
        """The way to a body's arithmetic."""
        return f"{PATH}?" + self.view.look.query(body=body)


def places(view: View) -> Places | None:
    """All bodies' scores; None without weights or scores, and of a ledger too large for it."""
    filters = view.look.filters.unchosen()
    if view.row(freshness.stamp, filters).projects > MOST_PROJECTS:
        return None
    ruled = set(view.ask(assessment.rules, filters)["formula"])
    if not ruled.issuperset(FORMULAS):
        return None
    found = view.ask(assessment.bodies, filters)
    scored = [*each(found[found["score"].notna()])]
    scored.sort(key=lambda row: BODY_GROUPS.index(row.body_group))
    return Places(view, scored) if scored else None


def bodies_of(view: View) -> Mapping[str, Sequence[str]]:
    """By project, the bodies that answer for it."""
    filters = view.look.filters.unchosen()

    def made() -> Mapping[str, Sequence[str]]:
        found = view.ask(assessment.members, filters)
        bodies: dict[str, list[str]] = {}
        for row in each(found):
            bodies.setdefault(str(row.project_id), []).append(str(row.body))
        return bodies

    return view.mart.cached(("bodies of projects", filters.as_of), made)


def line(found: Places, row: Row, small: str = "") -> Line:
    """A body's row of the table of COLUMNS; ``small``: finer words below its name."""
    return Line(
        {
            "name": Cell(row.body, href=found.link(row.body), small=small),
            "place": place(row),
            "score": found.score(row),
        }
    )


def place(row: Row) -> str:
    """14 / 14, or a dash for who has too few projects to be placed."""
    if is_missing(row.place):
        return numbers.MISSING
    return f"{int(row.place)} / {int(row.placed_bodies)}"


def said(row: Row) -> str:
    """广武镇得 61.9 分，第 14 名."""
    score = f"{row.body}得 {numbers.fixed(row.score, 1)} 分"
    return score if is_missing(row.place) else f"{score}，第 {int(row.place)} 名"
