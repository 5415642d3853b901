"""Run a question: the SQL beside its door, with just the parameters that it names."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._standing import fill, missing
from queries.filters import Filters
from queries.moments import NAMES as MOMENTS
from queries.moments import moments

HERE = Path(__file__).parent
DAYS = ("as_of", "cut_on", "problems_on")  # at which a question may look at standings
STANDING = (
    "pairs_in(", "projects_in(", "standing_on(", "membership_on(", "lamps_on(", "lamp_rules_on(",
    "report_days(", "visit_weeks(", "nodes_due(", "leader_rounds(", "problems_on(",
)  # fmt: skip


@cache
def sql_of(name: str) -> str:
    """The text of a question, ``"investment/by_class"``."""
    return (HERE / f"{name}.sql").read_text("utf-8")


@cache
def parameters_of(name: str) -> frozenset[str]:
    """The parameters that a question's SQL names."""
    (statement,) = duckdb.extract_statements(sql_of(name))
    return frozenset(statement.named_parameters)


@cache
def stands(name: str) -> bool:
    """Whether a question looks at standings."""
    return any(macro in sql_of(name) for macro in STANDING)


def run(mart: DuckDBPyConnection, name: str, filters: Filters, **more: object) -> DataFrame:
    """Ask ``mart`` the question ``name``; values are bound, never formatted in.

    Beside the fields of ``filters`` a question may name the days of ``queries.moments``. Every
    further parameter in ``more`` has to be named by the SQL. A cursor a call: a connection
    shared by threads gives wrong answers.
    """
    named = parameters_of(name)
    if unknown := set(more) - named:
        raise TypeError(f"undeclared parameter in query {name}: {sorted(unknown)}")
    cursor = mart.cursor()
    days_of_look = moments(cursor, filters) if named & set(MOMENTS) else {}
    offered: Mapping[str, object] = {**filters.parameters(), **days_of_look, **more}
    values = {key: offered[key] for key in named}
    if not stands(name):
        return cursor.execute(sql_of(name), values).df()
    days = {day for key in DAYS if isinstance(day := values.get(key), date)}
    while True:
        # one transaction, so that a day forgotten meanwhile is still there
        cursor.begin()
        if not (absent := missing(cursor, days)):
            answer = cursor.execute(sql_of(name), values).df()
            cursor.commit()
            return answer
        cursor.rollback()
        fill(mart, absent)
