"""A card: a finding, what it is taken of, what shows it, and the small print."""

from dataclasses import dataclass

from markupsafe import Markup

from cockpit.screens import markup


@dataclass(frozen=True)
class Card:
    """``title``: the finding; ``sub``: measure, unit, date; ``body``: HTML that shows it.

    ``fine``: small print; ``empty``: said in the body's place where there is none. All but the
    title may be empty.
    """

    title: str
    sub: str = ""
    body: str = ""
    fine: str = ""
    empty: str = ""


def html(card: Card) -> Markup:
    """What stands on the card's surface."""
    return markup.render("card", card=card)
