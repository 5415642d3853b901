"""What the page 变动原因 explains, and the sentence that says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from cockpit import numbers
from cockpit.change import (
    ANOTHER_YEAR,
    EXPLAINED,
    Cause,
    Change,
    Part,
    Point,
    explain,
    rounded_to_sum,
)
from cockpit.errors import BadLink, NotFound
from cockpit.link import since
from cockpit.link.look import Look
from cockpit.link.since import Since
from cockpit.link.values import WAY_BACK, single
from cockpit.registry.indicators import INDICATORS, Indicator
from cockpit.screens import compare, figure_link
from cockpit.screens.once import once
from cockpit.screens.view import View
from queries import project as identities
from queries import rows

USUAL = "completion"
STEPS = {1: "换到新版本", 2: "时间推移"}


@dataclass(frozen=True)
class WhyData:
    """What the page explains.

    ``parts``: each with its size as it is read (亿元, 百分点, 个). ``project``: the code of the
    only one that counts, may be empty. ``decimals``: the registry's, or as many more as the
    smallest change needs to be seen. ``cause``: whose rows the link opens, in small letters, may
    be empty.
    """

    view: View
    indicator: Indicator
    since: Since
    change: Change
    parts: tuple[tuple[Part, Decimal], ...]
    project: str
    scope: str
    decimals: int
    cause: str = ""

    @property
    def unit(self) -> str:
        """The unit of a difference."""
        return compare.difference_unit(self.indicator)

    def link(self, look: Look | None = None, **more: str) -> str:
        """The address of this page as it stands, with ``more``; or of another look."""
        if self.project:
            more = {"project": self.project} | more
        return compare.href(look or self.view.look, self.indicator.code, self.since, **more)


@once
def why_data(view: View) -> WhyData:
    """What the link asks for. Raises BadLink, NotFound, UnknownVersion."""
    query = view.query
    code = single(query, "indicator", "指标") or USUAL
    if code not in EXPLAINED:
        offer = "、".join(INDICATORS[name].name for name in EXPLAINED)
        raise BadLink(f"“{code[:40]}”不能分解；可选：{offer}", where="indicator=", way_out=WAY_BACK)
    base = since.read(
        query,
        view.look,
        view.versions(),
        view.mart.version,
        partial(compare.differs, view, INDICATORS[code]),
    )
    project = _now_called(view, single(query, "project", "项目"))
    cause = _cause(single(query, "cause", "原因"))
    before = Point(
        view.mart_of(base.version),
        view.look.narrowed(as_of=base.day).filters,
        project,
    )
    after = Point(view.mart, view.look.filters, project)
    key = ("why", code, view.look.filters, base.day, base.version, project)
    change = view.mart.cached(key, lambda: explain(code, before, after))  # whichever cause is open
    name = _name_of(view, project)
    scope = " · ".join(
        part for part in (figure_link.scope_words(view.look, view.city), name) if part
    )
    indicator = INDICATORS[code]
    decimals = _decimals(indicator, change.parts)
    parts = _shown(indicator, change.parts, decimals)
    base = compare.named_by_cut(base, compare.taken_on(before.mart, before.filters, indicator))
    return WhyData(view, indicator, base, change, parts, project, scope, decimals, cause)


def _cause(name: str) -> str:
    if name and name.upper() not in Cause.__members__:
        offer = "、".join(f"{cause.name.lower()}（{cause.label}）" for cause in Cause)
        raise BadLink(f"没有“{name[:40]}”这个原因；可用 {offer}", where="cause=", way_out=WAY_BACK)
    return name.lower()


def _now_called(view: View, project: str) -> str:
    """The code that a project has now, of that or an earlier one."""
    if not project:
        return ""
    filters = view.look.filters.unchosen()
    known = view.ask(identities.identity, filters, project=project)
    return project if known.empty else str(known.iloc[0].project_id)


def _name_of(view: View, project: str) -> str:
    if not project:
        return ""
    listed = view.ask(rows.ledger)
    named = listed[listed["project_id"] == project]
    if named.empty:
        raise NotFound(
            f"截至日所选范围里没有“{project[:40]}”这个项目", where="project=", way_out=WAY_BACK
        )
    return str(named["name"].iloc[0])


def scaled(indicator: Indicator, size: float) -> float:
    """A part's size as it is read: 亿元 for 万元."""
    return size / numbers.WAN_IN_YI if indicator.scale == "wan" else size


