"""The parts of 公布与对账 as a page draws them."""

from collections.abc import Sequence

from cockpit.reconcile.lines import Line
from cockpit.screens.reconciliation import page as screen
from cockpit.screens.view import View
from cockpit.web import downloads, linked
from cockpit.web.page import card


def asked_fact(found: Sequence[Line], view: View) -> None:
    """The fact that the link names, in a card of its own. Raises BadLink."""
    if text := screen.asked_fact(found, view):
        with card("asked"):
            linked.draw(text, key="asked fact")


def table(view: View) -> None:
    """All facts in one table, by subject."""
    with card("facts"):
        linked.draw(screen.all_facts(view), key="facts")
    downloads.offer_in_bar("reconciliation", view.fixed.query())


def ways(view: View) -> None:
    """Where the indicators are explained."""
    linked.draw(screen.ways(view), key="ways")
