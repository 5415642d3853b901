"""Undo: what a data version wrote goes back, as a version of its own that nothing is lost by.

A row that the version put in is taken out, one that it took out comes back, one that it changed has
its earlier values again; and with the rows where their values came from (``origin``), the
exceptions and the answers that came with them. What else the version noted stays: which file it
was, and how its columns were read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from cockpit.errors import Fault, NotFound, Refused, TouchedLater, UndoRefused
from cockpit.intake import checks
from cockpit.intake.corrections import Reason
from cockpit.intake.gate import LEDGER_TABLES, REAL, SAMPLE, ledger_kind, next_load_id, record_load
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import LEDGER, PUBLISHED, REFERENCE
from cockpit.warehouse import feed
from cockpit.warehouse.feed import Kept
from cockpit.warehouse.lake import Commit, Lake, Version, unknown

MOST = 200  # rows named of those that stand in the way
NAMES = "select project_id, arg_max(name, valid_from) from project group by all"
KIND_NAMES = {SAMPLE: "示例台账", REAL: "正式台账", None: "空的台账"}
GIVEN_ANEW = ("answer", "waiver")  # a later one stays, and keeps nothing from going back
Row = tuple[str, str]  # table, key


@dataclass(frozen=True)
class Back:
    """What goes back in one table: rows that are taken out, come back, have earlier values."""

    table: str
    out: int
    again: int
    earlier: int


@dataclass(frozen=True)
class Undoing:
    """An undo: of which version, what goes back, of how many projects, and what it wrote.

    ``version``: the one that was made; None before it is, and of a dry run.
    """

    undone: Version
    tables: tuple[Back, ...]
    projects: int
    version: int | None = None


class _DryRun(Exception):
    pass


def look(lake: Lake, number: int) -> Undoing:
    """What the undo of a version would write back; nothing is written, and no right needed.

    Raises NotFound, Refused, UndoRefused; not what a rule has against it, which ``undo`` finds.
    """
    undone, before = _version(lake, number)
    with lake.looking() as con:
        return _looked(con, lake, undone, before)


def undo(
    lake: Lake,
    number: int,
    reason: Reason,
    *,
    dry_run: bool = False,
    watch: Callable[[DuckDBPyConnection], None] | None = None,
) -> Undoing:
    """Take a version back, as a new one. ``watch`` sees what is written before it is committed.

    Raises NotFound, Refused, UndoRefused, LakeBusy; the lake is then as it was.
    """
    if not reason.text.strip():
        raise Refused("没有写理由", way_out="写明为什么撤销")
    undone, before = _version(lake, number)
    commit, message = Commit(), f"撤销第 {number} 版：{reason.text}"
    try:
        with lake.change(reason.author, message, commit=commit) as con:
            found = _looked(con, lake, undone, before)
            touched = [kept.name for kept in _kept(con, undone)]
            before_it = {_offence(fault) for fault in checks.faults(con, {*touched, "load"})}
            for name in touched:
                _put_back(con, feed.kept(name))
            _record(con, undone, before, reason, touched)
            broken = checks.faults(con, {*touched, "load"})
            if faults := [fault for fault in broken if _offence(fault) not in before_it]:
                raise UndoRefused(
                    f"撤销之后有 {len(faults)} 处不合规则",
                    way_out="先撤销或更正后来依着它写的那些行",
                    faults=faults,
                )
            if watch:
                watch(con)
            if dry_run:
                raise _DryRun
    except _DryRun:
        return found
    return Undoing(undone, found.tables, found.projects, commit.version)


def _offence(fault: Fault) -> tuple[str, str]:
    """A rule and the row that breaks it: what was broken before an undo does not stop it."""
    return fault.rule, fault.column


def _version(lake: Lake, number: int) -> tuple[Version, int]:
    """A version that may be undone, and the snapshot before it."""
    versions = lake.versions()
    if not versions:
        raise NotFound("还没有数据版本", way_out="先导入数据")
    if number not in {version.number for version in versions}:
        gone = unknown(number, versions)
        way_out = "用 history 查看有哪些版本"
        raise NotFound(gone.what if gone.nearest else f"没有第 {number} 版", way_out=way_out)
    if number == versions[0].number:
        raise Refused(
            f"第 {number} 版是首次装入，没有更早的数据可以写回",
            way_out="要换掉示例台账，用 start-real；要重来，换一个空的数据文件夹",
        )
    (undone,) = (version for version in versions if version.number == number)
    return undone, undone.snapshot_id - 1


def _kept(con: DuckDBPyConnection, undone: Version) -> list[Kept]:
    """The tables of which a version wrote rows that can go back."""
    written = feed.tables_written(con).get(undone.snapshot_id, frozenset())
    return [feed.kept(name) for name in (*TABLES, "origin", "answer") if name in written]


def _looked(con: DuckDBPyConnection, lake: Lake, undone: Version, before: int) -> Undoing:
    """Set apart what a version wrote; refuse where something later stands on it."""
    backs: dict[Kept, Back] = {}
    for table in _kept(con, undone):
        feed.set_apart(con, table, undone.snapshot_id)
        backs[table] = _back(con, table)
    changed = [table for table, back in backs.items() if back.out or back.again or back.earlier]
    if not changed:
        raise Refused(
            f"第 {undone.number} 版没有改动数据行，没有可以写回的",
            way_out="恢复备份产生的版本，要回到以前，就再恢复那时的备份",
        )
    if not undone.has_before:
        raise Refused(
            f"第 {undone.number} 版之前的那一版不再保留，不知道要写回什么",
            way_out="把要改的几行做成更正文件导入",
        )
    _require_same_ledger(con, undone, changed)
    later = _touched_later(con, changed) | _refer_to(con, changed)
    if _kind_at(con, before) != _kind_at(con, undone.snapshot_id):
        later |= _of_the_new_ledger(con, undone)
    if later:
        raise _refusal(con, lake, undone, later)
    shown = tuple(backs[table] for table in changed if table.name in TABLES)
    return Undoing(undone, shown, _projects(con, changed))


def _back(con: DuckDBPyConnection, table: Kept) -> Back:
    return Back(table.name, *feed.counted(con, table))


def _projects(con: DuckDBPyConnection, tables: list[Kept]) -> int:
    """How many projects' rows go back."""
    found: set[str] = set()
    for table in tables:
        if "project_id" in table.columns:
            rows = con.execute(
                f"""
                select before.project_id from "wrote_{table.name}"
                union
                select after.project_id from "wrote_{table.name}"
                """
            ).fetchall()
            found |= {project for (project,) in rows if project}
    return len(found)


