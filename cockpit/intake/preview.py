"""What a load would do, faults and all: for whoever looks before it is committed."""

from dataclasses import dataclass, field

from cockpit.errors import Fault
from cockpit.intake.understood import Understood
from cockpit.intake.write import Written
from cockpit.remedy import ANSWERED


@dataclass(frozen=True)
class Moved:
    """Projects that a load made, changed, or does not have; ``names`` by code.
    ``same``: those of which it says what is loaded already.

    ``absent``: by table, those that the lake has there and the load, though it has most, has not.
    """

    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    absent: dict[str, frozenset[str]] = field(default_factory=dict)
    same: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FileRead:
    """A file that was dropped: its name, its size in bytes, and what came of reading it.

    ``problem``: why it could not be read, with the way out; empty for one that could.
    """

    name: str
    size: int
    sha256: str = ""
    sheets: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Preview:
    """What a load would do.

    ``faults``: all that stands in its way: errors (no ``question``), what has to be answered
    (``remedy.ANSWERED``), warnings that nobody has accepted yet. ``accepted``: warnings that
    were, each with its reason. ``written``, ``projects``: by the rows that have no error.
    """

    files: tuple[FileRead, ...]
    understood: tuple[Understood, ...]
    faults: tuple[Fault, ...]
    accepted: tuple[tuple[Fault, str], ...] = ()
    written: tuple[Written, ...] = ()
    projects: Moved = field(default_factory=Moved)
    skipped: tuple[str, ...] = ()

    @property
    def errors(self) -> list[Fault]:
        """What has to be mended in the workbook."""
        return [fault for fault in self.faults if not fault.question]

    @property
    def questions(self) -> list[Fault]:
        """What has to be answered; the remedies of each are the answers there are."""
        return [fault for fault in self.faults if fault.question in ANSWERED]

    @property
    def warnings(self) -> list[Fault]:
        """What may be accepted, with a reason."""
        return [f for f in self.faults if f.question and f.question not in ANSWERED]

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.faults
