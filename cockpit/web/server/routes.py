"""Our routes, and what each route of the port asks for."""

from starlette.routing import Route

from cockpit.screens.pages import PAGES
from cockpit.web.server import (
    base,
    decks,
    downloads,
    events,
    handlers,
    metrics,
    originals,
    preview,
    reporting,
    site_links,
)
from cockpit.web.server.access import Right
from cockpit.web.server.doors import OPEN, STREAMLIT, Door
from cockpit.web.server.handlers import Handler

HANDLERS: dict[str, Handler] = {
    "/wall": handlers.wall_route,
    "/wall/{slide}": handlers.slide_route,
    "/wall.js": handlers.script_route,
    "/deck": decks.deck_route,
    "/deck/kept": decks.kept_route,
    "/deck/kept.json": decks.figures_route,
    "/wall.png": preview.wall_route,
    "/events": events.events_route,
    "/healthz": handlers.alive_route,
    "/readyz": handlers.ready_route,
    "/metrics": metrics.metrics_route,
    "/download/{file}": downloads.download_route,
    "/original/{load}": originals.original_route,
    "/report/{key}": reporting.form_route,
    "/report/{key}/state": reporting.state_route,
    "/report.js": reporting.script_route,
    "/report-worker.js": reporting.worker_route,
    "/photo/{sha256}": reporting.photo_route,
    site_links.ADDRESS: site_links.sheet_route,
}
METHODS = {"/report/{key}": ("GET", "POST")}  # others: GET and HEAD
PICTURES = {f"/{page.name}.png": preview.page_route(page) for page in PAGES.values()}
DOORS = {
    **STREAMLIT,
    **dict.fromkeys(PICTURES, Door(Right.PAGE, reading=True)),
    **dict.fromkeys(HANDLERS, Door(Right.DOCUMENT, reading=True)),
    **dict.fromkeys(("/wall", "/wall/{slide}", "/wall.png"), Door(Right.VIEW, reading=True)),
    "/wall.js": Door(Right.NONE, reading=True),  # a shared wall asks for it; it holds no data
    "/events": Door(Right.DOCUMENT, our_pages=True, reading=True),
    **dict.fromkeys(base.BESIDE, OPEN),  # who watches cannot sign in
    "/deck/kept.json": Door(Right.FILE, our_pages=True, reading=True),
    "/download/{file}": Door(Right.FILE, our_pages=True, reading=True),
    "/original/{load}": Door(Right.WRITE, our_pages=True, reading=True),
    site_links.ADDRESS: Door(Right.WRITE, our_pages=True, reading=True),
    # the key in the address is the right (reporting.py); who follows a link to it comes from a chat
    "/report/{key}": Door(Right.NONE),
    "/report/{key}/state": Door(Right.NONE, our_pages=True, reading=True),
    "/report.js": Door(Right.NONE, reading=True),  # no data in these
    "/report-worker.js": Door(Right.NONE, reading=True),
    "/photo/{sha256}": Door(Right.SIGN_IN, our_pages=True, reading=True),
}


def routes() -> list[Route]:
    """What the server answers beside the pages."""
    paths = {base.below(path): handler for path, handler in {**HANDLERS, **PICTURES}.items()}
    paths |= {path: HANDLERS[path] for path in base.BESIDE}
    methods = {base.below(path): of for path, of in METHODS.items()}
    return [Route(path, handler, methods=methods.get(path)) for path, handler in paths.items()]
