"""固定资产投资增速: published rates, never computed from levels."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters

HOME = "荥阳市"


def latest(mart: DuckDBPyConnection, filters: Filters, home: str = HOME) -> DataFrame:
    """The rates of ``home``'s latest period released by as_of; home first, then by rate.

    Columns: region; period_end; growth_pct, target_pct (%); kind (published, derived);
    released_on; released_kind; publisher; lead_pp (home minus region), over_target_pp (百分点);
    previous_pct, previous_period_end, before_previous_pct (the two readings before). Empty
    without a rate of ``home`` in the year.
    """
    return run(mart, "growth/latest", filters, home=home)


def ranks(mart: DuckDBPyConnection, filters: Filters, home: str = HOME) -> DataFrame:
    """``home``'s rank in each peer group by the rates loaded; ties share a rank.

    Columns: peer_group; rank; with_rate (members with a rate); members; is_sample (a member's
    rate is the demonstration's: never drawn as published); period_end.
    """
    return run(mart, "growth/ranks", filters, home=home)
