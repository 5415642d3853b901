"""The gate: files through contracts and checks into one commit, or a list of every fault."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from duckdb import DuckDBPyConnection

from cockpit.errors import Fault, Faults, KindsMixed, LoadRefused
from cockpit.intake import checks, evidence, remembered, settled
from cockpit.intake.answers import Answers
from cockpit.intake.files import archive, kinds
from cockpit.intake.files.grid import Unfit
from cockpit.intake.identity import identify
from cockpit.intake.preview import FileRead, Moved, Preview
from cockpit.intake.questions import asked
from cockpit.intake.read import Source
from cockpit.intake.recognise import recognise_all
from cockpit.intake.sheets import File, Sheet
from cockpit.intake.spelling import as_listed
from cockpit.intake.stage import Staged, stage
from cockpit.intake.understood import Understood
from cockpit.intake.write import Written, carried_over, combined, write
from cockpit.remedy import Remedy, RemedyCode
from cockpit.settings import SHANGHAI
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import LEDGER, PUBLISHED, REFERENCE
from cockpit.warehouse import originals
from cockpit.warehouse.lake import Commit, Lake

REAL, SAMPLE = "real", "sample"
GROUP_OF = {REAL: LEDGER, SAMPLE: LEDGER, REFERENCE: REFERENCE, PUBLISHED: PUBLISHED}
GROUP_NAMES = {LEDGER: "台账", REFERENCE: "参考数据", PUBLISHED: "公布数据"}
LONGEST_KEY = 400  # characters of a waiver's key
LEDGER_TABLES = tuple(table.name for table in TABLES.values() if table.group == LEDGER)


@dataclass(frozen=True)
class LoadResult:
    """What a load did: per table the rows written; ``version`` is None if nothing changed.

    ``skipped``: what was left out of the files, as people read it. ``understood``: what was made
    of each sheet.
    """

    version: int | None
    written: list[Written] = field(default_factory=list)
    dry_run: bool = False
    skipped: tuple[str, ...] = ()
    projects: Moved = field(default_factory=Moved)
    understood: tuple[Understood, ...] = ()

    @property
    def changed(self) -> int:
        """Rows that are new or different."""
        return sum(table.new + table.changed for table in self.written)


Watch = Callable[[DuckDBPyConnection], None]


@dataclass
class _Load:
    """A load under way: its files as they were recognised, what is wrong with it, what it did."""

    files: list[File] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    accepted: list[tuple[Fault, str]] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)  # hashes of the files that brought something
    notes: list[str] = field(default_factory=list)
    projects: Moved = field(default_factory=Moved)

    @property
    def skipped(self) -> tuple[str, ...]:
        notes = dict.fromkeys(self.notes)  # of several days one may be said again
        return (*(said for file in self.files for said in file.skipped), *notes)

    @property
    def understood(self) -> tuple[Understood, ...]:
        return tuple(one for file in self.files for one in file.understood)


class _NotCommitted(Exception):
    """Leaves a change without committing it."""


def load(
    lake: Lake,
    sources: Iterable[Source],
    *,
    author: str,
    note: str = "",
    dry_run: bool = False,
    answers: Answers | None = None,
    before: Watch | None = None,
    watch: Watch | None = None,
    today: date | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> LoadResult:
    """Load files as one commit, with what whoever loads has answered and accepted.

    ``before`` runs first in the same transaction; ``watch`` sees what is written before it is
    committed. ``today``: days after it are asked about; None: nobody asks.

    Raises LoadRefused with every fault, KindsMixed, LakeBusy; the lake is then as it was.
    """
    under_way, commit = _Load(), Commit()
    answers = _answers(lake, answers)
    gate = _Gate(under_way, answers, author, note, before, watch, today, tell)
    given = list(sources)
    try:
        gate.recognise(lake, given)
        with (
            ExitStack() as kept,
            lake.change(author, note or _names(under_way.files), commit=commit) as con,
        ):
            gate.write(con)
            if dry_run:
                raise _NotCommitted
            gate.keep(con)
            kept.enter_context(originals.keeping(lake.where, gate.brought(given)))
    except _NotCommitted:
        pass
    except LoadRefused as refusal:
        refusal.understood = under_way.understood
        raise
    return LoadResult(
        commit.version,
        under_way.written,
        dry_run,
        under_way.skipped,
        under_way.projects,
        under_way.understood,
    )


def preview(
    lake: Lake,
    sources: Iterable[Source],
    *,
    answers: Answers | None = None,
    before: Watch | None = None,
    watch: Watch | None = None,
    today: date | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Preview:
    """What a load would do, and all that stands in its way; nothing is written.

    What is wrong with a load never raises; ``watch`` sees what the sound rows would make of the
    lake. Raises KindsMixed, LakeBusy.
    """
    under_way = _Load()
    answers = _answers(lake, answers)
    gate = _Gate(under_way, answers, "", "", before, watch, today, tell, only_looks=True)
    with suppress(_NotCommitted, LoadRefused):  # the latter: too many faults to go on
        gate.recognise(lake, sources)
        with lake.change("预览", "预览") as con:
            gate.write(con)
            raise _NotCommitted
    return Preview(
        tuple(_file_read(file) for file in under_way.files),
        under_way.understood,
        tuple(under_way.faults),
        tuple(under_way.accepted),
        tuple(under_way.written),
        under_way.projects,
        under_way.skipped,
    )


def _answers(lake: Lake, answers: Answers | None) -> Answers:
    with lake.looking() as con:
        return remembered.with_remembered(con, answers or Answers())


def _file_read(file: File) -> FileRead:
    return FileRead(file.name, file.size, file.sha256, len(file.sheets), file.problem)


@dataclass
class _Gate:
    """The way of a load through the gate, step by step; see ``load``."""

    load: _Load
    answers: Answers
    author: str
    note: str
    before: Watch | None
    watch: Watch | None
    today: date | None
    tell: Callable[[str], None]
    only_looks: bool = False
    staged: list[Staged] = field(default_factory=list)
    listed: dict[str, set[str]] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)

    def recognise(self, lake: Lake, sources: Iterable[Source]) -> None:
        """Read the files and hold their cells to the contracts."""
        faults = self.load.faults
        try:
            files = recognise_all(_told(sources, self.tell), faults, self.answers)
            self.load.files = files
            self._accept_of_sheets()
            staged = stage([sheet for file in files for sheet in file.sheets], faults)
            _told_once(faults)
            self.staged = _without_faulty(staged, faults)
        except LoadRefused:  # there were too many
            with lake.looking() as con:
                _name_projects(faults, con, [])
            raise

    def write(self, con: DuckDBPyConnection) -> None:
        """Write what is new or different, in the open transaction. Raises LoadRefused."""
        faults, files = self.load.faults, self.load.files
        lost = frozenset(name for file in files for name in file.lost)
        incoming = [(file, file.kind or _kind_of(file.sheets)) for file in files]
        unfit = [fault for file in files for fault in _kind_unfit(file)]
        faults.extend(unfit)
        with _named(con, faults, self.staged):
            if self.before:
                self.before(con)
            if not unfit:
                keep_kinds_apart(con, incoming)
            evidence.weighed(con, faults, self.load.understood)
            self._identify(con, lost)
            names = _names_of_projects(con, self.staged)
            held = _projects_held(con, self.staged)
            self._write(con, incoming)
            touched = {t.table for t in self.load.written if t.changed or t.new}
            if touched:
                self._check(con, touched, lost)
            if faults and not self.only_looks:
                raise LoadRefused(faults)
            self.load.projects = _moved(self.listed, self.load.written, held, names)
            _name_projects(faults, con, self.staged)
            if self.watch and touched:
                self.watch(con)

    def keep(self, con: DuckDBPyConnection) -> None:
        """Keep beside what was written: the answers, and the reasons of what was accepted."""
        if not any(table.changed or table.new for table in self.load.written):
            return
        now = datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)
        for fault, reason in self.load.accepted:
            rule, key = _waiver_of(fault)
            con.execute("delete from waiver where rule = ? and key = ?", [rule, key])
            con.execute(
                "insert into waiver (rule, key, reason, author, accepted_at)"
                " values (?, ?, ?, ?, ?)",
                [rule, key, reason, self.author, now],
            )
        remembered.remember(con, self.used, self.answers, self.load.understood, self.author)

    def brought(self, given: Iterable[Source]) -> Iterator[bytes]:
        """The files of people that brought something, as they came; not those of the project."""
        for source in given:
            content = source.content
            if source.any_table or isinstance(content, Unfit):
                continue
            for one in _inside(source.name, content):
                if hashlib.sha256(one).hexdigest() in self.load.brought:
                    yield one

    def _identify(self, con: DuckDBPyConnection, lost: frozenset[str]) -> None:
        """Say which project each row is about."""
        staged = as_listed(con, self.staged)
        matches, faults = self.answers.matches, self.load.faults
        self.staged = identify(con, staged, matches, faults, lost, used=self.used)
        self.listed = _listed(self.staged)

    def _write(self, con: DuckDBPyConnection, incoming: list[tuple[File, str]]) -> None:
        """Write what is new or different, day by day, and where it came from."""
        first = next_load_id(con)
        load_of = {
            sheet: first + n for n, (file, _) in enumerate(incoming) for sheet in file.sheets
        }
        written: list[Written] = []
        brought: set[Sheet] = set()
        for wave in settled.waves(self.staged):
            for one in self._settled(con, wave):
                self.tell(f"写 {one.table.names[0]}：{one.rows.num_rows} 行")
                written.append(write(con, one, [load_of[sheet] for sheet in one.sheets]))
                brought |= {one.sheets[index] for index in written[-1].sheets}
        self.load.written = combined(written)
        for number, (file, kind) in enumerate(incoming, start=first):
            if brought & set(file.sheets):  # a file that changes nothing leaves no trace
                self.load.brought.append(file.sha256)
                record_load(
                    con,
                    number,
                    file=file.name,
                    author=self.author,
                    note=self.note,
                    kind=kind,
                    sha256=file.sha256,
                )
                for sheet in file.sheets:
                    _record_headers(con, number, sheet)

    def _settled(self, con: DuckDBPyConnection, wave: list[Staged]) -> list[Staged]:
        """Rows of one day without what is loaded already, and what is asked about them."""
        settling = settled.Settling(con, self.answers, self.load.faults, self.load.notes)
        rows = settling.all(wave)
        self._ask(settling.questions)
        self._ask(asked(con, rows, self.today))
        return [carried_over(con, one) for one in rows]

    def _ask(self, questions: Iterable[Fault]) -> None:
        """Note what is asked: among the faults, or among what was accepted, with its reason."""
        for fault in questions:
            reason = self.answers.reason(fault)
            if reason is None:
                self.load.faults.append(fault)
            else:
                self.load.accepted.append((fault, reason))

    def _accept_of_sheets(self) -> None:
        found = list(self.load.faults)
        self.load.faults.clear()
        self._ask(found)

    def _check(self, con: DuckDBPyConnection, touched: set[str], lost: frozenset[str]) -> None:
        self.tell("核对规则")
        touched |= {"load"} if self.before is None else set(TABLES) | {"load"}
        faults = self.load.faults
        doubtful = _tables_of(self.staged, [f for f in faults if not f.question])
        doubtful |= set(LEDGER_TABLES) - {"waiver"} if "" in lost else lost
        aside = _tables_of(self.staged, [f for f in faults if f.question == "units"])
        self._ask(list(checks.faults(con, touched, doubtful, aside)))


def _told_once(faults: Faults) -> None:
    """Leave of faults of one cell only the first: a ledger's cell may go into several tables."""
    told = {
        (f.file, f.row, f.cell, f.column if f.row or f.cell else n, f.rule, f.value): f
        for n, f in reversed(list(enumerate(faults)))
    }
    kept = {id(fault) for fault in told.values()}
    faults[:] = [fault for fault in faults if id(fault) in kept]


