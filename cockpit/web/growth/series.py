"""The rates of home and its benchmarks, all years."""

from typing import Any

import streamlit as st
from pandas import Series

from cockpit import numbers
from cockpit.charts import growth as charts
from cockpit.charts.growth import Target
from cockpit.charts.tokens import Theme
from cockpit.screens.growth import short
from cockpit.web import markup
from cockpit.web.charts import Chart, chart, theme
from cockpit.web.growth.choices import switch
from cockpit.web.growth.found import LATER, Found
from cockpit.web.growth.lines import drawn, months, told
from queries.growth import HOME, NATION

BENCHMARKS = (HOME, "河南省", NATION, "郑州市")


def series(seen: Found) -> None:
    """The rates of home and its benchmarks since they are loaded."""
    switch("later", "截至日后发布的", LATER, seen.later)
    light = theme()
    made = seen.view.cached("growth series", lambda: _made(seen, light), seen.later, light)
    if made is None:
        st.html(markup.render("fine", words=_nothing(seen)))
        return
    chart(*made, key="growth series")


def _nothing(seen: Found) -> str:
    """Why no line is drawn: none of these regions is loaded, or none released by then."""
    if not seen.series["region"].isin(BENCHMARKS).any():
        return f"没有收录{'、'.join(BENCHMARKS)}的增速；其他地区见下面的两地对比。"
    return "截至这一日还没有已发布的增速；可显示截至日后发布的。"


def _made(seen: Found, light: Theme) -> Chart | None:
    regions = [name for name in BENCHMARKS if (seen.series["region"] == name).any()]
    points = drawn(seen, regions)
    if points.empty:
        return None
    target = None if seen.target is None else Target(HOME, seen.as_of.year, seen.target)
    return Chart(
        _series_title(seen),
        f"固定资产投资累计同比 · % · {months(points)} · ● 公布　◇ 由公布推算　灰色为截至日后发布",
        charts.series(
            points,
            [name for name in regions if (points["region"] == name).any()],
            as_of=seen.as_of,
            target=target,
            theme=light,
        ),
        "；".join(told(points, name) for name in regions),
        "缺的月份留空：不连线、不插值；跨年不连线；1 月从不单独发布，每年首期为 1—2 月。"
        "各图同一纵轴。截至日后发布的不进入任何结论。",
    )


def _series_title(seen: Found) -> str:
    """How the nation's rate moved within the year, and where home stands."""
    year = seen.known[seen.known["period_end"].dt.year == seen.as_of.year]
    nation, own = year[year["region"] == NATION], year[year["region"] == HOME]
    parts = []
    if len(nation) > 1:
        first, last = nation.iloc[0], nation.iloc[-1]
        move = float(last["growth_pct"]) - float(first["growth_pct"])
        verb = "回落到" if move < 0 else "回升到" if move > 0 else "仍为"
        parts.append(f"{NATION}今年由 {numbers.fixed(first['growth_pct'])}% {verb} {_rate(last)}")
    elif len(nation):
        parts.append(f"{NATION} {_rate(nation.iloc[-1])}")
    if len(own):
        parts.append(f"{short(HOME)} {_rate(own.iloc[-1])}")
    return "，".join(parts) or f"{seen.as_of.year} 年还没有已发布的增速，前几年见下图"


def _rate(row: "Series[Any]") -> str:
    return f"{numbers.fixed(row['growth_pct'])}%（{numbers.months_words(row['period_end'])}）"
