"""What the page of problems is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame

from cockpit.errors import NotFound
from cockpit.intake.problem_moves import MOVES, Move, may
from cockpit.link.values import one_of, single
from cockpit.numbers import text
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from cockpit.tables.contracts import TIERS
from queries import dispatch

PATH = "/problems"
READS = ("problem", "move", "list", "raise")
NEW = "new"  # in ``raise``: a problem of a project that is still to be named
LISTS = {"": "在办", "raised": "新增", "moved": "推进落实", "closed": "已销号"}


@dataclass(frozen=True)
class ProblemsData:
    """The problems of a view.

    ``total``: the row of all of them, ``parts`` those by part (queries.dispatch.problems);
    ``week``: of the seven days, ``week_rows`` its problems; ``open``: rows of those in hand, the
    worst first; ``rules``: in force; ``ahead``: what the clocks bring next; ``firms``: 万人助万企
    by year, ``modes``: approvals by mode; ``list``: which list is shown, of ``LISTS``; ``one``: the
    problem that the link opens, with its ``events``, None where it opens none; ``move``: what the
    link would do to it; ``raising``: the project, or NEW, of which it would raise one.
    """

    view: View
    total: Row
    parts: DataFrame
    week: Row
    week_rows: tuple[Row, ...]
    open: tuple[Row, ...]
    rules: tuple[Row, ...]
    ahead: tuple[Row, ...]
    firms: tuple[Row, ...]
    modes: tuple[Row, ...]
    list: str
    one: Row | None
    events: tuple[Row, ...]
    move: Move | None
    raising: str

    @property
    def moves(self) -> tuple[Move, ...]:
        """What may be done to the problem that is opened, by its state; of the newest data only."""
        if self.one is None or self.one.step == "已销号" or not self.view.is_latest:
            return ()
        return tuple(move for move in MOVES.values() if may(move, text(self.one.last_act)))

    @property
    def day(self) -> date:
        """The day at which clocks are judged: as far as problems were loaded."""
        return self.view.stamp().day("problems")

    @property
    def is_bare(self) -> bool:
        """Whether nothing was raised in the year and nothing is open."""
        return not self.total.raised and not self.total.in_hand

    def figure(self, code: str, value: Any, **part: str) -> Figure:
        """A figure, of all problems or of a part of them."""
        return self.view.figures().from_ledger(code, value, where=part)

    def by(self, name: str) -> Mapping[str, Row]:
        """The rows of the parts by one column: value → row."""
        rows = self.parts[self.parts[name].notna()]
        return {str(getattr(row, name)): row for row in each(rows)}

    def link(self, **more: str) -> str:
        """The page's address with another problem or move; empty ones are left out."""
        return f"{PATH}?" + self.view.look.query(**{"list": self.list} | more)


@once
def problems_data(view: View) -> ProblemsData:
    """What the page is drawn from; of a ledger without problems too. Raises BadLink, NotFound."""
    asked = single(view.query, "problem", "问题")
    moved = one_of(view.query, "move", "流转", {m.code: m.name for m in MOVES.values()})
    shown = one_of(view.query, "list", "清单", LISTS)
    raising = single(view.query, "raise", "登记")
    parts = view.ask(dispatch.problems)
    total = view.row(dispatch.problems)
    rows = view.ask(dispatch.problems_rows)
    return ProblemsData(
        view=view,
        total=total,
        parts=parts,
        week=view.row(dispatch.problem_week),
        week_rows=tuple(each(view.ask(dispatch.problem_week_rows))),
        open=tuple(sorted(each(rows[rows["in_hand"] == 1]), key=_worst_first)),
        rules=tuple(each(view.ask(dispatch.escalation))),
        ahead=tuple(each(view.ask(dispatch.problems_ahead))),
        firms=tuple(each(view.ask(dispatch.enterprise))),
        modes=tuple(each(view.ask(dispatch.approvals))),
        list=shown,
        one=_opened(view, asked) if asked else None,
        events=tuple(each(_of(view, dispatch.problem_events, asked))) if asked else (),
        move=MOVES[moved] if asked and moved else None,
        raising=raising if not asked else "",
    )


def _worst_first(row: Row) -> tuple[Any, ...]:
    over = float(row.days_over) if row.overdue else 0.0
    return (-TIERS.index(row.tier), -over, row.due_on, row.raised_on, row.problem_id)


def _of(view: View, question: Any, problem: str) -> DataFrame:
    return view.ask(question, view.look.filters.unchosen(), problem=problem)


def _opened(view: View, asked: str) -> Row:
    found = _of(view, dispatch.problem, asked)
    if found.empty:
        raise NotFound(
            f"截至这一日没有“{asked[:40]}”这个问题",
            where="problem=",
            way_out="核对问题编号，或换一个日期",
        )
    return next(each(found))
