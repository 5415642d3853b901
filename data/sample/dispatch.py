"""Dispatch of the demonstration ledger: roles, visits, milestones with checks, problems."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from data.sample.draw import day_between, stream
from data.sample.features import FINISHED
from data.sample.progress import MONTHS
from data.sample.projects import NEW_YEAR, Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

LEADER = "分包市领导"
ROLES = (LEADER, "首席服务官", "政务服务帮办人", "现场盯办人", "项目单位负责人")
VACANT = ("示例·城乡供水一体化", "政务服务帮办人", date(YEAR, 5, 12))  # left that day, no successor
LEADER_CHANGED = ("示例·标准化厂房三期", date(YEAR, 3, 15), "市领导 05")

WEEKLY_VISIT_SHARE, SECOND_VISIT_SHARE, LEADER_VISIT_SHARE = 0.95, 0.6, 0.96
FIRST_MONDAY = date(YEAR, 1, 3)

MILESTONES = ("施工许可办结", "基础完工", "主体封顶", "设备进场", "配套完工", "单项验收")
DONE_ON_TIME_SHARE, CHECKED_SHARE = 0.93, 0.95

SERVICES = {  # 六包, and how a problem of each reads
    "手续": ("施工许可待办结", "规划调整待批复", "环评批复待补正"),
    "要素": ("用地组卷待批", "临时用电容量不足", "贷款审批待放款"),
    "开工": ("场地清表未完成", "施工便道待打通"),
    "入库": ("入库材料待补齐", "施工合同待备案"),
    "进度质量": ("雨天影响土方施工", "钢构件到货延后", "劳务班组不足"),
    "投产达效": ("管网接驳待协调", "试生产手续待办"),
}
CAUSES = {  # of the slow projects: service, text and day of the problem that explains them
    "用地": ("要素", "剩余用地组卷未批，二标段无法进场", date(YEAR, 5, 11)),
    "资金": ("要素", "贷款未放款，总包4月20日停工", date(YEAR, 5, 18)),
    "天气": ("进度质量", "连续降雨基坑积水，主体施工停滞", date(YEAR, 5, 16)),
    "手续": ("手续", "规划调整未批复，施工许可未办结", date(YEAR, 5, 20)),
    "征迁": ("开工", "红线内征迁未完成，未能按期开工", date(YEAR, 5, 9)),
    "未入库": ("入库", "入库材料不全，完成投资未能纳统", date(YEAR, 5, 13)),
}
CLOSED_IN_TIME, CLOSED_LATE = 127, 4  # of the 138 raised by 27 May
OPEN_OVERDUE = ("用地", "资金", "手续")  # the three open beyond their day
OPEN_WITH_LATER_DAY, OPEN_RECENT, CLOSED_RECENT = 4, 11, 6
LAST_RIPE_DAY = AS_OF - timedelta(days=4)  # raised by then: three days have passed
ON_SITE_SHARE = 0.68


def team(p: Project) -> dict[str, str]:
    """Who fills the five roles first."""
    rng = stream(f"team {p.key}")
    staff = rng.sample(range(1, 61), k=4)
    people = [f"市领导 {rng.randint(1, 15):02}", *(f"示例人员 {number:02}" for number in staff)]
    return dict(zip(ROLES, people, strict=True))


def leader_on(p: Project, day: date) -> str:
    name, changed_on, successor = LEADER_CHANGED
    return successor if p.name == name and day >= changed_on else team(p)[LEADER]


def role_rows(projects: list[Project]) -> Iterator[Row]:
    """五个一 of every project not finished earlier; one vacancy, one change of leader."""
    for p in projects:
        if p.seat.state == FINISHED:
            continue
        for role, person in team(p).items():
            until = last_day_in_role(p, role)
            yield p.project_id, role, person, NEW_YEAR, until
            if until and role == LEADER:
                yield p.project_id, role, LEADER_CHANGED[2], LEADER_CHANGED[1], None


def last_day_in_role(p: Project, role: str) -> date | None:
    if (p.name, role) == VACANT[:2]:
        return VACANT[2]
    if p.name == LEADER_CHANGED[0] and role == LEADER:
        return LEADER_CHANGED[1] - timedelta(days=1)
    return None


def visits(projects: list[Project]) -> Iterator[Row]:
    """To key projects at work: the team weekly, often twice; the leader monthly."""
    for p in projects:
        if not p.is_key:
            continue
        rng = stream(f"visits {p.key}")
        person = team(p)["现场盯办人"]
        for monday in range(0, (AS_OF - FIRST_MONDAY).days + 1, 7):
            for day in week_visits(rng, p, FIRST_MONDAY + timedelta(days=monday)):
                yield p.project_id, day, "team", person
        for day in leader_visits(rng, p):
            yield p.project_id, day, "leader", leader_on(p, day)


def week_visits(rng: random.Random, p: Project, monday: date) -> list[date]:
    """The team's days of one week; a slow project is seen less."""
    share = 0.8 if p.is_slow else WEEKLY_VISIT_SHARE
    count = (rng.random() < share) * (1 + (rng.random() < SECOND_VISIT_SHARE))
    days = sorted(rng.sample(range(5), k=count))
    return [
        day for n in days if (day := monday + timedelta(days=n)) <= AS_OF and p.was_at_work(day)
    ]


