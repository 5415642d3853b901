"""What can be answered: a question's choices, and what a fault offers beside mending the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cockpit.errors import Fault
from cockpit.intake.answers import LEFT_OUT
from cockpit.intake.preview import Preview
from cockpit.remedy import Remedy, RemedyCode
from cockpit.visible import visible

MOST_QUESTIONS, MOST_CHOICES = 30, 12
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
    """What has to be decided: its place among the questions, words, and the choices."""

    at: int
    title: str
    place: str
    choices: tuple[Choice, ...]
    way_out: str = ""


def questions(preview: Preview, meanings: Mapping[str, str]) -> list[Question]:
    """The first of what has to be decided; the rest comes when these are answered."""
    return [
        Question(
            at,
            fault.rule + _value(fault),
            place_of(fault),
            choices(fault, preview, meanings),
            fault.way_out,
        )
        for at, fault in enumerate(preview.questions[:MOST_QUESTIONS])
    ]


def _value(fault: Fault) -> str:
    return f"：“{fault.value}”" if fault.value else ""


def place_of(fault: Fault) -> str:
    """Where a fault is, as a clerk finds it: Sheet1!F17, 五月.csv 第 3 行."""
    file, _, sheet = f"{fault.file}".partition(" › ")
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
    return remedy.code is RemedyCode.AS_OF and not (remedy.values and remedy.values[0])


def words(remedy: Remedy, names: Mapping[str, str], meanings: Mapping[str, str]) -> str:
    """A remedy as a button says it; empty for one that the page has no button for."""
    one, two = (*remedy.values, "", "")[:2]
    said = {
        RemedyCode.UNIT: two,
        RemedyCode.AS_OF: one or "另填一天",
        RemedyCode.HIDDEN: "读" if one == "take" else "不读",
        RemedyCode.COLUMN: "不导入这一列" if two == LEFT_OUT else meanings.get(two, two),
        RemedyCode.MATCH: (names.get(two) or two)[:LONGEST],
        RemedyCode.NATURE: one,
        RemedyCode.LEAVE_ROW: "先不导入这一行",
        RemedyCode.WITHOUT: "这一列不导入",
        RemedyCode.KEEP: "不更新这一列",
    }
    return said.get(remedy.code, "")
