"""Two regions against each other in their latest common period."""

from dataclasses import dataclass

from pandas import DataFrame

from cockpit import numbers
from cockpit.city import short
from cockpit.screens.figures import Figure, FigureMaker, Gap
from cockpit.screens.growth.names import LEAD_WORDS


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


def pair(figures: FigureMaker, frame: DataFrame, region: str, against: str) -> Pair:
    """Two regions; ``frame`` is ``growth.pairs`` with at least one row."""
    row = frame.iloc[0]
    on = row.period_end.date()
    kind = "sample" if "sample" in (row.own_kind, row.other_kind) else "derived"
    gap = figures.gap("fai_pair_lead_pp", row.lead_pp, kind=kind, on=on, words=LEAD_WORDS)
    own, other = (
        figures.from_ledger("fai_period_growth", value, kind=of, on=on)
        for value, of in ((row.own_pct, row.own_kind), (row.other_pct, row.other_kind))
    )
    period = numbers.period_words(row.period_end)
    name, rival = short(region), short(against)
    if name == rival:  # 吉林省 and 吉林市
        name, rival = region, against
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
