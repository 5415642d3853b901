"""Two versions compared on one day: the figures, then the projects that moved most."""

from typing import Any

from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.change import EXPLAINED
from cockpit.link.since import Since
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import compare, table
from cockpit.screens.card import Card, html
from cockpit.screens.figures import Figure
from cockpit.screens.history.data import HistoryData, Said, said, view_of
from cockpit.screens.imports.effect import HEADLINES
from cockpit.screens.table import Cell, Line
from cockpit.screens.view import View
from queries import rows

MOST = 7  # projects


def title(found: HistoryData) -> Markup:
    """The head of the card."""
    words = "比较两版" if found.old is not None else "这一版的总数"
    return html(Card(words))


def figures(found: HistoryData) -> Markup:
    """Each headline figure in both versions; of the first version as it is."""
    new = said(found.view, found.version(found.new))
    old = None if found.old is None else said(found.view, found.version(found.old))
    columns = [
        Column("name", "指标"),
        *([Column("old", f"第 {found.old} 版", "count")] if old else []),
        Column("new", f"第 {found.new} 版", "count"),
        *([Column("delta", "差", "count"), Column("why", "从哪来")] if old else []),
    ]
    lines = [_line(found, code, old, new) for code in HEADLINES]
    return table.html(columns, lines, look="kept")


def _line(found: HistoryData, code: str, old: Said | None, new: Said) -> Line:
    cells: dict[str, Cell | Figure | str | None] = {
        "name": Cell(INDICATORS[code].name),
        "new": new.figures[code],
    }
    if old is None:
        return Line(cells)
    delta, why = _delta(code, old.values[code], new.values[code]), ""
    is_same = old.figures[code].text == new.figures[code].text
    if not is_same and code in EXPLAINED and found.old is not None:
        why = _why(found, code, found.old)
    return Line(
        cells
        | {
            "old": Cell(old.figures[code], look="mute"),
            "delta": Cell("不变", look="same") if is_same else delta,
            "why": Cell("拆开看", href=why) if why else Cell("", look="mute"),
        }
    )


def _delta(code: str, old: float | None, new: float | None) -> str:
    if old is None or new is None:
        return "—"
    indicator = INDICATORS[code]
    factor = 100 if indicator.scale == "share" else 1
    apart = compare.difference_text(indicator, factor * (new - old))
    unit = compare.difference_unit(indicator).removeprefix("个")
    return Markup("{}<u>{}</u>").format(apart, unit)


def _why(found: HistoryData, code: str, old: int) -> str:
    """变动原因 of a figure between both versions, on the same day."""
    look = view_of(found, found.new).look
    base = Since("", f"第 {old} 版", look.filters.as_of, old, is_pinned=True)
    return compare.href(look, code, base)


def projects(found: HistoryData) -> Markup:
    """The projects whose 完成投资 differs most; nothing where there is no version before."""
    if found.old is None:
        return Markup()
    old, new = view_of(found, found.old), view_of(found, found.new)
    moved = _moved(found, old, new)
    if moved.empty:
        return html(Card("没有项目的完成投资不同", f"第 {found.old} 版与第 {found.new} 版，同一天"))
    columns = (
        Column("name", "项目"),
        Column("old", f"第 {found.old} 版（亿元）", "wan"),
        Column("new", f"第 {found.new} 版（亿元）", "wan"),
        Column("delta", "差", "moved"),
    )
    lines = [_project(row, old, new) for row in moved.head(MOST).to_dict("records")]
    left = len(moved) - len(lines)
    fine = f"另有 {left} 个项目不同，全部在“拆开看”里。" if left else ""
    first = (
        f"完成投资变得最多的 {len(lines)} 个项目" if left else f"{len(lines)} 个项目的完成投资不同"
    )
    return html(Card(first, body=table.html(columns, lines, look="kept"), fine=fine))


def _moved(found: HistoryData, old: View, new: View) -> DataFrame:
    """Columns: project_id; name, organisation; old, new, delta (万元); the largest first."""

    def make() -> DataFrame:
        both = [
            view.ask(rows.ledger).set_index("project_id")[["name", "organisation", "completed_wan"]]
            for view in (old, new)
        ]
        joined = both[1].join(both[0], how="outer", lsuffix="", rsuffix="_old")
        joined["name"] = joined["name"].fillna(joined["name_old"])
        joined["organisation"] = joined["organisation"].fillna(joined["organisation_old"])
        joined["delta"] = joined["completed_wan"].fillna(0) - joined["completed_wan_old"].fillna(0)
        moved = joined[joined["delta"] != 0]
        order = moved["delta"].abs().sort_values(ascending=False, kind="stable").index
        return (
            moved.loc[order]
            .reset_index()
            .rename(columns={"completed_wan": "new", "completed_wan_old": "old"})
        )

    key = ("history two", found.old, found.new, found.view.look)
    return found.view.mart.cached(key, make)


def _project(row: dict[Any, Any], old: View, new: View) -> Line:
    code = str(row["project_id"])

    def figure(view: View, value: Any) -> Figure | None:
        if is_missing(value):
            return None
        return view.figures().from_ledger("completed", value, project=code, decimals=2)

    delta = numbers.yi(row["delta"], 2, signed=True)
    return Line(
        {
            "name": Cell(
                text(row["name"]) or code, small=text(row["organisation"]), href=_open(new, code)
            ),
            "old": Cell(figure(old, row["old"]), look="mute"),
            "new": figure(new, row["new"]),
            "delta": delta,
        }
    )


def _open(view: View, code: str) -> str:
    return "/project?" + view.look.query(project=code)
