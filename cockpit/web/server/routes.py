"""Our routes, each behind the guard."""

from starlette.routing import Route

from cockpit.web.server import documents, events
from cockpit.web.server.access import Handler, guarded

HANDLERS: dict[str, Handler] = {**documents.HANDLERS, "/events": events.events_route}


def routes() -> list[Route]:
    """What the server answers beside the pages."""
    return [
        Route(path, guarded(handler, documents.error_document))
        for path, handler in HANDLERS.items()
    ]
