"""The parts of 数据更新情况 as a page draws them."""

from cockpit.screens.freshness import page as screen
from cockpit.screens.freshness.page import FreshnessData
from cockpit.web import downloads, linked
from cockpit.web.page import card


def ages(found: FreshnessData) -> None:
    """How old the ledger, the published growth and the bonds are, and the last load."""
    linked.draw(screen.ages(found), key="ages")


def tables(found: FreshnessData) -> None:
    """Whom to call, who is silent, each class, each table, and the last versions: a card each."""
    for name, part in screen.CARDS.items():
        with card(name):
            linked.draw(part(found), key=name)
    downloads.offer_in_bar("freshness", found.view.fixed.query())
