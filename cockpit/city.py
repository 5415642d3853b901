"""The city that a ledger is of: its names, and those of its plan, classes, grips and libraries.

All of it is data (the tables of ``migrations/0002_city_and_plan.sql``, filled from
``data/reference``): another city, another year's plan or a sixth class needs no code. What is not
loaded has no name; a class without a row of its own is called by itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from cockpit.numbers import chinese, is_missing, text
from cockpit.warehouse.mart import Mart
from queries import reference
from queries.filters import Filters

GOAL, GRIPS, DOMAINS = "fai_growth", "grip_completion", "domains_ahead"  # what a digit counts,
PAIRS, MONEY = "implemented_pairs", "completed_investment"  # by ``program.indicator``
KINDS = {  # the same as slides name it, and what is counted in a word
    GOAL: ("goal", "目标"),
    GRIPS: ("grips", "抓手"),
    DOMAINS: ("domains", "领域"),
    PAIRS: ("pairs", "项目"),
    MONEY: ("money", "投资"),
}
ALL = "全部"  # the level_group of a class as a whole


@dataclass(frozen=True)
class ProjectClass:
    """A class: ``code`` as memberships have it, its names, and what it has."""

    code: str
    short_name: str
    wall_name: str
    has_levels: bool = False
    has_teams: bool = False
    is_converted: bool = False
    has_bonds: bool = False
    full_name: str = ""


@dataclass(frozen=True)
class Grip:
    """A part of the projects that is followed by itself, and the choice that narrows to it."""

    name: str
    short_name: str
    project_class: str
    level_group: str
    investor: str
    narrow: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Library:
    """A library or list: its name on the wall, and whether its amount is said beside the count."""

    name: str
    has_total: bool


@dataclass(frozen=True)
class Digit:
    """A digit of the plan: its ``sign``, its ``name``, what it ``counts`` and the year's target.

    ``slide``: its place in an address; the sign, unless it has none or an earlier digit has it.
    """

    sign: str
    name: str
    counts: str
    target: float | None
    slide: str

    @property
    def noun(self) -> str:
        """What is counted, in a word: 目标."""
        return KINDS[self.counts][1]

    @property
    def subject(self) -> str:
        """What its picture is of: goal."""
        return KINDS[self.counts][0]


@dataclass(frozen=True)
class FactFigure:
    """What a published fact is held against.

    ``answer``: figure, given (the fact is itself what was loaded) or outside (no ledger of this
    city can give it). ``indicator``, ``narrow`` and ``where``: which figure, and which row of its
    answer. ``difference_of``: the fact from which 序时 was subtracted, for 超序时. ``section``: the
    heading under which it stands.
    """

    fact_id: str
    answer: str
    indicator: str = ""
    narrow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    difference_of: str = ""
    section: str = ""


@dataclass(frozen=True)
class City:
    """The city's names on a day, and the lists of what it has, in the order of the screens."""

    name: str = ""  # 荥阳市
    short_name: str = ""
    parent: str = ""  # the city whose groups it is ranked in
    compared_with: str = ""  # the region that one figure is held against
    plan_name: str = ""  # 12834
    plan_title: str = ""
    domain_count: int = 0
    are_domains_assumed: bool = False
    benchmarks: tuple[str, ...] = ()
    digits: tuple[Digit, ...] = field(default_factory=lambda: _digits(()))
    classes: tuple[ProjectClass, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)  # a level: its group
    grips: tuple[Grip, ...] = ()
    libraries: Mapping[str, Library] = field(default_factory=dict)
    facts: Mapping[str, FactFigure] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """荥阳市扩大有效投资“12834”行动; what is not known is left out."""
        return self.name + self.plan_title

    @property
    def brand(self) -> str:
        """12834 投资调度."""
        return f"{self.plan_name} 投资调度".strip()

    @property
    def action(self) -> str:
        """荥阳市“12834”行动."""
        return self.name + (f"“{self.plan_name}”行动" if self.plan_name else "")

    @property
    def class_words(self) -> str:
        """五类; 各类 where none is listed."""
        return f"{chinese(len(self.classes))}类" if self.classes else "各类"

    @property
    def domain_words(self) -> str:
        """八个领域; 各领域 where none is listed."""
        return f"{chinese(self.domain_count)}个领域" if self.domain_count else "各领域"

    @property
    def grip_words(self) -> str:
        """What the grips are of: 重点项目、政府投资."""
        of = (
            self.class_of(grip.project_class).short_name if grip.project_class else grip.investor
            for grip in self.grips
        )
        return "、".join(filter(None, of))

    @property
    def led_words(self) -> str:
        """Of which classes the projects have teams: 重点项目."""
        return "、".join(one.short_name for one in self.classes if one.has_teams) or "项目"

    @property
    def levelled_words(self) -> str:
        """Which classes have levels: 重点项目."""
        return "、".join(one.short_name for one in self.classes if one.has_levels)

    def group_name(self, name: str) -> str:
        """A peer group's name as it is read, its city in short: 郑州 16 县（市）区."""
        named = name.replace(self.parent, short(self.parent)) if self.parent else name
        spaced = re.sub(r"\s*(\d+)\s*", r" \1 ", named)
        return spaced.replace("(", "（").replace(")", "）").strip()

    def digit(self, counts: str) -> Digit:
        """The digit that counts this; every kind has one (``_digits``)."""
        return next(digit for digit in self.digits if digit.counts == counts)

    def class_of(self, code: str) -> ProjectClass:
        """A class; one without a row is called by itself and has nothing."""
        return self._classes.get(code) or ProjectClass(code, code, code)

    @cached_property
    def _classes(self) -> dict[str, ProjectClass]:
        return {one.code: one for one in self.classes}

    @cached_property
    def upper_group(self) -> str:
        """The first group of levels: what the bulletin counts of a class that has them."""
        return next(iter(self.levels.values()), "")

    def part_name(self, project_class: ProjectClass) -> str:
        """What the upper levels of a class are called in a word: the grip's that they are."""
        named = (grip.short_name for grip in self.grips if grip.project_class == project_class.code)
        return next(named, project_class.short_name)

    def narrow_to(self, project_class: str, level_group: str = "") -> dict[str, tuple[str, ...]]:
        """The choice of a class, or of the levels of one of its groups."""
        narrow: dict[str, tuple[str, ...]] = {}
        if project_class:
            narrow["classes"] = (project_class,)
        if level_group:
            narrow["levels"] = tuple(v for v, group in self.levels.items() if group == level_group)
        return narrow

    def fact_of(
        self,
        indicator: str,
        narrow: Mapping[str, Any] | None = None,
        where: Mapping[str, Any] | None = None,
    ) -> str:
        """The published fact of a figure; empty where the bulletin has none."""
        return self._fact_ids.get(_figure_key(indicator, narrow or {}, where or {}), "")

    @cached_property
    def _fact_ids(self) -> dict[tuple[object, ...], str]:
        return {
            _figure_key(fact.indicator, fact.narrow, fact.where): fact.fact_id
            for fact in self.facts.values()
            if fact.indicator
        }

    def said(self, text: str) -> str:
        """A text of the registry with the city's own words in it: ``{home}高出``."""
        return text.format_map(self._words) if "{" in text else text

    @cached_property
    def _words(self) -> dict[str, str]:
        target = self.digit(MONEY).target
        names = [
            digit.noun if digit.counts in {PAIRS, MONEY} else digit.name for digit in self.digits
        ]
        listed = chinese(self.domain_count)
        return {
            "home": self.short_name,
            "home_region": self.name,
            "digits": "、".join(names[:-1]) + "与" + names[-1],
            "domains": self.domain_words,
            "assumed_domains": f"；{listed}领域清单未公开，为假定"
            if self.are_domains_assumed
            else "",
            "classes": self.class_words,
            "of_money": "" if target is None else f" {target:g} 亿元",
            "led": self.led_words,
            "converted": "、".join(one.short_name for one in self.classes if one.is_converted),
        }


