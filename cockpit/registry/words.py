"""An indicator's formula in words: numerator and denominator, from how its rows add up."""

from cockpit.registry.indicators import Indicator, Rows
from cockpit.registry.questions import entry

PUBLISHED = {  # published rates are not added up
    "published": "公布数，原样引用",
    "lead": "{home_region}增速 − 对比地区增速",
    "over_target": "{home_region}增速 − 当年增速目标",
    "rank": "1 + 同组中增速更高的成员数",
}


SPLIT = (  # the two-factor Shapley value; docs/metrics.md
    "每个项目 a·Δ完成 − b·Δ计划，a = ½(1/D₀ + 1/D₁)，b = (N₀ + N₁) ÷ (2·D₀·D₁)，"
    "N、D 为变动前后的分子、分母（两因素沙普利值）"
)


def split(indicator: Indicator) -> str:
    """How a change of the indicator is divided among its projects; empty where it is no rate."""
    is_rate = indicator.reckoning in {"rate", "ahead"}
    return SPLIT if is_rate and indicator.explained else ""


def formula(indicator: Indicator) -> str:
    """The formula; empty where the definition is all there is (no rows add up to the figure)."""
    if indicator.reckoning in PUBLISHED:
        return PUBLISHED[indicator.reckoning]
    if indicator.rows is None:
        return ""
    numerator = _column(indicator.rows, indicator.rows.numerator)
    if indicator.reckoning == "distinct":
        return f"有{numerator}的项目，一个只计一次"
    if not indicator.rows.denominator:
        return f"Σ {numerator}"
    denominator = _column(indicator.rows, indicator.rows.denominator)
    if indicator.reckoning == "ahead":
        return f"Σ {numerator} ÷ Σ {denominator} − 序时进度"
    return f"Σ {numerator} ÷ Σ {denominator}"


def _column(rows: Rows, name: str) -> str:
    """A column of the rows in words."""
    return entry(rows.question).column(name).meaning


def rows_words(indicator: Indicator) -> str:
    """Which question's rows add up to the figure, and by which columns."""
    rows = indicator.rows
    if rows is None:
        return "没有可相加的明细"
    said = f"{rows.question} 的 {rows.numerator}"
    if rows.denominator:
        said += f" 之和 ÷ {rows.denominator} 之和"
    else:
        said += " 非零的行数" if indicator.reckoning == "distinct" else " 之和"
    return said + ("，再减序时" if indicator.reckoning == "ahead" else "")
