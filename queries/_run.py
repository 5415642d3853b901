"""Run a question: the SQL beside its typed function, with just the parameters that it names."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._gathered import TABLES as GATHERED
from queries._gathered import gather
from queries._standing import fill, missing
from queries.filters import Filters
from queries.moments import NAMES as MOMENTS
from queries.moments import moments

HERE = Path(__file__).parent
DAYS = (  # at which a question may look at standings
    *("as_of", "cut_on", "problems_on"),
    *("month_1_on", "month_2_on", "month_3_on"),
)
TABLES = frozenset({"standing", "listing"})  # that are filled a day at a time
MACROS = """
select function_name, macro_definition from duckdb_functions()
where function_type in ('macro', 'table_macro') and not internal
"""
_readers: dict[frozenset[str], frozenset[str]] = {}  # found once: every mart has the same macros


@cache
def sql_of(name: str) -> str:
    """The text of a question, ``"investment/by_class"``."""
    return (HERE / f"{name}.sql").read_text("utf-8")


@cache
def parameters_of(name: str) -> frozenset[str]:
    """The parameters that a question's SQL names."""
    (statement,) = duckdb.extract_statements(sql_of(name))
    return frozenset(statement.named_parameters)


def readers_of_standings(mart: DuckDBPyConnection) -> frozenset[str]:
    """The macros that look at standings, by themselves or through another."""
    return _readers_of(TABLES, mart)


def _readers_of(tables: frozenset[str], mart: DuckDBPyConnection) -> frozenset[str]:
    if tables not in _readers:
        macros = dict(mart.cursor().execute(MACROS).fetchall())
        found: frozenset[str] = frozenset()
        while more := {
            name for name in macros.keys() - found if _names(macros[name], found, tables)
        }:
            found |= more
        _readers[tables] = found
    return _readers[tables]


def _names(sql: str, readers: frozenset[str], tables: frozenset[str]) -> bool:
    """Whether SQL calls one of these macros, or takes rows from one of the tables."""
    called = re.findall(r"(?<![$\w])(\w+)\(", sql)
    return not (
        readers.isdisjoint(called)
        and tables.isdisjoint(re.findall(r"(?i)\b(?:from|join) (\w+)", sql))
    )


@cache
def _reads(name: str, readers: frozenset[str], tables: frozenset[str]) -> bool:
    return _names(sql_of(name), readers, tables)


def reads_standings(name: str, mart: DuckDBPyConnection) -> bool:
    """Whether a question looks at standings."""
    return _reads(name, readers_of_standings(mart), TABLES)


def _reads_gathered(name: str, mart: DuckDBPyConnection) -> bool:
    return _reads(name, _readers_of(GATHERED, mart), GATHERED)


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
    if _reads_gathered(name, mart):
        gather(mart)
    if not reads_standings(name, mart):
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
