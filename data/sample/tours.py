"""The demonstration's three tours (观摩讲评): eight bodies each, their promises, and the ballots.

What was promised are nodes of the ledger on the days that they were planned for, so that the look
back finds what became of them; ballots and coefficients are made up.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from data.sample.dispatch import milestones
from data.sample.draw import stream
from data.sample.projects import NEW_YEAR, Project
from data.sample.tables import Row
from data.sample.totals import YEAR

# whether the promise of a body was kept, kept late or missed, where the ledger has such a node
KEPT, LATE, MISSED = "kept", "late", "missed"
TIE, LEFT_OUT = "tie", "left out"  # what makes a ballot void


@dataclass(frozen=True)
class Tour:
    """A tour: its bodies, the best first; ``until``: by which day its promises fall due."""

    inspection_id: str
    on_date: date
    title: str
    bodies: tuple[str, ...]
    until: date
    wishes: Mapping[str, str] = field(default_factory=dict)  # of the others: kept
    coefficients: Mapping[str, str] = field(default_factory=dict)
    void: Mapping[int, str] = field(default_factory=dict)  # ballot → what is wrong with it


TOURS = (
    Tour(
        "GM-2021-4", date(YEAR - 1, 12, 28), "四季度观摩",
        ("高山镇", "城关乡", "豫龙镇", "索河街道", "高村乡", "贾峪镇", "王村镇", "广武镇"),
        date(YEAR, 3, 20),
        {"索河街道": LATE, "贾峪镇": MISSED},
    ),
    Tour(
        "GM-2022-1", date(YEAR, 3, 29), "一季度观摩",
        ("高山镇", "城关乡", "索河街道", "王村镇", "贾峪镇", "高村乡", "豫龙镇", "广武镇"),
        date(YEAR, 5, 25),
        {"王村镇": LATE, "城关乡": LATE, "贾峪镇": MISSED, "广武镇": MISSED},
        {"城关乡": "1.02"},
        {7: TIE},
    ),
    Tour(
        "GM-2022-2", date(YEAR, 5, 27), "二季度观摩",
        ("王村镇", "高山镇", "高村乡", "城关乡", "索河街道", "豫龙镇", "贾峪镇", "广武镇"),
        date(YEAR, 8, 20),
        coefficients={"索河街道": "1.02", "贾峪镇": "1.03"},
        void={13: LEFT_OUT},
    ),
)  # fmt: skip
SEEN_AGAIN = ("GM-2022-2", "广武镇", "GM-2022-1")  # a missed promise is looked at once more
OTHERS = (  # voters beside a delegate of each body
    *(("市领导", None),) * 4,
    *(("市直单位", f"示例单位 {number:02}") for number in (3, 8, 14, 21, 27, 33)),
    *(("人大代表", None),) * 2,
)
NOISE, OWN_FAVOUR = 1.5, 2.5  # places


def inspections(_: list[Project]) -> Iterator[Row]:
    """Each tour."""
    for tour in TOURS:
        yield tour.inspection_id, tour.on_date, tour.title


def stops(projects: list[Project]) -> Iterator[Row]:
    """The route of each tour, in an order of its own: a project of each body, and a promise."""
    by_id = {p.project_id: p for p in projects}
    nodes = [(node, by_id[node[1]]) for node in milestones(projects)]
    promised: dict[tuple[str, str], Row] = {}
    for tour in TOURS:
        rng = stream(f"tour {tour.inspection_id}")
        for position, body in enumerate(rng.sample(tour.bodies, k=len(tour.bodies)), start=1):
            again = SEEN_AGAIN[2] if (tour.inspection_id, body) == SEEN_AGAIN[:2] else None
            seen = promised[again, body][1] if again else None
            open_then = [n for n, p in nodes if is_open(tour, body, n, p) and seen in (None, n[1])]
            wished = [n for n in open_then if came_to(n) == tour.wishes.get(body, KEPT)]
            node = rng.choice(wished or open_then)
            promised[tour.inspection_id, body] = node
            _, project_id, title, planned_on, _ = node
            yield (
                tour.inspection_id, position, body, "镇街", project_id,
                tour.coefficients.get(body), title, planned_on, again,
            )  # fmt: skip


def is_open(tour: Tour, body: str, node: Row, p: Project) -> bool:
    """Whether a node may be promised: of a site at work there, still to come, due by the next."""
    _, _, _, planned_on, actual_on = node
    return (
        p.township == body
        and tour.on_date < planned_on <= tour.until
        and (actual_on is None or actual_on > tour.on_date)
        and p.was_at_work(max(tour.on_date, NEW_YEAR))
    )


def came_to(node: Row) -> str:
    _, _, _, planned_on, actual_on = node
    if actual_on is None:
        return MISSED
    return KEPT if actual_on <= planned_on else LATE


def ballots(_: list[Project]) -> Iterator[Row]:
    """Twenty ballots a tour, every voter near the common order and kind to his own body."""
    for tour in TOURS:
        rng = stream(f"ballots {tour.inspection_id}")
        voters = [*(("镇街", body) for body in sorted(tour.bodies)), *OTHERS]
        for number, (role, voter_body) in enumerate(voters, start=1):
            ranks = ranked(rng, tour, voter_body)
            wrong = tour.void.get(number)
            second, last = (next(b for b in ranks if ranks[b] == n) for n in (2, len(ranks)))
            for body in tour.bodies:
                rank: int | None = ranks[body]
                if wrong == TIE and body == second:
                    rank = 1
                if wrong == LEFT_OUT and body == last:
                    rank = None
                ballot = f"{number:02}"
                yield tour.inspection_id, ballot, role, voter_body, body, rank


def ranked(rng: random.Random, tour: Tour, voter_body: str | None) -> dict[str, int]:
    """A voter's places."""
    felt = {
        body: place + rng.gauss(0, NOISE) - OWN_FAVOUR * (body == voter_body)
        for place, body in enumerate(tour.bodies)
    }
    order = sorted(felt, key=lambda body: (felt[body], body))
    return {body: place for place, body in enumerate(order, start=1)}
