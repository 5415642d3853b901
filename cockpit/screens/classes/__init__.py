"""各类项目: which class lags in its own terms, how they overlap, and what each is led by."""

from cockpit.screens.classes.page import headline, views

__all__ = ["headline", "views"]
