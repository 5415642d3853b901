"""万人助万企 of the demonstration ledger: questions of firms that do not exist.

Of 2021 as many were solved, and as much was paid, as the bulletin says; the year's own are drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.sample.draw import day_between, split_whole, stream
from data.sample.projects import NEW_YEAR, Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

FIRMS = 140
KINDS = ("用工", "融资", "用地", "水电气", "政策兑现", "审批手续", "物流", "市场开拓")
PAID_KINDS = ("政策兑现", "用工", "融资")
LONGEST_DAYS = 45


@dataclass(frozen=True)
class Season:
    """Questions raised from ``first`` to ``last``, the first ``solved`` of them solved by then."""

    first: date
    last: date
    raised: int
    solved: int
    subsidy_wan: int


SEASONS = (
    Season(date(YEAR - 1, 3, 1), date(YEAR - 1, 12, 31), 385, 385, 570),
    Season(NEW_YEAR, AS_OF, 171, 164, 215),
)


def questions(_: list[Project]) -> Iterator[Row]:
    """Each question of a firm, by the day it was raised."""
    for season in SEASONS:
        rng = stream(f"firms {season.first.year}")
        days = sorted(day_between(rng, season.first, season.last) for _ in range(season.raised))
        kinds = [rng.choice(KINDS) for _ in days]
        paid = split_whole(
            season.subsidy_wan,
            {
                str(number): rng.uniform(1, 4)
                for number, kind in enumerate(kinds[: season.solved])
                if kind in PAID_KINDS
            },
        )
        for number, (day, kind) in enumerate(zip(days, kinds, strict=True)):
            firm = f"示例企业 {rng.randint(1, FIRMS):03d}"
            solved_on = min(day + timedelta(days=rng.randint(1, LONGEST_DAYS)), season.last)
            yield (
                f"QY-{day.year}-{number + 1:03d}",
                firm,
                kind,
                day,
                solved_on if number < season.solved else None,
                paid.get(str(number)) or None,
            )
