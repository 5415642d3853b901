"""The answers that the wall and its slides are drawn from: each question asked once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from cockpit.numbers import is_missing
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
    reconciliation,
    rows,
)
from queries.filters import Filters

Row = Any  # a row of a frame: attributes as the question's door names the columns


def text(value: Any) -> str:
    """A frame's text; empty where there is none."""
    return "" if is_missing(value) else str(value)


@dataclass(frozen=True)
class Answers:
    """One frame a question (a row where the question gives one); columns as its door says.

    A question is asked when its answer is first needed: a slide asks what it shows, and no more.
    """

    mart: Mart
    filters: Filters

    @property
    def _at(self) -> tuple[DuckDBPyConnection, Filters]:
        return self.mart.connection, self.filters

    @cached_property
    def total(self) -> Row:
        """The answer of ``investment.total``."""
        return investment.total(*self._at).iloc[0]

    @cached_property
    def by_class(self) -> DataFrame:
        """The answer of ``investment.by_class``."""
        return investment.by_class(*self._at)

    @cached_property
    def grips(self) -> DataFrame:
        """The answer of ``investment.grips``."""
        return investment.grips(*self._at)

    @cached_property
    def by_domain(self) -> DataFrame:
        """The answer of ``investment.by_domain``."""
        return investment.by_domain(*self._at)

    @cached_property
    def forecast(self) -> Row:
        """The answer of ``investment.forecast``."""
        return investment.forecast(*self._at).iloc[0]

    @cached_property
    def months(self) -> DataFrame:
        """The answer of ``investment.monthly``."""
        return investment.monthly(*self._at)

    @cached_property
    def implemented(self) -> Row:
        """The answer of ``implementation.total``."""
        return implementation.total(*self._at).iloc[0]

    @cached_property
    def implemented_by_class(self) -> DataFrame:
        """The answer of ``implementation.by_class``."""
        return implementation.by_class(*self._at)

    @cached_property
    def growth(self) -> DataFrame:
        """The answer of ``growth.latest``."""
        return growth.latest(*self._at)

    @cached_property
    def growth_known(self) -> Row:
        """The answer of ``growth.loaded``."""
        return growth.loaded(*self._at).iloc[0]

    @cached_property
    def loaded(self) -> Row:
        """The answer of ``freshness.loaded``."""
        return freshness.loaded(*self._at).iloc[0]

    @cached_property
    def ranks(self) -> DataFrame:
        """The answer of ``growth.ranks``."""
        return growth.ranks(*self._at)

    @cached_property
    def bonds(self) -> DataFrame:
        """The answer of ``funds.bonds``."""
        return funds.bonds(*self._at)

    @cached_property
    def libraries(self) -> DataFrame:
        """The answer of ``pipeline.libraries``."""
        return pipeline.libraries(*self._at)

    @cached_property
    def ledger(self) -> DataFrame:
        """The answer of ``rows.ledger``."""
        return rows.ledger(*self._at)

    @cached_property
    def facts(self) -> DataFrame:
        """The answer of ``reconciliation.facts``."""
        return reconciliation.facts(*self._at)

    @cached_property
    def lamps(self) -> DataFrame:
        """The answer of ``lamps.by_project``."""
        return lamps.by_project(*self._at)

    @cached_property
    def slow(self) -> DataFrame:
        """The answer of ``dispatch.slow``."""
        return dispatch.slow(*self._at)

    @cached_property
    def daily(self) -> DataFrame:
        """The answer of ``dispatch.daily``."""
        return dispatch.daily(*self._at)

    @cached_property
    def weekly(self) -> DataFrame:
        """The answer of ``dispatch.weekly``."""
        return dispatch.weekly(*self._at)

    @cached_property
    def monthly(self) -> Row:
        """The answer of ``dispatch.monthly``."""
        return dispatch.monthly(*self._at).iloc[0]

    @cached_property
    def coverage(self) -> Row:
        """The answer of ``dispatch.coverage``."""
        return dispatch.coverage(*self._at).iloc[0]

    @cached_property
    def loaded_to(self) -> Row:
        """The answer of ``dispatch.loaded_to``."""
        return dispatch.loaded_to(*self._at).iloc[0]

    @cached_property
    def problems(self) -> Row:
        """The answer of ``dispatch.problems``."""
        return dispatch.problems(*self._at).iloc[0]


def each(frame: DataFrame) -> Iterator[Row]:
    """The rows of a frame, columns as attributes."""
    return iter(frame.itertuples(index=False))