def short(region: str) -> str:
    """A region's name without 省 or 市."""
    return region[:-1] if len(region) > 2 and region[-1] in "省市" else region


def _figure_key(
    indicator: str, narrow: Mapping[str, Any], where: Mapping[str, Any]
) -> tuple[object, ...]:
    picked = {name: str(value) for name, value in where.items() if value is not None}
    picked.pop("level_group", None)  # said by the levels already
    return indicator, tuple(sorted(narrow.items())), tuple(sorted(picked.items()))


def city_of(mart: Mart, day: date) -> City:
    """The city of a mart, as it is called on a day; asked once a mart and day."""
    return mart.cached(("city", day), lambda: _read(mart.ask(reference.city, Filters(day)).iloc[0]))


def _read(row: Any) -> City:
    levels = {str(r["level"]): text(r["level_group"]) for r in _list(row.levels)}
    named = City(levels=levels)  # for narrow_to
    return City(
        name=text(row["name"]),
        short_name=text(row.short_name),
        parent=text(row.parent),
        compared_with=text(row.compared_with),
        plan_name=text(row.plan_name),
        plan_title=text(row.plan_title),
        domain_count=int(row.domains),
        are_domains_assumed=bool(row.domains_are_assumed),
        benchmarks=tuple(map(str, _list(row.benchmarks))),
        digits=_digits(_list(row.digits)),
        classes=tuple(map(_class, _list(row.classes))),
        levels=levels,
        grips=tuple(_grip(named, r) for r in _list(row.grips)),
        libraries={
            str(r["library"]): Library(text(r["name"]), r["has_total"] is True)
            for r in _list(row.libraries)
        },
        facts={str(r["fact_id"]): _fact(named, r) for r in _list(row.facts)},
    )


