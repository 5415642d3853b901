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

from cockpit.errors import BadLink
from cockpit.link.parameters import refuse_unknown
from queries.filters import BASES, CUTS, Filters

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
THEMES = ("dark", "light")
DWELLS = range(5, 3601)  # seconds of a slide; 0 is no rotation
WAY_BACK = "去掉链接里的这个参数，或回到首页重新选择"


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


def single(query: Mapping[str, Sequence[str]], name: str, label: str) -> str:
    """The one value of a parameter, empty where it is not given. Raises BadLink for several."""
    values = query.get(name, ())
    if len(values) > 1:
        raise BadLink(
            f"“{label}”给了 {len(values)} 个值，只能有一个", where=f"{name}=", way_out=WAY_BACK
        )
    return values[0].strip() if values else ""


def _one(query: Mapping[str, Sequence[str]], name: str) -> str:
    return single(query, name, LABELS[name])


def read_day(text: str) -> date:
    """A day as links write it, 2022-05-31, between 1990 and 2099. Raises BadLink."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise BadLink(
            f"“{text[:40]}”不是日期，应写成 2022-05-31", where="as_of=", way_out=WAY_BACK
        ) from None
    if not 1990 <= day.year <= 2099:  # the months around it have to be dates as well
        raise BadLink(f"“{text}”不在 1990 年到 2099 年之间", where="as_of=", way_out=WAY_BACK)
    return day


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
    as_of = _one(query, "as_of")
    basis = _one(query, "basis") or "month"
    if basis not in BASES:
        raise BadLink(
            f"没有“{basis[:40]}”这个序时口径；可用 month（按月）、day（按日）、curve（按计划曲线）",
            where="basis=",
            way_out=WAY_BACK,
        )
    cut = _one(query, "cut")
    if cut not in CUTS:
        raise BadLink(
            f"没有“{cut[:40]}”这个取数日；可用 as_of（取截至日的数），或去掉这个参数",
            where="cut=",
            way_out=WAY_BACK,
        )
    choices: dict[str, tuple[str, ...]] = {}
    for name, field in PARAMETERS.items():
        values = tuple(dict.fromkeys(value for value in query.get(name, ()) if value))
        for value in values:
            if value not in known.get(field, ()):
                offer = "、".join(known.get(field, ())) or "无"
                raise BadLink(
                    f"没有“{value[:40]}”这个{LABELS[name]}；可选：{offer}",
                    where=f"{name}=",
                    way_out=WAY_BACK,
                )
        choices[field] = values
    version = _one(query, "version")
    if version and not re.fullmatch(r"\d{1,9}", version, re.ASCII):
        raise BadLink(f"“{version[:40]}”不是版本号，应为整数", where="version=", way_out=WAY_BACK)
    theme = _one(query, "theme")
    if theme and theme not in THEMES:
        raise BadLink(
            f"没有“{theme[:40]}”这个主题；可用 dark、light", where="theme=", way_out=WAY_BACK
        )
    rotate = _one(query, "rotate")
    seconds = int(rotate) if re.fullmatch(r"\d{1,6}", rotate, re.ASCII) else None
    if rotate and seconds != 0 and seconds not in DWELLS:
        raise BadLink(
            f"“{rotate[:40]}”不是轮播的秒数，应为 {DWELLS[0]} 到 {DWELLS[-1]} 的整数，0 为不轮播",
            where="rotate=",
            way_out=WAY_BACK,
        )
    return Look(
        Filters(read_day(as_of) if as_of else default_as_of, basis, cut, **choices),
        int(version) if version else None,
        theme,
        seconds or 0,
    )
