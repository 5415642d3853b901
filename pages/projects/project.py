"""项目: one project, from its curve and its lamp to the file that each value came from."""

from cockpit import web
from cockpit.web import project

view = web.view()
one = project.opened(view)

project.top(one)
web.stamp(view)
project.curve_and_lamp(one)
project.body(one)
project.fine_print(one)
