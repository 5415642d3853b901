"""The findings in words: of the page and its two charts, and what the charts are when read out."""

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens.figures import FigureMaker
from cockpit.screens.rows import each
from cockpit.screens.targets.data import TargetsData

NOT_COMPARED = "筛选下不与全市目标比，只与所选项目自己的年计划比"


def period_words(figures: FigureMaker, answers: TargetsData) -> str:
    """ "前 5 个月" where the figure is of a month-end, else "截至 5 月 30 日"."""
    on, months = figures.stamp.cut_on, answers.complete_months
    if answers.months != months or not months:
        return f"截至 {on.month} 月 {on.day} 日"
    return {1: "1 月", 12: "全年"}.get(months, f"前 {months} 个月")


def title(figures: FigureMaker, answers: TargetsData, scope: str) -> str:
    """The finding of the page. ``scope``: the chosen projects in words, empty for all."""
    done = f"{period_words(figures, answers)}完成 {numbers.yi(answers.total.completed_wan)} 亿元"
    done = f"{scope}{done}"
    if is_missing(answers.total.completed_wan):
        whose = scope or f"{figures.city.class_words}项目"
        done = f"{whose}截至 {numbers.iso(figures.stamp.cut_on)} 本年还没有填报"
    parts = [part for part in (done, numbers.ahead_words(answers.goal.ahead_pp)) if part]
    said = "，".join(parts[:2]) if not is_missing(answers.total.completed_wan) else done
    return said + _year_end(answers)


def _year_end(answers: TargetsData) -> str:
    short = answers.short_wan
    if not answers.months or not answers.forecast.reported_projects:
        return ""
    end = answers.forecast
    said = ""
    if not answers.is_year_over:
        pace = numbers.yi(end.completed_wan / answers.months)
        said = f"；照今年月均 {pace} 亿元，年末约 {numbers.yi(end.forecast_wan, 0)} 亿元"
    if short is None:
        return said
    size = numbers.yi(abs(short), 0 if abs(short) >= 100_000 else 1)
    said += f"，{'差' if short > 0 else '超'}{answers.goal.word} {size} 亿元"
    return said + _recent_pace(answers, short)


def _recent_pace(answers: TargetsData, short: float) -> str:
    """The recent pace, where it says another thing of the goal than the year's: in one sentence."""
    needed, recent = answers.goal.needed_wan, answers.recent_wan
    if not answers.has_pace or answers.is_year_over or is_missing(recent) or not needed > 0:
        return ""
    if (short > 0) != (recent >= needed):
        return ""
    return (
        f"，而 {recent_words(answers)}月均 {numbers.yi(recent)} 亿元，"
        f"{'不低于' if recent >= needed else '低于'}所需的 {numbers.yi(needed)} 亿元"
    )


def lead(figures: FigureMaker, answers: TargetsData) -> str:
    """What else has to be made up."""
    if not answers.months:
        return FIRST_MONTH.format(year=figures.stamp.as_of.year)
    found = []
    row = answers.implemented
    if answers.is_whole and not is_missing(row.to_target_pairs) and row.to_target_pairs > 0:
        found.append(
            f"{figures.city.class_words}项目数距 {int(row.target_pairs)} 个"
            f"还差 {numbers.count(row.to_target_pairs)} 个"
        )
    domains = answers.by_domain.dropna(subset=["ahead_pp"])
    behind = domains[domains["ahead_pp"] < -1e-9].sort_values("ahead_pp")
    if len(behind):
        worst = behind.iloc[0]
        found.append(
            f"{len(domains)} 个领域中 {len(behind)} 个低于序时，"
            f"{worst.domain}差得最多（{numbers.fixed(abs(worst.ahead_pp))} 个百分点）"
        )
    said = f"还要补：{'；'.join(found)}。" if found else ""
    if not answers.has_pace:
        said = f"{_no_pace(answers)}。{said}"
    return said if answers.is_whole else f"{NOT_COMPARED}。{said}"


def _no_pace(answers: TargetsData) -> str:
    """Why there is no curve: no report of the year by the cut, or no goal to be held against."""
    if not answers.forecast.reported_projects:
        return "本年还没有填报，没有逐月曲线和年末预测"
    return f"没有{answers.goal.word}，不比序时，没有逐月曲线和所需月均"


FIRST_MONTH = (
    "{year} 年尚无完整月份的数据：填报到第一个月底（1 月 31 日）之后，"
    "才有逐月曲线、年末预测和补缺方案。"
)


def reference(figures: FigureMaker, answers: TargetsData) -> str:
    """The column that a month is held against: 序时, or the plan curve where it is the basis."""
    planned = answers.monthly["planned_wan"].iloc[-1]
    is_curve = figures.look.filters.basis == "curve" and not is_missing(planned)
    return "planned_wan" if is_curve else answers.goal.line


