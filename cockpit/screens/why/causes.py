"""The waterfall, and cause by cause the projects behind it with who is responsible."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from pandas import DataFrame

from cockpit import chart_sizes, numbers
from cockpit.change import Cause, Part, Point, rounded_to_sum
from cockpit.errors import NotFound
from cockpit.link.values import single
from cockpit.numbers import text
from cockpit.registry.columns import Column
from cockpit.registry.indicators import ORIGINS
from cockpit.screens import grid, markup, table
from cockpit.screens.figures import Figure, as_text
from cockpit.screens.files import File
from cockpit.screens.markup import drawn
from cockpit.screens.once import once
from cockpit.screens.page import ChartText
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.view import View
from cockpit.screens.why import shares
from cockpit.screens.why.data import (
    STEPS,
    WhyData,
    person,
    scaled,
    share_decimals,
    taken_on,
    why_data,
)

SHOWN = 5  # projects a cause, on the first paint
UNITS = {"个百分点": "百分点"}
DEFINITION = (
    "分两步：先在同一天换到新版本，再在新版本里移动时间。比率按完成额与计划额的变动分摊"
    "到项目（算式见指标口径），各部分相加正好等于总变化；按最大余数法取整，所见相加等于所见总变化。"
)


@once
def steps_of(found: WhyData) -> DataFrame:
    """Bars of the waterfall: both figures, and between them each part at its place.

    Columns: label; text (the number as it is read); kind (end, part, time); at, size (亿元 or the
    figure's own unit: where a bar begins, and how long it is, signed).
    """
    change, indicator = found.change, found.indicator
    assert change.start is not None
    assert change.end is not None
    factor = 100 if indicator.scale == "share" else 1
    at = scaled(indicator, factor * change.start)
    rows = [_end(found, change.before, change.start, at)]
    for part, shown in found.parts:
        size = scaled(indicator, part.size)
        text = numbers.fixed(shown, found.decimals, signed=True)
        kind = "time" if part.cause.name in ("TIME", "TARGET") else "part"
        label = part.cause.label
        rows.append({"label": label, "text": text, "kind": kind, "at": at, "size": size})
        at += size
    rows.append(_end(found, change.after, change.end, scaled(indicator, factor * change.end)))
    return DataFrame(rows)


def _end(found: WhyData, point: Point, value: float, at: float) -> dict[str, Any]:
    text = as_text(found.indicator.code, value, signed=found.indicator.unit == "百分点")
    text += "%" if found.indicator.unit == "%" else ""
    label = f"{numbers.iso(taken_on(found, point))}　第 {point.mart.version} 版"
    return {"label": label, "text": text, "kind": "end", "at": at, "size": 0.0}


@once
def waterfall_text(found: WhyData) -> ChartText:
    """The waterfall in words."""
    steps = steps_of(found)
    said = "；".join(f"{row.label} {row.text}" for row in steps.itertuples())
    return ChartText(
        _heading(found),
        f"{found.indicator.name}的变化按原因分解，{UNITS.get(found.unit, found.unit)}，"
        f"{numbers.iso(taken_on(found, found.change.before))} 至 "
        f"{numbers.iso(taken_on(found, found.change.after))}",
        f"瀑布图：{said}。",
        DEFINITION + "首尾两数各自取整，相减可能与总变化差一个显示单位。",
        chart_sizes.waterfall(len(steps)),
    )


def _heading(found: WhyData) -> str:
    """The parts in words, the largest first."""
    ordered = sorted(found.parts, key=lambda pair: -abs(pair[1]))
    said = [
        f"{part.cause.label} {numbers.fixed(size, found.decimals, signed=True)}"
        for part, size in ordered[:3]
    ]
    more = f"，另 {len(ordered) - 3} 项" if len(ordered) > 3 else ""
    front = "全部来自" if len(ordered) == 1 else ""
    return f"{front}{'，'.join(said)}{more} {found.unit}"


@once
def causes(found: WhyData) -> Markup:
    """Each cause: what counts as it, its size, its largest projects; the number opens all."""
    blocks = [_block(found, part, shown) for part, shown in found.parts]
    return markup.render("why/causes", blocks=blocks, unit=found.unit)


@dataclass(frozen=True)
class CauseTable:
    """All rows of a cause in a step: its heading, the table as a file holds it, and its address."""

    heading: Markup
    file: File
    query: str

    def table(self) -> Markup:
        """The table."""
        return grid.html(self.file.frame, self.file.columns)


@once
def cause_tables(found: WhyData) -> list[CauseTable]:
    """All rows of the cause that the link names, which add up to it; none without one.

    A cause of both steps (新一期发布) has a table for each.
    """
    named = [pair for pair in found.parts if pair[0].cause.name.lower() == found.cause]
    if not any(len(part.rows) for part, _ in named):
        return []
    return [
        _cause_table(found, part, f"{STEPS[part.step]}：" if len(named) > 1 else "", shown)
        for part, shown in named
    ]


def _cause_table(found: WhyData, part: Part, front: str, shown: Any) -> CauseTable:
    size = numbers.fixed(shown, found.decimals, signed=True)
    words = f"{front}{part.cause.label} {size} {found.unit}：{_count_words(found, part)}"
    link = found.link(found.view.fixed, cause=part.cause.name.lower(), step=str(part.step))
    return CauseTable(
        markup.render("card_title", words=words),
        shares.file(found, part, _whats(part)),
        urlsplit(link).query,
    )


def _block(found: WhyData, part: Part, shown: Any) -> dict[str, Any]:
    text = numbers.fixed(shown, found.decimals, signed=True)
    top = part.rows.head(SHOWN)
    left = part.size - float(top["size"].sum()) if len(part.rows) else 0.0
    sizes = [scaled(found.indicator, size) for size in [*top["size"], left]]
    decimals = share_decimals(found.indicator)
    said = [numbers.fixed(size, decimals, signed=True) for size in rounded_to_sum(sizes, decimals)]
    is_of_projects = "name" in part.rows
    lines: list[Line | Across] = [
        _line(found, part, row, text)
        for row, text in zip(_records(top), said, strict=False)
        if is_of_projects
    ]
    if lines and (more := len(part.rows) - len(top)) > 0:
        rest = f"其余 {more} 个合计 {said[-1]} {UNITS.get(found.unit, found.unit)}"
        lines.append(Across(drawn("more", rest, _opens(found, part), of="why/macros")))
    return {
        "label": part.cause.label,
        "meaning": part.cause.meaning,
        "step": STEPS[part.step],
        "figure": _figure(found, text, _opens(found, part)),
        "count": _count_words(found, part),
        "table": table.html(_shares(found.unit), lines, look="bars shares") if lines else "",
    }


def _shares(unit: str) -> tuple[Column, ...]:
    return (
        Column("name", "项目"),
        Column("leader", "分包领导"),
        Column("what", "变化"),
        Column("share", f"份额（{UNITS.get(unit, unit)}）", "points"),
    )


def _opens(found: WhyData, part: Part) -> str:
    """All rows of a part; of one without projects (序时推移) the definition."""
    if len(part.rows):
        return found.link(cause=part.cause.name.lower())
    return "/indicators?" + found.view.look.query(definition=found.indicator.code)


def _records(rows: DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _count_words(found: WhyData, part: Part) -> str:
    """How many rows a part has, up and down; of growth what was released."""
    if part.rows.empty:
        return ""
    if "growth_pct" in part.rows:
        (row,) = _records(part.rows)
        by = f"{text(row['publisher'])} {numbers.iso(row['released_on'])} 发布".strip()
        return f"{what(part.cause, row)}，{by}"
    noun = "个（项目，类别）" if found.indicator.scale == "count" else "个项目"
    up, down = int((part.rows["size"] > 0).sum()), int((part.rows["size"] < 0).sum())
    return f"{len(part.rows)} {noun}" + (f"，{up} 升 {down} 降" if up and down else "")


def _figure(found: WhyData, text: str, href: str) -> Figure:
    kind = found.view.stamp().figure_kind
    if found.indicator.reckoning == "published":
        kind = "published"
    day = numbers.iso(taken_on(found, found.change.after))
    title = f"{found.indicator.name}的变化 · {ORIGINS[kind]} · 截至 {day}"
    return Figure(text, found.unit, found.indicator.code, kind, href, title)


def _line(found: WhyData, part: Part, row: Mapping[str, Any], text: str) -> Line:
    href = "/project?" + found.view.look.query(project=str(row["project_id"]))
    return Line(
        {
            "name": Cell(row["name"], href=href),
            "leader": person(row.get("leader")),
            "what": what(part.cause, row),
            "share": _figure(found, text, href),
        }
    )


def what(cause: Cause, row: Mapping[str, Any]) -> str:
    """What happened to a project, in words: 完成 1.20 → 1.45 亿元."""
    if "growth_pct" in row:
        return _what_rate(cause, row)
    if "project_class" in row:
        return f"{row['project_class']}：{_what_pair(cause, row)}"
    said = []
    if not row["listed_0"] or not row["listed_1"]:
        said.append("新列入名单" if row["listed_1"] else "退出名单")
    elif cause in (Cause.MOVED, Cause.RESTATED):
        for field in ("classes", "domain", "township", "investor"):
            before, now = (text(row[field + end]) or "未填" for end in ("_0", "_1"))
            if before != now:
                said.append(f"{before} → {now}")
    if cause is not Cause.PLAN or not (row["own_0"] and row["own_1"]):
        said += _moved("完成", row["completed_0"], row["completed_1"])
    if cause not in (Cause.PROGRESS, Cause.REPORTED):
        said += _moved("年计划", row["plan_0"], row["plan_1"])
    return "，".join(said)


def _moved(name: str, before: float, after: float) -> list[str]:
    if before == after:
        return []
    return [f"{name} {numbers.yi(before, 2)} → {numbers.yi(after, 2)} 亿元"]


def _what_rate(cause: Cause, row: Mapping[str, Any]) -> str:
    before, now = (numbers.fixed(row[name]) for name in ("before_pct", "growth_pct"))
    name = f"{numbers.months_words(row['period_end'])}累计增速"
    if cause is Cause.REVISION:
        return f"{name} {before}% → {now}%"
    earlier = "" if numbers.is_missing(row["before_pct"]) else f"（前一期 {before}%）"
    return f"{name} {now}%{earlier}"


def _what_pair(cause: Cause, row: Mapping[str, Any]) -> str:
    if cause in (Cause.LISTED, Cause.MOVED):
        return "列入" if row["scoped_1"] else "退出"
    if cause is Cause.DUE:
        return f"应开工 {numbers.iso(row['due_on_1'])}"
    if cause is Cause.PLAN:
        return f"应开工 {numbers.iso(row['due_on_0'])} → {numbers.iso(row['due_on_1'])}"
    if row["is_implemented_1"] is True or row["is_implemented_1"] == 1:
        on = row["implemented_on_1"]
        return "续建，年初没有停工" if numbers.is_missing(on) else f"{numbers.iso(on)} 开工或复工"
    return "不再计为已实施"


def file(view: View) -> File:
    """The rows of a cause in a step as a file. Raises BadLink, NotFound."""
    found, step = why_data(view), single(view.query, "step", "步骤")
    for part, _ in found.parts:
        if part.cause.name.lower() == found.cause and str(part.step) == step and len(part.rows):
            return shares.file(found, part, _whats(part))
    raise NotFound("这个原因没有明细", where="cause=、step=", way_out="回到“变动原因”重新选择")


def _whats(part: Part) -> list[str]:
    return [what(part.cause, row) for row in _records(part.rows)]
