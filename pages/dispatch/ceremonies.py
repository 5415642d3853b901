"""集中开工与观摩: what became of what was announced, who won, what was promised and kept."""

from cockpit import web
from cockpit.screens import ceremonies as screen
from cockpit.screens.ceremonies.data import ceremonies_data
from cockpit.web import ceremonies

view = web.view()
found = ceremonies_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view)
ceremonies.held(found)
ceremonies.toured(found)
