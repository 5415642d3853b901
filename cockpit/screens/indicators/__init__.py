"""指标口径: what every figure means, how it is made, how old its inputs are, and what it reads."""

from cockpit.screens.indicators.page import headline

__all__ = ["headline"]
