"""What a session is about to load: dropped files, what was answered, what was foreseen of both."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from cockpit import numbers
from cockpit.errors import CockpitError, Fault
from cockpit.intake.answers import Answers
from cockpit.intake.preview import FileRead, Preview
from cockpit.intake.read import Source
from cockpit.remedy import Remedy, RemedyCode
from cockpit.screens.imports.effect import Effect
from cockpit.settings import SHANGHAI

MOST_FILES = 200
MOST_BYTES = 100_000_000  # of all files of a session together
LONGEST_REASON = 300  # characters
MARK = "（标注）"  # in the name of a marked workbook


@dataclass(frozen=True)
class Dropped:
    """A file that was dropped, held until it is loaded or given up."""

    name: str
    content: bytes = field(repr=False)
    sha256: str = ""

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


@dataclass(frozen=True)
class Done:
    """What was loaded: the version, None where nothing changed; rows, files, what it moved."""

    version: int | None
    rows: int
    files: tuple[str, ...]
    note: str
    effect: Effect | None = None


@dataclass
class Work:
    """The work of one session, from the first file to the commit.

    ``answers``: what was said, without the reasons; ``reasons``: of the warnings that are
    accepted, by ``Fault.place_key`` or question; ``preview``, ``effect``: of the files and answers
    as ``read_key`` has them; ``problem``: what kept them from being read; ``sheet``: which sheet
    is shown; ``open_steps``: of finished steps those that are shown all the same;
    ``replaces_sample``: whether the files are of a real ledger, in whose place a demonstration
    stands, which goes with the commit; ``is_sure``: whether that was confirmed.
    """

    files: list[Dropped] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)
    reasons: dict[str, str] = field(default_factory=dict)
    note: str = ""
    dropped_at: datetime | None = None
    read_key: str = ""
    preview: Preview | None = None
    effect: Effect | None = None
    problem: CockpitError | None = None
    read_version: int = 0
    sheet: int = 0
    open_steps: set[int] = field(default_factory=set)
    replaces_sample: bool = False
    is_sure: bool = False
    done: Done | None = None

    def take(self, name: str, content: bytes) -> None:
        """Take a dropped file; one of the same name takes the earlier one's place."""
        plain = name.replace(MARK, "")  # the marked workbook, mended, is the file itself
        name = plain if any(file.name == plain for file in self.files) else name
        others = [file for file in self.files if file.name != name]
        if len(others) >= MOST_FILES:
            self.refused.append(f"“{name[:60]}”没有收下：一次最多 {MOST_FILES} 个文件，先导入这些")
        elif sum(file.size for file in others) + len(content) > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            self.refused.append(f"“{name[:60]}”没有收下：合起来超过 {most} MB，分几次导入")
        else:
            held = Dropped(name, content, hashlib.sha256(content).hexdigest())
            at = next((n for n, file in enumerate(self.files) if file.name == name), None)
            if at is not None and self.files[at].sha256 != held.sha256:
                self._forget_rows_of(name)
            self.files = others if at is None else [f for f in self.files if f.name != name]
            self.files.insert(len(self.files) if at is None else at, held)
            self.dropped_at = datetime.now(SHANGHAI)
            self.done = None

    def _forget_rows_of(self, name: str) -> None:
        """Answers about single rows of a file that came anew: its rows may have moved."""
        rows = {place for place in self.answers.rows_left_out if not place.startswith(f"{name} ›")}
        self.answers = replace(self.answers, rows_left_out=frozenset(rows))
        self.reasons = {
            key: reason
            for key, reason in self.reasons.items()
            if not key.partition("@")[2].startswith(f"{name} ›")
        }

    def leave(self, at: int) -> None:
        """Put the file at a position aside."""
        if 0 <= at < len(self.files):
            del self.files[at]

    def forget(self) -> None:
        """Let go of all that came from the files."""
        self.files, self.preview, self.effect, self.problem = [], None, None, None
        self.replaces_sample = self.is_sure = False

    @property
    def key(self) -> str:
        """What a preview depends on: the files and all answers but the reasons."""
        said = [f"{file.name} {file.sha256}" for file in self.files]
        for name in ANSWERS:
            value = getattr(self.answers, name)
            held = value.items() if isinstance(value, Mapping) else value
            said.append(f"{name} {sorted(held) if isinstance(held, Collection) else held}")
        return hashlib.sha256("\n".join(said).encode()).hexdigest()

    @property
    def is_to_be_read(self) -> bool:
        """Whether there are files that were not read, or were before an answer changed."""
        return bool(self.files) and self.read_key != self.key

    def was_read(
        self,
        version: int,
        preview: Preview | None,
        effect: Effect | None = None,
        *,
        replaces_sample: bool = False,
    ) -> None:
        """Keep what was foreseen, held against a data version."""
        self.read_key, self.read_version = self.key, version
        self.replaces_sample = replaces_sample
        self.preview, self.effect, self.problem = preview, effect, None
        self.sheet = min(self.sheet, max(0, len(preview.understood) - 1)) if preview else 0

    def could_not_be_read(self, version: int, problem: CockpitError) -> None:
        """Keep why nothing was foreseen."""
        self.was_read(version, None)
        self.problem = problem

    def said(self) -> Answers:
        """All answers, with the reasons: what the gate is given."""
        return replace(self.answers, accepted=dict(self.reasons))

    def sources(self) -> list[Source]:
        """The files, as the gate takes them."""
        return [Source(file.name, file.content) for file in self.files]

    def file_of(self, read: FileRead) -> Dropped | None:
        """The dropped file that was read so."""
        return next((file for file in self.files if file.name == read.name), None)

    @property
    def warnings(self) -> list[Fault]:
        """All that may be accepted with a reason, accepted already or not, in their order."""
        if not self.preview:
            return []
        return [*(fault for fault, _ in self.preview.accepted), *self.preview.warnings]

    def reason(self, fault: Fault) -> str:
        """The reason for which a warning is accepted; empty: it is not."""
        own = self.reasons.get(fault.place_key)
        return own if own is not None else self.reasons.get(fault.question, "")

    @property
    def unexplained(self) -> list[Fault]:
        """The warnings without a reason."""
        return [fault for fault in self.warnings if not self.reason(fault)]

    def explain(self, key: str, reason: str) -> None:
        """Accept a warning, or all of its kind, for a reason; none takes it back."""
        if not any(key in {fault.place_key, fault.question} for fault in self.warnings):
            return
        reason = " ".join(reason.split())[:LONGEST_REASON]
        if reason:
            self.reasons[key] = reason
        else:
            self.reasons.pop(key, None)

    def apply(self, remedy: Remedy) -> None:
        """Say what a remedy says."""
        change = CHANGES.get(remedy.code)
        if change:
            self.answers = change(self.answers, *remedy.values)

    def say(self, remedy: RemedyCode, *values: str) -> None:
        """The same by its code and values."""
        self.apply(Remedy(remedy, values))

    def take_back(self, place: str) -> None:
        """Load a row again that was left out."""
        self.answers = replace(self.answers, rows_left_out=self.answers.rows_left_out - {place})

    @property
    def missing(self) -> list[str]:
        """What stands between the files and their commit, as words: 3 处错误."""
        if not self.preview:
            return []
        counts = (
            (len(self.preview.errors), "处错误"),
            (len(self.preview.questions), "件待定"),
            (len(self.unexplained), "条原因"),
        )
        found = [f"{count} {word}" for count, word in counts if count]
        return [*found, "让示例退出的确认"] if self.replaces_sample and not self.is_sure else found

    @property
    def is_ready(self) -> bool:
        """Whether it may be committed: read, nothing open, and something in it."""
        return (
            self.preview is not None
            and not self.is_to_be_read
            and not self.missing
            and self.changes_anything
        )

    @property
    def changes_anything(self) -> bool:
        """Whether a row would be new or different."""
        written = self.preview.written if self.preview else ()
        return any(table.new + table.changed for table in written)


