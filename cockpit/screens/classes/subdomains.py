"""A class with subdomains: each against 序时, how its projects spread, and the slowest."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.city import ProjectClass
from cockpit.numbers import WAN_IN_YI, is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.classes.data import ClassesData
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from queries import classes

SLOWEST = 8
SUBDOMAINS = (
    Column("name", "子领域"),
    Column("pairs", "项目（个）", "count"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("done", "完成（亿元）", "wan"),
    Column("bar", "完成率与序时"),
    Column("rate", "完成率（%）", "share"),
    Column("gap", "较序时（百分点）", "points"),
    Column("months", "各月完成"),
    Column("behind", "低于序时（个）", "count"),
    Column("slowest", "其中最慢"),
)
SLOW = (
    Column("name", "项目"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("rate", "完成率（%）", "share"),
    Column("gap", "较序时（百分点）", "points"),
    Column("leader", "分包领导"),
)


def finding(found: ClassesData, one: ProjectClass) -> tuple[str, str]:
    """The class against 序时 and its starts; the subdomains that are below."""
    money, count = found.money.get(one.code), found.counts.get(one.code)
    if money is None or count is None:
        return f"{one.short_name}没有名单上的项目", ""
    said = f"{one.wall_name} {int(count.listed):,} 个"
    against = found.against(one.code, money)
    if is_missing(against.ratio):
        said += "没有年计划，不算完成率"
    else:
        gap = against.gap.word
        if against.gap.tone != "even":
            gap += f" {against.gap.size.text} 个百分点"
        said += f"完成 {against.rate.text}%，{gap}"
    start = found.figures.fact_or_ledger(
        "start_rate", count.start_ratio, narrow=found.narrow(one.code)
    )
    if not start.is_missing:
        said += f"，开复工率 {start.text}%"
    rows = [row for row in found.subdomains(one.code) if not is_missing(row.ahead_pp)]
    low = [row for row in rows if numbers.rounded(float(row.ahead_pp), 1) < 0]
    if not rows:
        return said, ""
    if not low:
        return said, f"{len(rows)} 个子领域都没有低于序时。"
    named = "、".join(
        f"{row.subdomain}（{int(row.pairs)} 个，{numbers.ahead_words(row.ahead_pp)}）"
        for row in low[::-1][:3]
    )
    return said, f"{len(rows)} 个子领域里 {len(low)} 个低于序时：{named}。"


@once
def html(found: ClassesData, one: ProjectClass) -> Markup:
    """The subdomains from the highest rate, as distances from 序时."""
    rows = found.subdomains(one.code)
    members = list(each(found.ask(classes.pairs, one.code)))
    rates = [float(r.completion_ratio) for r in rows if not is_missing(r.completion_ratio)]
    ends = max(1.0, *rates) if rates else 1.0
    known = [row for row in rows if not is_missing(row.ahead_pp)]
    ahead = sum(numbers.rounded(float(row.ahead_pp), 1) > 0 for row in known)
    title = f"{len(rows)} 个子领域"
    if len(known) == 1:
        title += f" {numbers.ahead_words(known[0].ahead_pp)}"
    elif known:
        title += (
            f" {ahead} 个超序时，{known[0].subdomain}最快"
            f"（{numbers.percent(known[0].completion_ratio)}%）"
        )
        if known[-1].ahead_pp < 0:
            title += (
                f"，{known[-1].subdomain}最慢（{numbers.percent(known[-1].completion_ratio)}%）"
            )
    track = f" · 轨道到 {numbers.percent(ends, 0)}%" if ends > 1 else ""
    sub = (
        f"投资完成率，从高到低 · 圆点为完成率，金线为序时{track} · 截至 {numbers.iso(found.cut_on)}"
    )
    lines = [_line(found, one, row, ends, members) for row in rows]
    fine = (
        f"子领域是这一类自己的划分，与{found.city.domain_words}不是一套。"
        "没有年计划的项目不进完成率。"
    )
    return card.html(Card(title, sub, table.html(SUBDOMAINS, lines, look="classes subs"), fine))


def _line(
    found: ClassesData, one: ProjectClass, row: Row, ends: float, members: Sequence[Row]
) -> Line:
    where = {"subdomain": str(row.subdomain)}

    def figure(code: str, value: object, decimals: int | None = None) -> Figure:
        return found.figure(one.code, code, value, where=where, decimals=decimals)

    ours = [m for m in members if m.subdomain == row.subdomain]
    slow = next((m for m in ours if not is_missing(m.ahead_pp)), None)  # the furthest behind first
    cells: dict[str, Any] = {
        "name": str(row.subdomain),
        "pairs": figure("pairs", row.pairs),
        "plan": figure("pairs_plan", row.plan_wan, 2),
        "done": figure("pairs_completed", row.completed_wan, 2),
        "months": _months(ours),
        "behind": figure("pairs_behind", row.behind),
        "slowest": ""
        if slow is None
        else Cell(
            text(slow.name) or str(slow.project_id),
            small=f"{numbers.percent(slow.completion_ratio)}% · {text(slow.leader) or '领导未填'}",
            href=found.project(slow.project_id),
        ),
    }
    if is_missing(row.completion_ratio):
        none = Cell("没有年计划，不算完成率", look="none")
        return Line(cells | {"bar": none, "rate": None, "gap": None})
    time = None if is_missing(row.time_progress) else 100 * float(row.time_progress) / ends
    gap = found.figures.gap("pairs_ahead", row.ahead_pp, narrow=found.narrow(one.code), where=where)
    return Line(
        cells
        | {
            "bar": markup.drawn(
                "lollipop",
                round(100 * float(row.completion_ratio) / ends, 2),
                None if time is None else round(time, 2),
                of="classes/macros",
            ),
            "rate": figure("pairs_completion", row.completion_ratio),
            "gap": markup.drawn("gap_short", gap),
        }
    )


def _months(rows: Sequence[Row]) -> Markup | str:
    """What each complete month completed, the last in words."""
    lists = [list(row.months_wan) for row in rows if hasattr(row.months_wan, "__len__")]
    length = max(map(len, lists), default=0)
    sums = [sum(float(one[at]) for one in lists if at < len(one)) for at in range(length)]
    if not sums:
        return ""
    top = max(*sums, 1.0)
    bars = [round(100 * max(value, 0.0) / top, 1) for value in sums]
    last = f"{len(sums)} 月 {numbers.fixed(sums[-1] / WAN_IN_YI, 2)} 亿元"
    return markup.drawn("months", bars, last, of="classes/macros")


@once
def spread(found: ClassesData, one: ProjectClass) -> Markup:
    """The projects by their own rate: below 序时, up to the plan, past it."""
    rows = [
        row
        for row in each(found.ask(classes.pairs, one.code))
        if not is_missing(row.completion_ratio)
    ]
    time = found.view.stamp().time_progress
    if time is None or not rows:
        empty = "没有可分的完成率。" if not rows else "序时按计划曲线时各项目的序时不同，不分档。"
        return card.html(Card("各项目的完成率", empty=empty))
    edges = sorted({0.2, time, 0.6, 0.8, 1.0})
    places: list[list[Row]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        ratio = float(row.completion_ratio)
        at = next((n for n, edge in enumerate(edges) if ratio < edge - 1e-12), len(edges))
        if at == len(edges) and abs(ratio - 1.0) < 1e-9:
            at = len(edges) - 1  # the plan itself is not past it
        places[at].append(row)
    top = max(1, *(len(place) for place in places))
    bins = []
    for at, place in enumerate(places):
        low = edges[at - 1] if at else None
        high = edges[at] if at < len(edges) else None
        bins.append(
            (_range(low, high, time), len(place), len(place) / top, (high or 9) <= time + 1e-12)
        )
    ahead = sum(row.ahead_pp > 0 for row in rows)
    past = sum(row.completion_ratio > 1 for row in rows)
    title = f"{ahead:,} 个超序时，{past:,} 个已超过年计划"
    sub = f"{len(rows):,} 个有年计划的项目按完成率分 · 个 · 截至 {numbers.iso(found.cut_on)}"
    return card.html(Card(title, sub, markup.render("classes/spread", bins=bins)))


def _range(low: float | None, high: float | None, time: float) -> str:
    def word(edge: float) -> str:
        return "序时" if edge == time else f"{numbers.percent(edge, 0)}%"

    if low is None and high is not None:
        return f"不到 {word(high)}".replace("不到 序时", "不到序时")
    if high is None and low is not None:
        return f"超过 {word(low)}"
    assert low is not None
    assert high is not None
    return f"{word(low)}—{word(high)}"


@once
def slowest(found: ClassesData, one: ProjectClass) -> Markup:
    """The projects furthest behind 序时."""
    rows = [row for row in each(found.ask(classes.pairs, one.code)) if row.behind]
    title = f"低于序时的 {len(rows):,} 个里最慢的" if rows else "没有低于序时的项目"
    sub = f"按低于序时的多少 · 截至 {numbers.iso(found.cut_on)}"
    lines = [_slow(found, row) for row in rows[:SLOWEST]]
    empty = "" if rows else "有年计划的项目都不低于序时。"
    return card.html(Card(title, sub, table.html(SLOW, lines, look="classes few"), empty=empty))


def _slow(found: ClassesData, row: Row) -> Line:
    figures, project = found.figures, str(row.project_id)
    place = [text(row.subdomain), text(row.township), text(row.organisation)]
    return Line(
        {
            "name": Cell(
                text(row.name) or project,
                small=" · ".join(filter(None, place)),
                href=found.project(project),
            ),
            "plan": figures.from_ledger(
                "annual_plan", row.annual_plan_wan, project=project, decimals=2
            ),
            "rate": figures.from_ledger("completion", row.completion_ratio, project=project),
            "gap": markup.drawn("gap_short", figures.gap("ahead", row.ahead_pp, project=project)),
            "leader": text(row.leader) or "未填",
        }
    )
