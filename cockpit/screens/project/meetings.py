"""周一碰头会 of a project: when meetings spoke of it, what they decided, what became of it."""

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import table
from cockpit.screens.card import Card
from cockpit.screens.monday.agenda import LATE, PATH, TONES, days_words, known_on
from cockpit.screens.monday.page import dates, state_words
from cockpit.screens.project.data import ProjectData
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from queries import meeting
from queries.filters import Filters

COLUMNS = (
    Column("state", "状态"),
    Column("name", "事项"),
    Column("lead", "牵头"),
    Column("due", "时限"),
    Column("on", "会议", "date"),
)


def card(one: ProjectData) -> Card | None:
    """What meetings decided about the project, the last first; None where none spoke of it."""
    on = known_on(one.view)
    decided = [
        row
        for row in each(one.view.ask(meeting.decisions, Filters(on)))
        if text(row.project_id) == one.project_id
    ]
    spoken = sorted(
        row.on_date.date()
        for row in each(one.view.ask(meeting.items, Filters(on)))
        if row.project_id == one.project_id
    )
    if not decided and not spoken:
        return None
    agreed = [row for row in decided if row.agreed]
    done, late = sum(row.done for row in agreed), sum(row.overdue for row in agreed)
    said = [f"碰头会研究 {len(spoken)} 次"] if spoken else []
    if agreed:
        overdue = f"，逾期 {late} 件" if late else ""
        said.append(f"议定 {len(agreed)} 件，落实 {done} 件{overdue}")
    if waiting := len(decided) - len(agreed):
        said.append(f"待议 {waiting} 件")
    sub = f"状态截至 {numbers.iso(on)}"
    if spoken:
        sub += f"；最近一次 {numbers.month_day(spoken[-1], one.as_of)}"
    lines = [_line(one, row) for row in decided]
    body = table.html(COLUMNS, lines, look="decisions") if lines else ""
    return Card("；".join(said), sub, body, empty="" if lines else "没有记录议定事项。")


def _line(one: ProjectData, row: Row) -> Line:
    href = f"{PATH}?" + one.look.query(meeting=f"{row.on_date:%Y-%m-%d}")
    note = text(row.note) or (f"配合 {row.helps}" if not is_missing(row.helps) else "")
    return Line(
        {
            "state": Cell(state_words(row), small=days_words(row), look=TONES[row.state]),
            "name": Cell(row.text, small=note),
            "lead": Cell(row.lead, small=f"督办 {row.supervisor}" if text(row.supervisor) else ""),
            "due": Cell(dates(row), look="due"),
            "on": Cell(f"{row.on_date:%m-%d}", href=href),
        },
        look="late-one" if row.state == LATE else "",
    )
