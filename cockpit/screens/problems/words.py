"""What a problem is called and how its clock is read, on this page and on a project's."""

from dataclasses import dataclass
from datetime import date

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens.rows import Row

CELLS = 3  # days of the clock


def span(week: Row) -> str:
    """The seven days, with a space behind: 05-25 至 05-31; empty where no problem is known."""
    return "" if is_missing(week.week_from) else f"{week.week_from:%m-%d} 至 {week.week_to:%m-%d} "


@dataclass(frozen=True)
class Clock:
    """The three-day clock: the tone of each cell, and what it says with its shape and tone."""

    cells: tuple[str, ...]
    shape: str
    tone: str
    says: str


def clock(row: Row, on: date) -> Clock:
    """The clock of a problem at a day. A 延期 moves what is left, never the three cells."""
    used = int(row.days_used)
    if not is_missing(row.closed_on):
        in_time = used <= CELLS
        says = "当日销号" if used == 0 else f"第 {used} 天销号"
        if in_time:
            return Clock(_cells("ok", max(1, used)), "▲", "ok", says)
        return Clock(_cells("warn", CELLS), "■", "warn", says)
    left = (row.due_on.date() - on).days
    is_extended = row.due_on > row.first_due_on
    if left < 0:
        return Clock(_cells("bad", CELLS), "▼", "bad", f"超期 {-left} 天")
    tone = "warn" if left == 0 or is_extended else "busy"
    says = "今天到期" if left == 0 else f"还有 {left} 天"
    return Clock(
        _cells(tone, CELLS if is_extended else max(1, min(CELLS, used))),
        "■" if left == 0 else "●",
        tone,
        says,
    )


def _cells(tone: str, filled: int) -> tuple[str, ...]:
    return (tone,) * filled + ("",) * (CELLS - filled)


def owner(row: Row) -> str:
    """Who has it at its tier, by name where one is known."""
    if row.tier == "分包领导":
        return text(row.leader) or "分包领导未明确"
    return " ".join(part for part in (text(row.owner_role), text(row.owner)) if part) or "未明确"


def flags(row: Row) -> tuple[str, ...]:
    """How often it was returned and put off."""
    said = []
    if row.returns:
        said.append(f"退回 {int(row.returns)} 次")
    if row.extensions:
        said.append(f"延期 {int(row.extensions)} 次")
    return tuple(said)


def term(row: Row) -> str:
    """Its first due date, and the agreed one beside it: 05-12，延至 06-15."""
    first = f"{row.first_due_on:%m-%d}"
    return f"{first}，延至 {row.due_on:%m-%d}" if row.due_on > row.first_due_on else first


def moment(row: Row) -> str:
    """When an event happened; one of which only the day is known has no time."""
    at = row.happened_at
    said = numbers.iso(at.date())
    return said if (at.hour, at.minute) == (0, 0) else f"{said} {at:%H:%M}"
