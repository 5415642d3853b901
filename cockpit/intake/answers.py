"""What whoever loads has said: at the command line by flags, on the imports page by choices.

Most of it may be said of one sheet, of one file or of all that is loaded; the narrower wins. A
sheet is named as faults name it, ``file › sheet``, by its file alone where it has no name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import TypeVar

from cockpit.errors import Fault
from cockpit.intake.forms import words

LEFT_OUT = "-"  # as the meaning of a column: it is not loaded
BELOW = " › "  # between a file and its sheet
OF = "›"  # between a sheet and a header of its own, and between the lines of a header
Said = TypeVar("Said")


@dataclass(frozen=True)
class Answers:
    """The answers of a load; an empty one says nothing.

    ``matches``: a project's name → the 项目代码 it means. ``accepted``: what is accepted → the
    reason, which is kept as a waiver; a key is a question's name (``twins``: all of its kind) or
    one place of it (``Fault.place_key``). ``without``: columns that are left out, by their header
    without brackets. ``units``: header (its lines joined by ``›``, empty for every column whose
    unit is stated nowhere), sheet, or ``sheet›header`` → 万元, 亿元, 元 … ``columns``: header or
    ``sheet›header`` → code of its meaning (``forms.meanings``), LEFT_OUT for none. ``remembered``:
    the same of earlier loads, by header or ``series›header``. ``as_of``: the day that the figures
    are of, where nothing states it. ``hidden``: whether hidden rows and columns are taken; None:
    not said. ``nature``: 新建 or 续建, of projects of which nothing says it. ``project_class``:
    class, or ``class/level``, of projects that are in none; LEFT_OUT: of none. ``days``,
    ``hidden_of``, ``natures``, ``classes``: the same four by sheet. ``rows_left_out``: single rows
    that are not loaded, each as ``file › sheet › row``. ``is_typed``: its sheets were written by
    hand: one that the load has not is told, not passed over.
    """

    matches: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    hidden: bool | None = None
    nature: str = ""
    project_class: str = ""
    days: Mapping[str, date] = field(default_factory=dict)
    hidden_of: Mapping[str, bool] = field(default_factory=dict)
    natures: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    rows_left_out: frozenset[str] = frozenset()
    is_typed: bool = False

    def reason(self, fault: Fault) -> str | None:
        """The reason for which a fault that is a question was accepted; None: it was not."""
        if not fault.question:
            return None
        one = self.accepted.get(fault.place_key)
        return one if one is not None else self.accepted.get(fault.question)

    def day_of(self, place: str) -> date | None:
        """The day that a sheet's figures are of."""
        return _of(place, self.days, self.as_of)

    def takes_hidden(self, place: str) -> bool | None:
        """Whether a sheet's hidden rows and columns are taken; None: not said."""
        return _of(place, self.hidden_of, self.hidden)

    def nature_of(self, place: str) -> str:
        """新建 or 续建, of a sheet's projects of which nothing says it."""
        return _of(place, self.natures, self.nature)

    def class_of(self, place: str) -> str:
        """The class of a sheet's projects that are in none; LEFT_OUT: none, empty: not said."""
        return _of(place, self.classes, self.project_class)

    def unit_of(self, place: str, names: Sequence[str]) -> str:
        """The unit that was said of a column; empty where none was."""
        own = (key for key in keys(place, names) if key in self.units)
        return next((self.units[key] for key in own), "")

    def unit_of_sheet(self, place: str) -> str:
        """The unit that was said of the columns of which nothing states one."""
        return _of(place, self.units, self.units.get("", ""))

    def meaning_of(self, place: str, names: Sequence[str]) -> str:
        """What a column is said to be: of this sheet, of all, or in an earlier load."""
        own = (key for key in own_keys(place, names) if key in self.columns)
        if (key := next(own, None)) is not None:
            return self.columns[key]
        if not self.without.isdisjoint(names):
            return LEFT_OUT
        for held, known in (
            (self.columns, names),
            (self.remembered, (*kept_keys(place, names), *names)),
        ):
            if (key := next((one for one in known if one in held), None)) is not None:
                return held[key]
        return ""


def wider(place: str) -> Iterator[str]:
    """A sheet and what it is in, the narrowest first: file › sheet, file."""
    while place:
        yield place
        place = place.rpartition(BELOW)[0]


def _of(place: str, said: Mapping[str, Said], of_all: Said) -> Said:
    """What was said of a sheet, or of its file; else what was said of all."""
    return next((said[one] for one in wider(place) if one in said), of_all)


def own_keys(place: str, names: Sequence[str]) -> Iterator[str]:
    """By what an answer names a column of this sheet or file; ``names``: of the column."""
    return (f"{one}{OF}{name}" for one in wider(place) for name in names)


def keys(place: str, names: Sequence[str]) -> Iterator[str]:
    """By what an answer names a column, the narrowest first."""
    yield from own_keys(place, names)
    yield from names


def kept_keys(place: str, names: Sequence[str]) -> Iterator[str]:
    """By what a remembered answer names a column of this sheet, and of its like of other months."""
    return (f"{one}{OF}{name}" for one in dict.fromkeys((place, series(place))) for name in names)


def series(place: str) -> str:
    """A sheet without the period in its names: what it has in common with those of other months.

    A file whose name is nothing but a period keeps it.
    """
    file, below, sheet = place.partition(BELOW)
    path = PurePath(file)
    stem = words.without_period(path.stem)
    return f"{stem or path.stem}{path.suffix}{below}{words.without_period(sheet)}"
