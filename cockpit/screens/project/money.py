"""专项债 of a project, and where its current values come from."""

from dataclasses import dataclass
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens import loads
from cockpit.screens.figures import Figure
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day
from cockpit.screens.rows import each


@dataclass(frozen=True)
class Issue:
    """An issue of bonds, or their sum. ``bar``: the drawn length, at most 100 %."""

    name: str
    issued: Figure
    used: Figure
    rate: Figure
    bar: float
    on: str


@dataclass(frozen=True)
class BondsCard:
    """``total``: None with one issue or none; ``empty``: said where nothing was issued."""

    title: str
    sub: str
    issues: tuple[Issue, ...]
    total: Issue | None
    empty: str


@dataclass(frozen=True)
class Source:
    """A value with file, place in it, time of the load and author."""

    name: str
    value: str
    file: str
    place: str
    at: str
    author: str
    note: str


@dataclass(frozen=True)
class OriginCard:
    """Every current value with its source."""

    title: str
    sub: str
    sources: tuple[Source, ...]


def bonds(one: ProjectData) -> BondsCard:
    """Issued and used, by issue and in all."""
    sub = f"发行与累计使用，亿元；截至 {numbers.iso(one.stamp.day('bonds'))}"
    if one.bonds.empty:
        return BondsCard("没有专项债资金", sub, (), None, "截至这一日，没有向这个项目发行专项债。")
    rows = list(each(one.bonds))
    issued, used = sum(r.issued_wan for r in rows), sum(r.used_wan for r in rows)
    share = used / issued if issued else None
    title = f"专项债 {numbers.yi(issued, 2)} 亿元"
    if share is not None:
        title += f"，用了 {numbers.percent(share)}%"
    whole = _issue(one, "合计", (issued, used), share, "") if len(rows) > 1 else None
    return BondsCard(
        title,
        sub,
        tuple(
            _issue(
                one,
                text(r.batch) or numbers.MISSING,
                (r.issued_wan, r.used_wan),
                r.use_ratio,
                "" if is_missing(r.used_on) else numbers.iso(day(r.used_on)),
            )
            for r in rows
        ),
        whole,
        "",
    )


def _issue(one: ProjectData, name: str, wan: tuple[Any, Any], share: Any, on: str) -> Issue:
    issued, used = wan
    return Issue(
        name,
        one.figure("bond_issued", issued, decimals=2),
        one.figure("bond_used", used, decimals=2),
        one.figure("bond_use_rate", share, decimals=1),
        0.0 if share is None or is_missing(share) else round(min(100.0, 100 * float(share)), 2),
        on,
    )


def origin(one: ProjectData) -> OriginCard:
    """Each current value with its file, row, load and author."""
    sources = tuple(map(_source, each(one.origin)))
    lost = sum(source.file == "没有记录" for source in sources)
    title = f"{len(sources)} 个现值都能追到文件和行" if not lost else f"{lost} 个现值没有记录出处"
    return OriginCard(
        title if sources else "还没有可追溯的值",
        f"每个值所在的行由哪次导入写入；数据版本 {one.stamp.version}",
        sources,
    )


def _source(row: Any) -> Source:
    if is_missing(row.load_id):
        return Source(row.item, _value(row), "没有记录", "", "", "", "")
    place = f"{row.sheet}！第 {int(row.source_row)} 行" if text(row.sheet) else ""
    if not place and not is_missing(row.source_row):
        place = f"第 {int(row.source_row)} 行"
    kind = loads.KINDS.get(text(row.load_kind), "")
    note = f"更正：{row.correction}" if text(row.correction) else text(row.note)
    return Source(
        name=row.item,
        value=_value(row),
        file=loads.COMMANDS.get(row.file, text(row.file)),
        place=place or text(row.key),
        at="" if is_missing(row.loaded_at) else f"{row.loaded_at:%Y-%m-%d %H:%M}",
        author=text(row.author),
        note=" · ".join(part for part in (f"第 {int(row.load_id)} 个导入文件", kind, note) if part),
    )


def _value(row: Any) -> str:
    if not is_missing(row.value_wan):
        said = f"{numbers.fixed(row.value_wan, 0)} 万元"
        on = day(row.value_date)
        return f"{said}（{numbers.iso(on)}）" if on else said
    if text(row.value_text):
        return text(row.value_text)
    return numbers.iso(day(row.value_date))
