"""A text that was checked: its figures with what is said of each, and which of them is looked at.

The text is the reader's own and nobody else's: it is in no address, no log, no store.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pandas import DataFrame

from cockpit import numbers, settings
from cockpit.link.values import one_of, single
from cockpit.reconcile.bulletin import Judged, Ledger, Text, judged, read
from cockpit.reconcile.bulletin.figures import RANK
from cockpit.reconcile.bulletin.groups import without_group
from cockpit.reconcile.bulletin.subjects import vocabulary
from cockpit.reconcile.verdict import Verdict
from cockpit.registry.columns import Column
from cockpit.screens.view import View
from queries import reconciliation

PATH = "/bulletin"
BROUGHT_ALONG = settings.ROOT / "data" / "published"
READS = ("figure", "verdict")
MORE = 2  # decimals of what a figure should be, beyond those printed
LONGEST_NAME = 14
SUBJECTS = 4


@dataclass(frozen=True)
class Group:
    """Verdicts that are shown as one: its words, its sign, and its look (``v-bad``)."""

    words: str
    sign: str
    look: str
    verdicts: tuple[Verdict, ...]


GROUPS: Mapping[str, Group] = {  # the worst first
    "bad": Group("不可能", "✕", "v-bad", (Verdict.IMPOSSIBLE,)),
    "cut": Group("截断可成立", "⌊", "v-cut", (Verdict.BY_TRUNCATION,)),
    "round": Group("舍入内可成立", "≈", "v-round", (Verdict.BY_ROUNDING,)),
    "ok": Group("符合", "✓", "v-ok", (Verdict.AGREES,)),
    "given": Group("输入", "→", "v-given", (Verdict.GIVEN,)),
    "out": Group(
        "台账之外",
        "○",
        "v-out",
        (
            Verdict.NOT_IN_LEDGER,
            Verdict.NOT_MATCHED,
            Verdict.NOT_LOADED,
            Verdict.NOT_REPORTED,
        ),
    ),
}
CODES = {verdict: code for code, group in GROUPS.items() for verdict in group.verdicts}
TO_LOOK_AT = ("bad", "cut", "round")
_MARKS = re.compile(r"[，,。；;：:、（）()\n]")
_TOUCHING = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])")
NO_GROUP = "没有说在哪一组里排第几"

COLUMNS = (
    Column("no", "序", "count", 46),
    Column("name", "是什么", width=150),
    Column("printed", "稿子", width=90),
    Column("computed", "台账或运算", width=100),
    Column("verdict", "判定", width=110),
    Column("how", "怎么算的", width=360),
)


@dataclass(frozen=True)
class Found:
    """A figure of the text: its place among them, from 1, and what is said of it."""

    no: int
    of: Judged
    name: str
    is_ungrouped: bool

    @property
    def code(self) -> str:
        """Its group's."""
        return CODES[self.of.verdict]

    @property
    def group(self) -> Group:
        """How its verdict is shown."""
        return GROUPS[self.code]

    @property
    def is_to_be_looked_at(self) -> bool:
        """Whether somebody should: it cannot be, holds only by rounding, or lacks its group."""
        return self.code in TO_LOOK_AT or self.is_ungrouped

    @property
    def computed(self) -> str:
        """What it should be, with enough decimals to judge by; a dash where nobody knows."""
        if self.of.computed is None:
            return numbers.MISSING
        return exact(self.of.computed, self.of.figure.text, self.of.figure.unit)

    @property
    def printed(self) -> str:
        """As it is printed, its unit apart."""
        return spaced(self.of.figure.said)

    @property
    def how(self) -> str:
        """The reckoning in words."""
        return spaced(f"{NO_GROUP}；{self.of.how}" if self.is_ungrouped else self.of.how)


def spaced(words: str) -> str:
    """Words with a space between a number and its unit: 67 个."""
    return _TOUCHING.sub(" ", words)


def exact(value: Decimal, printed: str, unit: str = "") -> str:
    """A value with more decimals than printed, none that say nothing."""
    places = len(printed.partition(".")[2])
    if value == value.to_integral_value() and (not places or unit == "个"):
        return numbers.fixed(value, 0)
    whole, _, decimals = numbers.fixed(value, places + MORE).partition(".")
    kept = decimals[:places] + decimals[places:].rstrip("0")
    return f"{whole}.{kept}" if kept else whole


