"""One leader's projects: the five roles with vacancies, the six services, what each is stuck on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.teams.data import LED, OTHERS, UNNAMED, TeamsData
from cockpit.tables.contracts import ROLES, SERVICES
from queries import dispatch

MOST_PROJECTS = 60
LAMP_WORDS = {
    "红": ("bad", "▼", "红灯"), "黄": ("warn", "■", "黄灯"), "绿": ("ok", "▲", "绿灯"),
    "不计": ("mute", "—", "不计"),
}  # fmt: skip
STAFF = ROLES[1:]  # the leader's own role heads the card
SLOW = {"bad", "warn"}  # a step of a project with such a lamp stands out


@dataclass(frozen=True)
class Answers:
    """What is known of a leader's projects, by project: posts by role, step, oldest problem."""

    posts: Mapping[tuple[str, str], Row]
    steps: Mapping[str, Row]
    problems: Mapping[str, Row]
    told_on: date | None


def html(found: TeamsData) -> Markup:
    """The leader's projects, those that lag first."""
    return found.view.cached(
        "teams leader", lambda: card.html(_card(found)), found.only, found.opened
    )


def around(found: TeamsData) -> tuple[tuple[str, str], ...]:
    """The leaders before and after in the table: address and words."""
    names = [str(row.leader) for row in found.leaders]
    at = names.index(found.opened)
    said = []
    if at > 0:
        said.append((found.link(opened=names[at - 1]), f"‹ {names[at - 1]}"))
    if at + 1 < len(names):
        said.append((found.link(opened=names[at + 1]), f"{names[at + 1]} ›"))
    return tuple(said)


def _card(found: TeamsData) -> Card:
    frame = found.view.ask(dispatch.team_rows)
    rows = list(each(frame[frame["leader"] == found.opened]))
    answers = _answers(found)
    led = [row for row in rows if row.part == LED]
    others = [row for row in rows if row.part != LED]
    counted, beside = (led, others) if found.only else ([*led, *others], [])
    lines: list[Line | Across] = [_line(found, row, answers) for row in counted[:MOST_PROJECTS]]
    if more := max(0, len(counted) - MOST_PROJECTS):
        lines.append(Across(f"另 {more:,} 个没有列，点上表的项目数看全部"))
    if beside:
        lines += _beside(found, beside, answers)
    columns = (
        Column("lamp", "灯"),
        Column("name", "项目"),
        Column("plan", "年计划（亿元）", "wan"),
        Column("rate", "完成率（%）", "share"),
        *(Column(f"r{at}", role) for at, role in enumerate(STAFF)),
        Column("track", "六包"),
        Column("stuck", "卡点"),
    )
    heads = {"track": markup.drawn("track_heads", SERVICES, of="teams/macros")}
    drawn = table.html(columns, lines, look="projects-of", heads=heads)
    body = markup.render("teams/leader", ways=around(found), table=drawn)
    return Card(_title(found, counted), _sub(found, answers), body, _fine(answers))


def _title(found: TeamsData, rows: list[Row]) -> str:
    row = found.of_leader(found.opened, found.part)
    name = "没有分包领导的" if found.opened == UNNAMED else f"{found.opened}："
    said = f"{name}{len(rows)} 个项目"
    if row is not None and not is_missing(row.completion_ratio):
        said += f"完成 {numbers.percent(row.completion_ratio)}%"
        if not is_missing(row.ahead_pp):
            points = numbers.rounded(float(row.ahead_pp), 1)
            if points:
                word = "超" if points > 0 else "低于"
                said += f"，{word}序时 {numbers.fixed(abs(points))} 个百分点"
            else:
                said += "，与序时持平"
    late = sorted((one for one in rows if one.late), key=lambda one: one.late_since)
    if late:
        days = (found.view.stamp().day("stages") - late[0].late_since.date()).days
        said += f"；{late[0].name}应开未开 {days} 天"
    return said


def _sub(found: TeamsData, answers: Answers) -> str:
    said = "五个一里的四岗与六包走到哪一步 · 格里是在这一包的天数"
    if answers.told_on is not None:
        said += f"（六包截至 {numbers.iso(answers.told_on)}）"
    return f"{said} · 截至 {numbers.iso(found.as_of)}"


