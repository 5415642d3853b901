"""reconcile, render: what the screens show, on paper and as a file."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cockpit import settings
from cockpit.commands.shared import day, lake
from cockpit.errors import NoData
from cockpit.link.look import Look
from cockpit.link.today import default_as_of, reported, require_reports
from cockpit.reconcile import lines as held
from cockpit.screens import render as screens
from cockpit.screens import slides, wall
from cockpit.screens.view import View
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.manifest import write_file
from cockpit.warehouse.mart import Mart, build
from queries import reconciliation
from queries.filters import Filters


def reconcile(arguments: Namespace) -> int:
    """Published against computed, a line each; 1 on a difference without an explanation."""
    _, mart = _latest()
    as_of = chosen_day(arguments.as_of, mart)
    if reconciliation.facts(mart.connection, Filters(as_of)).empty:
        raise NoData(f"到 {as_of} 还没有公布的数可对", way_out="换一个截至日，或先导入公布事实")
    return print_lines(held.lines(mart, Filters(as_of)))


def print_lines(found: Sequence[held.Line]) -> int:
    """Print a line for each fact; 1 when one differs without an explanation, else 0."""
    for line in found:
        print(
            f"{line.fact_id:<34} {line.printed}{line.unit}  计算 {line.computed_text()}"
            f"  差 {line.difference_text()}  {held.words(line)}"
        )
        if line.differs:
            print(f"{'':<34} {line.note or '没有说明'}")
    unexplained = [line.fact_id for line in found if line.unexplained]
    if none := held.none_judged(found):
        print(none)
    print(f"共 {len(found)} 条，不能成立而没有说明的 {len(unexplained)} 条")
    return 1 if unexplained else 0


def render(arguments: Namespace) -> int:
    """Write the wall, or one of its slides, as one file that opens offline."""
    store, mart = _latest()
    look = Look(Filters(chosen_day(arguments.as_of, mart)), theme=arguments.theme)
    view = View(mart, look, version=store.version(mart.version))
    slide = arguments.screen.removeprefix("wall").removeprefix("/")
    text = (
        screens.slide_document(slides.compose(slide, view))
        if slide
        else screens.wall_document(wall.compose(view))
    )
    path = Path(arguments.out)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():  # a pipe; a folder says that it is one
        path.write_text(text, "utf-8")
    else:
        write_file(path.resolve(), text.encode())
    print(f"已写 {path}：截至 {look.filters.as_of}，数据版本 {mart.version}")
    return 0


def _latest() -> tuple[Lake, Mart]:
    store = lake()
    if not store.exists():
        raise NoData("这台机器上还没有数据", way_out="先运行 python -m cockpit fill")
    return store, build(store, store.newest())


def chosen_day(text: str | None, mart: Mart) -> date:
    """The day that a command looks at: --as-of, else the latest report's. Raises NoData."""
    today = settings.load().today()
    as_of = day(text, "--as-of") if text else default_as_of(mart, today)
    first, _ = reported(mart, today)
    require_reports(first, as_of)
    return as_of
