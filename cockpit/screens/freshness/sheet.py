"""Who has to report, and when each did last, as a file."""

from cockpit.registry.columns import REPORTERS
from cockpit.screens.files import File
from cockpit.screens.freshness.page import LEAD
from cockpit.screens.page_file import page_file
from cockpit.screens.view import View
from queries import freshness


def file(view: View) -> File:
    """The projects that have to report, the longest silent first, to take along."""
    return page_file(view, view.ask(freshness.by_project), REPORTERS, "填报情况", {"口径": LEAD})
