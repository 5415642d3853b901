"""Statistics: how far started projects are told of and who is outside; who left the libraries."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.lamps import SHAPES, TONES, word
from cockpit.screens.once import once
from cockpit.screens.pipeline.data import REGISTERED, PipelineData
from cockpit.screens.rows import Row
from cockpit.screens.table import Across, Cell, Line

UNTOLD, BACK = "未见报送", "退回"
LISTED = 40
STATES = {  # state → tone, shape, what it means
    UNTOLD: ("warn", "■", "没有报送的记录"),
    "待报": ("mute", "○", "材料还在项目单位"),
    "已报": ("sent", "●", "县级或市级在审"),
    BACK: ("warn", "↩", "补正后再报"),
    REGISTERED: ("ok", "✓", ""),
}
ALWAYS = ("待报", "已报", BACK, REGISTERED)
OUTSIDE = (
    Column("state", "停在"),
    Column("name", "项目"),
    Column("lamp", "灯"),
    Column("started", "开工", "date"),
    Column("days", "已过", "count"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("done", "今年完成（亿元）", "wan"),
    Column("reason", "差什么"),
)
DROPPED = (
    Column("name", "库和清单"),
    Column("count", "退出（个）", "count"),
    Column("why", "原因"),
)


@dataclass(frozen=True)
class State:
    """A step on the way into statistics."""

    name: str
    tone: str
    shape: str
    count: Figure
    words: str


@once
def statistics(found: PipelineData) -> Markup:
    """The steps into statistics, and who has started and is outside."""
    total = found.started
    if total is None:
        return card.html(Card("开了工的入没入统", empty=_empty(found)))
    lines: list[Line | Across] = [_project(found, row) for row in found.outside[:LISTED]]
    if (more := len(found.outside) - LISTED) > 0:
        lines.append(Across(f"另有 {more:,} 个，下载看全部"))
    if len(lines) > 1:
        lines.append(_sum(found, total))
    body = markup.render("pipeline/statistics", states=_states(found))
    if lines:
        body += table.html(OUTSIDE, lines, look="outside")
    sub = (
        f"总投资 500 万元以上、已开工的项目 · 停在哪一步 · 截至 {numbers.iso(found.stages_on)} · "
        f"完成截至 {numbers.iso(found.view.stamp().cut_on)}"
    )
    fine = "已入库按台账的入库阶段；待报、已报、退回按“入库流程”的最近一步。"
    if UNTOLD in found.states:
        fine += "未见报送：没有装入这个项目报送入统的流程，或还没有报。"
    return card.html(Card(_title(total), sub, body, fine))


def _empty(found: PipelineData) -> str:
    if not found.is_whole:
        return "当前筛选下没有已开工、总投资 500 万元以上的项目，或台账里没有入库的记录。"
    return (
        "看不到谁已入统：台账里没有任何项目的“入库”阶段，或没有已开工的项目。"
        "导入“项目阶段”的开工和入库后显示。"
    )


def _title(total: Row) -> str:
    inside = int(total.projects) - int(total.outside)
    share = numbers.percent(inside / total.projects)
    said = f"开了工的 {int(total.projects):,} 个里 {inside:,} 个已入库，入库率 {share}%"
    if not total.outside:
        return said
    said += f"；还差 {int(total.outside):,} 个"
    if not total.unseen_wan:
        return said  # nobody has reported of them
    return f"{said}，今年干的 {numbers.yi(total.unseen_wan, 2)} 亿元没进统计"


def _states(found: PipelineData) -> Sequence[State]:
    made = []
    for name, (tone, shape, said) in STATES.items():
        row = found.states.get(name)
        if row is None and name not in ALWAYS:
            continue
        where = {"stat_state": name}
        projects = 0 if row is None else row.projects
        count = found.figures.from_ledger("statistics_projects", projects, where=where)
        words = said
        if name == REGISTERED and row is not None:
            fresh = int(row.new_in_year)
            words = f"今年新入 {fresh:,}，往年入库 {int(row.projects) - fresh:,}"
        made.append(State(name, tone, shape, count, words))
    return made


def _project(found: PipelineData, row: Row) -> Line:
    figures, project = found.figures, str(row.project_id)
    whose = " · ".join(filter(None, map(text, (row.organisation, row.township, row.leader))))
    tone, shape, _ = STATES[row.stat_state]
    lamp = found.lamps.get(project, "不计")
    return Line(
        {
            "state": markup.drawn("state", tone, shape, row.stat_state, of="pipeline/macros"),
            "name": Cell(
                text(row.name) or project,
                small=whose or "责任单位未填",
                href=found.project(project),
            ),
            "lamp": markup.drawn(
                "state", TONES[lamp], SHAPES[lamp], word(lamp), of="pipeline/macros"
            )
            if lamp != "不计"
            else word(lamp),
            "started": numbers.iso(None if is_missing(row.started_on) else row.started_on.date()),
            "days": _days(row.days),
            "plan": figures.from_ledger(
                "annual_plan", row.annual_plan_wan, project=project, decimals=2
            ),
            "done": figures.from_ledger(
                "completed", row.completed_wan, project=project, decimals=2
            ),
            "reason": _reason(row),
        }
    )


def _days(days: object) -> Markup | str:
    """How many, with the unit beside them: the header has none."""
    if is_missing(days):
        return numbers.MISSING
    return markup.drawn("days", f"{int(str(days)):,}", of="pipeline/macros")


def _sum(found: PipelineData, total: Row) -> Line:
    """How many they are and what statistics cannot see, as figures that open them."""
    figures = found.figures
    blank = dict.fromkeys((column.name for column in OUTSIDE), "")
    return Line(
        {
            **blank,
            "state": "合计",
            "name": markup.drawn("fig", figures.from_ledger("statistics_outside", total.outside)),
            "done": figures.from_ledger("statistics_unseen", total.unseen_wan),
            "reason": Cell("没进统计的", look="none"),
        },
        "sum",
    )


def _reason(row: Row) -> Cell | str:
    day = "" if is_missing(row.state_on) else numbers.iso(row.state_on.date())
    words = text(row.reason)
    if row.stat_state == UNTOLD:
        return Cell("没有报送的记录", look="none")
    small = f"{day} {row.stat_state}" if day else ""
    return Cell(words or "没有写差什么", small=small, look="" if words else "none")


@once
def dropped(found: PipelineData) -> Markup:
    """Who left the libraries in the year, and why."""
    if not found.dropped:
        empty = "今年没有条目退出，或没有装入“入库流程”里的退出。"
        if not found.is_whole:
            empty = "当前筛选下没有退出的条目。"
        return card.html(Card("退出的", empty=empty))
    whole, *rest = found.dropped
    sums = sorted(
        (row for row in rest if is_missing(row.reason)), key=lambda r: (-r.dropped, r.library)
    )
    lines = [_left(found, row) for row in sums]
    title = f"今年退出 {int(whole.dropped):,} 个，最多的原因是{_most(rest)}"
    day = numbers.iso(found.entries_on)
    sub = f"退出的条目按库、按原因 · 退出后仍计入本年入库的个数 · 截至 {day}"
    return card.html(Card(title, sub, table.html(DROPPED, lines, look="dropped")))


def _most(rows: Sequence[Row]) -> str:
    """The reason of most, whichever libraries they left; those of as many beside it."""
    counts: dict[str, int] = {}
    for row in rows:
        if not is_missing(row.reason):
            counts[row.reason] = counts.get(row.reason, 0) + int(row.dropped)
    most = max(counts.values())
    named = sorted(reason for reason, count in counts.items() if count == most)
    each = "各 " if len(named) > 1 else ""
    more = f"等 {len(named)} 种" if len(named) > 2 else ""
    return f"{'、'.join(named[:2])}{more}，{each}{most:,} 个"


def _left(found: PipelineData, row: Row) -> Line:
    figures, library = found.figures, row.library
    count = figures.from_ledger("pipeline_dropped", row.dropped, where={"library": library})
    reasons = [
        (
            one.reason,
            figures.from_ledger(
                "pipeline_dropped", one.dropped, where={"library": library, "reason": one.reason}
            ),
        )
        for one in found.left(library)
    ]
    why = markup.render("pipeline/reasons", reasons=reasons)
    name = found.named[library].name if library in found.named else library
    return Line({"name": name, "count": count, "why": why})
