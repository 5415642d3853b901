"""The card of a project's lamp: what set it, every rule with its facts, the lamp at month-ends."""

from dataclasses import dataclass
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens import lamps, markup
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.project.data import ProjectData
from cockpit.screens.project.words import day
from cockpit.screens.rows import each

DONE = {"started": "已开（复）工", "registered": "已入库"}
REASONS = {
    "无本年计划": "没有本年计划",
    "未到应开工日": "还没到应开工日",
    "本年尚无报告": "本年尚无填报，第一个月末起才计",
}


@dataclass(frozen=True)
class Lamp:
    """A lamp: ``shape``, ``words`` and ``tone`` always go together."""

    shape: str
    words: str
    tone: str


@dataclass(frozen=True)
class Fact:
    """A rule held against the project. ``figure`` where the fact is a figure, else ``said``."""

    lamp: Lamp
    name: str
    rule: str
    figure: Figure | None
    said: str


@dataclass(frozen=True)
class Past:
    """The lamp at a month-end, with the gap then (signed) or nothing."""

    lamp: Lamp
    gap: Figure | None
    month: str


NO_RULES = Card(
    "没有装入灯规则",
    empty="这个数据版本里没有红黄绿灯的规则，装入“亮灯规则”表后才能判灯。",
)


def card(one: ProjectData) -> Card:
    """The lamp of a project, and the rules' date and kind."""
    if one.lamps.empty:
        return NO_RULES
    worst = one.lamps.iloc[0]
    rules = sorted({numbers.iso(day(rule.rule_from)) for rule in each(one.lamps)})
    assumed = "，阈值为假定" if (one.lamps["kind"] == "assumed").any() else ""
    return Card(
        _title(worst),
        f"{len(one.lamps)} 条规则，取最重的一条；序时按月，{_dates(one)}",
        markup.render(
            "project/lamp",
            lamp=_lamp(worst.lamp),
            turned=_turned(one, worst.lamp),
            facts=[_fact(one, row) for row in each(one.lamps)],
            past=_past(one),
        ),
        f"灯规则自 {'、'.join(rules)} 起有效{assumed}；到期之前不计。",
    )


def _dates(one: ProjectData) -> str:
    """Of which day the gap is, and of which the rest where that is another."""
    stages, cut = numbers.iso(one.stamp.day("stages")), numbers.iso(one.stamp.cut_on)
    return f"截至 {cut}" if stages == cut else f"进度截至 {cut}，开工与入库截至 {stages}"


def _lamp(word: str) -> Lamp:
    return Lamp(lamps.SHAPES[word], lamps.word(word), lamps.TONES[word])


def _title(worst: Any) -> str:
    words = lamps.word(worst.lamp)
    if worst.lamp == "不计":
        return f"不计灯：{REASONS.get(worst.not_counted, worst.not_counted)}"
    if worst.lamp == "绿":
        return "没有触发黄灯或红灯"
    if worst.style == "pp_gap":
        edge = worst.red if worst.lamp == "红" else worst.yellow
        inclusive = "超过" if worst.lamp == "红" else "达到"
        return f"落后序时{inclusive} {numbers.count(edge)} 个百分点，亮{words}"
    name = lamps.RULES.get(worst.rule, worst.rule)
    if worst.style == "months_overdue":
        return f"{name}，已过 {int(worst.overdue_months)} 个月末，亮{words}"
    return f"{name}，亮{words}"


def _turned(one: ProjectData, now: str) -> str:
    """Since which month-end the lamp has been what it is now."""
    before = [(on, row.lamp) for on, row in one.lamp_history.items() if on < one.as_of]
    since = None
    for on, lamp in reversed(before):
        if lamp != now:
            change = f"{on.month} 月底为{lamps.word(lamp)}"
            now_words = lamps.word(now)
            if since is None:
                return f"{change}，截至日为{now_words}"
            return f"{change}，{since.month} 月底起为{now_words}"
        since = on
    if before:
        return f"{before[0][0].month} 月底以来一直如此"
    return "本年第一个月末之前" if one.as_of.month == 1 else "此前各月末不在名单上"


def rule_words(row: Any) -> str:
    """A rule's thresholds in words."""
    yellow, red = numbers.count(row.yellow), numbers.count(row.red)
    if row.style == "pp_gap":
        return f"{yellow}～{red} 个百分点黄，超过 {red} 红"
    if row.style == "months_overdue":
        return f"第 {yellow} 个月末黄，第 {red} 个红"
    if row.style == "days_overdue":
        return f"逾期 {yellow} 天黄，{red} 天红"
    return f"不足序时的 {numbers.percent(row.yellow, 0)}% 黄，{numbers.percent(row.red, 0)}% 红"


def _fact(one: ProjectData, row: Any) -> Fact:
    figure, said = None, ""
    if row.not_counted is not None and not is_missing(row.not_counted):
        said = str(row.not_counted)
    elif row.indicator == "ahead_pp":
        figure = _gap(one, row)
    elif not is_missing(row.done_on):
        said = f"{DONE.get(row.indicator, '已办')} {numbers.iso(day(row.done_on))}"
    elif row.overdue_months > 0:
        said = f"已过 {int(row.overdue_months)} 个月末"
    else:
        said = "还没到月末"
    name = lamps.RULES.get(row.rule, row.rule)
    return Fact(_lamp(row.lamp), name, rule_words(row), figure, said)


def _gap(one: ProjectData, row: Any, on: Any = None) -> Figure:
    """The gap to 序时 by month, signed: behind is negative. ``on``: of an earlier look's day."""
    narrow = {"basis": "month"} | ({"as_of": on} if on else {})
    cut = day(row.cut_on) if on else None
    found: Figure = one.figure("ahead", -float(row.behind_pp), narrow=narrow, signed=True, on=cut)
    return found


def _past(one: ProjectData) -> tuple[Past, ...]:
    return tuple(
        Past(
            _lamp(row.lamp),
            None if row.lamp == "不计" or is_missing(row.behind_pp) else _gap(one, row, on),
            f"{on.month} 月末",
        )
        for on, row in one.lamp_history.items()
    )
