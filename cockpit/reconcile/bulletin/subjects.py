"""What a bulletin speaks of: the words for classes, grips, libraries and regions of the ledger.

All of it is data (classes, levels, grips, the published facts with their own sentences): a name
that could mean two things is no subject here, since a false alarm is worse than a figure left
outside.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cockpit.city import KINDS, MONEY, PAIRS, City, city_of, short
from cockpit.numbers import is_missing, text
from cockpit.warehouse.mart import Mart
from queries import reconciliation
from queries.filters import Filters

WHOLE, PART, BONDS = "whole", "part", "bonds"
_MARKS = re.compile(r"[“”\"「」'‘’《》\s]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
Narrow = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Subject:
    """Whom figures are said of: the words for it, the choice of projects, and what it is."""

    name: str
    narrow: Narrow = field(default_factory=dict, hash=False)
    kind: str = PART


@dataclass(frozen=True)
class Template:
    """A sentence of a published fact about a library, with a hole where its count stands."""

    before: str
    after: str
    library: str


@dataclass(frozen=True)
class Vocabulary:
    """What the ledger's figures are called in a text, on a day."""

    home: tuple[str, ...] = ()
    subjects: Mapping[str, Subject] = field(default_factory=dict)  # words → whom
    regions: tuple[str, ...] = ()  # with a rate of growth: home first
    templates: tuple[Template, ...] = ()
    targets: Mapping[str, float] = field(default_factory=dict)  # PAIRS, MONEY → the year's

    @cached_property
    def named(self) -> str:
        """A pattern of all subjects, the longest first."""
        return _any_of(self.subjects) or r"(?!)"

    @cached_property
    def at_home(self) -> str:
        """A pattern of the words for the home region."""
        return _any_of((*self.home, "全市", "我市", "全县", "我县", "全区", "我区"))


def norm(words: str) -> str:
    """Words without quotation marks and spaces; brackets of a unit's name are taken out too."""
    bare = _MARKS.sub("", words).replace("(", "（").replace(")", "）")
    return bare.replace("开（复）工", "开复工").replace("县（市）", "县市").replace("地方政府", "")


def vocabulary(mart: Mart, day: date) -> Vocabulary:
    """The words of a mart's ledger on a day; made once."""
    return mart.cached(("bulletin vocabulary", day), lambda: _vocabulary(mart, day))


def _vocabulary(mart: Mart, day: date) -> Vocabulary:
    city = city_of(mart, day)
    targets = {
        counts: target
        for counts in (PAIRS, MONEY)
        if counts in KINDS and (target := city.digit(counts).target) is not None
    }
    regions = dict.fromkeys(filter(None, (city.name, *city.benchmarks, city.parent)))
    return Vocabulary(
        home=tuple(filter(None, (city.name, city.short_name))),
        subjects={norm(name): subject for name, subject in _subjects(city)},
        regions=tuple(regions),
        templates=tuple(_templates(mart, city, day)),
        targets=targets,
    )


def _subjects(city: City) -> Iterator[tuple[str, Subject]]:
    if city.classes:
        for noun in ("重大项目", "项目"):
            name = city.class_words + noun
            yield name, Subject(name, {}, WHOLE)
    for one in city.classes:
        names = {name for name in (one.full_name, one.short_name, one.code) if name}
        kind = BONDS if one.has_bonds else PART
        if not one.has_levels:  # 重点项目 alone may be any of its levels
            for name in names | {one.wall_name}:
                yield name, Subject(one.short_name, city.narrow_to(one.code), kind)
            continue
        for group in dict.fromkeys(city.levels.values()):
            narrow = city.narrow_to(one.code, group)
            for name in names:
                yield group + name, Subject(group + one.short_name, narrow)
        if city.upper_group and one.wall_name not in names:
            name = city.upper_group + one.short_name
            yield one.wall_name, Subject(name, city.narrow_to(one.code, city.upper_group))
    for grip in city.grips:
        yield grip.name, Subject(grip.name, grip.narrow)


def _templates(mart: Mart, city: City, day: date) -> Iterator[Template]:
    """The sentences of counts of libraries: 推荐 … 个项目纳入郑州市四类项目库."""
    for fact in mart.ask(reconciliation.facts, Filters(day)).itertuples():
        twin = city.facts.get(str(fact.fact_id))
        if twin is None or twin.indicator != "pipeline_entries" or "library" not in twin.where:
            continue
        quote, value = norm(text(fact.quote)), text(fact.value)
        at = quote.find(f"{value}个") if value and not is_missing(fact.value) else -1
        if at >= 0 and _NUMBER.match(quote, at):
            before, after = quote[:at], quote[at + len(value) + 1 :]
            yield Template(before, after, str(twin.where["library"]))


def is_region(words: str, regions: tuple[str, ...]) -> str:
    """The region with which words end, also in short (河南); empty for none."""
    for region in regions:
        for name in (region, short(region)):
            if re.search(rf"(?:^|高于|低于|快于|慢于|比|较|和|与){re.escape(name)}$", words):
                return region
    return ""


def _any_of(names: Mapping[str, Subject] | tuple[str, ...]) -> str:
    longest = sorted(filter(None, names), key=len, reverse=True)
    return "|".join(map(re.escape, longest))
