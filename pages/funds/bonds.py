"""专项债: issued, paid and idle, by year, batch and project, against the city's payment targets."""

from cockpit import web
from cockpit.screens import bonds as screen
from cockpit.screens.bonds.data import bonds_data
from cockpit.web import bonds

view = web.view()
found = bonds_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view)
bonds.years(found)
bonds.curves(found)
bonds.idle(found)
bonds.projects(found)
