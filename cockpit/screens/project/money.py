"""专项债 of a project, its money by source, and where its current values come from."""

from dataclasses import dataclass
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import loads, markup, table
from cockpit.screens.card import Card
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day
from cockpit.screens.rows import each
from cockpit.screens.table import Cell, Line, Said
from cockpit.screens.wall.cards import share_bar

ISSUES = (
    Column("name", "批次"),
    Column("issued", "发行（亿元）", "wan"),
    Column("used", "已用（亿元）", "wan"),
    Column("rate", "使用率", "bar"),
)
FUNDS = (
    Column("name", "资金来源"),
    Column("allotted", "下达（亿元）", "wan"),
    Column("arrived", "到位（亿元）", "wan"),
    Column("paid", "支付（亿元）", "wan"),
    Column("arrival", "到位率（%）", "share"),
    Column("payment", "支付率（%）", "share"),
)
SOURCES = (
    Column("name", "数值"),
    Column("file", "文件"),
    Column("place", "位置"),
    Column("loaded_at", "入库时间", "date"),
    Column("author", "录入"),
    Column("note", "导入"),
)


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


def bonds(one: ProjectData) -> Card:
    """Issued and used, by issue and in all."""
    sub = f"发行与累计使用，亿元；截至 {numbers.iso(one.stamp.day('bonds'))}"
    if one.bonds.empty:
        return Card("没有专项债资金", sub, empty="截至这一日，没有向这个项目发行专项债。")
    rows = list(each(one.bonds))
    issued, used = sum(r.issued_wan for r in rows), sum(r.used_wan for r in rows)
    share = used / issued if issued else None
    title = f"专项债 {numbers.yi(issued, 2)} 亿元"
    if share is not None:
        title += f"，用了 {numbers.percent(share)}%"
    lines = [_issue(one, r) for r in rows]
    if len(rows) > 1:
        lines.append(Line(_used(one, "合计", (issued, used), share), "sum"))
    return Card(title, sub, table.html(ISSUES, lines))


def _issue(one: ProjectData, row: Any) -> Line:
    on = "" if is_missing(row.used_on) else f"用款截至 {numbers.iso(day(row.used_on))}"
    name = Cell(text(row.batch) or numbers.MISSING, small=on)
    return Line(_used(one, name, (row.issued_wan, row.used_wan), row.use_ratio))


def _used(
    one: ProjectData, name: Cell | str, wan: tuple[Any, Any], share: Any
) -> dict[str, Cell | Said]:
    issued, used = wan
    return {
        "name": name,
        "issued": one.figure("bond_issued", issued, decimals=2),
        "used": one.figure("bond_used", used, decimals=2),
        "rate": Cell(one.figure("bond_use_rate", share, decimals=1), bar=share_bar(share, None)),
    }


def funds(one: ProjectData) -> Card | None:
    """下达, 到位 and 支付 of each source beside the bonds; None where only these are known."""
    rows = list(each(one.funds))
    if all(row.source == "专项债" for row in rows):
        return None
    total = sum(row.allotted_wan for row in rows)
    title = f"{len(rows)} 个来源共下达 {numbers.yi(total, 2)} 亿元"
    if len(rows) == 1:
        title = f"{rows[0].source}下达 {numbers.yi(total, 2)} 亿元"
    last = max(filter(None, (day(row.told_on) for row in rows)), default=one.as_of)
    sub = f"下达、到位、支付各是各的 · 到位率、支付率都以下达为底 · 填报截至 {numbers.iso(last)}"
    fine = "专项债有发行记录的，下达和到位按发行额，支付按累计使用；没有填报的不进那个率的两边。"
    return Card(title, sub, table.html(FUNDS, [_flow(one, row) for row in rows]), fine)


def _flow(one: ProjectData, row: Any) -> Line:
    def figure(code: str, value: Any, decimals: int = 2) -> Any:
        where = {"project": one.project_id, "source": str(row.source)}
        return one.figures.from_ledger(code, value, where=where, decimals=decimals)

    first, last = int(row.first_year), int(row.last_year)
    years = f"{first} 年" if first == last else f"{first}—{last} 年"
    return Line(
        {
            "name": Cell(str(row.source), small=" · ".join(filter(None, (years, text(row.modes))))),
            "allotted": figure("fund_allotted", row.allotted_wan),
            "arrived": figure("fund_arrived", row.arrived_wan),
            "paid": figure("fund_paid", row.paid_wan),
            "arrival": figure("fund_arrival_rate", row.arrival_ratio, 1),
            "payment": figure("fund_payment_rate", row.payment_ratio, 1),
        }
    )


def origin(one: ProjectData) -> Card:
    """Each current value with its file, row, load and author."""
    sources = tuple(map(_source, each(one.origin)))
    lost = sum(source.file == "没有记录" for source in sources)
    title = f"{len(sources)} 个现值都能追到文件和行" if not lost else f"{lost} 个现值没有记录出处"
    return Card(
        title if sources else "还没有可追溯的值",
        f"每个值所在的行由哪次导入写入；数据版本 {one.stamp.version}",
        table.html(SOURCES, [_line(source) for source in sources]),
    )


def _line(source: Source) -> Line:
    return Line(
        {
            "name": markup.drawn("value", source.name, source.value, of="project/macros"),
            "file": source.file,
            "place": source.place,
            "loaded_at": source.at,
            "author": source.author,
            "note": source.note,
        }
    )


def _source(row: Any) -> Source:
    if is_missing(row.load_id):
        return Source(row.item, _value(row), "没有记录", "", "", "", "")
    place = loads.place_words(text(row.sheet), text(row.cell), row.source_row)
    kind = loads.KINDS.get(text(row.load_kind), "")
    note = f"更正：{row.correction}" if text(row.correction) else text(row.note)
    return Source(
        name=row.item,
        value=_value(row),
        file=loads.file_words(text(row.file)),
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
