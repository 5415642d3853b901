"""The parts of the growth page: the latest period, the series, two regions, every rate as a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from pandas import DataFrame, Series

from cockpit import numbers
from cockpit.charts import growth as charts
from cockpit.charts.growth import Target
from cockpit.errors import BadLink, NoData
from cockpit.look import WAY_BACK, Look
from cockpit.numbers import is_missing
from cockpit.screens import growth as said
from cockpit.screens.figures import Figures, facts_by_id
from cockpit.screens.growth import short
from cockpit.web import html, linked, page, table
from cockpit.web.charts import chart, theme
from cockpit.web.columns import GROWTH_SERIES
from cockpit.web.view import View
from queries import growth, reconciliation
from queries.growth import HOME, NATION

BENCHMARKS = (HOME, "河南省", NATION, "郑州市")
LATER = {"": "显示截至日后发布", "hide": "隐藏"}
KINDS = {"": "公布与推算", "sample": "示例县区", "all": "全部"}
NOT_NARROWED = "增速是整个地区的数，不随类别、领域、乡镇等筛选变化。"


@dataclass(frozen=True)
class Found:
    """What the page shows.

    ``look``: without a choice of projects, which narrows no region; ``latest``, ``series``,
    ``members``: answers of ``queries.growth``; ``region``, ``against``: those compared;
    ``later``, ``kinds``: the page's own choices, keys of LATER and KINDS.
    """

    look: Look
    figures: Figures
    latest: DataFrame
    series: DataFrame
    groups: tuple[said.Group, ...]
    region: str
    against: str
    later: str
    kinds: str

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.look.filters.as_of

    @property
    def known(self) -> DataFrame:
        """The rates released by then."""
        return self.series[self.series["is_known"].astype(bool)]

    @property
    def target(self) -> float | None:
        """Home's target of the year, %."""
        return _target(self.latest)

    @property
    def title(self) -> str:
        """The finding."""
        if len(self.latest):
            return said.headline(self.figures, self.latest)
        return f"{self.as_of.year} 年还没有{HOME}已发布的增速"

    @property
    def lead(self) -> str:
        """What belongs to the finding: the published place, and what is not counted."""
        return said.lead(self.groups, self.series, self.figures)


def found(view: View, query: Mapping[str, Sequence[str]]) -> Found:
    """Everything the page shows. Raises BadLink, and NoData where no rate was ever loaded."""
    look = view.look.narrowed(classes=(), levels=(), domains=(), towns=(), investors=())
    series = page.ask(growth.series, look.filters)
    if series.empty:
        raise NoData(
            "还没有固定资产投资增速",
            way_out="先导入增速表（regional_growth）：地区、期末、增速、发布日、来源",
        )
    facts = facts_by_id(page.ask(reconciliation.facts, look.filters))
    figures = Figures(look, view.stamp(), facts)
    latest = page.ask(growth.latest, look.filters)
    region, against = _regions(query, list(dict.fromkeys(series["region"])))
    return Found(
        look=look,
        figures=figures,
        latest=latest,
        series=series,
        groups=said.groups(figures, page.ask(growth.members, look.filters), _target(latest)),
        region=region,
        against=against,
        later=_choice(query, "later", LATER),
        kinds=_choice(query, "kind", KINDS),
    )


def _target(latest: DataFrame) -> float | None:
    if latest.empty or is_missing(latest["target_pct"].iloc[0]):
        return None
    return float(latest["target_pct"].iloc[0])


def _choice(query: Mapping[str, Sequence[str]], name: str, offered: Mapping[str, str]) -> str:
    value = next(iter(query.get(name, ())), "")
    if value not in offered:
        raise BadLink(
            f"“{value[:40]}”不在可选之列：{'、'.join(filter(None, offered))}",
            where=f"{name}=",
            way_out=WAY_BACK,
        )
    return value


