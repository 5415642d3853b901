"""What speaks for each answer to a question, from what is loaded: the unit of a ledger's money."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from duckdb import DuckDBPyConnection

from cockpit.errors import Fault
from cockpit.intake.forms import figures, rows
from cockpit.intake.forms.words import UNITS
from cockpit.intake.understood import Column, RowKind, Understood
from cockpit.remedy import Remedy
from cockpit.tables import cleaning

ABOUT = Decimal(2)  # times by which two sums may differ and be of one size
LOADED = {  # meaning → what is loaded of it, by name
    "plan": """
        with named as (
            select project_id, arg_max(name, valid_from) as name from project group by all
        )
        select name, arg_max(annual_plan_wan, (year, revision))
        from project_year inner join named using (project_id)
        where annual_plan_wan is not null
        group by all
    """,
    "total": """
        select arg_max(name, valid_from), arg_max(total_wan, valid_from)
        from project where total_wan is not null
        group by project_id
    """,
}


def weighed(
    con: DuckDBPyConnection, faults: Iterable[Fault], understood: Iterable[Understood]
) -> None:
    """Give the units that are asked about what is loaded of the same projects to be held against.

    The faults' remedies are replaced; nothing is added where no project is known.
    """
    sheets = {one.place: one for one in understood}
    for fault in faults:
        sheet = sheets.get(fault.file)
        if fault.question == "unit" and sheet:
            pair = next((p for m in LOADED if (p := _sums(con, sheet, m))), None)
            if pair:
                fault.remedies = tuple(_weighed(one, *pair) for one in fault.remedies)


def _sums(
    con: DuckDBPyConnection, sheet: Understood, meaning: str
) -> tuple[str, Decimal, Decimal] | None:
    """What a column makes as it is written, and what is loaded of the same projects (万元)."""
    column, name = _column(sheet, meaning), _column(sheet, "name")
    if column is None or name is None or sheet.grid is None:
        return None
    loaded = {cleaning.folded(n): wan for n, wan in con.execute(LOADED[meaning]).fetchall() if n}
    written, held = Decimal(0), Decimal(0)
    for number, cells in sheet.grid.rows:
        if sheet.rows.get(number) is not RowKind.TAKEN or len(cells) <= column.position:
            continue
        said = cells[name.position]
        wan = (
            loaded.get(cleaning.folded(rows.without_marks(said))) if isinstance(said, str) else None
        )
        amount = figures.number(cells[column.position])
        if wan is not None and amount is not None:
            written, held = written + amount, held + wan
    return (column.label, written, held) if written and held else None


def _column(sheet: Understood, meaning: str) -> Column | None:
    return next((column for column in sheet.columns if column.meaning == meaning), None)


def _weighed(remedy: Remedy, label: str, written: Decimal, held: Decimal) -> Remedy:
    _, unit = remedy.values
    wan = written * UNITS[unit]
    times = wan / held
    is_likely = 1 / ABOUT < times < ABOUT
    said = f"{label}合计 {_yi(wan)}，这些项目已装入的是 {_yi(held)}"
    return replace(remedy, evidence=said, is_likely=is_likely)


def _yi(wan: Decimal) -> str:
    """An amount of 万元 in 亿元, with as many places as tell it from nothing."""
    value = wan / 10_000
    return f"{value:,.1f} 亿元" if value >= Decimal("0.1") else f"{value:.4f} 亿元"
