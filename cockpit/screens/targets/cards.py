"""The four cards: completed, still to go, the count of projects, growth."""

from dataclasses import dataclass, replace
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.indicators import ORIGINS
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.targets import finding
from cockpit.screens.targets.data import Goal, TargetsData
from cockpit.screens.wall.cards import growth_empty_words, growth_scale, not_counted, published_sum
from cockpit.screens.wall.context import Bar, Mark, Sentence

Words = tuple[Sentence, ...]


@dataclass(frozen=True)
class TargetCard:
    """A card: a figure against its goal."""

    name: str  # what it is
    kind: str  # of the figure: published, sample …
    kind_words: str  # the same in Chinese
    figure: Figure  # the figure itself
    bar: Bar | None  # its bar with the gold mark; None without a scale
    mark: Mark | None  # the gold label below the bar
    end: Mark | None  # the label at the bar's end
    said: Words  # the gap in words, with shape and tone
    note: Words  # what stands behind it
    day: str  # the date it is of
    empty: str  # why there is nothing, else empty


def words(text: str, figure: Figure | None = None, after: str = "") -> Sentence:
    """A part of a sentence without tone."""
    return Sentence(text, figure, after, "", "")


def cards(figures: FigureMaker, answers: TargetsData) -> tuple[TargetCard, ...]:
    """The four, in the page's order."""
    made = (completed, to_go, count, growth)
    return tuple(make(figures, answers) for make in made)


def _card(name: str, figure: Figure, **more: Any) -> TargetCard:
    blank = {"bar": None, "mark": None, "end": None, "said": (), "note": (), "empty": ""}
    return TargetCard(name, figure.kind, ORIGINS[figure.kind], figure, **(blank | more))


def _place(value: Any, track: float) -> float:
    if is_missing(value) or not track > 0:
        return 0.0
    return round(max(0.0, min(100.0, 100 * float(value) / track)), 2)


def _said(gap: Any) -> Words:
    if gap.tone == "even":
        return (Sentence(gap.word, None, "", "", gap.shape),)
    return (Sentence(gap.word + " ", gap.size, " 个百分点", gap.tone, gap.shape),)


def completed(figures: FigureMaker, answers: TargetsData) -> TargetCard:
    """累计完成投资 against the goal, 序时 as the mark."""
    goal, total = answers.goal, answers.total
    figure = figures.from_ledger("completed", total.completed_wan)
    day = f"截至 {numbers.iso(figures.stamp.cut_on)}"
    if is_missing(total.completed_wan):
        return _card("累计完成投资", figure, day=day, empty="本年还没有填报")
    if is_missing(goal.wan):
        why = (words("没有年度计划，不算完成率"),)
        return _card("累计完成投资", figure, day=day, note=why)
    share, track = total.time_progress, max(float(goal.wan), float(total.completed_wan))
    mark = end = None
    end = Mark(100, goal.word, f"{numbers.yi(goal.wan, 0)} 亿元", goal.codes[4])
    note = [words(f"完成{goal.word}的 ", figures.from_ledger(goal.codes[0], goal.ratio), "%")]
    if not is_missing(share):
        on_line = float(share) * float(goal.wan)
        mark = Mark(_place(on_line, track), "序时", numbers.yi(on_line), "ahead")
        note.append(words(f"，序时 {numbers.percent(share)}%"))
    return _card(
        "累计完成投资",
        figure,
        bar=Bar(_place(total.completed_wan, track), mark.at if mark else None, False, False),
        mark=mark,
        end=end if mark is None or mark.at < 58 else None,
        said=_said(figures.gap(goal.codes[1], goal.ahead_pp)),
        note=tuple(note),
        day=day,
    )


def to_go(figures: FigureMaker, answers: TargetsData) -> TargetCard:
    """距目标还差: the recent pace against the one that is needed; or how far past it."""
    goal, recent = answers.goal, answers.recent_wan
    figure = figures.from_ledger(goal.codes[2], goal.to_go_wan)
    name, day = f"距{goal.word}还差", f"截至 {numbers.iso(figures.stamp.cut_on)}"
    if is_missing(goal.to_go_wan):
        return _card(name, figure, day=day, empty="没有填报或没有年度计划，不算还差多少")
    if is_passed := goal.to_go_wan <= 0:
        figure, name = passed(figures, goal), f"已超{goal.word}"
    done = (Sentence(f"已完成{goal.word}", None, "", "ok", "▲"),) if is_passed else ()
    if is_passed or not answers.has_pace or answers.is_year_over or goal.needed_wan <= 0:
        return _card(name, figure, day=day, said=done, note=(_pace_note(figures, answers),))
    needed = figures.from_ledger(goal.codes[3], goal.needed_wan)
    track = 1.15 * max(float(goal.needed_wan), float(recent), 1.0)
    at = _place(goal.needed_wan, track)
    return _card(
        name,
        figure,
        bar=Bar(_place(recent, track), at, False, False),
        mark=Mark(at, "月均需", f"{needed.text} 亿元", goal.codes[3]),
        note=(
            _pace_note(figures, answers),
            words(f"；剩 {numbers.months_left(answers.forecast.months_left)}"),
        ),
        day=day,
    )


