"""③ 错在哪: a block a fault with a picture of the cells around it; warnings, each with a reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from cockpit.errors import Fault
from cockpit.intake.questions import QUESTIONS
from cockpit.remedy import RemedyCode
from cockpit.screens import markup
from cockpit.screens.imports import picture
from cockpit.screens.imports.choices import Choice, choices, leave_row, place_of
from cockpit.screens.imports.picture import Picture
from cockpit.screens.imports.work import Work
from cockpit.visible import visible

PICTURES = 3  # of one rule; the others are counted, and named
NAMED = 12  # places of those that are counted
MOST_RULES = 40


@dataclass(frozen=True)
class FaultBlock:
    """A fault: ``at``, its place among the errors; where, what is written, rule, way out."""

    at: int
    row: int | None
    place: str
    value: str
    rule: str
    about: str
    way_out: str
    buttons: tuple[Choice, ...]
    picture: Picture | None


@dataclass(frozen=True)
class Rule:
    """The faults of one rule: the first few, and where the others are."""

    rule: str
    blocks: tuple[FaultBlock, ...]
    more: int
    places: str


@dataclass(frozen=True)
class Warning:
    """What may be accepted: one place, or with ``count`` all of its kind; its reason, if any."""

    key: str
    place: str
    rule: str
    said: str
    reason: str
    row: int | None = None
    count: int = 0


def rules(work: Work, meanings: Mapping[str, str]) -> list[Rule]:
    """The errors by rule, in the order in which the first of each was found."""
    preview = work.preview
    if preview is None:
        return []
    by_rule: dict[str, list[tuple[int, Fault]]] = defaultdict(list)
    for at, fault in enumerate(preview.errors):
        by_rule[_kind(fault)].append((at, fault))
    sheets = {understood.place: understood for understood in preview.understood}
    found = []
    for rule, its in list(by_rule.items())[:MOST_RULES]:
        blocks = []
        for at, fault in its[:PICTURES]:
            sheet = sheets.get(f"{fault.file}")
            drawn = picture.around(sheet, fault) if sheet else None
            offered = (*choices(fault, preview, meanings), *leave_row(fault))
            blocks.append(_block(at, fault, offered, drawn))
        others = [place_of(fault) for _, fault in its[PICTURES : PICTURES + NAMED]]
        more = len(its) - len(blocks)
        places = "、".join(others) + ("等" if more > NAMED else "")
        found.append(Rule(rule, tuple(blocks), more, places))
    return found


def _kind(fault: Fault) -> str:
    """What faults of one rule have in common: the rule, up to what it says of the one."""
    return fault.rule.partition("：")[0].partition("，")[0].partition("（")[0].partition("“")[0]


def _block(at: int, fault: Fault, buttons: tuple[Choice, ...], drawn: Picture | None) -> FaultBlock:
    about = "，".join(filter(None, (fault.name, fault.column)))
    way = fault.way_out
    if any(remedy.code is RemedyCode.WAIVE for remedy in fault.remedies):
        waive = "确属例外的，请管理员先登记例外（命令行的 waive）"
        way = f"{way}；{waive}" if way else waive
    return FaultBlock(
        at, fault.row, place_of(fault), visible(fault.value), visible(fault.rule),
        visible(about), visible(way), buttons, drawn,
    )  # fmt: skip


def warnings(work: Work) -> list[Warning]:
    """The warnings, one a place; of a kind with many the first few, and one reason for all."""
    by_kind: dict[str, list[Fault]] = defaultdict(list)
    for fault in work.warnings:
        by_kind[fault.question].append(fault)
    found = []
    for kind, its in by_kind.items():
        shown = its if len(its) <= 2 * PICTURES else its[:PICTURES]
        found += [_warning(work, fault) for fault in shown]
        if len(its) > len(shown):
            rest = f"同一规则另 {len(its) - len(shown)} 处，写一条原因就全部接受"
            found.append(
                Warning(
                    kind, f"全部 {len(its)} 处", QUESTIONS.get(kind, its[0].rule), rest,
                    work.reasons.get(kind, ""), count=len(its),
                )
            )  # fmt: skip
    return found


def _warning(work: Work, fault: Fault) -> Warning:
    said = "，".join(
        filter(None, (fault.name, f"填的是 {fault.value}" if fault.value else "", fault.way_out))
    )
    return Warning(
        fault.place_key, place_of(fault), visible(fault.rule), visible(said), work.reason(fault),
        fault.row,
    )  # fmt: skip


def title(work: Work) -> str:
    """What the card says first."""
    if work.preview is None:
        return "错在哪"
    errors, open_ = len(work.preview.errors), len(work.unexplained)
    parts = [
        *([f"{errors} 处错误要改"] if errors else []),
        *([f"{open_} 条提醒要说明"] if open_ else []),
    ]
    if parts:
        return "，".join(parts)
    accepted = len(work.warnings)
    return "没有错误" + (f"；{accepted} 条提醒已接受" if accepted else "")


def html(work: Work, meanings: Mapping[str, str]) -> Markup:
    """Faults and warnings; what was left out of the load by a button, to be taken back."""
    return markup.render(
        "imports/faults",
        rules=rules(work, meanings),
        warnings=warnings(work),
        explained=len(work.warnings) - len(work.unexplained),
        count=len(work.warnings),
        left_out=_listed(work.answers.rows_left_out),
    )


def _listed(places: Iterable[str]) -> list[tuple[str, str]]:
    return [(place, visible(place)) for place in sorted(places)]
