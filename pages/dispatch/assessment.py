"""督导考核: the quarter's scores by body with their arithmetic, and what is to be decided."""

from cockpit import web
from cockpit.screens import assessment as screen
from cockpit.screens.assessment.data import assessment_data
from cockpit.web import assessment, assessment_forms

view = web.view()
found = assessment_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view)
assessment.ranks(found)
assessment.proposals(found)
assessment.decide(found)
assessment_forms.open_asked(found)
