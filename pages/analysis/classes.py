"""各类项目: which class lags in its own terms, how they overlap, and what each is led by."""

from cockpit import web
from cockpit.screens import classes as screen
from cockpit.screens.classes.data import classes_data
from cockpit.web import classes

view = web.view()
found = classes_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view)
classes.views(found)
classes.shown(found)
