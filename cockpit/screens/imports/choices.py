"""What can be answered: a question's choices, and what a fault offers beside mending the file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cockpit.errors import Fault
from cockpit.intake.answers import BELOW, LEFT_OUT
from cockpit.intake.preview import Preview
from cockpit.remedy import Remedy, RemedyCode
from cockpit.visible import visible

MOST_QUESTIONS, MOST_CHOICES, MOST_NAMED = 30, 12, 6
OF_SHEETS = ("unit", "period", "hidden", "column", "nature", "class")  # questions of a sheet each
LONGEST = 60  # characters of a name in a choice


@dataclass(frozen=True)
class Choice:
    """An answer that there is: its words, what speaks for it, whether it is the likely one.

    ``at``: its place among the remedies of its fault; ``is_day``: a day is written instead.
    """

    at: int
    words: str
    evidence: str = ""
    is_likely: bool = False
    is_day: bool = False


@dataclass(frozen=True)
class Question:
    """What has to be decided: its place among the questions, words, and the choices.

    ``place``: the sheet that it is of, with its file where there are several. ``alike``: where
    others ask the same of more sheets, the first of them says so, with all sheets: all may be
    answered at once.
    """

    at: int
    title: str
    place: str
    choices: tuple[Choice, ...]
    way_out: str = ""
    alike: str = ""


def questions(preview: Preview, meanings: Mapping[str, str]) -> list[Question]:
    """The first of what has to be decided; the rest comes when these are answered."""
    groups = _alike(preview)
    return [
        Question(
            at,
            visible(fault.rule) + _value(fault),
            _place_among(fault, preview),
            choices(fault, preview, meanings),
            fault.way_out,
            _all_of(groups[_same(fault)], fault),
        )
        for at, fault in enumerate(preview.questions[:MOST_QUESTIONS])
    ]


def alike(preview: Preview, fault: Fault) -> list[Fault]:
    """The questions that ask the same of a sheet each, this one among them."""
    return _alike(preview)[_same(fault)]


Same = tuple[object, ...]


def _alike(preview: Preview) -> dict[Same, list[Fault]]:
    found: dict[Same, list[Fault]] = defaultdict(list)
    for fault in preview.questions:
        found[_same(fault)].append(fault)
    return found


def _same(fault: Fault) -> Same:
    """What questions have in common that can be answered alike: all but the sheet.

    Which project a name means is said for all that is loaded anyway; and where the likely answers
    differ, the sheets are not alike.
    """
    if fault.question not in OF_SHEETS:
        return (fault.place_key, fault.value)
    return (
        fault.question,
        *(
            (one.code, _header_of(one, fault), one.values[1:], one.is_likely)
            for one in fault.remedies
        ),
    )


def _header_of(remedy: Remedy, fault: Fault) -> str:
    """What a remedy is of, without its sheet."""
    return remedy.values[0].removeprefix(fault.file) if remedy.values else ""


def _all_of(group: list[Fault], fault: Fault) -> str:
    if len(group) < 2 or group[0] is not fault:
        return ""
    named = "、".join(_sheet(one.file) for one in group[:MOST_NAMED])
    more = " 等" if len(group) > MOST_NAMED else ""
    return f"这 {len(group)} 张表都一样：{named}{more}"


def _sheet(place: str) -> str:
    file, _, sheet = place.partition(BELOW)
    return visible(f"{file[:LONGEST]} {sheet[:LONGEST]}".strip())


def _place_among(fault: Fault, preview: Preview) -> str:
    """Where a fault is, with its file where there are several."""
    file, _, sheet = f"{fault.file}".partition(BELOW)
    place = place_of(fault)
    return f"{visible(file[:LONGEST])}，{place}" if sheet and len(preview.files) > 1 else place


def _value(fault: Fault) -> str:
    return f"：“{fault.value}”" if fault.value else ""


def place_of(fault: Fault) -> str:
    """Where a fault is, as a clerk finds it: Sheet1!F17, 五月.csv 第 3 行."""
    file, _, sheet = f"{fault.file}".partition(BELOW)
    place = sheet or file
    if fault.cell:
        return visible(f"{sheet}!{fault.cell}" if sheet else f"{file} {fault.cell}")
    return visible(f"{place} 第 {fault.row} 行" if fault.row else place)


def choices(fault: Fault, preview: Preview, meanings: Mapping[str, str]) -> tuple[Choice, ...]:
    """What a fault offers that can be said here: buttons, or the answers to a question."""
    found = (
        (at, remedy, words(remedy, preview.projects.names, meanings))
        for at, remedy in enumerate(fault.remedies)
    )
    shown = [
        Choice(at, visible(said), remedy.evidence, remedy.is_likely, _is_day(remedy))
        for at, remedy, said in found
        if said
    ]
    return tuple(sorted(shown, key=lambda choice: not choice.is_likely)[:MOST_CHOICES])


def row_of(fault: Fault) -> str:
    """A fault's row, as answers name one that is left out."""
    return f"{fault.file} › {fault.row}"


def leave_row(fault: Fault) -> Iterator[Choice]:
    """To load without the row of an error, where it does not offer that itself."""
    is_offered = any(remedy.code is RemedyCode.LEAVE_ROW for remedy in fault.remedies)
    if fault.row and not fault.question and not is_offered:
        yield Choice(len(fault.remedies), "先不导入这一行")


def _is_day(remedy: Remedy) -> bool:
    return remedy.code is RemedyCode.AS_OF and not any(remedy.values[1:])


def words(remedy: Remedy, names: Mapping[str, str], meanings: Mapping[str, str]) -> str:
    """A remedy as a button says it; empty for one that the page has no button for."""
    two = remedy.values[1] if len(remedy.values) > 1 else ""
    said = {
        RemedyCode.UNIT: two,
        RemedyCode.AS_OF: two or "另填一天",
        RemedyCode.HIDDEN: "读" if two == "take" else "不读",
        RemedyCode.COLUMN: "不导入这一列" if two == LEFT_OUT else meanings.get(two, two),
        RemedyCode.MATCH: (names.get(two) or two)[:LONGEST],
        RemedyCode.NATURE: two,
        RemedyCode.CLASS: "不归类" if two == LEFT_OUT else two.replace("/", " "),
        RemedyCode.LEAVE_ROW: "先不导入这一行",
        RemedyCode.WITHOUT: "这一列不导入",
        RemedyCode.KEEP: "不更新这一列",
    }
    return said.get(remedy.code, "")
