"""The gate: files through contracts and checks into one commit, or a list of every fault."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from duckdb import DuckDBPyConnection

from cockpit.errors import Fault, Faults, KindsMixed, LoadRefused
from cockpit.intake import checks
from cockpit.intake.identity import identify
from cockpit.intake.questions import asked
from cockpit.intake.read import Source
from cockpit.intake.recognise import recognise_all
from cockpit.intake.sheets import File, Sheet
from cockpit.intake.spelling import as_listed
from cockpit.intake.stage import Staged, stage
from cockpit.intake.write import Written, carried_over, write
from cockpit.remedy import Remedy, RemedyCode
from cockpit.settings import SHANGHAI
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import LEDGER, PUBLISHED, REFERENCE
from cockpit.warehouse.lake import Commit, Lake

REAL, SAMPLE = "real", "sample"
GROUP_OF = {REAL: LEDGER, SAMPLE: LEDGER, REFERENCE: REFERENCE, PUBLISHED: PUBLISHED}
GROUP_NAMES = {LEDGER: "台账", REFERENCE: "参考数据", PUBLISHED: "公布数据"}
LEDGER_TABLES = tuple(table.name for table in TABLES.values() if table.group == LEDGER)


@dataclass(frozen=True)
class Moved:
    """Projects that a load made, changed, or does not have; ``names`` by code.

    ``absent``: by table, those that the lake has there and the load, though it has most, has not.
    """

    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    absent: dict[str, frozenset[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LoadResult:
    """What a load did: per table the rows written; ``version`` is None if nothing changed.

    ``skipped``: what was left out of the files, as people read it.
    """

    version: int | None
    written: list[Written] = field(default_factory=list)
    dry_run: bool = False
    skipped: tuple[str, ...] = ()
    projects: Moved = field(default_factory=Moved)

    @property
    def changed(self) -> int:
        """Rows that are new or different."""
        return sum(table.new + table.changed for table in self.written)


class _DryRun(Exception):
    pass


def load(
    lake: Lake,
    sources: Iterable[Source],
    *,
    author: str,
    note: str = "",
    dry_run: bool = False,
    matches: Mapping[str, str] | None = None,
    accepted: Iterable[str] = (),
    without: Iterable[str] = (),
    before: Callable[[DuckDBPyConnection], None] | None = None,
    watch: Callable[[DuckDBPyConnection], None] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> LoadResult:
    """Load files as one commit. ``matches`` says which project an ambiguous name means.

    ``accepted`` are questions (``questions.QUESTIONS``) that are let pass; ``without`` are columns
    that are left out, by their header. ``before`` runs first in the same transaction; ``watch``
    sees what is written before it is committed.

    Raises LoadRefused with every fault, KindsMixed, LakeBusy; the lake is then as it was.
    """
    faults = Faults()
    try:
        files = recognise_all(_told(sources, tell), faults, frozenset(without))
        staged = stage([sheet for file in files for sheet in file.sheets], faults)
    except LoadRefused:  # there were too many
        _name_projects(faults, lake.reading(), [])
        raise
    skipped = tuple(said for file in files for said in file.skipped)
    lost = frozenset(name for file in files for name in file.lost)
    incoming = [(file, file.kind or _kind_of(file.sheets)) for file in files]
    unfit = [fault for file in files for fault in _kind_unfit(file)]
    faults.extend(unfit)
    commit = Commit()
    try:
        with (
            lake.change(author, note or _names(files), commit=commit) as con,
            _named(con, faults, staged),
        ):
            if before:
                before(con)
            if not unfit:
                keep_kinds_apart(con, incoming)
            staged = as_listed(con, staged)
            staged = identify(con, staged, matches or {}, faults, lost)
            names = _names_of_projects(con, staged)
            if not before:  # a ledger that replaces another has nothing to be held against
                faults.extend(f for f in asked(con, staged) if f.question not in accepted)
            staged = [carried_over(con, one) for one in staged]
            held = _projects_held(con, staged)
            written = _write(con, staged, incoming, author=author, note=note, tell=tell)
            if touched := {table.table for table in written if table.changed or table.new}:
                tell("核对规则")
                touched = touched | {"load"} if before is None else set(TABLES) | {"load"}
                doubtful = _tables_of(staged, [f for f in faults if not f.question])
                doubtful |= set(LEDGER_TABLES) - {"waiver"} if "" in lost else lost
                aside = _tables_of(staged, [f for f in faults if f.question == "units"])
                faults.extend(checks.faults(con, touched, doubtful, aside))
            if faults:
                raise LoadRefused(faults)
            moved = _moved(staged, written, held, names)
            if watch and touched:
                watch(con)
            if dry_run:
                raise _DryRun
    except _DryRun:
        return LoadResult(None, written, dry_run=True, skipped=skipped, projects=moved)
    return LoadResult(commit.version, written, skipped=skipped, projects=moved)


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
    staged: list[Staged],
    written: list[Written],
    held: dict[str, set[str]],
    names: dict[str, str],
) -> Moved:
    touched = frozenset(project for table in written for project in table.projects)
    new = touched - held["project"]
    absent = {}
    for one in staged:
        there = held.get(one.table.name, set()) - {None}
        if there:
            given = set(one.rows.column("project_id").to_pylist())
            if 2 * len(given & there) > len(there):
                absent[one.table.name] = frozenset(there - given)
    return Moved(new, touched - new, absent, names)


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


def _write(
    con: DuckDBPyConnection,
    staged: list[Staged],
    incoming: list[tuple[File, str]],
    *,
    author: str,
    note: str,
    tell: Callable[[str], None],
) -> list[Written]:
    first = next_load_id(con)
    load_of = {sheet: first + n for n, (file, _) in enumerate(incoming) for sheet in file.sheets}
    written, brought = [], set()
    for one in staged:
        tell(f"写 {one.table.names[0]}：{one.rows.num_rows} 行")
        written.append(write(con, one, [load_of[sheet] for sheet in one.sheets]))
        brought |= {one.sheets[index] for index in written[-1].sheets}
    for number, (file, kind) in enumerate(incoming, start=first):
        if brought & set(file.sheets):  # a file that changes nothing leaves no trace
            record_load(
                con, number, file=file.name, author=author, note=note, kind=kind, sha256=file.sha256
            )
            for sheet in file.sheets:
                _record_headers(con, number, sheet)
    return written


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
    """How columns were read, where the file does not use their English names."""
    named = [(header, field) for field, header in sheet.headers.items() if header != field]
    for header, column in named:
        unit = "万元" if column.endswith("_wan") else None
        con.execute(
            "insert into load_column (load_id, sheet, header, field, unit) values (?, ?, ?, ?, ?)",
            [number, sheet.sheet, header, column, unit],
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
