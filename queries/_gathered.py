"""Gather what all days share into the mart's tables: reports by month, and plan curves.

A mart is built with them; one that rows were put into afterwards (a test's) gathers them at the
first question that looks at them.
"""

from threading import Lock

from duckdb import DuckDBPyConnection

TABLES = frozenset({"report_months", "plan_ends"})
MARK = "gathered"
MADE = (
    "delete from report_months",
    "insert into report_months from reports_by_month(date '0001-01-01', date '9999-12-31')",
    "delete from plan_ends",
    "insert into plan_ends from plan_curves()",
    f"insert into {MARK} values (true)",
)

_gathering = Lock()


def gather(mart: DuckDBPyConnection) -> None:
    """Fill the tables where they are not filled yet."""
    cursor = mart.cursor()
    if not _is_gathered(cursor):
        with _gathering:
            if not _is_gathered(cursor):
                cursor.begin()
                for made in MADE:
                    cursor.execute(made)
                cursor.commit()


def _is_gathered(cursor: DuckDBPyConnection) -> bool:
    return cursor.execute(f"select 1 from {MARK}").fetchone() is not None
