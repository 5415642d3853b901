"""变动原因: the change of an indicator between two looks, split exactly by cause and project.

In two declared steps: first the same date in the new version, then time moves within that
version. Definition: docs/metrics.md, 变动原因.
"""

from typing import Any

from cockpit.change import counts, growth, money
from cockpit.change.parts import Cause, Change, Part, Point, rounded_to_sum
from cockpit.registry.indicators import INDICATORS, Explained

__all__ = [
    "ANOTHER_YEAR",
    "EXPLAINED",
    "Cause",
    "Change",
    "Part",
    "Point",
    "explain",
    "rounded_to_sum",
]

SPLITS: tuple[Explained, ...] = ("money", "counts", "growth")
EXPLAINED = tuple(  # codes, as the page offers them
    code
    for split in SPLITS
    for code, indicator in INDICATORS.items()
    if indicator.explained == split
)

ANOTHER_YEAR = "两个时点不在同一年：年初至今的数从 1 月 1 日重新累计，不能逐项分解"
NO_BASE = "其中一个时点没有年度计划或还没有填报，没有完成率，不能逐项分解"
NO_TARGET = "其中一个时点还没有填报或没有全年目标，不能逐项分解"
NOT_THE_CITY = "筛选下不与全市目标比：看完成投资或投资完成率，或清除筛选"
NO_REPORT = "其中一个时点还没有填报，不能逐项分解"
NO_RATE = "其中一个时点当年还没有已发布的增速，不能逐项分解"


def explain(indicator: str, before: Point, after: Point) -> Change:
    """Split the change of ``indicator`` from ``before`` to ``after``.

    The points differ in mart and date only. Raises KeyError for an indicator that is not in
    ``EXPLAINED``.
    """
    if indicator not in EXPLAINED:
        raise KeyError(indicator)
    middle = Point(after.mart, before.filters, after.project)
    points = [before, middle, after]
    facts: list[Any]
    split = INDICATORS[indicator].explained
    if split == "money":
        facts = [money.moment(point) for point in points]
        values = [money.value(indicator, fact) for fact in facts]
    elif split == "counts":
        facts = [counts.frame_of(point) for point in points]
        values = [counts.value(indicator, fact) for fact in facts]
    else:
        facts = [growth.frame_of(point) for point in points]
        values = [growth.value(fact) for fact in facts]
    start, end = values[0], values[2]
    scale = 100.0 if INDICATORS[indicator].scale == "share" else 1.0
    delta = None if start is None or end is None else scale * (end - start)
    if said := _unsplit(indicator, before, after, values):
        return Change(indicator, before, after, start, end, delta, (), said)
    parts: list[Part] = []
    for step in (1, 2):
        old, new = facts[step - 1], facts[step]
        if points[step - 1].mart is points[step].mart and (
            points[step - 1].filters == points[step].filters
        ):
            continue
        if split == "money":
            parts += money.parts(indicator, old, new, step)
        elif split == "counts":
            parts += counts.parts(indicator, old, new, step)
        else:
            parts += growth.parts(old, new, step)
    return Change(indicator, before, after, start, end, delta, tuple(parts))


def _unsplit(indicator: str, before: Point, after: Point, values: list[float | None]) -> str:
    """Why the change is said in words and not split; empty where it is split."""
    narrowed = not after.filters.is_whole or after.project
    if indicator == "target_completion" and narrowed:
        return NOT_THE_CITY
    if before.filters.as_of.year != after.filters.as_of.year:
        return ANOTHER_YEAR
    if None not in values:
        return ""
    if INDICATORS[indicator].explained == "growth":
        return NO_RATE
    if indicator == "completed":
        return NO_REPORT
    return NO_TARGET if indicator == "target_completion" else NO_BASE
