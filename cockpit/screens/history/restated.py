"""Values said anew: what stood there, what stands there now, who, when, which cell, and why."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa
from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.registry.columns import Column
from cockpit.screens import table
from cockpit.screens.card import Card, html
from cockpit.screens.files import File
from cockpit.screens.history.data import HistoryData, history_data
from cockpit.screens.loads import file_words
from cockpit.screens.table import Cell, Line
from cockpit.screens.view import View
from cockpit.tables.contracts import TABLES
from cockpit.warehouse.lake import Version
from cockpit.warehouse.wrote import Anew
from queries import project
from queries.filters import Filters

SHOWN = 12
COLUMNS = (
    Column("version", "版本", "count", 60),
    Column("name", "项目", width=180),
    Column("what", "哪一天的什么数", width=200),
    Column("old", "旧", width=90),
    Column("new", "新", width=90),
    Column("difference", "差", width=80),
    Column("unit", "单位", width=60),
    Column("author", "谁", width=100),
    Column("at", "何时", width=130),
    Column("place", "文件与单元格", width=260),
    Column("reason", "原因", width=240),
)
READ = (
    Column("name", "项目"),
    Column("version", "版本"),
    Column("what", "哪一天的什么数"),
    Column("old", "旧", "count"),
    Column("new", "新", "count"),
    Column("difference", "差", "count"),
    Column("author", "谁"),
    Column("at", "何时"),
    Column("place", "文件与单元格"),
    Column("reason", "原因"),
)


def frame(found: HistoryData) -> DataFrame:
    """Columns: those of COLUMNS, and project_id (may be empty); the newest version first."""
    names = _names(found.view)
    made = [
        _row(found, version, one, names)
        for version in found.versions
        if version.number in found.wrote
        for one in found.wrote[version.number].anew
    ]
    return DataFrame(made, columns=[*(column.name for column in COLUMNS), "project_id"])


def card(found: HistoryData) -> Markup:
    """The values, the first of many."""
    count = sum(written.anew_count for written in found.wrote.values())
    of = "" if len(found.versions) == found.known else f"最近 {len(found.wrote)} 版里"
    sub = "同一项目、同一天的数，新版与旧版不同；新报的日子不算。旧值仍可在旧版里查"
    if not count:
        return html(Card(f"{of}没有改过已装的数", sub, empty="每一版都只加了新的行。"))
    rows = frame(found)
    subjects = rows["project_id"].replace("", None).nunique()
    about = f"，涉及 {subjects} 个项目" if subjects else ""
    lines = [_line(found, row) for row in rows.head(SHOWN).to_dict("records")]
    more = count - len(lines)
    fine = f"另有 {more} 处没有列出，可下载。" if more > 0 else ""
    body = table.html(READ, lines, look="anew")
    return html(Card(f"{of}过去的数改过 {count} 处{about}", sub, body, fine))


def file(view: View) -> File:
    """The same as a file, with every value that was read."""
    found = history_data(view)
    stamp = view.stamp()
    notes = {
        "口径": "已装的值后来改成别的值；原来空着、后来填上的不算",
        "数据版本": f"第 {stamp.version} 版",
    }
    return File(frame(found), COLUMNS, f"restated-v{stamp.version}", "过去的数改过的地方", notes)


def _line(found: HistoryData, row: dict[Any, Any]) -> Line:
    code = row["project_id"]
    href = "/project?" + found.view.look.query(project=code) if code else ""
    cells = {column.name: row[column.name] for column in READ}
    unit = "" if row["new"] == numbers.MISSING else row["unit"]
    new = Markup("{}<u>{}</u>").format(row["new"], unit) if unit else row["new"]
    return Line(
        cells
        | {
            "name": Cell(row["name"] or row["what"], href=href),
            "version": str(row["version"]),
            "old": Cell(row["old"], look="mute"),
            "new": new,
        }
    )


def _names(view: View) -> dict[str, str]:
    held = view.ask(project.names, Filters(view.look.filters.as_of))
    return dict(zip(held["project_id"], held["name"], strict=True))


def _row(found: HistoryData, version: Version, one: Anew, names: dict[str, str]) -> dict[str, Any]:
    table_of = TABLES[one.table]
    unit = str(table_of.units.get(one.column, ""))
    is_number = pa.types.is_decimal(table_of.types[one.column])
    old, new = (plain(value, is_number=is_number) for value in (one.old, one.new))
    return {
        "version": version.number,
        "project_id": one.project_id,
        "name": names.get(one.project_id, one.project_id),
        "what": _what(one),
        "old": old,
        "new": new,
        "difference": _difference(one.old, one.new) if is_number else "",
        "unit": unit,
        "author": version.author,
        "at": f"{version.at:%Y-%m-%d %H:%M}",
        "place": _place(found, version, one),
        "reason": _reason(found, version),
    }


def _what(one: Anew) -> str:
    """2022-05-31 累计完成投资: the rest of the row's key, and the column."""
    parts = [part for part in one.key.split("|") if part != one.project_id]
    said = "、".join(parts)
    return f"{said} {TABLES[one.table].label(one.column)}".strip()


def plain(value: str, *, is_number: bool) -> str:
    """A value as people write it: 120 for 120.0000, — for nothing."""
    if not value:
        return numbers.MISSING
    exact = _decimal(value) if is_number else None
    if exact is None:
        return {"true": "是", "false": "否"}.get(value, value)
    return numbers.fixed(exact, _places(exact))


def _difference(old: str, new: str) -> str:
    before, after = _decimal(old), _decimal(new)
    if before is None or after is None:
        return ""
    apart = after - before
    return numbers.fixed(apart, _places(apart), signed=True)


def _places(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _place(found: HistoryData, version: Version, one: Anew) -> str:
    """更正5月两处.xlsx · Sheet1!H4; the row where the column was not noted."""
    if (undone := found.undone(version.number)) is not None:
        return f"撤销第 {undone} 版，写回"
    at = f"{one.letters}{one.row}" if one.letters and one.row else ""
    at = at or (f"第 {one.row} 行" if one.row else "")
    joined = "!" if one.letters else " "
    within = joined.join(filter(None, (one.sheet, at)))
    return " · ".join(filter(None, (file_words(one.file), within)))


def _reason(found: HistoryData, version: Version) -> str:
    """Why: the note of the load, else what the version says."""
    notes: Sequence[str] = [line.note for line in found.loads.get(version.number, ()) if line.note]
    return notes[0] if notes else version.message
