"""The parts of 指标口径 as a page draws them."""

from cockpit.screens.indicators import page as screen
from cockpit.screens.indicators.page import PATH, IndicatorsData
from cockpit.web import downloads, linked
from cockpit.web.page import card


def indicator_card(found: IndicatorsData) -> None:
    """The indicator that the link names, in a card of its own."""
    if text := screen.indicator_card(found):
        with card("definition"):
            linked.draw_in_place(text, "asked definition", PATH)


def all_indicators(found: IndicatorsData) -> None:
    """Every indicator of the registry, by subject; each opens in its place."""
    with card("definitions"):
        linked.draw_in_place(screen.all_indicators(found), "definitions", PATH)
    downloads.offer_in_bar("indicators", found.view.fixed.query())
