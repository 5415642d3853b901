"""Sums: parts and what they come to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cockpit.reconcile.bulletin.figures import PERCENT, POINTS, RANK, Printed, Text
from cockpit.reconcile.bulletin.ruling import Ruling, Span, factor, held, plain, rounded
from cockpit.reconcile.verdict import Interval, Verdict

_TOTAL = re.compile(r"(?:合计|共计|总计)[\u4e00-\u9fff]{0,6}\s*$")
_AMONG = re.compile(r"^[，,（(]?\s*(?:其中|分别是|分别为|包括)")
_LISTED = re.compile(r"^[^，,；;]*$")
_NO_PARTS = {"", PERCENT, POINTS, RANK}


def totals(text: Text, _on: date | None) -> Iterator[Ruling]:
    """红灯 19 个、黄灯 42 个，合计 62 个."""
    for part in text.parts():
        for at, total in enumerate(part):
            if total.unit in _NO_PARTS or not _TOTAL.search(total.before):
                continue
            before = _same(part[:at], total)
            tried = [parts for parts in (_listed(text, before), before) if len(parts) > 1]
            rulings = [_sum(total, parts) for parts in tried]
            sound = [one for one in rulings if one.verdict is not Verdict.IMPOSSIBLE]
            yield from (sound or rulings)[:1]


def _same(figures: Sequence[Printed], total: Printed) -> Sequence[Printed]:
    """The figures of the total's kind that stand just before it, without another between."""
    run: list[Printed] = []
    for one in reversed(figures):
        if one.kind != total.kind:
            break
        run.insert(0, one)
    return run


def _listed(text: Text, figures: Sequence[Printed]) -> Sequence[Printed]:
    """Of those the last ones that stand in one list, without a comma between."""
    run = list(figures[-1:])
    for one in reversed(figures[:-1]):
        if not _LISTED.search(text.words[one.end : run[0].start]):
            break
        run.insert(0, one)
    return run


def _sum(total: Printed, parts: Sequence[Printed]) -> Ruling:
    exact = sum((one.value * factor(one) for one in parts), start=total.value * 0)
    span = Interval(total.value * 0, total.value * 0)
    for one in parts:
        span = span + rounded(one)
    in_units = 1 / factor(total)
    verdict = held(total.text, exact * in_units, span.times(in_units), span.times(in_units))
    if span.low == span.high and span.low != total.value * factor(total):
        verdict = Verdict.IMPOSSIBLE  # counts are what they say
    how = f"{' + '.join(one.text for one in parts)} = {plain(exact * in_units)}{total.unit}"
    if verdict is Verdict.IMPOSSIBLE:
        how += f"，不是 {total.said}"
    spans = (Span("各部分之和", span.times(in_units)),)
    return Ruling(total, verdict, how, tuple(parts), exact * in_units, spans)


def parts_of(text: Text, _on: date | None) -> Iterator[Ruling]:
    """亮灯 61 个，其中红灯 19 个、黄灯 42 个: parts may be left out, but never come to more."""
    for part in text.parts():
        for at, total in enumerate(part[:-1]):
            if total.unit in _NO_PARTS or not _AMONG.search(part[at + 1].before):
                continue
            parts = []
            for one in part[at + 1 :]:
                if one.kind != total.kind:
                    break
                parts.append(one)
            if not parts:
                continue
            ruling = _sum(total, parts)
            low = sum((rounded(one).low for one in parts), start=total.value * 0)
            if ruling.verdict is not Verdict.IMPOSSIBLE and len(parts) > 1:
                yield ruling
            elif low > rounded(total).high:
                how = ruling.how.partition("，不是")[0] + "，部分多于全部"
                yield replace(ruling, verdict=Verdict.IMPOSSIBLE, how=how)
