"""周一碰头会 of the demonstration ledger: four meetings in May, and the one that comes next.

Which projects the score proposed is the ledger's; why others took their place, what was decided and
what became of it is made up. No meeting is kept as seen: that is done where it is prepared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.sample.projects import Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

RECORDER = "示例人员 61"
LAND, ROAD, PLANT = "SL-2021-0012", "SL-2022-0001", "SL-2021-0187"
STORE, DATA, WATER = "SL-2021-0066", "SL-2022-0011", "SL-2021-0163"


@dataclass(frozen=True)
class Item:
    """A project on a list; ``rank``: its place by the score then; what it replaces, and why."""

    project_id: str
    rank: int
    replaces: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Decided:
    """A decision; ``course``: what became of it (day, state, new date, note)."""

    project_id: str
    text: str
    lead: str
    helps: str | None
    due_on: date
    supervisor: str
    page: str | None = None
    course: tuple[tuple[date, str, date | None, str | None], ...] = ()


@dataclass(frozen=True)
class Held:
    """A meeting; ``as_of``: the day of its figures. One still to come has only what is asked."""

    on_date: date
    as_of: date
    items: tuple[Item, ...]
    decisions: tuple[Decided, ...]


def may(day: int) -> date:
    """A day of May."""
    return date(YEAR, 5, day)


def june(day: int) -> date:
    """A day of June."""
    return date(YEAR, 6, day)


def unit(number: int) -> str:
    """A unit that does not exist."""
    return f"示例单位 {number:02}"


def person(number: int) -> str:
    """A person who does not exist."""
    return f"示例人员 {number:02}"


DONE, GOING, MOVED = "已落实", "推进中", "调整"
MEETINGS = (
    Held(
        may(9), may(6),
        (Item(ROAD, 1), Item(LAND, 2)),
        (
            Decided(ROAD, "红线内首批 12 户签约", unit(36), unit(8), may(20), person(31), "4",
                    ((may(12), GOING, None, "已签 7 户"), (may(19), DONE, None, "12 户签完"))),
            Decided(LAND, "一标段加班，5 月底前完成基础", unit(32), None, may(27), person(22), "5",
                    ((may(16), GOING, None, "白班两班"),
                     (may(27), MOVED, june(12), "二标段未进场"))),
        ),
    ),
    Held(
        may(16), may(13),
        (
            Item(LAND, 1),
            Item(STORE, 6, ROAD, "征迁上周已议定，等首批签约；冷链物流停工近一个月，先议"),
        ),
        (
            Decided(LAND, "报出剩余用地组卷", unit(14), unit(32), may(25), person(22), "4",
                    ((may(20), GOING, None, "缺两份权属材料"),)),
            Decided(STORE, "协调银行放款", unit(27), unit(4), may(24), person(31), "5",
                    ((may(24), DONE, None, "首笔放款到账"),)),
            Decided(STORE, "总包复工", unit(4), None, may(27), person(31), "5",
                    ((may(27), MOVED, june(3), "放款晚到，人员下周到齐"),)),
        ),
    ),
    Held(
        may(23), may(20),
        (Item(LAND, 1), Item(PLANT, 2)),
        (
            Decided(LAND, "补齐两份权属材料", unit(14), None, may(27), person(22), "4",
                    ((may(26), DONE, None, "已补齐"),)),
            Decided(PLANT, "基坑抽水，备用泵到场", unit(16), unit(40), may(25), person(22), "5",
                    ((may(25), DONE, None, "水抽完"),)),
        ),
    ),
    Held(
        may(30), may(27),
        (
            Item(PLANT, 2),
            Item(DATA, 4, LAND, "组卷由专班盯办，报出后再议；入库材料月底前要定"),
        ),
        (
            Decided(PLANT, "供电外线先行开工", unit(16), unit(4), june(1), person(22), "4",
                    ((may(31), GOING, None, "外线路由未批"),)),
            Decided(DATA, "补报入库材料", unit(1), unit(9), june(2), person(31), "5",
                    ((may(31), MOVED, june(10), "立项批复更正中，分包领导同意"),)),
            Decided(ROAD, "剩余 6 户签约", unit(36), unit(8), june(8), person(31), None,
                    ((may(31), GOING, None, "已签 4 户"),)),
            Decided(STORE, "临时用地手续办结", unit(14), None, june(2), person(31), None,
                    ((may(31), DONE, None, "已办结"),)),
            Decided(WATER, "拨付资金 3500 万元", unit(3), None, june(2), person(22), None,
                    ((may(31), DONE, None, "已拨付"),)),
            Decided(PLANT, "增派首席服务官", unit(22), None, june(1), person(22), "4",
                    ((may(31), DONE, None, "已到岗"),)),
            Decided(WATER, "环评批复", unit(19), unit(9), june(6), person(22)),
        ),
    ),
    Held(
        june(6), AS_OF,
        (),
        (
            Decided(LAND, "报出剩余用地组卷", unit(14), unit(32), june(10), person(22), "4"),
            Decided(LAND, "二标段先干已供地块", unit(32), None, june(13), person(31), "4"),
            Decided(WATER, "批复规划调整，准许分段施工", unit(9), None, june(9), person(22), "5"),
            Decided(WATER, "补派政务服务帮办人", unit(22), None, june(8), person(31), "5"),
        ),
    ),
)  # fmt: skip
FIRST_HOUR = timedelta(hours=9)


def meetings(_: list[Project]) -> Iterator[Row]:
    """Each meeting, by its day."""
    for held in MEETINGS:
        yield f"{held.on_date}", held.on_date, held.as_of, None, None


def items(_: list[Project]) -> Iterator[Row]:
    """The list of each that was held."""
    for held in MEETINGS:
        for position, one in enumerate(held.items, 1):
            yield (
                f"{held.on_date}", position, one.project_id, one.rank, one.replaces, one.reason,
            )  # fmt: skip


def decisions(_: list[Project]) -> Iterator[Row]:
    """What each decided, or is asked to."""
    for decision_id, held, one in numbered():
        yield (
            decision_id, f"{held.on_date}", one.project_id, one.text, one.lead, one.helps,
            one.due_on, one.supervisor, one.page, held.on_date if held.items else None, RECORDER,
        )  # fmt: skip


def events(_: list[Project]) -> Iterator[Row]:
    """What became of each decision."""
    for decision_id, _held, one in numbered():
        for order, (day, state, due_on, note) in enumerate(one.course):
            at = datetime(day.year, day.month, day.day) + FIRST_HOUR + timedelta(hours=order)
            yield decision_id, at, state, due_on, one.supervisor, note


def numbered() -> Iterator[tuple[str, Held, Decided]]:
    """Each decision with its number and its meeting."""
    for held in MEETINGS:
        for number, one in enumerate(held.decisions, 1):
            yield f"YD-{held.on_date:%Y%m%d}-{number:02}", held, one
