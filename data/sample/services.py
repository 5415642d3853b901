"""The six services of the demonstration ledger, item by item, and the temporary party branches.

Read from the stages and the slow projects' problems: an item ends where its stage is reached, and
what a slow project is stuck on is the item that its problem is of.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.sample.draw import day_between, stream
from data.sample.features import FINISHED, LATE
from data.sample.projects import NEW_YEAR, Project
from data.sample.register import batch3_events, registered_on
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

HELPER, CHIEF, WATCH, OWNER = "政务服务帮办人", "首席服务官", "现场盯办人", "项目单位负责人"
LAST_SIGN_ON = date(YEAR, 3, 31)  # branches were founded by then
BRANCH_SHARE = 0.95
FIVE = (0.97, 0.98, 0.87, 0.94, 0.85)  # 牌子 党旗 场地 制度 运行
WAIVED_SHARE, STAGED_SHARE, SIMPLE_SHARE, SCENE_SHARE, BATCHED_SHARE = 0.08, 0.25, 0.2, 0.15, 0.4
WAITS_FOR_PERMIT = 0.5  # of those not yet due: else for land


@dataclass(frozen=True)
class Item:
    """An item of a service; days are None where it has not begun, or is not done."""

    service: str
    name: str
    owner: str
    started_on: date | None = None
    done_on: date | None = None
    mode: str | None = None
    is_waived: bool = False


STUCK = {  # of the slow projects, by cause: the item that is open, and since when
    "用地": Item("要素", "剩余用地组卷", CHIEF, date(YEAR, 4, 11)),
    "资金": Item("要素", "贷款放款", CHIEF, date(YEAR, 4, 20)),
    "手续": Item("手续", "规划调整", HELPER, date(YEAR, 3, 9)),
    "征迁": Item("开工", "红线内征迁", CHIEF, date(YEAR, 3, 10)),
}


def items(projects: list[Project]) -> Iterator[Row]:
    """The items of every project that was not finished earlier, in the order of the services."""
    for p in projects:
        if p.seat.state == FINISHED:
            continue
        rng = stream(f"services {p.key}")
        numbered: dict[str, int] = {}
        for item in course(rng, p):
            numbered[item.service] = numbered.get(item.service, 0) + 1
            known = replace(
                item, started_on=by_then(item.started_on), done_on=by_then(item.done_on)
            )
            yield (
                p.project_id, known.service, known.name, numbered[item.service], known.mode,
                known.owner, planned(rng, p, item), known.started_on, known.done_on,
                known.is_waived,
            )  # fmt: skip


def by_then(day: date | None) -> date | None:
    return day if day and day <= AS_OF else None


def planned(rng: random.Random, p: Project, item: Item) -> date | None:
    if item.is_waived:
        return None
    if item.done_on:
        return item.done_on + timedelta(days=rng.randint(-6, 8))
    return (item.started_on or max(p.due_on, AS_OF)) + timedelta(days=rng.randint(30, 60))


def course(rng: random.Random, p: Project) -> Iterator[Item]:
    """The items of one project in their order."""
    stuck = STUCK.get(p.seat.feature.cause) if p.seat.feature else None
    for service, made in (
        ("手续", permits(rng, p)),
        ("要素", means(rng, p)),
        ("开工", opening(rng, p)),
        ("入库", [entry(rng, p)]),
        ("进度质量", [building(p)]),
        ("投产达效", ending(rng, p)),
    ):
        yield from made
        if stuck and stuck.service == service:
            yield stuck


def permits(rng: random.Random, p: Project) -> list[Item]:
    """备案, 规划许可, 施工许可: one after the other, done before the start."""
    first, second, third = rng.randint(75, 130), rng.randint(35, 60), rng.randint(3, 12)
    waits = p.started_on is None and p.seat.state != LATE and rng.random() < WAITS_FOR_PERMIT
    start = begin(p)
    filed_on, granted_on = start - timedelta(days=first), start - timedelta(days=second)
    staged = rng.random() < STAGED_SHARE
    permit_on = start - timedelta(days=third)
    if p.started_on is None:  # of one not due it came a while ago, or is still waited for
        permit_on = min(permit_on, AS_OF - timedelta(days=third))
    asked_on = min(granted_on + timedelta(days=rng.randint(1, 9)), permit_on - timedelta(days=1))
    permit = Item(
        "手续", "施工许可", HELPER, asked_on, permit_on, "分阶段施工许可" if staged else None
    )
    return [
        Item(
            "手续", "立项备案", HELPER, filed_on - timedelta(days=rng.randint(2, 9)), filed_on,
            "极简审批" if rng.random() < SIMPLE_SHARE else None,
        ),
        Item(
            "手续", "规划许可", HELPER, filed_on + timedelta(days=rng.randint(1, 6)), granted_on,
            "情景审批" if rng.random() < SCENE_SHARE else None,
        ),
        replace(permit, done_on=None, mode=None) if waits else permit,
    ]  # fmt: skip


def means(rng: random.Random, p: Project) -> list[Item]:
    """Land, then water, power and gas; of those not yet due the latter is still open."""
    start = begin(p)
    land_on, power_on = (
        start - timedelta(days=rng.randint(20, 32)),
        start - timedelta(days=rng.randint(2, 15)),
    )
    land = Item("要素", "用地保障", CHIEF, land_on - timedelta(days=rng.randint(25, 60)), land_on)
    power = Item("要素", "水电气路接入", CHIEF, land_on, power_on)
    if rng.random() < WAIVED_SHARE:
        power = Item("要素", "水电气路接入", CHIEF, is_waived=True)
    if p.started_on is None and p.seat.state != LATE:
        return [replace(land, done_on=None), replace(power, started_on=None, done_on=None)]
    return [land, power]


def begin(p: Project) -> date:
    """The day of the start, or what stands for it: of one not due a day about now."""
    if p.started_on:
        return p.started_on
    return p.due_on if p.seat.state == LATE else AS_OF + timedelta(days=20)


def opening(rng: random.Random, p: Project) -> list[Item]:
    """场地移交 and 开工进场; of one that stopped in the autumn the way back."""
    start = begin(p)
    handed_on = start - timedelta(days=rng.randint(4, 14))
    site = Item(
        "开工", "场地移交", CHIEF, handed_on - timedelta(days=rng.randint(5, 20)), handed_on
    )
    entry_ = Item("开工", "开工进场", WATCH, handed_on, p.started_on)
    if p.started_on is None:
        is_late = p.seat.state == LATE
        return [site if is_late else replace(site, started_on=None, done_on=None),
                replace(entry_, started_on=p.due_on if is_late else None)]  # fmt: skip
    if p.seat.state == LATE:
        return [site, entry_, Item("开工", "复工准备", CHIEF, NEW_YEAR)]
    return [site, entry_]


def entry(rng: random.Random, p: Project) -> Item:
    """纳统申报, done when the project is in the statistics library."""
    done_on = registered_on(p)
    started_on = p.started_on and p.started_on + timedelta(days=rng.randint(1, 5))
    return Item("入库", "纳统申报", OWNER, started_on, done_on)


def building(p: Project) -> Item:
    """主体施工, from the start to the finish."""
    return Item("进度质量", "主体施工", WATCH, p.started_on, p.finished_on or p.produced_on)


def ending(rng: random.Random, p: Project) -> list[Item]:
    """竣工验收, 投产, and of 三个一批 达效."""
    over_on = p.finished_on or p.produced_on
    batched = rng.random() < BATCHED_SHARE
    mode = "分批次验收" if batched and by_then(over_on) else None
    took = timedelta(days=rng.randint(4, 20))
    checked = Item("投产达效", "竣工验收", HELPER, over_on and over_on - took, over_on, mode)
    made = [checked, Item("投产达效", "投产运行", CHIEF, over_on, p.produced_on)]
    if "T" in p.classes:
        effective_on = batch3_events(p)["达效"]
        made.append(Item("投产达效", "达效", CHIEF, p.produced_on, effective_on))
    return made


def branches(projects: list[Project]) -> Iterator[Row]:
    """Branches of most key projects, founded when the team came; not all have all five."""
    for p in projects:
        rng = stream(f"branch {p.key}")
        if not p.is_key or rng.random() > BRANCH_SHARE:
            continue
        founded_on = day_between(rng, NEW_YEAR + timedelta(days=9), LAST_SIGN_ON)
        yield p.project_id, founded_on, *(rng.random() < share for share in FIVE)
