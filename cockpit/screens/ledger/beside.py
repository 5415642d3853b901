"""The views beside the ledger's table: townships as tiles, domains and classes as bars.

All are links in our own HTML: a click changes the address, and with it every other view. A view
is not narrowed by what it chooses itself.
"""

import re
from dataclasses import dataclass

import pandas as pd
from pandas import DataFrame

from cockpit import numbers
from cockpit.link import today
from cockpit.screens.ledger.data import LedgerData
from queries import reference

STEP = 0.1  # 10 百分点 on either side of 序时 part the colours
NAMED = 2  # townships named in a finding; more are counted


@dataclass(frozen=True)
class Tile:
    """A township. ``bin``: its colour, 0 (no figure) to 4; ``lamps``: (shape, count) where lit."""

    town: str
    column: int
    row: int
    bin: int
    ratio: str
    projects: int
    lamps: tuple[tuple[str, int], ...]
    chosen: bool
    href: str
    words: str


@dataclass(frozen=True)
class TileMap:
    """The map. ``legend``: (colour, words); ``alt``: the map in a sentence for screen readers."""

    title: str
    sub: str
    alt: str
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[int, str], ...]
    fine: str


@dataclass(frozen=True)
class Bar:
    """A count. ``width``: of the longest, in %."""

    name: str
    projects: int
    width: float
    chosen: bool
    href: str
    words: str


def map_of(found: LedgerData) -> TileMap | str:
    """The townships with what their projects completed; a sentence where none has a place."""
    places = found.view.ask(reference.townships)
    places = places[places["tile_column"].notna() & places["tile_row"].notna()]
    places = places.sort_values(["tile_row", "tile_column"])  # as the keyboard goes through them
    if places.empty:
        return "乡镇街道表没有装入图位，不画乡镇（街道）示意图。"
    frame = found.without("towns")
    towns = frame["township"].dropna()
    if len(frame) and towns.empty:
        return "项目没有填乡镇街道，不画乡镇（街道）示意图。"
    if len(towns) and not towns.isin(places["township"]).any():
        return "项目所在的乡镇（街道）都不在乡镇街道表里，不画示意图；装入它们的图位后显示。"
    time = found.progress(frame).time
    summed = _by_town(frame)
    tiles = tuple(_tile(found, place, summed, time) for place in places.itertuples())
    elsewhere = int((~frame["township"].isin(places["township"])).sum())
    return TileMap(
        title=_map_title(found, frame, tiles),
        sub=f"投资完成率 · % · 截至 {numbers.iso(found.stamp.cut_on)}",
        alt="；".join(tile.words for tile in tiles if tile.projects),
        tiles=tiles,
        legend=_legend(time),
        fine=_map_fine(elsewhere),
    )


def _by_town(frame: DataFrame) -> DataFrame:
    counted = frame.assign(red=frame["lamp"] == "红", yellow=frame["lamp"] == "黄")
    names = ["counted_plan_wan", "counted_completed_wan", "red", "yellow"]
    grouped = counted.groupby("township")
    return grouped[names].sum(min_count=1).assign(projects=grouped.size())


def _tile(found: LedgerData, place: object, summed: DataFrame, time: float | None) -> Tile:
    town = str(place.township)  # type: ignore[attr-defined]
    projects = red = yellow = 0
    ratio: float | None = None
    if town in summed.index:
        row: dict[str, float] = summed.loc[town].to_dict()  # type: ignore[assignment]
        projects, red, yellow = int(row["projects"]), int(row["red"]), int(row["yellow"])
        if row["counted_plan_wan"] > 0 and not numbers.is_missing(row["counted_completed_wan"]):
            ratio = row["counted_completed_wan"] / row["counted_plan_wan"]
    chosen = town in found.view.look.filters.towns
    shown = "—" if ratio is None else f"{numbers.percent(ratio)}%"
    lit = tuple((shape, size) for shape, size in (("▼", red), ("■", yellow)) if size)
    said = f"{town}：{projects} 个项目，完成率 {shown}，红灯 {red}，黄灯 {yellow}"
    return Tile(
        town=town,
        column=int(place.tile_column),  # type: ignore[attr-defined]
        row=int(place.tile_row),  # type: ignore[attr-defined]
        bin=_bin(ratio, time),
        ratio=shown,
        projects=projects,
        lamps=lit,
        chosen=chosen,
        href=found.address.toggled("towns", town),
        words=said + ("，已选" if chosen else ""),
    )


