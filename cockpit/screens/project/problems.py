"""The problems of a project, each with its three-day clock."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import markup, table
from cockpit.screens.card import Card
from cockpit.screens.problems.words import flags
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day
from cockpit.screens.rows import each
from cockpit.screens.table import Cell, Line

CELLS = 3  # days of the clock
COLUMNS = (
    Column("text", "问题"),
    Column("service", "环节"),
    Column("raised_on", "提出", "date"),
    Column("due_on", "应办结", "date"),
    Column("clock", "三日时钟"),
    Column("state", "状态"),
    Column("owner", "责任人"),
)


@dataclass(frozen=True)
class Problem:
    """A problem. ``clock``: the tone of each of three cells, empty for a day not used; ``step``:
    its state by its events, with how often it was returned and put off.
    """

    problem_id: str
    text: str
    service: str
    raised: str
    due: str
    clock: tuple[str, ...]
    shape: str
    tone: str
    says: str
    step: str
    owner: str


def card(one: ProjectData) -> Card:
    """The problems, open ones first."""
    judged = one.as_of if one.problems.empty else one.problems["judged_on"].iloc[0].date()
    sub = f"三日时钟一格一天；截至 {numbers.iso(judged)}"
    if judged < one.as_of:
        sub += "，之后没有装入问题记录"
    raising = markup.render(
        "project/raising",
        href="/problems?" + one.look.query(**{"raise": one.project_id}),
    )
    if one.problems.empty:
        none = markup.drawn("nothing", "截至这一日，这个项目没有登记过问题。", of="macros")
        return Card("没有提出过问题", sub, none + raising)
    rows = list(each(one.problems))
    lines = [_line(one, problem(row)) for row in rows]
    return Card(_title(rows), sub, table.html(COLUMNS, lines) + raising, _fine(rows))


def _line(one: ProjectData, said: Problem) -> Line:
    return Line(
        {
            "text": Cell(said.text, href="/problems?" + one.look.query(problem=said.problem_id)),
            "service": said.service,
            "raised_on": said.raised,
            "due_on": said.due,
            "clock": markup.drawn("clock", said.clock, of="project/macros"),
            "state": Cell(markup.drawn("state", said, of="project/macros"), small=said.step),
            "owner": said.owner,
        }
    )


def _title(rows: list[Any]) -> str:
    counts = Counter(row.state for row in rows)
    parts = []
    if over := [row for row in rows if row.state == "超期"]:
        parts.append(f"{len(over)} 个问题超期，最久 {max(int(row.days_over) for row in over)} 天")
    if counts["在办"]:
        parts.append(f"{counts['在办']} 个在办，未到期")
    if parts:
        return "，".join(parts)
    late = f"，{counts['迟办结']} 个迟办结" if counts["迟办结"] else ""
    return f"提出的 {len(rows)} 个问题都已办结{late}"


def problem(row: Any) -> Problem:
    """A problem as it is read, from a row of the question of a project's problems."""
    used = int(row.days_used)
    shape, tone, says = {
        "三日内办结": ("▲", "ok", "当日办结" if used == 0 else f"第 {used} 天办结"),
        "迟办结": ("■", "warn", f"第 {used} 天才办结"),
        "超期": ("▼", "bad", f"超期 {int(row.days_over)} 天"),
        "在办": ("●", "busy", f"剩 {-int(row.days_over)} 天" if row.days_over else "今天到期"),
    }[row.state]
    filled = CELLS if row.state in {"超期", "迟办结"} else min(CELLS, max(1, used))
    due = numbers.iso(day(row.due_on)) + ("（另定）" if row.agreed_later else "")
    owner = " ".join(part for part in (text(row.owner_role), text(row.owner)) if part)
    return Problem(
        problem_id=row.problem_id,
        text=row.text,
        service=text(row.service),
        raised=numbers.iso(day(row.raised_on)),
        due=due,
        clock=(tone,) * filled + ("",) * (CELLS - filled),
        shape=shape,
        tone=tone,
        says=says + ("，现场办理" if not is_missing(row.on_site) and row.on_site else ""),
        step="，".join((row.step, *flags(row))),
        owner=owner,
    )


def _fine(rows: list[Any]) -> str:
    """三日办结率: closed within three days / raised more than three days ago."""
    ripe = [row for row in rows if (row.judged_on - row.raised_on).days > CELLS]
    closed = [row for row in rows if row.state == "三日内办结"]
    young = len(rows) - len(ripe)
    said = "三日从提出次日算起，为自然日。"
    if ripe:
        in_time = [row for row in ripe if row in closed]
        said += f"累计 {len(rows)} 个，已过三日的 {len(ripe)} 个中三日内办结 {len(in_time)} 个"
        said += f"（另 {young} 个未满三日）。" if young else "。"
    return said
