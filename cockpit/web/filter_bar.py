"""The bar above every page: the day, the basis of 序时 and the choice of projects.

The address is the only state (``cockpit.web.address``). The widgets are not bound with
``bind="query-params"``: that would leave defaults out of the address, write the words of the
basis instead of its code, and lose the choice on a page switch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from cockpit import numbers
from cockpit.link import today
from cockpit.link.look import BASIS_NAMES, LABELS, NAMES, PARAMETERS, Look
from cockpit.link.parameters import is_added
from cockpit.screens import markup
from cockpit.screens.pages import PAGES
from cockpit.screens.view import View
from cockpit.screens.wall import walk_query
from cockpit.web import address, copying, pieces
from cockpit.web.page import keep_bar_end, visitor
from cockpit.web.server import base

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
ROW, FOLD = "", "·折叠"  # the two places of the bar: on a wide screen and on a phone


def filter_bar(view: View, page: Any) -> None:
    """Draw the bar of a view on ``page`` (st.Page); in its place what a shared link's page is."""
    pieces.draw(markup.render("page_name", words=page.title))
    if until := visitor().shared_until:
        pieces.draw(markup.render("shared", until=f"{until:%Y-%m-%d %H:%M}"))
        return
    known, path = today.choices(view.mart, view.today), f"/{page.url_path}"
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        if PAGES[page.url_path].is_filtered:
            _filters(view, known, has_choice=PAGES[page.url_path].is_scoped)
        pieces.draw("<span class='spring'></span>")
        keep_bar_end(st.container(key="bar-end", width="content"))
        st.link_button("打开大屏", base.below(f"/wall{walk_query(view.look, view.stamp())}"))
        copying.link(f"{path}?{view.look.query(**_others())}")
    if not view.is_latest:
        _banner(view, path)


def _filters(view: View, known: Mapping[str, Sequence[str]], *, has_choice: bool) -> None:
    _day(view.look, today.days_of_years(view.mart, view.today))
    if has_choice:
        _choices(view, known)
    if not view.look.filters.is_whole:
        st.button("全部清除", type="tertiary", on_click=_clear, key="clear")


def _choices(view: View, known: Mapping[str, Sequence[str]]) -> None:
    with st.container(key="row", horizontal=True, width="content", gap="small"):
        for name, field in PARAMETERS.items():
            chosen = getattr(view.look.filters, field)
            with st.popover(_label(name, chosen)):
                _choice(name, known.get(field, ()), chosen, ROW)
    with (
        st.container(key="fold", horizontal=True, width="content"),
        st.popover(_folded(view.look)),
    ):
        for name, field in PARAMETERS.items():
            _choice(name, known.get(field, ()), getattr(view.look.filters, field), FOLD)
        st.button("全部清除", on_click=_clear, key="clear" + FOLD)


def _banner(view: View, path: str) -> None:
    """An earlier version is on screen: which, and the way back to the latest."""
    version = view.version
    if version is None:
        return
    latest = replace(view.look, version=None).query(**_others())
    pieces.draw(
        markup.render(
            "banner",
            number=version.number,
            at=f"{version.at:%Y-%m-%d %H:%M}",
            message=version.message,
            href=f"{path}?{latest}",
        )
    )


def _day(look: Look, years: Mapping[int, date]) -> None:
    as_of, basis = look.filters.as_of, look.filters.basis
    with st.popover(f"截至 **{numbers.iso(as_of)}**"):
        if years:
            year = as_of.year if as_of.year in years else None
            st.segmented_control(
                LABELS["as_of_year"],
                list(years),
                default=year,
                format_func=lambda year: f"{year} 年",
                **address.widget("as_of_year", year, _write_year, years),
            )
        st.date_input(
            LABELS["as_of"],
            as_of,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            **address.widget("as_of", as_of, _write_day),  # required= would say so in English
        )
        st.segmented_control(
            LABELS["basis"],
            list(BASIS_NAMES),
            default=basis,
            required=True,
            format_func=lambda code: BASIS_NAMES[code],
            **address.widget("basis", basis, _write_basis),
        )
        taken = "截至日当天" if look.filters.cut == "as_of" else "台账填报到的那一天"
        pieces.draw(
            "<p class='fine'>按月：月底为 n/12，月内按天；按日：已过天数 ÷ 全年天数；"
            f"按计划曲线：各项目的计划进度。都取到{taken}。</p>"
        )


def _choice(name: str, options: Sequence[str], chosen: Sequence[str], place: str) -> None:
    st.pills(
        LABELS[name],
        options,
        default=chosen,
        selection_mode="multi",
        **address.widget(name + place, chosen, _write, name),
    )


def _label(name: str, chosen: Sequence[str]) -> str:
    if not chosen:
        return f"{LABELS[name]} **全部**"
    said = (
        "、".join(chosen) if len(chosen) < 3 and sum(map(len, chosen)) < 11 else f"{len(chosen)} 项"
    )
    return f"{LABELS[name]} *{said}*"


def _folded(look: Look) -> str:
    chosen = sum(bool(getattr(look.filters, field)) for field in PARAMETERS.values())
    return f"筛选 *{chosen} 项*" if chosen else "筛选 **全部**"


def _others() -> dict[str, list[str]]:
    """The page's own parameters, which a copied link carries too."""
    return {
        name: values
        for name, values in address.query().items()
        if not (name in NAMES or is_added(name))
    }


def _write(chosen: Sequence[str], name: str) -> None:
    address.change(**{name: chosen})


def _write_day(day: date | None) -> None:
    if day:  # a cleared field keeps the day
        address.change(as_of=day.isoformat())


def _write_year(year: int | None, years: Mapping[int, date]) -> None:
    if year:  # a second click on the year keeps the day
        address.change(as_of=years[year].isoformat())


def _write_basis(basis: str) -> None:
    address.change(basis="" if basis == "month" else basis)


def _clear() -> None:
    address.change(**dict.fromkeys(PARAMETERS, ""))
