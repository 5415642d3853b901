"""What was paid of the bonds month by month, and what the next month asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from cockpit import numbers
from cockpit.numbers import WAN_IN_YI, is_missing
from cockpit.screens.bonds.data import BondsData
from cockpit.screens.once import once
from cockpit.screens.page import ChartText
from cockpit.screens.rows import Row, each
from queries import funds


@dataclass(frozen=True)
class Column:
    """A month: its name, and a piece a year of issue in 亿元; None where no amount is known.

    ``left_out``: issues told for the first time after their month; ``is_need``: what the month has
    to bring, not what was paid.
    """

    name: str
    pieces: Sequence[tuple[int, float]] | None
    left_out: int = 0
    is_need: bool = False

    @property
    def total(self) -> float | None:
        """All years of issue together."""
        return None if self.pieces is None else sum(value for _, value in self.pieces)


@once
def columns(found: BondsData) -> Sequence[Column]:
    """The months of the year to the day looked at, and the next one where a target asks for it."""
    rows = list(each(found.view.ask(funds.payments)))
    made = [_column(row, rows) for row in rows if is_missing(row.year)]
    return made + _need(found) if made else []


def _column(total: Row, rows: Sequence[Row]) -> Column:
    name = f"{total.month.month}月"
    if is_missing(total.paid_wan):
        return Column(name, None, int(total.left_out))
    ours = [row for row in rows if row.month == total.month and not is_missing(row.year)]
    return Column(
        name,
        [
            (int(row.year), float(row.paid_wan) / WAN_IN_YI)
            for row in ours
            if not is_missing(row.paid_wan)
        ],
        int(total.left_out),
    )


def _need(found: BondsData) -> list[Column]:
    """The month after the day looked at, where the city's targets ask something of it."""
    asked = [
        (int(row.year), float(row.needed_monthly_wan) / WAN_IN_YI)
        for row in found.years
        if not is_missing(row.needed_monthly_wan) and row.needed_monthly_wan > 0
    ]
    if not found.is_whole or not asked:
        return []
    # at a month's end of the month to come; within one of each that is left, the running one too
    name = "每月须付" if _is_running(found.as_of) else f"{_next(found.as_of).month}月须付"
    return [Column(name, asked, is_need=True)]


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _is_running(day: date) -> bool:
    """Whether the month of a day is not over."""
    return _next(day).month == day.month


def text_of(found: BondsData, shown: Sequence[Column]) -> ChartText:
    """The finding: the last month told against the one before, and what is asked."""
    paid = [one for one in shown if not one.is_need]
    told = [(one.name, one.total) for one in paid if one.total is not None]
    sub = f"当月支付 · 亿元 · 按发行年度叠加 · 截至 {numbers.iso(found.on)}"
    said = [f"{name}支付 {numbers.fixed(total, 2)} 亿元" for name, total in told]
    if shown and shown[-1].is_need:
        said.append(f"{shown[-1].name} {numbers.fixed(shown[-1].total, 2)} 亿元")
    return ChartText(_title(told, paid), sub, "；".join(said), _fine(found, shown))


def _title(told: Sequence[tuple[str, float]], paid: Sequence[Column]) -> str:
    if not told:
        return "今年没有装入支付数"
    (name, last), amounts = told[-1], [total for _, total in told]
    several = _of_several(paid)
    is_falling = all(later < one for one, later in pairwise(amounts))
    if is_falling and 2 < len(told) == len(paid):
        return (
            f"支付一月比一月少：{told[0][0]} {numbers.fixed(amounts[0], 2)}，"
            f"{name} {numbers.fixed(last, 2)} 亿元"
        )
    if len(told) == 1 or {name, told[-2][0]} & several.keys():
        return f"{name}支付 {numbers.fixed(last, 2)} 亿元"
    before, then = told[-2]
    word = "多" if last >= then else "少"
    apart = numbers.fixed(abs(round(last, 2) - round(then, 2)), 2)
    return f"{name}支付 {numbers.fixed(last, 2)} 亿元，比{before}{word} {apart} 亿元"


def _of_several(paid: Sequence[Column]) -> Mapping[str, Sequence[str]]:
    """Months whose amount is also that of the months right before, of which nobody told."""
    made: dict[str, Sequence[str]] = {}
    before: list[str] = []
    for one in paid:
        if one.pieces is None:
            before = [] if one.left_out else [*before, one.name]
            continue
        if before and one.total:
            made[one.name] = before
        before = []
    return made


def _fine(found: BondsData, shown: Sequence[Column]) -> str:
    paid = [one for one in shown if not one.is_need]
    said = "当月支付 = 月末累计使用 − 上月末累计使用。"
    if paid and paid[-1].pieces is not None and _is_running(found.as_of):
        said += f"{paid[-1].name}到 {found.as_of.day} 日。"
    if blank := [one.name for one in paid if one.pieces is None and not one.left_out]:
        said += f"{'、'.join(blank)}没有填报。"
        held = _of_several(paid).items()
        said += "".join(f"{name}含没有填报的{'、'.join(before)}。" for name, before in held)
    if left := sum(one.left_out for one in paid):
        said += f"{left:,} 笔在发行当月之后才第一次填报，填报之前的没有算到月。"
    if shown and shown[-1].is_need:
        said += "金色虚框是支付目标每月要的（每月须付），不是预测。"
    return said
