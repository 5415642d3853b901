"""Any region against any other."""

import streamlit as st

from cockpit.charts import growth as charts
from cockpit.screens import growth as said
from cockpit.web import linked, markup, page
from cockpit.web.charts import chart, theme
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
            st.session_state[name] = getattr(seen, name)
            st.selectbox(
                label,
                regions,
                key=name,
                width=200,
                format_func=lambda r: f"{r}（示例）" if r in samples else r,
                on_change=write,
                args=(name,),
            )
    if seen.region == seen.against:
        st.html(markup.render("fine", words="两边是同一个地区，请在上面另选一个。"))
        return
    rows = page.ask(growth.pairs, seen.look.filters, region=seen.region, against=seen.against)
    compared = None if rows.empty else said.pair(seen.figures, rows, seen.region, seen.against)
    if compared is not None:
        linked.draw(markup.render("growth_pair", pair=compared), key="growth pair")
    points = drawn(seen, [seen.region, seen.against])
    if points.empty:
        st.html(
            markup.render("fine", words="两地在截至日前都没有已发布的增速，请换一个日期或地区。")
        )
        return
    chart(
        compared.title
        if compared
        else f"{seen.region}与{seen.against}没有同一期的增速，只能分别看",
        f"固定资产投资累计同比 · % · {months(points)}",
        charts.pair(points, seen.region, seen.against, as_of=seen.as_of, theme=theme()),
        "；".join(told(points, name) for name in (seen.region, seen.against)),
        "只比两地都已发布的同一期。空心圆为示例县区，不是任何县（市）区的公布值。",
        key="growth pair chart",
    )
