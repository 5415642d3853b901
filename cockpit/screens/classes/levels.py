"""A class with levels: completion and starts by level, published ranks, and who has not started."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.city import ALL, ProjectClass
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.classes.data import ClassesData
from cockpit.screens.classes.leading import fact_href, rank_words
from cockpit.screens.classes.squares import Square
from cockpit.screens.once import once
from cockpit.screens.page import ChartText
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.wall.cards import share_bar
from queries import implementation, investment

MOST, LISTED = 300, 12  # squares; projects that have not started
OVER = "over"
LEVELS = (
    Column("name", "级别"),
    Column("listed", "项目（个）", "count"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("done", "完成（亿元）", "wan"),
    Column("bar", "完成率与序时"),
    Column("rate", "完成率（%）", "share"),
    Column("gap", "较序时（百分点）", "points"),
    Column("start", "开复工率（%）", "share"),
    Column("short", "应开未开（个）", "count"),
)
LATE = (
    Column("name", "项目"),
    Column("how", "情形"),
    Column("due", "应开工", "date"),
    Column("days", "已过（天）", "count"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("leader", "分包领导"),
)


def finding(found: ClassesData, one: ProjectClass) -> tuple[str, str]:
    """Each group of levels: how many, how far, against 序时."""
    parts = []
    for group, money, count in found.levels(one.code):
        against = _against(found, one, money, group)
        said = f"{group} {int(count.listed):,} 个"
        if is_missing(against.ratio):
            parts.append(f"{said}没有完成率")
            continue
        gap = against.gap.word
        if against.gap.tone != "even":
            gap += f" {against.gap.size.text} 个百分点"
        parts.append(f"{said}完成 {against.rate.text}%，{gap}")
    if not parts:
        return f"{one.short_name}没有分级别的项目", ""
    short = int(found.counts[one.code].due_not_implemented)
    lead = f"应开未开 {short:,} 个" if short else "应开的都开了"
    return "；".join(parts), lead + "。"


def _levels_of(found: ClassesData, group: str) -> tuple[str, ...]:
    return tuple(level for level, of in found.city.levels.items() if of == group)


def _against(found: ClassesData, one: ProjectClass, row: Row, group: str = "") -> Any:
    levels = _levels_of(found, group)
    return found.against(one.code, row, **({"levels": levels} if levels else {}))


@once
def by_level(found: ClassesData, one: ProjectClass) -> Markup:
    """Levels, their groups, and all."""
    lines = []
    groups = found.levels(one.code)
    for group, money, count in groups:
        levels = _levels_of(found, group)
        if len(levels) > 1:
            for level in levels:
                row, starts = _level(found, one.code, level)
                if row is not None and starts is not None:
                    part = Part(level_name(level), (level,), row, starts)
                    lines.append(_line(found, one, part, "part"))
        lines.append(_line(found, one, Part(group, levels, money, count)))
    if one.code in found.money and one.code in found.counts:
        row, starts = found.money[one.code], found.counts[one.code]
        lines.append(_line(found, one, Part("全部", (), row, starts), "sum"))
    known = [(group, row) for group, row, _ in groups if not is_missing(row.completion_ratio)]
    title = "没有可比的完成率"
    if known:
        rates = sorted(known, key=lambda pair: -float(pair[1].completion_ratio))
        title = "、".join(
            f"{group} {_against(found, one, row, group).rate.text}%" for group, row in rates
        )
    sub = (
        f"投资完成率 = 今年累计完成 ÷ 年计划，截至 {numbers.iso(found.cut_on)} · "
        f"开复工率 = 已开复工 ÷ 应开复工，截至 {numbers.iso(found.on)}"
    )
    return card.html(Card(title, sub, table.html(LEVELS, lines, look="classes levels")))


def _level(found: ClassesData, code: str, level: str) -> tuple[Row | None, Row | None]:
    chosen = found.view.look.filters.levels
    if chosen and level not in chosen:
        return None, None
    made = []
    for question in (investment.by_class, implementation.by_class):
        frame = found.ask(question, code, levels=(level,))
        made.append(next(each(frame[frame["level_group"] == ALL]), None))
    return made[0], made[1]


@dataclass(frozen=True)
class Part:
    """Levels that stand in a row: their name, which they are (none: all), their two answers."""

    name: str
    levels: tuple[str, ...]
    money: Row
    count: Row


def _line(found: ClassesData, one: ProjectClass, part: Part, look: str = "") -> Line:
    levels, money, count = part.levels, part.money, part.count
    narrow = found.narrow(one.code, **({"levels": levels} if levels else {}))
    figures = found.figures
    against = found.against(one.code, money, **({"levels": levels} if levels else {}))
    no_plan = is_missing(money.plan_wan)
    start = figures.fact_or_ledger("start_rate", count.start_ratio, narrow=narrow)
    said = markup.drawn("made", against.rate.kind, of="classes/macros")
    return Line(
        {
            "name": Markup("{}{}").format(part.name, said),
            "listed": figures.from_ledger("listed", count.listed, narrow=narrow),
            "plan": figures.from_ledger("annual_plan", money.plan_wan, narrow=narrow),
            "done": figures.from_ledger("completed", money.completed_wan, narrow=narrow),
            "bar": Cell("没有年计划，不算完成率", look="none")
            if no_plan
            else Cell(bar=share_bar(against.ratio, money.time_progress)),
            "rate": against.rate,
            "gap": None if no_plan else markup.drawn("gap_short", against.gap),
            "start": Cell(start, small=f"{int(count.due_started)} ÷ {int(count.due_to_start)}"),
            "short": figures.from_ledger(
                "due_not_implemented", count.due_not_implemented, narrow=narrow
            ),
        },
        look,
    )


@once
def ranks(found: ClassesData, one: ProjectClass) -> Markup:
    """The published rank of the quarter, and a square each project that is due to start."""
    facts = found.published_ranks(one.code)
    rank = None
    if facts:
        fact = facts[0]
        places = 0 if is_missing(fact["rank_of"]) else int(fact["rank_of"])
        rank = {
            "words": f"{fact['period']}{fact['indicator']}：{rank_words(found, fact)}",
            "href": fact_href(found, fact),
            "place": int(fact["rank"]),
            "of": places if 0 < places <= 30 else 0,
            "home": found.city.short_name,
        }
    rows = [row for row in found.ledger(one.code) if row.due_to_start]
    if found.levels(one.code):
        group, _, count = found.levels(one.code)[0]
        levels = _levels_of(found, group)
        narrow = found.narrow(one.code, levels=levels)
        rate = found.figures.fact_or_ledger("start_rate", count.start_ratio, narrow=narrow)
        inside = [
            row for row in rows if any(f"（{level}）" in text(row.classes) for level in levels)
        ]
        title = f"{group}没有到期应开复工的项目"
        if not rate.is_missing:
            title = (
                f"{group}开复工率 {rate.text}%：{int(count.due_to_start)} 个应开，"
                f"{int(count.due_to_start - count.due_started)} 个没开"
            )
    else:
        inside, title, rate = rows, "应开复工的项目", None
    cells = sorted(
        (
            Square(
                "made" if row.due_started else "short",
                f"{text(row.name) or row.project_id} · {'已开复工' if row.due_started else '没开'}",
            )
            for row in inside[:MOST]
        ),
        key=lambda cell: cell.look,
    )
    body = markup.render("classes/ranks", rank=rank, title=title, squares=cells, rate=rate)
    head = "位次与开复工"
    if rank:
        head = str(rank["words"])
    sub = "位次为公布数，各县（市）得分未公布，本页不推算" if rank else "没有公布的位次"
    return card.html(Card(head, sub, body))


@once
def late(found: ClassesData, one: ProjectClass) -> Markup:
    """Who should have started or resumed and has not, the longest first."""
    on = found.on
    rows = [row for row in found.ledger(one.code) if row.due_not_implemented]
    rows.sort(key=lambda row: (is_missing(row.due_on), row.due_on, str(row.project_id)))
    lines: list[Line | Across] = [_late(found, row) for row in rows[:LISTED]]
    if len(rows) > LISTED:
        lines.append(Across(f"另有 {len(rows) - LISTED:,} 个，点“应开未开”看全部"))
    title = "应开的都开了"
    if rows:
        title = f"应开未开 {len(rows):,} 个"
        if not is_missing(rows[0].due_on):
            title += f"，最久的已过 {(on - rows[0].due_on.date()).days:,} 天"
    sub = f"到期未开工，或停工未复工 · 截至 {numbers.iso(on)}"
    empty = "" if rows else "没有应开未开的项目。"
    return card.html(Card(title, sub, table.html(LATE, lines, look="classes few"), empty=empty))


def _late(found: ClassesData, row: Row) -> Line:
    days = None if is_missing(row.due_on) else (found.on - row.due_on.date()).days
    place = " · ".join(part for part in (text(row.township), text(row.organisation)) if part)
    return Line(
        {
            "name": Cell(
                text(row.name) or str(row.project_id),
                small=place,
                href=found.project(row.project_id),
            ),
            "how": "停工未复" if text(row.stage) == "停工" else "应开未开",
            "due": numbers.MISSING
            if is_missing(row.due_on)
            else numbers.short_day(row.due_on.date(), found.view.look.filters.as_of),
            "days": Cell(None if days is None else f"{days:,}", look="over"),
            "plan": found.figures.from_ledger(
                "annual_plan", row.annual_plan_wan, project=str(row.project_id), decimals=2
            ),
            "leader": text(row.leader) or "未填",
        }
    )


def level_name(level: str) -> str:
    """省级 of 省; a longer name as it is."""
    return f"{level}级" if len(level) == 1 else level


@once
def series(found: ClassesData, one: ProjectClass) -> Mapping[str, Sequence[Row]]:
    """By level, completion at the month-ends."""
    made: dict[str, list[Row]] = {}
    for row in each(found.ask(investment.levels_monthly, one.code)):
        if not is_missing(row.completion_ratio):
            made.setdefault(level_name(str(row.level)), []).append(row)
    return made


@once
def curve_text(found: ClassesData, one: ProjectClass) -> ChartText:
    """The curves in words."""
    return rates_text(series(found, one), found)


def rates_text(lines: Mapping[str, Sequence[Row]], found: ClassesData) -> ChartText:
    """Rates by month in words: who was below 序时 at every month's end, and where each ends."""
    always = [name for name, rows in lines.items() if all(row.ahead_pp < 0 for row in rows)]
    never = [name for name, rows in lines.items() if all(row.ahead_pp >= 0 for row in rows)]
    if always:
        title = f"{'、'.join(always)}每个月底都低于序时"
        gaps = [float(row.ahead_pp) for row in lines[always[0]]]
        if len(always) == 1 < len(gaps) and all(b < a for a, b in pairwise(gaps)):
            title += "，差距一月比一月大"
    elif len(never) == len(lines):
        title = "每个月底都不低于序时"
    else:
        mixed = [name for name in lines if name not in never]
        crossed = []
        for name in mixed:
            rows = lines[name]
            side = "追上" if rows[-1].ahead_pp >= 0 else "跌破"
            since = [row for row in rows if (row.ahead_pp >= 0) != (rows[-1].ahead_pp >= 0)]
            month = int(since[-1].month) + 1 if since else int(rows[0].month)
            crossed.append(f"{name}自 {month} 月{side}序时")
        title = "，".join(crossed)
    ends = "；".join(
        f"{name} {numbers.percent(rows[-1].completion_ratio)}%，"
        f"{numbers.ahead_words(rows[-1].ahead_pp)}"
        for name, rows in lines.items()
    )
    sub = f"累计完成率 · % · 各月底，都按取数日的名单和计划 · 截至 {numbers.iso(found.cut_on)}"
    return ChartText(title, sub, ends)