def _decimals(indicator: Indicator, parts: Sequence[Part]) -> int:
    """The registry's; up to two more where no part could be seen with them."""
    sizes = [scaled(indicator, part.size) for part in parts]
    for decimals in range(indicator.decimals, indicator.decimals + 3):
        if not sizes or any(numbers.rounded(size, decimals) for size in sizes):
            return decimals
    return indicator.decimals


def _shown(
    indicator: Indicator, parts: Sequence[Part], decimals: int
) -> tuple[tuple[Part, Decimal], ...]:
    sizes = [scaled(indicator, part.size) for part in parts]
    return tuple(zip(parts, rounded_to_sum(sizes, decimals), strict=True))


@once
def title(found: WhyData) -> str:
    """The finding: the figure, how far it moved since when, and by what above all."""
    change, name = found.change, found.indicator.name
    front = found.scope + (" " if found.scope and not found.scope.endswith("）") else "") + name
    if change.end is None:
        return f"{front}还没有数"
    now = figure_link.as_text(found.indicator, change.end, signed=found.indicator.unit == "百分点")
    if change.unsplit == ANOTHER_YEAR and found.since.code != "lastyear":
        return f"{front} {now}，跨年不与{found.since.spaced}比"
    if change.delta is None:
        return f"{front} {now}，{found.since.name}没有可比的数"
    size = scaled(found.indicator, change.delta)
    if numbers.rounded(size, found.decimals) == 0:
        return f"{front} {now}，与{found.since.spaced}持平"
    delta = numbers.fixed(size, found.decimals, signed=True)
    said = f"{front} {now}，{found.since.against} {delta} {found.unit}"
    if not found.parts:
        return said
    same_way = [part for part, size in found.parts if (size > 0) == (change.delta > 0)]
    main = max(same_way, key=_weight, default=None)
    return f"{said}，主要是{main.cause.label}" if main and len(found.parts) > 1 else said


@once
def lead(found: WhyData) -> str:
    """The two ends with their dates and versions, and what else there is to say."""
    change, indicator = found.change, found.indicator
    signed = indicator.unit == "百分点"
    ends = [
        f"{numbers.iso(point.filters.as_of)}（{_cut_words(found, point)}"
        f"第 {point.mart.version} 版）{figure_link.as_text(indicator, value, signed=signed)}"
        for point, value in ((change.before, change.start), (change.after, change.end))
    ]
    said = f"{ends[0]} → {ends[1]}。"
    if found.since.note:
        said += f"{found.since.note}。"
    if change.unsplit:
        return f"{said}{change.unsplit}。"
    if not found.parts:
        return said + _nothing(found)
    return said + _leading_projects(found)


def taken_on(found: WhyData, point: Point) -> date:
    """At which day the figure of a point is taken: the cut, or as far as its kind of data goes."""
    return compare.taken_on(point.mart, point.filters, found.indicator)


def _cut_words(found: WhyData, point: Point) -> str:
    """The day of the figure where it is not the day looked at."""
    on = taken_on(found, point)
    return (
        ""
        if on == point.filters.as_of
        else f"取 {numbers.month_end_words(on, point.filters.as_of)}数，"
    )


def _nothing(found: WhyData) -> str:
    before, after = found.change.before, found.change.after
    if before.filters.as_of != after.filters.as_of and _cut_words(found, after) != "":
        return "两个时点之间没有新的填报，取的是同一天的数，所以没有变化。"
    return "两个时点之间没有变化。"


def _leading_projects(found: WhyData) -> str:
    part = max((part for part, _ in found.parts if len(part.rows)), key=_weight, default=None)
    if part is None or "name" not in part.rows:
        return ""
    rows = part.rows.drop_duplicates("project_id").head(2)
    said = "、".join(
        f"{row['name']}（{person(row['leader'])}）{share_text(found.indicator, row['size'])}"
        for row in rows.to_dict("records")
    )
    return f"{part.cause.label}里最大的是 {said}{unit_after(found)}。"


def _weight(part: Part) -> float:
    return abs(part.size)


def unit_after(found: WhyData) -> str:
    """The unit behind a number, with its space."""
    return f" {found.unit}"


def person(name: Any) -> str:
    """The leader responsible, or that there is none."""
    return "分包领导未明确" if numbers.is_missing(name) else str(name)


def share_decimals(indicator: Indicator) -> int:
    """A project's share is told one place finer than the figure; a count is whole."""
    return 0 if indicator.scale == "count" else max(2, indicator.decimals + 1)


def share_text(indicator: Indicator, size: float) -> str:
    """A project's share with its sign."""
    return numbers.fixed(scaled(indicator, size), share_decimals(indicator), signed=True)
