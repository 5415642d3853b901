"""A refusal as the command line says it: its remedies are flags and commands."""

from collections.abc import Callable, Iterable, Mapping

from cockpit.errors import CockpitError, Fault, TouchedLater
from cockpit.intake.forms.meanings import MEANINGS
from cockpit.remedy import Remedy, RemedyCode
from cockpit.tables.contracts import TABLES
from cockpit.visible import one_line, quoted

WORDS: Mapping[RemedyCode, Callable[..., str]] = {
    RemedyCode.ACCEPT: lambda question: f"确实如此：加 --accept {question}=原因",
    RemedyCode.WITHOUT: lambda header: f"这一列不导入：加 --without {quoted(header)}",
    RemedyCode.KEEP: lambda header: f"不更新这一列：加 --without {quoted(header)}",
    RemedyCode.MATCH: lambda name, code: f'或导入时加 --match "{_inside(name)}={code}"',
    RemedyCode.WAIVE: lambda rule, key: (
        f'确属例外：python -m cockpit waive {rule} "{_inside(key)}" --reason 理由'
    ),
    RemedyCode.UNIT: lambda header, unit: f"加 --unit {_named(header, unit)}",
    RemedyCode.AS_OF: lambda sheet, day: f"加 --as-of {_named(sheet, day or '2022-05-31')}",
    RemedyCode.HIDDEN: lambda sheet, how: f"加 --hidden {_named(sheet, how)}",
    RemedyCode.COLUMN: lambda header, meaning: f'加 --column "{_inside(header)}={_label(meaning)}"',
    RemedyCode.NATURE: lambda sheet, nature: f"加 --nature {_named(sheet, nature)}",
    RemedyCode.CLASS: lambda sheet, said: f"加 --class {_named(sheet, said)}",
    RemedyCode.LEAVE_ROW: lambda place: f'这一行不导入：加 --without-row "{_inside(place)}"',
    RemedyCode.NO_KIND: lambda: "去掉 --kind，由表决定",
    RemedyCode.LOAD: lambda: "直接导入：python -m cockpit load 文件",
    RemedyCode.START_REAL: lambda: "先运行 python -m cockpit start-real",
    RemedyCode.START_SAMPLE: lambda: "先运行 python -m cockpit start-sample",
    RemedyCode.CHECK_STORE: lambda: "或删去这个文件，再用 check --store 核对",
}
ANSWERS = {  # in a file's place: a fault of what was answered
    RemedyCode.MATCH: "--match",
    RemedyCode.UNIT: "--unit",
    RemedyCode.COLUMN: "--column",
    RemedyCode.AS_OF: "--as-of",
    RemedyCode.HIDDEN: "--hidden",
    RemedyCode.NATURE: "--nature",
    RemedyCode.CLASS: "--class",
}


def fault_text(fault: Fault) -> str:
    """A fault of a load, on one line."""
    file = ANSWERS[fault.file] if isinstance(fault.file, RemedyCode) else fault.file
    return fault.worded(file, _way_out(fault.way_out, fault.remedies))


def touched_text(row: TouchedLater) -> str:
    """A row that stands in the way of an undo, on one line."""
    name = TABLES[row.table].names[0] if row.table in TABLES else row.table
    about = f"（{one_line(row.name)}）" if row.name else ""
    return f"{name} {one_line(row.key)}{about}：第 {row.version or '？'} 版"


def problem_text(problem: CockpitError) -> str:
    """One of the family: what, where and the way out, a line each."""
    return problem.worded(_way_out(problem.way_out, problem.remedies))


def _way_out(said: str, remedies: Iterable[Remedy]) -> str:
    for remedy in remedies:
        words = WORDS[remedy.code](*remedy.values)
        words += f"（{quoted(remedy.evidence)}）" if remedy.evidence else ""
        mark = "，" if remedy.code is RemedyCode.MATCH else "；"
        said = f"{said}{mark}{words}" if said else words
    return said


def _label(meaning: str) -> str:
    return MEANINGS[meaning].label if meaning in MEANINGS else meaning


def _named(of: str, said: str) -> str:
    return f'"{_inside(of)}={said}"' if of else said


def _inside(text: str) -> str:
    """A text as it stands between the quotation marks of a shell."""
    return text.replace('"', '\\"')
