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
from cockpit.screens import markup
from cockpit.screens import page as parts
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.loads import COMMANDS, KINDS
from cockpit.screens.page import Headline
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
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
        rows = []
        for row in each(_group(found, "类别")):
            narrow = {"classes": (row.group_name,)}
            has_report = not numbers.is_missing(row.last_report_on)
            rows.append(
                _counts(found, row, narrow=narrow)
                | {
                    "day": numbers.iso(row.last_report_on) if has_report else "",
                    "age": _days(found.view.figures(), row, "days_since", narrow=narrow)
                    if has_report
                    else None,
                }
            )
        return markup.render("freshness/classes", rows=rows, is_weekly=found.stamp_row.is_weekly)

    return _part(found, "classes", make)


def owners(found: FreshnessData) -> Markup:
    """Whom to call: the organisations and the leaders with the most that has not been reported."""

    def make() -> Markup:
        sides = []
        for kind, parameter in OWNERS.items():
            lacking = _group(found, kind).query("silent > 0 or not_reported > 0")
            shown = lacking.head(MOST_GROUPS)
            rows = [
                _counts(found, row, where={parameter: row.group_name} if row.is_named else {})
                for row in each(shown)
            ]
            sides.append({"kind": kind, "rows": rows, "more": len(lacking) - len(shown)})
        row = found.stamp_row
        has_reports = not numbers.is_missing(row.reported_on)
        nobody = "没有要催的" if has_reports else f"{_rhythm(row)}，暂不催报"
        return markup.render(
            "freshness/owners", sides=sides, is_weekly=row.is_weekly, nobody=nobody
        )

    return _part(found, "owners", make)


def _group(found: FreshnessData, kind: str) -> DataFrame:
    return found.groups[found.groups["group_kind"] == kind]


def _counts(found: FreshnessData, row: Row, **more: Any) -> dict[str, Any]:
    def figure(code: str) -> Figure:
        value = getattr(row, code)
        has_rows = not numbers.is_missing(value) and value > 0
        more_of = more if has_rows else {"narrow": more.get("narrow")}
        return found.view.figures().from_ledger(code, value, **more_of)

    lacking = row.silent if found.stamp_row.is_weekly else row.not_reported
    has_share = row.to_report and not numbers.is_missing(lacking)
    share = 100 * lacking / row.to_report if has_share else 0
    return {
        "name": row.group_name,
        "to_report": figure("to_report"),
        "not_reported": figure("not_reported"),
        "silent": figure("silent"),
        "share": f"{share:.1f}",
    }


def silent(found: FreshnessData) -> Markup:
    """The projects that have been silent longest, by name."""

    def make() -> Markup:
        lacking = found.projects.query("silent == 1 or not_reported == 1")
        rows = [
            {
                "name": row.name,
                "href": f"/project?{found.view.look.query(project=row.project_id)}",
                "organisation": text(row.organisation),
                "township": text(row.township),
                "leader": text(row.leader) or "未明确",
                "due_on": numbers.iso(row.due_on),
                "reported_on": ""
                if numbers.is_missing(row.reported_on)
                else numbers.iso(row.reported_on),
                "age": None
                if numbers.is_missing(row.days_since)
                else _days(found.view.figures(), row, "days_since", project=row.project_id),
            }
            for row in each(lacking.head(MOST_NAMED))
        ]
        row = found.stamp_row
        code = "silent" if row.is_weekly else "not_reported"
        return markup.render(
            "freshness/silent",
            rows=rows,
            count=found.view.figures().from_ledger(code, row[code]),
            more=len(lacking) - len(rows),
            is_weekly=row.is_weekly,
            rhythm="" if row.is_weekly else _rhythm(row),
            has_reports=not numbers.is_missing(row.reported_on),
        )

    return _part(found, "silent", make)


def tables(found: FreshnessData) -> Markup:
    """How far each table reaches, and the file that brought its last row."""

    def make() -> Markup:
        rows = [
            {
                "name": TABLES[row.table_name].names[0]
                if row.table_name in TABLES
                else row.table_name,
                "day": numbers.iso(row.last_on),
                "age": _days(found.view.figures(), row),
                "assumed": bool(row.is_assumed),
                "file": text(row.file),
                "author": text(row.author),
                "at": ""
                if numbers.is_missing(row.loaded_at)
                else f"{row.loaded_at:%Y-%m-%d %H:%M}",
            }
            for row in each(found.sources)
            if not numbers.is_missing(row.last_on)
        ]
        empty = [
            TABLES[row.table_name].names[0] if row.table_name in TABLES else row.table_name
            for row in each(found.sources)
            if numbers.is_missing(row.last_on)
        ]
        return markup.render("freshness/tables", rows=rows, empty=empty)

    return _part(found, "tables", make)


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
    file = text(row.file)
    return {"file": COMMANDS.get(file, file), "kind": KINDS.get(text(row.kind), "")}


CARDS: Mapping[str, Callable[[FreshnessData], Markup]] = {  # in the page's order
    "owners": owners,
    "silent": silent,
    "classes": classes,
    "tables": tables,
    "versions": versions,
}


def headline(view: View) -> Headline:
    """What the page finds. Raises as ``render``."""
    found = freshness_data(view)
    return Headline(found.title, found.lead, view.look.filters.as_of)


def render(view: View) -> Markup:
    """The page without Streamlit. Raises NoData."""
    found = freshness_data(view)
    return parts.joined(
        parts.headline(found.title, found.lead),
        parts.stamp(view, is_at_cut=False),
        ages(found),
        *(parts.card(part(found)) for part in CARDS.values()),
    )
