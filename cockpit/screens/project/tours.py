"""集中开工 and 观摩 of a project: which, when, the days to its start, what was promised."""

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.columns import Column
from cockpit.screens import table
from cockpit.screens.card import Card
from cockpit.screens.ceremonies.page import days_words
from cockpit.screens.ceremonies.tour import promise_words
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import short
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line

COLUMNS = (Column("what", "场次"), Column("on", "日期", "date"), Column("came", "后来"))


def card(one: ProjectData) -> Card | None:
    """The ceremonies and tours that had the project, the last first; None where none had."""
    held = [(row.held_on, _ceremony(one, row)) for row in each(one.ceremonies)]
    seen = [(row.on_date, _tour(one, row)) for row in each(one.tours)]
    if not held and not seen:
        return None
    said = [f"集中开工 {len(held)} 次"] if held else []
    missed = sum(row.state == "未到" for row in each(one.tours))
    kept = f"，{missed} 个承诺未到" if missed else ""
    said += [f"观摩 {len(seen)} 次{kept}"] if seen else []
    about = ["集中开工到实际开工几天"] if held else []
    about += ["观摩时承诺的节点到了没有"] if seen else []
    lines = [line for _, line in sorted([*held, *seen], key=lambda one: one[0], reverse=True)]
    return Card(
        "、".join(said),
        "；".join(about),
        table.html(COLUMNS, lines, look="kept"),
    )


def _link(one: ProjectData, **more: str) -> str:
    return "/ceremonies?" + one.look.query(**more)


def _ceremony(one: ProjectData, row: Row) -> Line:
    small = ""
    if not is_missing(row.announced_wan):
        small = f"公布总投资 {numbers.yi(row.announced_wan, 2)} 亿元"
    if is_missing(row.started_on):
        came = Cell(f"■ {int(row.days_waiting)} 天未开工", look="warn")
    else:
        came = Cell(f"▲ {days_words(int(row.days_to_start)).strip()}开工", look="ok")
    href = _link(one, ceremony=row.ceremony_id)
    what = Cell(row.title, small=small, href=href)
    return Line({"what": what, "on": short(row.held_on, one.as_of), "came": came})


def _tour(one: ProjectData, row: Row) -> Line:
    place = "没有名次"
    if not is_missing(row.place):
        place = f"第 {int(row.place)} 名（{int(row.bodies)} 个中）"
    came = Cell("没有承诺节点")
    if not is_missing(row.promised_on):
        said, look = promise_words(row)
        promised = f"承诺 {short(row.promised_on, one.as_of)} {row.promised_node}"
        came = Cell(said, small=promised, look=look)
    what = Cell(row.title, small=f"{row.body}{place}", href=_link(one, tour=row.inspection_id))
    return Line({"what": what, "on": short(row.on_date, one.as_of), "came": came})
