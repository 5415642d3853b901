"""What one port serves: the pages, the documents, health; compressed, with a warm start."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from cockpit.web.server import live
from cockpit.web.server.routes import routes

app = st.App(
    "cockpit/web/navigation.py",
    routes=routes(),
    # Streamlit leaves its own static files plain: 9.7 MB cold, about a third of it gzipped
    middleware=[Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)],
    lifespan=live.lifespan,
)
