"""固定资产投资增速: published rates, never computed from levels. Home is the city's own region."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def latest(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The rates of home's latest period released by as_of; home first, then by rate.

    Columns: region; is_home; period_end; growth_pct, target_pct (%); kind (published, derived);
    released_on; released_kind; publisher; lead_pp (home minus region), over_target_pp (百分点);
    previous_pct, previous_period_end, before_previous_pct (the two readings before). Empty
    without a rate of home in the year.
    """
    return run(mart, "growth/latest", filters)


def loaded(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Whether home's rates are loaded, and the last known by as_of, of any year; one row.

    So a screen before the year's first release can say that it is not out yet. Columns: is_loaded
    (released or not); is_known (any by as_of); is_of_year (one of the year of as_of);
    last_period_end, last_growth_pct (%), last_kind (published, derived), last_released_on (null
    where none is known).
    """
    return run(mart, "growth/loaded", filters)


def ranks(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Home's rank in each peer group by the rates loaded; ties share a rank.

    Columns: peer_group; rank; with_rate (members with a rate); members; is_sample (a member's
    rate is the demonstration's: never drawn as published); period_end.
    """
    return run(mart, "growth/ranks", filters)


def members(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Who is in each of home's peer groups, and with which rate; groups of real regions first.

    Columns: peer_group; region; is_home; growth_pct (%); kind; rank (growth_pct and rank are null
    where no rate of the period is known); with_rate, members (counts in the group); is_sample (a
    member's rate is the demonstration's: never drawn as published); period_end.
    """
    return run(mart, "growth/members", filters)


def series(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Every rate of every region and year, in the order of a line; home first, samples last.

    Columns: region; is_home; period_end; growth_pct (%); kind (published, derived, sample);
    is_known (released by as_of: what is not is never counted); joins_previous (the row before is
    the month before, of the same year); lead_pp (home minus region, 百分点, of known rates);
    released_on; released_kind (source, assumed); publisher; url; evidence.
    """
    return run(mart, "growth/series", filters)


def pairs(
    mart: DuckDBPyConnection,
    filters: Filters,
    region: str | None = None,
    against: str | None = None,
) -> DataFrame:
    """The periods that two regions have in common, as known by as_of; the latest first.

    Without names: the city's own region, and the one that it is usually compared with.

    Columns: period_end; own_pct, other_pct (%); lead_pp (``region`` minus ``against``, 百分点);
    own_kind, other_kind; own_released_on, other_released_on.
    """
    return run(mart, "growth/pairs", filters, region=region, against=against)
