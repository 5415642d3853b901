"""The way from a library to statistics: who went on, waits, left and why; and the days it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.pipeline.data import PipelineData
from cockpit.screens.rows import Row
from cockpit.screens.table import Cell, Line

WAITS_FOR = {  # stage → what those wait for that stand at it
    "储备": "在审",
    "审核通过": "手续在办",
    "手续齐备": "用地、资金在办",
    "要素落实": "待开工",
    "已开工": "待入库",
}
BUILDING = "开工→投产"  # work, not waiting
FARTHEST = 150  # days that fit on the scale of hops
HOPS = (
    Column("name", "哪一步"),
    Column("rate", "转化率（%）", "share"),
    Column("days", "中位（天）", "count"),
    Column("track"),  # headed by its scale
    Column("waits", "还在等（个）", "count"),
    Column("longest", "等得最久"),
)
LOAD_STEPS = (
    "还没有逐条的流程：导入“项目库”（一条一行）和“入库流程”（审核通过、手续齐备、要素落实、退出）后，"
    "这里看走到哪一步、多少在等、谁因为什么退出。"
)


@dataclass(frozen=True)
class Stage:
    """A stage of the way: shares are % of those in store.

    ``reached``, ``waits``, ``left``: figures; ``reasons``: of those who left, in words.
    """

    name: str
    passed: str
    reached: Figure
    waits: Figure
    left: Figure
    waits_for: str
    longest: str
    reasons: str
    share: float
    next_share: float
    waits_share: float
    left_share: float


@dataclass(frozen=True)
class Way:
    """The way of a library; ``ends``: its sum, as (word, figure)."""

    name: str
    stages: Sequence[Stage]
    whole: Figure
    entered: Figure
    waiting: str
    left: str


@once
def way(found: PipelineData) -> Markup:
    """The way of each library of which steps are loaded."""
    sub = f"个 · 虚框停在这一步，灰块退出，% 为上一步里走到这一步的 · 截至 {_until(found)}"
    if not found.ways:
        empty = LOAD_STEPS if found.is_whole else "当前筛选下没有走流程的条目。"
        return card.html(Card("从储备到开工、入统", empty=empty))
    drawn = [_way(found, library, rows) for library, rows in found.ways.items()]
    body = markup.render("pipeline/way", ways=drawn, many=len(drawn) > 1)
    return card.html(Card(_title(found), sub, body, _fine(found)))


def _until(found: PipelineData) -> str:
    return numbers.iso(found.entries_on)


def _title(found: PipelineData) -> str:
    library, rows = next(iter(found.ways.items()))
    whole, begun = rows[0].reached, rows[4].reached
    name = found.named[library].name if library in found.named else library
    said = f"{name} {whole:,} 个，走到开工 {begun:,} 个"
    most = max(rows, key=lambda row: row.waits)
    if most.waits:
        said += f"；停得最多的是“{WAITS_FOR[most.flow_stage]}”，{most.waits:,} 个"
    return said


def _fine(found: PipelineData) -> str:
    said = "储备到要素落实按“入库流程”，已开工、已入统按条目所连项目的阶段；"
    kept = found.statistics_library
    if kept is not None and found.is_whole:
        said += f"今年入统 {int(kept.entries):,} 个，有的不从这里来，有的不在台账的项目名单里。"
    else:
        said += "没有连上台账项目的条目看不到开工。"
    return said


def _way(found: PipelineData, library: str, rows: Sequence[Row]) -> Way:
    whole = max(1, rows[0].reached)
    stages = []
    for at, row in enumerate(rows):
        following = rows[at + 1].reached if at + 1 < len(rows) else 0
        stages.append(_stage(found, row, whole, following))
    where = {"library": library}
    figures = found.figures
    return Way(
        found.named[library].name if library in found.named else library,
        stages,
        figures.from_ledger("way_reached", rows[0].reached, where={**where, "flow_stage": "储备"}),
        figures.from_ledger(
            "way_reached", rows[-1].reached, where={**where, "flow_stage": rows[-1].flow_stage}
        ),
        f"{sum(row.waits for row in rows):,}",
        f"{sum(row.leaves for row in rows):,}",
    )


def _stage(found: PipelineData, row: Row, whole: int, following: int) -> Stage:
    where = {"library": row.library, "flow_stage": row.flow_stage}
    figures = found.figures
    longest = "" if is_missing(row.waiting_longest) else f"最久 {int(row.waiting_longest):,} 天"
    return Stage(
        row.flow_stage,
        "" if is_missing(row.passed_ratio) else f"{numbers.percent(row.passed_ratio)}%",
        figures.from_ledger("way_reached", row.reached, where=where),
        figures.from_ledger("way_waiting", row.waits, where=where),
        figures.from_ledger("way_left", row.leaves, where=where),
        WAITS_FOR.get(row.flow_stage, ""),
        longest,
        _reasons(found, row),
        _share(row.reached, whole),
        _share(following, whole),
        _share(row.waits, whole),
        _share(row.leaves, whole),
    )


def _reasons(found: PipelineData, row: Row) -> str:
    """Why they left from this stage, most first."""
    counts: dict[str, int] = {}
    for one in found.leavers:
        if (one.library, one.flow_stage) == (row.library, row.flow_stage):
            counts[one.reason] = counts.get(one.reason, 0) + int(one.leaves)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "、".join(f"{reason} {count:,}" for reason, count in ranked)


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)


@once
def hops(found: PipelineData) -> Markup:
    """转化率 and days of each hop, and who waits longest."""
    sub = (
        f"粗段为中间一半，菱形为中位，细线到最长 · 各步的中位数不能相加 · "
        f"截至 {numbers.iso(found.stages_on)}"
    )
    if not found.hops:
        empty = "还没有签约、开工的阶段：导入“项目阶段”后，这里看转化率和等待的天数。"
        if not found.is_whole:
            empty = "当前筛选下没有可看转化的项目。"
        return card.html(Card("转化率和等待", empty=empty))
    scale = _scale(found)
    lines = [_hop(found, row, scale) for row in found.hops.values()]
    track = Column("track", f"0—{numbers.fixed(scale, 0)} 天")
    columns = [track if column.name == "track" else column for column in HOPS]
    fine = (
        f"签约到达效为{found.view.city.said('{converted}')}项目；"
        "开工→入库只计总投资 500 万元以上的；库→开工只计连得上台账项目的条目，其余的去向看不到。"
    )
    title = _hops_title(found)
    return card.html(Card(title, sub, table.html(columns, lines, look="hops"), fine))


def _scale(found: PipelineData) -> float:
    """How many days the tracks are long: of the hops that are not years."""
    ends = [float(r.longest_days) for r in found.hops.values() if not is_missing(r.longest_days)]
    short = [end for end in ends if end <= FARTHEST]
    return max(short or ends or [1.0]) or 1.0


def _hops_title(found: PipelineData) -> str:
    told = [row for row in found.hops.values() if not is_missing(row.hop_ratio)]
    if not told:
        return "转化率和等待"
    worst = min(told, key=lambda row: row.hop_ratio)
    said = f"{worst.hop}转化最低，{numbers.percent(worst.hop_ratio)}%"
    if worst.hop_ratio == 1:
        said = "各步都走完了"
    waiting = [r for r in told if not is_missing(r.waiting_longest) and r.hop != BUILDING]
    if waiting:
        most = max(waiting, key=lambda row: row.waiting_longest)
        said += f"；建设以外等得最久的在{most.hop}，{int(most.waiting_longest):,} 天"
    return said


def _hop(found: PipelineData, row: Row, scale: float) -> Line:
    where = {"hop": row.hop}
    figures = found.figures
    return Line(
        {
            "name": Cell(
                row.hop.replace("→", " → "),
                small=f"{int(row.base):,} 个里走完 {int(row.moved):,} 个",
            ),
            "rate": figures.from_ledger("hop_rate", row.hop_ratio, where=where),
            "days": figures.from_ledger("hop_days", row.median_days, decimals=_places(row)),
            "track": _track(row, scale),
            "waits": figures.from_ledger("hop_waiting", row.waits, where=where),
            "longest": _longest(found, row),
        }
    )


def _places(row: Row) -> int:
    """A median of days is whole, or lies between two."""
    return 0 if is_missing(row.median_days) or float(row.median_days).is_integer() else 1


def _track(row: Row, scale: float) -> Markup | str:
    if is_missing(row.median_days):
        return numbers.MISSING
    days = [row.low_days, row.high_days, row.longest_days, row.median_days]
    half = f"{numbers.fixed(row.low_days, 0)}—{numbers.fixed(row.high_days, 0)}"
    words = f"中间一半 {half} 天，最长 {int(row.longest_days):,} 天"
    if row.longest_days > scale:
        return words
    places = [round(100 * float(day) / scale, 2) for day in days]
    return markup.drawn("span", *places, words, of="pipeline/macros")


def _longest(found: PipelineData, row: Row) -> Cell | str:
    if is_missing(row.waiting_longest):
        return numbers.MISSING if row.waits else "没有在等的"
    name = text(row.longest_name) or str(row.longest_subject)
    project = text(row.longest_project)
    return Cell(
        name,
        small=f"{int(row.waiting_longest):,} 天",
        href=found.project(project) if project else "",
    )