def _list(value: Any) -> list[Any]:
    return list(value) if hasattr(value, "__iter__") else []  # a missing value is no list


def _digits(lines: Iterable[Mapping[str, Any]]) -> tuple[Digit, ...]:
    """The plan's digits in its order; what it has no line for follows, called by its noun."""
    made: list[Digit] = []
    for line in lines:
        counts, sign = text(line["counts"]), text(line["sign"])
        if counts not in KINDS or any(digit.counts == counts for digit in made):
            continue
        target = None if is_missing(line["target"]) else float(line["target"])
        taken = any(digit.slide == sign for digit in made)
        subject, noun = KINDS[counts]
        name = text(line["name"]) or noun
        made.append(Digit(sign, name, counts, target, subject if taken else sign))
    left = [counts for counts in KINDS if all(digit.counts != counts for digit in made)]
    return (*made, *(Digit("", KINDS[c][1], c, None, KINDS[c][0]) for c in left))


def _class(row: Mapping[str, Any]) -> ProjectClass:
    code = str(row["project_class"])
    return ProjectClass(
        code=code,
        short_name=text(row["short_name"]) or code,
        wall_name=text(row["wall_name"]) or text(row["short_name"]) or code,
        has_levels=row["has_levels"] is True,
        has_teams=row["has_teams"] is True,
        is_converted=row["is_converted"] is True,
        has_bonds=row["has_bonds"] is True,
        full_name=text(row["full_name"]),
    )


def _grip(city: City, row: Mapping[str, Any]) -> Grip:
    project_class, group = text(row["project_class"]), text(row["level_group"])
    investor = text(row["investor"])
    narrow = city.narrow_to(project_class, group)
    if investor:
        narrow["investors"] = (investor,)
    name = str(row["grip"])
    short_name = text(row["short_name"]) or name
    return Grip(name, short_name, project_class, group, investor, narrow)


def _fact(city: City, row: Mapping[str, Any]) -> FactFigure:
    picked = {
        name: row[name] for name in ("region", "library", "year") if not is_missing(row[name])
    }
    return FactFigure(
        fact_id=str(row["fact_id"]),
        answer=str(row["answer"]),
        indicator=text(row["indicator"]),
        narrow=city.narrow_to(text(row["project_class"]), text(row["level_group"])),
        where=picked,
        difference_of=text(row["difference_of"]),
        section=text(row["section"]),
    )
