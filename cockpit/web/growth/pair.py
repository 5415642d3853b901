"""Any region against any other."""

import streamlit as st

from cockpit.charts import growth as charts
from cockpit.charts.tokens import Theme
from cockpit.screens import growth as said
from cockpit.web import address, linked, markup
from cockpit.web.charts import Chart, chart, theme
from cockpit.web.growth.choices import write
from cockpit.web.growth.found import Found
from cockpit.web.growth.lines import drawn, months, told
from queries import growth


def pair(seen: Found) -> None:
    """Any region against any other: the choice, the latest common period and both lines."""
    regions = list(dict.fromkeys(seen.series["region"]))
    samples = set(seen.series[seen.series["kind"] == "sample"]["region"])
    with st.container(key="pair-choice", horizontal=True, gap="small"):
        for name, label in (("region", "地区"), ("against", "对比")):
            chosen = getattr(seen, name)
            st.selectbox(
                label,
                regions,
                index=regions.index(chosen),
                width=200,
                format_func=lambda r: f"{r}（示例）" if r in samples else r,
                **address.widget(name, chosen, write, name),
            )
    if seen.region == seen.against:
        words = "请在上面另选一个" if len(regions) > 1 else "没有收录别处的增速"
        st.html(markup.render("fine", words=f"两边是同一个地区，{words}。"))
        return
    light = theme()
    text, drawn_both = seen.view.cached(
        "growth pair",
        lambda: _made(seen, light),
        *(seen.region, seen.against, seen.later, light),
    )
    if text:
        linked.draw(text, key="growth pair")
    if drawn_both is None:
        st.html(
            markup.render("fine", words="两地在截至日前都没有已发布的增速，请换一个日期或地区。")
        )
        return
    chart(*drawn_both, key="growth pair chart")


def _made(seen: Found, light: Theme) -> tuple[str, Chart | None]:
    """The latest common period in HTML, empty where there is none; and both lines."""
    rows = seen.view.ask(growth.pairs, region=seen.region, against=seen.against)
    compared = None if rows.empty else said.pair(seen.figures, rows, seen.region, seen.against)
    text = "" if compared is None else markup.render("growth_pair", pair=compared)
    points = drawn(seen, [seen.region, seen.against])
    if points.empty:
        return text, None
    is_sample = (points["kind"] == "sample").any()
    return text, Chart(
        compared.title
        if compared
        else f"{seen.region}与{seen.against}没有同一期的增速，只能分别看",
        f"固定资产投资累计同比 · % · {months(points)}",
        charts.pair(points, seen.region, seen.against, as_of=seen.as_of, theme=light),
        "；".join(told(points, name) for name in (seen.region, seen.against)),
        "只比两地都已发布的同一期。"
        + ("空心圆为示例县区，不是任何县（市）区的公布值。" if is_sample else ""),
    )
