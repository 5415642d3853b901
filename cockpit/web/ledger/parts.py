"""The parts of the ledger page: what is chosen, the tools, the strip of totals, the table."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from math import ceil
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from pandas import DataFrame

from cockpit import numbers
from cockpit.screens import lamps
from cockpit.screens.figures import Figure, FigureMaker, Gap
from cockpit.screens.view import View
from cockpit.web import address, compare, grid, linked, markup, since_choice, table
from cockpit.web.columns import Column
from cockpit.web.ledger import in_view, moves, narrowing
from cockpit.web.ledger.in_view import Found
from cockpit.web.ledger.narrowing import PATH
from queries import rows

PAGE = 500  # rows of a page of the table
HIGH = 22  # rows to see at once: as high as the views beside
SUMS = {  # the indicator that a column of money adds up to
    "annual_plan_wan": "annual_plan",
    "completed_wan": "completed",
    "forecast_wan": "forecast",
    "issued_wan": "bond_issued",
    "used_wan": "bond_used",
}


def ledger_data(view: View, query: Mapping[str, Sequence[str]]) -> Found:
    """The rows that the link asks for, and those in view. Raises BadLink."""
    return in_view.ledger_data(view, query)


def beside() -> AbstractContextManager[Any]:
    """The row of the table and the views beside it."""
    return st.container(key="beside", horizontal=True)


def chips(found: Found) -> None:
    """What is chosen, each with a link that takes it out; and how many rows are in view."""
    counted = ""
    if len(found.seen) < len(found.frame):
        counted = f"显示 {len(found.seen):,}，共 {len(found.frame):,} {found.noun}"
    indicator = found.clicked.indicator.name if found.clicked else ""
    said = found.address.chips(indicator)
    # a container, empty or not: what follows keeps its place, and with it the keyboard's focus
    with st.container(key="chips-place"):
        if said or counted:
            linked.draw_in_place(
                markup.render("chips", chips=said, clear=found.address.cleared(), counted=counted),
                key="chips",
                path=PATH,
            )


def tools(found: Found) -> None:
    """Search, 全部/亮灯/未入库, further filters, columns and downloads, in one row."""
    with st.container(key="tools", horizontal=True, vertical_alignment="center"):
        _search(found)
        if found.of_projects:
            _show(found)
            with st.container(key="more", horizontal=True, width="content"):
                _further(found)
                _columns(found)
        st.html("<span class='spring'></span>")
        table.downloads("ledger", urlsplit(found.address.to(found.view.fixed)).query)


def file(view: View, query: Mapping[str, Sequence[str]]) -> table.File:
    """The rows in view as a file. Raises BadLink."""
    found = in_view.ledger_data(view, query)
    name = f"{found.notes.get('指标', '项目台账')}-{found.notes['截至']}"
    frame = _with_months(found, found.seen)
    return table.File(frame, found.columns, name, found.title, found.notes)


def _search(found: Found) -> None:
    st.text_input(
        "搜索",
        found.own.q,
        placeholder="搜索名称、单位、代码",
        label_visibility="collapsed",
        width=240,
        live=True,
        max_chars=narrowing.LONGEST_SEARCH,
        **address.widget("q", found.own.q, _write_search),
    )


def _write_search(text: str) -> None:
    _put(q=text if text.strip() else "")  # with the space that a second word follows


def _put(**values: str | Sequence[str]) -> None:
    """Write parameters of the address; what depends on the rows in view starts anew."""
    address.change(**{"page": "", "pick": "", **values})


def _write(value: str | Sequence[str], name: str) -> None:
    _put(**{name: value})


def _show(found: Found) -> None:
    # not narrowed by what it chooses itself
    frame = narrowing.matching(found.frame, replace(found.own, show=""))
    offered = [*dict.fromkeys((*narrowing.USUAL_SHOWS, found.own.show))]
    counts = {"": len(frame)} | {
        code: int(narrowing.showing(frame, code).sum()) for code in offered if code
    }
    st.segmented_control(
        "只看",
        offered,
        default=found.own.show,
        required=True,
        label_visibility="collapsed",
        format_func=lambda code: f"{narrowing.SHOWS[code]} {counts[code]:,}",
        **address.widget("show", found.own.show, _write, "show"),
    )


def _further(found: Found) -> None:
    chosen = sum(len(getattr(found.own, name)) for name in narrowing.MANY)
    with st.popover(f"更多条件 *{chosen} 项*" if chosen else "更多条件"):
        for name, offered in (("lamp", tuple(lamps.WORDS)), ("stage", narrowing.STAGES)):
            now = getattr(found.own, name)
            st.pills(
                narrowing.NAMES[name],
                offered,
                default=now,
                selection_mode="multi",
                format_func=lambda value: lamps.WORDS.get(value, value),
                **address.widget(name, now, _write, name),
            )
        for name in ("lead", "org"):
            now = getattr(found.own, name)
            st.multiselect(
                narrowing.NAMES[name],
                _offered(found, name, now),
                default=now,
                placeholder="全部",
                **address.widget(name, now, _write, name),
            )


def _offered(found: Found, name: str, chosen: Sequence[str]) -> list[str]:
    """The values of a column among the rows of the link; what is chosen stays on offer."""
    values = found.frame[narrowing.MANY[name]].dropna().unique()
    return sorted({*map(str, values), *chosen})


def _columns(found: Found) -> None:
    headers = {column.name: column.header for column in found.offered}
    with st.popover(f"列 {len(found.columns)}/{len(headers)}"):
        shown = [column.name for column in found.columns]
        st.pills(
            "显示的列",
            list(headers),
            default=shown,
            selection_mode="multi",
            format_func=headers.__getitem__,
            **address.widget(
                "cols",
                shown,
                _write_columns,
                found.usual,
                moves.column_of(found.since).name if found.since else "",
            ),
        )
        st.html(markup.render("words", words="完成投资比较"))
        since_choice.choose("ledger", found.since, found.view)
        st.selectbox(
            "排序",
            list(narrowing.SORTS),
            index=list(narrowing.SORTS).index(found.own.sort),
            format_func=lambda code: narrowing.SORTS[code][0],
            **address.widget("sort", found.own.sort, _write, "sort"),
        )


def _write_columns(chosen: Sequence[str], usual: Sequence[str], compared: str) -> None:
    """``compared``: the column that the link's own comparison shows; without it that goes too."""
    others = [name for name in chosen if name != compared]
    said: dict[str, str | Sequence[str]] = {"cols": "" if set(others) == set(usual) else others}
    if compared and compared not in chosen:
        said |= {"since": "", "since_version": ""}
    address.change(**said)


