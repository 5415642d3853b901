"""What the slides' templates read: frozen dataclasses, a sentence a field.

Numbers arrive as figures or text, places as percentages of the picture (0..100, from the left or
from the bottom); a template decides on look, never on a number.
"""

from dataclasses import dataclass

from cockpit.screens.figures import Figure
from cockpit.screens.wall.context import (
    Bar,
    CountCard,
    DomainsCard,
    GoalCard,
    Grip,
    Mark,
    MoneyCard,
    RankStrip,
    RegionRow,
    Sentence,
    SlowRow,
)


@dataclass(frozen=True)
class Step:
    """A step of the walk through wall and slides."""

    sign: str  # the key that opens it: 1, S; empty for the wall
    name: str  # 目标
    slide: str  # the slide, empty for the wall
    href: str  # its address with the same look
    is_current: bool  # it is the one shown


@dataclass(frozen=True)
class Reading:
    """An earlier reading of a rate."""

    at: float  # its place on the track
    text: str  # the rate, empty where another label is too near


@dataclass(frozen=True)
class GoalRow:
    """A region's dumbbell."""

    region: RegionRow  # as the wall has it
    start: float  # one end of the band between target and rate
    end: float  # the other
    readings: tuple[Reading, ...]  # before the latest, newest first


@dataclass(frozen=True)
class GoalPicture:
    """Digit 1: the rate of home and benchmarks against the target."""

    goal: GoalCard  # the wall's card
    rows: tuple[GoalRow, ...]  # home first
    target: Mark | None  # the gold line
    rank: RankStrip | None  # home among its peers
    any_earlier: bool  # some row has an earlier reading


@dataclass(frozen=True)
class MonthBullet:
    """A month's bullet: the rate at its end against 序时."""

    month: str  # 5
    value: float | None  # drawn height, None for a month to come
    mark: float | None  # 序时, where it is known
    is_now: bool  # the reading that the figure above says
    is_sample: bool  # the bar is drawn hatched
    title: str  # the reading in words


@dataclass(frozen=True)
class GripMonths:
    """One of the two grips and its months."""

    grip: Grip  # as the wall has it
    months: tuple[MonthBullet, ...]  # twelve


@dataclass(frozen=True)
class GripsPicture:
    """Digit 2: two bullets over time."""

    grips: tuple[GripMonths, ...]  # 省市级重点项目, 政府投资项目


@dataclass(frozen=True)
class DomainRow:
    """A domain: rate, and its gap to 序时 as a bar from the gold line."""

    name: str  # the domain
    rate: Figure  # 投资完成率
    start: float  # left end of the bar
    width: float  # of the bar
    place: int  # in the wall's list of gaps
    is_sample: bool  # the bar is drawn hatched


@dataclass(frozen=True)
class DomainsPicture:
    """Digit 8: the domains in order."""

    domains: DomainsCard  # the wall's card, its gaps best first
    rows: tuple[DomainRow, ...]  # in the same order
    line: float  # the place of 序时
    words: str  # what the line is called


@dataclass(frozen=True)
class PairsRow:
    """A class's part of the implemented pairs, set where the class before ended."""

    name: str  # the class
    start: float  # left end of the bar
    width: float  # of the bar
    implemented: Figure  # pairs
    due: Figure  # pairs due by the day
    missing: Figure  # due and not implemented
    any_missing: bool  # whether there are such
    is_sample: bool  # the bar is drawn hatched


@dataclass(frozen=True)
class PairsPicture:
    """Digit 3: five classes add up towards the target."""

    count: CountCard  # the wall's card
    rows: tuple[PairsRow, ...]  # in the order of the bulletin
    target: Mark | None  # the gold line, absent under a filter
    reach: float  # where bars or target end, whichever is further


@dataclass(frozen=True)
class MoneyPicture:
    """Digit 4: the year's curve with target, 序时 and forecast."""

    money: MoneyCard  # the wall's card
    done: str  # points of the completed curve, "x,y x,y" from the top left
    area: str  # the same as an area down to zero, "x% y%, x% y%"
    goal: str  # points of target × 序时, by the plan's curve on that basis
    forecast: str  # points of the forecast, empty without one
    fan: str  # the area between its low and high ways
    now_x: float  # where the completed curve ends
    now_y: float  # its height there
    progress_y: float  # 序时's height there
    progress_side: str  # its label: above or below the line, empty without room for one
    goal_end: float | None  # the height of the target's label
    forecast_end: float | None  # of the forecast's, apart from it
    months: tuple[str, ...]  # twelve names under the axis
    left_words: str  # the months left, empty where nothing has to be done in them
    is_sample: bool  # the area is drawn hatched


@dataclass(frozen=True)
class SlowCard:
    """A project proposed for the meeting."""

    row: SlowRow  # as the wall has it
    name: str  # the whole name
    done: str  # 投资完成率 in words, empty without one
    time: str  # 序时 by the day
    bar: Bar  # the rate, with 序时 as the mark


@dataclass(frozen=True)
class SlowPicture:
    """The one or two projects that the score proposes."""

    cards: tuple[SlowCard, ...]  # the highest score first
    scored: Figure | None  # how many projects have a score, where there are more than the cards
    kinds: tuple[tuple[str, Figure], ...]  # the same by kind; a project may be of several


Picture = (
    GoalPicture | GripsPicture | DomainsPicture | PairsPicture | MoneyPicture | SlowPicture | None
)


@dataclass(frozen=True)
class SlideContext:
    """A whole slide."""

    slide: str  # its name in the address: 1
    subject: str  # what it is about; names its template
    sign: str  # in the tile: 1, or S
    name: str  # 一个目标, with 假定 where its list is
    measure: str  # what is measured
    title: str  # of the document: headline and date
    description: str  # of a link's preview
    theme: str  # dark or light
    as_of: str  # 2022-05-31
    progress: str  # 41.7%, empty where 序时 is not what it is held against
    kind: str  # sample, real or empty
    kind_words: str  # 示例数据
    version: str  # data version
    stale: str  # 历史版本 or 非最新, else empty
    latest_href: str  # from there to the latest; empty in a file that is opened alone
    filter_words: str  # the choice in words, empty for the whole city
    headline: tuple[Sentence, ...]  # the finding, part by part
    picture: Picture  # None with nothing to show
    empty: str  # what to load, or why there is nothing
    note: str  # what has to be known to read it, may be empty
    walk: tuple[Step, ...]  # wall and slides; empty in a file that is opened alone