def leader_visits(rng: random.Random, p: Project) -> list[date]:
    """The leader's day of each month."""
    days = []
    for month in MONTHS.values():
        worked = [day for day in month if p.was_at_work(day) and day.weekday() < 5]
        if worked and rng.random() < LEADER_VISIT_SHARE:
            days.append(rng.choice(worked))
    return days


def milestones(projects: list[Project]) -> list[Row]:
    """Nodes of the key projects, and of others now and then: planned and reached."""
    rows: list[Row] = []
    for p in projects:
        rng = stream(f"milestones {p.key}")
        if p.seat.state == FINISHED or not (p.is_key or p.is_slow or rng.random() < 0.2):
            continue
        first = max(p.due_on, NEW_YEAR) + timedelta(days=20)
        planned = sorted(day_between(rng, first, date(YEAR, 12, 20)) for _ in MILESTONES)
        if p.is_slow:
            planned[0] = date(YEAR, 3, 5) + timedelta(days=rng.randint(0, 35))
            planned.sort()
        for title, planned_on in zip(MILESTONES, planned, strict=True):
            milestone_id = f"JD-{len(rows) + 1:04}"
            rows.append(
                (milestone_id, p.project_id, title, planned_on, reached(rng, p, planned_on))
            )
    return rows


def reached(rng: random.Random, p: Project, planned_on: date) -> date | None:
    """When a node was reached, if it was by AS_OF."""
    if planned_on > AS_OF or p.is_slow or rng.random() > DONE_ON_TIME_SHARE:
        return None
    day = planned_on + timedelta(days=rng.randint(-6, 6))
    return day if p.started_on and day <= AS_OF and day >= max(NEW_YEAR, p.started_on) else None


def milestone_checks(projects: list[Project]) -> Iterator[Row]:
    """每月必查: in the month a node is due, and again each month while it is overdue."""
    for milestone_id, _, _, planned_on, actual_on in milestones(projects):
        rng = stream(f"check {milestone_id}")
        for month, days in MONTHS.items():
            overdue = planned_on < days[0] and (actual_on is None or actual_on >= days[0])
            if (planned_on.month != month and not overdue) or rng.random() > CHECKED_SHARE:
                continue
            checked_on = days[-1] - timedelta(days=rng.randint(0, 6))
            yield milestone_id, days[0], checked_on, result(planned_on, actual_on, checked_on)


def result(planned_on: date, actual_on: date | None, checked_on: date) -> str:
    if actual_on and actual_on <= checked_on:
        return "完成"
    return "滞后" if planned_on <= checked_on else "正常"


def problems(projects: list[Project]) -> list[Row]:
    """Problems in the order in which they were raised."""
    rng = stream("problems")
    raised = [*slow_problems(projects), *ordinary_problems(rng, projects)]
    raised.sort(key=lambda problem: (problem[3], problem[0]))
    return [(f"WT-{number:03}", *problem) for number, problem in enumerate(raised, start=1)]


def slow_problems(projects: list[Project]) -> Iterator[Row]:
    """The open problem behind each slow project: three overdue, the others with a later day."""
    for p in projects:
        if p.seat.feature is None or not p.seat.feature.cause:
            continue
        service, text, raised_on = CAUSES[p.seat.feature.cause]
        overdue = p.seat.feature.cause in OPEN_OVERDUE
        due_on = raised_on + timedelta(days=3) if overdue else date(YEAR, 6, 15)
        yield p.project_id, service, text, raised_on, "首席服务官", due_on, None, False


def ordinary_problems(rng: random.Random, projects: list[Project]) -> Iterator[Row]:
    """The others, so that with the slow ones the counts above hold."""
    first = date(YEAR, 1, 10)
    at_work = [p for p in projects if not p.is_slow and p.seat.feature is None]
    later = OPEN_WITH_LATER_DAY - (sum(p.is_slow for p in projects) - len(OPEN_OVERDUE))
    recent_from = LAST_RIPE_DAY + timedelta(days=1)
    for count, (earliest, latest), days_open, due_days in (
        (CLOSED_IN_TIME, (first, LAST_RIPE_DAY), (0, 3), 3),
        (CLOSED_LATE, (first, date(YEAR, 5, 10)), (5, 9), 3),
        (later, (date(YEAR, 5, 16), LAST_RIPE_DAY), None, 24),
        (OPEN_RECENT, (recent_from, AS_OF), None, 3),
        (CLOSED_RECENT, (recent_from, AS_OF), (0, 0), 3),
    ):
        for _ in range(count):
            raised_on = day_between(rng, earliest, latest)
            at_site = [p for p in at_work if p.was_at_work(raised_on)]
            closed_on = raised_on + timedelta(days=rng.randint(*days_open)) if days_open else None
            due_on = raised_on + timedelta(days=due_days)
            yield one_problem(rng, rng.choice(at_site), raised_on, due_on, closed_on)


def one_problem(
    rng: random.Random, p: Project, raised_on: date, due_on: date, closed_on: date | None
) -> Row:
    service = rng.choice(list(SERVICES))
    text = rng.choice(SERVICES[service])
    on_site = closed_on is not None and rng.random() < ON_SITE_SHARE
    return (
        p.project_id,
        service,
        text,
        raised_on,
        rng.choice(ROLES[1:4]),
        due_on,
        closed_on,
        on_site,
    )
