"""What is kept of a meeting: its documents and all figures as they were, and how they read now.

Queries and definitions change too: a data version opened later may say another thing than was seen.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pandas import DataFrame

from cockpit.city import ALL
from cockpit.errors import StoreBroken
from cockpit.numbers import is_missing
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.questions import entry
from cockpit.registry.sums import figure_of, question_function, row_of, where_is
from cockpit.screens.figures import as_text
from cockpit.screens.view import View
from cockpit.warehouse.mart import Mart
from queries.filters import Filters

FORM = 1  # of the file
MOST_ROWS = 60  # of one indicator: by class, domain, region, body; of projects only what is counted

PARTS_OF: Mapping[str, Mapping[str, tuple[str, Mapping[str, object]]]] = {
    # a question of all → those of its parts, what tells these apart, and which rows are of them
    "investment.total": {
        "investment.by_class": ("project_class", {"level_group": ALL}),
        "investment.by_domain": ("domain", {}),
    },
}


@dataclass(frozen=True)
class KeptFigure:
    """A figure: its indicator's code and name, of which row, its value as the query holds it."""

    code: str
    name: str
    where: str
    value: float | None

    @property
    def said(self) -> str:
        """As a screen writes it, with its unit; of an indicator that is no more the bare value."""
        indicator = INDICATORS.get(self.code)
        if indicator is None:
            return "—" if self.value is None else f"{self.value:g}"
        unit = "" if self.value is None else indicator.unit
        return f"{as_text(self.code, self.value)}{'' if unit == '%' else ' '}{unit}".strip()


@dataclass(frozen=True)
class Kept:
    """``version``, ``as_of``: of the figures; ``documents``: name → HTML."""

    version: int
    as_of: str
    figures: Sequence[KeptFigure]
    documents: Mapping[str, str]


@dataclass(frozen=True)
class Moved:
    """A figure that reads otherwise now: how; — where it is not there any more."""

    code: str
    where: str
    now: str


def figures_of(mart: Mart, filters: Filters, name: Callable[[str], str]) -> list[KeptFigure]:
    """All figures of a look: of each indicator the usual one, and those of its labelled rows.

    ``name``: an indicator's name in the words of the city.
    """
    found = []
    for indicator in INDICATORS.values():
        question, _, column = indicator.source.partition(":")
        called = name(indicator.name)
        row = row_of(indicator, mart, filters, {})
        if row is not None:
            found.append(KeptFigure(indicator.code, called, "", figure_of(indicator, row)))
        frame = mart.ask(question_function(question), filters)
        label, usual = entry(question).label, entry(question).usual_row
        for whose, value in _labelled(frame, label, usual, column):
            found.append(KeptFigure(indicator.code, called, whose, value))
        for parts, (label, usual) in PARTS_OF.get(question, {}).items():
            frame = mart.ask(question_function(parts), filters)
            for whose, value in _labelled(frame, label, usual, column):
                found.append(KeptFigure(indicator.code, called, whose, value))
    return found


def _labelled(
    frame: DataFrame, label: str, usual: Mapping[str, object], column: str
) -> Sequence[tuple[str, float | None]]:
    """The rows of an answer that a label tells apart, with the value of a column."""
    if not label or label not in frame or column not in frame:
        return ()
    where = {name: value for name, value in usual.items() if name != label}
    rows = where_is(frame, where).dropna(subset=[label])
    if len(rows) > MOST_ROWS or rows[label].duplicated().any():
        return ()
    values = zip(rows[label], rows[column], strict=True)
    return [(str(whose), None if is_missing(value) else float(value)) for whose, value in values]


def written(view: View, documents: Mapping[str, str]) -> bytes:
    """The file that is kept of a view's day, of the whole city, and its documents."""
    filters = Filters(view.look.filters.as_of)
    figures = figures_of(view.mart, filters, view.city.said)
    said = {
        "form": FORM,
        "version": view.mart.version,
        "as_of": filters.as_of.isoformat(),
        "figures": [[one.code, one.name, one.where, one.value] for one in figures],
        "documents": dict(documents),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def read(content: bytes) -> Kept:
    """What such a file says. Raises StoreBroken."""
    try:
        said = json.loads(content)
        said["documents"]["deck"]  # without it there is nothing to open
        return Kept(
            int(said["version"]),
            str(said["as_of"]),
            [KeptFigure(*one) for one in said["figures"]],
            dict(said["documents"]),
        )
    except (ValueError, KeyError, TypeError) as wrong:
        way_out = "从备份恢复（restore）后再打开"
        raise StoreBroken("留存的会议材料读不出来", way_out=way_out) from wrong


def moved(kept: Kept, mart: Mart, filters: Filters, name: Callable[[str], str]) -> list[Moved]:
    """What reads otherwise in a mart by today's definitions; an indicator of later is passed by."""
    now = {(one.code, one.where): one.said for one in figures_of(mart, filters, name)}
    return [
        Moved(one.code, one.where, said)
        for one in kept.figures
        if (said := now.get((one.code, one.where), "—")) != one.said
    ]
