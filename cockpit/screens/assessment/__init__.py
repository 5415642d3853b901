"""督导考核: the quarter's scores by body, each with its arithmetic, and what is to be decided."""

from cockpit.screens.assessment.page import headline

__all__ = ["headline"]
