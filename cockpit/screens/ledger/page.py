"""The parts of 项目台账: what is chosen, the strip of totals, the table, the views beside."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.errors import NoData
from cockpit.numbers import text
from cockpit.registry.columns import COMPLETED_FROM, Column
from cockpit.screens import compare, grid, lamps, loads, markup
from cockpit.screens import page as parts
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.files import File
from cockpit.screens.ledger import beside, data, moves
from cockpit.screens.ledger.beside import TileMap
from cockpit.screens.ledger.data import LedgerData, ledger_data
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import provenance, rows

PAGE = 500  # rows of a page of the table
HIGH = 22  # rows to see at once: as high as the views beside


def require_rows(found: LedgerData) -> None:
    """Raise NoData where the link has no rows at all."""
    if found.frame.empty:
        raise NoData("这里没有明细", way_out="放宽筛选、换一个日期，或先导入这张表")


@once
def chips(found: LedgerData) -> Markup:
    """What is chosen, each with a link that takes it out; and how many rows are in view."""
    counted = ""
    if len(found.seen) < len(found.frame):
        counted = f"显示 {len(found.seen):,}，共 {len(found.frame):,} {found.noun}"
    said = found.address.chips(found.clicked.indicator.name if found.clicked else "")
    if not (said or counted):
        return Markup()
    return markup.render("ledger/chips", chips=said, clear=found.address.cleared(), counted=counted)


def file(view: View) -> File:
    """The rows in view as a file. Raises BadLink."""
    found = ledger_data(view)
    name = f"{found.notes.get('指标', '项目台账')}-{found.notes['截至']}"
    frame = _with_more(found, found.seen)
    return File(frame, found.columns, name, found.title, found.notes)


@once
def totals(found: LedgerData) -> Markup:
    """The strip above the table, which has no footer: what the rows in view add up to."""
    seen = found.seen
    name = "合计" if len(seen) == len(found.frame) else "所见合计"
    size = f"{len(seen):,}"
    sums: list[tuple[str, Figure | str, str]] = [
        (name, _figure(found, "projects", len(seen)) if found.of_projects else size, found.noun)
    ]
    for column in found.columns:
        if column.kind == "moved" and seen[column.name].notna().any():
            name = column.header.removesuffix("（亿元）")
            same = moves.same_words(column, found.view, found.since)
            sums.append((same, "", "") if same else (name, _moved(found, column), "亿元"))
        elif column.kind == "wan" and seen[column.name].notna().any():
            amount, code = float(seen[column.name].sum()), column.adds_up_to
            figure = _figure(found, code, amount, decimals=1) if code else numbers.yi(amount)
            sums.append((column.header.removesuffix("（亿元）"), figure, "亿元"))
    gap: Gap | None = None
    if found.of_projects:
        made = found.progress(seen)
        if made.ratio is not None:
            sums.append(("完成率", _figure(found, "completion", made.ratio), "%"))
            gap = _gap(found, made.ahead_pp)
    return markup.render("ledger/sums", parts=sums, gap=gap)


def _figure(found: LedgerData, code: str, value: float, decimals: int | None = None) -> Figure:
    """A sum of the rows in view; opens the rows of its indicator within the same choice."""
    made = found.view.figures().from_ledger(code, value, decimals=decimals)
    return replace(made, href=found.address.opened(code))


def _moved(found: LedgerData, column: Column) -> Figure | str:
    """What the rows in view completed since then; of a look's all rows it opens 变动原因."""
    text = numbers.yi(float(found.seen[column.name].sum()), 2, signed=True)
    if found.clicked or not found.own.is_whole:
        return text
    base = moves.bases_of([column], found.view, found.since)[column.name]
    made = found.view.figures().from_ledger("completed", None)
    title = f"{column.header.removesuffix('（亿元）')} · {moves.words(found.view, base)} · 变动原因"
    opens = compare.href(found.view.look, "completed", base)
    return replace(made, text=text, href=opens, title=title)


def _gap(found: LedgerData, points: float | None) -> Gap:
    gap = found.view.figures().gap("ahead", points)
    href = found.address.opened("ahead")
    return replace(gap, size=replace(gap.size, href=href), signed=replace(gap.signed, href=href))


@once
def picked(found: LedgerData) -> Markup:
    """The project whose row is picked, with the way to its page; nothing without one."""
    if not (found.own.pick and found.of_projects):
        return Markup()
    pick = found.own.pick
    said: dict[str, str] = {"project": "", "lamp": "", "tone": "", "place": ""}
    if found.picked:
        row = found.seen[found.seen["project_id"] == pick].iloc[0]
        where = (row["township"], row["organisation"], row["leader"])
        said = {
            "project": str(row["name"]),
            "lamp": lamps.WORDS[row["lamp"]],
            "tone": lamps.TONES[row["lamp"]],
            "place": " · ".join(str(part) for part in where if not numbers.is_missing(part)),
        }
    links = {
        "open": f"/project?{found.view.look.query(project=pick)}",
        "close": found.address.to(page=found.own.page),
    }
    return markup.render("ledger/picked", **said, **links)


