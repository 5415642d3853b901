"""六包 of a project: how far each of the six services is, and since when the open one waits."""

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import table
from cockpit.screens.card import Card
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day, short
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from cockpit.tables.contracts import SERVICES

COLUMNS = (Column("service", "六包"), Column("state", "办到哪里"), Column("on", "日期", "date"))


def card(one: ProjectData) -> Card:
    """The six services, a line each; the one that the project is in with its open items."""
    sub = "一包里的事项都办完或免办，才到下一包"
    if one.services.empty:
        return Card("没有装入六包事项", sub, empty="导入六包事项后，这里看走到哪一包、卡了几天。")
    rows = list(each(one.services))
    told = day(rows[0].told_on)
    if told is not None:
        sub += f"；截至 {numbers.iso(told)}"
    lines = []
    for service in SERVICES:
        if its := [row for row in rows if row.service == service]:
            lines.append(_line(one, service, its))
    return Card(_title(rows), sub, table.html(COLUMNS, lines, look="kept"))


def _title(rows: list[Row]) -> str:
    step = next((row for row in rows if row.is_step), None)
    if step is None:
        return "六包都办完了"
    days = "" if is_missing(step.step_days) else f"，已 {int(step.step_days):,} 天"
    return f"走到“{step.service}”：{step.item}没办完{days}"


def _line(one: ProjectData, service: str, its: list[Row]) -> Line:
    left = [row for row in its if row.is_open]
    said = "；".join(_item(one, row) for row in its)
    if not left:
        done = [row.done_on for row in its if not is_missing(row.done_on)]
        last = short(max(done), one.as_of) if done else numbers.MISSING
        return Line({"service": Cell(service, small=said), "state": "办完", "on": last})
    step = next((row for row in left if row.is_step), None)
    if step is None:
        words = f"{len(left)} 项没办完"
        return Line({"service": Cell(service, small=said), "state": words, "on": None})
    since = numbers.MISSING
    if not is_missing(step.since_on):
        since = f"{short(step.since_on, one.as_of)} 起"
    state = Cell(step.item, small=text(step.owner_role), look="warn")
    return Line({"service": Cell(service, small=said), "state": state, "on": since}, look="on")


def _item(one: ProjectData, row: Row) -> str:
    mode = f"（{row.mode}）" if text(row.mode) else ""
    if row.is_waived:
        return f"{row.item}免办"
    if not is_missing(row.done_on):
        return f"{row.item}{mode} {short(row.done_on, one.as_of)}"
    return f"{row.item}{mode} 没办完"
