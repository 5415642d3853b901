"""The sheet of sites' links to print, for who may write: each is a password for its project."""

from collections.abc import Mapping, Sequence

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from cockpit import report_keys, settings
from cockpit.errors import CockpitError
from cockpit.link.values import single
from cockpit.screens.teams import links
from cockpit.screens.teams.data import READS, teams_data
from cockpit.web.server import base
from cockpit.web.server.documents import content_policy
from cockpit.web.server.downloads import WRITING
from cockpit.web.server.handlers import error_document, query_of
from cockpit.web.view import require_data, view_of

ADDRESS = links.SHEET
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


async def sheet_route(request: Request) -> Response:
    """GET /report-cards: a card for each project of the leader that the query opens, or of one."""
    query, here = query_of(request), f"{request.url.scheme}://{request.url.netloc}{base.below('')}"
    try:
        text = await to_thread.run_sync(lambda: _sheet(query, here), limiter=WRITING)
    except CockpitError as error:
        return error_document(error)
    headers = PRIVATE | {"Content-Security-Policy": content_policy(text)}
    return Response(text, 200, headers, "text/html")


def _sheet(query: Mapping[str, Sequence[str]], here: str) -> str:
    """Raises CockpitError. ``here``: this server as it was asked for."""
    now = settings.load()
    view = view_of(query, (*READS, links.PROJECT))
    require_data(view)
    keys, project = report_keys.ring(now.lake), single(query, links.PROJECT, "项目代码")
    return links.sheet(teams_data(view), keys, project, now.address or here)
