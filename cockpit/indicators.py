"""The registry of indicators: what every figure on a screen is.

An indicator is three touches: a column of a question's SQL, an entry here, and a hand-computed row
in tests/golden. The entry also says how the rows behind a figure add up to it; a test holds that
for every entry that has rows.
"""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["亿元", "%", "百分点", "个", "位", "亿元/月", "天"]
Scale = Literal["wan", "share", "points", "count"]  # how the SQL holds the value


@dataclass(frozen=True)
class Rows:
    """How the rows of ``question`` add up to a figure.

    The figure is Σ ``part`` / Σ ``whole``, or Σ ``part`` where ``whole`` is empty; a row belongs
    when ``part`` (for a rate ``whole``) is neither null nor 0. ``distinct`` counts rows with a part
    instead of adding the parts. ``minus_time_progress`` takes 序时 off and gives 百分点.
    """

    question: str
    part: str
    whole: str = ""
    distinct: bool = False
    minus_time_progress: bool = False


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    ``source`` names question and column ("investment.total:completion_ratio"); ``definition`` is
    the Chinese sentence that screens show; ``per`` is the filter field that splits it, if any.
    """

    code: str
    name: str
    unit: Unit
    decimals: int
    scale: Scale
    definition: str
    source: str
    rows: Rows | None = None
    better_when: Literal["higher", "lower", ""] = "higher"
    inputs: tuple[str, ...] = ()


_PROJECTS = "projects.ledger"
_PLAN_TABLES = ("project", "project_year", "progress_report", "class_membership")
_STAGE_TABLES = ("project", "project_year", "stage_event", "class_membership")

_ALL = (
    Indicator(
        "fai_growth",
        "固定资产投资增速",
        "%",
        1,
        "points",
        "公布的当年累计同比增速，截至日之前已发布的最新一期；只取公布数，不由投资额推算",
        "growth.latest:growth_pct",
        Rows("projects.growth_points", "growth_pct"),
        inputs=("regional_growth",),
    ),
    Indicator(
        "fai_lead_pp",
        "荥阳高出",
        "百分点",
        1,
        "points",
        "荥阳市增速减对比地区同期增速，先相减后取整",
        "growth.latest:lead_pp",
        Rows("projects.growth_points", "growth_pct"),
        inputs=("regional_growth",),
    ),
    Indicator(
        "fai_over_target_pp",
        "超增速目标",
        "百分点",
        1,
        "points",
        "荥阳市最新累计增速减当年增速目标",
        "growth.latest:over_target_pp",
        Rows("projects.growth_points", "growth_pct"),
        inputs=("regional_growth", "program"),
    ),
    Indicator(
        "fai_rank",
        "增速位次",
        "位",
        0,
        "count",
        "同期已发布增速在同组县（市）区中从高到低的名次，并列同名次",
        "growth.ranks:rank",
        Rows("projects.growth_points", "growth_pct"),
        better_when="lower",
        inputs=("regional_growth", "peer_group"),
    ),
    Indicator(
        "completed",
        "完成投资",
        "亿元",
        1,
        "wan",
        "去重项目年初至截止日累计完成投资之和；最近一次填报沿用至截止日",
        "investment.total:completed_wan",
        Rows(_PROJECTS, "completed_wan"),
        inputs=_PLAN_TABLES,
    ),
    Indicator(
        "annual_plan",
        "年度计划投资",
        "亿元",
        1,
        "wan",
        "截止日有效的年度计划（含调整计划）之和；无计划的项目不计",
        "investment.total:plan_wan",
        Rows(_PROJECTS, "counted_plan_wan"),
        better_when="",
        inputs=_PLAN_TABLES,
    ),
    Indicator(
        "completion",
        "投资完成率",
        "%",
        1,
        "share",
        "累计完成投资 ÷ 年度计划投资，先分别求和再相除；无计划的项目两边都不计",
        "investment.total:completion_ratio",
        Rows(_PROJECTS, "counted_completed_wan", "counted_plan_wan"),
        inputs=_PLAN_TABLES,
    ),
    Indicator(
        "ahead",
        "超序时进度",
        "百分点",
        1,
        "points",
        "投资完成率减序时进度，先相减后取整；负数为低于序时",
        "investment.total:ahead_pp",
        Rows(_PROJECTS, "counted_completed_wan", "counted_plan_wan", minus_time_progress=True),
        inputs=_PLAN_TABLES,
    ),
    Indicator(
        "target_completion",
        "完成目标",
        "%",
        1,
        "share",
        "累计完成投资 ÷ 全年目标 420 亿元；分母是目标，不是计划合计",
        "investment.total:target_ratio",
        inputs=(*_PLAN_TABLES, "program"),
    ),
    Indicator(
        "target_ahead",
        "完成目标超序时",
        "百分点",
        1,
        "points",
        "完成目标减序时进度",
        "investment.total:target_ahead_pp",
        inputs=(*_PLAN_TABLES, "program"),
    ),
    Indicator(
        "to_target",
        "年末预计与目标之差",
        "亿元",
        0,
        "wan",
        "年末预测与全年目标之差的绝对值，先相减后取整",
        "investment.forecast:off_target_wan",
        better_when="lower",
        inputs=(*_PLAN_TABLES, "program"),
    ),
    Indicator(
        "needed_monthly",
        "月均还需",
        "亿元/月",
        1,
        "wan",
        "（全年目标 − 已完成）÷ 剩余整月数",
        "investment.total:needed_monthly_wan",
        better_when="lower",
        inputs=(*_PLAN_TABLES, "program"),
    ),
    Indicator(
        "forecast",
        "年末预测",
        "亿元",
        0,
        "wan",
        "各项目按已过月份的月均推到年底，逐个以剩余总投资封顶后相加；线性，未检验",
        "investment.forecast:forecast_wan",
        Rows(_PROJECTS, "forecast_wan"),
        inputs=_PLAN_TABLES,
    ),
    Indicator(
        "forecast_low",
        "预测下沿",
        "亿元",
        0,
        "wan",
        "80% 区间下沿：余下月份从已过月份中重抽，各项目同月同抽，固定 200 次",
        "investment.forecast:low_wan",
        better_when="",
        inputs=_PLAN_TABLES,
    ),
    Indicator(
        "forecast_high",
        "预测上沿",
        "亿元",
        0,
        "wan",
        "80% 区间上沿：余下月份从已过月份中重抽，各项目同月同抽，固定 200 次",
        "investment.forecast:high_wan",
        better_when="",
        inputs=_PLAN_TABLES,
    ),
    Indicator(
        "domains_ahead",
        "超序时领域数",
        "个",
        0,
        "count",
        "八个领域中投资完成率高于序时进度的个数；八领域清单未公开，为假定",
        "investment.by_domain:is_ahead",
        inputs=(*_PLAN_TABLES, "domain"),
    ),
    Indicator(
        "listed",
        "在册",
        "个",
        0,
        "count",
        "截至日名单上的（项目，类别）计次",
        "implementation.total:listed",
        Rows(_PROJECTS, "listed"),
        better_when="",
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "projects",
        "项目数（去重）",
        "个",
        0,
        "count",
        "截至日名单上的项目，一个项目只计一次",
        "implementation.total:listed_projects",
        Rows(_PROJECTS, "listed", distinct=True),
        better_when="",
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "implemented",
        "已实施",
        "个",
        0,
        "count",
        "名单上本年已开工、续建已复工或此前已竣工仍在册的（项目，类别）计次",
        "implementation.total:implemented",
        Rows(_PROJECTS, "implemented"),
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "implemented_projects",
        "已实施（去重）",
        "个",
        0,
        "count",
        "已实施的项目，一个项目只计一次",
        "implementation.total:implemented_projects",
        Rows(_PROJECTS, "implemented", distinct=True),
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "due",
        "应实施",
        "个",
        0,
        "count",
        "截至日应开工、应复工或此前已竣工的（项目，类别）计次",
        "implementation.total:due",
        Rows(_PROJECTS, "due"),
        better_when="",
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "due_not_implemented",
        "应实施未实施",
        "个",
        0,
        "count",
        "应实施而未实施的（项目，类别）计次；提前开工的不抵扣",
        "implementation.total:due_not_implemented",
        Rows(_PROJECTS, "due_not_implemented"),
        better_when="lower",
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "start_rate",
        "开复工率",
        "%",
        1,
        "share",
        "应开（复）工项目中已开（复）工的 ÷ 应开（复）工项目；提前开工的不计",
        "implementation.by_class:start_ratio",
        Rows(_PROJECTS, "due_started", "due_to_start"),
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "production_rate",
        "竣工投产率",
        "%",
        1,
        "share",
        "已投产项目 ÷ 该类项目",
        "implementation.by_class:production_ratio",
        Rows(_PROJECTS, "in_production", "listed"),
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "conversion",
        "三个一批转化率",
        "%",
        1,
        "share",
        "签约→履约→开工→投产→达效，各率以前一阶段为基数；到后一阶段即视为已过前一阶段",
        "implementation.conversion:conversion_ratio",
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "registration_rate",
        "入库率",
        "%",
        1,
        "share",
        "已开工且已入库的项目 ÷ 已开工且总投资 500 万元以上的项目",
        "implementation.registration:registration_ratio",
        Rows(_PROJECTS, "registered", "to_register"),
        inputs=_STAGE_TABLES,
    ),
    Indicator(
        "bond_projects",
        "专项债项目",
        "个",
        0,
        "count",
        "有专项债发行的项目数",
        "funds.bonds:projects",
        inputs=("bond_issue",),
        better_when="",
    ),
    Indicator(
        "bond_issued",
        "发债资金",
        "亿元",
        1,
        "wan",
        "截至日已向项目发行的专项债之和",
        "funds.bonds:issued_wan",
        Rows("projects.bond_issues", "issued_wan"),
        inputs=("bond_issue",),
    ),
    Indicator(
        "bond_used",
        "已使用资金",
        "亿元",
        1,
        "wan",
        "截至日各期专项债累计使用之和",
        "funds.bonds:used_wan",
        Rows("projects.bond_issues", "used_wan"),
        inputs=("bond_issue", "bond_use"),
    ),
    Indicator(
        "bond_use_rate",
        "资金使用率",
        "%",
        2,
        "share",
        "累计使用 ÷ 发行，按发行年度或合计",
        "funds.bonds:use_ratio",
        Rows("projects.bond_issues", "used_wan", "issued_wan"),
        inputs=("bond_issue", "bond_use"),
    ),
    Indicator(
        "pipeline_entries",
        "跑项争资入库数",
        "个",
        0,
        "count",
        "当年截至日纳入各库、各批次的项目数",
        "pipeline.libraries:entries",
        Rows("projects.pipeline_entries", "entries"),
        inputs=("pipeline_entry",),
    ),
    Indicator(
        "pipeline_total",
        "跑项争资总投资",
        "亿元",
        0,
        "wan",
        "当年截至日纳入各库、各批次的总投资",
        "pipeline.libraries:total_wan",
        Rows("projects.pipeline_entries", "total_wan"),
        inputs=("pipeline_entry",),
    ),
    Indicator(
        "pipeline_plan",
        "跑项争资年计划",
        "亿元",
        0,
        "wan",
        "当年截至日纳入各批次的年度计划投资",
        "pipeline.libraries:plan_wan",
        Rows("projects.pipeline_entries", "plan_wan"),
        inputs=("pipeline_entry",),
    ),
    Indicator(
        "days_since",
        "距最近填报",
        "天",
        0,
        "count",
        "截至日减最近一次填报日",
        "freshness.stamp:days_since",
        better_when="lower",
        inputs=("progress_report",),
    ),
    Indicator(
        "not_reported",
        "本年未报",
        "个",
        0,
        "count",
        "有年度计划、已到应开工日而本年尚无填报的项目数",
        "freshness.stamp:not_reported",
        better_when="lower",
        inputs=_PLAN_TABLES,
    ),
)

INDICATORS: dict[str, Indicator] = {indicator.code: indicator for indicator in _ALL}
