"""Projects with their dates and money: what every table of the ledger is read from."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from data.sample.amounts import completed, plans
from data.sample.draw import day_between, stream
from data.sample.features import FINISHED, LATE, NOT_DUE, PRODUCED, UNDER_WAY
from data.sample.roster import Seat, roster
from data.sample.totals import AS_OF, YEAR

NEW_YEAR = date(YEAR, 1, 1)
LAST_YEAR_END = date(YEAR - 1, 12, 31)
WINTER_STOP_SHARE = 0.12
FUTURE_FACTOR = 12 / AS_OF.month  # completed to date → a straight line to the year's end

TOWNSHIPS = (
    "索河街道", "京城路街道", "豫龙镇", "广武镇", "王村镇", "汜水镇", "高山镇",
    "刘河镇", "崔庙镇", "贾峪镇", "乔楼镇", "城关乡", "高村乡", "金寨回族乡",
)  # fmt: skip
TOWNSHIP_WEIGHTS = (7, 8, 16, 10, 8, 6, 5, 5, 7, 10, 9, 7, 7, 5)
ORGANISATIONS = tuple(f"示例单位 {number:02}" for number in range(1, 41))


@dataclass(frozen=True)
class Project:
    """One project. Dates are None where the thing has not happened by AS_OF; money is 万元."""

    project_id: str
    seat: Seat
    organisation: str
    township: str
    level: str | None  # 省, 市 or 县, of a 重点项目
    plan_wan: int | None
    done_wan: int
    before_wan: int  # completed before the year
    last_year_wan: int  # of it, in the year before
    total_wan: int
    due_on: date
    started_on: date | None
    stopped_on: date | None
    resumed_on: date | None
    finished_on: date | None
    produced_on: date | None

    @property
    def key(self) -> str:
        return self.seat.key

    @property
    def name(self) -> str:
        return self.seat.name

    @property
    def classes(self) -> str:
        return self.seat.cell

    @property
    def listed_from(self) -> date:
        return date(YEAR - 1, 1, 1) if self.seat.carry_over else NEW_YEAR

    @property
    def is_key(self) -> bool:
        return self.level is not None

    @property
    def is_slow(self) -> bool:
        return self.seat.feature is not None and bool(self.seat.feature.cause)

    def was_at_work(self, day: date) -> bool:
        """Whether work went on that day of the year, by the stage history."""
        if self.seat.state not in (UNDER_WAY, PRODUCED) or self.started_on is None:
            return False
        if day < self.started_on or (self.finished_on and day > self.finished_on):
            return False
        stopped = self.stopped_on is not None and self.stopped_on <= day
        return not stopped or (self.resumed_on is not None and self.resumed_on <= day)


def projects() -> list[Project]:
    """All projects, numbered by the year in which they came on the list."""
    seats = roster()
    plan = plans(seats)
    done = completed(seats, plan)
    rng = stream("projects")
    numbers = {YEAR - 1: 0, YEAR: 0}
    built = []
    for seat in mixed(seats):
        year = YEAR - 1 if seat.carry_over else YEAR
        numbers[year] += 1
        project_id = f"SL-{year}-{numbers[year]:04}"
        built.append(project(rng, seat, project_id, plan.get(seat.key), done[seat.key]))
    return built


def mixed(seats: list[Seat]) -> list[Seat]:
    """The seats in a fixed order that does not follow the cells."""
    order = list(seats)
    stream("order").shuffle(order)
    return order


def project(
    rng: random.Random, seat: Seat, project_id: str, plan_wan: int | None, done_wan: int
) -> Project:
    due_on = draw_due(rng, seat)
    started_on = draw_start(rng, seat, due_on)
    stopped_on, resumed_on = draw_stop(rng, seat)
    finished_on, produced_on = draw_finish(rng, seat)
    before_wan, last_year_wan = draw_past(rng, seat, plan_wan, started_on)
    return Project(
        project_id=project_id,
        seat=seat,
        organisation=rng.choice(ORGANISATIONS),
        township=seat.feature.township if seat.feature else draw_township(rng),
        level=draw_level(rng, seat.cell),
        plan_wan=plan_wan,
        done_wan=done_wan,
        before_wan=before_wan,
        last_year_wan=last_year_wan,
        total_wan=draw_total(rng, seat, plan_wan, done_wan, before_wan),
        due_on=due_on,
        started_on=started_on,
        stopped_on=stopped_on,
        resumed_on=resumed_on,
        finished_on=finished_on,
        produced_on=produced_on,
    )


def draw_township(rng: random.Random) -> str:
    return rng.choices(TOWNSHIPS, weights=TOWNSHIP_WEIGHTS)[0]


def draw_level(rng: random.Random, code: str) -> str | None:
    if "省" in code:
        return rng.choices(("省", "市"), weights=(3, 7))[0]
    return "县" if "县" in code else None


def draw_due(rng: random.Random, seat: Seat) -> date:
    """A carry-over is due on 1 January; a new project on its own day."""
    if seat.carry_over:
        return NEW_YEAR
    if seat.state == NOT_DUE:
        return day_between(rng, date(YEAR, 6, 8), date(YEAR, 10, 31))
    if seat.state == LATE:
        return (
            date(YEAR, 3, 10)
            if seat.feature
            else day_between(rng, date(YEAR, 3, 1), date(YEAR, 5, 20))
        )
    return (
        date(YEAR, 2, 20)
        if seat.feature
        else day_between(rng, date(YEAR, 1, 15), date(YEAR, 5, 10))
    )


def draw_start(rng: random.Random, seat: Seat, due_on: date) -> date | None:
    """开工: before the year for carry-overs, about the due day for new projects."""
    if seat.carry_over:
        last = date(YEAR - 1, 2, 26) if seat.state == FINISHED else date(YEAR - 1, 8, 31)
        return day_between(rng, date(YEAR - 2, 3, 15), last)
    if seat.state != UNDER_WAY:
        return None
    return due_on + timedelta(days=rng.randint(-6, 10))


def draw_stop(rng: random.Random, seat: Seat) -> tuple[date | None, date | None]:
    """停工 and 复工: some carry-overs rest over the winter; the unresumed ones since autumn."""
    if seat.feature and seat.feature.cause == "资金":
        return date(YEAR, 4, 20), None
    if not seat.carry_over or seat.state == FINISHED:
        return None, None
    if seat.state == LATE:
        return day_between(rng, date(YEAR - 1, 10, 12), date(YEAR - 1, 11, 25)), None
    if seat.feature or seat.state == PRODUCED or rng.random() > WINTER_STOP_SHARE:
        return None, None
    stopped_on = day_between(rng, date(YEAR - 1, 12, 10), date(YEAR - 1, 12, 24))
    return stopped_on, day_between(rng, date(YEAR, 2, 8), date(YEAR, 3, 8))


def draw_finish(rng: random.Random, seat: Seat) -> tuple[date | None, date | None]:
    """竣工 and 投产 of central projects, and 投产 of some 三个一批 carry-overs."""
    if seat.state == FINISHED:
        finished_on = day_between(rng, date(YEAR - 1, 9, 10), date(YEAR - 1, 11, 20))
        return finished_on, finished_on + timedelta(days=rng.randint(10, 30))
    if seat.state == PRODUCED:
        finished_on = day_between(rng, date(YEAR, 5, 6), date(YEAR, 5, 14))
        return finished_on, finished_on + timedelta(days=rng.randint(6, 16))
    if "T" in seat.cell and seat.state == UNDER_WAY and seat.carry_over and not seat.feature:
        return None, day_between(rng, date(YEAR, 1, 12), date(YEAR, 7, 10))
    return None, None


def draw_past(
    rng: random.Random, seat: Seat, plan_wan: int | None, started_on: date | None
) -> tuple[int, int]:
    """Completed before the year, and of it in the year before."""
    if not seat.carry_over or started_on is None:
        return 0, 0
    scale = plan_wan if plan_wan else rng.randint(900, 3_600)
    last_year = round(scale * rng.uniform(0.7, 1.2))
    earlier = round(scale * rng.uniform(0.4, 1.0)) if started_on.year < YEAR - 1 else 0
    if "B" in seat.cell:  # bond money of two years has been used here
        earlier += round(scale * rng.uniform(0.9, 1.3))
    return last_year + earlier, last_year


def draw_total(
    rng: random.Random, seat: Seat, plan_wan: int | None, done_wan: int, before_wan: int
) -> int:
    """Total investment: room for the year's plan and the straight line, none once in production."""
    if plan_wan is None or seat.state == PRODUCED:
        return before_wan + done_wan
    room = max(plan_wan * rng.uniform(1.1, 1.7), done_wan * FUTURE_FACTOR * 1.04)
    return -(-round(before_wan + room) // 100) * 100
