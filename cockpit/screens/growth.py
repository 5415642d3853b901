"""增速对比: what the growth page says of the latest period, the groups and two regions.

Growth speaks of whole regions, so a choice of projects on the filter bar narrows nothing here.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens.answers import each
from cockpit.screens.figures import KINDS, Figure, Figures, Gap
from cockpit.screens.panels import LEAD_FACTS
from cockpit.verdict import Verdict, judge
from queries.growth import HOME

PARENT = "郑州市"  # the city whose groups home is ranked in
RANK_FACT = "fai.xingyang"
LEAD_WORDS = ("高", "低", "持平")
SMALL_GROUP = 6  # members up to which every bar carries its rate


@dataclass(frozen=True)
class RegionLine:
    """A region of the latest period.

    ``at``: where its rate stands on the track, %; ``name``: short; ``released``: in words;
    ``published``, ``computed``: how far home is ahead, as printed and as subtracted here;
    ``printed``: the former with the source's own digits, or empty.
    """

    name: str
    is_home: bool
    growth: Figure
    at: float
    released: str
    published: Gap | None
    computed: Gap | None
    printed: str


@dataclass(frozen=True)
class Latest:
    """The latest period of home and of everybody who has a rate of it.

    ``zero``, ``target_at``, ``home_at``: places on the track, %; ``ticks``: (place, words);
    ``target``: "10%" or empty; ``over``: home against the target; ``agreement``: whether the
    printed leads follow from the printed rates.
    """

    title: str
    sub: str
    lines: tuple[RegionLine, ...]
    ticks: tuple[tuple[float, str], ...]
    zero: float
    home_at: float
    target: str
    target_at: float | None
    over: Gap | None
    agreement: str


@dataclass(frozen=True)
class RankBar:
    """A member's rate: ``low`` and ``size`` of the bar in % of the height, ``words`` on it."""

    name: str
    low: float
    size: float
    words: str
    is_home: bool


@dataclass(frozen=True)
class Group:
    """A peer group: its ``rank`` (None where none can be given) and how it is drawn.

    ``kind``: published, derived, sample or empty; ``kind_words`` in Chinese; ``place`` and
    ``members`` draw a strip where only the place is known; ``bars`` where rates are; ``zero`` and
    ``target_at``: their places on the bars' height, %.
    """

    name: str
    rank: Figure | None
    kind: str
    kind_words: str
    place: int
    members: int
    bars: tuple[RankBar, ...]
    zero: float
    target_at: float | None
    note: str

    @property
    def is_sample(self) -> bool:
        """Whether its rates are the demonstration's."""
        return self.kind == "sample"


@dataclass(frozen=True)
class Pair:
    """Two regions in their latest common period; ``record`` says how often the first was ahead."""

    title: str
    period: str
    own_name: str
    other_name: str
    own: Figure
    other: Figure
    lead: Gap
    record: str


def short(region: str) -> str:
    """A region's name without 省 or 市."""
    return region[:-1] if len(region) > 2 and region[-1] in "省市" else region


def group_name(name: str) -> str:
    """A group's name as it is read: "郑州 16 县（市）区"."""
    spaced = re.sub(r"\s*(\d+)\s*", r" \1 ", name.replace(PARENT, short(PARENT)))
    return spaced.replace("(", "（").replace(")", "）").strip()


def headline(figures: Figures, frame: DataFrame) -> str:
    """The finding: home against the target and against everybody of the period."""
    home = frame.iloc[0]
    said = f"{short(home.region)} {numbers.fixed(home.growth_pct)}%"
    if not is_missing(home.target_pct):
        target = f"{_percent(home.target_pct)} 目标"
        gap = figures.gap("fai_over_target_pp", home.over_target_pp, words=LEAD_WORDS)
        said += (
            f"，与 {target}持平"
            if gap.tone == "even"
            else f"，{gap.word}于 {target} {gap.size.text} 个百分点"
        )
    others = [(short(row.region), row.lead_pp) for row in each(frame) if row.region != home.region]
    above = [name for name, lead in others if lead > 0]
    below = [name for name, lead in others if lead < 0]
    also = "也" if not is_missing(home.target_pct) and home.over_target_pp > 0 else ""
    if above:
        said += f"，{also}高于{_list(above)}"
    if below:
        said += f"，低于{_list(below)}"
    return said


