"""周一碰头会: what it speaks of and why, what became of what was decided, recording the new."""

from cockpit import web
from cockpit.screens import monday as screen
from cockpit.screens.monday.agenda import agenda_of
from cockpit.web import meeting_forms, monday

view = web.view()
agenda = agenda_of(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view)
monday.prepared(agenda)
monday.body(agenda)
meeting_forms.open_asked(agenda)
