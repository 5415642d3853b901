"""The parts of the page of problems: finding, tiles, the open ones, one, and by part."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.problems.data import ProblemsData, problems_data
from cockpit.screens.problems.words import clock, flags, moment, owner, span
from cockpit.screens.rows import Row
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.view import View
from cockpit.tables.contracts import TIERS

FEW = 5  # judged problems, below which a part's rate is not shown
MOST_UNITS = 14
PARTS = (
    Column("part", ""),
    Column("raised", "今年提出（件）", "count"),
    Column("share", "累计占比", "share"),
    Column("in_hand", "在办（件）", "count"),
    Column("overdue", "超期（件）", "count"),
    Column("three", "三日办结率（%）", "share"),
    Column("median", "办结中位（天）", "count"),
)


@once
def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink, NotFound."""
    found = problems_data(view)
    return Headline(finding(found), lead(found), found.day)


def finding(found: ProblemsData) -> str:
    """How many are open, how many beyond their day, and with whom those are."""
    total = found.total
    if found.is_bare:
        is_whole = found.view.look.filters.is_whole
        return "今年没有登记过问题" if is_whole else "当前筛选下，今年没有登记过问题"
    if not total.in_hand:
        return f"没有在办的问题，今年提出的 {int(total.raised)} 件都已销号"
    said = f"在办 {int(total.in_hand)} 件问题"
    if not total.overdue:
        return f"{said}，都没有超期"
    over = [row for row in found.open if row.overdue]
    whose = [f"{name} {n} 件" for name in reversed(TIERS) if (n := _count(over, name))]
    return f"{said}，{int(total.overdue)} 件超期：{'，'.join(whose)}"


def _count(rows: Sequence[Row], tier: str) -> int:
    return sum(row.tier == tier for row in rows)


def lead(found: ProblemsData) -> str:
    """The worst one, and what falls due today."""
    if found.is_bare:
        if not found.view.look.filters.is_whole:
            return "放宽筛选，或换一个日期。"
        return "先导入问题台账（问题、问题流转），或在下面登记一件，或换一个日期。"
    said = []
    if found.open and found.open[0].overdue:
        worst = found.open[0]
        said.append(f"最急的是“{worst.text}”，超期 {int(worst.days_over)} 天（{worst.name}）")
    if today := sum(row.due_on.date() == found.day for row in found.open):
        on = "今天" if found.day == found.view.look.filters.as_of else f"{found.day:%m-%d} "
        said.append(f"{on}到期 {today} 件")
    until = found.view.stamp().until("problems")
    return "；".join(part for part in (*said, until) if part) + ("。" if said or until else "")


@once
def tiles(found: ProblemsData) -> Markup:
    """In hand; raised, moved and closed in the last seven days."""
    week, total = found.week, found.total
    raised, closed = (f"{span(week)}{done}" if span(week) else "" for done in ("提出，", "销号"))
    shown = (
        ("在办", "problems_in_hand", total.in_hand, _balance(found)),
        ("近七天新增", "problems_raised", week.raised, f"{raised}当周又销号的也在内"),
        ("近七天推进落实", "problems_moved", week.moved, "此前提出、仍在办，这几天有流转"),
        ("近七天已销号", "problems_closed", week.closed, closed),
    )
    return markup.render(
        "problems/tiles",
        tiles=[
            {"name": name, "figure": found.figure(code, value), "said": said}
            for name, code, value, said in shown
        ],
    )


def _balance(found: ProblemsData) -> Markup:
    """8 before + 21 raised − 11 closed."""
    week = found.week
    before = markup.drawn("fig", found.figure("problems_before", week.before), "", False)
    said = Markup("{} 件原在办 + 新增 {} − 销号 {}")
    return said.format(before, int(week.raised), int(week.closed))


@once
def by_service(found: ProblemsData) -> Markup:
    """By the six services: in hand, overdue, the three-day rate, the median days."""
    rows = found.by("service")
    lines: list[Line | Across] = []
    upto, whole = 0, int(found.total.raised)
    for value, row in rows.items():  # the most first
        upto += int(row.raised)
        lines.append(_part(found, "service", value, row, upto / whole if whole else None))
    body = table.html((_named(PARTS, "六包"), *PARTS[1:]), lines, look="parts")
    return card.html(Card(_hardest(rows), _sub(found), body, _fine()))


@once
def by_organisation(found: ProblemsData) -> Markup:
    """By the organisation of the project: those with an open problem, or enough to be judged."""
    rows = {
        value: row
        for value, row in found.by("organisation").items()
        if row.in_hand or row.judged >= FEW
    }
    order = sorted(rows.items(), key=lambda pair: _worst_unit(*pair))
    lines: list[Line | Across] = [
        _part(found, "organisation", value, row) for value, row in order[:MOST_UNITS]
    ]
    columns = (_named(PARTS, "责任单位"), *PARTS[3:])
    if more := max(0, len(order) - MOST_UNITS):
        lines.append(Across(f"只列办得最慢的 {MOST_UNITS} 个，另 {more} 个单位没有列"))
    body = table.html(columns, lines, look="parts")
    return card.html(Card(_slowest(rows), _sub(found), body, _fine()))


