"""What the page of 专项债 is drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pandas import DataFrame

from cockpit.errors import NoData
from cockpit.link.values import bad, single
from cockpit.numbers import text
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import funds, rows

PATH = "/bonds"
READS = ("work",)
MOST = "most"
ENOUGH, SHORT, IDLE, UNTOLD = "完成额已到到位额", "完成额未到到位额", "未开工", "完成额未报"
WORK: Mapping[str, str] = {  # of the link → the state of the work
    "enough": ENOUGH,
    "short": SHORT,
    "unstarted": IDLE,
    "untold": UNTOLD,
}


@dataclass(frozen=True)
class BondsData:
    """``work``: which projects the table lists: ``most`` (idle money), ``all`` or of ``WORK``."""

    view: View
    work: str

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.view.look.filters.as_of

    @property
    def on(self) -> date:
        """The day to which bonds are told."""
        return self.view.stamp().day("bonds")

    @property
    def is_whole(self) -> bool:
        """Whether nothing is chosen: only then the city's targets are compared with."""
        return self.view.look.filters.is_whole

    @property
    def figures(self) -> FigureMaker:
        """What makes the page's figures."""
        return self.view.figures()

    @cached_property
    def total(self) -> Row:
        """All years of issue together."""
        return next(each(self.view.ask(funds.bonds)))

    @cached_property
    def years(self) -> Sequence[Row]:
        """The years of issue."""
        return tuple(each(self.view.ask(funds.bonds).iloc[1:]))

    @cached_property
    def batches(self) -> Sequence[Row]:
        """The batches, the first issued first."""
        return tuple(each(self.view.ask(funds.batches)))

    @cached_property
    def uses(self) -> DataFrame:
        """How far each batch was used as time went."""
        return self.view.ask(funds.batch_uses)

    @cached_property
    def work_total(self) -> Row:
        """All projects with bonds together."""
        return next(each(self.view.ask(funds.work_states)))

    @cached_property
    def states(self) -> Mapping[str, Row]:
        """The projects by the state of their work, in the order of ``WORK``."""
        found = {row.work_state: row for row in each(self.view.ask(funds.work_states).iloc[1:])}
        return {state: found[state] for state in WORK.values() if state in found}

    @cached_property
    def projects(self) -> Sequence[Row]:
        """The projects with bonds, most idle money first."""
        return tuple(each(self.view.ask(funds.projects)))

    @cached_property
    def issues(self) -> Sequence[Row]:
        """The issues."""
        return tuple(each(self.view.ask(rows.bond_issues)))

    @property
    def listed(self) -> Sequence[Row]:
        """The projects that the link asks for; who paid before the work was done first."""
        state = WORK.get(self.work)
        found = [row for row in self.projects if state is None or row.work_state == state]
        if self.work == MOST:
            found = [row for row in found if row.idle_wan > 0 or row.paid_over or row.idle_wan < 0]
        return sorted(found, key=lambda row: (row.idle_wan >= 0, -row.paid_over))

    def of_year(self, code: str, value: object, year: int | None, decimals: int = 2) -> Figure:
        """A figure of a year of issue, or of all."""
        where = {} if year is None else {"year": str(year)}
        return self.figures.from_ledger(code, value, where=where, decimals=decimals)

    def of_state(self, code: str, value: object, state: str) -> Figure:
        """A figure of the projects of a state of work."""
        return self.figures.from_ledger(code, value, where={"work_state": state})

    def project(self, project_id: str) -> str:
        """The address of a project."""
        return "/project?" + self.view.look.query(project=project_id)


def batch_words(batch: object, year: int) -> str:
    """第一批 of 2020年第一批: the year stands beside it."""
    said = text(batch) or "未写批次"
    return said.removeprefix(f"{year}年") or said


@once
def bonds_data(view: View) -> BondsData:
    """What the page is drawn from. Raises NoData, BadLink."""
    work = single(view.query, "work", "完成与到位") or MOST
    if work not in {MOST, "all", *WORK}:
        raise bad(f"没有“{work[:40]}”这一类项目", "work")
    if view.ask(funds.bonds).empty:
        is_whole = view.look.filters.is_whole
        raise NoData(
            "截至这一日没有发行专项债" if is_whole else "当前筛选下没有发行专项债的项目",
            way_out="导入债券发行和债券使用，或换一个日期"
            if is_whole
            else "放宽筛选，或换一个日期",
        )
    return BondsData(view, work)
