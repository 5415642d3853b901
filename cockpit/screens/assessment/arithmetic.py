"""A body's score taken apart: each block's lines, what they come to, and the sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens.assessment.data import BLOCKS, AssessmentData, whole
from cockpit.screens.rows import Row


@dataclass(frozen=True)
class Step:
    """A block in the arithmetic, or the sum: its ``total`` of ``most``, and its lines."""

    title: str
    total: str
    most: str
    lines: Sequence[tuple[str, str]]


def arithmetic(found: AssessmentData, row: Row) -> Sequence[Step]:
    """The four blocks and the sum of a body's score, line by line: (words, points)."""
    most = [numbers.short(points) for points in found.block_points]
    blocks = (_investment(found, row), _starting(row), _finishing(found, row), _service(row))
    values = (row.investment_points, row.starting_points, row.finished_points, row.service_points)
    return [
        *(
            Step(name, numbers.MISSING if is_missing(value) else numbers.fixed(value, 1), of, lines)
            for name, value, of, lines in zip(BLOCKS, values, most, blocks, strict=True)
        ),
        _sum(row, values),
    ]


def _investment(found: AssessmentData, row: Row) -> list[tuple[str, str]]:
    if is_missing(row.completion_points):
        return [("没有年度计划，这一块不计", "")]
    ratio, time = numbers.percent(row.completion_ratio), numbers.percent(row.time_progress)
    done, planned = numbers.yi(row.completed_wan, 2), numbers.yi(row.plan_wan, 2)
    pp = float(row.ahead_pp)
    step = numbers.short(row.step_points, signed=bool(row.step_points))
    side = "高于" if pp >= 0 else "低于"
    rule = found.rules["completion_step"]
    each = f"每满 {numbers.short(rule.threshold)} 点 ±{numbers.short(rule.points)}"
    return [
        (f"完成率 {ratio}% = {done} ÷ {planned} 亿元，序时 {time}%", ""),
        ("完成率 ÷ 序时，至多 1", numbers.fixed(row.completion_points, 1)),
        (f"{side}序时 {numbers.fixed(abs(pp), 1)} 点，{each}", step),
    ]


def _starting(row: Row) -> list[tuple[str, str]]:
    if is_missing(row.started_points):
        return [("没有应开复工的项目，这一块不计", "")]
    asked, begun = int(row.asked), int(row.begun)
    line = "过线" if row.line_points else "不到线"
    return [
        (f"应开 {asked}，已开 {begun}", numbers.fixed(row.started_points, 1)),
        (
            f"开工率 {numbers.percent(row.begun_ratio)}%，{line}",
            numbers.short(row.line_points, signed=bool(row.line_points)),
        ),
        (
            f"本季集中开工 {int(row.announced)} 个",
            numbers.short(row.ceremony_points, signed=bool(row.ceremony_points)),
        ),
        (
            f"应开未开 {int(row.late)}、开工未入库 {int(row.unregistered)} 个",
            numbers.short(row.late_points + row.unregistered_points + 0.0),
        ),
        *([("扣到 0 分为止", "")] if not row.starting_points else []),
    ]


def _finishing(found: AssessmentData, row: Row) -> list[tuple[str, str]]:
    until = numbers.month_day(found.quarter_on)
    if is_missing(row.finished_points):
        rest = numbers.short(row.base_points)
        return [(f"到 {until}没有应竣项目，这一块不计，其余按 {rest} 分折满 100 分", "")]
    words = f"应竣 {int(row.to_finish)}，已竣 {int(row.finished)}"
    return [(words, numbers.fixed(row.finished_points, 1))]


def _service(row: Row) -> list[tuple[str, str]]:
    if is_missing(row.service_points):
        return [("没有要判的问题和三必，这一块不计", "")]
    judged = whole(row.judged)
    lines = []
    if judged:
        closed = whole(row.closed_in_three)
        rate = numbers.percent(row.three_day_ratio)
        lines.append((f"三日办结 {closed} / {judged}：{rate}%", _worth(row.three_day_points)))
    else:
        lines.append(("本季没有要判的问题，三日办结满分", ""))
    rates = [
        f"{name} {numbers.percent(value)}%"
        for name, value in (
            ("每天必传", row.daily_ratio),
            ("每周必到", row.weekly_ratio),
            ("每月必查", row.monthly_ratio),
        )
        if not is_missing(value)
    ]
    if rates:
        mean = numbers.percent(row.musts_ratio)
        lines += [(f"三必平均 {mean}%", _worth(row.musts_points)), ("、".join(rates), "")]
    else:
        lines.append(("没有装入三必，三日办结占满这一块", ""))
    return lines


def _worth(value: float) -> str:
    return numbers.fixed(value, 1)


def _sum(row: Row, values: Sequence[float]) -> Step:
    got = [numbers.fixed(value, 1) for value in values if not is_missing(value)]
    base = numbers.short(row.base_points)
    entry = numbers.short(row.entry_points, signed=bool(row.entry_points))
    over = "" if row.base_points == 100 else f" ÷ {base} × 100"
    total = numbers.fixed(row.score, 1)
    added = " + ".join(got)
    words = f"（{added}）{over}" if over else added
    return Step("得分", total, "", [(words, ""), (f"加减 {entry}", "")])
