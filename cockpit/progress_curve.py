"""What the curve of one project is drawn from: a screen fills it, a chart draws it."""

from dataclasses import dataclass
from datetime import date

from pandas import DataFrame


@dataclass(frozen=True)
class ProgressCurve:
    """What the curve is drawn from; money in 万元.

    ``reports``: report_date, completed_wan. ``planned``: month_end, planned_wan. ``plan_wan`` of
    the year, or None. ``cut_on``: where the gap is measured; ``completed_wan`` there, and
    ``even_wan`` that 序时 asks for there (None without a plan). Texts: ``gap`` ("▽ 低于序时"),
    ``gap_pp`` ("31.4"; empty where it is even), ``reached`` ("0.31 亿元 · 10.3%"), ``plan``
    ("年计划 3.00 亿元"), ``cut`` ("截至 5 月底"). ``is_behind``: the colour of the gap.
    """

    reports: DataFrame
    planned: DataFrame
    plan_wan: float | None
    cut_on: date
    completed_wan: float
    even_wan: float | None
    gap: str
    gap_pp: str
    reached: str
    plan: str
    cut: str
    is_behind: bool
