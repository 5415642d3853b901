"""Changes of the published growth: a new release, or a revision of a period known before."""

from pandas import DataFrame

from cockpit.change.parts import Cause, Part, Point, part_of
from queries import change


def frame_of(point: Point) -> DataFrame:
    """Home's rates known at a point, the latest last; columns as ``queries.change.rates``."""
    return point.ask(change.rates)


def value(frame: DataFrame) -> float | None:
    """%: the latest cumulative rate; None without one."""
    return None if frame.empty else float(frame["growth_pct"].iloc[-1])


def parts(old: DataFrame, new: DataFrame, step: int) -> list[Part]:
    """The parts of the change from ``old`` to ``new``; both have to have a rate.

    The period that was the latest before is held against itself (revision), then the latest now
    against it (release). Where the new version no longer has that period, all is a revision.
    """
    was, now = old.iloc[-1], new.iloc[-1]
    same = new[new["period_end"] == was.period_end]
    again = same if len(same) else new.iloc[-1:]
    stands = float(again["growth_pct"].iloc[0])
    revised, released = stands - float(was.growth_pct), float(now.growth_pct) - stands
    return [
        *part_of(Cause.REVISION, step, again.assign(size=revised, before_pct=was.growth_pct)),
        *part_of(Cause.RELEASE, step, new.iloc[-1:].assign(size=released, before_pct=stands)),
    ]
