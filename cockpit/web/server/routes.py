"""Our routes, each behind the guard."""

from starlette.routing import Route

from cockpit.web.server import events, handlers, preview
from cockpit.web.server.access import Handler, guarded

HANDLERS: dict[str, Handler] = {
    "/wall": handlers.wall_route,
    "/wall/{slide}": handlers.slide_route,
    "/wall.js": handlers.script_route,
    "/wall.png": preview.picture_route,
    "/events": events.events_route,
    "/healthz": handlers.health_route,
}


def routes() -> list[Route]:
    """What the server answers beside the pages."""
    return [
        Route(path, guarded(handler, handlers.error_document)) for path, handler in HANDLERS.items()
    ]
