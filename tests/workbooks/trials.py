"""What a case is made of: a workbook, and what loading it should do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.rows import Row

Text = Mapping[str, str]  # clean tables, name → text
Build = Callable[[Path], Path]  # writes the file (or folder) into a folder


@dataclass(frozen=True)
class Loads:
    """A workbook that goes in.

    ``rows``: by table, all that the ledger's tables hold then; those not named hold nothing.
    ``before``: clean tables, or a workbook, that were loaded earlier; the rows have them too.
    ``says``: patterns of what is said to be left out. ``nowhere``: texts that no table may hold.
    """

    build: Build
    rows: Mapping[str, list[Row]]
    answers: Answers = field(default_factory=Answers)
    before: Text | Build = field(default_factory=dict)
    says: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """A fault that must be named.

    ``place``: its cell (F17, or a pattern of those that will do); a row's number where the row as
    a whole is meant, or the file has no cells; empty where it is the sheet. ``words``: patterns,
    each to be found in what is said. ``question``: its name where it may be answered or accepted;
    empty for what must be mended. ``sheet``: where several are in a file.
    """

    place: str | int
    words: tuple[str, ...]
    question: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Refused:
    """A workbook that stays out: these faults, no other, and nothing in the lake.

    ``also``: what follows from them, and may be said too.
    """

    build: Build
    faults: tuple[Fault, ...]
    also: tuple[Fault, ...] = field(default=(), kw_only=True)
    answers: Answers = field(default_factory=Answers)
    before: Text | Build = field(default_factory=dict)


Trials = Mapping[str, Loads | Refused]  # by what is tried
