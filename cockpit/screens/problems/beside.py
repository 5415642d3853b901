"""What stands beside the projects' problems: questions of firms, and approvals by mode."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.once import once
from cockpit.screens.problems.data import ProblemsData
from cockpit.screens.rows import Row
from cockpit.screens.table import Cell, Line

MOST_YEARS = 3
FIRMS = (
    Column("part", ""),
    Column("raised", "提出", "count"),
    Column("solved", "解决（个）", "count"),
    Column("subsidy", "奖补（万元）", "count"),
    Column("days", "解决中位", "count"),
)
MODES = (
    Column("part", "模式"),
    Column("granted", "办结（件）", "count"),
    Column("days", "受理到办结中位（天）", "count"),
)
OF_FIRMS = "service."  # how the id of a published fact of this card begins


@once
def firms(found: ProblemsData) -> Markup:
    """万人助万企 by year, and what was published of it and of 营商环境."""
    published = [
        _published(found, fact)
        for key, fact in found.view.figures().facts.items()
        if key.startswith(OF_FIRMS) and fact["known_on"].date() <= found.view.look.filters.as_of
    ]
    if not found.firms and not published:
        empty = "没有装入企业诉求，也没有公布的数。先导入“万人助万企”。"
        return card.html(Card("万人助万企", empty=empty))
    years = [row for row in found.firms if not is_missing(row.solved_year)][:MOST_YEARS]
    lines = [_year(found, row) for row in years]
    body = table.html(FIRMS, lines, look="parts") if lines else Markup()
    body += markup.render("problems/published", facts=published)
    as_of = found.view.look.filters.as_of
    title = "万人助万企"
    if years and int(years[0].solved_year) == as_of.year:
        title += f"：今年解决 {int(years[0].solved)} 个，在办 {int(years[0].in_hand)} 个"
    sub = f"企业的诉求，不与项目的问题相加，筛选不改它；截至 {numbers.iso(as_of)}"
    fine = "公布数只当它所说的那一期，不与台账的相加。" if published else ""
    return card.html(Card(title, sub, body, fine))


def _year(found: ProblemsData, row: Row) -> Line:
    year = int(row.solved_year)
    figures = found.view.figures()
    where = {"solved_year": str(year)}
    until = "" if year < found.view.look.filters.as_of.year else "（未完）"
    days = (
        None if is_missing(row.median_days) else _with_unit(numbers.fixed(row.median_days, 1), "天")
    )
    return Line(
        {
            "part": f"{year} 年{until}",
            "raised": _with_unit(str(int(row.raised)), "个"),
            "solved": figures.from_ledger("enterprise_solved", row.solved, where=where),
            "subsidy": figures.from_ledger("enterprise_subsidy", row.subsidy_wan, where=where),
            "days": days,
        }
    )


def _with_unit(number: str, unit: str) -> Markup:
    """A number that opens nothing, with its unit as a figure has it."""
    return Markup("{}<u>{}</u>").format(number, unit)


def _published(found: ProblemsData, fact: Mapping[str, Any]) -> dict[str, str]:
    """A published fact in its own words, and where it is held against the ledger."""
    value = "" if is_missing(fact["value"]) else f"{fact['value']} {text(fact['unit'])}"
    if not is_missing(fact["rank"]):
        value = f"第 {int(fact['rank'])} 位"
        if text(fact["rank_group"]):
            value += f"，{fact['rank_group']}"
    return {
        "href": "/reconciliation?" + found.view.look.query(fact=str(fact["fact_id"])),
        "name": text(fact["indicator"]),
        "value": value,
        "period": text(fact["period"]),
        "known": f"{fact['known_on']:%Y-%m-%d} 公布",
    }


@once
def modes(found: ProblemsData) -> Markup:
    """荥阳模式: what was granted by which mode this year, and how long it took."""
    name = found.view.city.said("“{home}模式”")
    rows = [row for row in found.modes if text(row.mode)]
    if not rows:
        empty = "今年没有记着审批模式的办结事项。在六包事项的“审批模式”里写上它。"
        return card.html(Card(f"{name}审批", empty=empty))
    whole = found.modes[0]
    title = f"{name}审批今年办结 {int(whole.granted)} 件"
    sub = f"六包事项里记着审批模式的；截至 {numbers.iso(whole.told_on)}"
    return card.html(Card(title, sub, table.html(MODES, _modes(found, rows), look="parts")))


def _modes(found: ProblemsData, rows: Sequence[Row]) -> list[Line]:
    figures = found.view.figures()
    lines = []
    for row in rows:
        where = {"mode": row.mode}
        days = figures.from_ledger("approval_days", row.median_days, where=where)
        granted = figures.from_ledger("approvals_granted", row.granted, where=where)
        lines.append(Line({"part": row.mode, "granted": Cell(granted), "days": days}))
    return lines
