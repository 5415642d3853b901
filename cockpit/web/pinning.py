"""定稿: keeping what a meeting sees, and finding it again."""

from cockpit import settings
from cockpit.intake import meetings
from cockpit.intake.meetings import Seen
from cockpit.link.look import Look
from cockpit.screens.monday import kept
from cockpit.screens.monday.agenda import Agenda
from cockpit.warehouse import originals
from cockpit.web.server import decks, store
from cockpit.web.server.writing import Writer
from queries.filters import Filters


def words(agenda: Agenda) -> str:
    """What is kept, before it is."""
    view = agenda.view
    return (
        f"留存 {agenda.on_date:%Y-%m-%d} 会上看的：汇报的每一屏和第 {view.mart.version} 版截至 "
        f"{view.look.filters.as_of:%Y-%m-%d} 的全部数字。以后数据更正、口径修改都不改它；"
        "开会之前可以重新定稿。"
    )


def pin(agenda: Agenda, by: Writer) -> None:
    """Keep the documents and figures of a meeting, then write that it stands on them."""
    lake = store.store().lake
    look = Look(Filters(agenda.view.look.filters.as_of))  # the city's, whoever looked at less
    view = agenda.view.at(look)
    content = kept.written(view, {"deck": decks.drawn(view, agenda.on_date)})
    with originals.keeping(lake.where, [content]):  # a pin that is refused leaves no file
        sha256 = originals.keep(lake.where, content)
        seen = Seen(view.look.filters.as_of, view.mart.version, sha256)
        meetings.pin(lake, agenda.on_date, seen, by.name, today=settings.load().today())
