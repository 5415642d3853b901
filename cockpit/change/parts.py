"""The parts of a change: two moments, the causes between them, and rounding that adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from math import floor, fsum
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.warehouse.mart import Mart, Question
from queries.filters import Filters

WORKING = {  # columns of the split itself, which no reader of the rows needs
    f"{name}_{end}"
    for name in ("name", "leader", "in_scope", "has_plan", "counted_planned_wan", "completed_wan")
    for end in (0, 1)
}
SAME = 1e-9  # below this a share is the arithmetic's own noise


class Cause(Enum):
    """Why an indicator moved: its name on the screen, and what counts as it."""

    REPORTED = ("新版本新增填报", "同一天，新版本里比原来已知的最近一次更晚的填报或事件")
    RESTATED = ("数据更正", "同一天，新版本与原版本的其余差异：更正的填报、计划、名单")
    PROGRESS = ("新增进度", "两个时点都在内的项目，累计完成投资的增减")
    PLAN = ("计划调整", "年度计划或应开工日的调整")
    MOVED = ("类别或领域变化", "仍在本年名单上，但调进或调出了所看的范围")
    LISTED = ("进出名单", "新进入或退出本年名单")
    STATUS = ("实施状态变化", "新开工、复工，或实施状态的变化")
    DUE = ("到期未实施", "到了应开工日而还没有实施")
    TIME = ("序时推移", "序时进度随日期前移，或随更正的计划曲线变动：−100 × 序时之差")
    TARGET = ("目标调整", "全年目标本身的调整")
    RELEASE = ("新一期发布", "后一期累计增速与前一期之差")
    REVISION = ("公布数修订", "同一期累计增速的修订")

    def __init__(self, label: str, meaning: str) -> None:
        self.label, self.meaning = label, meaning


@dataclass(frozen=True)
class Point:
    """One end of a comparison: a mart (of a data version) and a look at it.

    ``project``: only this project counts; empty: all of the look.
    """

    mart: Mart
    filters: Filters
    project: str = ""

    def ask(self, question: Question, **more: Any) -> DataFrame:
        """The answer to a question at this point."""
        return self.mart.ask(question, self.filters, **more)


@dataclass(frozen=True)
class Part:
    """What one cause gave in one step.

    ``step``: 1, the same date in the new version; 2, time moves within the new version.
    ``size``: 百分点, 万元 or a count, as the indicator's change is told. ``rows``: one row a
    project (a pair for counts) with its ``size``, the largest first; empty where no project is
    behind it (序时推移). ``rows.size`` adds up to ``size``.
    """

    cause: Cause
    step: int
    size: float
    rows: DataFrame


@dataclass(frozen=True)
class Change:
    """The change of an indicator between two points.

    ``start``, ``end``: the figure at both, as its SQL holds it; None where there is none.
    ``delta``: the difference, shares in 百分点. ``parts`` add up to it; where the change cannot
    be split ``unsplit`` says why, in Chinese, and there are no parts.
    """

    indicator: str
    before: Point
    after: Point
    start: float | None
    end: float | None
    delta: float | None
    parts: tuple[Part, ...] = ()
    unsplit: str = ""


def part_of(cause: Cause, step: int, rows: DataFrame, size: float | None = None) -> list[Part]:
    """The part of ``rows`` (with ``size`` each); none where nothing moved.

    ``size``: where more than the rows' sum belongs to it.
    """
    rows = rows.loc[rows["size"].abs() > SAME, [name for name in rows if name not in WORKING]]
    total = fsum(rows["size"]) if size is None else size
    if rows.empty and abs(total) <= SAME:
        return []
    order = rows["size"].abs().sort_values(ascending=False, kind="stable").index
    return [Part(cause, step, total, rows.loc[order].reset_index(drop=True))]


def rounded_to_sum(sizes: Sequence[float], decimals: int) -> list[Decimal]:
    """``sizes`` rounded so that they add up to their rounded sum (largest remainder)."""
    if not sizes:
        return []
    unit = Decimal(1).scaleb(-decimals)
    exact = [round(Decimal(size), 9) / unit for size in sizes]  # 0.1 + 0.2 is 0.3
    floors = [Decimal(floor(value)) for value in exact]
    total = numbers.rounded(round(Decimal(fsum(sizes)), 9), decimals) / unit
    missing = int(total - sum(floors))
    by_remainder = sorted(range(len(sizes)), key=lambda at: floors[at] - exact[at])
    for at in by_remainder[:missing]:
        floors[at] += 1
    return [(value * unit).quantize(unit) + 0 for value in floors]
