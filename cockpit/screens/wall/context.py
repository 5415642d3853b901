"""What the wall's templates read: frozen dataclasses, a sentence a field.

Values arrive as text; a template decides on place and look, never on a number. Shares of a bar's
width are percentages of its track (0..100); a value beyond the edge stops there and says so.
"""

from dataclasses import dataclass

from cockpit.city import City
from cockpit.screens.figures import Figure, Gap


@dataclass(frozen=True)
class Bar:
    """A bullet bar: value and mark as percentages of the track."""

    value: float  # drawn length, at most 100
    mark: float | None  # place of the gold mark, None without one
    hatched: bool  # the value is not published
    beyond: bool  # the value passes the edge


@dataclass(frozen=True)
class Mark:
    """A gold label under a bar: where, its words and its figure text."""

    at: float  # percentage of the track
    words: str  # 目标, 序时
    text: str  # the figure with its unit
    indicator: str  # what the figure is; empty for a target or a scale, which are given


@dataclass(frozen=True)
class Sentence:
    """A part of the headline: words, or a figure among words."""

    words: str  # text before the figure, may be empty
    figure: Figure | None  # the figure, if the part has one
    after: str  # text after it: unit and punctuation
    tone: str  # ok, warn, bad or empty
    shape: str  # ▲ ▽ or empty


@dataclass(frozen=True)
class GoalCard:
    """Digit 1: growth against its target."""

    period: str  # 1—4月
    growth: Figure  # the latest cumulative rate
    gap: Gap  # against the target
    bar: Bar  # on the growth panel's scale
    target: Mark | None  # the target's place
    empty: str  # what to load, when there is no rate


@dataclass(frozen=True)
class Grip:
    """One of the two grips: its rate against 序时."""

    name: str  # 重点, 政府
    full_name: str  # which projects
    rate: Figure  # 投资完成率
    gap: Gap  # to 序时
    bar: Bar  # with 序时 as the mark
    progress: Mark | None  # 序时


@dataclass(frozen=True)
class DomainBar:
    """A domain's gap as a small column."""

    name: str  # the domain
    size: float  # drawn height, 100 for the largest gap
    gap: Gap  # to 序时


@dataclass(frozen=True)
class DomainsCard:
    """Digit 8: how many domains are ahead."""

    ahead: Figure  # domains ahead of 序时
    of: str  # how many domains have a plan
    behind: str  # how many are behind
    bars: tuple[DomainBar, ...]  # best first
    slowest: DomainBar | None  # the last of them, when it is behind
    empty: str  # what to load


@dataclass(frozen=True)
class Segment:
    """A class's part of the implemented pairs."""

    name: str  # short name of the class
    share: float  # of the track
    figure: Figure  # implemented pairs


@dataclass(frozen=True)
class CountCard:
    """Digit 3: implemented pairs against the year's target."""

    implemented: Figure  # pairs
    projects: Figure  # distinct projects
    due: Figure  # pairs due by the day
    missing: Figure  # due and not implemented
    any_due: bool  # whether any is due
    any_missing: bool  # whether there are such
    segments: tuple[Segment, ...]  # by class
    published_sum: Figure | None  # 公布口径合计: the bulletin's five counts added, never with a gap
    target: Mark | None  # 380, absent under a filter
    until: str  # 截至 5 月底: where stages were loaded only so far, else empty
    target_words: str  # the target in the card's title, empty under a filter
    empty: str  # what to load


@dataclass(frozen=True)
class MoneyCard:
    """Digit 4: completed investment against target and plan, and the year's end."""

    completed: Figure  # 亿元
    rate: Figure  # of the target; of the own plan under a filter
    rate_words: str  # 目标 or 计划: what the rate is of
    gap: Gap  # that rate to 序时
    plan_rate: Figure  # of the own plan
    plan_gap: Gap  # that to 序时
    needed: Figure | None  # a month, for the target; None where nothing has to be done
    forecast: Figure  # at the year's end
    low: Figure  # of its 80 % interval
    high: Figure  # of its 80 % interval
    low_at: float  # places on the track
    high_at: float  # its end
    forecast_at: float  # the forecast itself
    bar: Bar  # completed, with 序时 as the mark
    progress: Mark | None  # 序时 in 亿元
    target: Mark | None  # the target, or the plan under a filter
    target_words: str  # the target in the card's title
    empty: str  # what to load


