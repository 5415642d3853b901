"""The latest period: home against the target and against everybody with a rate of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.city import short
from cockpit.numbers import is_missing
from cockpit.reconcile.verdict import Verdict, judge
from cockpit.registry.indicators import ORIGINS
from cockpit.screens.figures import Figure, FigureMaker, Gap
from cockpit.screens.growth.names import LEAD_WORDS, listed, percent
from cockpit.screens.rows import each


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

    ``kind``, ``kind_words``: of home's rate; ``zero``, ``target_at``, ``home_at``: places on the
    track, %; ``ticks``: (place, words); ``target``: "10%" or empty; ``over``: home against the
    target; ``agreement``: whether the printed leads follow from the printed rates.
    """

    title: str
    sub: str
    kind: str
    kind_words: str
    lines: tuple[RegionLine, ...]
    ticks: tuple[tuple[float, str], ...]
    zero: float
    home_at: float
    target: str
    target_at: float | None
    over: Gap | None
    agreement: str


def latest(figures: FigureMaker, frame: DataFrame) -> Latest:
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
        kind=str(home.kind),
        kind_words=ORIGINS[str(home.kind)],
        lines=lines,
        ticks=tuple((at(v), f"{numbers.fixed(v, 0)}%") for v in ticks),
        zero=at(0),
        home_at=lines[0].at,
        target="" if target is None else percent(target),
        target_at=None if target is None else at(target),
        over=over,
        agreement=_agreement(frame, lines),
    )


def _fives(low: float, high: float) -> tuple[float, float]:
    """The track's ends: fives around the rates, 25 at least above."""
    return (low // 5) * 5, max(25.0, -(-(high + 1) // 5) * 5)


def _line(figures: FigureMaker, row: Any, at: float) -> RegionLine:
    on = row.period_end.date()
    is_home = bool(row.is_home)
    fact = (
        None
        if is_home
        else figures.fact_for("fai_lead_pp", where={"region": row.region}, period_end=on)
    )
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
        growth=figures.from_ledger(
            "fai_growth", row.growth_pct, kind=row.kind, on=on, where={"region": row.region}
        ),
        at=at,
        released=released,
        published=None
        if fact is None
        else figures.gap(
            "fai_lead_pp",
            None,
            printed=figures.from_fact(fact, "fai_lead_pp", decimals=1),
            words=LEAD_WORDS,
        ),
        computed=None if is_home else computed,
        printed="" if fact is None else str(fact["value"]),
    )


def _title(home: Any, lines: tuple[RegionLine, ...]) -> str:
    parts, level = [], []
    for line in lines:
        gap = line.published or line.computed
        if gap is None:
            continue
        if gap.tone == "even":
            level.append(short(line.name))
        else:
            parts.append(f"比{short(line.name)}{gap.word} {gap.size.text}")
    said = [f"{'、'.join(parts)} 个百分点"] if parts else []
    said += [f"与{listed(level)}持平"] if level else []
    if not said:
        return f"{short(home.region)} {numbers.fixed(home.growth_pct)}%，同期没有别处的增速可比"
    return short(home.region) + "，".join(said)


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
