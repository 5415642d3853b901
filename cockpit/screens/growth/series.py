"""The rates of home and its benchmarks, all years: which are drawn, and what they say."""

from typing import Any

from pandas import DataFrame, Series

from cockpit import chart_sizes, numbers
from cockpit.city import short
from cockpit.screens.growth.data import GrowthData
from cockpit.screens.growth.lines import drawn, months, told
from cockpit.screens.once import once
from cockpit.screens.page import ChartText


def benchmarks(seen: GrowthData) -> list[str]:
    """Home and those that it is compared with, in the order of their colours."""
    return [seen.figures.city.name, *seen.figures.city.benchmarks]


@once
def points_of(seen: GrowthData) -> DataFrame:
    """The rates that are drawn, columns as of ``growth.series``; none where none is known."""
    return drawn(seen, benchmarks(seen))


@once
def regions_of(seen: GrowthData) -> list[str]:
    """The benchmarks that have a rate among those drawn, in their order."""
    points = points_of(seen)
    return [name for name in benchmarks(seen) if (points["region"] == name).any()]


def series_text(seen: GrowthData) -> ChartText | None:
    """The rates since they are loaded, in words; None where none is drawn."""
    return seen.view.cached("growth series words", lambda: _series_text(seen), seen.later)


def _series_text(seen: GrowthData) -> ChartText | None:
    points = points_of(seen)
    if points.empty:
        return None
    loaded = [name for name in benchmarks(seen) if (seen.series["region"] == name).any()]
    return ChartText(
        _series_title(seen),
        f"固定资产投资累计同比 · % · {months(points)} · ● 公布　◇ 由公布推算　灰色为截至日后发布",
        "；".join(told(points, name) for name in loaded),
        "缺的月份留空：不连线、不插值；跨年不连线；1 月从不单独发布，每年首期为 1—2 月。"
        "各图同一纵轴。截至日后发布的不进入任何结论。",
        chart_sizes.growth(len(regions_of(seen))),
    )


@once
def no_series(seen: GrowthData) -> str:
    """Why no line is drawn: none of these regions is loaded, or none released by then."""
    if not seen.series["region"].isin(benchmarks(seen)).any():
        return (
            f"没有收录{'、'.join(filter(None, benchmarks(seen)))}的增速；其他地区见下面的两地对比。"
        )
    return "截至这一日还没有已发布的增速；可显示截至日后发布的。"


def _series_title(seen: GrowthData) -> str:
    """How the rate of whom it is compared with moved within the year, and where home stands."""
    city = seen.figures.city
    year = seen.known[seen.known["period_end"].dt.year == seen.as_of.year]
    nation, own = year[year["region"] == city.compared_with], year[year["is_home"].astype(bool)]
    parts = []
    if len(nation) > 1:
        first, last = nation.iloc[0], nation.iloc[-1]
        move = float(last["growth_pct"]) - float(first["growth_pct"])
        verb = "回落到" if move < 0 else "回升到" if move > 0 else "仍为"
        parts.append(
            f"{city.compared_with}今年由 {numbers.fixed(first['growth_pct'])}% {verb} {_rate(last)}"
        )
    elif len(nation):
        parts.append(f"{city.compared_with} {_rate(nation.iloc[-1])}")
    if len(own):
        parts.append(f"{short(city.name)} {_rate(own.iloc[-1])}")
    return "，".join(parts) or f"{seen.as_of.year} 年还没有已发布的增速，前几年见下图"


def _rate(row: "Series[Any]") -> str:
    return f"{numbers.fixed(row['growth_pct'])}%（{numbers.months_words(row['period_end'])}）"
