"""The parts of the ledger page: its rows, the strip of totals, search, table and downloads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from pandas import DataFrame

from cockpit import numbers
from cockpit.adding_up import Question, add_up
from cockpit.screens.stamp import Stamp
from cockpit.web import click, html, store, table
from cockpit.web.click import Click
from cockpit.web.columns import TABLES, Column
from cockpit.web.view import View
from queries import investment, projects

ALL = "projects.ledger"
LONGEST_SEARCH = 60


@dataclass(frozen=True)
class Found:
    """What the page shows: rows with their columns, what they are called, and what they say.

    ``title``, ``lead``: the finding and how the rows make it. ``definition``: of the indicator.
    ``notes``: label → text, for the workbook.
    """

    question: str
    frame: DataFrame
    columns: tuple[Column, ...]
    noun: str
    title: str
    lead: str
    definition: str
    notes: Mapping[str, str]
    stamp: Stamp


def rows(view: View, query: Mapping[str, Sequence[str]]) -> Found:
    """The rows that the link asks for. Raises BadLink."""
    clicked, stamp = click.read(query), view.stamp()
    notes = {
        "数据": f"{stamp.kind_words}，数据版本 {stamp.version}",
        "截至": numbers.iso(stamp.as_of),
        "取数日": numbers.iso(stamp.cut_on),
        "序时口径": stamp.basis,
        "筛选": "；".join(f"{k} {v}" for k, v in click.look_words(view.look).items()) or "全部",
    }
    if clicked is None:
        return _everything(view, notes)

    def ask(question: Question) -> DataFrame:
        return store.ask(question, view.mart, view.look.filters)

    total = add_up(clicked.indicator, ask, clicked.where)
    assert total is not None
    assert clicked.indicator.rows is not None
    noun, columns = TABLES[clicked.indicator.rows.question]
    lead = click.sentence(clicked, total)
    notes |= {"指标": clicked.indicator.name, "口径": clicked.indicator.definition, "相加": lead}
    return Found(
        clicked.indicator.rows.question,
        total.rows,
        columns,
        noun,
        click.title(clicked, total, view.look),
        lead,
        _definition(clicked),
        notes,
        stamp,
    )


def _everything(view: View, notes: Mapping[str, str]) -> Found:
    """All projects of the look, with their totals."""
    noun, columns = TABLES[ALL]
    frame = store.ask(projects.ledger, view.mart, view.look.filters)
    total = store.ask(investment.total, view.mart, view.look.filters).iloc[0]
    scope = click.scope_words(view.look)
    gap = " " if scope and not scope.endswith("）") else ""
    title = f"{scope}{gap}{len(frame)} {noun}"
    if not numbers.is_missing(total.completion_ratio):
        title += f"完成年计划 {numbers.percent(total.completion_ratio)}%"
    if not numbers.is_missing(total.ahead_pp):
        word = "超序时" if total.ahead_pp >= 0 else "低于序时"
        title += f"，{word} {numbers.fixed(abs(total.ahead_pp))} 个百分点"
    return Found(ALL, frame, columns, noun, title, "", "", notes, view.stamp())


def _definition(clicked: Click) -> str:
    return f"{clicked.indicator.name}：{clicked.indicator.definition}。"


def tools(found: Found) -> DataFrame:
    """Search and downloads in one row; returns the rows that the search leaves."""
    with st.container(key="tools", horizontal=True, vertical_alignment="center"):
        st.session_state["q"] = st.query_params.get("q", "")[:LONGEST_SEARCH]
        st.text_input(
            "搜索",
            key="q",
            placeholder="搜索名称、单位、乡镇、代码",
            label_visibility="collapsed",
            width=300,
            live=True,
            on_change=_write_search,
            max_chars=LONGEST_SEARCH,
        )
        seen = table.searched(found.frame[[c.name for c in found.columns]], st.session_state["q"])
        seen = found.frame.loc[seen.index]
        if len(seen) < len(found.frame):
            st.html(
                html.render("words", words=f"显示 {len(seen)}，共 {len(found.frame)} {found.noun}")
            )
        st.html("<span class='spring'></span>")
        name = f"{found.notes.get('指标', '项目台账')}-{found.notes['截至']}"
        table.downloads(seen, found.columns, name, found.title, found.notes)
    return seen


def _write_search() -> None:
    text = st.session_state["q"]
    if text.strip():
        st.query_params["q"] = text  # with the space that a second word follows
    elif "q" in st.query_params:
        del st.query_params["q"]


def totals(found: Found, seen: DataFrame) -> None:
    """The strip above the table, which has no footer: what the rows in view add up to."""
    parts = [("合计" if len(seen) == len(found.frame) else "所见合计", f"{len(seen)}", found.noun)]
    for column in found.columns:
        if column.kind == "wan" and seen[column.name].notna().any():
            name = column.header.removesuffix("（亿元）")
            parts.append((name, numbers.yi(seen[column.name].sum()), "亿元"))
    ratio = None
    if found.question == ALL and seen["counted_plan_wan"].sum() > 0:
        ratio = seen["counted_completed_wan"].sum() / seen["counted_plan_wan"].sum()
        parts.append(("完成率", f"{numbers.percent(ratio)}%", ""))
    gap = None
    if ratio is not None and found.stamp.time_progress is not None:
        gap = 100 * (ratio - found.stamp.time_progress)
    st.html(html.render("sums", parts=parts, **_gap(gap)))


def _gap(gap: float | None) -> dict[str, str]:
    if gap is None:
        return {"tone": "", "gap": ""}
    size = numbers.fixed(abs(gap))
    if gap >= 0:
        return {"tone": "ok", "gap": f"▲ 超序时 {size} 个百分点"}
    return {"tone": "warn", "gap": f"▽ 低于序时 {size} 个百分点"}


def table_of(found: Found, seen: DataFrame) -> None:
    """The rows in view."""
    table.draw(seen, found.columns, key=f"table {found.question}")


def fine_print(found: Found) -> None:
    """Definition, units, and what the sample is."""
    said = found.definition
    if found.stamp.ledger_kind == "sample" and found.question != "projects.growth_points":
        said += "示例项目与示例领导，非真实项目；乡镇名为真实名称，其上的数值均为示例。"
    if found.question == ALL:
        missing = int(found.frame["counted_plan_wan"].isna().sum())
        said += f"无本年计划的 {missing} 个不进完成率。" if missing else ""
    st.html(html.render("fine", words=said + "点表头排序；筛选与搜索写入网址，可复制分享。"))
