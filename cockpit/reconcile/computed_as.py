"""Which computed figure answers the same question as a published fact.

A published fact is held against its twin on the reconciliation page and by ``cockpit reconcile``.
Facts that are themselves the input (targets, published growth) and facts that no ledger of this
city can give (ranks among other counties) are named too, so that none is passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KEY = {"classes": ("重点项目",), "levels": ("省", "市")}
BATCH3 = {"classes": ("三个一批",)}
GAP982 = {"classes": ("补短板982",)}
BOND = {"classes": ("专项债",)}
CENTRAL = {"classes": ("中央预算内",)}


@dataclass(frozen=True)
class Twin:
    """A computed figure: an indicator, the filters that narrow to it, and which row of the answer.

    ``where``: column values that pick the row of the question (empty: its only row), and of the
    rows behind it. ``difference_of``: the fact from which 序时 was subtracted, for 超序时.
    """

    indicator: str
    narrow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: dict[str, Any] = field(default_factory=dict)
    difference_of: str = ""


def _class(indicator: str, narrow: Mapping[str, tuple[str, ...]], **more: Any) -> Twin:
    level = {"level_group": "省市级" if "levels" in narrow else "全部"}
    of_class = indicator in {"start_rate", "production_rate"}
    return Twin(indicator, narrow, level if of_class else {}, **more)


def _library(indicator: str, library: str) -> Twin:
    return Twin(indicator, where={"library": library})


COMPUTED_AS: dict[str, Twin] = {
    "key.count": _class("listed", KEY),
    "key.completion": _class("completion", KEY),
    "key.ahead": _class("ahead", KEY, difference_of="key.completion"),
    "key.start_rate": _class("start_rate", KEY),
    "batch3.count": _class("listed", BATCH3),
    "gap982.count": _class("listed", GAP982),
    "gap982.completion": _class("completion", GAP982),
    "gap982.ahead": _class("ahead", GAP982, difference_of="gap982.completion"),
    "gap982.start_rate": _class("start_rate", GAP982),
    "central.count": _class("listed", CENTRAL),
    "central.completion": _class("completion", CENTRAL),
    "central.production_rate": _class("production_rate", CENTRAL),
    "bond.count": _class("listed", BOND),
    "bond.issued": Twin("bond_issued", where={"year": None}),
    "bond.used": Twin("bond_used", where={"year": None}),
    "bond.use_rate_2020": Twin("bond_use_rate", where={"year": 2020}),
    "bond.use_rate_2021": Twin("bond_use_rate", where={"year": 2021}),
    "fai.gap_national": Twin("fai_lead_pp", where={"region": "全国"}),
    "fai.gap_henan": Twin("fai_lead_pp", where={"region": "河南省"}),
    "fai.gap_zhengzhou": Twin("fai_lead_pp", where={"region": "郑州市"}),
    "pipeline.four_libraries": _library("pipeline_entries", "四类库"),
    "pipeline.bond_batch3": _library("pipeline_entries", "专项债第三批"),
    "pipeline.central_planned": _library("pipeline_entries", "中央预算内谋划"),
    "pipeline.central_planned_inv": _library("pipeline_total", "中央预算内谋划"),
    "pipeline.statistics": _library("pipeline_entries", "统计库"),
    "pipeline.statistics_inv": _library("pipeline_total", "统计库"),
    "pipeline.over_100m": _library("pipeline_entries", "超亿元库"),
    "pipeline.over_100m_inv": _library("pipeline_total", "超亿元库"),
    "pipeline.signed": _library("pipeline_entries", "招商签约"),
    "pipeline.signed_amount": _library("pipeline_total", "招商签约"),
    "pipeline.batch3_phase5": _library("pipeline_entries", "三个一批第五期"),
    "pipeline.batch3_phase5_inv": _library("pipeline_total", "三个一批第五期"),
    "pipeline.batch3_phase5_plan": _library("pipeline_plan", "三个一批第五期"),
}

GIVEN = frozenset(
    {  # the figure itself is what was loaded
        "target.fai_growth",
        "target.project_count",
        "target.investment",
        "fai.xingyang",
        "fai.national",
        "fai.henan",
        "fai.zhengzhou",
    }
)

NOT_IN_LEDGER = frozenset(
    {  # no ledger of this city can give it
        "key.q1_rank",
        "batch3.start_rank",
        "batch3.production_rank",
        "batch3.effect_rank",
        "pipeline.bond_batch3_amount_rank",
        "parks.count",
        "service.env_rank_2021",
        "service.enterprise_solved",
        "service.enterprise_subsidy",
    }
)
