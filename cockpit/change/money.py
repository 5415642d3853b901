"""Changes of sums and rates of money, split project by project, exactly.

For R = N / D with N = Σ mc and D = Σ mp over the indicator's own set (m: whether a project is in
it, c: completed, p: plan), ΔR = Σ (a·Δ(mc) − b·Δ(mp)) with a = ½(1/D₀ + 1/D₁) and
b = (N₀ + N₁) / (2·D₀·D₁): the Shapley value of two factors. A sum is a = 1, b = 0. Definition:
docs/metrics.md, 变动原因.
"""

from dataclasses import dataclass
from datetime import date
from math import fsum

from pandas import DataFrame, Series

from cockpit.change.parts import Cause, Part, Point, part_of
from cockpit.numbers import is_missing
from queries import change, investment

RATES = ("completion", "ahead")
AGAINST_TARGET = "target_completion"


@dataclass(frozen=True)
class Moment:
    """A point with its facts: a row a listed project, the 序时 (a share) and the target (万元)."""

    point: Point
    frame: DataFrame
    time_progress: float | None
    target_wan: float | None


def moment(point: Point) -> Moment:
    """The facts of a point."""
    frame = point.ask(change.members).set_index("project_id")
    if point.project:
        frame = frame.assign(in_scope=frame["in_scope"] & (frame.index == point.project))
    total = point.ask(investment.total).iloc[0]
    progress = _number(total.time_progress)
    if point.filters.basis == "curve" and point.project:
        counted = frame[frame["in_scope"] & frame["has_plan"]]
        plan = counted["counted_plan_wan"].sum()
        progress = counted["counted_planned_wan"].sum() / plan if plan else None
    return Moment(point, frame, progress, _number(total.target_wan))


def value(code: str, at: Moment) -> float | None:
    """万元, a ratio or 百分点 (ahead): the indicator at a moment, as its SQL holds it."""
    part, base = _sums(code, at)
    completed = "counted_completed_wan" if code in RATES else "completed_wan"
    if not _own(code, at.frame)[completed].notna().any():
        return None  # nobody has reported: nothing, not 0
    if not base:
        return None
    if code != "ahead":
        return part / base
    return None if at.time_progress is None else 100 * (part / base - at.time_progress)


def parts(code: str, old: Moment, new: Moment, step: int) -> list[Part]:
    """The parts of the change from ``old`` to ``new``; both have to have a base."""
    a, b, given_by_target = _weights(code, old, new)
    both = _beside(code, old, new)
    by_completed = a * (both["completed_1"] - both["completed_0"])
    by_plan = -b * (both["plan_1"] - both["plan_0"])
    if step == 1:
        reported = a * (both["completed_1"] - _known_before(both, new.point))
        restated = by_completed + by_plan - reported
        found = part_of(Cause.REPORTED, 1, both.assign(size=reported))
        found += part_of(Cause.RESTATED, 1, both.assign(size=restated))
    else:
        found = _second_step(both, by_completed, by_plan)
    if given_by_target:
        found += part_of(Cause.TARGET, step, both.iloc[:0].assign(size=0.0), given_by_target)
    if code == "ahead":
        found += _time(both, old, new, step)
    return found


def _sums(code: str, at: Moment) -> tuple[float, float | None]:
    own = _own(code, at.frame)
    part = fsum(own["completed_wan"].fillna(0))
    if code in RATES:
        return part, fsum(own["counted_plan_wan"])
    return part, at.target_wan if code == AGAINST_TARGET else 1.0


def _own(code: str, frame: DataFrame) -> DataFrame:
    """The indicator's own set: a rate is of projects with a plan."""
    return frame[frame["in_scope"] & frame["has_plan"] if code in RATES else frame["in_scope"]]


