"""④ 会变什么: figures before and after, projects, past values; and after the commit what was."""

from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.intake.demonstration import Leaving
from cockpit.screens import markup
from cockpit.screens.imports.effect import Effect, HeadlineMoved
from cockpit.screens.imports.steps import moved_words
from cockpit.screens.imports.work import Done, Work
from cockpit.tables.contracts import TABLES
from cockpit.visible import quoted, visible

SHOWN = ("completed", "completion", "ahead", "implemented", "lamp_red", "fai_growth")
UNITS = {"ahead": "个百分点", "completion": "个百分点", "fai_growth": "个百分点"}
NAMED, MOST_RESTATED, MOST_TABLES = 4, 30, 8


@dataclass(frozen=True)
class FigureMoved:
    """A headline figure: before, after, its unit, by how much, whether to look twice."""

    name: str
    was: str
    now: str
    unit: str
    difference: str
    is_jump: bool


@dataclass(frozen=True)
class Group:
    """Projects of one kind: how many, the word, and what is said of them."""

    count: int
    word: str
    said: str = ""
    names: tuple[str, ...] = ()


def title(work: Work) -> tuple[str, str]:
    """The card's title, and what the figures are held against."""
    effect = work.effect
    if work.preview is None:
        return "会变什么", "几个总数前后对照；看过再决定导入还是放弃"
    if effect is None:
        held = f"与第 {work.read_version} 版比" if work.read_version else ""
        return "没有可以写入的改动", held
    restated = f"，{len(effect.restated)} 个过去的数会被改" if effect.restated else ""
    held = f"与第 {work.read_version} 版比，截至 {numbers.iso(effect.as_of)}"
    if work.missing:
        held += "；只按现在没有错的行来算"
    return f"{moved_words(effect)}{restated}", held


def figures(effect: Effect) -> list[FigureMoved]:
    """The six figures that the page shows."""
    return [_figure(effect.headline(code)) for code in SHOWN]


def _figure(moved: HeadlineMoved) -> FigureMoved:
    unit = UNITS.get(moved.code, "") if moved.difference else ""
    difference = f"{moved.difference} {unit}".strip() if moved.difference else "不变"
    if moved.was == moved.now == numbers.MISSING:
        difference = "尚无数据"
    elif numbers.MISSING in {moved.was, moved.now}:
        difference = "新有" if moved.was == numbers.MISSING else "不再有"
    return FigureMoved(moved.name, moved.was, moved.now, moved.unit, difference, moved.is_jump)


def groups(work: Work) -> list[Group]:
    """Projects new, changed and absent, and the rows that stay the same."""
    preview = work.preview
    if preview is None:
        return []
    moved, names = preview.projects, preview.projects.names
    by_table = [
        f"{TABLES[t.table].names[0]} {t.new + t.changed}"
        for t in preview.written
        if t.new + t.changed
    ]
    same = sum(t.same for t in preview.written)
    absent = frozenset[str]().union(*moved.absent.values()) if moved.absent else frozenset()
    return [
        Group(len(moved.new), "个新增", _named(moved.new, names), _all(moved.new, names)),
        Group(
            len(moved.changed), "个有变化", "、".join(by_table[:MOST_TABLES]),
            _all(moved.changed, names),
        ),
        Group(
            len(moved.same),
            "个没变",
            f"{numbers.count(same)} 行与已装入相同，不写入" if same else "",
        ),
        Group(
            len(absent), "个表里没有",
            f"{_named(absent, names)}，保留原值，不删" if absent else "", _all(absent, names),
        ),
    ]  # fmt: skip


def _named(codes: frozenset[str], names: dict[str, str]) -> str:
    shown = [quoted(names.get(code) or code) for code in sorted(codes)[:NAMED]]
    return "、".join(shown) + ("等" if len(codes) > NAMED else "")


def _all(codes: frozenset[str], names: dict[str, str]) -> tuple[str, ...]:
    listed = [quoted(names.get(code) or code) for code in sorted(codes)[:200]]
    return tuple(listed) if len(codes) > NAMED else ()


def html(work: Work) -> Markup:
    """The card's body; empty without anything that changes."""
    if work.effect is None or work.preview is None:
        return Markup()
    restated = work.effect.restated[:MOST_RESTATED]
    overwritten = [quoted(one) for table in work.preview.written for one in table.overwrites]
    return markup.render(
        "imports/effect",
        figures=figures(work.effect),
        groups=groups(work),
        restated=[
            (one, numbers.iso(one.on), visible(one.about), visible(one.place)) for one in restated
        ],
        more=len(work.effect.restated) - len(restated),
        overwritten=overwritten[:MOST_RESTATED],
    )


def done_html(done: Done, version_href: str, wall_href: str) -> Markup:
    """What was loaded, and the ways on."""
    moved = [f for f in figures(done.effect) if f.was != f.now] if done.effect else []
    files = "、".join(visible(name[:40]) for name in done.files[:NAMED])
    return markup.render(
        "imports/done",
        done=done,
        files=files + (f" 等 {len(done.files)} 个文件" if len(done.files) > NAMED else ""),
        note=visible(done.note),
        figures=moved,
        version_href=version_href,
        wall_href=wall_href,
    )


def switch_html(leaving: Leaving) -> Markup:
    """From the demonstration to real data: what goes, and what stays."""
    return markup.render("imports/switch", leaving=leaving)
