"""Which table a file or a sheet is of: by its name, by its headers."""

from collections.abc import Iterable

from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import Table


def named(stem: str) -> Table | None:
    """The table that a file or sheet is called after: its name, then nothing or no letter.

    ``progress_report-2022-06`` and ``进度报告（6月）`` are 进度报告; ``项目情况`` is nothing known.
    """
    found = [
        (len(name), table)
        for table in TABLES.values()
        for name in (table.name, *table.names)
        if stem.lower().startswith(name) and not stem[len(name) : len(name) + 1].isalpha()
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def fitting(headers: Iterable[str]) -> list[Table]:
    """The tables that have all of these headers and lack no required column."""
    given = set(headers)
    return [
        table
        for table in TABLES.values()
        if given <= set(table.headers)
        and not table.missing(table.headers[header] for header in given)
    ]


def nearest(headers: Iterable[str]) -> Table | None:
    """The table that knows most of these headers, at least one; of equals that lacking least."""
    given = set(headers)

    def fits(table: Table) -> tuple[int, int]:
        known = [table.headers[header] for header in given if header in table.headers]
        return len(known), -len(table.missing(known))

    best = max(TABLES.values(), key=fits)
    return best if fits(best)[0] else None
