"""Files to take along: a page's table, the ledger's workbooks, a meeting's pack, the wall.

Each is written when somebody asks. The address says what the page shows, the data version
included; so nothing is prepared, nothing waits in memory for whoever knows where, and the guard is
asked each time.
"""

import io
import logging
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from cockpit.errors import CockpitError, NoData, NotFound, StoreBroken
from cockpit.intake import outgoing
from cockpit.intake.outgoing import Written
from cockpit.link.values import single
from cockpit.pack import files as pack
from cockpit.pack.said import compose
from cockpit.screens import files, render, wall
from cockpit.screens.assessment import sheets as assessment
from cockpit.screens.bonds import page as bonds
from cockpit.screens.ceremonies import page as ceremonies
from cockpit.screens.ceremonies import tour
from cockpit.screens.classes import page as classes
from cockpit.screens.freshness import sheet as freshness
from cockpit.screens.growth import points as growth
from cockpit.screens.history import restated as history
from cockpit.screens.indicators import sheet as indicators
from cockpit.screens.ledger import page as ledger
from cockpit.screens.monday.agenda import agenda_of
from cockpit.screens.musts import heat as musts
from cockpit.screens.pages import PAGES
from cockpit.screens.pipeline import page as pipeline
from cockpit.screens.problems import lists as problems
from cockpit.screens.project import sheet as project
from cockpit.screens.reconciliation import sheet as reconciliation
from cockpit.screens.targets import sheet as targets
from cockpit.screens.teams import page as teams
from cockpit.screens.view import View
from cockpit.screens.why import causes as why
from cockpit.screens.worklog import sheet as worklog
from cockpit.warehouse import single_file
from cockpit.web import page
from cockpit.web.server import decks
from cockpit.web.server.handlers import error_document, query_of
from cockpit.web.server.store import store
from cockpit.web.view import require_data

ADDRESS = "/download"
log = logging.getLogger(__name__)
WRITING = CapacityLimiter(2)  # threads of its own: a ledger of thousands takes seconds
Query = Mapping[str, Sequence[str]]
TABLES: Mapping[str, Callable[[View], files.File]] = {
    "ledger": ledger.file,
    "targets": targets.file,
    "project": project.file,
    "worklog": worklog.file,
    "freshness": freshness.file,
    "reconciliation": reconciliation.file,
    "indicators": indicators.file,
    "growth": growth.file,
    "why": why.file,
    "history": history.file,
    "musts": musts.file,
    "problems": problems.file,
    "teams": teams.file,
    "bonds": bonds.file,
    "pipeline": pipeline.file,
    "classes": classes.file,
    "phases": classes.phase_file,
    "ceremonies": ceremonies.file,
    "tours": tour.file,
    "promises": tour.promise_file,
    "assessment": assessment.file,
}
OF_PAGE = {
    "tours": "ceremonies",
    "promises": "ceremonies",
    "phases": "classes",
}  # further tables of a page


async def download_route(request: Request) -> Response:
    """GET /download/{file}: ledger.csv and its like, wall.html, a meeting's pack, of a look."""
    file, query = request.path_params["file"], query_of(request)
    try:
        name, body, media = await to_thread.run_sync(lambda: written(file, query), limiter=WRITING)
    except CockpitError as error:
        return error_document(error)
    except Exception:
        log.exception("download %s %s", file, request.url.query)
        said = StoreBroken("文件没有做成，原因已写入服务器日志", way_out="稍后再试")
        return error_document(said)
    headers = {
        "Cache-Control": "no-store",
        # the second is the Chinese name (RFC 5987), the first for who reads no such
        "Content-Disposition": f"attachment; filename={file}; filename*=UTF-8''{quote(name, '')}",
    }
    return Response(body, 200, headers, media)


def written(file: str, query: Query) -> tuple[str, bytes, str]:
    """Name, bytes and media type of a file. Raises CockpitError."""
    kind, _, ending = file.partition(".")
    own: tuple[str, ...] = ()
    if kind in TABLES:
        own = (*PAGES[OF_PAGE.get(kind, kind)].own, "step")
    elif kind in pack.KINDS or file in {pack.ALL, DECK}:
        own = ("meeting",)
    with page.opened(query, {}, own) as view:
        if file != TEMPLATES:
            require_data(view)
        if file == "wall.html":
            day = view.look.filters.as_of
            text = render.wall_document(wall.compose(view))
            return (
                f"{view.city.plan_name or 'wall'}-{day}-v{view.mart.version}.html",
                text.encode(),
                "text/html",
            )
        if file == single_file.NAME:
            name = f"{view.city.plan_name or 'cockpit'}-第{view.mart.version}版.duckdb"
            body = single_file.written(store().lake, view.mart.version)
            return name, body, "application/octet-stream"
        if file in BOOKS:
            name, books = BOOKS[file](view)
            return name, _zipped(books), "application/zip"
        if own == ("meeting",):
            return _packed(view, file)
        if kind not in TABLES or ending not in files.ENDINGS:
            raise NotFound(f"没有“{file[:40]}”这个文件", way_out="在页面上点“下载”")
        made = TABLES[kind](view)
        return f"{made.name}.{ending}", made.written(ending), files.ENDINGS[ending].media


def _packed(view: View, file: str) -> tuple[str, bytes, str]:
    """A file of a meeting's pack, all as one, or its deck. Raises BadLink, NotFound."""
    if file == DECK:
        view = view.at(view.look.unchosen())  # a meeting is the city's
        on_date = agenda_of(view).on_date
        name = f"周一碰头会汇报-{on_date}-v{view.mart.version}.html"
        return name, decks.drawn(view, on_date).encode(), "text/html"
    said = compose(view, single(view.query, "meeting", "碰头会"))
    if file == pack.ALL:
        return *pack.zipped(said), "application/zip"
    made = pack.kind_of(file)
    return pack.name(said, made), pack.written(said, made), made.media


def _templates(view: View) -> tuple[str, list[Written]]:
    with store().lake.looking() as con:
        return f"{view.city.plan_name}空白工作簿.zip", outgoing.templates(con)


def _loaded(view: View) -> tuple[str, list[Written]]:
    """What is loaded of the ledger in the version of the view. Raises NoData."""
    version = view.mart.version
    with store().lake.looking() as con:
        books = outgoing.exported(con, dict(store().lake.tables_at(version)))
    if not books:
        raise NoData("还没有台账可以导出", way_out="先导入台账")
    return f"{view.city.plan_name}台账-第{version}版.zip", books


def _zipped(books: Iterable[Written]) -> bytes:
    """One file of workbooks, which are compressed already."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for book in books:
            archive.writestr(book.name, book.content)
    return stream.getvalue()


TEMPLATES, DECK = "templates.zip", "deck.html"
# workbooks as an office fills them in and loads them again
BOOKS: Mapping[str, Callable[[View], tuple[str, list[Written]]]] = {
    TEMPLATES: _templates,
    "ledger.zip": _loaded,
}
