"""Every rate known by the day as a row, with who published it when; and as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st
from pandas import DataFrame

from cockpit import numbers
from cockpit.screens.view import View
from cockpit.web import grid, markup, table
from cockpit.web.columns import GROWTH_SERIES
from cockpit.web.growth.choices import switch
from cockpit.web.growth.found import KINDS, Found, found

NOT_NARROWED = "增速是整个地区的数，不随类别、领域、乡镇等筛选变化。"


def points(seen: Found) -> None:
    """Every rate known by the day, with who published it when, and as a file."""
    title, frame = seen.view.cached("growth points", lambda: _listed(seen), seen.kinds)
    st.html(
        markup.render(
            "chart_head",
            title=title,
            sub=f"按期间从新到旧，{len(frame)} 行；截至日（{numbers.iso(seen.as_of)}）后发布的不列",
            alt=title,
        )
    )
    with st.container(key="points-tools", horizontal=True, vertical_alignment="center"):
        switch("kind", "哪些增速", KINDS, seen.kinds)
        if len(frame):
            look = replace(seen.look, version=seen.figures.stamp.version)
            table.downloads("growth", look.query(kind=seen.kinds))
    if frame.empty:
        st.html(markup.render("fine", words="这一类在截至日前没有增速；请选“全部”或更晚的日期。"))
        return
    # where each was read, in the words of whoever noted it, is in the files
    seen_here = [column for column in GROWTH_SERIES if column.name != "evidence"]
    grid.draw(frame, seen_here, key="growth points")
    st.html(
        markup.render(
            "fine",
            words="发布日“推定”＝按该来源惯例推定，未见原文日期。荥阳没有同期增速的，差值留空。依据的原文在下载的文件里。"
            + NOT_NARROWED,
        )
    )


def file(view: View, query: Mapping[str, Sequence[str]]) -> table.File:
    """The rates of the page's table as a file. Raises BadLink, NoData."""
    seen = found(view, query)
    title, frame = _listed(seen)
    name = f"固定资产投资增速-{numbers.iso(seen.as_of)}"
    return table.File(frame, GROWTH_SERIES, name, title, _notes(seen))


def _listed(seen: Found) -> tuple[str, DataFrame]:
    """The finding, and the rows of the kind that is asked for."""
    real = seen.known[seen.known["kind"] != "sample"]
    later = int((~seen.series["is_known"].astype(bool) & (seen.series["kind"] != "sample")).sum())
    listed = {"": real, "sample": seen.known[seen.known["kind"] == "sample"], "all": seen.known}
    title = f"已收录 {len(real) + later} 个增速，截至日前可知 {len(real)} 个，每个都有出处"
    return title, _rows(listed[seen.kinds])


def _rows(frame: DataFrame) -> DataFrame:
    """The rows as listed: the newest period first, words for the codes."""
    newest = frame.sort_values("period_end", ascending=False, kind="stable")
    released = newest["released_kind"].map({"assumed": "推定", "source": "见于来源"})
    return newest.assign(
        period=[numbers.period_words(day) for day in newest["period_end"]],
        released_basis=released.fillna(newest["released_kind"]),
    )


def _notes(seen: Found) -> dict[str, str]:
    stamp = seen.figures.stamp
    return {
        "数据版本": str(stamp.version),
        "截至": numbers.iso(stamp.as_of),
        "范围": KINDS[seen.kinds],
        "口径": "固定资产投资累计同比，可比口径；只列截至日前已发布的",
    }
