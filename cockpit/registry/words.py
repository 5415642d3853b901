"""An indicator's formula in words: numerator and denominator, from how its rows add up."""

from cockpit.registry.indicators import Indicator, Rows

COLUMNS = {  # what a column of the rows holds
    "completed_wan": "累计完成投资",
    "counted_completed_wan": "有计划项目的累计完成投资",
    "counted_plan_wan": "年度计划投资",
    "forecast_wan": "年末预测",
    "listed": "在册的（项目，类别）",
    "implemented": "已实施的（项目，类别）",
    "due": "应实施的（项目，类别）",
    "due_not_implemented": "应实施未实施的（项目，类别）",
    "due_started": "应开（复）工中已开（复）工的",
    "due_to_start": "应开（复）工的",
    "in_production": "已投产的",
    "registered": "已入库的",
    "to_register": "已开工且总投资 500 万元以上的",
    "issued_wan": "发行额",
    "used_wan": "累计使用额",
    "entries": "入库项目数",
    "total_wan": "总投资",
    "plan_wan": "年度计划投资",
    "growth_pct": "累计同比增速",
    "is_red": "红灯项目",
    "is_yellow": "黄灯项目",
    "to_report": "应报项目",
    "not_reported": "本年未报项目",
    "silent": "近 7 天未报项目",
    "in_time": "当天收到填报的项目日",
    "known": "应报且接收时间已知的项目日",
    "visited": "已到的",
    "assigned": "有分包领导的重点项目",
    "checked": "已查的节点",
    "in_hand": "在办问题",
    "overdue": "超期问题",
    "judged": "提出已满三天的问题",
    "closed_in_three": "三天内办结的问题",
}
PUBLISHED = {  # published rates are not added up
    "fai_growth": "公布数，原样引用",
    "fai_lead_pp": "荥阳市增速 − 对比地区增速",
    "fai_over_target_pp": "荥阳市增速 − 当年增速目标",
    "fai_rank": "1 + 同组中增速更高的成员数",
}


SPLIT = (  # the two-factor Shapley value; docs/metrics.md
    "每个项目 a·Δ完成 − b·Δ计划，a = ½(1/D₀ + 1/D₁)，b = (N₀ + N₁) ÷ (2·D₀·D₁)，"
    "N、D 为变动前后的分子、分母（两因素沙普利值）"
)


def split(indicator: Indicator) -> str:
    """How a change of the indicator is divided among its projects; empty where it is no rate."""
    is_rate = indicator.rows is not None and bool(indicator.rows.denominator)
    return SPLIT if is_rate else ""


def formula(indicator: Indicator) -> str:
    """The formula; empty where the definition is all there is (no rows add up to the figure)."""
    if indicator.code in PUBLISHED:
        return PUBLISHED[indicator.code]
    if indicator.rows is None:
        return ""
    numerator, denominator = column(indicator.rows.numerator), column(indicator.rows.denominator)
    if indicator.rows.distinct:
        return f"有{numerator}的项目，一个只计一次"
    if not denominator:
        return f"Σ {numerator}"
    if indicator.rows.minus_time_progress:
        return f"Σ {numerator} ÷ Σ {denominator} − 序时进度"
    return f"Σ {numerator} ÷ Σ {denominator}"


def column(name: str) -> str:
    """A column of the rows in words; its own name where it has none."""
    return COLUMNS.get(name, name)


def rows_words(rows: Rows | None) -> str:
    """Which question's rows add up to the figure, and by which columns."""
    if rows is None:
        return "没有可相加的明细"
    said = f"{rows.question} 的 {rows.numerator}"
    if rows.denominator:
        said += f" 之和 ÷ {rows.denominator} 之和"
    else:
        said += " 非零的行数" if rows.distinct else " 之和"
    return said + ("，再减序时" if rows.minus_time_progress else "")
