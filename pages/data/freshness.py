"""数据更新情况: who has not reported, how old each table is, and what was loaded when by whom."""

from cockpit import web
from cockpit.screens.freshness.page import freshness_data
from cockpit.web import freshness

view = web.view()
found = freshness_data(view)

web.headline(found.title, found.lead)
web.stamp(view, is_at_cut=False)
freshness.ages(found)
freshness.tables(found)
