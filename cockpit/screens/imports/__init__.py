"""导入: what a workbook holds, what is wrong with it, and what it would change once loaded."""

from cockpit.screens.imports.steps import finding
from cockpit.screens.imports.work import Work
from cockpit.screens.page import Headline
from cockpit.screens.view import View


def headline(view: View) -> Headline:
    """What the page is for; what a session works on is nobody else's."""
    return Headline(*finding(Work()), view.look.filters.as_of)
