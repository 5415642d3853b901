"""跑项争资: the libraries, the way to a start, the board of steps, statistics, what left."""

from cockpit import web
from cockpit.screens import pipeline as screen
from cockpit.screens.pipeline.data import pipeline_data
from cockpit.web import pipeline

view = web.view()
found = pipeline_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view)
pipeline.libraries(found)
pipeline.ways(found)
pipeline.board(found)
pipeline.registered(found)
pipeline.dropped(found)
