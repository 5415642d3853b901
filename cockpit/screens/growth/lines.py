"""Which points a chart draws, and the same in words for those who cannot see it."""

from collections.abc import Sequence

from pandas import DataFrame

from cockpit import numbers
from cockpit.screens.growth.data import GrowthData


def drawn(seen: GrowthData, regions: Sequence[str]) -> DataFrame:
    """Points of ``regions``, columns as ``series``; those released later only where asked for."""
    frame = seen.known if seen.later else seen.series
    return frame[frame["region"].isin(regions)]


def months(points: DataFrame) -> str:
    """From which month to which."""
    first, last = points["period_end"].min(), points["period_end"].max()
    return f"{first.year} 年 {first.month} 月—{last.year} 年 {last.month} 月"


def told(points: DataFrame, region: str) -> str:
    """A region's line in words, for those who cannot see it."""
    known = points[(points["region"] == region) & points["is_known"].astype(bool)]
    later = int(((points["region"] == region) & ~points["is_known"].astype(bool)).sum())
    if known.empty:
        return f"{region}没有截至日前发布的增速"
    last = known.iloc[-1]
    low, high = known["growth_pct"].min(), known["growth_pct"].max()
    return (
        f"{region} {len(known)} 期，最低 {numbers.fixed(low)}%，最高 {numbers.fixed(high)}%，"
        f"最近 {numbers.period_words(last['period_end'])} {numbers.fixed(last['growth_pct'])}%"
        + (f"，另有截至日后发布 {later} 期" if later else "")
    )
