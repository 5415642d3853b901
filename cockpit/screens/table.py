"""A table to be read: a few rows of words, figures and bars.

A table to be searched, sorted and walked by keys is grid.py's. Both have the registry's columns:
a number stands to the right, and its unit either in the header or behind it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cockpit.registry.columns import Column
from cockpit.screens import grid, markup
from cockpit.screens.figures import Figure
from cockpit.screens.wall.context import Bar

NUMBERS = grid.RIGHT | {"date"}
Said = Figure | str | None  # Markup is a str; None is missing, "" nothing


@dataclass(frozen=True)
class Cell:
    """What a cell says beyond a word or a figure.

    ``said``: its words, HTML or figure; ``bar``: drawn before it; ``small``: finer words below;
    ``href``: where its words lead; ``look``: its class.
    """

    said: Said = ""
    bar: Bar | None = None
    small: str = ""
    href: str = ""
    look: str = ""


@dataclass(frozen=True)
class Line:
    """A row: its cells by their column's name; ``look``: its class."""

    cells: Mapping[str, Cell | Said]
    look: str = ""


@dataclass(frozen=True)
class Across:
    """Words over the whole width: of a group of rows (``is_head``), or of those not listed."""

    words: str
    is_head: bool = False


def html(
    columns: Sequence[Column],
    lines: Sequence[Line | Across],
    *,
    look: str = "",
    heads: Mapping[str, Markup] | None = None,
    has_heads: bool = True,
) -> Markup:
    """The table. ``look``: its classes; ``heads``: by a column's name, what heads it beside words.

    The column called name, else the first, says whose row it is.
    """
    owner = next((c.name for c in columns if c.name == "name"), columns[0].name)
    return markup.render(
        "table",
        columns=[_drawn(column, owner, heads or {}) for column in columns],
        lines=[(line, isinstance(line, Across)) for line in lines],
        look=look,
        has_heads=has_heads,
    )


@dataclass(frozen=True)
class _Drawn:
    """A column as each of its cells is drawn, worked out once."""

    name: str
    head: str
    unit: str
    tag: str
    classes: str
    attributes: Markup

    @property
    def says_unit(self) -> bool:
        """Whether a figure has its unit in the cell."""
        return not self.unit


def _drawn(column: Column, owner: str, heads: Mapping[str, Markup]) -> _Drawn:
    name, _, unit = column.header.removesuffix("）").partition("（")
    attributes = Markup()
    if column.name == owner:
        attributes = Markup(' scope="row"')
    elif column.kind in NUMBERS:
        attributes = Markup(' data-name="{}"').format(name)
    kinds = ("num",) * (column.kind in NUMBERS) + ("date",) * (column.kind == "date")
    return _Drawn(
        column.name,
        heads.get(column.name, name),
        unit,
        "th" if column.name == owner else "td",
        " ".join((f"c-{column.name}", *kinds)),
        attributes,
    )
