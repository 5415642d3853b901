"""分包与专班: whose projects lag, which post is empty, how far the six services are."""

from cockpit import web
from cockpit.screens import teams as screen
from cockpit.screens.teams.data import teams_data
from cockpit.web import teams

view = web.view()
found = teams_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view)
teams.leaders(found)
teams.opened(found)
teams.parts(found)
teams.site_links(found)
