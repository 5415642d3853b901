"""Who is on a project, and whether they report and come: roles, daily reports, visits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.columns import Column
from cockpit.screens import markup, table
from cockpit.screens.card import Card
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day, short
from cockpit.screens.rows import each
from cockpit.screens.table import Cell, Line

VISITS_SHOWN = 4
FINE = (
    "应报日按日历与项目在建之日；按收到时间算，没有收到时间的不计迟。"
    "每周必到：当周专班至少到场一次，本周未完不计。"
)
VISITORS = {"team": "专班", "leader": "分包市领导"}


@dataclass(frozen=True)
class Role:
    """A role: who holds it, or since when it is vacant (``tone`` bad). ``before``: the earlier."""

    role: str
    person: str
    tone: str
    since: str
    visits: str
    last: str
    before: str


@dataclass(frozen=True)
class Day:
    """A day of the month: ``look`` is sent, late, missing or off; ``words`` says it."""

    number: int
    look: str
    words: str


@dataclass(frozen=True)
class Week:
    """A week: its Monday and whether the team came; ``shape`` and ``tone`` go with ``words``."""

    monday: str
    shape: str
    words: str
    tone: str


@dataclass(frozen=True)
class Month:
    """每天必传 and 每周必到 of a month. ``empty``: why there is nothing to hold it to."""

    visits: tuple[str, ...]
    empty: str = ""
    reports: str = ""
    days: tuple[Day, ...] = ()
    weeks_said: str = ""
    weeks: tuple[Week, ...] = ()


def roles(one: ProjectData) -> Card:
    """The five roles with their history and vacancies."""
    found, vacant, filled = [], [], 0
    for name, rows in one.roles.groupby("role", sort=False):
        held = list(each(rows))
        now = held[0] if held[0].is_current else None
        earlier = held[1:] if now else [r for r in held if not is_missing(r.person)]
        filled += now is not None
        since = day(held[0].vacant_from)
        if now is None:
            vacant.append((str(name), since))
        found.append(
            Role(
                role=str(name),
                person=now.person if now else "空缺",
                tone="" if now else "bad",
                since=_since(now, since),
                visits=numbers.count(now.visits_in_month) if now else numbers.MISSING,
                last=short(now.last_visit_on, one.as_of) if now else numbers.MISSING,
                before="；".join(f"此前 {r.person}（{_days(r, one.as_of)}）" for r in earlier),
            )
        )
    columns = (
        Column("role", "角色"),
        Column("person", "姓名"),
        Column("visits", f"{one.as_of.month} 月到场", "count"),
        Column("last", "最近一次", "date"),
    )
    return Card(
        _roles_title(one, vacant, filled),
        f"五个一到位 {filled}/{len(found)}；截至 {numbers.iso(one.as_of)}",
        table.html(columns, [_line(role) for role in found], look="kept"),
    )


def _line(said: Role) -> Line:
    is_counted = said.visits != numbers.MISSING
    return Line(
        {
            "role": Cell(said.role, small="；".join(filter(None, (said.since, said.before)))),
            "person": Cell(said.person, look=said.tone),
            "visits": markup.drawn("times", said.visits, of="project/macros")
            if is_counted
            else None,
            "last": said.last,
        }
    )


def _days(held: Any, as_of: date) -> str:
    return f"{short(held.valid_from, as_of)} 至 {short(held.valid_to, as_of)}"


def _since(now: Any, vacant_from: date | None) -> str:
    if now is not None:
        return f"{numbers.iso(day(now.valid_from))} 起"
    if vacant_from is None:
        return "从未指定"
    return f"{numbers.iso(vacant_from)} 起空缺"


def _roles_title(one: ProjectData, vacant: list[tuple[str, date | None]], filled: int) -> str:
    if not filled:
        return "五个角色都没有指定到人"
    if not vacant:
        return "分包专班五人到齐"
    name, since = vacant[0]
    if len(vacant) > 1:
        return f"{len(vacant)} 个角色空缺：{'、'.join(role for role, _ in vacant)}"
    if since is None:
        return f"{name}从未指定"
    return f"{name}空缺 {(one.as_of - since).days + 1} 天"


def dispatch(one: ProjectData) -> Card:
    """每天必传 and 每周必到 in the month of as_of."""
    month = f"{one.as_of.month} 月"
    days = tuple(_day(row) for row in each(one.report_days))
    due = [d for d in days if d.look != "off"]
    asked = one.report_days["is_due"].any()
    sent = [d for d in due if d.look == "sent"]
    weeks = _weeks(one)
    over = [week for week in weeks if week.words in {"已到", "未到"}]
    came = [week for week in over if week.words == "已到"]
    visits = tuple(
        f"{short(v.on_date, one.as_of)} {VISITORS.get(v.visited_by, v.visited_by)} {v.person}"
        for v in each(one.visits.head(VISITS_SHOWN))
    )
    if asked and not due:
        return _month_card(
            f"{month}没有装入每日填报",
            f"不判每天必传；{one.as_of.year} 年 {month}，截至 {one.as_of.day} 日",
            Month(visits, "这个月没有逐日的填报，不能说哪天缺报；按月报送的台账不判每天必传。"),
        )
    if not due:
        return _month_card(
            f"{month}没有应报日",
            f"项目未在建，或日历没有要求报送；{one.as_of.year} 年 {month}",
            Month(visits, "不在建的项目不计每天必传与每周必到。"),
        )
    lack, away = len(due) - len(sent), len(over) - len(came)
    title = f"{month}每天必传" + (f"缺 {lack} 天" if lack else "一天不缺")
    if over:
        title += "，每周必到" + (f"缺 {away} 周" if away else f" {len(over)} 周全到")
    led = one.stamp.city.led_words
    return _month_card(
        title,
        f"红框为当日未传；{one.as_of.year} 年 {month}，截至 {one.as_of.day} 日",
        Month(
            visits,
            reports=f"{len(sent)}/{len(due)} 天，{numbers.percent(len(sent) / len(due))}%",
            days=days,
            weeks_said=f"{len(came)}/{len(over)} 周" if over else _no_weeks(weeks, led),
            weeks=weeks,
        ),
        FINE,
    )


def _month_card(title: str, sub: str, month: Month, fine: str = "") -> Card:
    return Card(title, sub, markup.render("project/dispatch", month=month), fine)


def _day(row: Any) -> Day:
    on = day(row.on_date)
    assert on is not None
    if not row.is_due:
        return Day(on.day, "off", f"{on.day} 日不要求")
    if not row.is_judged:
        return Day(on.day, "off", f"{on.day} 日没有装入每日填报")
    if not row.is_reported:
        return Day(on.day, "missing", f"{on.day} 日未传")
    if not is_missing(row.in_time) and not row.in_time:
        return Day(on.day, "late", f"{on.day} 日迟传")
    return Day(on.day, "sent", f"{on.day} 日已传")


def _weeks(one: ProjectData) -> tuple[Week, ...]:
    """The weeks due that end in the month, and the running one."""
    return tuple(_week(row, one.as_of) for row in each(one.visit_weeks))


def _week(row: Any, as_of: date) -> Week:
    name = f"{short(row.week_start, as_of)} 起"
    if row.is_visited:
        return Week(name, "▲", "已到", "ok")
    if row.is_running:
        return Week(name, "", "本周未完", "mute")
    if not row.is_judged:
        return Week(name, "", "未装入到场", "mute")
    return Week(name, "▼", "未到", "bad")


def _no_weeks(weeks: tuple[Week, ...], led: str) -> str:
    if not weeks:
        return f"不计：只有{led}要每周到场"
    if any(week.words == "未装入到场" for week in weeks):
        return "没有装入到场记录"
    return "本月还没有过完的一周"