def _without_faulty(staged: list[Staged], faults: Iterable[Fault]) -> list[Staged]:
    """Ledgers without the rows that have a fault: what else they give would only be told again."""
    bad = {(fault.file, fault.row) for fault in faults if not fault.question and fault.row}
    if not bad:
        return staged
    return [one.without(one.at(bad)) if one.is_form else one for one in staged]


def _inside(name: str, content: bytes) -> Iterator[bytes]:
    """The files that a file is: itself, or those in a zip."""
    with suppress(Unfit):  # what could not be read brought nothing
        if kinds.kind_of(name, content) != kinds.ARCHIVE:
            yield content
            return
        for _, one in archive.files(name, content):
            if isinstance(one, bytes):
                yield one


def _waiver_of(fault: Fault) -> tuple[str, str]:
    """Rule and key of the waiver that an accepted fault leaves: the check's, or the place."""
    for remedy in fault.remedies:
        if remedy.code is RemedyCode.WAIVE:
            rule, key = remedy.values
            return rule, key
    return fault.question, fault.place_key.partition("@")[2][:LONGEST_KEY]


def _projects_held(con: DuckDBPyConnection, staged: list[Staged]) -> dict[str, set[str]]:
    """The projects that the lake has in the project table and in the tables of the load."""
    tables = {"project", *(s.table.name for s in staged if "project_id" in s.table.columns)}
    return {
        name: {
            project_id
            for (project_id,) in con.execute(f'select distinct project_id from "{name}"').fetchall()
        }
        for name in tables
    }


