"""复制要点: the wall's headline and five digits as plain text, for a work group's chat.

A sample figure carries ``*`` and a recomputed one ``◇``: a text that is passed on has no colours
to say so.
"""

from collections.abc import Iterator

from cockpit.city import DOMAINS, GOAL, GRIPS, MONEY, PAIRS
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.wall.context import (
    CountCard,
    DomainsCard,
    GoalCard,
    Grip,
    MoneyCard,
    WallContext,
)

MARKS = {"sample": "*", "derived": "◇", "assumed": "*"}
FULL_WORDS = {"超": "超序时", "低": "低于序时", "持平": "与序时持平"}  # of the cards' short ones
POINTS = " 个百分点"
LEGEND = {"*": "* 为示例或假定，不是公布数", "◇": "◇ 由公布数推算"}


def points(wall: WallContext, path: str) -> str:
    """The text; ``{origin}`` stands before ``path``, the address of the same wall."""
    head = f"{wall.city.action} · 截至 {wall.as_of}"
    if wall.cut_words:
        head += f" · {wall.cut_words}"
    if wall.filter_words:
        head += f" · {wall.filter_words}"
    if wall.kind == "sample":
        head += f" · {wall.kind_words}"
    lines = [head, _headline(wall), *_digits(wall)]
    legend = [words for mark, words in LEGEND.items() if any(mark in line for line in lines[1:])]
    fine = "；".join([f"数据版本 {wall.version}", *legend])
    return "\n".join([*lines, fine, "{origin}" + path])


def _headline(wall: WallContext) -> str:
    parts = (p.words + (_said(p.figure, p.after) if p.figure else p.after) for p in wall.headline)
    return "".join(parts) + "。"


def _digits(wall: WallContext) -> Iterator[str]:
    said = {
        GOAL: wall.goal.empty or _goal(wall.goal),
        GRIPS: wall.grips_empty or "；".join(map(_grip, wall.grips)),
        DOMAINS: wall.domains.empty or _domains(wall.domains),
        PAIRS: wall.count.empty or _count(wall.count, wall.city.class_words),
        MONEY: wall.money.empty or _money(wall.money),
    }
    for digit in wall.city.digits:
        yield f"{digit.sign} {digit.noun}：".lstrip() + said[digit.counts]


def _goal(goal: GoalCard) -> str:
    return f"固投增速 {_said(goal.growth, '%')}（{goal.period}），{_gap(goal.gap)}"


def _grip(grip: Grip) -> str:
    return f"{grip.full_name}完成率 {_said(grip.rate, '%')}，{_gap(grip.gap)}"


def _domains(domains: DomainsCard) -> str:
    said = f"{domains.of} 个领域中 {_said(domains.ahead, ' 个')}超序时"
    if domains.slowest is None:
        return said
    return f"{said}，最慢 {domains.slowest.name} {_said(domains.slowest.gap.signed, POINTS)}"


def _count(count: CountCard, classes: str) -> str:
    until = f"（{count.until}）" if count.until else ""
    return (
        f"{classes}已实施{until} {_said(count.implemented, ' 个')}（按类计次，"
        f"去重 {_said(count.projects, ' 个')}），应实施 {_said(count.due, ' 个')}，"
        f"未实施 {_said(count.missing, ' 个')}"
    )


def _money(money: MoneyCard) -> str:
    if money.completed.is_missing:
        return "本年还没有填报"
    said = f"完成 {_said(money.completed, ' 亿元')}"
    if not money.rate.is_missing:
        said += f"，{money.rate_words} {_said(money.rate, '%')}"
    if not money.gap.size.is_missing:
        said += f"，{_gap(money.gap)}"
    if not money.forecast.is_missing:
        ends = f"{_said(money.low, '')}–{_said(money.high, '')}"
        said += f"；年末预测 {_said(money.forecast, ' 亿元')}（{ends}）"
    return said


def _gap(gap: Gap) -> str:
    word = FULL_WORDS.get(gap.word, gap.word)
    return word if gap.tone == "even" else f"{word} {_said(gap.size, POINTS)}"


def _said(figure: Figure, unit: str) -> str:
    """A figure with its unit and mark; punctuation after the unit stays last."""
    if figure.is_missing:
        return figure.text
    name = unit.rstrip("，、；。")
    return figure.text + name + MARKS.get(figure.kind, "") + unit[len(name) :]
