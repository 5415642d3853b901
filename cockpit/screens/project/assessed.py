"""督导考核 of those who answer for a project: their score and place in the quarter."""

from cockpit import numbers
from cockpit.screens import table
from cockpit.screens.assessment import places
from cockpit.screens.card import Card
from cockpit.screens.view import View

FINE = "考核的是镇街、单位的全部项目，不是这一个；点名称看得分怎么来的。"


def card(view: View, project_id: str) -> Card | None:
    """The bodies with their places; None where none is scored."""
    found = places.places(view)
    if found is None:
        return None
    rows = found.of(places.bodies_of(view).get(project_id, ()))
    if not rows:
        return None
    lines = [
        places.line(found, row, f"{row.body_group} · {int(row.projects)} 个项目") for row in rows
    ]
    return Card(
        "；".join(places.said(row) for row in rows),
        f"督导考核 · {found.until} · 截至 {numbers.iso(view.look.filters.as_of)}",
        table.html(places.COLUMNS, lines, look="kept"),
        FINE,
    )