def curve_title(figures: FigureMaker, answers: TargetsData) -> str:
    """Whether the curve runs ahead of 序时, since when, and where its interval ends."""
    frame, word = answers.so_far, answers.goal.word
    line = reference(figures, answers)
    ahead = (frame["completed_wan"] >= frame[line]).tolist()
    now, run = ahead[-1], 1
    while run < len(ahead) and ahead[-1 - run] == now:
        run += 1
    since = "一直" if run == len(ahead) else f"{frame['month'].iloc[-run]} 月起"
    held = "计划曲线" if line == "planned_wan" else "序时"
    return f"{since}{'不低于' if now else '低于'}{held}{_interval(answers, word)}"


def _interval(answers: TargetsData, word: str) -> str:
    end, goal = answers.forecast, answers.monthly[answers.goal.line].iloc[-1]
    if is_missing(goal) or is_missing(end.low_wan) or answers.is_year_over:
        return ""
    place = (
        f"下沿也高于{word}"
        if end.low_wan > goal
        else (f"上沿也低于{word}" if end.high_wan < goal else f"跨着{word}")
    )
    return f"，年末预测区间{place} {numbers.yi(goal, 0)} 亿元"


def curve_alt(answers: TargetsData) -> str:
    """The curve read out: month by month, and the year's end."""
    said = "；".join(
        f"{numbers.month_end_words(row.ends_on)} {numbers.yi(row.completed_wan)}，"
        f"计划 {numbers.yi(row.planned_wan)}"
        for row in each(answers.so_far)
    )
    end = answers.forecast
    return (
        f"累计完成投资（亿元）：{said}。年末预测 {numbers.yi(end.forecast_wan, 0)}，"
        f"80% 区间 {numbers.yi(end.low_wan, 0)} 到 {numbers.yi(end.high_wan, 0)}；"
        f"{answers.goal.word} {numbers.yi(answers.goal.wan, 0)}。"
    )


def recent_words(answers: TargetsData) -> str:
    """Which months 近期 are: "3—5 月"."""
    last = answers.complete_months
    first = max(1, last - 2)
    return f"{first} 月" if first == last else f"{first}—{last} 月"


def pace_title(answers: TargetsData) -> str:
    """The pace that is needed against the recent one."""
    needed, recent = answers.goal.needed_wan, answers.recent_wan
    if answers.is_year_over:
        return "全年已经过完，没有余下的月份"
    if needed <= 0:
        return f"已经完成{answers.goal.word}，余下月份不再有缺口"
    said = f"余下月均需 {numbers.yi(needed)} 亿元"
    if is_missing(recent) or not recent > 0:
        return said
    return f"{said}，为近期月均的 {numbers.percent(needed / recent, 0)}%"


def pace_alt(answers: TargetsData) -> str:
    """The months read out."""
    said = "；".join(
        f"{row.month} 月{'' if row.is_complete else '到取数日'} {numbers.yi(row.increment_wan)}"
        for row in each(answers.so_far)
    )
    return f"当月完成投资（亿元）：{said}。{pace_title(answers)}。"


def method(answers: TargetsData) -> str:
    """How the year's end is forecast: method, inputs, what the caps took, that it is untested."""
    f, on = answers.forecast, numbers.month_end_words(answers.forecast.cut_on)
    line = f"序时 = {answers.goal.word} × 已过月数 ÷ 12，曲线各月都按 {on}的项目名单和计划"
    if answers.is_year_over:
        return f"{line}。"
    parts = [
        line,
        f"预测 = 各项目累计 ÷ 按月序时 {numbers.percent(answers.months / 12)}%，"
        "以剩余总投资封顶后相加，线性，未检验（没有装入完整的往年，不能回测）",
        "80% 区间由已满月份重抽 200 次，各项目同月同抽；只在年末计算，中间为连线",
    ]
    if f.capped_projects:
        capped = numbers.yi_in_table(f.capped_wan)
        parts.append(f"封顶 {int(f.capped_projects)} 个，减去 {capped} 亿元")
    if f.not_due_projects:
        plan = numbers.yi_in_table(f.not_due_plan_wan)
        parts.append(f"未到开工日的 {int(f.not_due_projects)} 个按 0 计，其年计划 {plan} 亿元")
    return "。".join(parts) + "。"


def pace_fine(answers: TargetsData) -> str:
    """How the needed pace is reckoned, where one is needed."""
    goal, end = answers.goal, answers.forecast
    on = numbers.iso(end.cut_on)
    recent = f"近期 = {recent_words(answers)}月均"
    if answers.is_year_over:
        return f"截至 {on}。"
    if goal.needed_wan <= 0:
        return f"截至 {on}；{recent}。"
    done, wan = numbers.yi(end.completed_wan), numbers.yi(goal.wan)
    if goal.word != "目标":
        done, wan = numbers.yi(end.counted_completed_wan), numbers.yi(end.plan_wan)
    left = numbers.months_left(end.months_left)
    return f"所需月均 =（{goal.word} {wan} − 已完成 {done}）÷ 剩余 {left}，截至 {on}；{recent}。"
