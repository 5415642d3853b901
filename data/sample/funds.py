"""下达, 到位 and 支付 by source: 中央预算内, and 市县 and 贷款 beside the bonds. 万元."""

from collections.abc import Iterator
from datetime import date

from data.sample.draw import stream
from data.sample.money import month_ends
from data.sample.projects import Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

FIRST_TOLD = date(YEAR - 1, 12, 31)
CENTRAL_SHARE = 0.4  # of the total investment
LOCAL_SHARE = 0.15  # of the total, beside the bonds
TEN = 10  # amounts are given in tens
MODES = (
    "直接投资",
    "投资补助",
    "投资补助",
    "资本金注入",
    "投资补助",
    "直接投资",
    "投资补助",
    "投资补助",
)
SUBSIDISED_LOAN = 19  # the one project, in the order of the codes, whose loan is subsidised


def flows(projects: list[Project]) -> Iterator[Row]:
    """What was allotted, arrived and paid by each month-end."""
    central = sorted((p for p in projects if "Z" in p.classes), key=lambda p: p.project_id)
    for place, p in enumerate(central):
        mode = "贷款贴息" if place == SUBSIDISED_LOAN else MODES[place % len(MODES)]
        share = CENTRAL_SHARE / 8 if mode == "贷款贴息" else CENTRAL_SHARE
        yield from _told(p, "中央预算内", share, mode)
    bonded = sorted((p for p in projects if "B" in p.classes), key=lambda p: p.project_id)
    for place, p in enumerate(bonded):
        yield from _told(p, "市县", LOCAL_SHARE)
        if place % 4 == 0:
            yield from _told(p, "贷款", 2 * LOCAL_SHARE)


def _told(p: Project, source: str, share: float, mode: str | None = None) -> Iterator[Row]:
    rng = stream(f"funds {source} {p.project_id}")
    allotted = _tens(p.total_wan * share)
    ends = [day for day in (FIRST_TOLD, *month_ends(date(YEAR, 1, 1))) if day <= AS_OF]
    arriving, paying = rng.uniform(0.84, 1.0), rng.uniform(0.88, 0.98)
    year = p.started_on.year if p.started_on else YEAR
    for number, day in enumerate(ends):
        if year == YEAR and day < date(YEAR, 3, 31):
            continue  # the year's money is given in the spring
        if p.finished_on is not None and p.finished_on <= day:
            arrived, paid = allotted, _tens(allotted * paying)
        elif p.started_on is None or p.started_on > day:
            arrived, paid = _tens(allotted * arriving / 2), 0
        else:
            grown = (number + 5) / (len(ends) + 4)  # a straight line from some months earlier
            done = min(1.0, (p.before_wan + p.done_wan) / p.total_wan)
            arrived = _tens(allotted * arriving)
            paid = min(_tens(allotted * done * grown * paying), arrived)
        yield p.project_id, source, year, day, allotted, arrived, paid, mode


def _tens(wan: float) -> int:
    return int(wan / TEN + 1e-9) * TEN
