"""The answers a wall is drawn from: each question asked once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pandas import DataFrame

from cockpit.warehouse.mart import Mart
from queries import (
    dispatch,
    freshness,
    funds,
    growth,
    implementation,
    investment,
    lamps,
    pipeline,
    projects,
    reconciliation,
)
from queries.filters import Filters

Row = Any  # a row of a frame: attributes as the question's door names the columns


@dataclass(frozen=True)
class Answers:
    """One frame a question (a row where the question gives one); columns as its door says."""

    total: Row
    by_class: DataFrame
    grips: DataFrame
    by_domain: DataFrame
    forecast: Row
    implemented: Row
    implemented_by_class: DataFrame
    growth: DataFrame
    growth_known: Row
    loaded: Row
    ranks: DataFrame
    bonds: DataFrame
    libraries: DataFrame
    ledger: DataFrame
    facts: DataFrame
    lamps: DataFrame
    slow: DataFrame
    daily: DataFrame
    weekly: DataFrame
    monthly: Row
    coverage: Row
    problems: Row


def each(frame: DataFrame) -> Iterator[Row]:
    """The rows of a frame, columns as attributes."""
    return iter(frame.itertuples(index=False))


def ask(mart: Mart, filters: Filters) -> Answers:
    """Ask the mart everything that a wall shows."""
    c = mart.connection
    return Answers(
        total=investment.total(c, filters).iloc[0],
        by_class=investment.by_class(c, filters),
        grips=investment.grips(c, filters),
        by_domain=investment.by_domain(c, filters),
        forecast=investment.forecast(c, filters).iloc[0],
        implemented=implementation.total(c, filters).iloc[0],
        implemented_by_class=implementation.by_class(c, filters),
        growth=growth.latest(c, filters),
        growth_known=growth.loaded(c, filters).iloc[0],
        loaded=freshness.loaded(c, filters).iloc[0],
        ranks=growth.ranks(c, filters),
        bonds=funds.bonds(c, filters),
        libraries=pipeline.libraries(c, filters),
        ledger=projects.ledger(c, filters),
        facts=reconciliation.facts(c, filters),
        lamps=lamps.by_project(c, filters),
        slow=dispatch.slow(c, filters),
        daily=dispatch.daily(c, filters),
        weekly=dispatch.weekly(c, filters),
        monthly=dispatch.monthly(c, filters).iloc[0],
        coverage=dispatch.coverage(c, filters).iloc[0],
        problems=dispatch.problems(c, filters).iloc[0],
    )
