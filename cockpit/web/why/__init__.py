"""The parts of the page 变动原因."""

from cockpit.web.why.asked import Asked, asked, lead, title
from cockpit.web.why.causes import draw_cause, draw_causes, draw_waterfall, file
from cockpit.web.why.controls import controls, strip
from cockpit.web.why.next_week import draw as draw_next_week

__all__ = [
    "Asked",
    "asked",
    "controls",
    "draw_cause",
    "draw_causes",
    "draw_next_week",
    "draw_waterfall",
    "file",
    "lead",
    "strip",
    "title",
]
