"""How the classes overlap: exclusive combinations, and who is in several."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import text
from cockpit.registry.columns import Column
from cockpit.screens import card, lamps, markup, table
from cockpit.screens.card import Card
from cockpit.screens.classes.data import ClassesData
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Across, Cell, Line
from queries import classes
from queries import lamps as lit

LISTED = 7  # projects of two classes and more
SEVERAL = (
    Column("name", "项目"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("rate", "完成率（%）", "share"),
    Column("lamp", "灯"),
)


@dataclass(frozen=True)
class Combination:
    """A column: its projects, how high its bar is in its half, which classes it joins."""

    words: str
    projects: Figure
    height: float  # 0..100
    dots: tuple[bool, ...]
    first: int  # row of its first dot, from 0
    last: int


@dataclass(frozen=True)
class Half:
    """Combinations on one scale. ``words``: what they are, as the question says it."""

    words: str
    total: Figure
    columns: Sequence[Combination]


@once
def html(found: ClassesData) -> Markup:
    """The combinations: those of one class, and on a scale of their own those of several."""
    rows = [row for row in each(found.overlaps) if text(row.combination)]
    several = [row for row in rows if len(row.class_list) > 1]
    count = sum(int(row.projects) for row in several)
    title = f"{count:,} 个项目一身多类"
    if several:
        most = max(several, key=lambda row: int(row.projects))
        names = " + ".join(found.city.class_of(code).short_name for code in most.class_list)
        title += f"，最多的是“{names}”，{int(most.projects):,} 个"
    else:
        title = "没有项目一身多类"
    total = int(found.implemented.listed_projects)
    sub = (
        f"每列一种组合，各列不相交，加起来 {total:,} 个 · 左右两半柱高不同尺 · "
        f"点数字看名单 · 截至 {numbers.iso(found.view.look.filters.as_of)}"
    )
    codes = [one.code for one in found.city.classes]
    codes += [c for row in rows for c in row.class_list if c not in codes]
    codes = [code for code in dict.fromkeys(codes) if any(code in r.class_list for r in rows)]
    alone = [row for row in rows if len(row.class_list) == 1]
    alone.sort(key=lambda row: codes.index(row.class_list[0]))
    halves = [
        half
        for half in (
            _half(found, "只在一类", alone, codes),
            _half(found, "在两类以上", several, codes),
        )
        if half is not None
    ]
    labels = [found.city.class_of(code).short_name for code in codes]
    body = markup.render("classes/overlaps", halves=halves, labels=labels)
    fine = "类别按名单全部算，不受类别筛选影响。" if found.view.look.filters.classes else ""
    return card.html(Card(title, sub, body, fine))


def _half(found: ClassesData, words: str, rows: Sequence[Row], codes: Sequence[str]) -> Half | None:
    if not rows:
        return None
    top = max(int(row.projects) for row in rows)
    columns = []
    for row in rows:
        dots = tuple(code in row.class_list for code in codes)
        at = [n for n, is_in in enumerate(dots) if is_in]
        columns.append(
            Combination(
                str(row.combination),
                found.figures.from_ledger(
                    "overlap_projects", row.projects, where={"combination": row.combination}
                ),
                round(100 * int(row.projects) / top, 1),
                dots,
                at[0],
                at[-1],
            )
        )
    total = found.figures.from_ledger(
        "overlap_projects", sum(int(row.projects) for row in rows), where={"held_in": words}
    )
    return Half(words, total, columns)


@once
def several(found: ClassesData) -> Markup:
    """Who is in three classes, then in two, by plan."""
    rows = [r for r in each(found.view.ask(classes.overlap_rows)) if r.classes_held != "1 类"]
    lamp = {row.project_id: row.lamp for row in each(found.view.ask(lit.by_project))}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.classes_held, []).append(row)
    lines: list[Line | Across] = []
    left = LISTED
    for held, ours in groups.items():
        lines.append(Across(f"{held}，共 {len(ours):,} 个", is_head=True))
        lines += [_line(found, row, lamp.get(row.project_id, "不计")) for row in ours[:left]]
        if len(ours) > left:
            lines.append(Across(f"另有 {len(ours) - left:,} 个，点左边的数字看名单"))
        left = max(0, left - len(ours))
        if not left:
            break
    said = "、".join(f"在 {held} 的 {len(ours):,} 个" for held, ours in groups.items())
    sub = f"按年计划从大到小 · 截至 {numbers.iso(found.cut_on)}"
    empty = "" if rows else "每个项目都只在一类里。"
    body = table.html(SEVERAL, lines, look="classes several") if rows else ""
    return card.html(Card(said or "没有一身多类的项目", sub, body, empty=empty))


def _line(found: ClassesData, row: Row, lamp: str) -> Line:
    def figure(code: str, value: object, decimals: int) -> Figure:
        return found.figures.from_ledger(
            code, value, project=str(row.project_id), decimals=decimals
        )

    return Line(
        {
            "name": Cell(
                text(row.name) or str(row.project_id),
                small=str(row.combination),
                href=found.project(str(row.project_id)),
            ),
            "plan": figure("annual_plan", row.annual_plan_wan, 2),
            "rate": figure("completion", row.completion_ratio, 1),
            "lamp": Cell(lamps.WORDS[lamp], look=lamps.TONES[lamp]),
        }
    )