def _weights(code: str, old: Moment, new: Moment) -> tuple[float, float, float]:
    """a and b of the split, and what the target's own change gave."""
    if code == "completed":
        return 1.0, 0.0, 0.0
    (n0, d0), (n1, d1) = _sums(code, old), _sums(code, new)
    if not d0 or not d1:
        raise ZeroDivisionError("a rate without a base is not split")
    a, b = 50 * (1 / d0 + 1 / d1), 50 * (n0 + n1) / (d0 * d1)
    return (a, 0.0, -b * (d1 - d0)) if code == AGAINST_TARGET else (a, b, 0.0)


def _beside(code: str, old: Moment, new: Moment) -> DataFrame:
    """Both moments' facts, one row a project; completed and plan are 0 outside the set."""
    both = old.frame.join(new.frame, how="outer", lsuffix="_0", rsuffix="_1")
    for end in ("_0", "_1"):
        both["listed" + end] = both["name" + end].notna()
        both["scoped" + end] = both["in_scope" + end].eq(True)
        own = both["scoped" + end]
        if code in RATES:
            own = own & both["has_plan" + end].eq(True)
        both["own" + end] = own
        both["completed" + end] = both["completed_wan" + end].where(own).fillna(0.0).astype(float)
        both["plan" + end] = both["counted_plan_wan" + end].where(own).fillna(0.0).astype(float)
    both["name"] = both["name_1"].fillna(both["name_0"])
    both["leader"] = both["leader_1"].fillna(both["leader_0"])
    return both.rename_axis("project_id").reset_index()


def _second_step(both: DataFrame, by_completed: Series, by_plan: Series) -> list[Part]:
    """Time moves: progress, plans revised, and who joined or left and why."""
    stays = both["own_0"] & both["own_1"]
    turned = both["own_0"] ^ both["own_1"]
    whole = by_completed + by_plan
    # in the filter at both ends: only the plan came or went
    by_cause = {
        Cause.PROGRESS: by_completed.where(stays, 0.0),
        Cause.PLAN: by_plan.where(stays, 0.0)
        + whole.where(turned & both["scoped_0"] & both["scoped_1"], 0.0),
        Cause.MOVED: whole.where(
            turned & both["listed_0"] & both["listed_1"] & ~(both["scoped_0"] & both["scoped_1"]),
            0.0,
        ),
        Cause.LISTED: whole.where(turned & ~(both["listed_0"] & both["listed_1"]), 0.0),
    }
    return [
        part
        for cause, size in by_cause.items()
        for part in part_of(cause, 2, both.assign(size=size))
    ]


def _known_before(both: DataFrame, new: Point) -> Series:
    """Completed without what was reported later than the old version's last known report.

    The new version's own word on that day (so that a restated report is not taken for progress),
    0 before any report; for a project without later reports, and for one that joined or left,
    just completed.
    """
    later = both["own_0"] & both["own_1"] & both["reported_on_1"].notna()
    later &= both["reported_on_0"].isna() | (both["reported_on_1"] > both["reported_on_0"])
    then = both["completed_1"].where(~later, 0.0)
    asked = both[later & both["reported_on_0"].notna()]
    if len(asked):
        known = new.ask(
            change.known_then,
            projects=tuple(asked["project_id"]),
            days=tuple(_day(day) for day in asked["reported_on_0"]),
        ).set_index("project_id")["completed_wan"]
        then.loc[asked.index] = asked["project_id"].map(known).fillna(0.0).astype(float)
    return then


def _time(both: DataFrame, old: Moment, new: Moment, step: int) -> list[Part]:
    """超序时 also loses what 序时 gained. Of one date it moves only with restated plan curves."""
    assert old.time_progress is not None
    assert new.time_progress is not None
    moved = -100 * (new.time_progress - old.time_progress)
    return part_of(Cause.TIME, step, both.iloc[:0].assign(size=0.0), moved)


def _number(value: object) -> float | None:
    return None if is_missing(value) else float(value)  # type: ignore[arg-type]


def _day(stamp: object) -> date:
    return stamp.date()  # type: ignore[attr-defined, no-any-return]
