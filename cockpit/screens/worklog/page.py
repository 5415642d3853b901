"""工作日志: a month of one person's projects, visits and problems, as a sheet to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup

from cockpit import numbers
from cockpit.errors import BadLink, NoData, NotFound
from cockpit.link.values import WAY_BACK, single
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.page import Headline
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from cockpit.screens.view import View
from queries import dispatch

PATH = "/worklog"
READS = ("person",)


@dataclass(frozen=True)
class LogData:
    """What the sheet is drawn from: whose it is, her projects, visits and problems."""

    view: View
    person: str
    projects: Sequence[Row]
    visits: Sequence[Row]
    problems: Sequence[Row]

    @property
    def as_of(self) -> date:
        """The day looked at: the sheet is of its month, up to it."""
        return self.view.look.filters.as_of

    @property
    def month(self) -> str:
        """2022 年 5 月."""
        return f"{self.as_of.year} 年 {self.as_of.month} 月"

    @cached_property
    def days(self) -> Sequence[date]:
        """The days on site, each once."""
        return sorted({row.on_date.date() for row in self.visits})


def log_data(view: View) -> LogData:
    """What the sheet is drawn from. Raises NoData, BadLink, NotFound."""
    person = single(view.query, "person", "姓名")
    if not view.loaded().get("role_assignment"):
        raise NoData("没有装入五个一的名单，没有谁的工作日志", way_out="先导入责任人名单（五个一）")
    if not person:
        raise BadLink("没有说看谁的工作日志", where="person=", way_out=WAY_BACK)
    projects = list(each(view.ask(dispatch.log_projects, person=person)))
    if not projects:
        raise NotFound(
            f"“{person[:40]}”在这个月没有负责的项目",
            where="person=",
            way_out="核对姓名，换一个日期，或放宽筛选",
        )
    visits = list(each(view.ask(dispatch.log_visits, person=person)))
    problems = list(each(view.ask(dispatch.log_problems, person=person)))
    return LogData(view, person, projects, visits, problems)


def headline(view: View) -> Headline:
    """What the page finds. Raises NoData, BadLink, NotFound."""
    found = log_data(view)
    return Headline(_finding(found), _lead(found), found.as_of)


def _finding(found: LogData) -> str:
    return f"{found.person} · {found.month}工作日志，{len(found.projects)} 个项目"


def _lead(found: LogData) -> str:
    said = []
    if found.visits:
        said.append(f"到现场 {len(found.days)} 天、{len(found.visits)} 次")
    own = [row for row in found.problems if row.is_own]
    if own:
        closed = sum(not is_missing(row.closed_on) for row in own)
        said.append(f"经手的问题 {len(own)} 件，销号 {closed} 件")
    until = found.view.stamp().until("problems")
    if found.problems and until:
        said.append(f"问题{until}")
    return "；".join(said) + ("。" if said else "")


def projects(found: LogData) -> Markup:
    """What her projects did in the month."""
    columns = (
        Column("name", "项目"),
        Column("roles", "岗位"),
        Column("plan", "年计划（亿元）", "wan"),
        Column("done", "本年已完成（亿元）", "wan"),
        Column("month", f"其中 {found.as_of.month} 月"),
        Column("progress", "形象进度"),
        Column("step", "六包"),
        Column("days", "填报（天）", "count"),
    )
    lines = [_project(found, row) for row in found.projects]
    sub = f"{found.month}，截至 {numbers.iso(found.as_of)}；投资为最近一次填报的本年累计"
    body = table.html(columns, lines, look="log")
    return card.html(Card(f"一、项目进展（{len(found.projects)} 个）", sub, body))


def _project(found: LogData, row: Row) -> Line:
    code = str(row.project_id)
    figures = found.view.figures()
    place = " · ".join(part for part in (text(row.township), text(row.organisation)) if part)
    until = "" if is_missing(row.valid_to) else f"，至 {row.valid_to:%m-%d} 离任"
    month = numbers.MISSING
    if row.report_days:
        change = row.completed_wan - row.before_wan
        month = f"{numbers.yi(change, 2, signed=True)} 亿元"
    progress = text(row.image_progress) or numbers.MISSING
    before = text(row.image_before)
    step = text(row.service)
    if step and not is_missing(row.step_days):
        step += f" {int(row.step_days):,} 天"
    return Line(
        {
            "name": Cell(
                row.name, small=place, href="/project?" + found.view.look.query(project=code)
            ),
            "roles": Cell(row.roles, small=f"{row.valid_from:%Y-%m-%d} 起{until}"),
            "plan": figures.from_ledger(
                "annual_plan", row.annual_plan_wan, project=code, decimals=2
            ),
            "done": figures.from_ledger("completed", row.completed_wan, project=code, decimals=2),
            "month": month,
            "progress": Cell(
                progress, small=f"月初：{before}" if before and before != progress else ""
            ),
            "step": Cell(step or numbers.MISSING, small=text(row.item)),
            "days": f"{int(row.report_days)}",
        }
    )


def visits(found: LogData) -> Markup:
    """Her days on site."""
    title = f"二、到现场（{len(found.days)} 天）"
    if not found.visits:
        return card.html(Card(title, empty=f"{found.month}没有装入本人的到场记录。"))
    by_day: dict[date, list[str]] = {}
    for row in found.visits:
        by_day.setdefault(row.on_date.date(), []).append(str(row.name))
    free = {row.on_date.date() for row in found.visits if row.is_workday is False}
    body = markup.render(
        "worklog/visits",
        days=[
            (f"{day:%m-%d}", "休息日" if day in free else "", "、".join(names))
            for day, names in by_day.items()
        ],
    )
    return card.html(Card(title, "日期、到了哪些项目", body))


def problems(found: LogData) -> Markup:
    """The problems of her projects in the month, those of her own role first."""
    day = found.view.stamp().day("problems")
    title = f"三、问题（{len(found.problems)} 件）"
    if not found.problems:
        return card.html(Card(title, empty=f"{day.month} 月这些项目没有提出、在办或销号的问题。"))
    columns = (
        Column("text", "问题"),
        Column("name", "项目"),
        Column("owner", "办理岗位"),
        Column("raised", "提出"),
        Column("due", "期限"),
        Column("step", "办理"),
    )
    body = table.html(columns, [_problem(found, row) for row in found.problems], look="log")
    sub = f"本月提出、销号，或仍在办的；截至 {numbers.iso(day)}"
    return card.html(Card(title, sub, body))


def _problem(found: LogData, row: Row) -> Line:
    href = "/problems?" + found.view.look.query(problem=str(row.problem_id))
    if not is_missing(row.closed_on):
        where = "" if is_missing(row.on_site) else "，现场" if row.on_site else ""
        step = Cell(f"{row.closed_on:%m-%d} 销号{where}", look="ok")
    elif not is_missing(row.days_over):
        step = Cell(f"{row.step}，超期 {int(row.days_over)} 天", look="bad")
    else:
        step = Cell(str(row.step))
    due = f"{row.first_due_on:%m-%d}"
    due += f"，延至 {row.due_on:%m-%d}" if row.due_on > row.first_due_on else ""
    return Line(
        {
            "text": Cell(row.text, small=text(row.service), href=href),
            "name": row.name,
            "owner": Cell(text(row.owner_role) or "未填", small="本人" if row.is_own else ""),
            "raised": f"{row.raised_on:%m-%d}",
            "due": due,
            "step": step,
        }
    )


def signing(found: LogData) -> Markup:
    """Room for what is written by hand: what is planned, and who signs."""
    stamp = found.view.stamp()
    fine = (
        f"以上由台账填出（{stamp.kind_words}，数据版本 {stamp.version}，截至 "
        f"{numbers.iso(found.as_of)}），本人核对、补写后签字存档；与台账不一致的，改台账后重新打印。"
    )
    return markup.render("worklog/signing", person=found.person, fine=fine)
