"""What the page of 集中开工 and 观摩 is drawn from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cockpit.errors import NoData
from cockpit.link.values import bad, single
from cockpit.numbers import is_missing
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import ceremonies

PATH = "/ceremonies"
READS = ("ceremony", "tour", "group")
NONE_OPEN = "-"  # of the parameter ``ceremony``: none of them is open
ALL = "全部"  # the group of a tour without groups


@dataclass(frozen=True)
class CeremoniesData:
    """Ceremonies with the one that is open, and the tour of the group that is shown.

    ``ceremony``: the code of the open one, empty for none; ``tour``, ``group``: of the tour shown,
    both empty where there is none.
    """

    view: View
    ceremony: str
    tour: str
    group: str

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.view.look.filters.as_of

    @property
    def figures(self) -> FigureMaker:
        """What makes the page's figures."""
        return self.view.figures()

    @cached_property
    def total(self) -> Row | None:
        """All ceremonies together; None without any."""
        found = self.view.ask(ceremonies.ceremonies)
        return None if found.empty else next(each(found))

    @cached_property
    def held(self) -> Sequence[Row]:
        """The ceremonies, the last first."""
        return tuple(each(self.view.ask(ceremonies.ceremonies).iloc[1:]))

    @cached_property
    def projects(self) -> Sequence[Row]:
        """The projects of all ceremonies."""
        return tuple(each(self.view.ask(ceremonies.project_rows)))

    @cached_property
    def opened(self) -> Row | None:
        """The ceremony that is open."""
        return next((row for row in self.held if row.ceremony_id == self.ceremony), None)

    @cached_property
    def tours(self) -> Sequence[Row]:
        """The tours by group, the last first."""
        return tuple(each(self.view.ask(ceremonies.tours).iloc[1:]))

    @cached_property
    def shown(self) -> Row | None:
        """The tour of the group that is shown."""
        return next(
            (
                row
                for row in self.tours
                if (row.inspection_id, row.tour_group) == (self.tour, self.group)
            ),
            None,
        )

    @cached_property
    def scores(self) -> Sequence[Row]:
        """The bodies of the tour shown, the best first."""
        return self._of_tour(each(self.view.ask(ceremonies.scores)))

    @cached_property
    def stops(self) -> Sequence[Row]:
        """The route of the tour shown."""
        return self._of_tour(each(self.view.ask(ceremonies.stops)))

    @cached_property
    def ballots(self) -> Sequence[Row]:
        """The ballots of the tour shown, void ones first."""
        return self._of_tour(each(self.view.ask(ceremonies.ballots)))

    @cached_property
    def marks(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """The roles of who put a body in a place, of the ballots that count."""
        marks: dict[tuple[str, int], list[str]] = {}
        for row in self._of_tour(each(self.view.ask(ceremonies.score_rows))):
            role = "未写身份" if is_missing(row.voter_role) else row.voter_role
            marks.setdefault((row.body, int(row.rank)), []).append(role)
        return marks

    @cached_property
    def before(self) -> Row | None:
        """The group's tour before the one that is shown."""
        earlier = next((row.before_id for row in self.scores if not is_missing(row.before_id)), "")
        key = (earlier, self.group)
        return next((t for t in self.tours if (t.inspection_id, t.tour_group) == key), None)

    @cached_property
    def promises(self) -> Sequence[Row]:
        """What was promised on the tour before, and what was still open then of older promises."""
        if self.before is None:
            return ()
        earlier = self.before
        found = [
            row
            for row in each(self.view.ask(ceremonies.promises))
            if row.tour_group == self.group
            and row.made_on <= earlier.on_date
            and (row.inspection_id == earlier.inspection_id or self._was_open(row, earlier))
        ]
        order = {"未到": 0, "晚到": 1}
        return sorted(found, key=lambda row: (order.get(row.state, 2), -_days(row), row.body))

    def _was_open(self, promise: Row, earlier: Row) -> bool:
        """Whether an older promise was not kept yet on the tour before."""
        return is_missing(promise.reached_on) or promise.reached_on > earlier.on_date

    def _of_tour(self, rows: Iterable[Row]) -> Sequence[Row]:
        key = (self.tour, self.group)
        return tuple(row for row in rows if (row.inspection_id, row.tour_group) == key)

    def link(self, **more: str) -> str:
        """The page's address with some of its own parameters changed; empty ones are left out."""
        own = {name: single(self.view.query, name, name) for name in READS}
        return f"{PATH}?" + self.view.look.query(**(own | more))

    def project(self, project_id: str) -> str:
        """The address of a project."""
        return "/project?" + self.view.look.query(project=project_id)

    def of_ceremony(self, code: str, value: object, ceremony_id: str = "") -> Figure:
        """A figure of all ceremonies, or of one."""
        where = {"ceremony_id": ceremony_id} if ceremony_id else {}
        return self.figures.from_ledger(code, value, where=where)

    def of_tour(self, code: str, value: object, tour: Row) -> Figure:
        """A figure of a tour and group."""
        where = {"inspection_id": tour.inspection_id, "tour_group": tour.tour_group}
        return self.figures.from_ledger(code, value, where=where)


def _days(row: Row) -> int:
    return 0 if is_missing(row.days) else int(row.days)


def tour_name(found: CeremoniesData, tour: Row) -> str:
    """一季度观摩; of another year than that looked at with it."""
    year = tour.on_date.year
    return tour.title if year == found.as_of.year else f"{year} 年{tour.title}"


def why_unplaced(tour: Row) -> str:
    """Why nobody has a place on a tour."""
    return "没有有效选票" if tour.ballots else "还没有装入选票"


@once
def ceremonies_data(view: View) -> CeremoniesData:
    """What the page is drawn from. Raises NoData, BadLink."""
    asked = {name: single(view.query, name, name) for name in READS}
    found = CeremoniesData(view, "", "", "")
    if not found.held and not found.tours:
        is_whole = view.look.filters.is_whole
        raise NoData(
            "截至这一日没有集中开工，也没有观摩" if is_whole else "当前筛选下没有集中开工项目",
            way_out="导入集中开工与集中开工项目，或观摩、观摩点位与观摩选票，或换一个日期"
            if is_whole
            else "放宽筛选，或换一个日期",
        )
    return CeremoniesData(
        view, _ceremony(found, asked["ceremony"]), *_tour(found, asked["tour"], asked["group"])
    )


def _ceremony(found: CeremoniesData, asked: str) -> str:
    """Which one is open: that of the link, else the one with most to ask about. Raises BadLink."""
    if asked == NONE_OPEN:
        return ""
    if asked and not any(row.ceremony_id == asked for row in found.held):
        if found.view.look.filters.is_whole:
            raise bad(f"截至这一日没有“{asked[:40]}”这场集中开工", "ceremony")
        return ""  # it has no project of the choice
    if asked or not found.held:
        return asked
    worst = max(found.held, key=lambda row: (row.not_started + row.stalled, row.projects))
    return str(worst.ceremony_id)


def _tour(found: CeremoniesData, asked: str, group: str) -> tuple[str, str]:
    """Which tour and group is shown: those of the link, else the last. Raises BadLink."""
    tours = [row for row in found.tours if asked in ("", row.inspection_id)]
    if asked and not tours:
        raise bad(f"截至这一日没有“{asked[:40]}”这次观摩", "tour")
    if group and not any(row.tour_group == group for row in found.tours):
        raise bad(f"观摩没有“{group[:40]}”这一组", "group")
    tours = [row for row in tours if group in ("", row.tour_group)] or tours
    return (tours[0].inspection_id, tours[0].tour_group) if tours else ("", "")