def _require_same_ledger(con: DuckDBPyConnection, undone: Version, changed: list[Kept]) -> None:
    """Rows of one ledger never go back into another."""
    then, now = _kind_at(con, undone.snapshot_id), ledger_kind(con)
    if then != now and any(table.name in LEDGER_TABLES for table in changed):
        raise UndoRefused(
            f"第 {undone.number} 版写的是{KIND_NAMES[then]}，现在装的是{KIND_NAMES[now]}",
            way_out="先撤销换台账的那一版",
        )


def _kind_at(con: DuckDBPyConnection, snapshot: int) -> str | None:
    """Whose ledger the lake held at a snapshot."""
    row = con.execute(
        f"""
        select arg_max(kind, load_id) from load at (version => {snapshot:d})
        where kind in (?, ?)
        """,
        [SAMPLE, REAL],
    ).fetchone()
    return row[0] if row else None


def _touched_later(con: DuckDBPyConnection, changed: list[Kept]) -> set[Row]:
    """Rows that are not any more as the version left them, or have come from elsewhere since."""
    found: set[Row] = set()
    for table in changed:
        if table.name in GIVEN_ANEW:
            continue
        name, key = f"'{table.name}'", table.key_of("wrote")
        if table.name == feed.ORIGIN.name:
            name, key = "wrote.table_name", "wrote.key"
        rows = con.execute(
            f"""
            select {name}, {key}
            from "wrote_{table.name}" as wrote
            left join "{table.name}" as now on {table.same("wrote", "now")}
            where {table.apart("after", "now")}
            """
        ).fetchall()
        found |= {(str(of), str(its)) for of, its in rows}
    return found


def _refer_to(con: DuckDBPyConnection, changed: list[Kept]) -> set[Row]:
    """Rows of other versions about what would be taken out: the reports of a new project."""
    found: set[Row] = set()
    names = {table.name for table in changed}
    for table in TABLES.values():
        kept = feed.kept(table.name)
        others = f'"{table.name}" as t'
        if table.name in names:
            others += f' anti join "wrote_{table.name}" as its on {kept.same("its", "t")}'
        for reference in table.references:
            if reference.target not in names:
                continue
            target, column = feed.kept(reference.target), reference.target_column
            rows = con.execute(
                f"""
                with gone as (
                    select after."{column}" as value from "wrote_{target.name}"
                    where {target.is_none("before")}
                    except
                    select now."{column}" from "{target.name}" as now
                    anti join "wrote_{target.name}" as wrote on {target.same("wrote", "now")}
                )

                select {kept.key_of("t")} from {others}
                where t."{reference.column}" in (select value from gone)
                """
            ).fetchall()
            found |= {(table.name, str(key)) for (key,) in rows}
    return found