ANSWERS = [one.name for one in fields(Answers) if one.name != "accepted"]
CHANGES: dict[RemedyCode, Callable[..., Answers]] = {
    RemedyCode.UNIT: lambda a, header, unit: replace(a, units={**a.units, header: unit}),
    RemedyCode.AS_OF: lambda a, sheet, day: replace(a, days={**a.days, sheet: numbers.day(day)}),
    RemedyCode.HIDDEN: lambda a, sheet, said: replace(
        a, hidden_of={**a.hidden_of, sheet: said == "take"}
    ),
    RemedyCode.COLUMN: lambda a, header, code: replace(a, columns={**a.columns, header: code}),
    RemedyCode.MATCH: lambda a, name, code: replace(a, matches={**a.matches, name: code}),
    RemedyCode.NATURE: lambda a, sheet, said: replace(a, natures={**a.natures, sheet: said}),
    RemedyCode.CLASS: lambda a, sheet, said: replace(a, classes={**a.classes, sheet: said}),
    RemedyCode.LEAVE_ROW: lambda a, place: replace(a, rows_left_out=a.rows_left_out | {place}),
    RemedyCode.WITHOUT: lambda a, header: replace(a, without=a.without | {header}),
    RemedyCode.KEEP: lambda a, header: replace(a, without=a.without | {header}),
}


def counted(words: Iterable[str]) -> str:
    """What is missing, as one clause: 还差 3 处错误、2 条原因."""
    return f"还差 {'、'.join(words)}"