def lead(groups: tuple[Group, ...], series: DataFrame, figures: Figures) -> str:
    """Below the finding: the published place, and what is not counted."""
    said = [
        f"{g.name}第 {g.rank.text} 位（公布）。" for g in groups if g.rank and g.kind == "published"
    ]
    later = series[~series["is_known"].astype(bool)]
    if len(later):
        as_of = numbers.iso(figures.stamp.as_of)
        said.append(f"截至日（{as_of}）之后发布的 {len(later)} 个增速画成灰色，不计入结论。")
    return "".join(said)


def _percent(value: Any) -> str:
    return f"{numbers.fixed(value, 0 if float(value).is_integer() else 1)}%"


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else "、".join(names[:-1]) + "和" + names[-1]


def latest(figures: Figures, frame: DataFrame) -> Latest:
    """The latest period; ``frame`` is ``growth.latest``, home first, with at least one row."""
    home = frame.iloc[0]
    target = None if is_missing(home.target_pct) else float(home.target_pct)
    values = [float(v) for v in frame["growth_pct"]] + [0.0] + ([target] if target else [])
    low, high = _fives(min(values), max(values))

    def at(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    step = 5 if high - low <= 40 else 10
    ticks = range(int(low), int(high) + 1, step)
    lines = tuple(_line(figures, row, at(float(row.growth_pct))) for row in each(frame))
    over = None
    if target is not None:
        over = figures.gap(
            "fai_over_target_pp",
            home.over_target_pp,
            kind="derived",
            on=home.period_end.date(),
            words=("高于目标", "低于目标", "与目标持平"),
        )
    return Latest(
        title=_title(home, lines),
        sub=f"固定资产投资累计同比 · % · {numbers.period_words(home.period_end)}",
        lines=lines,
        ticks=tuple((at(v), f"{numbers.fixed(v, 0)}%") for v in ticks),
        zero=at(0),
        home_at=lines[0].at,
        target="" if target is None else _percent(target),
        target_at=None if target is None else at(target),
        over=over,
        agreement=_agreement(frame, lines),
    )


def _fives(low: float, high: float) -> tuple[float, float]:
    """The track's ends: fives around the rates, 25 at least above."""
    return (low // 5) * 5, max(25.0, -(-(high + 1) // 5) * 5)


def _line(figures: Figures, row: Any, at: float) -> RegionLine:
    on = row.period_end.date()
    is_home = row.region == HOME
    fact = None if is_home else figures.fact(LEAD_FACTS.get(row.region, ""), on)
    released = f"{numbers.iso(row.released_on)} 发布"
    if row.released_kind == "assumed":
        released += "（推定）"
    computed = figures.gap(
        "fai_lead_pp",
        row.lead_pp,
        kind="derived",
        on=on,
        where={"region": row.region},
        words=LEAD_WORDS,
    )
    return RegionLine(
        name=row.region,
        is_home=is_home,
        growth=figures.computed(
            "fai_growth", row.growth_pct, kind=row.kind, on=on, where={"region": row.region}
        ),
        at=at,
        released=released,
        published=None
        if fact is None
        else figures.gap(
            "fai_lead_pp",
            None,
            printed=figures.printed(fact, "fai_lead_pp", decimals=1),
            words=LEAD_WORDS,
        ),
        computed=None if is_home else computed,
        printed="" if fact is None else str(fact["value"]),
    )


def _title(home: Any, lines: tuple[RegionLine, ...]) -> str:
    parts = []
    for line in lines:
        gap = line.published or line.computed
        if gap is not None:
            size = "" if gap.tone == "even" else f" {gap.size.text}"
            parts.append(f"比{short(line.name)}{gap.word}{size}")
    if not parts:
        return f"{short(home.region)} {numbers.fixed(home.growth_pct)}%，同期没有别处的增速可比"
    return f"{short(home.region)}{'、'.join(parts)} 个百分点"


def _agreement(frame: DataFrame, lines: tuple[RegionLine, ...]) -> str:
    leads = {str(row.region): row.lead_pp for row in each(frame)}
    held = [
        (line.name, judge(printed, Decimal(f"{leads[line.name]:.15g}")))
        for line, printed in ((line, line.printed) for line in lines)
        if printed
    ]
    if not held:
        return "公布差值只在其期间已公布时列出"
    wrong = [name for name, verdict in held if verdict == Verdict.IMPOSSIBLE]
    if wrong:
        return f"公布差值与复算不符：{'、'.join(wrong)}"
    return f"{len(held)} 个公布差值都与复算相符"


def groups(figures: Figures, members: DataFrame, target: float | None) -> tuple[Group, ...]:
    """Every group of home, real ones first; ``target``: the year's, %, where there is one."""
    return tuple(
        _group(figures, str(name), rows, target)
        for name, rows in members.groupby("peer_group", sort=False)
    )


def ranks_title(found: tuple[Group, ...]) -> str:
    """The places of the real groups, as a finding."""
    real = [group for group in found if not group.is_sample]
    said = [
        f"{group.name}第 {group.rank.text} 位" if group.rank else f"{group.name}排不出位次"
        for group in real
    ]
    home = f"{short(PARENT)} "
    said[1:] = [words.removeprefix(home) for words in said[1:]]
    return "，".join(said) or "只有示例县区可以排位"


def _group(figures: Figures, name: str, rows: DataFrame, target: float | None) -> Group:
    first = rows.iloc[0]
    size, with_rate = int(first.members), int(first.with_rate)
    home = rows[rows["region"] == HOME].iloc[0]
    bars, zero, target_at = _bars(rows, target) if with_rate > 1 else ((), 0.0, None)
    place, rank, kind = 0, None, ""
    fact = _rank_fact(figures, name, first.period_end)
    if fact is not None:
        place, kind = int(fact["rank"]), "published"
        rank = figures.printed(fact, "fai_rank", rank=True)
        note = f"公布的是位次；有已发布增速的成员 {with_rate} 个，共 {size} 个。"
    elif with_rate == size and size > 1:
        place, kind = int(home["rank"]), "sample" if first.is_sample else "derived"
        rank = figures.computed(
            "fai_rank",
            place,
            kind=kind,
            on=first.period_end.date(),
            where={"peer_group": name},
        )
        note = "按示例县区的增速推算，并列同位。" if first.is_sample else "按成员增速排，并列同位。"
    else:
        note = f"{size} 个成员中 {with_rate} 个有已发布的增速，排不出位次。"
    return Group(
        name=group_name(name),
        rank=rank,
        kind=kind,
        kind_words=KINDS.get(kind, ""),
        place=place,
        members=size,
        bars=bars,
        zero=zero,
        target_at=target_at,
        note=note,
    )


def _rank_fact(figures: Figures, name: str, period_end: Any) -> Any:
    if is_missing(period_end):
        return None
    fact = figures.fact(RANK_FACT, period_end.date())
    return fact if fact is not None and fact["rank_group"] == name else None


def _bars(rows: DataFrame, target: float | None) -> tuple[tuple[RankBar, ...], float, float | None]:
    """Members with a rate from the highest; the end ones and home carry it in digits.

    And where 0 and the target lie on the height.
    """
    rated = rows[rows["growth_pct"].notna()]
    values = [float(v) for v in rated["growth_pct"]] + ([] if target is None else [target])
    low, high = min(0.0, *values), max(0.0, *values)

    def at(value: float) -> float:
        return round(100 * (value - low) / ((high - low) or 1), 2)

    bars = []
    for position, row in enumerate(each(rated)):
        value = float(row.growth_pct)
        is_shown = (
            position in (0, len(rated) - 1) or row.region == HOME or len(rated) <= SMALL_GROUP
        )
        bars.append(
            RankBar(
                name=row.region,
                low=at(min(0.0, value)),
                size=round(at(max(0.0, value)) - at(min(0.0, value)), 2),
                words=numbers.fixed(value) if is_shown else "",
                is_home=row.region == HOME,
            )
        )
    return tuple(bars), at(0), None if target is None else at(target)


def pair(figures: Figures, frame: DataFrame, region: str, against: str) -> Pair:
    """Two regions; ``frame`` is ``growth.pairs`` with at least one row."""
    row = frame.iloc[0]
    on = row.period_end.date()
    kind = "sample" if "sample" in (row.own_kind, row.other_kind) else "derived"
    gap = figures.gap("fai_pair_lead_pp", row.lead_pp, kind=kind, on=on, words=("高", "低", "持平"))
    own, other = (
        figures.computed("fai_period_growth", value, kind=of, on=on)
        for value, of in ((row.own_pct, row.own_kind), (row.other_pct, row.other_kind))
    )
    period = numbers.period_words(row.period_end)
    name, rival = short(region), short(against)
    verb = f"比{rival}{gap.word} {gap.size.text} 个百分点"
    ahead = int((frame["lead_pp"] > 0).sum())
    return Pair(
        title=f"{name} {period} {own.text}%，{f'与{rival}持平' if gap.tone == 'even' else verb}",
        period=period,
        own_name=region,
        other_name=against,
        own=own,
        other=other,
        lead=gap,
        record=f"两地都有增速的共 {len(frame)} 期，{name}高于{rival}的 {ahead} 期",
    )
