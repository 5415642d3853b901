"""The libraries and lists that projects enter, and how their entries move on. 万元.

Only the libraries' counts and totals are published; the way of the entries is made up, so that the
531 of 四类库 come out as WAY says.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from data.sample.draw import day_between, split_whole, stream
from data.sample.features import LATE, NOT_DUE
from data.sample.names import PREFIX, STEMS
from data.sample.projects import ORGANISATIONS, Project
from data.sample.register import registered_on
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

STATISTICS_ENTRIES, STATISTICS_WAN = 92, 1_130_000
BEGUN, OVER_100M = date(YEAR, 1, 4), "超亿元库"
LISTS = (  # library, entries, total, year's plan, first and last day of entering
    ("专项债第三批", 19, None, None, date(YEAR, 4, 12), date(YEAR, 5, 20)),
    ("中央预算内谋划", 18, 130_000, None, date(YEAR, 2, 15), date(YEAR, 5, 25)),
    ("招商签约", 10, 940_000, None, date(YEAR, 1, 18), date(YEAR, 5, 27)),
    ("三个一批第五期", 20, 450_000, 160_000, date(YEAR, 5, 10), date(YEAR, 5, 24)),
)
LISTED_ON = date(YEAR, 5, 25)

STORED, STORED_ENTRIES = "四类库", 531
IN_STORE = ("审核通过", "手续齐备", "要素落实")
WAY = (  # how far an entry of 四类库 came: waiting there; left there, by reason
    (0, 22, {"主体不符": 18, "与其他县市区重报": 14, "并入其他项目": 9}),
    (1, 205, {"暂缓实施": 27}),
    (2, 76, {"改用其他资金": 12}),
    (3, 92, {}),
)
COURSE = ("在谈", "签约", "报批", "开工", "在建", "投产")
REACHED = {  # library: how many entries stand at each step of COURSE; the first ones farthest
    "招商签约": {"在建": 1, "开工": 2, "报批": 4, "签约": 3},
    "中央预算内谋划": {"开工": 2, "报批": 9, "在谈": 6, "退出": 1},
    "三个一批第五期": {"在谈": 18, "退出": 2},
}
TALKS, TALKS_WAN = 6, 286_000  # of 招商签约, not signed yet
WITHDRAWN = {
    "中央预算内谋划": ("不符合当年支持方向",),
    "三个一批第五期": ("投资方改投外地", "用地规模不足"),
}
OUTSIDE: dict[str, tuple[tuple[str, date | None, str], ...]] = {  # started and not in 统计库
    "示例·数据中心一期": (
        ("待报", date(YEAR, 3, 4), ""),
        ("已报", date(YEAR, 4, 26), ""),
        ("退回", date(YEAR, 5, 18), "立项批复与合同名称不一致"),
    ),
    "示例·科创广场一期": (
        ("待报", date(YEAR, 1, 12), ""),
        ("已报", date(YEAR, 4, 28), ""),
        ("退回", date(YEAR, 5, 20), "施工许可证缺页"),
    ),
    "示例·货运站场一期": (("待报", date(YEAR, 1, 12), "缺施工合同"),),
    "示例·停车场工程一期": (("待报", date(YEAR, 5, 6), "材料齐，未报"),),
    "示例·黑臭水体治理二期": (("待报", date(YEAR, 5, 9), "缺现场照片"),),
    "示例·耐火材料升级一期": (
        ("待报", date(YEAR, 2, 21), ""),
        ("已报", date(YEAR, 5, 24), "县级已审，待市级审"),
    ),
    "示例·新材料产业园二期": (
        ("待报", date(YEAR, 2, 21), ""),
        ("已报", date(YEAR, 5, 27), "待县级审"),
    ),
}
NAMELESS = ("统计库", "专项债第三批")  # of which only the totals matter
PHASES = ("四期", "五期", "六期", "配套", "东区")


@dataclass
class Entry:
    """An entry of a library; ``entered_on``: None while it is on its way in."""

    library: str
    entries: int = 1
    total_wan: int | None = None
    plan_wan: int | None = None
    entered_on: date | None = None
    project: Project | None = None
    title: str | None = None
    organisation: str | None = None
    steps: list[tuple[str, date, str]] = field(default_factory=list)
    number: str = ""

    def go(self, step: str, day: date, note: str = "") -> None:
        self.steps.append((step, day, note))


def entries(projects: list[Project]) -> Iterator[Row]:
    """Entries of this year, library by library."""
    for e in built(projects):
        code = e.project.project_id if e.project else None
        owner = (e.title, e.organisation)
        yield e.number, e.library, e.entries, e.total_wan, e.plan_wan, e.entered_on, code, *owner


def steps(projects: list[Project]) -> Iterator[Row]:
    """How each entry moved on by AS_OF, in the order of time."""
    for e in built(projects):
        for step, day, note in e.steps:
            assert day <= AS_OF, e
            yield e.number, step, day, note or None


def built(projects: list[Project]) -> list[Entry]:
    """All entries with their steps."""
    made = [*statistics_entries(projects), *list_entries()]
    for number, e in enumerate(made, start=1):
        e.number = f"RK-{number:03}"
    over = Entry(OVER_100M, 85, 6_120_000, entered_on=LISTED_ON, number=f"RK-{len(made) + 2:03}")
    more = [*outside_entries(projects), *talks(), *stored_entries(projects)]
    for letters in ("DB", "ZS", "SL"):
        ours = [e for e in more if e.number == letters]
        for number, e in enumerate(ours, start=1):
            e.number = f"{letters}-{number:03}"
    name_those_without_project([*made, *more])
    return [*made, over, *more]


def name_those_without_project(made: list[Entry]) -> None:
    """Names that no project has, and whose they are."""
    rng = stream("names of entries")
    stems = [
        f"{PREFIX}{stem}{phase}"
        for phase in PHASES
        for stem_words in STEMS.values()
        for stem in stem_words.split()
    ]
    rng.shuffle(stems)
    nameless = [e for e in made if e.project is None and e.library not in NAMELESS]
    for e, title in zip(nameless, stems, strict=False):
        e.title, e.organisation = title, rng.choice(ORGANISATIONS)
    assert all(e.title for e in nameless)


def statistics_entries(projects: list[Project]) -> Iterator[Entry]:
    """统计库: the ledger's projects with 入库 this year, and others that are not on its lists."""
    entered = {p: day for p in projects if (day := registered_on(p)) and day.year == YEAR}
    for p in sorted(entered, key=lambda p: (entered[p], p.project_id)):
        e = Entry("统计库", 1, p.total_wan, entered_on=entered[p], project=p)
        told(e, p.started_on or entered[p], stream(f"told {p.key}"))
        yield e
    rng = stream("statistics")
    others = {
        f"{number:03}": rng.uniform(0.6, 1.6) for number in range(STATISTICS_ENTRIES - len(entered))
    }
    left = STATISTICS_WAN - sum(p.total_wan for p in entered)
    days = sorted(day_between(rng, date(YEAR, 1, 12), date(YEAR, 5, 30)) for _ in others)
    for day, (key, total) in zip(days, split_whole(left, others, unit=100).items(), strict=True):
        e = Entry("统计库", 1, total, entered_on=day)
        told(e, day - timedelta(days=24), stream(f"told {key}"))
        yield e


