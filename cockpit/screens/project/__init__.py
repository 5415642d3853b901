"""项目: one project, from its curve and its lamp to the file that each value came from."""

from cockpit.screens.project.page import headline

__all__ = ["headline"]
