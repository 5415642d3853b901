"""数据更新情况: who has not reported, how old each table is, and what was loaded when by whom."""

from cockpit import web
from cockpit.web.data import freshness

view = web.view()
found = freshness.found(view)

web.headline(found.title, found.lead)
web.stamp(view, is_at_cut=False)
freshness.ages(found)
freshness.owners(found)
freshness.silent(found)
freshness.classes(found)
freshness.tables(found)
freshness.versions(found)