def told(e: Entry, since: date, rng: random.Random) -> None:
    """待报 after the start, 已报, now and then 退回 and 已报 again, 已入库 on its day."""
    assert e.entered_on is not None
    days = (e.entered_on - since).days
    ready = since + timedelta(days=days // 4)
    sent = since + timedelta(days=days // 2)
    e.go("待报", ready)
    e.go("已报", sent)
    if days >= 16 and rng.random() < 0.2:
        e.go("退回", sent + timedelta(days=days // 8), "附件不全")
        e.go("已报", sent + timedelta(days=days // 4))
    e.go("已入库", e.entered_on)


def outside_entries(projects: list[Project]) -> Iterator[Entry]:
    """Started and not in 统计库: how far each has been told of, and what it lacks."""
    by_name = {p.name: p for p in projects}
    for name, course in OUTSIDE.items():
        p = by_name[name]
        assert p.started_on is not None
        assert registered_on(p) is None
        e = Entry("统计库", 1, p.total_wan, project=p, number="DB")
        for step, day, note in course:
            assert day is not None
            assert day >= p.started_on, name
            e.go(step, day, note)
        yield e


def list_entries() -> Iterator[Entry]:
    """The lists that name their entries one by one."""
    for library, count, total_wan, plan_wan, first, last in LISTS:
        rng = stream(library)
        weights = {f"{number:03}": rng.uniform(0.5, 1.8) for number in range(count)}
        totals = split_whole(total_wan, weights, unit=100) if total_wan else {}
        plans = split_whole(plan_wan, weights, unit=100) if plan_wan else {}
        days = sorted(day_between(rng, first, last) for _ in weights)
        ends = [step for step, number in REACHED.get(library, {}).items() for _ in range(number)]
        reasons = iter(WITHDRAWN.get(library, ()))
        for place, (day, key) in enumerate(zip(days, weights, strict=True)):
            e = Entry(library, 1, totals.get(key), plans.get(key), day)
            if ends:
                moved(e, ends[place], stream(f"moved {library} {key}"), reasons)
            yield e


def moved(e: Entry, end: str, rng: random.Random, reasons: Iterator[str]) -> None:
    """Talks before it entered, 签约 on the day, then step after step up to ``end``."""
    day = e.entered_on
    assert day is not None
    talked = day - timedelta(days=rng.randint(30, 140))
    e.go("在谈", talked)
    if end == "退出":
        e.go("退出", min(AS_OF, day + timedelta(days=rng.randint(2, 20))), next(reasons))
        return
    steps = COURSE[1 : COURSE.index(end) + 1]
    if e.library != "招商签约":
        steps = tuple(step for step in steps if step != "签约")
    for place, step in enumerate(steps):
        if place:
            left = (AS_OF - day).days // (len(steps) - place + 1)
            day += timedelta(days=max(1, int(left * rng.uniform(0.6, 1))))
        e.go(step, day)


def talks() -> Iterator[Entry]:
    """招商 that is being talked about: not signed, so it is in no count yet."""
    rng = stream("talks")
    weights = {f"{number:03}": rng.uniform(0.5, 1.8) for number in range(TALKS)}
    for total in split_whole(TALKS_WAN, weights, unit=100).values():
        e = Entry("招商签约", 1, total, number="ZS")
        e.go("在谈", day_between(rng, BEGUN, date(YEAR, 5, 20)))
        yield e


def stored_entries(projects: list[Project]) -> list[Entry]:
    """四类库 entry by entry: this year's starts, those to start, and others not on the lists."""
    rng = stream(STORED)
    begun = [p for p in projects if p.started_on and p.started_on.year == YEAR]
    made = []
    for p in begun:
        assert p.started_on is not None
        entered = day_between(rng, BEGUN, max(BEGUN, p.started_on - timedelta(days=45)))
        e = Entry(STORED, 1, entered_on=entered, project=p)
        days = (p.started_on - entered).days
        for place, step in enumerate(IN_STORE, start=1):
            e.go(step, entered + timedelta(days=days * place // 4))
        made.append(e)
    ours = [p for p in projects if p.started_on is None and p.seat.state in (LATE, NOT_DUE)]
    for reached, waiting, left in WAY:
        known = ours if reached == len(IN_STORE) else []
        reasons = [reason for reason, number in left.items() for _ in range(number)]
        for place in range(waiting + len(reasons)):
            reason = reasons[place - waiting] if place >= waiting else ""
            last = LISTED_ON if not reason else date(YEAR, 4, 29)
            first = BEGUN if reached or reason else date(YEAR, 5, 9)
            last = last if reached == 0 else date(YEAR, 3, 25)
            entered = day_between(rng, first, last)
            e = Entry(STORED, 1, entered_on=entered)
            e.project = known[place] if place < len(known) else None
            day = entered
            for step in IN_STORE[:reached]:
                day += timedelta(days=rng.randint(5, 22))
                e.go(step, min(day, AS_OF))
            if reason:
                e.go("退出", min(AS_OF, day + timedelta(days=rng.randint(4, 30))), reason)
            made.append(e)
    assert len(made) == STORED_ENTRIES, len(made)
    made.sort(key=lambda e: (e.entered_on or AS_OF, e.project.project_id if e.project else ""))
    for e in made:
        e.number = "SL"
    return made
