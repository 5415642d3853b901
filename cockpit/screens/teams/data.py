"""What the page of teams is drawn from: its choices, and the answers that its parts share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.errors import NoData, NotFound
from cockpit.link.values import one_of, single
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import dispatch, freshness
from queries.filters import Filters

PATH = "/teams"
READS = ("opened", "only")
LED, OTHERS = "应建专班的", "其他项目"  # parts of an answer
MOST_PROJECTS = 5_000  # of a ledger whose earlier ranks are worked out
UNNAMED = "未填"  # the leader of projects without one


@dataclass(frozen=True)
class TeamsData:
    """What the page is drawn from.

    ``only``: led, where just the projects that must have a team are counted, else empty;
    ``opened``: the leader whose projects are shown.
    """

    view: View
    only: str
    opened: str

    @property
    def part(self) -> str:
        """The part of the answers that is counted; empty for all projects with a team."""
        return LED if self.only else ""

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.view.look.filters.as_of

    @cached_property
    def answer(self) -> DataFrame:
        """By leader and part; the total first."""
        return self.view.ask(dispatch.teams)

    @cached_property
    def leaders(self) -> Sequence[Row]:
        """The leaders in their order, the projects without one last."""
        return [row for row in self._rows(self.answer, self.part) if _is_named(row)]

    @cached_property
    def total(self) -> Row:
        """All leaders together, of the part that is counted."""
        return self.whole(self.part)

    def whole(self, part: str) -> Row:
        """All leaders together of a part; of all projects where it is empty. None without any."""
        rows = [row for row in self._rows(self.answer, part) if not _is_named(row)]
        return rows[0] if rows else None

    def of_leader(self, leader: str, part: str) -> Row | None:
        """A leader's row of a part; None without such projects."""
        rows = [row for row in self._rows(self.answer, part) if row.leader == leader]
        return rows[0] if rows else None

    @staticmethod
    def _rows(answer: DataFrame, part: str) -> list[Row]:
        its = answer["part"] == part if part else answer["part"].isna()
        return list(each(answer[its]))

    @cached_property
    def before(self) -> date:
        """The end of the month before, with which ranks are compared."""
        return self.as_of.replace(day=1) - timedelta(days=1)

    @cached_property
    def ranks_before(self) -> dict[str, int]:
        """By leader, the rank at the end of the month before; nobody's in January, or of a large
        ledger: the standings of another day take seconds of it, whatever is chosen.
        """
        whole = self.view.row(freshness.stamp, self.view.look.filters.unchosen())
        if self.before.year != self.as_of.year or whole.projects > MOST_PROJECTS:
            return {}
        filters: Filters = self.view.look.filters.narrowed(as_of=self.before, cut="")
        rows = self._rows(self.view.ask(dispatch.teams, filters), self.part)
        return {
            str(row.leader): int(row.rank)
            for row in rows
            if _is_named(row) and not numbers.is_missing(row.rank)
        }

    @property
    def month(self) -> str:
        """5 月."""
        return f"{self.as_of.month} 月"

    def figure(self, code: str, value: Any, *, leader: str = "", part: str = "") -> Figure:
        """A figure of a leader, a part, or all that is counted."""
        said = {"leader": leader, "part": part or self.part}
        where = {name: value for name, value in said.items() if value}
        return self.view.figures().from_ledger(code, value, where=where)

    def gap(self, points: Any, leader: str = "") -> Gap:
        """The gap to 序时 of a leader, or of all that is counted."""
        said = {"leader": leader, "part": self.part}
        where = {name: value for name, value in said.items() if value}
        return self.view.figures().gap("team_ahead", points, where=where)

    def link(self, **more: str) -> str:
        """The page's address with some of its own parameters changed; empty ones left out."""
        own = {"opened": single(self.view.query, "opened", "分包领导"), "only": self.only}
        return f"{PATH}?" + self.view.look.query(**(own | more))

    def log(self, person: str) -> str:
        """The address of a person's work log."""
        return "/worklog?" + self.view.look.query(person=person)


def _is_named(row: Row) -> bool:
    return not numbers.is_missing(row.leader)


@once
def teams_data(view: View) -> TeamsData:
    """What the page is drawn from. Raises NoData, BadLink, NotFound."""
    only = one_of(view.query, "only", "项目范围", {"": "全部", "led": LED})
    asked = single(view.query, "opened", "分包领导")
    answer = view.ask(dispatch.teams)
    if answer.empty or not answer["filled"].iloc[0]:
        raise _nothing(view, is_listed=not answer.empty)
    found = TeamsData(view, only, asked)
    if not found.leaders:
        raise NoData(
            f"截至这一日没有{view.city.led_words}", way_out="看全部有专班的项目，或放宽筛选"
        )
    names = [str(row.leader) for row in found.leaders]
    if asked and asked not in names:
        raise NotFound(
            f"截至这一日没有“{asked[:40]}”分包的项目",
            where="opened=",
            way_out="核对姓名，换一个日期，或放宽筛选",
        )
    return TeamsData(view, only, asked or _first(found))


def _first(found: TeamsData) -> str:
    """Whose projects are shown where the link opens none: the last in rank, else the first row."""
    ranked = [row for row in found.leaders if not numbers.is_missing(row.rank)]
    return str((ranked[-1] if ranked else found.leaders[0]).leader)


def _nothing(view: View, *, is_listed: bool) -> NoData:
    if not view.loaded().get("role_assignment"):
        return NoData(
            "没有装入分包领导和五个一的名单", way_out="先导入责任人名单（五个一），再看分包与专班"
        )
    if not view.look.filters.is_whole:
        return NoData("当前筛选下没有指定到人的项目", way_out="放宽筛选")
    said = "截至这一日没有人在岗" if is_listed else "截至这一日没有有专班的项目"
    return NoData(said, way_out="换一个日期，或导入责任人名单（五个一）")
