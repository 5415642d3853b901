"""The indicator that each class is led by, as its row of the overview ends."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.city import ALL, ProjectClass
from cockpit.numbers import is_missing
from cockpit.screens import markup
from cockpit.screens.classes.data import ClassesData, phase_order
from cockpit.screens.classes.squares import squares
from cockpit.screens.rows import each
from cockpit.screens.wall.cards import share_bar
from queries import funds, implementation

Fact = Mapping[str, Any]  # a published one, columns as reconciliation.facts gives them
MOST = 40  # squares in a row of the overview


def made_of(found: ClassesData, one: ProjectClass) -> str:
    """What a class is made of, below its name."""
    if one.has_levels:
        levels = found.levels(one.code)
        return " + ".join(f"{int(count.listed):,} {name}" for name, _, count in levels)
    if one.is_converted:
        phases = sorted(found.phases(one.code), key=phase_order)
        return f"{len(phases)} 期" if phases else "没有期次"
    if one.has_bonds:
        frame = found.ask(funds.bonds, one.code)
        return f"{int(frame.iloc[0].issues):,} 笔发行" if len(frame) else "没有发行"
    if subdomains := found.subdomains(one.code):
        return f"{len(subdomains)} 个子领域"
    money = found.money.get(one.code)
    if money is not None and money.without_plan:
        return f"{int(money.projects) - int(money.without_plan):,} 个有本年计划"
    return ""


def html(found: ClassesData, one: ProjectClass) -> Markup:
    """The indicator itself."""
    if one.has_levels:
        return _levels(found, one)
    if one.is_converted:
        return _stages(found, one)
    if one.has_bonds:
        return _bonds(found, one)
    if found.subdomains(one.code):
        return _subdomains(found, one)
    return _states(found, one)


def _levels(found: ClassesData, one: ProjectClass) -> Markup:
    parts = []
    for group, money, count in found.levels(one.code):
        levels = tuple(level for level, of in found.city.levels.items() if of == group)
        narrow = found.narrow(one.code, levels=levels)
        parts.append(
            (
                group,
                found.figures.from_ledger("listed", count.listed, narrow=narrow),
                found.against(one.code, money, levels=levels),
            )
        )
    ranks = [_rank(found, fact) for fact in found.published_ranks(one.code)]
    return markup.drawn("levels", parts, ranks, of="classes/macros")


def _rank(found: ClassesData, fact: Fact) -> tuple[str, str]:
    """A published rank in words, and where it is held against the ledger."""
    return f"{fact['period']}{fact['indicator']}：{rank_words(found, fact)}", fact_href(found, fact)


def rank_words(found: ClassesData, fact: Fact) -> str:
    """Which place in which group."""
    return f"{found.city.group_name(str(fact['rank_group']))}第 {int(fact['rank'])} 位"


def fact_href(found: ClassesData, fact: Fact) -> str:
    """Where a published fact is held against the ledger."""
    return "/reconciliation?" + found.view.look.query(fact=str(fact["fact_id"]))


def _stages(found: ClassesData, one: ProjectClass) -> Markup:
    frame = found.stages(one.code)
    rows = list(each(frame[frame["phase"].isna()]))
    top = max([1, *(int(row.projects) for row in rows)])
    parts = [
        (
            row.conversion_step,
            round(100 * int(row.projects) / top, 1),
            found.figure(
                one.code,
                "stage_reached",
                row.projects,
                where={"conversion_step": row.conversion_step},
            ),
        )
        for row in rows
    ]
    return markup.drawn("steps", parts, of="classes/macros")


def _subdomains(found: ClassesData, one: ProjectClass) -> Markup:
    rows = [row for row in found.subdomains(one.code) if not is_missing(row.ahead_pp)]
    top = max([1.0, *(float(row.completion_ratio) for row in rows)])
    bars = [
        (
            row.subdomain,
            round(100 * float(row.completion_ratio) / top, 1),
            float(row.ahead_pp) < 0,
            numbers.percent(row.completion_ratio),
        )
        for row in rows
    ]
    ahead = sum(numbers.rounded(float(row.ahead_pp), 1) > 0 for row in rows)
    words = f"{len(rows)} 个子领域 {ahead} 个超序时"
    if rows and rows[-1].ahead_pp < 0:
        last = rows[-1]
        words += f"，{last.subdomain}{numbers.ahead_words(last.ahead_pp)}"
    time = rows[0].time_progress if rows else None
    at = None if time is None or is_missing(time) else round(100 * float(time) / top, 1)
    return markup.drawn("minis", bars, at, words, of="classes/macros")


def _bonds(found: ClassesData, one: ProjectClass) -> Markup:
    frame = found.ask(funds.bonds, one.code)
    if frame.empty:
        return Markup("没有发行专项债")
    row = next(each(frame))
    figures = found.figures
    return markup.drawn(
        "bonds",
        found.figure(one.code, "bond_use_rate", row.use_ratio, decimals=1),
        found.figure(one.code, "bond_idle", row.idle_wan, decimals=1),
        share_bar(row.use_ratio, None),
        "/bonds?" + figures.look.query(),
        of="classes/macros",
    )


def _states(found: ClassesData, one: ProjectClass) -> Markup:
    frame = found.ask(implementation.by_class, one.code)
    row = next(each(frame[frame["level_group"] == ALL]))
    rate = found.figures.fact_or_ledger(
        "production_rate", row.production_ratio, narrow=found.narrow(one.code)
    )
    return markup.drawn(
        "states",
        squares(found.state_rows(one.code)[:MOST]),
        rate,
        f"{int(row.listed):,} 个里 {int(row.in_production):,} 个投产",
        of="classes/macros",
    )
