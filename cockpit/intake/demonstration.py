"""The first filling, and the change between the demonstration ledger and the real one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from cockpit.errors import LoadRefused, Refused
from cockpit.intake import checks
from cockpit.intake.gate import (
    LEDGER_TABLES,
    REAL,
    SAMPLE,
    LoadResult,
    ledger_kind,
    load,
    next_load_id,
    record_load,
)
from cockpit.intake.read import Source
from cockpit.remedy import Remedy, RemedyCode
from cockpit.settings import ROOT
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import PUBLISHED, REFERENCE, Table
from cockpit.warehouse.lake import Commit, Lake

DATA = ROOT / "data"
FILLED = "首次装入"  # begins the note of what a filling loads


def sources(*kinds: str) -> Iterator[Source]:
    """The files of ``data/<kind>``, each read when it is its turn."""
    for kind in kinds:
        for file in sorted((DATA / kind).glob("*")):
            if file.suffix in {".csv", ".parquet", ".xlsx"}:
                yield Source(file.name, file.read_bytes(), kind, any_table=True)


def fill(
    lake: Lake, author: str, *, sample: bool, tell: Callable[[str], None]
) -> LoadResult | None:
    """Make the store, and load what the project brings with it, as one version.

    None: it had data already, and was left as it is.
    """
    lake.create()
    if lake.newest():
        return None
    kinds = (REFERENCE, PUBLISHED, *((SAMPLE,) if sample else ()))
    note = FILLED + ("，含示例台账" if sample else "")
    return load(lake, sources(*kinds), author=author, note=note, tell=tell)


def complete(lake: Lake, author: str, *, tell: Callable[[str], None]) -> LoadResult:
    """Load the reference tables that the project brings and the store has no row of, as a version.

    They came with a later version of the code than the one that filled the store. With them come
    those that nobody but a filling has written: they may say more now (a class, what it is called
    on the wall); what an office has loaded stays. Raises LoadRefused.
    """
    con = lake.reading()
    chosen = [
        source for source in sources(REFERENCE) if _is_ours(con, source.name.partition(".")[0])
    ]
    return load(lake, chosen, author=author, note=f"{FILLED}：补入新的参考数据", tell=tell)


def _is_ours(con: DuckDBPyConnection, table: str) -> bool:
    """Whether each row of a table, if it has any, was brought by a filling."""
    (other,) = con.execute(
        """
        select count(*) from origin inner join load using (load_id)
        where table_name = ? and note not like ? || '%'
        """,
        [table, FILLED],
    ).fetchone() or (0,)
    return not other


def start_real(lake: Lake, author: str) -> int | None:
    """Take the demonstration out, in one version; earlier versions keep it. Its number.

    Raises Refused, LoadRefused.
    """
    commit = Commit()
    with lake.change(author, "换成正式台账：示例退出", commit=commit) as con:
        give_way(con, author)
        if faults := list(checks.faults(con)):
            raise LoadRefused(faults)
    return commit.version


def give_way(con: DuckDBPyConnection, author: str) -> None:
    """Take the demonstration out, in the open transaction of what comes. Raises Refused."""
    if ledger_kind(con) == REAL:
        raise Refused("现在已经是正式台账", remedies=(Remedy(RemedyCode.LOAD),))
    _replace_ledger(con, author, "start-real", REAL)


@dataclass(frozen=True)
class Leaving:
    """What the change to real data takes out and leaves: tables by their names, with their rows.

    ``versions``: how many there are, which all can still be opened.
    """

    goes: tuple[tuple[str, int], ...]
    stays: tuple[tuple[str, int], ...]
    versions: int


def leaving(con: DuckDBPyConnection, versions: int) -> Leaving | None:
    """What ``start_real`` would take out; None where the ledger is no demonstration.

    ``con``: the lake's newest state, or its mart; ``versions``: how many there are.
    """
    if ledger_kind(con) != SAMPLE:
        return None
    goes, stays = [], []
    for table in TABLES.values():
        (rows,) = con.execute(f'select count(*) from "{table.name}"').fetchone() or (0,)
        taken = rows if table.name in LEDGER_TABLES else len(_sample_rows(con, table))
        if taken:
            goes.append((table.names[0], taken))
        if rows > taken:
            stays.append((table.names[0], rows - taken))
    return Leaving(tuple(goes), tuple(stays), versions)


def start_sample(lake: Lake, author: str, *, tell: Callable[[str], None]) -> LoadResult:
    """Put the demonstration in the place of the ledger, in one version. Raises Refused."""

    def before(con: DuckDBPyConnection) -> None:
        if ledger_kind(con) == SAMPLE:
            raise Refused("现在已经是示例台账")
        _replace_ledger(con, author, "start-sample", SAMPLE)

    return load(lake, sources(SAMPLE), author=author, note="换回示例台账", tell=tell, before=before)


def _replace_ledger(con: DuckDBPyConnection, author: str, command: str, kind: str) -> None:
    """Empty the ledger's tables, and take sample rows out of the others (sample counties)."""
    for name in LEDGER_TABLES:
        con.execute(f'delete from "{name}"')
    for table in TABLES.values():
        if table.name not in LEDGER_TABLES:
            _take_sample_rows_out(con, table)
    con.execute(
        """
        delete from origin where table_name in (select unnest(?::varchar[]))
            or load_id in (select load_id from load where kind = ?)
        """,
        [list(LEDGER_TABLES), SAMPLE],
    )
    number = next_load_id(con)
    record_load(con, number, file=command, author=author, note="", kind=kind)


def _take_sample_rows_out(con: DuckDBPyConnection, table: Table) -> None:
    key = ", ".join(f'"{column}"' for column in table.key)
    if keys := _sample_rows(con, table):
        listed = "in (select unnest(?::varchar[]))"
        con.execute(f"""delete from "{table.name}" where concat_ws('|', {key}) {listed}""", [keys])
        con.execute(f"delete from origin where table_name = ? and key {listed}", [table.name, keys])


def _sample_rows(con: DuckDBPyConnection, table: Table) -> list[str]:
    """The keys of rows that came as sample, and of rows that say of themselves that they are."""
    key = ", ".join(f'"{column}"' for column in table.key)
    says_so = "or kind = 'sample'" if "kind" in table.columns else ""
    found = con.execute(
        f"""
        select concat_ws('|', {key}) as key_ from "{table.name}"
        where key_ in (
            select origin.key from origin inner join load using (load_id)
            where origin.table_name = ? and load.kind = ?
        ) {says_so}
        """,
        [table.name, SAMPLE],
    ).fetchall()
    return [key_ for (key_,) in found]
