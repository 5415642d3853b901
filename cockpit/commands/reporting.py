"""report: the pack of a Monday meeting as files."""

from argparse import Namespace
from pathlib import Path

from cockpit import numbers, settings
from cockpit.commands.shared import lake
from cockpit.commands.showing import chosen_day
from cockpit.errors import BadLink, Refused
from cockpit.link.look import Look
from cockpit.link.today import default_as_of
from cockpit.pack import files
from cockpit.pack.said import compose
from cockpit.screens.view import View
from cockpit.warehouse.manifest import write_file
from cockpit.warehouse.store import Store
from queries.filters import Filters


def report(arguments: Namespace) -> int:
    """Write the files of a meeting into a folder. Raises NoData, Refused."""
    held = lake()
    store = Store(held)
    mart = store.current()
    look = Look(Filters(chosen_day(arguments.as_of, mart)))
    newest_on = default_as_of(mart, settings.load().today())
    version = held.version(mart.version)
    view = View(mart, look, newest_on=newest_on, version=version, store=store)
    try:
        said = compose(view, arguments.meeting)
    except BadLink as wrong:
        way_out = "写会议那一天，如 2022-06-06"
        raise Refused(wrong.what, where="--meeting", way_out=way_out) from None
    folder = Path(arguments.out)
    folder.mkdir(parents=True, exist_ok=True)
    for kind in files.KINDS.values():
        path = folder / files.name(said, kind)
        content = files.written(said, kind)
        write_file(path.resolve(), content)
        print(f"已写 {path}：{kind.words}，{len(content) / 1024:.0f} KB")
    print(f"{said.meeting}会议，{said.stamp}；{said.last_words}")
    if said.agenda.is_proposed and said.projects:
        names = "、".join(one.name for one in said.projects)
        print(f"会议还没有定项目，按得分列入：{names}")
    if not said.agenda.asked:
        print(f"{numbers.iso(said.agenda.on)} 还没有提请议定的事项")
    return 0
