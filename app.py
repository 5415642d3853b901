"""What one port serves: the pages, the documents, health; compressed, with a warm start."""

import streamlit as st
from starlette.middleware import Middleware

from cockpit import settings
from cockpit.web.server import base, handlers, live
from cockpit.web.server.compressing import Compressing
from cockpit.web.server.doors import Doors
from cockpit.web.server.metrics import Measured
from cockpit.web.server.routes import DOORS, routes
from cockpit.web.server.shell import Shell

base.stand_below(settings.load().base)

app = st.App(
    "cockpit/web/navigation.py",
    routes=routes(),
    middleware=[
        Middleware(Measured),
        Middleware(Doors, doors=DOORS),
        Middleware(Compressing, minimum_size=1024, compresslevel=5),
        Middleware(Shell),
    ],
    exception_handlers={405: handlers.no_such_method},
    lifespan=live.lifespan,
)
