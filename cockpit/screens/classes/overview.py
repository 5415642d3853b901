"""The overview: each class in its own terms, and its two counts, pairs and projects, apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.city import ProjectClass
from cockpit.numbers import is_missing
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.classes import leading
from cockpit.screens.classes.data import ClassesData
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from cockpit.screens.wall.cards import share_bar

CLASSES = (
    Column("name", "类别"),
    Column("listed", "项目（个）", "count"),
    Column("implemented", "已实施（个）", "count"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("bar", "完成率与序时"),
    Column("rate", "完成率（%）", "share"),
    Column("start", "开复工率（%）", "share"),
    Column("leading", "这一类先看什么"),
)


def finding(found: ClassesData) -> tuple[str, str]:
    """How many pairs are how many projects, and which class is furthest behind."""
    total, pairs = found.implemented, found.pairs
    front = (
        f"{_classes(found)} {int(total.listed):,} 个类次"
        f"落在 {int(total.listed_projects):,} 个项目上"
    )
    gaps = _gaps(found)
    if not gaps:
        return f"{front}，都没有可比的完成率", ""
    ahead = [name for name, gap in gaps if gap > 0]
    name, gap = min(gaps, key=lambda one: one[1])
    if gap < 0:
        front += f"：{'、'.join(ahead)}超序时，" if ahead else "："
        most = "低得最多" if sum(one < 0 for _, one in gaps) > 1 else "低于序时"
        front += f"{name}{most}（{numbers.fixed(-gap)} 个百分点）"
    else:
        front += "：全部没有低于序时"
    said = ""
    twice = int(total.listed) - int(total.listed_projects)
    if pairs is not None and twice and not is_missing(pairs.completed_wan):
        said = (
            f"相加会重复：{found.in_several:,} 个项目一身多类，各类完成额相加 "
            f"{numbers.yi(pairs.completed_wan)} 亿元，去重后是 "
            f"{numbers.yi(found.total.completed_wan)} 亿元。"
        )
    return front, said


def _classes(found: ClassesData) -> str:
    whole = found.is_whole and len(found.shown) == len(found.city.classes)
    return found.city.class_words if whole else "所选"


def _gaps(found: ClassesData) -> Sequence[tuple[str, float]]:
    """Name and gap of the classes that have one, as it is shown."""
    made = []
    for one in found.shown:
        row = found.money.get(one.code)
        if row is not None and not is_missing(row.ahead_pp):
            gap = found.against(one.code, row).gap
            made.append((one.short_name, float(gap.signed.decimal)))
    return made


@once
def classes(found: ClassesData) -> Markup:
    """A row a class, each ending in the indicator that it is led by; then pairs and projects."""
    gaps = _gaps(found)
    ahead = sum(gap > 0 for _, gap in gaps)
    behind = sum(gap < 0 for _, gap in gaps)
    title = f"{_classes(found)}各看各的：{ahead} 类超序时、{behind} 类低于序时"
    if behind:
        title += f"，{min(gaps, key=lambda one: one[1])[0]}差得最多"
    if not gaps:
        title = "各看各的：没有可比的完成率"
    time = found.view.stamp().time_progress
    at = "" if time is None else f"金线为序时 {numbers.percent(time)}% · "
    sub = f"完成率 = 今年累计完成 ÷ 年计划 · {at}截至 {numbers.iso(found.cut_on)}"
    lines = [_class(found, one) for one in found.shown]
    lines += [_sum_of_pairs(found), _sum_of_projects(found)]
    return card.html(Card(title, sub, table.html(CLASSES, lines, look="classes"), _fine(found)))


def _fine(found: ClassesData) -> str:
    said = "项目数按类计次；差几个是应实施未实施。没有年计划的项目不进完成率。"
    left = [one.short_name for one in found.shown if found.is_empty(one.code)]
    return said + (f"名单上没有项目的类：{'、'.join(left)}。" if left else "")


def _class(found: ClassesData, one: ProjectClass) -> Line:
    code, money, count = one.code, found.money.get(one.code), found.counts.get(one.code)
    href = found.to(code)
    if money is None or count is None:
        return Line(
            {
                "name": Cell(one.short_name, small="名单上没有项目", href=href),
                **dict.fromkeys(("listed", "implemented", "plan", "bar", "rate", "start")),
                "leading": "",
            }
        )
    return Line(
        {
            "name": Cell(one.short_name, small=leading.made_of(found, one), href=href),
            "listed": Cell(
                found.figure(code, "listed", count.listed),
                small=f"只在本类 {found.alone.get(code, 0):,}",
            ),
            "implemented": Cell(
                found.figure(code, "implemented", count.implemented),
                small=_short(
                    count.due, found.figure(code, "due_not_implemented", count.due_not_implemented)
                ),
            ),
            **_progress(found, code, money),
            "start": found.figures.fact_or_ledger(
                "start_rate", count.start_ratio, narrow=found.narrow(code), decimals=1
            ),
            "leading": leading.html(found, one),
        }
    )


def _short(due: int, short: Figure) -> Markup:
    return markup.drawn("short", int(due), short, of="classes/macros")


def _progress(found: ClassesData, code: str, row: Row) -> dict[str, Cell | str | None]:
    """Plan, bar, rate and gap of a class."""
    plan = found.figure(code, "annual_plan", row.plan_wan)
    done = found.figure(code, "completed", row.completed_wan)
    if is_missing(row.plan_wan):
        none = markup.drawn("done", done, of="classes/macros")
        return {"plan": Cell(None, small=none), "bar": "没有年计划，不算完成率", "rate": None}
    against = found.against(code, row)
    return {
        "plan": Cell(plan, small=markup.drawn("done", done, of="classes/macros")),
        "bar": Cell(bar=share_bar(against.ratio, row.time_progress)),
        "rate": Cell(against.rate, small=markup.drawn("gap_short", against.gap)),
    }


def _sum_of_pairs(found: ClassesData) -> Line:
    figures, row, pairs = found.figures, found.implemented, found.pairs
    target = ""
    if found.is_whole and not is_missing(row.target_pairs):
        target = f"与 {int(row.target_pairs):,} 个目标比的是类次"
    plan = None if pairs is None else pairs.plan_wan
    done = None if pairs is None else pairs.completed_wan
    return Line(
        {
            "name": Cell("合计", small="按类计次，有重复"),
            "listed": Cell(figures.from_ledger("listed", row.listed), small="类次"),
            "implemented": Cell(
                figures.from_ledger("implemented", row.implemented),
                small=_short(
                    row.due,
                    figures.from_ledger("due_not_implemented", row.due_not_implemented),
                ),
            ),
            "plan": Cell(
                figures.from_ledger("pairs_plan", plan),
                small=markup.drawn(
                    "done", figures.from_ledger("pairs_completed", done), of="classes/macros"
                ),
            ),
            "bar": Cell("相加有重复，不算率", look="none"),
            "rate": Cell("", look="blank"),
            "start": Cell("", look="blank"),
            "leading": target,
        },
        "sum",
    )


def _sum_of_projects(found: ClassesData) -> Line:
    figures, row, total = found.figures, found.implemented, found.total
    done = figures.from_ledger("completed", total.completed_wan)
    gap = figures.gap("ahead", total.ahead_pp)
    goal = ""
    if found.is_whole and not is_missing(total.target_wan):
        goal = f"与 {numbers.yi(total.target_wan, 0)} 亿元目标比的是去重后的钱；率也按去重"
    return Line(
        {
            "name": Cell("去重后", small="一个项目只计一次"),
            "listed": Cell(figures.from_ledger("projects", row.listed_projects), small="项目"),
            "implemented": Cell(
                figures.from_ledger("implemented_projects", row.implemented_projects),
                small=f"应 {int(row.due_projects):,}",
            ),
            "plan": Cell(
                figures.from_ledger("annual_plan", total.plan_wan),
                small=markup.drawn("done", done, of="classes/macros"),
            ),
            "bar": Cell(bar=share_bar(total.completion_ratio, total.time_progress)),
            "rate": Cell(
                figures.from_ledger("completion", total.completion_ratio),
                small=markup.drawn("gap_short", gap),
            ),
            "start": Cell("", look="blank"),
            "leading": goal,
        },
        "once",
    )


@dataclass(frozen=True)
class Segment:
    """A part of a storey: its words, its share of the track, its figure."""

    name: str
    size: float  # 0..100 of the track
    figure: Figure | None


@dataclass(frozen=True)
class Storeys:
    """Two storeys on one scale: the classes added up, and each project once."""

    name: str
    unit: str
    upper: Sequence[Segment]
    pairs: Figure
    lower: Sequence[Segment]
    twice: str  # what is counted more than once
    once: Figure


@once
def rulers(found: ClassesData) -> Markup:
    """Counts, plan and completed: 类次 above, 去重 below, so that nobody mixes them."""
    pairs, total = found.pairs, found.total
    made = [_counts(found)]
    if pairs is not None and not is_missing(pairs.plan_wan):
        made.append(_storeys(found, "年计划", "annual_plan", "pairs_plan", "plan_wan"))
    if pairs is not None and not is_missing(pairs.completed_wan):
        made.append(_storeys(found, "今年完成", "completed", "pairs_completed", "completed_wan"))
    title = "各类相加与去重后：没有项目一身多类"
    if pairs is not None and not is_missing(pairs.completed_wan):
        more = float(pairs.completed_wan) - float(total.completed_wan)
        title = (
            f"各类相加完成 {numbers.yi(pairs.completed_wan)} 亿元，去重后 "
            f"{numbers.yi(total.completed_wan)} 亿元"
        )
        if numbers.rounded(more / numbers.WAN_IN_YI, 1):
            title += f"：{numbers.yi(more)} 亿元数了不止一遍"
    sub = (
        "每组上条按类相加，下条一个项目只计一次，同一把尺；与个数目标比用上条，"
        f"算钱算率用下条 · 截至 {numbers.iso(found.cut_on)}"
    )
    return card.html(Card(title, sub, markup.render("classes/rulers", storeys=made)))


def _counts(found: ClassesData) -> Storeys:
    row = found.implemented
    track = float(max(int(row.listed), int(row.listed_projects), 1))
    upper = [
        Segment(
            one.short_name,
            100 * int(count.listed) / track,
            found.figure(one.code, "listed", count.listed),
        )
        for one in found.shown
        if (count := found.counts.get(one.code)) is not None
    ]
    held = found.overlaps[found.overlaps["combination"].isna()].dropna(subset=["classes_held"])
    lower = [
        Segment(
            "只在一类" if part.classes_held == "1 类" else f"在 {part.classes_held}",
            100 * int(part.projects) / track,
            found.figures.from_ledger(
                "overlap_projects", part.projects, where={"classes_held": part.classes_held}
            ),
        )
        for part in each(held)
    ]
    twice = int(row.listed) - int(row.listed_projects)
    return Storeys(
        "个数",
        "个",
        upper,
        found.figures.from_ledger("listed", row.listed),
        lower,
        f"重复计 {twice:,}" if twice > 0 else "",
        found.figures.from_ledger("projects", row.listed_projects),
    )


def _storeys(found: ClassesData, name: str, once: str, pairs: str, column: str) -> Storeys:
    both, total = found.pairs, found.total
    added, own = float(getattr(both, column)), getattr(total, column)
    own = 0.0 if is_missing(own) else float(own)
    track = max(added, own, 1.0)
    upper = [
        Segment(one.short_name, 100 * float(value) / track, found.figure(one.code, once, value))
        for one in found.shown
        if (row := found.money.get(one.code)) is not None
        and not is_missing(value := getattr(row, column))
    ]
    lower = [
        Segment(f"{int(total.projects):,} 个项目", 100 * own / track, None),
    ]
    more = added - own
    return Storeys(
        name,
        "亿元",
        upper,
        found.figures.from_ledger(pairs, added),
        lower,
        f"重复计 {numbers.yi(more)}" if numbers.rounded(more / numbers.WAN_IN_YI, 1) > 0 else "",
        found.figures.from_ledger(once, own),
    )
