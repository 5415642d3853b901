"""What the deck's templates read: frozen dataclasses, a sentence a field.

Lengths are percentages of their track; a template decides on look, never on a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.city import City
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.wall.context import Bar


@dataclass(frozen=True)
class Decided:
    """A decision, as it was agreed or is asked for."""

    shape: str  # ▼ ◆ ● ▲ ○
    state: str  # 逾期, 调整, 推进中, 已落实, 待议
    tone: str  # bad, warn, busy, ok or mute
    clock: str  # 逾期 5 天, may be empty
    text: str  # 事项
    project: str  # may be empty
    lead: str  # 牵头
    helps: str  # 配合, may be empty
    first_due: str  # 06-02, only where it was put off
    due: str  # 06-10, empty without a date
    weekday: str  # 周五
    supervisor: str  # 督办, may be empty
    note: str  # how it goes, may be empty


@dataclass(frozen=True)
class LastBody:
    """Last Monday's decisions."""

    open: Sequence[Decided]  # not done, the worst first
    done: Sequence[Decided]
    older: Sequence[Decided]  # of meetings before that, as many as there is room for
    older_said: str  # 更早的会没落实 7 件, may be empty
    empty: str  # why there is none


@dataclass(frozen=True)
class Number:
    """A number of the plan and what moved it."""

    digit: str  # 一个目标
    name: str  # 固投增速 1—4 月
    figure: Figure
    before: str  # as it stood, empty where that is not known
    against: str  # ▽ 低于序时 1.0 个百分点, may be empty
    tone: str  # ok, warn, even
    bar: Bar | None
    why: str  # the causes in words


@dataclass(frozen=True)
class Listed:
    """A project of a list."""

    name: str
    said: str  # 150 天, 0.63 亿元
    who: str  # 市领导 13 · 示例单位 22
    tone: str  # bad, warn or even


@dataclass(frozen=True)
class NamesBody:
    """One of the three lists: at most six names, then how many more."""

    title: str  # 应开未开
    count: str  # 12; — where it is not judged
    tone: str
    sub: str  # what they come to
    rows: Sequence[Listed]
    more: str  # 另 6 个, may be empty
    empty: str  # that nobody is on it, or why it is not judged


@dataclass(frozen=True)
class Node:
    """A node of a project's line."""

    title: str
    day: str  # 03-22
    said: str  # ▼ 超期 70 天
    tone: str


@dataclass(frozen=True)
class Month:
    """A month's completed investment as a column."""

    name: str  # 1 月
    text: str  # 0.09
    height: float  # of the tallest


@dataclass(frozen=True)
class Photo:
    """A photo of the site: its address or data, its day, what the site said."""

    source: str
    day: str
    said: str


@dataclass(frozen=True)
class ProjectBody:
    """A slow project."""

    lamp: str  # ▼ 红灯, may be empty
    lamp_tone: str
    about: str  # class, organisation, township, leader
    gap: Gap
    completed: Figure
    plan: Figure
    bar: Bar | None
    time: str  # 41.7%, empty without 序时
    months: Sequence[Month]
    nodes: Sequence[Node]
    nodes_said: str  # 6 个节点，2 个超期
    photos: Sequence[Photo]
    service: str  # 要素保障
    cause: str
    clock: str
    chosen: str  # why it is here, may be empty
    asked: Sequence[Decided]  # of meetings before
    to_ask: Sequence[Decided]  # of this one
    facts: Sequence[str]


@dataclass(frozen=True)
class Ranked:
    """A leader or a body."""

    name: str
    projects: str
    bar: Bar | None
    rate: str
    gap: str  # ▽ 6.6
    tone: str
    red: str  # ▼2, empty without any
    yellow: str  # ■3
    late: str
    unregistered: str
    visits: str  # 8/12


@dataclass(frozen=True)
class BodiesBody:
    """Leaders, and the first and last of the responsible organisations."""

    leaders: Sequence[Ranked]
    more: str  # 另 3 位, may be empty
    worst: Sequence[Ranked]
    best: Sequence[Ranked]
    month: str  # 5 月: of the visits
    time: str  # 41.7%
    empty: str


@dataclass(frozen=True)
class DecisionsBody:
    """The decisions to read out."""

    rows: Sequence[Decided]
    empty: str


@dataclass(frozen=True)
class Page:
    """A page: ``kind`` names its part of the template."""

    kind: str  # last, numbers, names, project, bodies, decisions
    nav: str  # 上周议定
    title: str
    sub: str
    meta: str  # 数据截至 2022-05-31
    body: object
    notes: Sequence[str]  # for the presenter


@dataclass(frozen=True)
class DeckContext:
    """A whole deck."""

    city: City
    title: str  # of the document
    description: str
    theme: str
    meeting: str  # 第 23 周 · 2022-06-06
    version: str  # data version
    kind: str  # sample, real or empty
    kind_words: str
    stale: str
    dwell: int  # seconds a page, 0 for none
    pages: Sequence[Page]
