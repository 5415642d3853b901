"""What a past meeting saw, as it was kept; and beside it how the same figures read today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from cockpit import numbers
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.monday.agenda import DECK, Agenda
from cockpit.screens.monday.kept import Kept, Moved, moved
from cockpit.screens.table import Across, Line
from queries.filters import Filters

NOW = "now"
VIEWS = {"": "当时所见", NOW: "按现口径重算"}
COLUMNS = (
    Column("name", "指标"),
    Column("where", "哪一行"),
    Column("then", "会上所见"),
    Column("again", "按现口径重算"),
    Column("newest", "最新数据"),
)


@dataclass(frozen=True)
class Compared:
    """A figure that reads otherwise: then; by today's definitions on the same data; today."""

    name: str
    where: str
    then: str
    again: str
    newest: str


def then(agenda: Agenda, kept: Kept) -> Markup:
    """The figures as the meeting had them, and the way to its deck."""
    meeting = f"meeting={numbers.iso(agenda.on_date)}"
    body = markup.render(
        "monday/kept",
        deck=f"{DECK}/kept?{meeting}",
        file=f"{DECK}/kept.json?{meeting}",
        figures=[(one.name, one.said) for one in kept.figures if not one.where],
    )
    title = f"{numbers.iso(agenda.on_date)} 会上所见：第 {kept.version} 版，截至 {kept.as_of}"
    sub = "定稿时留下的，以后数据更正、口径修改都不改它；各类、各领域、各单位的数在 JSON 里"
    return card.html(Card(title, sub, body))


def now(agenda: Agenda, kept: Kept) -> Markup:
    """The figures that read otherwise now, and why they may."""
    found = compared(agenda, kept)
    title = f"{len(kept.figures)} 个数里 {len(found)} 个和会上不一样"
    if not found:
        title = f"{len(kept.figures)} 个数都和会上一样"
    newest = agenda.view.mart.version
    sub = (
        f"都截至 {kept.as_of}。按现口径：第 {kept.version} 版的数据、今天的算法，"
        f"不一样的是口径改了；最新数据：第 {newest} 版，再不一样的是数据更正了"
    )
    lines: list[Line | Across] = [
        Line(
            {
                "name": one.name,
                "where": one.where or "—",
                "then": one.then,
                "again": one.again,
                "newest": one.newest,
            }
        )
        for one in found
    ]
    body = table.html(COLUMNS, lines, look="moved") if lines else ""
    return card.html(Card(title, sub, body))


def compared(agenda: Agenda, kept: Kept) -> Sequence[Compared]:
    """The figures that read otherwise, in the order of the kept ones."""
    filters = Filters(date.fromisoformat(kept.as_of))
    name = agenda.view.city.said
    again = _by_key(moved(kept, agenda.view.mart_of(kept.version), filters, name))
    newest = _by_key(moved(kept, agenda.view.mart, filters, name))
    return [
        Compared(
            one.name,
            one.where,
            one.said,
            again[key].now if key in again else one.said,
            newest[key].now if key in newest else one.said,
        )
        for one in kept.figures
        if (key := (one.code, one.where)) in again or key in newest
    ]


def _by_key(found: Sequence[Moved]) -> dict[tuple[str, str], Moved]:
    return {(one.code, one.where): one for one in found}