def passed(figures: FigureMaker, goal: Goal) -> Figure:
    """By how much a goal is passed."""
    figure = figures.from_ledger(goal.codes[2], -goal.to_go_wan)
    _, _, of = figure.title.partition(" · ")
    return replace(figure, title=f"已超{goal.word} · {of}")


def _pace_note(figures: FigureMaker, answers: TargetsData) -> Sentence:
    """近期月均, or why there is none."""
    if answers.is_year_over:
        return words("全年已经过完")
    if not answers.months:
        return words("填报到第一个月底之后才有月均")
    if is_missing(answers.recent_wan) or not answers.forecast.reported_projects:
        return words("本年还没有填报，不算月均")
    pace = figures.from_ledger("recent_monthly", answers.recent_wan)
    return words("近期月均 ", pace, f" 亿元（{finding.recent_words(answers)}）")


def count(figures: FigureMaker, answers: TargetsData) -> TargetCard:
    """五类项目数: pairs implemented, against the target of the whole city."""
    row, day = answers.implemented, figures.stamp.day("stages")
    figure = figures.from_ledger("implemented", row.implemented)
    target = None if not answers.is_whole or is_missing(row.target_pairs) else int(row.target_pairs)
    goal = target if target is not None else int(row.listed)
    track = float(max(goal, int(row.implemented), 1))
    late = figures.from_ledger("due_not_implemented", row.due_not_implemented)
    distinct = figures.from_ledger("implemented_projects", row.implemented_projects)
    note = [words("应实施未实施 ", late, " 个"), words("；去重后 ", distinct, " 个项目")]
    if (published := published_sum(figures)) is not None:
        note.append(words("；公布口径合计 ", published, " 个"))
    short = goal - int(row.implemented)
    word = "目标" if target is not None else "名单"
    gap = figures.from_ledger("pairs_to_target", abs(short))
    said = Sentence(f"{word}已实施完" if target is None else "过了目标", None, "", "ok", "▲")
    if short > 0:
        said = Sentence(f"距{word}还差 ", gap, " 个", "warn", "▽")
    return _card(
        f"{figures.city.class_words}项目数（已实施）" if answers.is_whole else "项目数（已实施）",
        figure,
        bar=Bar(_place(row.implemented, track), _place(goal, track), False, False),
        mark=Mark(_place(goal, track), word, f"{goal} 个", "listed" if target is None else ""),
        said=(said,),
        note=tuple(note),
        day=f"截至 {numbers.iso(day)}，按类计次",
        empty=not_counted(figures, answers.total.plan_wan) if row.listed else "名单上没有项目",
    )


def growth(figures: FigureMaker, answers: TargetsData) -> TargetCard:
    """固定资产投资增速: always of the whole city."""
    if answers.growth.empty:
        none = figures.from_ledger("fai_growth", None)
        return _card(
            "固定资产投资增速", none, day="", empty=growth_empty_words(answers.growth_known)
        )
    home, scale = answers.growth.iloc[0], growth_scale(answers.growth)
    on, kind = home.period_end.date(), str(home.kind)
    figure = figures.from_ledger("fai_growth", home.growth_pct, kind=kind, on=on)
    note = [words("累计同比")]
    if (fact := figures.rank_fact(on)) is not None:
        rank = figures.from_fact(fact, "fai_rank", rank=True)
        group = figures.city.group_name(str(fact["rank_group"]))
        note = [words(f"累计同比，{group}第 ", rank, " 位")]
    more: dict[str, Any] = {"note": tuple(note), "day": f"{on.year} 年 {numbers.months_words(on)}"}
    at = None
    if answers.is_whole and not is_missing(home.target_pct):
        at = _place(home.target_pct, scale)
        more["mark"] = Mark(at, "目标", f"{numbers.fixed(home.target_pct, 0)}%", "")
        gap = figures.gap(
            "fai_over_target_pp",
            home.over_target_pp,
            kind=kind,
            on=on,
            words=("高于目标", "低于目标", "与目标持平"),
        )
        more["said"] = _said(gap)
    else:
        more["said"] = (words("全市公布数，不随筛选变"),)
    more["end"] = Mark(100, "", f"{numbers.fixed(scale, 0)}%", "")
    return _card(
        "固定资产投资增速",
        figure,
        bar=Bar(_place(home.growth_pct, scale), at, False, False),
        **more,
    )