@dataclass(frozen=True)
class TablePage:
    """A page of the table: ``number`` of ``of``, its rows, and the first row's place from 1."""

    number: int
    of: int
    frame: DataFrame

    @property
    def first(self) -> int:
        """The place of its first row among all in view."""
        return (self.number - 1) * PAGE + 1


def table_page(found: LedgerData) -> TablePage:
    """The page of the table that the link asks for."""
    if not found.of_projects:
        return TablePage(1, 1, found.seen)
    pages = max(1, ceil(len(found.seen) / PAGE))
    page = min(found.own.page, pages)
    return TablePage(page, pages, found.seen.iloc[(page - 1) * PAGE : page * PAGE])


@once
def table(found: LedgerData) -> Markup:
    """The rows in view, a page at a time."""
    if found.seen.empty:
        return markup.render("ledger/nothing_left", noun=found.noun, clear=found.address.cleared())
    here, shown = found.address, table_page(found)
    pick: Callable[[str], str] = lambda code: here.to(pick=code, page=shown.number)  # noqa: E731
    return grid.html(
        _with_more(found, shown.frame),
        found.columns,
        labels=_labels(found),
        alt=f"{found.title}。下面的表每行{found.noun.replace('个', '一个', 1)}。",
        project=lambda code: f"/project?{found.view.look.query(project=code)}",
        pick=pick if found.of_projects else None,
        most_rows=HIGH,
    )


def _labels(found: LedgerData) -> dict[str, str]:
    """Headers as the page writes them: shorter, and with 序时 beside the rate."""
    said = {c.header: c.header.replace("（", " ").replace("）", "") for c in found.columns}
    said["乡镇（街道）"] = "乡镇"
    if found.stamp.time_progress is not None:
        time = numbers.percent(found.stamp.time_progress)
        said["完成率（%）"] = f"完成率 序时\u00a0{time}%"  # a line each
    return said


def _with_more(found: LedgerData, frame: DataFrame) -> DataFrame:
    """The rows with what is asked only where it is shown: the months, and where a figure stands."""
    if any(column.kind == "months" for column in found.columns):
        frame = frame.merge(_of(found, frame, rows.monthly), on="project_id", how="left")
    if any(column.name == COMPLETED_FROM for column in found.columns):
        places = _of(found, frame, provenance.completed)
        places = places[["project_id"]].assign(
            **{COMPLETED_FROM: [_place(row) for row in each(places)]}
        )
        frame = frame.merge(places, on="project_id", how="left")
    return frame


def _place(row: Row) -> str:
    place = loads.place_words(text(row.sheet), text(row.cell), row.source_row)
    return " › ".join(part for part in (loads.file_words(row.file), place) if part)


def _of(found: LedgerData, frame: DataFrame, question: Callable[..., DataFrame]) -> DataFrame:
    codes = tuple(frame["project_id"])
    if len(codes) > PAGE:  # a file of thousands: not kept
        return question(found.view.mart.connection, found.view.look.filters, codes)
    return found.view.ask(question, projects=codes)


@once
def fine_print(found: LedgerData) -> Markup:
    """Definition, units, and what the sample is."""
    said = ""
    of_published = found.clicked is not None and found.clicked.indicator.is_of_published
    if found.stamp.ledger_kind == "sample" and not of_published:
        said += "示例项目与示例领导，非真实项目；乡镇名为真实名称，其上的数值均为示例。"
    if found.question == data.ALL and found.clicked is None:
        missing = int(found.seen["counted_plan_wan"].isna().sum())
        said += f"无本年计划的 {missing:,} 个不进完成率。" if missing else ""
    if found.of_projects:
        said += (
            "灯按月序时取最重一条规则（阈值为假定）；月度为本年各整月完成。"
            "点一行或按空格选中，点名称打开项目页。"
        )
    pages = "只排本页，排全部用“列”里的排序" if len(found.seen) > PAGE else "排序"
    said += f"点表头{pages}；筛选与搜索写入网址，可复制分享。"
    if found.clicked is None:
        return parts.fine(said)
    meaning = found.view.look.query(definition=found.clicked.indicator.code)
    return markup.render(
        "ledger/defined", definition=found.definition, href=f"/indicators?{meaning}", words=said
    )


@once
def tile_map(found: LedgerData) -> Markup:
    """The townships as tiles; a sentence where none has a place."""
    seen = beside.map_of(found)
    if not isinstance(seen, TileMap):
        return parts.fine(seen)
    return markup.render("ledger/tile_map", map=seen)


@once
def bars(found: LedgerData) -> Markup:
    """How many projects each domain and each class has."""
    title, sub, groups = beside.bars_of(found)
    return markup.render("ledger/bars", title=title, sub=sub, groups=groups)


def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink, NoData."""
    found = ledger_data(view)
    require_rows(found)
    return Headline(found.title, found.lead, found.stamp.cut_on)
