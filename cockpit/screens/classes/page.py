"""The views of the page: what each finds, and the file that goes with it."""

from collections.abc import Mapping
from dataclasses import replace

from pandas import DataFrame

from cockpit import numbers
from cockpit.city import ProjectClass
from cockpit.registry import columns
from cockpit.registry.columns import Column
from cockpit.screens.classes import grips, levels, overview, parks, phases, states, subdomains
from cockpit.screens.classes.data import GRIPS, OVERVIEW, PARKS, ClassesData, classes_data
from cockpit.screens.files import File
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.page_file import page_file
from cockpit.screens.view import View
from queries import classes, implementation, investment


@once
def headline(view: View) -> Headline:
    """What the page finds. Raises NoData, BadLink."""
    found = classes_data(view)
    title, lead = finding(found)
    return Headline(title, lead, view.look.filters.as_of)


@once
def offered(found: ClassesData) -> Mapping[str, str]:
    """The views: all classes, each of them, what goes across them, the parks."""
    made = {OVERVIEW: "总览"}
    made |= {one.code: one.short_name for one in found.city.classes}
    if found.chosen not in {*made, GRIPS, PARKS}:
        made[found.chosen] = found.city.class_of(found.chosen).short_name
    return made | {GRIPS: "抓手与领域", PARKS: "小微企业园"}


ACROSS = {OVERVIEW: overview.finding, GRIPS: grips.finding, PARKS: parks.finding}
OF_CLASS = {
    "levels": levels.finding,
    "phases": phases.finding,
    "subdomains": subdomains.finding,
    "states": states.finding,
}


def views(view: View) -> list[dict[str, str]]:
    """What the further views are asked for by."""
    found = ClassesData(view, OVERVIEW)
    return [{"view": code} for code in offered(found) if code != OVERVIEW]


def finding(found: ClassesData) -> tuple[str, str]:
    """Title and lead of the view."""
    if found.chosen in ACROSS:
        return ACROSS[found.chosen](found)
    one = found.city.class_of(found.chosen)
    if found.is_empty(one.code):
        return f"{one.short_name}：{none(found)}", ""
    return OF_CLASS[kind(found, one)](found, one)


def none(found: ClassesData) -> str:
    """Why a class has no project in view."""
    chosen = found.view.look.filters.classes
    if chosen and found.chosen not in chosen:
        return "筛选的类别里没有它"
    return "截至这一日名单上没有项目" if found.is_whole else "当前筛选下没有名单上的项目"


def kind(found: ClassesData, one: ProjectClass) -> str:
    """By what a class is led: levels, phases, subdomains, else the state of its projects."""
    if one.has_levels:
        return "levels"
    if one.is_converted:
        return "phases"
    return "subdomains" if found.subdomains(one.code) else "states"


def file(view: View) -> File:
    """The rows of the view, to take along: who is where."""
    found = classes_data(view)
    frame, shown, name = _rows(found)
    return page_file(view, frame, shown, name, _notes(found))


def _notes(found: ClassesData) -> dict[str, str]:
    title, lead = finding(found)
    return {
        "完成截至": numbers.iso(found.cut_on),
        "开工截至": numbers.iso(found.on),
        "结论": title + (f"。{lead}" if lead else ""),
    }


def _rows(found: ClassesData) -> tuple[DataFrame, tuple[Column, ...], str]:
    view = found.view
    match found.chosen:
        case "all":
            return view.ask(classes.overlap_rows), columns.OVERLAPS, "各类项目"
        case "grips":
            return view.ask(investment.matrix), columns.MATRIX, "领域与类别"
        case "parks":
            return view.ask(classes.park_rows), columns.PARKS, "小微企业园"
    one = found.city.class_of(found.chosen)
    match kind(found, one):
        case "phases":
            frame = found.ask(implementation.conversion_rows, one.code)
            here = (frame["stuck"] == 1) | (
                (frame["reached_stage"] == "未签约") & (frame["conversion_step"] == "签约")
            )
            shown = tuple(c for c in columns.CONVERSION if c.name not in _OF_A_STAGE)
            return frame[here], shown, f"{one.short_name}项目走到哪一步"
        case "subdomains":
            return found.ask(classes.pairs, one.code), columns.PAIRS, f"{one.short_name}项目"
    frame = found.ask(implementation.state_rows, one.code)
    return frame, columns.PROJECT_STATES, f"{one.short_name}项目"


_OF_A_STAGE = {"conversion_step", "base", "reached", "stuck"}


def phase_file(view: View) -> File:
    """Each phase and stage: who came so far, of how many, who stays; of the class of the link."""
    found = classes_data(view)
    if found.chosen in {OVERVIEW, GRIPS, PARKS}:
        code = next((one.code for one in found.city.classes if one.is_converted), found.chosen)
        found = replace(found, chosen=code)
    frame = found.stages(found.chosen)
    frame = frame.assign(phase=frame["phase"].fillna("合计"))
    name = f"{found.city.class_of(found.chosen).short_name}各期转化"
    return page_file(view, frame, columns.PHASES, name, _notes(found))
