"""Each question beside the bare DuckDB call of the same SQL; the mart's build."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter

from pandas import DataFrame

import queries
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import Lake
from queries import _run
from queries.filters import Filters

RUNS = 15


def milliseconds(call: Callable[[], object], runs: int = RUNS) -> float:
    """The median of ``runs`` calls after one."""
    call()
    taken = []
    for _ in range(runs):
        start = perf_counter()
        call()
        taken.append(perf_counter() - start)
    return 1000 * median(taken)


def functions() -> Iterator[tuple[str, Callable[..., DataFrame]]]:
    """Every question by its name, ``investment.by_class``."""
    for module in pkgutil.iter_modules(queries.__path__):
        if module.ispkg:
            subject = import_module(f"queries.{module.name}")
            for name, function in inspect.getmembers(subject, inspect.isfunction):
                if function.__module__ == subject.__name__:
                    yield f"{module.name}.{name}", function


def run(folder: Path, filters: Filters) -> None:
    """Print a line a question, and the mart's build."""
    lake = Lake(folder)
    version = lake.newest()
    print(f"mart build {milliseconds(lambda: marts.build(lake, version), 5):8.1f} ms")
    mart = marts.build(lake, version).connection
    print("question                                ours ms   bare ms   ours / bare")
    for name, function in functions():
        ours = milliseconds(lambda function=function: function(mart, filters))  # type: ignore[misc]
        question = name.replace(".", "/")
        offered = {
            **filters.parameters(),
            **_run.moments(mart, filters),
            **{
                p.name: p.default
                for p in inspect.signature(function).parameters.values()
                if p.default is not inspect.Parameter.empty
            },
        }
        values = {key: offered[key] for key in _run.parameters_of(question)}
        sql = _run.sql_of(question)
        bare = milliseconds(lambda sql=sql, values=values: mart.cursor().execute(sql, values).df())  # type: ignore[misc]
        print(f"  {name:36} {ours:8.1f}  {bare:8.1f}   {ours / bare:6.2f}")