@dataclass(frozen=True)
class Checked:
    """A text under a view; ``title``: what it is called."""

    view: View
    title: str
    text: Text
    ledger: Ledger
    figures: tuple[Found, ...]
    show: str  # the group that is asked for, empty for all
    asked: int  # the figure that is asked for, 0 for none

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many of each group."""
        count = Counter(one.code for one in self.figures)
        return {code: count[code] for code in GROUPS}

    @cached_property
    def chosen(self) -> Found | None:
        """The figure that is looked at: the asked one, else the worst."""
        if 0 < self.asked <= len(self.figures):
            return self.figures[self.asked - 1]
        first = [one for code in GROUPS for one in self.figures if one.code == code]
        return next((one for one in first if not self.show or one.code == self.show), None)

    @cached_property
    def worst(self) -> Sequence[Found]:
        """Those to be looked at, the worst first."""
        order = [*GROUPS]
        found = [one for one in self.figures if one.is_to_be_looked_at]
        return sorted(found, key=lambda one: (order.index(one.code), one.no))

    @cached_property
    def rest(self) -> Sequence[Found]:
        """The others, in their order; of one group where that is asked for."""
        return [
            one
            for one in self.figures
            if not one.is_to_be_looked_at and self.show in {"", one.code}
        ]

    @property
    def is_sample(self) -> bool:
        """Whether the ledger is the demonstration: agreement with it proves nothing."""
        return self.ledger.is_sample

    def href(self, *, figure: int | None = None, show: str | None = None) -> str:
        """The address of the page with another figure or group."""
        no = self.asked if figure is None else figure
        return f"{PATH}?" + self.view.look.query(
            figure=str(no) if no else "", verdict=self.show if show is None else show
        )

    def table(self) -> DataFrame:
        """All figures, to take along."""
        return DataFrame(
            {
                "no": [one.no for one in self.figures],
                "name": [one.name for one in self.figures],
                "printed": [one.printed for one in self.figures],
                "computed": [one.computed for one in self.figures],
                "verdict": [one.group.words for one in self.figures],
                "how": [one.how for one in self.figures],
            }
        )


@dataclass(frozen=True)
class Asked:
    """What a link asks for: a figure, 0 for none, and a group, empty for all."""

    figure: int = 0
    show: str = ""


def asked(view: View) -> Asked:
    """What the view's link asks for. Raises BadLink."""
    offered = {code: group.words for code, group in GROUPS.items()}
    show = one_of(view.query, "verdict", "判定", offered)
    figure = single(view.query, "figure", "第几个数")
    # of another text than the link's there may be fewer
    is_number = figure.isascii() and figure.isdecimal() and len(figure) <= 6
    return Asked(int(figure) if is_number else 0, show)


def checked(view: View, words: str, title: str, asked_for: Asked) -> Checked:
    """Check a text against the view's ledger."""
    on = view.look.filters.as_of
    ledger = Ledger(view.mart, on)
    text = read(words)
    ungrouped = {*without_group(text)}
    figures = tuple(
        Found(no, one, _name(one), one.figure.number in ungrouped)
        for no, one in enumerate(judged(text, on, ledger), start=1)
    )
    return Checked(view, title, text, ledger, figures, asked_for.show, asked_for.figure)


def subjects(view: View) -> list[str]:
    """The first few of the projects that a text can speak of, as the ledger calls them."""
    known = vocabulary(view.mart, view.look.filters.as_of).subjects.values()
    return [*dict.fromkeys(subject.name for subject in known)][:SUBJECTS]


def _name(one: Judged) -> str:
    """What a figure is, in a few words: the ledger's name for it, else the words before it."""
    if one.twin is not None:
        return one.twin.name
    if one.figure.unit == RANK:
        return "位次"
    before = _MARKS.split(one.figure.before)
    words = next((part.strip() for part in reversed(before) if part.strip()), "")
    if words in {"", "的"}:
        return "占比" if words else spaced(one.figure.said)
    return words[-LONGEST_NAME:]


@dataclass(frozen=True)
class Published:
    """A bulletin that comes with the project: its words, and what it is called."""

    words: str
    title: str


def published(view: View) -> Published | None:
    """The bulletin that the published facts known by the day were taken from; None where none is.

    It is known by their sentences: another city's facts are not in it.
    """
    return view.cached("bulletin published", lambda: _published(view))


def _published(view: View) -> Published | None:
    facts = view.ask(reconciliation.facts)
    if facts.empty:
        return None
    last = facts["known_on"].max()
    for path in sorted(BROUGHT_ALONG.glob("*.txt")):
        words = path.read_text("utf-8")
        there = sum(str(quote) in words for quote in facts["quote"])
        if there * 2 > max(len(facts), len(view.city.facts)):
            return Published(words, f"{last.year} 年 {last.month} 月通报")
    return None
