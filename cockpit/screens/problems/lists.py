"""The lists of the page of problems: what is open, and what seven days raised, moved and closed."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import text
from cockpit.registry.columns import PROBLEM_WEEK, Column
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import card, figure_link, markup, table
from cockpit.screens.card import Card
from cockpit.screens.files import File
from cockpit.screens.once import once
from cockpit.screens.page_file import page_file
from cockpit.screens.problems.data import LISTS, ProblemsData, problems_data
from cockpit.screens.problems.words import clock, flags, owner, span, term
from cockpit.screens.rows import Row
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.view import View
from queries import dispatch

MOST, MOST_TOLD = 60, 40  # rows of a list on the page, in the text to hand on
OPEN = (
    Column("text", "问题"),
    Column("clock", "三日时钟"),
    Column("term", "首次期限"),
    Column("step", "办理"),
    Column("tier", "现由谁管"),
    Column("name", "项目"),
)


def rows_of(found: ProblemsData, name: str) -> tuple[Row, ...]:
    """The rows of a list of ``LISTS``."""
    if not name:
        return found.open
    return tuple(row for row in found.week_rows if getattr(row, name))


@once
def labels(found: ProblemsData) -> Mapping[str, str]:
    """How the lists are offered, each with its count."""
    return {name: f"{words} {len(rows_of(found, name))}" for name, words in LISTS.items()}


@once
def html(found: ProblemsData) -> Markup:
    """The list that the link names: each problem with its clock, its state and who has it."""
    rows = rows_of(found, found.list)
    lines: list[Line | Across] = [_line(found, row) for row in rows[:MOST]]
    if (more := len(rows) - MOST) > 0:
        lines.append(Across(f"另 {more} 件不在这里，点上面的数看全部"))
    title, empty = _title(found, len(rows))
    sub = f"三日时钟一格一天，自然日；首次期限不改，延期另写；截至 {numbers.iso(found.day)}"
    if not rows:
        return card.html(Card(title, empty=empty))
    return card.html(Card(title, sub, table.html(OPEN, lines, look="open"), _fine(found)))


def _title(found: ProblemsData, count: int) -> tuple[str, str]:
    """What a list is, and what is said where it is empty."""
    if not found.list:
        if not count:
            return "没有在办的问题", "截至这一日，提出的问题都已销号。"
        return f"在办 {count} 件，急的在前", ""
    title = f"近七天{LISTS[found.list]} {count} 件"
    return title, f"{span(found.week)}没有{LISTS[found.list]}的问题。"


def _fine(found: ProblemsData) -> str:
    if found.list == "raised":
        over = sum(row.closed for row in rows_of(found, "raised"))
        return f"{over} 件当周就已销号，也在“已销号”里。" if over else ""
    if found.list == "moved":
        still = int(found.week.in_hand) - _new_in_hand(found) - int(found.week.moved)
        return f"另有 {still} 件更早提出、仍在办的，近七天没有流转。" if still else ""
    return ""


def _new_in_hand(found: ProblemsData) -> int:
    return sum(not row.closed for row in rows_of(found, "raised"))


def _line(found: ProblemsData, row: Row) -> Line:
    when = f"{row.raised_on:%m-%d} 提出"
    if not numbers.is_missing(row.closed_on):
        when += f"，{row.closed_on:%m-%d} 销号"
    small = " · ".join(part for part in (text(row.service), when) if part)
    unit = " · ".join(p for p in (text(row.organisation), text(row.leader)) if p)
    project = "/project?" + found.view.look.query(project=row.project_id)
    is_opened = found.one is not None and found.one.problem_id == row.problem_id
    return Line(
        {
            "text": Cell(row.text, small=small, href=found.link(problem=row.problem_id)),
            "clock": markup.drawn("clock", clock(row, found.day), of="problems/macros"),
            "term": term(row),
            "step": markup.drawn("step", row.step, flags(row), of="problems/macros"),
            "tier": Cell(row.tier, small=owner(row)),
            "name": Cell(row.name, small=unit, href=project),
        },
        look="on" if is_opened else "",
    )


@once
def weekly_text(found: ProblemsData) -> str:
    """The three lists of the seven days as plain text, for the week's report."""
    week, total, stamp = found.week, found.total, found.view.stamp()
    if numbers.is_missing(week.week_from):
        return ""
    rate = numbers.percent(total.three_day_ratio, 1)
    rate = "" if numbers.is_missing(total.three_day_ratio) else f"，今年三日办结率 {rate}%"
    lines = [
        f"【问题化解】{span(week).strip()}：原在办 {int(week.before)} 件，"
        f"新增 {int(week.raised)} 件，销号 {int(week.closed)} 件，"
        f"在办 {int(week.in_hand)} 件，超期 {int(total.overdue)} 件{rate}"
    ]
    for name, words in LISTS.items():
        if name:
            lines += _told(words, rows_of(found, name), with_term=name != "closed")
    kind = "，示例数据" if stamp.ledger_kind == "sample" else ""
    scope = figure_link.scope_words(found.view.look, found.view.city)
    lines.append(f"截至 {numbers.iso(found.day)}，数据版本 {stamp.version}{kind}")
    return "\n".join(lines[:1] + ([f"范围：{scope}"] if scope else []) + lines[1:])


def _told(words: str, rows: Sequence[Row], *, with_term: bool) -> list[str]:
    lines = [f"{words} {len(rows)} 件：" if rows else f"{words}：无"]
    for number, row in enumerate(rows[:MOST_TOLD], start=1):
        is_closed = not numbers.is_missing(row.closed_on)
        end = f"{row.closed_on:%m-%d} 销号" if is_closed else f"限 {row.due_on:%m-%d}"
        said = f"{row.name}，{end}" if with_term or is_closed else row.name
        lines.append(f"{number}. {' '.join(row.text.split())}（{said}）")
    if len(rows) > MOST_TOLD:
        lines.append(f"另 {len(rows) - MOST_TOLD} 件")
    return lines


def file(view: View) -> File:
    """The problems in hand at any time of the seven days, to take along."""
    found = problems_data(view)
    return page_file(
        view,
        view.ask(dispatch.problem_week_rows),
        PROBLEM_WEEK,
        "问题化解",
        {
            LISTS[name]: INDICATORS[code].definition
            for name, code in (
                ("raised", "problems_raised"),
                ("moved", "problems_moved"),
                ("closed", "problems_closed"),
            )
        },
        title=f"问题化解（{span(found.week).strip()}，三张清单）",
        on=found.day,
    )
