"""The parts of the page of freshness: who has not reported, how old data is, what was loaded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.errors import NoData
from cockpit.numbers import text
from cockpit.registry.columns import REPORTERS, Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.loads import KINDS, file_words
from cockpit.screens.page import Headline
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from cockpit.screens.view import View
from cockpit.screens.wall.cards import share_bar
from cockpit.settings import SHANGHAI
from cockpit.tables.contracts import TABLES
from cockpit.warehouse.lake import Version
from queries import freshness

LEAD = "应报：有年度计划、已到应开工日的项目。"
WEEKLY = "近 7 天含截至日当天，已竣工、投产的不催；本年从未填报的，两个数里都有。"
MOST_NAMED, MOST_GROUPS, MOST_VERSIONS, MOST_FILES = 12, 10, 8, 4
AGES = (  # the tables whose age stands in front, and what their last date is
    ("progress_report", "台账最近填报"),
    ("regional_growth", "增速最近发布"),
    ("bond_use", "专项债最近使用"),
)
OWNERS = {"责任单位": "org", "分包领导": "lead"}  # kind → its parameter in the ledger's link
SILENT = Column("silent", "近 7 天未报", "count")
NOT_REPORTED = Column("not_reported", "本年未报", "count")
NAMED = {"name", "organisation", "leader", "due_on", "reported_on", "days_since"}
SILENT_PROJECTS = tuple(column for column in REPORTERS if column.name in NAMED)
LOADED = (
    Column("name", "表"),
    Column("last_on", "数到", "date"),
    Column("age", "距截至日", "count"),
    Column("file", "最近更新的文件"),
    Column("author", "导入人"),
    Column("loaded_at", "导入时间", "date"),
)


@dataclass(frozen=True)
class FreshnessData:
    """What the page is drawn from: its view, its finding and the answers."""

    view: View
    title: str
    lead: str
    stamp_row: Row
    projects: DataFrame
    groups: DataFrame
    sources: DataFrame
    loads: DataFrame


def freshness_data(view: View) -> FreshnessData:
    """The answers of a view. Raises NoData where no project is on the list."""

    row = view.row(freshness.stamp)
    whole = view.look.filters.is_whole
    if not row.projects:
        raise NoData(
            "还没有项目台账" if whole else "当前筛选下没有项目",
            way_out="先导入项目、年度计划与类别，或换一个日期" if whole else "放宽筛选",
        )
    return FreshnessData(
        view,
        _finding(row, view.ask(freshness.by_project)),
        LEAD + (WEEKLY if row.is_weekly else f"{_rhythm(row)}，不按近 7 天催报。"),
        row,
        view.ask(freshness.by_project),
        view.ask(freshness.by_group),
        view.ask(freshness.sources),
        view.ask(freshness.loads),
    )


def _finding(row: Row, projects: DataFrame) -> str:
    if not row.to_report:
        return "截至这一日还没有应报的项目"
    said = f"{int(row.to_report)} 个应报项目"
    if numbers.is_missing(row.reported_on):
        return f"{said}，{_rhythm(row)}"
    if not row.is_weekly:
        never = f"{int(row.not_reported)} 个本年还没报过" if row.not_reported else "本年都报过"
        return f"{said}，{never}，{_rhythm(row)}"
    lapsed = int((projects["silent"].eq(1) & projects["reported_on"].notna()).sum())
    if not row.not_reported:
        return f"{said}，" + (f"{lapsed} 个近 7 天没报" if lapsed else "近 7 天都报了")
    rest = f"另有 {lapsed} 个近 7 天没报" if lapsed else "其余近 7 天都报了"
    return f"{said}，{int(row.not_reported)} 个本年还没报过，{rest}"


def _rhythm(row: Row) -> str:
    """How far the ledger is reported, where that is not every week."""
    if numbers.is_missing(row.reported_on):
        # the first month's report is asked for at its end
        return "本年第一期尚未到报送日" if row.is_first_month else "本年还没有装入填报"
    return f"台账已填报到 {numbers.month_end_words(row.reported_on.date())}"


def _part(found: FreshnessData, name: str, make: Callable[[], Markup]) -> Markup:
    """A part of the page, made once a mart and look."""
    return found.view.cached(f"freshness {name}", make)


def ages(found: FreshnessData) -> Markup:
    """How old the ledger, the published growth and the bonds are, and the last load."""

    def make() -> Markup:
        rows = {row.table_name: row for row in each(found.sources)}
        cards = [_age(found, name, rows[table]) for table, name in AGES]
        return markup.render("freshness/ages", cards=cards, last=_last_load(found))

    return _part(found, "ages", make)


def _age(found: FreshnessData, name: str, row: Row) -> dict[str, Any]:
    if numbers.is_missing(row.last_on):
        return {"name": name, "day": "", "age": None}
    return {"name": name, "day": numbers.iso(row.last_on), "age": _days(found.view.figures(), row)}


def _days(figures: FigureMaker, row: Row, code: str = "table_age", **of: Any) -> Figure:
    return figures.from_ledger(code, row.days_since, **of)


def _last_load(found: FreshnessData) -> dict[str, str] | None:
    known = _known(found)
    for version, loads in _by_version(known, found.loads):
        if loads:
            more = f" 等 {len(loads)} 个文件" if len(loads) > 1 else ""
            return {
                "at": f"{version.at:%Y-%m-%d %H:%M}",
                "file": loads[0]["file"] + more,
                "author": version.author,
            }
    return None


def _known(found: FreshnessData) -> list[Version]:
    """The data versions up to the one on screen, oldest first."""
    return [v for v in found.view.versions() if v.number <= found.view.mart.version]


def classes(found: FreshnessData) -> Markup:
    """Each class: who has to report, who has not, and how old its last report is."""

    def make() -> Markup:
        rows = list(each(_group(found, "类别")))
        if not rows:
            return card.html(Card("各类项目的填报", empty="名单上还没有分到类别的项目。"))
        columns = (
            Column("name", "类别"),
            Column("to_report", "应报", "count"),
            NOT_REPORTED,
            *([SILENT] if found.stamp_row.is_weekly else []),
            Column("reported_on", "本年最近填报", "date"),
            Column("days_since", "距截至日", "count"),
        )
        body = table.html(columns, [_class(found, row) for row in rows])
        return card.html(Card("各类项目的填报", body=body, fine="一个项目属于两类时两边都计。"))

    return _part(found, "classes", make)


def _class(found: FreshnessData, row: Row) -> Line:
    narrow = {"classes": (row.group_name,)}
    cells = _counts(found, row, narrow=narrow)
    if numbers.is_missing(row.last_report_on):
        return Line(cells | {"reported_on": "本年无", "days_since": None})
    days = _days(found.view.figures(), row, "days_since", narrow=narrow)
    return Line(cells | {"reported_on": numbers.iso(row.last_report_on), "days_since": days})


def owners(found: FreshnessData) -> Markup:
    """Whom to call: the organisations and the leaders with the most that has not been reported."""
    return _part(
        found,
        "owners",
        lambda: markup.render(
            "freshness/owners", sides=[card.html(_side(found, *kind)) for kind in OWNERS.items()]
        ),
    )


def _side(found: FreshnessData, kind: str, parameter: str) -> Card:
    row, title = found.stamp_row, f"按{kind}：待催报"
    lacking = _group(found, kind).query("silent > 0 or not_reported > 0")
    if lacking.empty:
        has_reports = not numbers.is_missing(row.reported_on)
        nobody = "没有要催的" if has_reports else f"{_rhythm(row)}，暂不催报"
        return Card(title, empty=f"{nobody}。")
    shown = lacking.head(MOST_GROUPS)
    first, *more = (SILENT, NOT_REPORTED) if row.is_weekly else (NOT_REPORTED,)
    share = Column("share", f"{first.header}占应报", "bar")
    columns = (Column("name", kind), first, share, *more, Column("to_report", "应报", "count"))
    body = table.html(columns, [_owner(found, one, parameter) for one in each(shown)], look="kept")
    left = len(lacking) - len(shown)
    return Card(title, body=body, fine=f"另有 {left} 个有未报项目。" if left else "")


def _owner(found: FreshnessData, row: Row, parameter: str) -> Line:
    cells = _counts(found, row, where={parameter: row.group_name} if row.is_named else {})
    lacking = row.silent if found.stamp_row.is_weekly else row.not_reported
    has_share = row.to_report and not numbers.is_missing(lacking)
    share = lacking / row.to_report if has_share else 0
    return Line(cells | {"share": Cell(bar=share_bar(share, None))})


def _group(found: FreshnessData, kind: str) -> DataFrame:
    return found.groups[found.groups["group_kind"] == kind]


def _counts(found: FreshnessData, row: Row, **more: Any) -> dict[str, Cell | Figure]:
    def figure(code: str) -> Figure:
        value = getattr(row, code)
        has_rows = not numbers.is_missing(value) and value > 0
        more_of = more if has_rows else {"narrow": more.get("narrow")}
        return found.view.figures().from_ledger(code, value, **more_of)

    def lacks(code: str) -> Cell:
        said = figure(code)
        return Cell(said, look="" if said.text in ("0", numbers.MISSING) else "lacks")

    return {
        "name": Cell(row.group_name),
        "to_report": figure("to_report"),
        "not_reported": lacks("not_reported"),
        "silent": lacks("silent"),
    }


def silent(found: FreshnessData) -> Markup:
    """The projects that have been silent longest, by name."""

    def make() -> Markup:
        row = found.stamp_row
        title = f"{'最久没报' if row.is_weekly else '本年未报'}的项目"
        lacking = found.projects.query("silent == 1 or not_reported == 1")
        if lacking.empty:
            return card.html(Card(title, empty=f"{_none_silent(row)}。"))
        code = "silent" if row.is_weekly else "not_reported"
        fine = markup.render(
            "freshness/silent",
            more=len(lacking) - MOST_NAMED,
            since="近 7 天" if row.is_weekly else "本年",
            count=found.view.figures().from_ledger(code, row[code]),
        )
        lines = [_silent(found, one) for one in each(lacking.head(MOST_NAMED))]
        return card.html(Card(title, body=table.html(SILENT_PROJECTS, lines), fine=fine))

    return _part(found, "silent", make)


def _none_silent(row: Row) -> str:
    if row.is_weekly:
        return "应报的项目近 7 天都报了"
    if numbers.is_missing(row.reported_on):
        return f"{_rhythm(row)}，暂不判断谁未报"
    return f"应报的项目本年都报过，{_rhythm(row)}"


def _silent(found: FreshnessData, row: Row) -> Line:
    never = numbers.is_missing(row.reported_on)
    link = "/project?" + found.view.look.query(project=row.project_id)
    return Line(
        {
            "name": Cell(row.name, small=text(row.township), href=link),
            "organisation": text(row.organisation),
            "leader": text(row.leader) or "未明确",
            "due_on": numbers.iso(row.due_on),
            "reported_on": Cell("本年未报", look="lacks")
            if never
            else numbers.iso(row.reported_on),
            "days_since": None
            if numbers.is_missing(row.days_since)
            else _days(found.view.figures(), row, "days_since", project=row.project_id),
        }
    )


def tables(found: FreshnessData) -> Markup:
    """How far each table reaches, and the file that brought its last row."""

    def make() -> Markup:
        rows = list(each(found.sources))
        known = [row for row in rows if not numbers.is_missing(row.last_on)]
        empty = [_table_name(row) for row in rows if numbers.is_missing(row.last_on)]
        said = f"截至这一日没有数据的表：{'、'.join(empty)}。" if empty else ""
        body = table.html(LOADED, [_table(found, row) for row in known])
        return card.html(Card("各表数到哪一天，最近由哪个文件更新", body=body, fine=said))

    return _part(found, "tables", make)


def _table_name(row: Row) -> str:
    return TABLES[row.table_name].names[0] if row.table_name in TABLES else str(row.table_name)


def _table(found: FreshnessData, row: Row) -> Line:
    chip = markup.drawn("chip", "assumed", "假定") if row.is_assumed else ""
    is_loaded = not numbers.is_missing(row.loaded_at)
    return Line(
        {
            "name": Markup("{} {}").format(_table_name(row), chip),
            "last_on": numbers.iso(row.last_on),
            "age": _days(found.view.figures(), row),
            "file": text(row.file) or None,
            "author": text(row.author) or None,
            "loaded_at": f"{row.loaded_at:%Y-%m-%d %H:%M}" if is_loaded else None,
        }
    )


def versions(found: FreshnessData) -> Markup:
    """The last data versions: when, by whom, why, and the files that came with each."""

    def make() -> Markup:
        known = _known(found)
        rows = [
            {
                "number": version.number,
                "at": f"{version.at:%Y-%m-%d %H:%M}",
                "author": version.author,
                "message": version.message,
                "files": files,
                "more": len(files) > MOST_FILES,
                "href": "/freshness?" + replace(found.view.look, version=version.number).query()
                if version.number != found.view.mart.version and not found.view.look.version
                else "",
            }
            for version, files in _by_version(known, found.loads)
        ]
        return markup.render("freshness/versions", rows=rows)

    return _part(found, "versions", make)


def _by_version(
    known: Sequence[Version], loads: DataFrame
) -> Iterator[tuple[Version, list[dict[str, str]]]]:
    """The newest versions, each with its loads: those recorded from its beginning on.

    A version's time is that of its transaction's beginning, a load's lies inside the transaction,
    in whole seconds; there is one writer at a time.
    """
    until = datetime.max
    for version in list(reversed(known))[:MOST_VERSIONS]:
        since = version.at.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)
        its = loads[(loads["loaded_at"] >= since) & (loads["loaded_at"] < until)]
        yield version, [_load(row) for row in each(its)]
        until = since


def _load(row: Row) -> dict[str, str]:
    return {"file": file_words(text(row.file)), "kind": KINDS.get(text(row.kind), "")}


CARDS: Mapping[str, Callable[[FreshnessData], Markup]] = {  # in the page's order
    "owners": owners,
    "silent": silent,
    "classes": classes,
    "tables": tables,
    "versions": versions,
}


def headline(view: View) -> Headline:
    """What the page finds. Raises NoData."""
    found = freshness_data(view)
    return Headline(found.title, found.lead, view.look.filters.as_of)