def _of_the_new_ledger(con: DuckDBPyConnection, undone: Version) -> set[Row]:
    """What was loaded into the ledger that a version began: it would stand among the other's."""
    found: set[Row] = set()
    for name in LEDGER_TABLES:
        table = feed.kept(name)
        rows = con.execute(
            f"""
            select {table.key_of("new")} from (
                select {table.listed()} from "{name}"
                except
                select {table.listed()} from "{name}" at (version => {undone.snapshot_id:d})
            ) as new
            """
        ).fetchall()
        found |= {(name, str(key)) for (key,) in rows}
    return found


def _refusal(
    con: DuckDBPyConnection, lake: Lake, undone: Version, later: Iterable[Row]
) -> UndoRefused:
    """What to say of rows that later versions wrote too."""
    numbers = {version.snapshot_id: version.number for version in lake.versions()}
    if by := _undone_by(con, undone, numbers):
        return UndoRefused(
            f"第 {undone.number} 版已经被第 {by} 版撤销", way_out=f"要恢复它，撤销第 {by} 版"
        )
    shown = sorted(later)
    names = dict(con.execute(NAMES).fetchall())
    rows = []
    for name in dict.fromkeys(name for name, _ in shown[:MOST]):
        keys = [key for its, key in shown[:MOST] if its == name]
        last = feed.last_written(con, feed.kept(name), keys, undone.snapshot_id)
        is_of_project = feed.kept(name).key[0] == "project_id"
        for key in keys:
            project = names.get(key.partition("|")[0], "") if is_of_project else ""
            rows.append(TouchedLater(name, key, project, numbers.get(last.get(key, 0))))
    return UndoRefused(
        f"它写过的行里，有 {len(shown)} 行后来又改过，或后来的行要依着它们",
        way_out="先撤销后来的那一版，再撤销这一版；或不撤销，把要改的几行做成更正文件导入",
        rows=rows,
        total=len(shown),
    )


def _undone_by(con: DuckDBPyConnection, undone: Version, numbers: dict[int, int]) -> int | None:
    """The version by which this one is taken back now."""
    lines = con.execute("select load_id, file from load where file like 'undo %'").fetchall()
    files = {str(load): str(file) for load, file in lines}
    written = feed.last_written(con, feed.LOAD, list(files), undone.snapshot_id)
    undos = {numbers.get(at, 0): feed.undone_of(files[load]) or 0 for load, at in written.items()}
    return feed.in_force(undos).get(undone.number)


def _put_back(con: DuckDBPyConnection, table: Kept) -> None:
    """Write the rows that were set apart as they were before."""
    name, wrote = f'"{table.name}"', f'"wrote_{table.name}" as wrote'
    same = table.same("wrote", name)
    con.execute(f"delete from {name} using {wrote} where {same} and {table.is_none('before')}")
    if values := [c for c in table.columns if c not in table.key]:
        earlier = ", ".join(f'"{c}" = wrote.before."{c}"' for c in values)
        con.execute(f"update {name} set {earlier} from {wrote} where {same}")
    con.execute(
        f"""
        insert into {name} ({table.listed()})
        select {table.listed("wrote.before")} from {wrote} where {table.is_none("after")}
        """
    )


def _record(
    con: DuckDBPyConnection, undone: Version, before: int, reason: Reason, touched: list[str]
) -> None:
    """The line of ``load``; its kind is the earlier ledger's, where a ledger goes back."""
    groups = {TABLES[name].group for name in touched if name in TABLES}
    kind = PUBLISHED if PUBLISHED in groups else REFERENCE
    if LEDGER in groups or _kind_at(con, before) != _kind_at(con, undone.snapshot_id):
        kind = _kind_at(con, before) or ledger_kind(con) or REAL
    record_load(
        con,
        next_load_id(con),
        file=f"undo {undone.number}",
        author=reason.author,
        note=reason.text,
        kind=kind,
    )