def totals(found: Found) -> None:
    """The strip above the table, which has no footer: what the rows in view add up to."""
    seen = found.seen
    name = "合计" if len(seen) == len(found.frame) else "所见合计"
    size = f"{len(seen):,}"
    parts: list[tuple[str, Figure | str, str]] = [
        (name, _figure(found, "projects", len(seen)) if found.of_projects else size, found.noun)
    ]
    for column in found.columns:
        if column.kind == "moved" and seen[column.name].notna().any():
            name = column.header.removesuffix("（亿元）")
            same = moves.same_words(column, found.view, found.since)
            parts.append((same, "", "") if same else (name, _moved(found, column), "亿元"))
        elif column.kind == "wan" and seen[column.name].notna().any():
            amount, code = float(seen[column.name].sum()), SUMS.get(column.name, "")
            figure = _figure(found, code, amount, decimals=1) if code else numbers.yi(amount)
            parts.append((column.header.removesuffix("（亿元）"), figure, "亿元"))
    gap: Gap | None = None
    if found.of_projects:
        made = found.progress(seen)
        if made.ratio is not None:
            parts.append(("完成率", _figure(found, "completion", made.ratio), "%"))
            gap = _gap(found, made.ahead_pp)
    linked.draw(markup.render("sums", parts=parts, gap=gap), key="sums")


def _figure(found: Found, code: str, value: float, decimals: int | None = None) -> Figure:
    """A sum of the rows in view; opens the rows of its indicator within the same choice."""
    made = FigureMaker(found.view.look, found.stamp, {}).from_ledger(code, value, decimals=decimals)
    return replace(made, href=found.address.opened(code))


def _moved(found: Found, column: Column) -> Figure | str:
    """What the rows in view completed since then; of a look's all rows it opens 变动原因."""
    text = numbers.yi(float(found.seen[column.name].sum()), 2, signed=True)
    if found.clicked or not found.own.is_whole:
        return text
    base = moves.bases_of([column], found.view, found.since)[column.name]
    made = FigureMaker(found.view.look, found.stamp, {}).from_ledger("completed", None)
    title = f"{column.header.removesuffix('（亿元）')} · {moves.words(found.view, base)} · 变动原因"
    opens = compare.href(found.view.look, "completed", base)
    return replace(made, text=text, href=opens, title=title)


def _gap(found: Found, points: float | None) -> Gap:
    gap = FigureMaker(found.view.look, found.stamp, {}).gap("ahead", points)
    href = found.address.opened("ahead")
    return replace(gap, size=replace(gap.size, href=href), signed=replace(gap.signed, href=href))


def picked(found: Found) -> None:
    """The project whose row is picked, with the way to its page."""
    with st.container(key="picked-place"):
        if found.own.pick and found.of_projects:
            _picked(found)


