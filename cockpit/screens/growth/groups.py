"""Home's place in each peer group: published where it is, else by the members' rates."""

from dataclasses import dataclass
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.city import short
from cockpit.numbers import is_missing
from cockpit.registry.indicators import ORIGINS
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import each

SMALL_GROUP = 6  # members up to which every bar carries its rate


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


def groups(figures: FigureMaker, members: DataFrame, target: float | None) -> tuple[Group, ...]:
    """Every group of home, real ones first; ``target``: the year's, %, where there is one."""
    return tuple(
        _group(figures, str(name), rows, target)
        for name, rows in members.groupby("peer_group", sort=False)
    )


def ranks_title(found: tuple[Group, ...], parent: str) -> str:
    """The places of the real groups, as a finding; ``parent``: the city that they are of."""
    real = [group for group in found if not group.is_sample]
    said = [
        f"{group.name}第 {group.rank.text} 位" if group.rank else f"{group.name}排不出位次"
        for group in real
    ]
    home = f"{short(parent)} "
    said[1:] = [words.removeprefix(home) for words in said[1:]]
    if said:
        return "，".join(said)
    return "只有示例县区可以排位" if found else "没有装入位次分组，不排位次"


def _group(figures: FigureMaker, name: str, rows: DataFrame, target: float | None) -> Group:
    first = rows.iloc[0]
    size, with_rate = int(first.members), int(first.with_rate)
    home = rows[rows["is_home"].astype(bool)].iloc[0]
    bars, zero, target_at = _bars(rows, target) if with_rate > 1 else ((), 0.0, None)
    place, rank, kind = 0, None, ""
    fact = _rank_fact(figures, name, first.period_end)
    if fact is not None:
        place, kind = int(fact["rank"]), "published"
        rank = figures.from_fact(fact, "fai_rank", rank=True)
        note = f"公布的是位次；有已发布增速的成员 {with_rate} 个，共 {size} 个。"
    elif with_rate == size and size > 1:
        place, kind = int(home["rank"]), "sample" if first.is_sample else "derived"
        rank = figures.from_ledger(
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
        name=figures.city.group_name(name),
        rank=rank,
        kind=kind,
        kind_words=ORIGINS.get(kind, ""),
        place=place,
        members=size,
        bars=bars,
        zero=zero,
        target_at=target_at,
        note=note,
    )


def _rank_fact(figures: FigureMaker, name: str, period_end: Any) -> Any:
    if is_missing(period_end):
        return None
    fact = figures.rank_fact(period_end.date())
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
        is_shown = position in (0, len(rated) - 1) or row.is_home or len(rated) <= SMALL_GROUP
        bars.append(
            RankBar(
                name=row.region,
                low=at(min(0.0, value)),
                size=round(at(max(0.0, value)) - at(min(0.0, value)), 2),
                words=numbers.fixed(value) if is_shown else "",
                is_home=bool(row.is_home),
            )
        )
    return tuple(bars), at(0), None if target is None else at(target)
