"""问题: what is open, for how long and with whom, what the last seven days moved, one's history."""

from cockpit import web
from cockpit.screens import problems as screen
from cockpit.screens.problems.data import problems_data
from cockpit.web import new_problem, problems

view = web.view()
found = problems_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view, is_at_cut=False)
problems.tiles(found)
problems.one(found)
problems.lists(found)
problems.parts(found)
problems.move(found)
new_problem.ask(found)