def _picked(found: Found) -> None:
    pick = found.own.pick
    said: dict[str, str] = {"project": "", "lamp": "", "tone": "", "place": ""}
    if found.picked:
        row = found.seen[found.seen["project_id"] == pick].iloc[0]
        parts = (row["township"], row["organisation"], row["leader"])
        said = {
            "project": str(row["name"]),
            "lamp": lamps.WORDS[row["lamp"]],
            "tone": lamps.TONES[row["lamp"]],
            "place": " · ".join(str(part) for part in parts if not numbers.is_missing(part)),
        }
    links = {
        "open": f"/project?{found.view.look.query(project=pick)}",
        "close": found.address.to(page=found.own.page),
    }
    linked.draw_in_place(markup.render("picked", **said, **links), key="picked", path=PATH)


def table_of(found: Found) -> None:
    """The rows in view, a page at a time; a picked row narrows the views beside."""
    if found.seen.empty:
        linked.draw_in_place(
            markup.render("nothing_left", noun=found.noun, clear=found.address.cleared()),
            key="nothing left",
            path=PATH,
        )
        return
    pages = ceil(len(found.seen) / PAGE)
    page = min(found.own.page, pages)
    frame, here = found.seen.iloc[(page - 1) * PAGE : page * PAGE], found.address
    if not found.of_projects:
        frame, pages = found.seen, 1
    text = grid.html(
        _with_months(found, frame),
        found.columns,
        labels=_labels(found),
        alt=f"{found.title}。下面的表每行{found.noun.replace('个', '一个', 1)}。",
        project=lambda code: f"/project?{found.view.look.query(project=code)}",
        pick=(lambda code: here.to(pick=code, page=page)) if found.of_projects else None,
        most_rows=HIGH,
    )
    linked.draw_in_place(
        text,
        key=f"table {found.question}",
        path=PATH,
        picked=found.own.pick,
        unpick=here.to(page=page),
    )
    if pages > 1:
        _pages(pages, page, len(frame))


def _labels(found: Found) -> dict[str, str]:
    """Headers as the page writes them: shorter, and with 序时 beside the rate."""
    said = {c.header: c.header.replace("（", " ").replace("）", "") for c in found.columns}
    said["乡镇（街道）"] = "乡镇"
    if found.stamp.time_progress is not None:
        time = numbers.percent(found.stamp.time_progress)
        said["完成率（%）"] = f"完成率 序时\u00a0{time}%"  # a line each
    return said


def _pages(pages: int, page: int, size: int) -> None:
    with st.container(key="pages", horizontal=True, vertical_alignment="center"):
        first = (page - 1) * PAGE + 1
        st.html(markup.render("words", words=f"第 {first:,}—{first + size - 1:,} 行"))
        st.pagination(pages, default=page, **address.widget("page", page, _write_page))


def _write_page(page: int) -> None:
    _put(page="" if page == 1 else str(page))


def _with_months(found: Found, frame: DataFrame) -> DataFrame:
    """The rows with each project's months, where that column is shown."""
    if not any(column.kind == "months" for column in found.columns):
        return frame
    codes = tuple(frame["project_id"])
    if len(codes) > PAGE:  # a file of thousands: not kept
        answer = rows.monthly(found.view.mart.connection, found.view.look.filters, codes)
    else:
        answer = found.view.ask(rows.monthly, projects=codes)
    return frame.merge(answer, on="project_id", how="left")


def fine_print(found: Found) -> None:
    """Definition, units, and what the sample is."""
    said = ""
    if found.stamp.ledger_kind == "sample" and found.question not in {
        "rows.growth_points",
        "growth.members",
    }:
        said += "示例项目与示例领导，非真实项目；乡镇名为真实名称，其上的数值均为示例。"
    if found.question == in_view.ALL and found.clicked is None:
        missing = int(found.seen["counted_plan_wan"].isna().sum())
        said += f"无本年计划的 {missing:,} 个不进完成率。" if missing else ""
    if found.of_projects:
        said += (
            "灯按月序时取最重一条规则（阈值为假定）；月度为本年各整月完成。"
            "点一行或按空格选中，点名称打开项目页。"
        )
    pages = "只排本页，排全部用“列”里的排序" if len(found.seen) > PAGE else "排序"
    said += f"点表头{pages}；筛选与搜索写入网址，可复制分享。"
    if found.clicked is None:
        st.html(markup.render("fine", words=said))
        return
    meaning = found.view.look.query(definition=found.clicked.indicator.code)
    text = markup.render(
        "defined", definition=found.definition, href=f"/indicators?{meaning}", words=said
    )
    linked.draw(text, key="defined")
