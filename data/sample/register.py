"""The list itself: profiles, renames, plans with their curves, memberships, stages."""

from collections.abc import Iterator
from datetime import date, timedelta

from data.sample.draw import day_between, stream
from data.sample.features import LATE, UNDER_WAY
from data.sample.projects import LAST_YEAR_END, NEW_YEAR, Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, CLASS_OF, YEAR

PLANS_DECIDED_ON = date(YEAR - 1, 12, 28)
REVISED_ON = date(YEAR, 4, 20)
REVISED = {"省": 1.12, "县": 0.88, "T": 1.1, "N": 0.85, "B": 1.15}  # first plan / plan in force
LEVEL_RAISED_ON = date(YEAR, 3, 1)  # one 县级 project becomes 市级
DOMAIN_CHANGED_ON = date(YEAR, 4, 1)  # one project is moved to another domain

# Name now: when it got it, and the name before. The first also changed its number.
RENAMED = {
    "示例·职教实训中心": (date(YEAR, 3, 1), "示例·职教园区"),
    "示例·物流枢纽配套路": (date(YEAR, 2, 15), "示例·物流园连接线"),
}
OLD_ID = "SL-2021-9001"

SEASON = (60, 55, 75, 85, 90, 90, 90, 90, 95, 95, 90, 85)  # of a plan curve, by month
SUBDOMAINS = {  # 982's nine, by domain
    "产业转型·制造业": ("制造业高质量发展",),
    "现代服务业": ("现代服务业",),
    "重大基础设施": ("现代综合交通", "绿色低碳高效能源"),
    "新型城镇化": ("新型城镇化", "乡村振兴"),
    "新型基础设施": ("新型基础设施",),
    "创新驱动": ("制造业高质量发展",),
    "生态环保": ("生态环保",),
    "民生和社会事业": ("社会事业",),
}


def profiles(projects: list[Project]) -> Iterator[Row]:
    """A row for each profile; renamed and moved projects have two."""
    moved = ordinary(projects, "县")[3]
    for p in projects:
        now = [p.name, p.organisation, p.township, p.seat.domain, p.seat.gov_invested, p.total_wan]
        if p.name in RENAMED:
            changed_on, old_name = RENAMED[p.name]
            yield (p.project_id, p.listed_from, old_name, *now[1:])
            yield (p.project_id, changed_on, *now)
        elif p is moved:
            other = "现代服务业" if p.seat.domain != "现代服务业" else "新型基础设施"
            yield (p.project_id, p.listed_from, *now[:3], other, *now[4:])
            yield (p.project_id, DOMAIN_CHANGED_ON, *now)
        else:
            yield (p.project_id, p.listed_from, *now)


def aliases(projects: list[Project]) -> Iterator[Row]:
    """The one project whose number changed with its name."""
    renamed, (changed_on, _) = next(iter(RENAMED.items()))
    for p in projects:
        if p.name == renamed:
            yield (OLD_ID, p.project_id, "rename", changed_on)


def plan_revisions(projects: list[Project]) -> Iterator[tuple[Project, int, date, int]]:
    """Project, revision, when decided, year's plan (万元)."""
    first_plans = {ordinary(projects, code)[0].key: factor for code, factor in REVISED.items()}
    for p in projects:
        if p.plan_wan is None:
            continue
        factor = first_plans.get(p.key)
        if factor is None:
            yield p, 1, PLANS_DECIDED_ON, p.plan_wan
        else:
            yield p, 1, PLANS_DECIDED_ON, round(p.plan_wan * factor / 10) * 10
            yield p, 2, REVISED_ON, p.plan_wan


def plan_rows(projects: list[Project]) -> Iterator[Row]:
    """project_year: the year before for carry-overs, then this year's revisions."""
    rng = stream("plan rows")
    ends = {p.key: day_between(rng, date(YEAR, 9, 30), date(YEAR + 2, 12, 31)) for p in projects}
    for p in projects:
        if p.seat.carry_over and p.started_on:
            began_earlier = p.started_on.year < YEAR - 1
            plan = max(10, round(p.last_year_wan / rng.uniform(0.88, 1.06) / 10) * 10)
            due_on = date(YEAR - 1, 1, 1) if began_earlier else p.started_on
            end = p.finished_on or ends[p.key]
            yield p.project_id, YEAR - 1, 1, date(YEAR - 1, 1, 8), plan, began_earlier, due_on, end
    for p, revision, decided_on, plan in plan_revisions(projects):
        carry_over, end = p.seat.carry_over, p.finished_on or ends[p.key]
        yield p.project_id, YEAR, revision, decided_on, plan, carry_over, p.due_on, end


