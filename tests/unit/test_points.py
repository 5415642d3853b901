"""复制要点: the wall as plain text, each figure with its unit and its kind."""

from dataclasses import replace
from datetime import date

from cockpit.link.look import Look
from cockpit.screens import wall
from cockpit.screens.view import View
from cockpit.screens.wall import points
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from queries.filters import Filters
from tests.sample import mart_without_ledger, sample_mart

MAY = Look(Filters(date(2022, 5, 31)))


def lines(mart: Mart, look: Look = MAY) -> list[str]:
    return points.points(wall.compose(View(mart, look)), "/wall?x=1").split("\n")


def test_published_figures_stand_bare_and_sample_ones_marked():
    said = lines(sample_mart())
    assert said[0] == "荥阳市“12834”行动 · 截至 2022-05-31 · 示例数据"
    # from the bulletin: growth of January to April, and its distance from the 10 % target
    assert said[2] == "1 目标：固投增速 22.8%（1—4月），超目标 12.8 个百分点"
    assert said[3].startswith("2 抓手：省市级重点项目完成率 49.1%，超序时 7.6 个百分点；")
    assert "政府投资项目完成率" in said[3]
    assert said[1].startswith("五类项目完成 171.0 亿元*，完成目标的 40.7%*，")
    assert said[6].startswith("4 投资：完成 171.0 亿元*，目标 40.7%*，")
    assert said[7].endswith("* 为示例或假定，不是公布数")
    assert said[8] == "{origin}/wall?x=1"


def test_a_filter_is_named():
    look = replace(MAY, filters=replace(MAY.filters, classes=("专项债",)))
    assert lines(sample_mart(), look)[0].endswith("2022-05-31 · 专项债 · 示例数据")


def test_what_is_not_loaded_is_said():
    said = lines(mart_without_ledger())
    assert said[2] == "1 目标：固投增速 22.8%（1—4月），超目标 12.8 个百分点"
    assert said[6].startswith("4 投资：装入")
    assert "*" not in "".join(said)


def test_nothing_at_all_is_still_a_text():
    mart = Mart(1, marts.empty())
    assert lines(mart)[2] == "目标：装入固定资产投资增速后显示"
