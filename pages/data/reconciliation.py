"""公布与对账: every published fact beside the computed one, and what their difference proves."""

from cockpit import web
from cockpit.web.data import facts

view = web.view()
lines = facts.lines(view)

web.headline(facts.finding(lines), facts.LEAD)
web.stamp(view, is_at_cut=False)
facts.asked_for(lines, web.query())
with web.card("facts"):
    facts.table(lines)
facts.ways(view)
