"""progress_report: month-ends of the autumn before, then a report a day while work goes on."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from data.sample.amounts import monthly
from data.sample.draw import stream
from data.sample.projects import NEW_YEAR, Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

AUTUMN_SHARES = {
    date(YEAR - 1, 10, 31): 0.80,
    date(YEAR - 1, 11, 30): 0.91,
    date(YEAR - 1, 12, 31): 1.0,
}
DAYS = [NEW_YEAR + timedelta(days=n) for n in range((AS_OF - NEW_YEAR).days + 1)]
MONTHS = {month: list(days) for month, days in groupby(DAYS, key=lambda day: day.month)}

MISSED_SHARE = {1: 0.045, 2: 0.04, 3: 0.03, 4: 0.026, 5: 0.019}  # no report that day
LATE_SHARE = {1: 0.025, 2: 0.02, 3: 0.016, 4: 0.013, 5: 0.011}  # received the next morning
SLOW_MISS_FROM, SLOW_MISSED_SHARE = date(YEAR, 5, 18), 0.3
WEEKEND_WEIGHT = 0.5

# One report series was too high for four days and was then corrected downwards.
CORRECTED = "示例·物流枢纽配套路"
CORRECTED_DAYS = (date(YEAR, 4, 8), date(YEAR, 4, 12))  # first wrong day, day of the correction
OVERSTATED_WAN = 800


def reports(projects: list[Project]) -> Iterator[Row]:
    """All rows, by project and day."""
    increments = increments_of(projects)
    for p in projects:
        reporter = f"示例人员 {stream(f'reporter {p.key}').randint(1, 60):02}"
        yield from autumn_reports(p, reporter)
        if p.key in increments:
            yield from year_reports(p, increments[p.key], reporter)


def increments_of(projects: list[Project]) -> dict[str, list[int]]:
    """万元 by month, January to May, of each project at work this year."""
    rng = stream("pace")
    pace = {}
    for p in projects:
        shares = [sum(p.was_at_work(day) for day in days) / len(days) for days in MONTHS.values()]
        pace[p.key] = tuple(share * rng.uniform(0.6, 1.4) for share in shares)
    return monthly({p.key: p.done_wan for p in projects}, pace)


def autumn_reports(p: Project, reporter: str) -> Iterator[Row]:
    """October to December of the year before, for what began before this year."""
    if not p.last_year_wan:
        return
    for day, share in AUTUMN_SHARES.items():
        done = round(p.last_year_wan * share)
        yield report(p, day, done, reporter, received(day, False, p.key))


def year_reports(p: Project, increments: list[int], reporter: str) -> Iterator[Row]:
    """Daily cumulative figures; a month-end is never missing once work has begun."""
    rng = stream(f"reports {p.key}")
    done_before = 0
    for month, days in MONTHS.items():
        shares = work_shares(p, days)
        for day, share in zip(days, shares, strict=True):
            is_month_end = day == days[-1]
            done = done_before + int(increments[month - 1] * share)
            began = done > 0 or p.was_at_work(day)
            missed = is_missed(p, day, rng.random())
            late = rng.random() < LATE_SHARE[month] and not is_month_end
            if not began or (not is_month_end and (missed or not p.was_at_work(day))):
                continue
            done += overstated(p, day)
            yield report(p, day, done, reporter, received(day, late, p.key))
        done_before += increments[month - 1]


def work_shares(p: Project, days: list[date]) -> list[float]:
    """Share of the month's work done by the end of each day; 1 on the last."""
    weights = [
        (WEEKEND_WEIGHT if day.weekday() >= 5 else 1.0) if p.was_at_work(day) else 0.0
        for day in days
    ]
    total = sum(weights)
    if not total:
        return [1.0] * len(days)
    return [sum(weights[: n + 1]) / total for n in range(len(days))]


def is_missed(p: Project, day: date, chance: float) -> bool:
    """Slow projects miss more of late; the corrected days are all there."""
    if p.name == CORRECTED and CORRECTED_DAYS[0] <= day <= CORRECTED_DAYS[1]:
        return False
    is_late_slow = p.is_slow and day >= SLOW_MISS_FROM
    return chance < (SLOW_MISSED_SHARE if is_late_slow else MISSED_SHARE[day.month])


def overstated(p: Project, day: date) -> int:
    """万元 by which the corrected series was too high that day."""
    wrong = p.name == CORRECTED and CORRECTED_DAYS[0] <= day < CORRECTED_DAYS[1]
    return OVERSTATED_WAN if wrong else 0


def received(day: date, late: bool, key: str) -> datetime:
    """That evening, or the next morning if late."""
    rng = stream(f"received {key} {day}")
    if late:
        return datetime.combine(
            day + timedelta(days=1), time(8 + rng.randint(0, 2), rng.randint(0, 59))
        )
    return datetime.combine(day, time(16 + rng.randint(0, 4), rng.randint(0, 59)))


def report(p: Project, day: date, done: int, reporter: str, at: datetime) -> Row:
    """A row; the total since the start follows from what was completed before the year."""
    before = p.before_wan if day >= NEW_YEAR else p.before_wan - p.last_year_wan
    total = before + done
    return p.project_id, day, done, total, image_progress(total / p.total_wan), reporter, at


def image_progress(share: float) -> str:
    """形象进度 in words, by the share of the total investment completed."""
    steps = (
        (0.08, "场地平整"),
        (0.25, "基础施工"),
        (0.55, "主体施工"),
        (0.8, "安装装修"),
        (0.97, "收尾调试"),
    )
    return next((words for limit, words in steps if share < limit), "竣工验收")


def waivers(projects: list[Project]) -> Iterator[Row]:
    """The correction's reason, as the gate would have recorded it."""
    for p in projects:
        if p.name == CORRECTED:
            day = CORRECTED_DAYS[1]
            key = f"{p.project_id}|{day}"
            reason = "4月8日至11日误将合同额计入完成额，4月12日更正"
            at = datetime.combine(day, time(17, 30))
            yield "completed_never_falls", key, reason, "示例人员 31", at
