"""Taking a version back, in words: what would be written back, or what stands in the way."""

from dataclasses import dataclass

from markupsafe import Markup

from cockpit.errors import CockpitError, TouchedLater, UndoRefused
from cockpit.intake.undoing import Undoing
from cockpit.screens import markup
from cockpit.screens.history.data import HistoryData
from cockpit.screens.imports.effect import Effect
from cockpit.tables.contracts import TABLES

SHOWN, WAYS = 12, 3  # rows that stand in the way, and links to the versions behind them


@dataclass(frozen=True)
class InTheWay:
    """A row that stands in the way: its table, its key, its project, who wrote it last."""

    table: str
    key: str
    name: str
    version: str


def back(undoing: Undoing) -> Markup:
    """What goes back, table by table."""
    lines = []
    for one in undoing.tables:
        counts = {"改回": one.earlier, "减少": one.out, "恢复": one.again}
        said = "、".join(f"{word} {count} 行" for word, count in counts.items() if count)
        lines.append((TABLES[one.table].names[0], said))
    undone = undoing.undone
    return markup.render(
        "history/back",
        message=undone.message,
        who=f"{undone.at:%Y-%m-%d %H:%M}" + (f" · {undone.author}" if undone.author else ""),
        lines=lines,
        projects=undoing.projects,
    )


def refused(found: HistoryData, error: CockpitError) -> Markup:
    """What stands in the way, with the versions to take back first."""
    of = error if isinstance(error, UndoRefused) else UndoRefused(error.what, way_out="")
    later = {row.version for row in of.rows if row.version}
    return markup.render(
        "history/refused",
        error=error,
        rows=[_row(found, row) for row in of.rows[:SHOWN]],
        left=of.total - min(SHOWN, len(of.rows)),
        faults=[str(fault) for fault in of.faults[:SHOWN]],
        ways=[
            (found.link(undo=str(number)), f"先撤销第 {number} 版")
            for number in sorted(later, reverse=True)[:WAYS]
        ],
    )


def _row(found: HistoryData, row: TouchedLater) -> InTheWay:
    parts = row.key.split("|")
    known = next((v for v in found.view.versions() if v.number == row.version), None)
    by = f"第 {row.version} 版" if row.version else "不明"
    if known and known.author:
        by += f" · {known.author}"
    rest = "、".join(parts[1:] if row.name else parts)
    return InTheWay(TABLES[row.table].names[0], rest, row.name, by)


def effect(moved: Effect) -> Markup:
    """The headline figures as they would be."""
    shown = [one for one in moved.headlines if one.was != one.now]
    return markup.render("history/effect", moved=shown, as_of=moved.as_of)