def _fine(answers: Answers) -> str:
    said = "天数从这一包未办完的事项开始、或它前面的事项办完算起，取晚的；点人名看他的工作日志。"
    if not answers.steps:
        said = "没有装入六包事项；点人名看他的工作日志。"
    return said


def _answers(found: TeamsData) -> Answers:
    posts = found.view.ask(dispatch.team_posts, leader=found.opened)
    frame = found.view.ask(dispatch.team_steps_rows)
    steps = frame[(frame["leader"] == found.opened) & (frame["service"] != "未装入")]
    problems = found.view.ask(dispatch.problems_rows)
    # the one that fell due first stands for a project's problems
    its = problems[problems["in_hand"] == 1].sort_values(["due_on", "raised_on"], kind="stable")
    told = found.view.ask(dispatch.team_steps)
    return Answers(
        posts={(row.project_id, row.role): row for row in each(posts)},
        steps={row.project_id: row for row in each(steps)},
        problems={row.project_id: row for row in each(its[::-1])},
        told_on=None if told.empty else told["told_on"].iloc[0].date(),
    )


def _beside(found: TeamsData, rows: list[Row], answers: Answers) -> list[Line | Across]:
    """The leader's other projects: of those not counted, the ones with something open."""
    shown = [row for row in rows if row.vacant or row.overdue or row.lamp == "红"]
    lines: list[Line | Across] = [
        Across(f"{OTHERS} {len(rows):,} 个，不计入上表", is_head=True),
        *(_line(found, row, answers) for row in shown),
    ]
    if left := [row for row in rows if row not in shown]:
        words = f"另 {len(left):,} 个其他项目没有红灯、超期和空岗"
        lines.append(Across(words))
    return lines


def _line(found: TeamsData, row: Row, answers: Answers) -> Line:
    tone, shape, word = LAMP_WORDS[row.lamp]
    code = str(row.project_id)
    figures = found.view.figures()
    place = " · ".join(part for part in (text(row.township), text(row.organisation)) if part)
    cells: dict[str, object] = {
        "lamp": markup.drawn("lamp", tone, shape, word, of="teams/macros"),
        "name": Cell(row.name, small=place, href="/project?" + found.view.look.query(project=code)),
        "plan": figures.from_ledger("annual_plan", row.annual_plan_wan, project=code, decimals=2),
        "rate": figures.from_ledger("completion", row.completion_ratio, project=code),
        "track": _track(answers.steps.get(code), slow=tone in SLOW),
        "stuck": _stuck(found, answers.problems.get(code)),
    }
    for at, role in enumerate(STAFF):
        cells[f"r{at}"] = _post(found, role, answers.posts.get((code, role)))
    return Line(cells)  # type: ignore[arg-type]


def _post(found: TeamsData, role: str, row: Row | None) -> Markup:
    if row is None or is_missing(row.person):
        flag = "空缺" if row is None else f"空缺 {int(row.vacant_days):,} 天"
        before = "" if row is None or is_missing(row.last_holder) else f"前任 {row.last_holder}"
        return markup.drawn("person", role, "", "", flag, before, of="teams/macros")
    name = str(row.person)
    return markup.drawn("person", role, name, found.log(name), "", "", of="teams/macros")


def _track(row: Row | None, *, slow: bool) -> Markup | str:
    if row is None:
        return "没有装入"
    done = list(row.done_services) if not _is_none(row.done_services) else []
    cells = []
    for service in SERVICES:
        if service == row.service:
            days = "在办" if is_missing(row.step_days) else f"{int(row.step_days):,} 天"
            cells.append((service, "slow" if slow else "now", days))
        elif service in done:
            cells.append((service, "done", "✓"))
        else:
            cells.append((service, "", ""))
    return markup.drawn("track", cells, of="teams/macros")


def _is_none(value: object) -> bool:
    return value is None or (not hasattr(value, "__len__") and is_missing(value))


def _stuck(found: TeamsData, row: Row | None) -> Markup | str:
    if row is None:
        return ""
    left = (row.due_on.date() - found.view.stamp().day("problems")).days
    if left < 0:
        said = ("bad", "▼", f"超期 {-left} 天")
    elif left == 0:
        said = ("warn", "■", "今天到期")
    else:
        said = ("mute", "", f"限 {row.due_on:%m-%d}")
    return markup.drawn("stuck", row.text, *said, of="teams/macros")