def curve_rows(projects: list[Project]) -> Iterator[Row]:
    """Planned to the end of each month: nothing before the project is due, the plan in December."""
    for p, revision, _, plan in plan_revisions(projects):
        weights = [0 if month < p.due_on.month else SEASON[month - 1] for month in range(1, 13)]
        for month in range(1, 13):
            planned = round(plan * sum(weights[:month]) / sum(weights))
            yield p.project_id, YEAR, revision, month, planned


def memberships(projects: list[Project]) -> Iterator[Row]:
    """A row for each (project, class); a changed level is two."""
    rng = stream("memberships")
    raised = [p for p in ordinary(projects, "省") if p.level == "市"][-1]
    for p in projects:
        for code in p.classes:
            phase = batch3_phase(p) if code == "T" else None
            subdomain = rng.choice(SUBDOMAINS[p.seat.domain]) if code == "N" else None
            level = p.level if code in "省县" else None
            listed_from = p.listed_from
            if p is raised:
                until = LEVEL_RAISED_ON - timedelta(days=1)
                yield p.project_id, CLASS_OF[code], "县", phase, subdomain, listed_from, until
                listed_from = LEVEL_RAISED_ON
            yield p.project_id, CLASS_OF[code], level, phase, subdomain, listed_from, None


def batch3_phase(p: Project) -> str:
    """三个一批's period: the first was in July 2021, then one each quarter."""
    if p.seat.carry_over:
        return "第一期" if p.started_on and p.started_on < date(YEAR - 1, 5, 1) else "第二期"
    return "第三期" if p.due_on < date(YEAR, 4, 1) else "第四期"


def registered_on(p: Project) -> date | None:
    """入库: some weeks after the start; never for the project whose story that is."""
    if p.started_on is None or (p.seat.feature and p.seat.feature.cause == "未入库"):
        return None
    rng = stream(f"registered {p.key}")
    if p.seat.carry_over:
        if p.seat.state == UNDER_WAY and not p.seat.feature and rng.random() < 0.02:
            return None
        return min(p.started_on + timedelta(days=rng.randint(10, 90)), LAST_YEAR_END)
    day = p.started_on + timedelta(days=rng.randint(6, 40))
    return day if day <= AS_OF else None


def stage_events(projects: list[Project]) -> Iterator[Row]:
    """What happened to each project by AS_OF, in the order of time."""
    for p in projects:
        events = {
            "开工": p.started_on,
            "停工": p.stopped_on,
            "复工": p.resumed_on,
            "竣工": p.finished_on,
            "投产": p.produced_on,
            "入库": registered_on(p),
        }
        if "T" in p.classes:
            events |= batch3_events(p)
        happened = [(day, stage) for stage, day in events.items() if day and day <= AS_OF]
        for day, stage in sorted(happened):
            yield p.project_id, stage, day


def batch3_events(p: Project) -> dict[str, date | None]:
    """签约, 履约 before the start; 达效 some weeks after 投产."""
    rng = stream(f"batch {p.key}")
    start = p.started_on or min(p.due_on, AS_OF)
    signed_on = start - timedelta(days=rng.randint(40, 95))
    performed_on = start - timedelta(days=rng.randint(6, 30))
    if p.started_on is None and p.seat.state != LATE and rng.random() < 0.5:
        performed_on = None
    effective_on = p.produced_on + timedelta(days=rng.randint(40, 70)) if p.produced_on else None
    return {"签约": signed_on, "履约": performed_on, "达效": effective_on}


def ordinary(projects: list[Project], cell: str) -> list[Project]:
    """Carry-overs under way of exactly one class, without a story of their own."""
    return [
        p
        for p in projects
        if p.classes == cell
        and p.seat.state == UNDER_WAY
        and p.seat.carry_over
        and not p.seat.feature
        and p.listed_from < NEW_YEAR
    ]
