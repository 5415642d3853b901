"""The demonstration's two 集中开工, what was added to scores, decided and found by inspection.

Ceremonies are those of the two phases of 三个一批 of the year; all else is made up and says so by
its documents.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from data.sample.draw import stream
from data.sample.projects import Project
from data.sample.register import batch3_phase
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

CEREMONIES = (
    ("JZ-2022-01", date(YEAR, 1, 24), "第三期"),
    ("JZ-2022-02", date(YEAR, 4, 10), "第四期"),
)
PRAISED, CRITICISED = "示例：二季度观摩第1名，通报表扬", "示例：填报数据更正两次，通报批评"
ENTRIES = (
    ("王村镇", date(YEAR, 5, 28), PRAISED, Decimal(2), "示例〔2022〕11 号"),
    ("汜水镇", date(YEAR, 5, 20), CRITICISED, Decimal(-5), "示例〔2022〕13 号"),
)
DECIDED_ON, OFFICE = date(YEAR, 4, 18), "示例人员 61"
FINDINGS = (
    *("主体节点滞后，班组人数不足", "基坑积水未排净，现场无人施工", "围挡有缺口"),
    *("入库材料缺现场照片", "已开工多日未报入库", "扬尘覆盖不到位"),
    *("施工便道未硬化", "监理日志缺页"),
)
FIRST_FOUND = AS_OF - timedelta(days=20)


def ceremonies(_: list[Project]) -> Iterator[Row]:
    """Each 集中开工."""
    for ceremony_id, on_date, phase in CEREMONIES:
        yield ceremony_id, on_date, f"{phase}“三个一批”集中开工", phase


def ceremony_projects(projects: list[Project]) -> Iterator[Row]:
    """The new projects of a ceremony's phase of 三个一批 that were due in its quarter."""
    for ceremony_id, on_date, phase in CEREMONIES:
        last = AS_OF if on_date.month > 3 else date(YEAR, 3, 31)
        for p in projects:
            is_of_phase = "T" in p.classes and not p.seat.carry_over and batch3_phase(p) == phase
            if is_of_phase and p.due_on <= last:
                yield ceremony_id, p.project_id, p.total_wan


def entries(_: list[Project]) -> Iterator[Row]:
    """Points added and taken off in the running quarter."""
    yield from ENTRIES


def verdicts(_: list[Project]) -> Iterator[Row]:
    """What was decided on the first quarter's proposals; one is left to decide."""
    quarter_end = date(YEAR, 3, 31)
    said = (
        ("高山镇", "通报表扬", True, "示例：前两名", "示例〔2022〕6 号"),
        ("城关乡", "通报表扬", True, "示例：前两名", "示例〔2022〕6 号"),
        ("汜水镇", "黄牌", True, "示例：后三名，低于序时 7.9 点", "示例〔2022〕7 号"),
        ("豫龙镇", "黄牌", False, "示例：60 个项目中 13 个为 3 月新列，二季度一并考核", None),
    )
    for body, proposal, is_accepted, reason, document in said:
        yield quarter_end, body, proposal, is_accepted, reason, OFFICE, DECIDED_ON, document


def supervision(projects: list[Project]) -> Iterator[Row]:
    """What the daily inspection found in three weeks, one or two projects at work a day."""
    number = 0
    for days in range(21):
        day = FIRST_FOUND + timedelta(days=days)
        rng = stream(f"supervision {day}")
        at_work = [p for p in projects if p.was_at_work(day)]
        for p in rng.sample(at_work, rng.randint(1, 2)):
            number += 1
            due_on = day + timedelta(days=rng.choice((2, 3, 5)))
            done_on = day + timedelta(days=rng.randint(1, 5))
            done = done_on if done_on <= AS_OF and rng.random() < 0.93 else None
            item_id = f"DC-{number:03d}"
            yield item_id, day, p.project_id, p.organisation, rng.choice(FINDINGS), due_on, done