def _bin(ratio: float | None, time: float | None) -> int:
    """The colour of a ratio: by its distance to 序时, as the finding and the legend say."""
    if ratio is None or time is None:
        return 0
    gap = round(ratio - time, 9)  # 0.3 - 0.2 is a little less than 0.1
    return 1 if gap < -STEP else 2 if gap < 0 else 3 if gap < STEP else 4


def _legend(time: float | None) -> tuple[tuple[int, str], ...]:
    if time is None:
        return ()
    low, mid, high = (numbers.percent(share) for share in (time - STEP, time, time + STEP))
    said = (
        (1, f"低于序时 10 个百分点以上 <{low}%"),
        (2, f"低于序时 <{mid}%"),
        (3, f"超序时 ≥{mid}%"),
        (4, f"超序时 10 个百分点以上 ≥{high}%"),
    )
    return said[1:] if time <= STEP else said


def _map_title(found: LedgerData, frame: DataFrame, tiles: tuple[Tile, ...]) -> str:
    if found.picked:
        row = frame.iloc[0] if len(frame) else None
        town = None if row is None else row["township"]
        return "这个项目没有乡镇" if numbers.is_missing(town) else f"{row['name']}在{town}"  # type: ignore[index]
    far = [tile.town for tile in tiles if tile.bin == 1]
    behind = [tile.town for tile in tiles if tile.bin in {1, 2}]
    if far:
        return f"{_named(far)}低于序时 10 个百分点以上"
    if behind:
        return f"{_named(behind)}低于序时"
    if any(tile.bin for tile in tiles):
        return "各乡镇（街道）都不低于序时"
    return "没有符合的项目" if frame.empty else _no_rate(frame)


def _no_rate(frame: DataFrame) -> str:
    has_plan = (frame["counted_plan_wan"] > 0).any()
    return "各乡镇（街道）没有可与序时比的完成率" if has_plan else "所选项目都没有本年计划"


def _named(towns: list[str]) -> str:
    if len(towns) <= NAMED:
        return "、".join(towns)
    return f"{len(towns)} 个乡镇（街道）"


def _map_fine(elsewhere: int) -> str:
    said = "示意图，不表示位置、面积和边界。点格筛选，粗框为已选；▼ 红灯数，■ 黄灯数。"
    return said + (f"另 {elsewhere:,} 个项目的乡镇不在图上。" if elsewhere else "")


def bars_of(found: LedgerData) -> tuple[str, str, list[tuple[str, list[Bar]]]]:
    """How many projects each domain and each class has: title, sub-line and the bars."""
    known = today.choices(found.view.mart, found.view.today)
    filters = found.view.look.filters
    domains = found.without("domains")["domain"].value_counts()
    by_domain = [(name, int(domains.get(name, 0))) for name in known.get("domains", ())]
    by_domain.sort(key=lambda pair: -pair[1])
    # a level is part of a class (only 重点项目 have one): both are this view's own choice
    listed = found.without("classes", "levels")["classes"].fillna("")
    by_class = [(name, _listed(listed, name)) for name in known.get("classes", ())]
    groups = [
        ("按领域", _drawn(by_domain, filters.domains, found, "domains")),
        ("按类别（一个项目可在几类）", _drawn(by_class, filters.classes, found, "classes")),
    ]
    sub = f"项目数 · 个 · 截至 {numbers.iso(found.stamp.as_of)}；点条筛选"
    return _bars_title(by_domain), sub, groups


def _listed(classes: "pd.Series[str]", name: str) -> int:
    """How many have a class among theirs; a level stands behind it in brackets."""
    return int(classes.str.contains(rf"(?:^|、){re.escape(name)}(?:（|、|$)").sum())


def _drawn(
    counts: list[tuple[str, int]], chosen: tuple[str, ...], found: LedgerData, field: str
) -> list[Bar]:
    most = max((size for _, size in counts), default=0) or 1
    narrow = {"levels": ()} if field == "classes" else {}
    return [
        Bar(
            name=name,
            projects=size,
            width=round(100 * size / most, 2),
            chosen=name in chosen,
            href=found.address.toggled(field, name, **narrow),
            words=f"{name}：{size} 个项目" + ("，已选" if name in chosen else ""),
        )
        for name, size in counts
    ]


def _bars_title(by_domain: list[tuple[str, int]]) -> str:
    if not by_domain or not by_domain[0][1]:
        return "没有符合的项目"
    most = by_domain[0][1]
    first = [name for name, size in by_domain if size == most]
    if len(first) > NAMED:
        return f"{len(first)} 个领域各 {most:,} 个，最多"
    return f"{'、'.join(first)} {'各 ' if len(first) > 1 else ''}{most:,} 个，最多"
