"""工作日志: what a person's projects reported, her visits and their problems in a month."""

from cockpit.screens.worklog.page import headline

__all__ = ["headline"]