@dataclass(frozen=True)
class RegionRow:
    """A region's growth beside the home region's."""

    name: str  # region
    is_home: bool  # the home region leads the list
    growth: Figure  # the rate
    lead: Gap | None  # home minus region; None for home
    bar: Bar  # on the panel's scale
    earlier: tuple[float, ...]  # places of the readings before, newest first
    earlier_words: str  # those readings in words
    tail_from: float  # the line that joins them: its ends on the track
    tail_to: float  # the other end
    broken: bool  # a month between the readings is missing


@dataclass(frozen=True)
class RankStrip:
    """The home region's place among its peers."""

    name: str  # the group
    rank: Figure  # its rank
    members: int  # squares to draw
    place: int  # which square is ours


@dataclass(frozen=True)
class GrowthPanel:
    """固定资产投资增速: home and benchmarks."""

    period: str  # 1—4月累计
    rows: tuple[RegionRow, ...]  # home first
    target: Mark | None  # on the panel's scale
    rank: RankStrip | None  # the home region among its peers
    empty: str  # what to load


@dataclass(frozen=True)
class ClassRow:
    """A class: count, rate and gap."""

    name: str  # the class as the wall calls it
    projects: Figure  # projects of the class
    rate: Figure | None  # 投资完成率; None when the filter leaves the class empty
    gap: Gap | None  # to 序时
    bar: Bar | None  # the rate, with 序时 as the mark where it has one
    started: Figure | None  # 开复工率


@dataclass(frozen=True)
class ClassesPanel:
    """五类重大项目: rate against 序时."""

    rows: tuple[ClassRow, ...]  # in the order of the bulletin
    progress: Mark | None  # 序时
    empty: str  # what to load
    note: str  # why no row has a rate, else empty


@dataclass(frozen=True)
class BondYear:
    """Bonds of a year of issue."""

    year: str  # 2020
    rate: Figure  # used of issued
    bar: Bar  # the rate, with 序时 as the mark where it has one


@dataclass(frozen=True)
class BondsPanel:
    """专项债资金: issued, used, rate, and by year of issue."""

    projects: Figure | None  # with an issue
    issued: Figure | None  # 亿元
    used: Figure | None  # 亿元
    rate: Figure | None  # the rate itself
    years: tuple[BondYear, ...]  # the last three
    until: str  # 截至 5 月底: where bonds were loaded only so far, else empty
    empty: str  # what to load


@dataclass(frozen=True)
class SlowRow:
    """A project for the Monday meeting."""

    name: str  # at most eleven characters
    href: str  # the project's page
    stuck_on: str  # the service of 六包 that it is in, else of the blocker, or what lags, in a word
    stuck_in: str  # the same in full: 要素保障
    reason: str  # the same in the words of the problem
    raised: str  # 5 月 11 日提出: of the oldest open problem, where it is overdue
    overdue: Figure | None  # days overdue of the oldest problem, where it is overdue
    leader: str  # 分包市领导, may be empty
    gap: Gap  # to 序时 by month
    lamp: str  # 红, 黄, 绿, 不计 or empty
    lamp_shape: str  # ▼ ■ ▲ or empty
    lamp_tone: str  # bad, warn, ok or empty


@dataclass(frozen=True)
class SlowPanel:
    """本周提请研究: the projects with the highest score."""

    rows: tuple[SlowRow, ...]  # the first two are proposed
    proposed: str  # how many are proposed
    until: str  # 截至 5 月底: where problems were loaded only so far, else empty
    empty: str  # what to load, or that none is slow
    undone: Figure | None  # decisions of meetings that are overdue; None without any


