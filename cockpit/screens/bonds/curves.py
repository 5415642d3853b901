"""How fast the batches of each year of issue were used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens.bonds.data import BondsData, batch_words
from cockpit.screens.once import once
from cockpit.screens.page import ChartText
from cockpit.screens.rows import each

PANELS = 4  # years of issue, the last ones
AFTER = 6.0  # months since the issue at which batches are compared
DAYS_A_MONTH = 365.25 / 12
Key = tuple[int, str, date]  # year, batch, day of issue
Points = Sequence[tuple[float, float]]  # months since the issue, % used


@dataclass(frozen=True)
class Course:
    """A batch: its name, its points, and where its year's target lies (None without one)."""

    name: str
    points: Points
    target: tuple[float, float] | None


@dataclass(frozen=True)
class Panel:
    """A year of issue: its batches, and its target in words (empty without one)."""

    batches: Sequence[Course]
    target: str


def lines(found: BondsData) -> Mapping[Key, Points]:
    """The batches: months since the issue and % used, from 0."""
    made: dict[Key, list[tuple[float, float]]] = {}
    for row in each(found.uses):
        if not is_missing(row.use_ratio):
            key = (int(row.year), text(row.batch), row.issued_on.date())
            made.setdefault(key, []).append((float(row.months), 100 * float(row.use_ratio)))
    return made


@once
def shown_years(found: BondsData) -> Sequence[int]:
    """The years that have a panel."""
    return sorted({year for year, _, _ in lines(found)})[-PANELS:]


@once
def panel(found: BondsData, year: int) -> Panel:
    """A year of issue."""
    row = next((row for row in found.years if row.year == year), None)
    aim = None if row is None or not found.is_whole else _target(found, row)
    batches = [
        Course(
            batch_words(batch, year), points, None if aim is None else (_months(on, aim[0]), aim[1])
        )
        for (of, batch, on), points in lines(found).items()
        if of == year
    ]
    said = "" if aim is None else f"目标 {numbers.short(aim[1])}%，{numbers.iso(aim[0])}"
    return Panel(batches, said)


def _target(found: BondsData, row: object) -> tuple[date, float] | None:
    """Day and % of a target that is still to come."""
    due, share = row.target_due_on, row.target_ratio  # type: ignore[attr-defined]
    if is_missing(share) or is_missing(due) or due.date() <= found.as_of:
        return None
    return due.date(), 100 * float(share)


def _months(issued_on: date, day: date) -> float:
    return (day - issued_on).days / DAYS_A_MONTH


@once
def pale(found: BondsData, year: int) -> Sequence[Points]:
    """The batches of the other years."""
    return [points for (of, _, _), points in lines(found).items() if of != year]


@once
def end(found: BondsData) -> float:
    """The end of the axis in months: of all panels, so that they can be compared."""
    ends = [6.0, *(points[-1][0] for points in lines(found).values())]
    for year in shown_years(found):
        ends += [b.target[0] for b in panel(found, year).batches if b.target is not None]
    return max(ends) + 1


def at(points: Points, months: float) -> float | None:
    """% used so many months after the issue, straight between two days; None beyond the last."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= months <= x1:
            return y0 if x1 == x0 else y0 + (y1 - y0) * (months - x0) / (x1 - x0)
    return None


@once
def text_of(found: BondsData) -> ChartText:
    """The finding over all panels."""
    reached = {
        key: used for key, points in lines(found).items() if (used := at(points, AFTER)) is not None
    }
    title = f"{len(found.batches):,} 个批次用得快慢"
    if len(reached) > 1:
        fast, slow = max(reached, key=lambda k: reached[k]), min(reached, key=lambda k: reached[k])
        title = (
            f"满 6 个月时，{_named(fast)}用了 {numbers.fixed(reached[fast])}%，"
            f"{_named(slow)}只用了 {numbers.fixed(reached[slow])}%"
        )
    sub = f"资金使用率 · % · 横轴为发行后满几个月 · 截至 {numbers.iso(found.on)}"
    said = "；".join(
        f"{_named(key)}满 {numbers.fixed(points[-1][0])} 个月用了 {numbers.fixed(points[-1][1])}%"
        for key, points in lines(found).items()
    )
    return ChartText(title, sub, said)


def _named(key: Key) -> str:
    year, batch, _ = key
    return f"{year} 年{batch_words(batch, year)}"


@once
def year_text(found: BondsData, year: int) -> ChartText:
    """A panel in words."""
    row = next(row for row in found.years if row.year == year)
    title = (
        f"{year} 年发行 {numbers.yi(row.issued_wan)} 亿元，用了 {numbers.percent(row.use_ratio)}%"
    )
    return ChartText(title, f"{int(row.issues):,} 笔 · {int(row.projects):,} 个项目", "")


@once
def fine(found: BondsData) -> str:
    """What the lines are."""
    said = "同一批的使用率 = 该批各笔累计使用之和 ÷ 发行之和；淡线是其他年份的批次。"
    if any(panel(found, year).target for year in shown_years(found)):
        said += "金色虚线连到目标的期限，不是预测。"
    left = len({year for year, _, _ in lines(found)}) - len(shown_years(found))
    return said + (f"更早的 {left} 个发行年度只画淡线。" if left else "")
