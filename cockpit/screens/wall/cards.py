"""The five cards 1·2·8·3·4 of the wall, from the view."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.city import ALL
from cockpit.numbers import is_missing
from cockpit.screens.figures import Figure, FigureMaker, against_time
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from cockpit.screens.wall.context import (
    Bar,
    CountCard,
    DomainBar,
    DomainsCard,
    GoalCard,
    Grip,
    Mark,
    MoneyCard,
    Segment,
    Sentence,
)
from queries import growth, implementation, investment

# what a panel is drawn from: the table, and what the office calls it
LEDGER = {
    "project": "项目",
    "project_year": "年度计划",
    "class_membership": "项目分类",
    "progress_report": "进度报告",
}
STAGES = {
    "project": "项目",
    "project_year": "年度计划",
    "class_membership": "项目分类",
    "stage_event": "开工等节点",
}
BONDS = {"bond_issue": "专项债发行与使用"}
PIPELINE = {"pipeline_entry": "跑项争资名录"}
PROBLEMS = {"problem": "问题清单"}
NONE = {"bond_issue": "专项债", "pipeline_entry": "跑项争资的记录", "problem": "登记的问题"}
LOAD_GROWTH = "装入固定资产投资增速后显示"
NOT_BEGUN = "本年还没有填报"
NOTHING_LEFT = "当前筛选下没有项目，放宽筛选再看"
FULL_WIDTH = 25.0  # a growth track shows at least 25 %


def empty_words(
    figures: FigureMaker, is_empty: bool, needs: Mapping[str, str] | None = None
) -> str:
    """Why a panel has nothing: tables to load, a day without them, or a filter; else empty."""
    if not is_empty:
        return ""
    whole = figures.look.filters.is_whole
    if not whole and not figures.stamp.projects:
        return NOTHING_LEFT
    needs = needs or LEDGER
    missing = [words for flag, words in needs.items() if not figures.loaded.get(flag)]
    if missing:
        return f"装入{'、'.join(missing)}后显示"
    if not whole:
        return (
            f"当前筛选下没有{next((NONE[flag] for flag in needs if flag in NONE), '可显示的数据')}"
        )
    return f"{figures.stamp.as_of.year} 年截至这一日还没有数据，换一个日期看"


def no_plan(figures: FigureMaker, plan_wan: Any) -> str:
    """没有 2023 年的年度计划, where there is none in the choice; else empty."""
    return f"没有 {figures.stamp.as_of.year} 年的年度计划" if is_missing(plan_wan) else ""


def not_counted(figures: FigureMaker, plan_wan: Any) -> str:
    """Why a list is not counted as 已实施: no stage of anybody, no plan in the city; else empty."""
    if "stages" not in figures.stamp.days:
        return "没有装入开工等节点，不计已实施"
    without = no_plan(figures, plan_wan) if figures.look.filters.is_whole else ""
    return f"{without}，不计已实施" if without else ""


def growth_empty_words(known: Row) -> str:
    """Why there is no rate of the year: none loaded, or the year's first not yet released."""
    if not known.is_loaded:
        return LOAD_GROWTH
    if not known.is_known:
        return "截至这一日还没有已发布的增速，换一个日期看"
    last = known.last_period_end
    rate = numbers.fixed(known.last_growth_pct, 1)
    period = f"{last.year} 年 {numbers.months_words(last)}"
    return f"本年增速截至这一日尚未发布；最近一期为 {period} {rate}%"


def share_bar(ratio: Any, mark: Any, *, hatched: bool = False) -> Bar:
    """A bullet bar of a share against another; the track is 100 %.

    ``hatched``: as the wall draws what was not published; a table of a page says it in words.
    """
    value = 0.0 if is_missing(ratio) else 100 * float(ratio)
    at = None if is_missing(mark) else 100 * float(mark)
    return Bar(
        round(max(0.0, min(value, 100.0)), 2),
        None if at is None else round(min(at, 100), 2),
        hatched,
        value > 100,
    )


def progress_mark(share: Any) -> Mark | None:
    """序时 under a bar whose track is 100 %."""
    if is_missing(share):
        return None
    return Mark(round(100 * float(share), 2), "序时", numbers.percent(share) + "%", "ahead")