def _regions(query: Mapping[str, Sequence[str]], regions: list[str]) -> tuple[str, str]:
    """The two regions of the link; who is not named is home, or else the nation."""
    named = {}
    for name in ("region", "against"):
        value = next(iter(query.get(name, ())), "")
        if value and value not in regions:
            raise BadLink(
                f"没有“{value[:40]}”的增速；可选：{'、'.join(regions)}",
                where=f"{name}=",
                way_out=WAY_BACK,
            )
        named[name] = value
    usual = [name for name in (HOME, NATION, *regions) if name in regions]
    region = named["region"] or next((r for r in usual if r != named["against"]), usual[0])
    against = named["against"] or next((r for r in usual if r != region), usual[0])
    return region, against


def now(seen: Found) -> None:
    """The latest period against the target and everybody, and the places in the groups."""
    empty = {"title": seen.title, "words": "", "href": "", "link": ""}
    is_empty = seen.latest.empty
    if is_empty:
        empty |= _before(seen)
    linked.draw(
        html.render(
            "growth_latest",
            now=None if is_empty else said.latest(seen.figures, seen.latest),
            empty=empty,
            groups=seen.groups,
            ranks_title=said.ranks_title(seen.groups),
            period=""
            if is_empty
            else numbers.period_words(seen.latest["period_end"].iloc[0].date()),
        ),
        key="growth latest",
    )


def _before(seen: Found) -> dict[str, str]:
    """What was last known of home, and the way to its year."""
    own = seen.known[seen.known["region"] == HOME]
    if own.empty:
        return {"words": f"截至 {numbers.iso(seen.as_of)} 没有{HOME}的增速；请选更晚的日期。"}
    row = own.iloc[-1]
    day = min(date(row["period_end"].year, 12, 31), seen.as_of)
    day = max(day, row["released_on"].date()) if row["released_on"].year == day.year else day
    query = Look(seen.look.narrowed(as_of=day).filters, seen.look.version).query()
    return {
        "words": f"最近一期是 {numbers.period_words(row['period_end'])} 的 "
        f"{numbers.fixed(row['growth_pct'])}%。每年第一期为 1—2 月，1 月不单独公布。",
        "href": f"/growth?{query}",
        "link": f"看 {day.year} 年",
    }


def series(seen: Found) -> None:
    """The rates of home and its benchmarks since they are loaded."""
    regions = [name for name in BENCHMARKS if (seen.series["region"] == name).any()]
    points = _drawn(seen, regions)
    _switch(seen, "later", LATER)
    if points.empty:
        st.html(html.render("fine", words="截至这一日还没有已发布的增速；可显示截至日后发布的。"))
        return
    target = None if seen.target is None else Target(HOME, seen.as_of.year, seen.target)
    chart(
        _series_title(seen),
        f"固定资产投资累计同比 · % · {_months(points)} · ● 公布　◇ 由公布推算　灰色为截至日后发布",
        charts.series(
            points,
            [name for name in regions if (points["region"] == name).any()],
            as_of=seen.as_of,
            target=target,
            theme=theme(),
        ),
        "；".join(_told(points, name) for name in regions),
        "缺的月份留空：不连线、不插值；跨年不连线；1 月从不单独发布，每年首期为 1—2 月。"
        "各图同一纵轴。截至日后发布的不进入任何结论。",
        key="growth series",
    )


def _drawn(seen: Found, regions: Sequence[str]) -> DataFrame:
    frame = seen.known if seen.later else seen.series
    return frame[frame["region"].isin(regions)]


def _months(points: DataFrame) -> str:
    first, last = points["period_end"].min(), points["period_end"].max()
    return f"{first.year} 年 {first.month} 月—{last.year} 年 {last.month} 月"


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


def _told(points: DataFrame, region: str) -> str:
    """A region's line in words, for those who cannot see it."""
    known = points[(points["region"] == region) & points["is_known"].astype(bool)]
    later = int(((points["region"] == region) & ~points["is_known"].astype(bool)).sum())
    if known.empty:
        return f"{region}没有截至日前发布的增速"
    last = known.iloc[-1]
    low, high = known["growth_pct"].min(), known["growth_pct"].max()
    return (
        f"{region} {len(known)} 期，最低 {numbers.fixed(low)}%，最高 {numbers.fixed(high)}%，"
        f"最近 {numbers.period_words(last['period_end'])} {numbers.fixed(last['growth_pct'])}%"
        + (f"，另有截至日后发布 {later} 期" if later else "")
    )


