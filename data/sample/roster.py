"""Who is on the list: a seat per project with its classes, state, domain and name."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from data.sample.draw import stream
from data.sample.features import FEATURES, FINISHED, LATE, NOT_DUE, PRODUCED, UNDER_WAY, Feature
from data.sample.names import pools
from data.sample.totals import CELLS, Cell

DOMAIN_WEIGHTS = {  # by the leading letter of the cell, in the order of names.STEMS
    "省": (26, 12, 18, 12, 8, 8, 8, 8),
    "县": (26, 13, 12, 14, 8, 8, 9, 10),
    "T": (44, 22, 2, 2, 10, 18, 1, 1),
    "N": (14, 10, 16, 18, 10, 6, 13, 13),
    "B": (8, 6, 24, 22, 8, 4, 14, 14),
    "Z": (2, 2, 18, 22, 4, 2, 24, 26),
}
PUBLIC_DOMAINS = {"重大基础设施", "新型城镇化", "生态环保", "民生和社会事业"}
CARRY_OVER_SHARE = {"省": 0.84, "县": 0.82, "T": 0.62, "N": 0.62, "B": 0.84, "Z": 1.0}
LATE_CARRY_OVERS = {"省": 2, "县": 1}  # stopped in the autumn and not resumed


@dataclass(frozen=True)
class Seat:
    """A place on the list, before any money or date."""

    key: str
    cell: str
    state: str
    carry_over: bool
    domain: str
    gov_invested: bool
    name: str
    feature: Feature | None


def roster() -> list[Seat]:
    """All 340 seats, cell by cell."""
    rng = stream("roster")
    free = pools(taken={feature.name for feature in FEATURES})
    seats = []
    for cell in CELLS:
        for number, (state, feature) in enumerate(states(cell), start=1):
            domain = feature.domain if feature else draw_domain(rng, cell.code)
            seats.append(
                Seat(
                    key=f"{cell.code}-{number:03}",
                    cell=cell.code,
                    state=state,
                    carry_over=(
                        feature.carry_over if feature else is_carry_over(rng, cell, state, number)
                    ),
                    domain=domain,
                    gov_invested=is_gov_invested(rng, cell.code, domain),
                    name=feature.name if feature else free[domain].pop(0),
                    feature=feature,
                )
            )
    return seats


def states(cell: Cell) -> Iterator[tuple[str, Feature | None]]:
    """The state of each seat of a cell; featured projects come first within theirs."""
    active = PRODUCED if cell.code == "NZ" else UNDER_WAY
    counts = {
        LATE: cell.late,
        NOT_DUE: cell.not_due,
        FINISHED: cell.finished,
        active: cell.implemented - cell.finished,
    }
    for state, count in counts.items():
        features = [f for f in FEATURES if (f.cell, f.state) == (cell.code, state)]
        for place in range(count):
            yield state, features[place] if place < len(features) else None


def draw_domain(rng: random.Random, code: str) -> str:
    """A domain by the weights of the cell's leading letter."""
    return rng.choices(list(pools(set())), weights=DOMAIN_WEIGHTS[code[0]])[0]


def is_carry_over(rng: random.Random, cell: Cell, state: str, number: int) -> bool:
    """Whether the project began before this year."""
    if state == LATE:  # number counts from 1: a featured late project is number 1 of 省
        first = 2 if cell.code == "省" else 1
        return cell.code in LATE_CARRY_OVERS and number < first + LATE_CARRY_OVERS[cell.code]
    if state == NOT_DUE:
        return False
    return state in (FINISHED, PRODUCED) or rng.random() < CARRY_OVER_SHARE[cell.code[0]]


def is_gov_invested(rng: random.Random, code: str, domain: str) -> bool:
    """政府投资: all bond and central projects, most of 982, some public works; no 三个一批."""
    if "B" in code or "Z" in code:
        return True
    if "T" in code:
        return False
    share = 0.7 if domain in PUBLIC_DOMAINS else 0.35 if "N" in code else 0.05
    return rng.random() < share
