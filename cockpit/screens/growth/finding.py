"""The finding of the growth page, in a sentence made from the figures."""

from pandas import DataFrame

from cockpit import numbers
from cockpit.city import short
from cockpit.numbers import is_missing
from cockpit.screens.figures import FigureMaker
from cockpit.screens.growth.groups import Group
from cockpit.screens.growth.names import LEAD_WORDS, listed, percent
from cockpit.screens.rows import each


def headline(figures: FigureMaker, frame: DataFrame) -> str:
    """The finding: home against the target and against everybody of the period."""
    home = frame.iloc[0]
    said = f"{short(home.region)} {numbers.fixed(home.growth_pct)}%"
    if not is_missing(home.target_pct):
        target = f"{percent(home.target_pct)} 目标"
        gap = figures.gap("fai_over_target_pp", home.over_target_pp, words=LEAD_WORDS)
        said += (
            f"，与 {target}持平"
            if gap.tone == "even"
            else f"，{gap.word}于 {target} {gap.size.text} 个百分点"
        )
    others = [
        (short(row.region), numbers.rounded(row.lead_pp, 1))
        for row in each(frame)
        if row.region != home.region
    ]
    above = [name for name, lead in others if lead > 0]
    level = [name for name, lead in others if lead == 0]
    below = [name for name, lead in others if lead < 0]
    also = "也" if not is_missing(home.target_pct) and home.over_target_pp > 0 else ""
    if above:
        said += f"，{also}高于{listed(above)}"
    if level:
        said += f"，与{listed(level)}持平"
    if below:
        said += f"，低于{listed(below)}"
    return said


def lead(groups: tuple[Group, ...], series: DataFrame, figures: FigureMaker) -> str:
    """Below the finding: the published place, and what is not counted."""
    said = [
        f"{g.name}第 {g.rank.text} 位（公布）。" for g in groups if g.rank and g.kind == "published"
    ]
    later = series[~series["is_known"].astype(bool) & (series["kind"] != "sample")]
    if len(later):
        as_of = numbers.iso(figures.stamp.as_of)
        said.append(f"截至日（{as_of}）之后发布的 {len(later)} 个增速不计入结论。")
    return "".join(said)