@dataclass(frozen=True)
class Cell:
    """A day, week or part of a strip."""

    span: int  # columns of the strip's grid
    tone: str  # empty, m (below 95 %), x (below 90 %), rest (missing), run (still running)
    title: str  # the count in words


@dataclass(frozen=True)
class MustRow:
    """One of 三必 and 领导覆盖: a strip and its rate."""

    name: str  # 每天必传 …
    cells: tuple[Cell, ...]  # along the month
    columns: int  # of the strip's grid
    rate: Figure  # of the month so far; — where receipt is not known
    note: str  # counts, or why there is no rate
    absent: str = ""  # why the month is not judged; then there is no strip


@dataclass(frozen=True)
class MustPanel:
    """“三必”调度 of the month."""

    rows: tuple[MustRow, ...]  # 每天必传, 每周必到, 每月必查, 领导覆盖
    posts: MustRow | None  # 五个一 on the day; None where the panel is empty
    period: str  # 5 月 1—31 日
    empty: str  # what to load


@dataclass(frozen=True)
class Tier:
    """Who has problems: 专班, 分包领导, 周一碰头会."""

    name: str  # the tier
    in_hand: Figure  # open problems that it has


@dataclass(frozen=True)
class ProblemsPanel:
    """问题化解 of the year."""

    in_hand: Figure | None  # open
    overdue: Figure | None  # open beyond their day
    three_day: Figure | None  # 三日办结率
    any_overdue: bool  # whether there are such
    tiers: tuple[Tier, ...]  # those in hand by who has them, from the lowest; none without any
    until: str  # 截至 5 月底: where problems were loaded only so far, else empty
    empty: str  # what to load


@dataclass(frozen=True)
class PipelineItem:
    """A library of 跑项争资."""

    name: str  # the library as the wall calls it
    entries: Figure  # how many
    total: Figure | None  # 亿元, where given
    note: str  # published rank or tier, may be empty


@dataclass(frozen=True)
class PipelinePanel:
    """跑项争资."""

    items: tuple[PipelineItem, ...]  # in the order of the bulletin
    until: str  # 截至 5 月底
    empty: str  # what to load


@dataclass(frozen=True)
class WallContext:
    """The whole wall."""

    city: City  # whose wall it is
    title: str  # of the document: headline and date
    description: str  # of a link's preview
    theme: str  # dark or light
    as_of: str  # 2022-05-31
    cut_words: str  # 截至 4 月底, when the cut is not as_of
    progress: str  # 41.7%, — for the curve basis
    basis: str  # 按月
    version: str  # data version
    stale: str  # 历史版本 or 非最新, else empty
    latest_href: str  # from there to the latest; empty in a file that is opened alone
    kind: str  # sample, real or empty
    kind_words: str  # 示例数据
    committed: str  # 11-24 08:00, commit time of the version
    freshness: str  # last report and age
    filter_words: str  # the choice in words, empty for the whole city
    headline: tuple[Sentence, ...]  # the finding, part by part
    goal: GoalCard  # digit 1
    grips: tuple[Grip, ...]  # digit 2
    grips_empty: str  # what to load
    domains: DomainsCard  # digit 8
    count: CountCard  # digit 3
    money: MoneyCard  # digit 4
    growth: GrowthPanel  # 增速
    classes: ClassesPanel  # 五类
    bonds: BondsPanel  # 专项债
    must: MustPanel  # “三必”
    slow: SlowPanel  # 本周提请研究
    problems: ProblemsPanel  # 问题化解
    pipeline: PipelinePanel  # 跑项争资
    footnote: str  # 口径
    not_reported: Figure | None  # projects without a report this year, which count as 0
    cockpit_href: str  # the same look as a page
    walk_query: str  # ?town=…: the look, for links to slides; empty in a file opened alone
