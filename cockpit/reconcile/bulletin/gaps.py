"""Differences: to 序时, between the rates of two places, between two amounts."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cockpit.reconcile.bulletin.days import Until
from cockpit.reconcile.bulletin.figures import LISTED, MONEY, PERCENT, POINTS, Printed, Text
from cockpit.reconcile.bulletin.ruling import Ruling, Span, factor, held, plain, rounded
from cockpit.reconcile.verdict import Interval, Verdict, judge_difference, rounds_to

LEAP = 2024  # any day of a year that is not known
_TIME = re.compile(r"序时")
_BEHIND = re.compile(r"低于|落后|滞后|慢于|欠|差|低|慢|少")
_COMPARED = re.compile(r"高于|低于|快于|慢于|高出|超过|比|较")
_AMOUNT = re.compile(r"(还差|相差|差|少|多|高出|超出|超|低)\s*$")


def to_time_progress(text: Text, on: date | None) -> Iterator[Ruling]:
    """超序时进度 7.6 个百分点 beside 完成率 49.1% of the same part."""
    for part in text.parts():
        for at, one in enumerate(part):
            if one.unit != POINTS or not _TIME.search(one.before):
                continue
            rate = next((f for f in reversed(part[:at]) if f.unit == PERCENT), None)
            until = _until(text, one.start, on)
            if rate is None or until is None or until.of(until.year or LEAP) is None:
                continue
            yield _time_gap(one, rate, until)


def _until(text: Text, place: int, on: date | None) -> Until | None:
    """The day to which a text speaks at a place; None where none is named."""
    until = text.days.before(place)
    if until is None or until.year or on is None:
        return until or (None if on is None else Until(on.month, on.day, on.year))
    return replace(until, year=on.year)


def _time_gap(one: Printed, rate: Printed, until: Until) -> Ruling:
    is_behind = bool(_BEHIND.search(one.before)) and not re.search(r"超|高于|快于|领先", one.before)
    printed = f"-{one.text}" if is_behind else one.text
    tried: list[str] = []
    spans: list[Span] = []
    gaps_: list[Decimal] = []
    for words, progress in _progress(until):
        exactly = Interval(progress, progress)
        verdict = judge_difference(printed, rate.text, exactly)
        gap = abs(rate.value - progress)
        side = "低于" if rate.value < progress else "超"
        how = f"{rate.said} 与{words}（{plain(progress)}%）相差 {plain(gap)}，{side}序时"
        possible = exactly - rounds_to(rate.text) if is_behind else rounds_to(rate.text) - exactly
        span_words = f"{words} 减 {rate.said}" if is_behind else f"{rate.said} 减{words}"
        spans.append(Span(span_words, possible))
        gaps_.append(progress - rate.value if is_behind else rate.value - progress)
        if verdict is not Verdict.IMPOSSIBLE:
            return Ruling(one, verdict, how, (rate,), gaps_[-1], (spans[-1],))
        tried.append(how)
    how = "；".join(tried) + f"，得不出 {one.said}"
    return Ruling(one, Verdict.IMPOSSIBLE, how, (rate,), gaps_[0], tuple(spans))


def _progress(until: Until) -> Iterator[tuple[str, Decimal]]:
    """序时 by month, then by day where the year is known, in per cent, each with its words."""
    month, day, year = until.month, until.day, until.year
    length = monthrange(year or 2022, month)[1]
    whole = not day or day == length
    done = Decimal(month) if whole else month - 1 + Decimal(day) / length
    yield f"按月序时 {month}/12" if whole else "按月序时", 100 * done / 12
    if year:
        last = date(year, month, length if whole else day)
        days = 366 if monthrange(year, 2)[1] == 29 else 365
        passed = (last - date(year, 1, 1)).days + 1
        yield f"按日序时 {passed}/{days}", 100 * Decimal(passed) / days


def between_rates(text: Text, _on: date | None) -> Iterator[Ruling]:
    """增速 22.8%，分别高于全国（6.8%）、河南省（12%）16、10.8 个百分点."""
    for part in text.parts():
        for first, last in _lists(text, part):
            gaps_ = part[first:last]
            if _TIME.search(gaps_[0].before):
                continue
            others = part[max(0, first - len(gaps_)) : first]
            head = next(
                (f for f in reversed(part[: first - len(gaps_)]) if f.unit == PERCENT), None
            )
            if head is None or len(others) < len(gaps_) or any(o.unit != PERCENT for o in others):
                continue
            words = text.words[head.end : others[0].start]
            if not _COMPARED.search(words):
                continue
            behind = words + gaps_[0].before
            is_behind = bool(re.search(r"低于|慢于|低\s*$|慢\s*$|落后", behind))
            for gap, other in zip(gaps_, others, strict=True):
                yield _rate_gap(gap, head, other, is_behind=is_behind)


def _lists(text: Text, part: Sequence[Printed]) -> Iterator[tuple[int, int]]:
    """From where to where figures in 个百分点 stand in a list."""
    at = 0
    while at < len(part):
        if part[at].unit != POINTS:
            at += 1
            continue
        last = at + 1
        while (
            last < len(part)
            and part[last].unit == POINTS
            and LISTED.fullmatch(text.words[part[last - 1].end : part[last].start])
        ):
            last += 1
        yield at, last
        at = last


def _rate_gap(gap: Printed, head: Printed, other: Printed, *, is_behind: bool) -> Ruling:
    high, low = (other, head) if is_behind else (head, other)
    verdict = judge_difference(gap.text, high.text, rounds_to(low.text))
    exact = high.value - low.value
    if verdict is not Verdict.AGREES and gap.value == exact:
        verdict = Verdict.AGREES
    how = f"{high.said} − {low.said} = {plain(exact)}"
    if verdict is Verdict.IMPOSSIBLE:
        how += f"，得不出 {gap.said}"
    span = Span(f"{high.said} 减 {low.said}", rounds_to(high.text) - rounds_to(low.text))
    return Ruling(gap, verdict, how, (head, other), exact, (span,))


def between_amounts(text: Text, _on: date | None) -> Iterator[Ruling]:
    """完成 409 亿元，比目标 420 亿元少 11 亿元."""
    for part in text.parts():
        for at in range(2, len(part)):
            one, other, than = part[at - 2], part[at - 1], part[at]
            if {one.kind, other.kind, than.kind} != {than.kind} or not than.kind:
                continue
            if than.unit in {PERCENT, POINTS} or not _AMOUNT.search(than.before):
                continue
            if not re.search(r"比|较|距|离|与", other.before):
                continue
            exact = abs(one.value * factor(one) - other.value * factor(other)) / factor(than)
            possible = rounded(one) - rounded(other)
            if possible.high <= 0 or one.value * factor(one) < other.value * factor(other):
                possible = rounded(other) - rounded(one)
            possible = possible.times(1 / factor(than))
            verdict = held(than.text, exact, possible, possible)
            how = f"{one.said} 与 {other.said} 相差 {plain(exact)}{than.unit}"
            if verdict is Verdict.IMPOSSIBLE:
                how += f"，不是 {than.said}" + _slip(exact, than)
            span = Span(f"{one.said} 与 {other.said} 之差", possible)
            yield Ruling(than, verdict, how, (one, other), exact, (span,))


def _slip(exact: Decimal, than: Printed) -> str:
    """Where the two differ by what lies between two units of money: said so."""
    if (
        than.unit in MONEY
        and than.value
        and exact / than.value in {Decimal(10) ** n for n in (-8, -4, 4, 8)}
    ):
        return "；单位写错了"
    return ""