def _named(columns: Sequence[Column], header: str) -> Column:
    return Column(columns[0].name, header)


def _worst_unit(value: str, row: Row) -> tuple[float, float, float, str]:
    rate = float(row.three_day_ratio) if row.judged >= FEW else 2.0
    return (-float(row.overdue), rate, -float(row.in_hand), value)


def _part(found: ProblemsData, name: str, value: str, row: Row, upto: float | None = None) -> Line:
    """``upto``: what share of all was raised in this part and those above it."""
    where = {name: value}
    rate: Cell | None = None
    if row.judged >= FEW:
        figure = found.figure("three_day_rate", row.three_day_ratio, **where)
        rate = Cell(figure, small=f"{int(row.closed_in_three)} / {int(row.judged)}")
    median = None
    if not is_missing(row.median_days):
        median = found.figure("problem_median_days", row.median_days, **where)
    return Line(
        {
            "part": value,
            "raised": found.figure("problems_of_year", row.raised, **where),
            "share": "" if upto is None else f"{numbers.percent(upto, 0)}%",
            "in_hand": found.figure("problems_in_hand", row.in_hand, **where),
            "overdue": found.figure("problems_overdue", row.overdue, **where),
            "three": rate,
            "median": median,
        }
    )


def _hardest(rows: Mapping[str, Row]) -> str:
    judged = {value: row for value, row in rows.items() if row.judged >= FEW}
    if not judged:
        return "按六包看"
    value, row = min(judged.items(), key=lambda pair: (pair[1].three_day_ratio, pair[0]))
    if row.three_day_ratio == 1:
        return f"应办满 {FEW} 件的各包，三日内都办结了"
    return f"{value}最慢：三日办结率 {numbers.percent(row.three_day_ratio, 1)}%"


def _slowest(rows: Mapping[str, Row]) -> str:
    judged = {value: row for value, row in rows.items() if row.judged >= FEW}
    low = [value for value, row in judged.items() if row.three_day_ratio < 0.8]
    if not judged:
        return "按责任单位看"
    if not low:
        return f"应办满 {FEW} 件的单位，三日办结率都在八成以上"
    return f"{len(low)} 个单位三日办结率不到八成"


def _sub(found: ProblemsData) -> str:
    return f"今年提出的，往年提出仍在办的也在在办里；截至 {numbers.iso(found.day)}"


def _fine() -> str:
    return (
        f"三日办结率旁为三日内销号 / 提出已满三天，按首次期限算，延期不改；不足 {FEW} 件的不算率。"
        "中位数只看今年提出、已销号的。"
    )


def moving(row: Row) -> Markup:
    """What the dialog of a move is about."""
    sub = f"{row.problem_id} · {text(row.name)} · 现在{row.step}"
    sub += f"，首次期限 {row.first_due_on:%Y-%m-%d}"
    if row.due_on > row.first_due_on:
        sub += f"，延至 {row.due_on:%Y-%m-%d}"
    return markup.render("problems/move", text=row.text, sub=sub)


@once
def one(found: ProblemsData) -> Markup:
    """The problem that the link opens: what it is, its clock, and what became of it."""
    row = found.one
    if row is None:
        return Markup()
    facts = [
        ("问题编号", row.problem_id),
        ("六包", text(row.service) or "未填"),
        ("责任人", " ".join(p for p in (text(row.owner_role), text(row.owner)) if p) or "未明确"),
        ("分包领导", text(row.leader) or "未明确"),
        ("提出", numbers.iso(row.raised_on)),
        ("首次期限", numbers.iso(row.first_due_on)),
        *_extended(row),
        ("现由谁管", "已销号" if row.tier == "已销号" else f"{row.tier}（{owner(row)}）"),
        ("办理", "，".join((row.step, *flags(row)))),
    ]
    return markup.render(
        "problems/one",
        title=row.text,
        sub=f"问题的来龙去脉；截至 {numbers.iso(found.day)}",
        close=found.link(),
        project={
            "name": text(row.name) or row.project_id,
            "href": "/project?" + found.view.look.query(project=row.project_id),
        },
        clock=clock(row, found.day),
        facts=facts,
        events=[_event(event) for event in found.events],
        moves=[
            (found.link(problem=row.problem_id, move=move.code), move.name) for move in found.moves
        ],
    )


def _extended(row: Row) -> list[tuple[str, str]]:
    if not row.due_on > row.first_due_on:
        return []
    who = f"，{row.agreed_by}同意" if text(row.agreed_by) else ""
    return [("延至", numbers.iso(row.due_on) + who)]


def _event(row: Row) -> dict[str, str]:
    said = []
    if not is_missing(row.due_on):
        who = f"，{row.agreed_by}同意" if text(row.agreed_by) else ""
        said.append(f"延至 {numbers.iso(row.due_on)}{who}")
    if text(row.tier):
        said.append(f"报到{row.tier}")
    if text(row.note):
        said.append(row.note)
    return {
        "at": moment(row),
        "state": row.state,
        "who": text(row.moved_by),
        "said": "；".join(said),
    }
