"""The links of sites to print: a card a project, with its QR code."""

from dataclasses import dataclass

import segno
from markupsafe import Markup

from cockpit.screens import markup


@dataclass(frozen=True)
class LinkCard:
    """A project's link on paper: its code, name and organisation, the link's address.

    ``reporter``: who reports, empty where the ledger does not say.
    """

    project_id: str
    name: str
    organisation: str
    address: str
    reporter: str = ""

    @property
    def picture(self) -> Markup:
        """The QR code of the address, an SVG without colours of its own."""
        code = segno.make_qr(self.address, error="m")
        return Markup(code.svg_inline(border=2, omitsize=True, svgclass="qr"))


def cards_document(cards: list[LinkCard], brand: str) -> str:
    """A document to print, eight cards a sheet of A4."""
    return str(markup.render("report/cards", cards=cards, brand=brand))
