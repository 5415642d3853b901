"""工作日志: what a person's projects reported, her visits and their problems, month by month."""

from cockpit import web
from cockpit.screens import worklog as screen
from cockpit.screens.worklog.page import log_data
from cockpit.web import worklog

view = web.view()
found = log_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view, is_at_cut=False)
worklog.sheet(found)
