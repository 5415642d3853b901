"""Rates of two amounts or counts, growth over a base, and rates that cannot be above 100 %."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cockpit.reconcile.bulletin.figures import PERCENT, Printed, Text
from cockpit.reconcile.bulletin.ruling import Ruling, Span, cut, factor, held, plain, rounded
from cockpit.reconcile.verdict import Interval, Verdict

_NAMES = "完成率|使用率|支付率|开工率|开复工率|到位率|入库率|办结率|覆盖率|转化率|到场率|占比"
_RATE = re.compile(
    rf"^[，,、（(]?\s*(?:投资|资金|累计|年度计划|项目|三日|总体)?(?:{_NAMES})\s*(?:为|达到|达|是)?\s*$"
)
_OF = re.compile(r"^\s*的\s*$")
_WHOLE = re.compile(r"计划|目标|应|下达|发行|发债|总投资|到位资金|需|全部|共")
_PART = re.compile(r"完成|已|使用|支付|实际|开工|办结|到位|入库|竣工")
_GROWN = re.compile(
    r"^[，,（(]?\s*(?:同比)?(?P<way>增长|增加|上升|下降|减少|回落)\s*(?:了|约)?\s*$"
)
_BASE = re.compile(r"去年|上年|同期|上月|上季|上一季度|年初")
_WITHIN = re.compile(  # a part of a whole: never above 100 %
    r"(?:占比|占[\u4e00-\u9fff]{0,8}的?|到位率|覆盖率|办结率|支付率|使用率|入库率|满意率|合格率)"
    r"\s*(?:为|达到|达|是)?\s*$"
)


def of_amounts(text: Text, _on: date | None) -> Iterator[Ruling]:
    """完成 171 亿元，为年度计划 424 亿元的 40.3%; and 计划 …，完成 …，完成率 …."""
    for part in text.parts():
        for at in range(2, len(part)):
            first, second, rate = part[at - 2 : at + 1]
            if rate.unit != PERCENT or first.kind != second.kind or first.unit in {"", PERCENT}:
                continue
            pair = _pair(first, second, rate)
            if pair is not None and pair[0].value >= 0 and pair[1].value > 0:
                yield _share(rate, *pair)


def _pair(first: Printed, second: Printed, rate: Printed) -> tuple[Printed, Printed] | None:
    """Which of two figures is the part and which the whole; None where it is not clear."""
    if _OF.search(rate.before) and re.search(r"为|占|完成|是|达", second.before):
        return first, second
    if not _RATE.search(rate.before):
        return None
    wholes = [one for one in (first, second) if _WHOLE.search(one.before)]
    parts = [one for one in (first, second) if _PART.search(one.before)]
    if len(wholes) == 1:
        whole = wholes[0]
        return (second if whole is first else first), whole
    if len(parts) == 1:
        part = parts[0]
        return part, (second if part is first else first)
    return None


def _share(rate: Printed, part: Printed, whole: Printed) -> Ruling:
    exact = 100 * part.value * factor(part) / (whole.value * factor(whole))
    possible = (rounded(part) / rounded(whole)).times(Decimal(100))
    truncated = (cut(part) / cut(whole)).times(Decimal(100))
    verdict = held(rate.text, exact, possible, truncated)
    how = f"{part.said} ÷ {whole.said} = {plain(exact, 3)}%"
    if verdict is Verdict.BY_TRUNCATION:
        how += f"，四舍五入是 {plain(exact, _places(rate))}%，截去尾数得 {rate.said}"
    if verdict is Verdict.IMPOSSIBLE:
        how += f"，得不出 {rate.said}"
        if rate.value and any(
            held(rate.text, exact * ten, possible.times(ten), truncated.times(ten))
            is not Verdict.IMPOSSIBLE
            for ten in (Decimal(10) ** n for n in (-8, -4, 4, 8))
        ):
            how += "；金额的单位写错了"
    span = Span(f"{part.said} ÷ {whole.said}", possible)
    return Ruling(rate, verdict, how, (part, whole), exact, (span,))


def _places(one: Printed) -> int:
    return len(one.text.partition(".")[2])


def growth(text: Text, _on: date | None) -> Iterator[Ruling]:
    """今年 171 亿元，去年同期 150 亿元，增长 14%."""
    for part in text.parts():
        for at in range(2, len(part)):
            first, second, rate = part[at - 2 : at + 1]
            way = _GROWN.search(rate.before)
            if rate.unit != PERCENT or way is None or first.kind != second.kind or not first.unit:
                continue
            bases = [one for one in (first, second) if _BASE.search(one.before)]
            if len(bases) != 1 or first.unit == PERCENT or min(first.value, second.value) <= 0:
                continue
            base = bases[0]
            now = second if base is first else first
            sign = -1 if way["way"] in {"下降", "减少", "回落"} else 1
            hundred = Decimal(100)
            exact = sign * (hundred * now.value * factor(now) / (base.value * factor(base)) - 100)
            ratio = (rounded(now) / rounded(base)).times(hundred)
            possible = Interval(ratio.low - 100, ratio.high - 100)
            if sign < 0:
                possible = Interval(100 - ratio.high, 100 - ratio.low)
            verdict = held(rate.text, exact, possible, possible)
            how = f"{now.said} ÷ {base.said} − 1 = {plain(sign * exact)}%"
            if verdict is Verdict.IMPOSSIBLE:
                how += f"，得不出{way['way']} {rate.said}"
            span = Span(f"{now.said} ÷ {base.said} − 1", possible)
            yield Ruling(rate, verdict, how, (now, base), exact, (span,))


def beyond_the_whole(text: Text, _on: date | None) -> Iterator[Ruling]:
    """A rate of parts of a whole above 100 %."""
    for one in text.figures:
        if one.unit == PERCENT and one.value > 100 and _WITHIN.search(one.before):
            yield Ruling(one, Verdict.IMPOSSIBLE, f"部分不会多于全部，{one.said} 高于 100%")