def growth_scale(growth: DataFrame) -> float:
    """%: the growth track's end, the next 5 above the largest rate, 25 at least."""
    top = max([FULL_WIDTH, *(float(v) for v in growth["growth_pct"])])
    return -(-top // 5) * 5


def goal(figures: FigureMaker, view: View) -> GoalCard:
    """Digit 1."""
    if view.ask(growth.latest).empty:
        none = figures.from_ledger("fai_growth", None)
        gap = figures.gap("fai_over_target_pp", None)
        words = growth_empty_words(view.row(growth.loaded))
        return GoalCard("", none, gap, share_bar(None, None), None, words)
    home = view.ask(growth.latest).iloc[0]
    scale = growth_scale(view.ask(growth.latest))
    at = None if is_missing(home.target_pct) else 100 * float(home.target_pct) / scale
    kind, on = str(home.kind), home.period_end.date()
    return GoalCard(
        period=numbers.months_words(on),
        growth=figures.from_ledger("fai_growth", home.growth_pct, kind=kind, on=on),
        gap=figures.gap(
            "fai_over_target_pp",
            home.over_target_pp,
            kind=kind,
            on=on,
            words=("超目标", "低于目标", "与目标持平"),
        ),
        bar=Bar(max(0.0, 100 * float(home.growth_pct) / scale), at, False, False),
        target=None
        if at is None
        else Mark(at, "目标", f"{numbers.fixed(home.target_pct, 0)}%", ""),
        empty="",
    )


def grips(figures: FigureMaker, view: View) -> tuple[Grip, ...]:
    """The plan's grips; none where no one has a rate."""
    rows = view.ask(investment.grips).set_index("grip")
    made = []
    for grip in figures.city.grips:
        if grip.name not in rows.index:
            continue
        row = rows.loc[grip.name]
        held = against_time(figures, row, narrow=grip.narrow, words=("超", "低", "持平"))
        published = held.rate.kind == "published"
        made.append(
            Grip(
                name=grip.short_name,
                full_name=grip.name,
                rate=held.rate,
                gap=held.gap,
                bar=share_bar(held.ratio, row.time_progress, hatched=not published),
                progress=progress_mark(row.time_progress),
            )
        )
    return tuple(made) if any(not grip.rate.is_missing for grip in made) else ()


def grips_empty(figures: FigureMaker, view: View, made: tuple[Grip, ...]) -> str:
    """Why none of the grips is shown: nothing listed, or no plan to hold it against; else empty."""
    if made or view.ask(investment.grips).empty:
        return empty_words(figures, not made)
    if without := no_plan(figures, view.row(investment.total).plan_wan):
        return f"{without}，算不出完成率"
    return NOT_BEGUN


def domains(figures: FigureMaker, view: View) -> DomainsCard:
    """Digit 8."""
    if not figures.stamp.is_begun and not is_missing(view.row(investment.total).plan_wan):
        none = figures.from_ledger("domains_ahead", None)
        return DomainsCard(none, "", "", (), None, NOT_BEGUN)
    rows = view.ask(investment.by_domain).dropna(subset=["completion_ratio"])
    rows = rows.sort_values("ahead_pp", ascending=False, kind="stable")
    largest = float(rows["ahead_pp"].abs().max()) or 1.0
    bars = tuple(
        DomainBar(
            row.domain,
            round(100 * abs(float(row.ahead_pp)) / largest, 1),
            figures.gap("ahead", row.ahead_pp, narrow={"domains": (row.domain,)}),
        )
        for row in each(rows)
    )
    ahead = int(rows["is_ahead"].sum())
    behind = sum(bar.gap.tone == "warn" for bar in bars)
    return DomainsCard(
        ahead=figures.from_ledger("domains_ahead", ahead if bars else None),
        of=str(len(bars)),
        behind=str(behind),
        bars=bars,
        slowest=bars[-1] if bars and bars[-1].gap.tone == "warn" else None,
        empty=empty_words(
            figures,
            not bars,
            None if len(view.ask(investment.by_domain)) else {"has_domains": "领域清单"},
        ),
    )


def count(figures: FigureMaker, view: View) -> CountCard:
    """Digit 3."""
    row, whole = view.row(implementation.total), figures.look.filters.is_whole
    target = None if is_missing(row.target_pairs) or not whole else int(row.target_pairs)
    track = max(target or 0, int(row.implemented), 1)
    classes = view.ask(implementation.by_class)
    classes = classes[classes["level_group"] == ALL]

    return CountCard(
        implemented=figures.from_ledger("implemented", row.implemented),
        projects=figures.from_ledger("implemented_projects", row.implemented_projects),
        due=figures.from_ledger("due", row.due),
        missing=figures.from_ledger("due_not_implemented", row.due_not_implemented),
        any_due=bool(row.due),
        any_missing=bool(row.due_not_implemented),
        segments=tuple(
            Segment(
                r.short_name,
                100 * r.implemented / track,
                figures.from_ledger(
                    "implemented", r.implemented, narrow={"classes": (r.project_class,)}
                ),
            )
            for r in each(classes)
            if r.implemented
        ),
        published_sum=published_sum(figures),
        target=None if target is None else Mark(100 * target / track, "目标", str(target), ""),
        until=figures.stamp.until("stages"),
        target_words=f"{target} 个以上" if target else "",
        empty=not_counted(figures, view.row(investment.total).plan_wan)
        if row.listed
        else empty_words(figures, True, STAGES),
    )


def published_sum(figures: FigureMaker) -> Figure | None:
    """公布口径合计: the bulletin's counts of the classes added, where all of them may stand."""
    city = figures.city
    groups = [(one, city.upper_group if one.has_levels else "") for one in city.classes]
    facts = [
        figures.fact_for("listed", narrow=city.narrow_to(one.code, group)) for one, group in groups
    ]
    if not facts or any(fact is None for fact in facts):
        return None
    total = sum(int(fact["value"]) for fact in facts if fact)
    first = figures.from_fact({**(facts[0] or {}), "value": total}, "listed")
    parts = "".join(f"，{city.part_name(one)}仅{group}" for one, group in groups if group)
    added = f"{numbers.chinese(len(facts))}个公布数相加"
    return replace(first, kind="derived", title=f"公布口径合计 {total}：{added}{parts}")


def money(figures: FigureMaker, view: View) -> MoneyCard:
    """Digit 4. Under a filter the own plan takes the place of the city's target."""
    row, ahead, has_pace = (
        view.row(investment.total),
        view.row(investment.forecast),
        has_year_end(view),
    )
    whole = figures.look.filters.is_whole and not is_missing(row.target_wan)
    goal_wan = row.target_wan if whole else row.plan_wan
    track = 0.0 if is_missing(goal_wan) else 1.22 * float(goal_wan)
    rate_code, gap_code = (
        ("target_completion", "target_ahead") if whole else ("completion", "ahead")
    )
    goal_progress = _product(row.time_progress, goal_wan)

    def at(value: Any) -> float:
        if is_missing(value) or not track:
            return 0.0
        return round(max(0.0, min(100.0, 100 * float(value) / track)), 2)

    return MoneyCard(
        completed=figures.from_ledger("completed", row.completed_wan),
        rate=figures.from_ledger(rate_code, row.target_ratio if whole else row.completion_ratio),
        rate_words="目标" if whole else "年计划",
        gap=figures.gap(gap_code, row.target_ahead_pp if whole else row.ahead_pp),
        plan_rate=figures.from_ledger("completion", row.completion_ratio),
        plan_gap=figures.gap("ahead", row.ahead_pp),
        needed=figures.from_ledger("needed_monthly", ahead.needed_monthly_wan)
        if whole and has_pace and ahead.needed_monthly_wan > 0
        else None,
        forecast=figures.from_ledger("forecast", ahead.forecast_wan if has_pace else None),
        low=figures.from_ledger("forecast_low", ahead.low_wan if has_pace else None),
        high=figures.from_ledger("forecast_high", ahead.high_wan if has_pace else None),
        low_at=at(ahead.low_wan),
        high_at=at(ahead.high_wan),
        forecast_at=at(ahead.forecast_wan),
        bar=Bar(at(row.completed_wan), at(goal_progress) if goal_progress else None, True, False),
        progress=None
        if goal_progress is None
        else Mark(at(goal_progress), "序时", numbers.yi(goal_progress, 0), "ahead"),
        target=None
        if not track
        else Mark(
            at(goal_wan),
            "目标" if whole else "计划",
            numbers.yi(goal_wan, 0),
            "" if whole else "annual_plan",
        ),
        target_words=f"{numbers.yi(row.target_wan, 0)} 亿元以上" if whole else "",
        empty=NOT_BEGUN
        if row.projects and not figures.stamp.is_begun
        else empty_words(figures, not row.projects),
    )


def _product(share: Any, wan: Any) -> float | None:
    return None if is_missing(share) or is_missing(wan) else float(share) * float(wan)


def has_year_end(view: View) -> bool:
    """Whether a month of the year is over, but not all, and a report gives a pace to go by."""
    return bool(view.row(investment.forecast).reported_projects) and not is_year_over(view)


def is_year_over(view: View) -> bool:
    """Whether the figures are of the year's last day: there is nothing left to forecast."""
    return bool(view.row(investment.forecast).months == 12)


def off_target(figures: FigureMaker, view: View) -> Sentence | None:
    """How far the year's end is off the city's target: 差 11 亿元; after the year 全年距目标差.

    None under a filter, and where there is no target or nothing to go by.
    """
    gap = view.row(investment.total).target_wan - view.row(investment.forecast).forecast_wan
    if not figures.look.filters.is_whole or not view.row(investment.forecast).reported_projects:
        return None
    if is_missing(gap):
        return None
    short, size, over = gap > 0, abs(gap), is_year_over(view)
    lead = (
        ("全年距目标差 " if over else "差 ")
        if short
        else ("全年超出目标 " if over else "超出目标 ")
    )
    figure = figures.from_ledger("to_target", size, decimals=0 if size >= 100_000 else 1)
    return Sentence(lead, figure, " 亿元", "bad" if short else "ok", "")
