"""Changes of counts of (project, class) pairs: one up or down for each pair that crosses."""

from pandas import DataFrame, Series

from cockpit.change.parts import Cause, Part, Point, part_of
from queries import change

KEY = ["project_id", "project_class"]


def frame_of(point: Point) -> DataFrame:
    """Pairs of a point, by project_id and project_class; columns as ``queries.change.pairs``."""
    frame = point.ask(change.pairs).set_index(KEY)
    if point.project:
        own = frame.index.get_level_values("project_id") == point.project
        frame = frame.assign(in_scope=frame["in_scope"] & own)
    return frame


def counted(code: str, frame: DataFrame) -> Series:
    """Which pairs the indicator counts."""
    if code == "implemented":
        return frame["in_scope"] & frame["is_implemented"]
    return frame["in_scope"] & frame["is_due"] & ~frame["is_implemented"]


def value(code: str, frame: DataFrame) -> float:
    """The indicator: how many pairs."""
    return float(counted(code, frame).sum())


def parts(code: str, old: DataFrame, new: DataFrame, step: int) -> list[Part]:
    """The parts of the change from ``old`` to ``new``."""
    both = _beside(code, old, new)
    size = both["counted_1"].astype(float) - both["counted_0"].astype(float)
    stays = both["scoped_0"] & both["scoped_1"]
    if step == 1:
        is_reported = stays & (both["is_implemented_1"].eq(True)) & _came_later(both)
        is_reported &= ~both["is_implemented_0"].eq(True)
        by_cause = {Cause.REPORTED: is_reported, Cause.RESTATED: ~is_reported}
    else:
        crossed = both["is_implemented_0"].eq(True) != both["is_implemented_1"].eq(True)
        same_day = both["due_on_0"].eq(both["due_on_1"])
        listed = both["listed_0"] & both["listed_1"]
        by_cause = {
            Cause.STATUS: stays & crossed,
            Cause.DUE: stays & ~crossed & same_day,
            Cause.PLAN: stays & ~crossed & ~same_day,
            Cause.MOVED: ~stays & listed,
            Cause.LISTED: ~stays & ~listed,
        }
    return [
        part
        for cause, rows in by_cause.items()
        for part in part_of(cause, step, both.assign(size=size.where(rows, 0.0)))
    ]


def _beside(code: str, old: DataFrame, new: DataFrame) -> DataFrame:
    """Both moments' facts, one row a pair. A project is listed where any of its pairs is."""
    old, new = old.assign(counted=counted(code, old)), new.assign(counted=counted(code, new))
    both = old.join(new, how="outer", lsuffix="_0", rsuffix="_1").reset_index()
    for end, frame in (("_0", old), ("_1", new)):
        both["listed" + end] = both["project_id"].isin(frame.index.get_level_values("project_id"))
        both["scoped" + end] = both["in_scope" + end].eq(True)
        both["counted" + end] = both["counted" + end].eq(True)
    both["name"] = both["name_1"].fillna(both["name_0"])
    both["leader"] = both["leader_1"].fillna(both["leader_0"])
    return both


def _came_later(both: DataFrame) -> Series:
    """Whether the start or resumption is later than the last event the old version knew."""
    known, since = both["last_event_on_0"], both["implemented_on_1"]
    return since.notna() & (known.isna() | (since > known))
