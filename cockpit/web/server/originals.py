"""The files that were loaded, as they came, for who may write: ledgers hold telephone numbers."""

from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from cockpit.errors import CockpitError, NotFound
from cockpit.warehouse import originals
from cockpit.web.server.downloads import WRITING
from cockpit.web.server.handlers import error_document
from cockpit.web.server.store import store

ADDRESS = "/original"


async def original_route(request: Request) -> Response:
    """GET /original/{load}: the file of a line of ``load``, by its number."""
    load = request.path_params["load"]
    try:
        name, content = await to_thread.run_sync(lambda: _found(load), limiter=WRITING)
    except CockpitError as error:
        return error_document(error)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename=original; filename*=UTF-8''{quote(name, '')}",
    }
    return Response(content, 200, headers, "application/octet-stream")


def _found(load: str) -> tuple[str, bytes]:
    """Name and bytes of a file. Raises NotFound, StoreBroken."""
    if not load.isdecimal() or len(load) > len("100000000"):
        raise NotFound("没有这个导入文件", way_out="在“版本”页点原文件")
    lake = store().lake
    with lake.looking() as con:
        asked = "select file, sha256 from load where load_id = ?"
        found = con.execute(asked, [int(load)]).fetchone()
    if found is None or not found[1]:
        raise NotFound("没有这个导入文件", way_out="在“版本”页点原文件")
    return found[0], originals.content_of(lake.where, found[1])