def _moved(
    listed: dict[str, set[str]],
    written: list[Written],
    held: dict[str, set[str]],
    names: dict[str, str],
) -> Moved:
    """``listed``: by table, the projects that the load speaks of."""
    touched = frozenset(project for table in written for project in table.projects)
    new = touched - held["project"]
    absent = {}
    for table, given in listed.items():
        there = held.get(table, set()) - {None}
        if there and 2 * len(given & there) > len(there):
            absent[table] = frozenset(there - given)
    every = frozenset().union(*listed.values()) - {None}
    return Moved(new, touched - new, absent, every - touched, names)


def _listed(staged: list[Staged]) -> dict[str, set[str]]:
    listed: dict[str, set[str]] = defaultdict(set)
    for one in staged:
        if "project_id" in one.table.columns:
            listed[one.table.name] |= set(one.rows.column("project_id").to_pylist())
    return listed


def _names_of_projects(con: DuckDBPyConnection, staged: list[Staged]) -> dict[str, str]:
    """What each project is called, by its code; the load's word before the lake's."""
    sql = "select project_id, arg_max(name, valid_from) from project group by all"
    names = dict(con.execute(sql).fetchall())
    for one in staged:
        if one.table.name == "project":
            columns = (one.rows.column(c).to_pylist() for c in ("project_id", "name"))
            names |= dict(zip(*columns, strict=True))
    return names


