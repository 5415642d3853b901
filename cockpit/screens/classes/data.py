"""What the page of the classes is drawn from, and which of its views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pandas import DataFrame

from cockpit.city import ALL, City, ProjectClass
from cockpit.errors import NoData
from cockpit.link.values import bad, single
from cockpit.numbers import CHINESE, is_missing, text
from cockpit.screens.figures import AgainstTime, Figure, FigureMaker, against_time
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import classes, implementation, investment, rows
from queries.filters import Filters

PATH = "/classes"
READS = ("view",)
OVERVIEW, GRIPS, PARKS = "all", "grips", "parks"
UNNAMED = "未填"


@dataclass(frozen=True)
class ClassesData:
    """``chosen``: the view that the link asks for: ``all``, ``grips``, ``parks``, or a class."""

    view: View
    chosen: str

    @property
    def figures(self) -> FigureMaker:
        """What makes the page's figures."""
        return self.view.figures()

    @property
    def city(self) -> City:
        """Whose classes they are."""
        return self.view.city

    @property
    def is_whole(self) -> bool:
        """Whether nothing is chosen: only then the city's target is compared with."""
        return self.view.look.filters.is_whole

    @property
    def cut_on(self) -> date:
        """The day at which money is taken."""
        return self.view.stamp().cut_on

    @property
    def on(self) -> date:
        """The day to which stages are judged."""
        return self.view.stamp().day("stages")

    # all classes beside each other

    @cached_property
    def shown(self) -> Sequence[ProjectClass]:
        """The classes in view: the plan's that the choice leaves, then others on the list."""
        chosen = self.view.look.filters.classes
        listed = [one for one in self.city.classes if not chosen or one.code in chosen]
        known = {one.code for one in self.city.classes}
        others = [code for code in self.money if code not in known]
        return (*listed, *map(self.city.class_of, others))

    @cached_property
    def money(self) -> Mapping[str, Row]:
        """Completion by class, of all its levels."""
        frame = self.view.ask(investment.by_class)
        return {row.project_class: row for row in each(frame) if row.level_group == ALL}

    @cached_property
    def counts(self) -> Mapping[str, Row]:
        """Starts by class, of all its levels."""
        frame = self.view.ask(implementation.by_class)
        return {row.project_class: row for row in each(frame) if row.level_group == ALL}

    @cached_property
    def total(self) -> Row:
        """The distinct projects of all classes."""
        return self.view.row(investment.total)

    @cached_property
    def implemented(self) -> Row:
        """Pairs and distinct projects that have started."""
        return self.view.row(implementation.total)

    @cached_property
    def pairs(self) -> Row | None:
        """The classes added up, whoever is in two counted twice; None without any."""
        return next(each(self.view.ask(classes.parts)), None)

    @cached_property
    def overlaps(self) -> DataFrame:
        """Distinct projects by combination; columns as the question gives them."""
        return self.view.ask(classes.overlaps)

    @cached_property
    def alone(self) -> Mapping[str, int]:
        """By class, how many projects are in no other."""
        found = self.overlaps.dropna(subset=["combination"])
        return {
            str(row.combination): int(row.projects)
            for row in each(found)
            if len(row.class_list) == 1
        }

    @property
    def in_several(self) -> int:
        """Projects that are in two or more of the classes in view: sums count them twice."""
        chosen = self.view.look.filters.classes
        rows = each(self.overlaps.dropna(subset=["combination"]))
        return sum(
            int(row.projects)
            for row in rows
            if sum(not chosen or code in chosen for code in row.class_list) > 1
        )

    # one class

    def of(self, code: str) -> Filters:
        """The choice of a class within that of the link."""
        return self.view.look.filters.narrowed(classes=(code,))

    def ask(self, question: Any, code: str, **choice: Any) -> DataFrame:
        """The answer of a question for one class; ``choice``: further choices."""
        return self.view.ask(question, self.of(code).narrowed(**choice))

    def narrow(self, code: str, **choice: Any) -> dict[str, Any]:
        """What the link of a class's figure chooses beside the page's own choice."""
        return {"classes": (code,), **choice}

    def figure(self, code: str, indicator: str, value: Any, **more: Any) -> Figure:
        """A figure of a class."""
        return self.figures.from_ledger(indicator, value, narrow=self.narrow(code), **more)

    def against(self, code: str, row: Row, **choice: Any) -> AgainstTime:
        """Completion and gap of a class, published where they may stand."""
        return against_time(self.figures, row, narrow=self.narrow(code, **choice))

    def levels(self, code: str) -> Sequence[tuple[str, Row, Row]]:
        """The levels of a class with members: their name, completion and starts."""
        money = self.ask(investment.by_class, code)
        counts = self.ask(implementation.by_class, code)
        found = []
        for group in dict.fromkeys(self.city.levels.values()):
            one = money[money["level_group"] == group]
            two = counts[counts["level_group"] == group]
            if not one.empty and not two.empty:
                found.append((group, next(each(one)), next(each(two))))
        return found

    def stages(self, code: str) -> DataFrame:
        """Conversion of a class, in all and by phase."""
        return self.ask(implementation.conversion, code)

    def subdomains(self, code: str) -> Sequence[Row]:
        """The subdomains of a class, the highest rate first; none where nobody has any."""
        frame = self.ask(classes.parts, code)
        found = [row for row in each(frame) if text(row.subdomain)]
        if all(row.subdomain == UNNAMED for row in found):
            return ()
        known = [row for row in found if not is_missing(row.completion_ratio)]
        return (
            *sorted(known, key=lambda row: (-row.completion_ratio, row.subdomain)),
            *(row for row in found if is_missing(row.completion_ratio)),
        )

    def phases(self, code: str) -> Mapping[str, Row]:
        """Money of the phases of a class."""
        return {row.phase: row for row in each(self.ask(classes.parts, code)) if text(row.phase)}

    def states(self, code: str) -> Mapping[str, int]:
        """How many projects of a class are in which state, in the order of the course."""
        frame = self.ask(implementation.states, code)
        return {row.project_state: int(row.pairs) for row in each(frame) if text(row.project_state)}

    def state_rows(self, code: str) -> Sequence[Row]:
        """The projects of a class with the state each is in."""
        return tuple(each(self.ask(implementation.state_rows, code)))

    def ledger(self, code: str) -> Sequence[Row]:
        """The projects of a class, the furthest behind first."""
        return tuple(each(self.ask(rows.ledger, code)))

    def is_empty(self, code: str) -> bool:
        """Whether a class has no member in view."""
        chosen = self.view.look.filters.classes
        return bool(chosen and code not in chosen) or code not in self.counts

    def published_ranks(self, code: str) -> Sequence[Mapping[str, Any]]:
        """Ranks that the bulletin gives of a class, known by the day; none under a choice."""
        facts = self.figures.facts.values()
        return [
            fact
            for fact in facts
            if self.is_whole
            and text(fact["subject"]) == code
            and not is_missing(fact["rank"])
            and is_missing(fact["value"])
            and fact["known_on"].date() <= self.view.look.filters.as_of
            and fact["period_end"].date().year == self.view.look.filters.as_of.year
        ]

    # links

    def project(self, project_id: str) -> str:
        """The address of a project."""
        return "/project?" + self.view.look.query(project=project_id)

    def to(self, view: str) -> str:
        """The address of another view of the page."""
        return f"{PATH}?" + self.view.look.query(view="" if view == OVERVIEW else view)


def phase_order(phase: str) -> tuple[int, str]:
    """第一期, 第二期, …: by the number that is written in it; what has none comes last."""
    found = [CHINESE.index(letter) for letter in phase if letter in CHINESE]
    if "十" in phase:
        return 10 + (found[0] if found else 0), phase
    digits = "".join(letter for letter in phase if letter.isascii() and letter.isdigit())[:4]
    return (found[0] if found else int(digits) if digits else 99), phase


@once
def classes_data(view: View) -> ClassesData:
    """What the page is drawn from. Raises NoData, BadLink."""
    chosen = single(view.query, "view", "视图") or OVERVIEW
    found = ClassesData(view, chosen)
    known = {OVERVIEW, GRIPS, PARKS, *(one.code for one in view.city.classes), *found.money}
    if chosen not in known:
        raise bad(f"没有“{chosen[:40]}”这一类", "view")
    if chosen != PARKS and not found.counts and not found.money:
        raise NoData(
            "截至这一日名单上没有项目" if found.is_whole else "当前筛选下没有名单上的项目",
            way_out="先导入项目分类，或换一个日期" if found.is_whole else "放宽筛选，或换一个日期",
        )
    return found
