"""A look: what a link says (filters, data version, theme), from and to a query string.

Every screen, page and file is drawn from a look, so a copied link opens the same view. ``as_of`` is
always written out: tomorrow's default is another day.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from cockpit.link.parameters import refuse_unknown
from cockpit.link.values import bad, day, many_of, number, one_of, same, single
from queries.filters import Filters

# name in the link → field of Filters; the order of a written link
PARAMETERS = {
    "class": "classes",
    "level": "levels",
    "domain": "domains",
    "town": "towns",
    "investor": "investors",
}
LABELS = {
    "as_of": "截至",
    "as_of_year": "年度",
    "basis": "序时口径",
    "cut": "取数日",
    "class": "类别",
    "level": "级别",
    "domain": "领域",
    "town": "乡镇（街道）",
    "investor": "投资主体",
    "version": "数据版本",
    "theme": "主题",
    "rotate": "轮播",
}
NAMES = (
    "as_of",
    "basis",
    "cut",
    *PARAMETERS,
    "version",
    "theme",
    "rotate",
)  # what every screen reads
BASIS_NAMES = {"month": "按月", "day": "按日", "curve": "按计划曲线"}
CUT_NAMES = {"as_of": "取截至日的数"}  # else the day to which the ledger is reported
THEMES = ("dark", "light")
DWELLS = range(5, 3601)  # seconds of a slide; 0 is no rotation


@dataclass(frozen=True)
class Look:
    """Filters, the data version asked for (None: the latest) and the theme (empty: the default).

    ``rotate``: seconds that a wall stays on each slide, 0 without rotation. A page carries it from
    the wall it was opened from to the wall that is opened from it.
    """

    filters: Filters
    version: int | None = None
    theme: str = ""
    rotate: int = 0

    def narrowed(self, **choice: Any) -> Self:
        """The same look with fields of its filters replaced."""
        return replace(self, filters=replace(self.filters, **choice))

    def unchosen(self) -> Self:
        """The same look without a choice of projects, for the whole city."""
        return replace(self, filters=self.filters.unchosen())

    def query(self, **more: str | Sequence[str]) -> str:
        """The look as a query string, ``more`` after it; empty values are left out."""
        pairs: list[tuple[str, str]] = [("as_of", self.filters.as_of.isoformat())]
        if self.filters.basis != "month":
            pairs.append(("basis", self.filters.basis))
        if self.filters.cut:
            pairs.append(("cut", self.filters.cut))
        for name, field in PARAMETERS.items():
            pairs += [(name, value) for value in getattr(self.filters, field)]
        if self.version is not None:
            pairs.append(("version", str(self.version)))
        if self.theme:
            pairs.append(("theme", self.theme))
        if self.rotate:
            pairs.append(("rotate", str(self.rotate)))
        for name, given in more.items():
            values = [given] if isinstance(given, str) else given
            pairs += [(name, value) for value in values if value]
        return urlencode(pairs)

    def undated_query(self) -> str:
        """The same without the day, for a screen that is to go with the days."""
        return self.query().partition("&")[2]  # the day is written first


def read(
    query: Mapping[str, Sequence[str]],
    *,
    default_as_of: date,
    known: Mapping[str, Sequence[str]],
    own: Collection[str] = (),
) -> Look:
    """The look that a query string describes.

    ``known`` lists the values each filter offers (by field of Filters); ``own``: names that the
    screen reads beside a look's. Raises BadLink, in Chinese, for a name that it does not read, and
    for a value that cannot be read or that is not on offer.
    """
    refuse_unknown(query, {*NAMES, *own})
    as_of = single(query, "as_of", LABELS["as_of"])
    choices: dict[str, tuple[str, ...]] = {
        field: many_of(query, name, LABELS[name], same(known.get(field, ())))
        for name, field in PARAMETERS.items()
    }
    rotate = single(query, "rotate", LABELS["rotate"])
    seconds = int(rotate) if re.fullmatch(r"\d{1,6}", rotate, re.ASCII) else None
    if rotate and seconds != 0 and seconds not in DWELLS:
        said = f"应为 {DWELLS[0]} 到 {DWELLS[-1]} 的整数，0 为不轮播"
        raise bad(f"“{rotate[:40]}”不是轮播的秒数，{said}", "rotate")
    return Look(
        Filters(
            day(as_of) if as_of else default_as_of,
            one_of(query, "basis", LABELS["basis"], BASIS_NAMES) or "month",
            one_of(query, "cut", LABELS["cut"], CUT_NAMES),
            **choices,
        ),
        number(query, "version", LABELS["version"]),
        one_of(query, "theme", LABELS["theme"], same(THEMES)),
        seconds or 0,
    )