@contextmanager
def _named(con: DuckDBPyConnection, faults: list[Fault], staged: list[Staged]) -> Iterator[None]:
    """What is refused inside says of each fault what its project is called."""
    try:
        yield
    except LoadRefused:
        _name_projects(faults, con, staged)
        raise


def _name_projects(faults: list[Fault], con: DuckDBPyConnection, staged: list[Staged]) -> None:
    names = _names_of_projects(con, staged)
    for fault in faults:
        fault.name = names.get(fault.project) or ""


def _tables_of(staged: list[Staged], faults: list[Fault]) -> set[str]:
    """The tables whose sheets have one of these faults."""
    places = {fault.file for fault in faults}
    return {one.table.name for one in staged for sheet in one.sheets if sheet.place in places}


def _told(sources: Iterable[Source], tell: Callable[[str], None]) -> Iterator[Source]:
    for source in sources:
        tell(f"读 {source.name}")
        yield source


def next_load_id(con: DuckDBPyConnection) -> int:
    """The next number of a load."""
    row = con.execute("select coalesce(max(load_id), 0) + 1 from load").fetchone()
    return int(row[0]) if row else 1


def record_load(
    con: DuckDBPyConnection,
    number: int,
    *,
    file: str,
    author: str,
    note: str,
    kind: str,
    sha256: str | None = None,
) -> None:
    """A line of ``load``: one file, or one command that changed the lake."""
    now = datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)
    con.execute(
        """
        insert into load (load_id, file, sha256, author, loaded_at, note, kind)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        [number, file, sha256, author, now, note, kind],
    )


def _record_headers(con: DuckDBPyConnection, number: int, sheet: Sheet) -> None:
    """How columns were read: under which header, in which unit, where in a workbook."""
    for column, header in sheet.headers.items():
        if not header or (header == column and column not in sheet.letters):
            continue
        unit = sheet.units.get(column) or ("万元" if column.endswith("_wan") else None)
        con.execute(
            "insert into load_column (load_id, sheet, part, header, field, unit, letters)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            [number, sheet.sheet, sheet.part, header, column, unit, sheet.letters.get(column)],
        )


def ledger_kind(con: DuckDBPyConnection) -> str | None:
    """Whose ledger the lake holds: sample, real, or None before the first."""
    row = con.execute(
        "select arg_max(kind, load_id) from load where kind in (?, ?)", [SAMPLE, REAL]
    ).fetchone()
    return row[0] if row else None


def keep_kinds_apart(con: DuckDBPyConnection, incoming: list[tuple[File, str]]) -> None:
    """Raise KindsMixed if ledger files of one kind meet a ledger of the other."""
    held = ledger_kind(con)
    for file, kind in incoming:
        ledger = any(sheet.table.group == LEDGER for sheet in file.sheets)
        if not ledger or kind == (held := held or kind):
            continue
        first = RemedyCode.START_SAMPLE if kind == SAMPLE else RemedyCode.START_REAL
        raise KindsMixed(
            "现在装的是示例台账" if held == SAMPLE else "现在装的是正式台账",
            where=file.name,
            remedies=(Remedy(first),),
        )


def _kind_unfit(file: File) -> Iterator[Fault]:
    """Sheets whose table the kind that was asked for is not for.

    ``start-real`` takes out what came as sample; reference data must not be lost that way.
    """
    if file.kind is None or file.any_table:
        return
    for sheet in file.sheets:
        if sheet.table.group != GROUP_OF[file.kind]:
            rule = f"{GROUP_NAMES[sheet.table.group]}不能按 {file.kind} 导入"
            yield Fault(file=sheet.place, rule=rule, remedies=(Remedy(RemedyCode.NO_KIND),))


def _kind_of(sheets: Sequence[Sheet]) -> str:
    groups = {sheet.table.group for sheet in sheets}
    if LEDGER in groups:
        return REAL
    return PUBLISHED if PUBLISHED in groups else REFERENCE


def _names(files: Sequence[File]) -> str:
    shown = "、".join(file.name for file in files[:3])
    return f"导入 {shown}" + (f" 等 {len(files)} 个文件" if len(files) > 3 else "")
