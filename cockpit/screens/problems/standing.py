"""Where the open problems are: who has them, how far and how long, and what the clocks bring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.problems.data import ProblemsData
from cockpit.screens.rows import Row
from cockpit.screens.table import Cell, Line
from cockpit.screens.wall.context import Bar
from cockpit.tables.contracts import TIERS

STEPS = ("待交办", "办理中", "待核验", "挂起")
AGES = ("0—3 天", "4—7 天", "8—14 天", "15 天以上")
MOST_ON_A_STAIR, MOST_DAYS, MOST_A_DAY = 3, 6, 3
COUNTED = (Column("part", ""), Column("bar", ""), Column("count", "在办（件）", "count"))


@dataclass(frozen=True)
class Stair:
    """A tier: its count, what brings a problem up to it, and what is on it.

    ``listed``: (address, words, how late) of the worst; ``more``: said of the others.
    """

    name: str
    count: Figure
    rule: str
    listed: tuple[tuple[str, str, str], ...]
    more: str


@once
def stairs(found: ProblemsData) -> Markup:
    """By tier, from the site up, and the rules that take a problem higher."""
    made = [_stair(found, name, index) for index, name in enumerate(TIERS)]
    up = sum(row.tier != TIERS[0] for row in found.open)
    title = f"{up} 件已经上了台阶" if up else "都在专班手里，没有上台阶的"
    fine = (
        "升级只看超期天数和退回次数；规则为假定，可改。"
        if found.rules
        else "没有装入升级规则，都算专班的。"
    )
    body = markup.render("problems/stairs", stairs=made, steps=_steps(found))
    return card.html(Card(title, f"现由谁管；件；截至 {numbers.iso(found.day)}", body, fine))


def _stair(found: ProblemsData, name: str, index: int) -> Stair:
    rows = [row for row in found.open if row.tier == name]
    listed = rows[:MOST_ON_A_STAIR] if index else []
    today = sum(row.due_on.date() == found.day for row in rows)
    more = f"另 {len(rows) - len(listed)} 件" if index and len(rows) > len(listed) else ""
    if not index:
        more = f"{today} 件今天到期" if today else ""
    return Stair(
        name,
        found.figure("problems_in_hand", len(rows), **({"tier": name} if rows else {})),
        "；".join(_rule(rule) for rule in found.rules if rule.to_tier == name),
        tuple(
            (
                found.link(problem=row.problem_id),
                row.text,
                "" if is_missing(row.days_over) else f"超 {int(row.days_over)} 天",
            )
            for row in listed
        ),
        more,
    )


def _rule(row: Row) -> str:
    said = []
    if not is_missing(row.overdue_days):
        said.append(f"超期超过 {int(row.overdue_days)} 天")
    if not is_missing(row.returns):
        said.append(f"退回 {int(row.returns)} 次")
    return "或".join(said) or "只由上报"


def _steps(found: ProblemsData) -> list[tuple[str, Figure]]:
    """How many are in each state, in the order in which a problem goes through them."""
    rows = found.by("step")
    return [
        (step, found.figure("problems_in_hand", rows[step].in_hand, step=step))
        for step in STEPS
        if step in rows
    ]


@once
def ages(found: ProblemsData) -> Markup:
    """How long the open ones are in hand."""
    rows = found.by("age")
    counts = [int(rows[age].in_hand) if age in rows else 0 for age in AGES]
    lines = []
    for age, count in zip(AGES, counts, strict=True):
        share = 100 * count / max(counts) if any(counts) else 0.0
        figure = found.figure("problems_in_hand", count, age=age) if count else "0"
        lines.append(
            Line({"part": age, "bar": Cell(bar=Bar(share, None, False, False)), "count": figure})
        )
    young = counts[0]
    title = f"{young} 件提出不过三天" if young else "没有三天以内的"
    if oldest := min(found.open, key=lambda row: row.raised_on, default=None):
        title += f"；最久 {int(oldest.days_used)} 天"
    body = table.html(COUNTED, lines, look="ages", has_heads=False)
    return card.html(Card(title, f"在办时长；件；截至 {numbers.iso(found.day)}", body))


@dataclass(frozen=True)
class Ahead:
    """A day to come: what falls due or goes up on it; ``items``: (address, words)."""

    day: str
    words: str
    items: tuple[tuple[str, str], ...]
    more: str


@once
def ahead(found: ProblemsData) -> Markup:
    """What the next days bring if nothing is done."""
    days = list(_ahead(found))
    title = "接下来几天，不办会怎样"
    sub = f"期限和升级规则推算，自 {numbers.iso(found.day)} 起两周"
    if not days:
        return card.html(Card(title, sub, empty="两周内没有到期的，也没有要升级的。"))
    body = markup.render("problems/ahead", days=days[:MOST_DAYS])
    left = sum(len(one.items) for one in days[MOST_DAYS:])
    return card.html(Card(title, sub, body, "再往后的没有列。" if left else ""))


def _ahead(found: ProblemsData) -> Iterator[Ahead]:
    by_day = groupby(found.ahead, key=lambda row: (row.on_date, row.what, row.to_tier or ""))
    for (on, what, tier), rows in by_day:
        listed = list(rows)
        words = f"{len(listed)} 件升到{tier}" if what == "升级" else f"{len(listed)} 件到期"
        yield Ahead(f"{on:%m-%d}", words, _linked(found, listed), _more(listed))


def _linked(found: ProblemsData, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    return tuple((found.link(problem=row.problem_id), row.text) for row in rows[:MOST_A_DAY])


def _more(rows: Sequence[Row]) -> str:
    return f"等 {len(rows)} 件" if len(rows) > MOST_A_DAY else ""
