"""The parts of 工作日志 as a page draws them, and the way to paper."""

from cockpit.screens.worklog import page
from cockpit.screens.worklog.page import PATH, LogData
from cockpit.web import linked
from cockpit.web.page import card


def sheet(found: LogData) -> None:
    """Projects, visits, problems, and room for what is written by hand."""
    for name, part in (
        ("projects", page.projects),
        ("visits", page.visits),
        ("problems", page.problems),
        ("signing", page.signing),
    ):
        with card(f"log-{name}"):
            linked.draw_in_place(part(found), f"worklog {name}", PATH)
