"""版本: who changed what, what each version says of a day, and what can be taken back."""

from cockpit import web
from cockpit.screens import history as screen
from cockpit.screens.history.data import history_data
from cockpit.web import history

view = web.view()
found = history_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view)
history.versions_and_two(found)
history.originals(found)
history.restated_values(found)
history.undo(found)
