"""The parts of 工作日志 as a page draws them, and the way to paper."""

from cockpit.screens.worklog import page
from cockpit.screens.worklog.page import PATH, LogData
from cockpit.web import downloads, linked
from cockpit.web.page import card


def sheet(found: LogData) -> None:
    """Projects, visits, problems, and room for what is written by hand."""
    for name, parts in (
        ("projects", (page.projects,)),
        ("visits", (page.visits,)),
        ("end", (page.problems, page.signing)),  # on one sheet, so that nobody signs an empty one
    ):
        with card(f"log-{name}"):
            for part in parts:
                linked.draw_in_place(part(found), f"worklog {part.__name__}", PATH)
    downloads.offer_in_bar("worklog", found.view.fixed.query(person=found.person))
