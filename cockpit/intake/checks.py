"""The rules that span rows: each a query in ``warehouse/checks/`` that returns the offenders.

A check's first line names the table whose rows it returns, and the rule as people read it; a
second one beginning with 办法 says what to do where correcting the row is not all. Its result has
that table's key columns and then the evidence. Rows whose key has a waiver of the check's name are
let pass here, so that no check can forget it.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from duckdb import DuckDBPyConnection

from cockpit.errors import Fault
from cockpit.remedy import Remedy, RemedyCode
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import Table
from cockpit.visible import quoted

CHECKS = Path(__file__).parent.parent / "warehouse" / "checks"
ACCEPTABLE = {  # checks whose offenders a load may bring with a reason, and what is asked then
    "completed_never_falls": "falls",
    "completed_not_above_total": "above_total",
    "completed_not_far_above_plan": "above_plan",
}
READS = re.compile(r"\b(?:from|join) (\w+)")
FIRST_LINE = re.compile(r"-- (\w+): (.+)(?:\n-- 办法: (.+))?")
EVIDENCE = {
    "previous_wan": "前一次",
    "previous_arrived_wan": "前一次到位",
    "previous_paid_wan": "前一次支付",
    "other": "另一行",
    "base": "依据",
    "sum_wan": "合计",
    "known": "表里有",
}


@dataclass(frozen=True)
class Check:
    """A rule: its name (a waiver's ``rule``), the table it looks at, the rule in Chinese.

    ``way_out``: what to do before the file is loaded again.
    """

    name: str
    table: Table
    rule: str
    way_out: str
    sql: str

    @cached_property
    def reads(self) -> frozenset[str]:
        """The tables it looks into."""
        return frozenset(READS.findall(self.sql)) & (set(TABLES) | {"load"})


@dataclass(frozen=True)
class Offender:
    """A row that breaks a check: its key, the values that show it, the column of the first."""

    check: Check
    key: str
    evidence: str
    column: str = ""


@cache
def all_checks() -> list[Check]:
    """Every check, by name."""
    found = []
    for file in sorted(CHECKS.glob("*.sql")):
        sql = file.read_text("utf-8")
        first = FIRST_LINE.match(sql)
        if first is None:
            raise ValueError(f"{file.name}: the first line must be '-- table: rule'")
        found.append(Check(file.stem, TABLES[first[1]], first[2], first[3] or "改正", sql))
    return found


def offenders(con: DuckDBPyConnection, check: Check) -> list[Offender]:
    """The rows that break a check and have no waiver, by key."""
    answer = con.execute(check.sql)
    names = [column[0] for column in answer.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    if not rows:
        return []
    waived = con.execute("select key from waiver where rule = ?", [check.name]).fetchall()
    passed = {key for (key,) in waived}
    found = sorted((_offender(check, row) for row in rows), key=lambda offender: offender.key)
    return [offender for offender in found if offender.key not in passed]


def evidence_name(check: Check, column: str) -> str:
    """What a column of a check's result is called, for people."""
    if name := EVIDENCE.get(column):
        return name
    tables = (check.table, *TABLES.values())  # the evidence may be of another table
    return next((t.label(column) for t in tables if column in t.fields), column)


def _offender(check: Check, row: dict[str, object]) -> Offender:
    key = "|".join(str(row.pop(column)) for column in check.table.key)
    shown = [f"{evidence_name(check, name)} {quoted(plain(value))}" for name, value in row.items()]
    column = next((name for name in row if name in check.table.columns), "")
    return Offender(check, key, "，".join(shown), column)


def faults(
    con: DuckDBPyConnection,
    touched: Iterable[str] | None = None,
    doubtful: Set[str] = frozenset(),
    aside: Set[str] = frozenset(),
) -> Iterator[Fault]:
    """Run the checks; each offender as a fault, with the file and row it came from.

    ``touched``: the tables that changed; checks that look into none of them are left out.
    ``doubtful``: tables that may lack rows; checks that look another table's rows up there are
    left out. ``aside``: tables about which enough is said; checks that look into them are too.
    """
    for check in all_checks():
        if touched is not None and check.reads.isdisjoint(touched):
            continue
        if (check.reads - {check.table.name}) & doubtful or check.reads & aside:
            continue
        if found := offenders(con, check):
            sources = _sources(con, check.table, found[0].column)
            for offender in found:
                yield _fault(offender, sources.get(offender.key))


Source = tuple[str, str | None, int | None, str | None]  # file, sheet, row, cell


def _sources(con: DuckDBPyConnection, table: Table, column: str) -> dict[str, Source]:
    """Where each key of a table comes from, its cell that of a column of the table."""
    found = con.execute(
        """
        select origin.key, load.file, origin.sheet, origin.row, load_column.letters || origin.row
        from origin
        inner join load using (load_id)
        left join load_column
            on
                origin.load_id = load_column.load_id
                and origin.sheet is not distinct from nullif(load_column.sheet, '')
                and coalesce(origin.part, 0) = coalesce(load_column.part, 0)
                and load_column.field = ?
        where origin.table_name = ?
        """,
        [column, table.name],
    ).fetchall()
    return {key: (file, sheet, row, cell) for key, file, sheet, row, cell in found}


def _fault(offender: Offender, source: Source | None) -> Fault:
    check = offender.check
    file, sheet, row, cell = source or (check.table.names[0], None, None, None)
    return Fault(
        file=f"{file} › {sheet}" if sheet else str(file),
        row=row,
        cell=cell or "",
        column=offender.key,
        value=offender.evidence,
        rule=check.rule,
        project=offender.key.partition("|")[0] if check.table.key[0] == "project_id" else "",
        way_out=f"{check.way_out}后重新导入",
        question=ACCEPTABLE.get(check.name, ""),
        remedies=(Remedy(RemedyCode.WAIVE, (check.name, offender.key)),),
    )


def plain(value: object) -> str:
    """A value as people write it: 120 for 120.0000, — for nothing."""
    if value is None:
        return "—"
    text = str(value)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", text) else text
