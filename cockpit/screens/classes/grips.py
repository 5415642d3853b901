"""What goes across the classes: the plan's grips by month, and domains by class."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.classes.data import ClassesData
from cockpit.screens.classes.levels import rates_text
from cockpit.screens.figures import FigureMaker, Gap, against_time
from cockpit.screens.once import once
from cockpit.screens.page import ChartText
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from cockpit.screens.wall.cards import share_bar
from queries import investment

GRIPS = (
    Column("name", "抓手"),
    Column("projects", "项目（个）", "count"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("done", "完成（亿元）", "wan"),
    Column("bar", "完成率与序时"),
    Column("rate", "完成率（%）", "share"),
    Column("gap", "较序时（百分点）", "points"),
    Column("moved", "较上个月底（百分点）", "points"),
)


@once
def series(found: ClassesData) -> Mapping[str, Sequence[Row]]:
    """By grip, completion at the month-ends."""
    made: dict[str, list[Row]] = {}
    for row in each(found.view.ask(investment.grips_monthly)):
        if not is_missing(row.completion_ratio):
            made.setdefault(str(row.grip), []).append(row)
    return made


@once
def curve_text(found: ClassesData) -> ChartText:
    """The curves in words."""
    return rates_text(series(found), found)


def finding(found: ClassesData) -> tuple[str, str]:
    """Which grip is ahead of the other, and how many domains are ahead of 序时."""
    rows = [r for r in each(found.view.ask(investment.grips)) if not is_missing(r.completion_ratio)]
    if not rows:
        return "抓手和领域都没有可比的完成率", ""
    said = []
    for row in rows:
        against = _against(found, row)
        gap = against.gap.word
        if against.gap.tone != "even":
            gap += f" {against.gap.size.text} 个百分点"
        said.append(f"{row.grip}完成 {against.rate.text}%，{gap}")
    domains = [
        row
        for row in each(found.view.ask(investment.by_domain))
        if not is_missing(row.completion_ratio)
    ]
    lead = ""
    if domains:
        ahead = [row for row in domains if row.is_ahead]
        low = min(domains, key=lambda row: float(row.ahead_pp))
        lead = f"{len(domains)} 个领域里 {len(ahead)} 个超序时"
        if low.ahead_pp < 0:
            lead += f"，{low.domain}{numbers.ahead_words(low.ahead_pp)}"
        lead += "；领域清单为假定。" if found.city.are_domains_assumed else "。"
    return "；".join(said), lead


def _narrow(found: ClassesData, grip: str) -> dict[str, Any]:
    return next((dict(one.narrow) for one in found.city.grips if one.name == grip), {})


def _against(found: ClassesData, row: Row) -> Any:
    return against_time(found.figures, row, narrow=_narrow(found, row.grip))


@once
def beside(found: ClassesData) -> Markup:
    """The grips side by side."""
    months = series(found)
    lines = []
    for row in each(found.view.ask(investment.grips)):
        narrow, figures = _narrow(found, row.grip), found.figures
        against = _against(found, row)
        kind = markup.drawn("made", against.rate.kind, of="classes/macros")
        no_plan = is_missing(row.plan_wan)
        lines.append(
            Line(
                {
                    "name": Markup("{}{}").format(row.grip, kind),
                    "projects": figures.from_ledger("projects", row.projects, narrow=narrow),
                    "plan": figures.from_ledger("annual_plan", row.plan_wan, narrow=narrow),
                    "done": figures.from_ledger("completed", row.completed_wan, narrow=narrow),
                    "bar": Cell("没有年计划，不算完成率", look="none")
                    if no_plan
                    else Cell(bar=share_bar(against.ratio, row.time_progress)),
                    "rate": against.rate,
                    "gap": None if no_plan else markup.drawn("gap_short", against.gap),
                    "moved": _moved(months.get(str(row.grip), ())),
                }
            )
        )
    sub = f"完成率 = 今年累计完成 ÷ 年计划 · 截至 {numbers.iso(found.cut_on)}"
    empty = "" if lines else "当前筛选下没有抓手的项目。"
    title = f"{found.city.grip_words or '抓手'}并排看"
    fine = "抓手之间有重叠：两边都是的项目两边都算。"
    body = table.html(GRIPS, lines, look="classes grips")
    return card.html(Card(title, sub, body, fine if lines else "", empty))


def _moved(rows: Sequence[Row]) -> str:
    """How the gap moved since the month-end before."""
    if len(rows) < 2:
        return numbers.MISSING
    return numbers.fixed(float(rows[-1].ahead_pp) - float(rows[-2].ahead_pp), 1, signed=True)


@once
def matrix(found: ClassesData) -> Markup:
    """领域 × 类别: completion, gap and count of each cell; the totals recomputed."""
    cells = {(text(r.domain), r.project_class): r for r in each(found.view.ask(investment.matrix))}
    domains = list(each(found.view.ask(investment.by_domain)))
    classes = [one for one in found.shown if one.code in found.money]
    columns = (
        Column("name", "领域"),
        *(Column(f"k{at}", one.short_name, "share") for at, one in enumerate(classes)),
        Column("all", "去重合计", "share"),
    )
    figures = found.figures
    lines = []
    for row in domains:
        line: dict[str, Any] = {"name": str(row.domain)}
        for at, one in enumerate(classes):
            narrow = {"domains": (str(row.domain),), "classes": (one.code,)}
            line[f"k{at}"] = _cell(figures, cells.get((str(row.domain), one.code)), narrow)
        line["all"] = _cell(figures, row, {"domains": (str(row.domain),)})
        lines.append(Line(line))
    total: dict[str, Any] = {"name": "合计"}
    for at, one in enumerate(classes):
        total[f"k{at}"] = _cell(figures, found.money[one.code], {"classes": (one.code,)})
    total["all"] = _cell(figures, found.total, {})
    lines.append(Line(total, "sum"))
    known = {key: row for key, row in cells.items() if not is_missing(row.ahead_pp) and key[0]}
    title = "领域与类别：没有可比的完成率"
    if known:
        (domain, code), low = min(known.items(), key=lambda pair: float(pair[1].ahead_pp))
        behind = sum(float(row.ahead_pp) < 0 for row in known.values())
        title = f"{len(known)} 格里 {behind} 格低于序时"
        if behind:
            title += (
                f"，最低是{domain}的{found.city.class_of(code).short_name}"
                f"（{numbers.percent(low.completion_ratio)}%，{numbers.ahead_words(low.ahead_pp)}）"
            )
    sub = (
        "每格：完成率（%）、较序时（百分点）、项目数（个），点开看项目 · "
        f"截至 {numbers.iso(found.cut_on)}"
    )
    fine = "合计由各自的完成额与年计划重新算出，一个项目只计一次；不是各格相加或平均。"
    if found.city.are_domains_assumed:
        fine = "领域清单未公开，为假定，可在参考数据里改。" + fine
    listed = {str(row.domain) for row in domains}
    missing = sum(int(r.projects) for (domain, _), r in cells.items() if domain not in listed)
    if missing:
        fine += f"另有 {missing:,} 个类次的领域不在清单上，不在表里。"
    return card.html(Card(title, sub, table.html(columns, lines, look="classes matrix"), fine))


@once
def domains(found: ClassesData) -> Markup:
    """By domain, the gap to 序时 at each month-end: who catches up, who falls behind."""
    months: dict[str, dict[int, Row]] = {}
    for row in each(found.view.ask(investment.domains_monthly)):
        if not is_missing(row.ahead_pp):
            months.setdefault(text(row.domain), {})[int(row.month)] = row
    known = [r for r in each(found.view.ask(investment.by_domain)) if r.domain in months]
    days = {n: row.on_date for held in months.values() for n, row in held.items()}
    columns = (
        Column("name", "领域"),
        *(Column(f"m{n}", _month_words(days[n]), "points") for n in sorted(days)),
        Column("moved", "较上个月底", "points"),
    )
    lines = []
    for row in known:
        held = months[row.domain]
        line: dict[str, Any] = {"name": str(row.domain), "moved": _moved([*held.values()])}
        for n in sorted(days):
            line[f"m{n}"] = _gap_cell(held.get(n))
        lines.append(Line(line))
    sub = (
        f"完成率较序时 · 百分点 · 各月底，都按取数日的名单和计划 · 截至 {numbers.iso(found.cut_on)}"
    )
    empty = "" if lines else "本年还没有填报，或领域没有年计划，没有逐月的完成率。"
    body = table.html(columns, lines, look="classes matrix bymonth") if lines else ""
    return card.html(Card(_months_title(known, months), sub, body, "", empty))


def _months_title(known: Sequence[Row], months: Mapping[str, Mapping[int, Row]]) -> str:
    """Which domain lost or won most since the month-end before; how many are behind."""
    moved = {
        str(row.domain): float(held[-1].ahead_pp) - float(held[-2].ahead_pp)
        for row in known
        if len(held := [*months[row.domain].values()]) > 1
    }
    if not moved:
        return "各领域逐月较序时"
    low = min(moved, key=lambda name: moved[name])
    high = max(moved, key=lambda name: moved[name])
    said = [
        f"{name}{word}{numbers.fixed(abs(moved[name]))} 个百分点"
        for name, word, is_so in (
            (high, "进得最多，", moved[high] > 0),
            (low, "退得最多，", moved[low] < 0),
        )
        if is_so and numbers.rounded(moved[name], 1) != 0
    ]
    return "较上个月底，" + "；".join(said) if said else "各领域较上个月底没有进退"


def _month_words(day: Any) -> str:
    is_end = (day + timedelta(days=1)).month != day.month
    return f"{day.month} 月底" if is_end else f"{day.month} 月 {day.day} 日"


def _gap_cell(row: Row | None) -> Cell:
    if row is None:
        return Cell("", look="blank")
    said = numbers.fixed(row.ahead_pp, 1, signed=True)
    points = numbers.rounded(float(row.ahead_pp), 1)
    tone, shape = ("ok", "▲") if points > 0 else ("warn", "▽") if points < 0 else ("even", "")
    drawn = markup.drawn("said", f"gap {tone}", shape, said, of="classes/macros")
    return Cell(drawn, look={"ok": "okbg", "warn": "warnbg"}.get(tone, ""))


def _cell(figures: FigureMaker, row: Row | None, narrow: Mapping[str, Any]) -> Cell:
    if row is None or not row.projects:
        return Cell("", look="blank")
    count = figures.from_ledger("projects", row.projects, narrow=narrow)
    if is_missing(row.completion_ratio):
        return Cell(markup.drawn("bare", count, of="classes/macros"))
    gap: Gap = figures.gap("ahead", row.ahead_pp, narrow=narrow)
    rate = figures.from_ledger("completion", row.completion_ratio, narrow=narrow)
    look = {"ok": "okbg", "warn": "warnbg"}.get(gap.tone, "")
    return Cell(markup.drawn("cell", rate, gap, count, of="classes/macros"), look=look)