def _switch(seen: Found, name: str, offered: Mapping[str, str]) -> None:
    """A choice of the page's own, whose state is the address."""
    st.session_state[name] = getattr(seen, "later" if name == "later" else "kinds")
    st.segmented_control(
        {"later": "截至日后发布的", "kind": "哪些增速"}[name],
        list(offered),
        key=name,
        required=True,
        label_visibility="collapsed",
        format_func=lambda code: offered[code],
        on_change=_write,
        args=(name,),
    )


def _write(name: str) -> None:
    value = st.session_state[name]
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def pair(seen: Found) -> None:
    """Any region against any other: the choice, the latest common period and both lines."""
    regions = list(dict.fromkeys(seen.series["region"]))
    samples = set(seen.series[seen.series["kind"] == "sample"]["region"])
    with st.container(key="pair-choice", horizontal=True, gap="small"):
        for name, label in (("region", "地区"), ("against", "对比")):
            st.session_state[name] = getattr(seen, name)
            st.selectbox(
                label,
                regions,
                key=name,
                width=200,
                format_func=lambda r: f"{r}（示例）" if r in samples else r,
                on_change=_write,
                args=(name,),
            )
    if seen.region == seen.against:
        st.html(html.render("fine", words="两边是同一个地区，请在上面另选一个。"))
        return
    rows = page.ask(growth.pairs, seen.look.filters, region=seen.region, against=seen.against)
    told = None if rows.empty else said.pair(seen.figures, rows, seen.region, seen.against)
    if told is not None:
        linked.draw(html.render("growth_pair", pair=told), key="growth pair")
    points = _drawn(seen, [seen.region, seen.against])
    if points.empty:
        st.html(html.render("fine", words="两地在截至日前都没有已发布的增速，请换一个日期或地区。"))
        return
    chart(
        told.title if told else f"{seen.region}与{seen.against}没有同一期的增速，只能分别看",
        f"固定资产投资累计同比 · % · {_months(points)}",
        charts.pair(points, seen.region, seen.against, as_of=seen.as_of, theme=theme()),
        "；".join(_told(points, name) for name in (seen.region, seen.against)),
        "只比两地都已发布的同一期。空心圆为示例县区，不是任何县（市）区的公布值。",
        key="growth pair chart",
    )


def points(seen: Found) -> None:
    """Every rate known by the day, with who published it when, and as a file."""
    real = seen.known[seen.known["kind"] != "sample"]
    later = int((~seen.series["is_known"].astype(bool) & (seen.series["kind"] != "sample")).sum())
    listed = {"": real, "sample": seen.known[seen.known["kind"] == "sample"], "all": seen.known}
    frame = _rows(listed[seen.kinds])
    title = f"已收录 {len(real) + later} 个增速，截至日前可知 {len(real)} 个，每个都有出处"
    with st.container(key="tools", horizontal=True, vertical_alignment="center"):
        st.html(
            html.render(
                "chart_head",
                title=title,
                sub=f"按期间从新到旧，{len(frame)} 行；截至日（{numbers.iso(seen.as_of)}）"
                "后发布的不列",
                alt=title,
            )
        )
        st.html("<span class='spring'></span>")
        _switch(seen, "kind", KINDS)
        if len(frame):
            name = f"固定资产投资增速-{numbers.iso(seen.as_of)}"
            table.downloads(frame, GROWTH_SERIES, name, title, _notes(seen))
    if frame.empty:
        st.html(html.render("fine", words="这一类在截至日前没有增速；请选“全部”或更晚的日期。"))
        return
    table.draw(frame, GROWTH_SERIES, key="growth points")
    st.html(
        html.render(
            "fine",
            words="发布日“推定”＝按该来源惯例推定，未见原文日期。荥阳没有同期增速的，差值留空。"
            + NOT_NARROWED,
        )
    )


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
