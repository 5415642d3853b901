"""The rows that a figure opens add up to it, for every indicator that has rows."""

from datetime import date

import pytest

from cockpit.registry import sums
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.sums import add_up
from queries.filters import Filters
from tests.sample import sample_mart

WITH_ROWS = [indicator for indicator in INDICATORS.values() if indicator.rows]
DAY = date(2022, 5, 31)
LOOKS = {
    "all": Filters(DAY),
    "day before a month's end": Filters(date(2022, 5, 30)),
    "January, by day": Filters(date(2022, 1, 10)),
    "省市级 key projects": Filters(DAY, classes=("重点项目",), levels=("省", "市")),
    "bonds by the curve": Filters(DAY, "curve", classes=("专项债",)),
    "two classes in a township": Filters(
        DAY, "day", classes=("专项债", "三个一批"), towns=("豫龙镇",)
    ),
    "a domain of public money": Filters(DAY, domains=("新型城镇化",), investors=("政府投资",)),
    "nothing": Filters(DAY, towns=("没有这个镇",)),
    "a year without a ledger": Filters(date(2020, 5, 31)),
}
PROBLEM_PARTS = [
    {},
    {"service": "要素"},
    {"organisation": "示例单位 39"},
    {"tier": "专班"},
    {"step": "办理中"},
    {"age": "0—3 天"},
]
PICKS = {
    "problems_in_hand": PROBLEM_PARTS,
    "problems_overdue": PROBLEM_PARTS,
    "three_day_rate": PROBLEM_PARTS[:3],
    "team_": [
        {},
        {"part": "应建专班的"},
        {"leader": "市领导 03"},
        {"leader": "市领导 03", "part": "应建专班的"},
    ],
    "ceremony_": [{}, {"ceremony_id": "JZ-2022-02"}],
    "tour_mean": [
        {"inspection_id": "GM-2022-2", "body": "王村镇"},
        {"inspection_id": "GM-2022-1", "body": "高山镇"},
    ],
    "tour_": [{}, {"inspection_id": "GM-2022-1", "tour_group": "镇街"}],
    "posts_": [{}, {"leader": "市领导 03"}],
    "leader_coverage": [{}, {"leader": "市领导 03"}],
    "step_projects": [{}, {"service": "进度质量"}, {"service": "进度质量", "part": "应建专班的"}],
    "branch_has": [{}, {"thing": "场地"}],
    "branch_lacks": [{}, {"thing": "场地"}],
    "bond_state": [{}, {"work_state": "未开工"}],
    "bond_work": [{}],
    "bond_paid": [{}],
    "bond_done": [{}],
    "bond": [{}, {"year": 2020}, {"year": 2022}],
    "pipeline_dropped": [{}, {"library": "四类库", "reason": "暂缓实施"}],
    "conversion": [{"conversion_step": "履约"}, {"conversion_step": "投产", "phase": "第三期"}],
    "stage_": [{"conversion_step": "签约"}, {"conversion_step": "开工", "phase": "第四期"}],
    "state_": [{}, {"project_state": "应开未开"}],
    "overlap": [
        {},
        {"held_in": "在两类以上"},
        {"classes_held": "2 类"},
        {"combination": "重点项目、补短板982"},
    ],
    "pairs": [{}, {"phase": "第四期"}, {"subdomain": "乡村振兴"}],
    "pipeline": [{"library": "统计库"}],
    "way_": [{"library": "四类库", "flow_stage": "审核通过"}],
    "hop_": [{"hop": "签约→履约"}, {"hop": "开工→入库"}, {"hop": "四类库→开工"}],
    "board_": [
        {"board": "三个一批", "board_step": "报批"},
        {"board": "招商签约", "board_step": "在谈"},
    ],
    "statistics_": [{}, {"stat_state": "退回"}],
    "fai_lead": [{"region": "全国"}, {"region": "郑州市"}],
    "fai": [{}],
}


def picks(code):
    found = next((picks for start, picks in PICKS.items() if code.startswith(start)), [{}])
    return [(code, pick) for pick in found]


CASES = [case for indicator in WITH_ROWS for case in picks(indicator.code)]


def summed(code, filters, where):
    return add_up(INDICATORS[code], sample_mart(), filters, where)


@pytest.mark.parametrize("filters", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize(("code", "where"), CASES, ids=str)
def test_rows_add_up_to_the_figure(code, where, filters):
    assert summed(code, filters, where).agrees


def test_67_key_projects_give_the_published_rate():
    total = summed("completion", LOOKS["省市级 key projects"], {})
    assert (len(total.rows), total.numerator, total.denominator) == (67, 515_550, 1_050_000)
    assert total.total == total.figure == 0.491


def test_a_missing_row_is_seen(monkeypatch):
    whole = sums.belonging
    monkeypatch.setattr(sums, "belonging", lambda rows, frame: whole(rows, frame).iloc[1:])
    assert not summed("annual_plan", LOOKS["all"], {}).agrees


def test_every_indicator_with_rows_is_a_single_figure_in_one_class():
    for code, where in CASES:
        if INDICATORS[code].reckoning != "rank":
            found = summed(code, LOOKS["省市级 key projects"], where)
            # what these projects have nothing of is no row of the answer
            assert found.is_single or found.rows.empty, (code, where)
