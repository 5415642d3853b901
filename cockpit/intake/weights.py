"""A new weights table of the assessment, from a day on: all its lines, a data version of its own.

The table before stays, and earlier quarters are scored by it. Raises Refused, LoadRefused, and then
nothing was changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from duckdb import DuckDBPyConnection

from cockpit.errors import Refused
from cockpit.intake import one_row
from cockpit.intake.corrections import Reason
from cockpit.tables.contracts import FORMULAS
from cockpit.warehouse.lake import Commit, Lake

COMMAND = "weights"  # the "file" of a new table in ``load``
WHOLE = 100  # what the four blocks come to
TAKEN_OFF = {"not_started", "not_registered"}  # formulas whose points are not above 0
CAPPED = ("completion_step", "ceremony", "entries")
RATES = ("started_rate", "started_rate_few")  # formulas whose line is a rate
STEP = "completion_step"  # its line is a number of percentage points


@dataclass(frozen=True)
class Rule:
    """A line: its formula and points; ``threshold`` and ``cap`` where the formula has them."""

    formula: str
    block: str
    item: str
    points: Decimal | None
    threshold: Decimal | None
    cap: Decimal | None
    kind: str
    note: str


def revise(lake: Lake, rules: Sequence[Rule], valid_from: date, author: str) -> int | None:
    """Put in a table that holds from ``valid_from``; the data version."""
    commit = Commit()
    with lake.change(author, f"考核权重表：{valid_from} 起", commit=commit) as con:
        require(con, valid_from)
        sound(rules)
        if _in_force(con) == {rule.formula: _values(rule) for rule in rules}:
            raise Refused("和现行的权重表一样", way_out="改了分值、线或封顶再存")
        one_row.put_all(
            con,
            "assessment_rule",
            [{**vars(rule), "valid_from": valid_from, "note": rule.note or None} for rule in rules],
            command=COMMAND,
            reason=Reason(author, f"{valid_from} 起"),
            about=f"{valid_from} 起",
        )
    return commit.version


def require(con: DuckDBPyConnection, valid_from: date) -> None:
    """Raise Refused for a day that would change what was scored or decided before."""
    if not one_row.is_there(con, "assessment_rule"):
        return
    newest = _newest(con)
    if newest is not None and valid_from <= newest:
        way_out = "写更晚的一天；那一版定错了在“版本”页撤销"
        raise Refused(f"已有 {newest} 起施行的权重表", where=f"{valid_from} 起", way_out=way_out)
    found = con.execute("select max(quarter_end) from assessment_verdict").fetchone()
    decided: date | None = found[0] if found else None
    if decided is not None and valid_from <= decided:
        way_out = f"最早从 {decided + timedelta(days=1)} 起"
        said = f"{decided} 的季度已经定过，它的权重不再改"
        raise Refused(said, where=f"{valid_from} 起", way_out=way_out)


def sound(rules: Sequence[Rule]) -> None:
    """Raise Refused where a line is missing or lacks what it needs, or the sum is wrong."""
    by_formula = {rule.formula: rule for rule in rules}
    if lacking := [formula for formula in FORMULAS if formula not in by_formula]:
        raise Refused(f"权重表缺 {'、'.join(lacking)}", way_out="每一种算法都要有一行")
    if len(rules) != len(FORMULAS):
        raise Refused("有一种算法写了两行，或有不认得的算法", way_out="每一种算法一行")
    for rule in rules:
        _line(rule)
    if _points(by_formula, "started_rate_few") > _points(by_formula, "started_rate"):
        few = by_formula["started_rate_few"].item
        raise Refused(
            "分值不能高于“开工率过线”的", where=few, way_out="两条线取其一，满分按前一条算"
        )
    blocks = block_points(by_formula)
    if min(blocks.values()) <= 0:
        raise Refused("四块的满分都要大于 0", way_out="不想算的一块也留一点分")
    whole = sum(blocks.values(), Decimal())
    if whole != WHOLE:
        said = "、".join(f"{name} {plain(points)}" for name, points in blocks.items())
        raise Refused(
            f"四块合计 {plain(whole)} 分，应为 {WHOLE}", where=said, way_out="改到合计 100 分"
        )


def block_points(rules: Mapping[str, Rule]) -> dict[str, Decimal]:
    """What each of the four blocks has at most, as ``queries/assessment/bodies.sql`` reckons it."""
    return {
        rules["completion"].block: _points(rules, "completion"),
        rules["started"].block: _points(rules, "started")
        + _points(rules, "started_rate")
        + (rules["ceremony"].cap or Decimal()),
        rules["finished"].block: _points(rules, "finished"),
        rules["three_day"].block: _points(rules, "three_day") + _points(rules, "musts"),
    }


def _points(rules: Mapping[str, Rule], formula: str) -> Decimal:
    return rules[formula].points or Decimal()


def _line(rule: Rule) -> None:
    where = rule.item or rule.formula
    if rule.points is None:
        raise Refused("没有写分值", where=where, way_out="写一个数")
    if rule.formula in TAKEN_OFF and rule.points > 0:
        raise Refused(
            "扣分项的分值要写成负数或 0", where=where, way_out=f"如 {plain(-rule.points)}"
        )
    if rule.formula not in TAKEN_OFF and rule.points < 0:
        raise Refused("加分项的分值不能是负数", where=where, way_out=f"如 {plain(-rule.points)}")
    if rule.formula in CAPPED and (rule.cap is None or rule.cap < 0):
        raise Refused("没有写封顶", where=where, way_out="写至多多少分")
    if rule.formula in RATES and not (rule.threshold is not None and 0 < rule.threshold <= 1):
        raise Refused("线要写成 0 到 1 之间的比率", where=where, way_out="70% 写 0.7")
    if rule.formula == STEP and not (rule.threshold is not None and rule.threshold > 0):
        raise Refused("线要写每多少个百分点算一档", where=where, way_out="如 2")


def plain(value: Decimal) -> str:
    """A number as one types it: 40, 2.5."""
    return f"{value.normalize():f}"


def _newest(con: DuckDBPyConnection) -> date | None:
    found = con.execute("select max(valid_from) from assessment_rule").fetchone()
    return found[0] if found else None


def _in_force(con: DuckDBPyConnection) -> dict[str, tuple[object, ...]]:
    """The newest line of each formula."""
    found = con.execute(
        "select formula, points, threshold, cap from assessment_rule "
        "qualify row_number() over (partition by formula order by valid_from desc) = 1"
    ).fetchall()
    return {formula: tuple(values) for formula, *values in found}


def _values(rule: Rule) -> tuple[object, ...]:
    return (rule.points, rule.threshold, rule.cap)
