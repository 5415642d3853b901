"""增速对比: its finding, who is a sample, any two regions, and what it says when empty."""

import pandas as pd
import pytest

from cockpit.charts import growth as charts
from cockpit.charts import ink
from cockpit.registry.columns import GROWTH_SERIES
from cockpit.screens import files
from tests import awkward
from tests.conftest_gate import new_lake
from tests.pages.reading import charts_of, tables_of, text_of, widget

SAMPLE_COUNTY = "县区 04"


def plain(test):
    return text_of(test).replace('<span class="n">', "").replace("</span>", "")


def spec(test, at):
    return charts_of(test)[at]


def test_finding_compares_with_the_target_and_with_everybody(filled, run):
    text = plain(run("growth"))
    assert "荥阳 22.8%，高于 10% 目标 12.8 个百分点，也高于河南、全国和郑州" in text
    assert "郑州 16 县（市）区第 3 位（公布）" in text


def test_published_and_recomputed_leads_stand_beside_each_other(filled, run):
    text = text_of(run("growth"))
    for lead in ("10.8", "16.0", "16.5"):
        assert text.count(f">{lead}</a>") >= 2  # as printed, and as subtracted here
    assert "3 个公布差值都与复算相符" in text
    assert 'data-indicator="fai_lead_pp" href="/reconciliation?as_of=2022-05-31&amp;fact=' in text
    assert 'data-indicator="fai_lead_pp" href="/ledger?as_of=2022-05-31&amp;indicator=' in text


def test_place_among_sample_counties_is_never_as_if_published(filled, run):
    text = text_of(run("growth"))
    groups = text.split('<div class="rank')[1:]
    assert len(groups) == 4
    published, none, *samples = groups
    assert '<span class="chip published">公布</span>' in published
    assert "位次未公布" in none
    assert "排不出位次" in none
    for group in samples:
        assert group.startswith(" is-sample")
        assert '<span class="chip sample">示例</span>' in group
        assert "公布</span>" not in group


def test_place_opens_the_members_that_give_it(filled, run):
    test = run("ledger", indicator="fai_rank", peer_group="示例6县(市)", version="1")
    assert "增速位次 2 位" in plain(test)
    assert len(tables_of(test)[0]) == 6


def test_a_choice_of_projects_narrows_no_region(filled, run):
    narrowed = plain(run("growth", class_=["专项债"]))
    assert "荥阳 22.8%，高于 10% 目标 12.8 个百分点" in narrowed
    assert "不随类别、领域、乡镇等筛选变化" in narrowed


def test_rate_released_after_as_of_is_not_counted(filled, run):
    before = run("growth", as_of="2022-05-24")  # 1—4月 is released on 05-25
    assert "2022 年还没有荥阳市已发布的增速" in plain(before)
    listed = tables_of(run("growth"))[0]
    assert len(listed) == 38
    assert (pd.to_datetime(listed["发布日"]) <= "2022-05-31").all()


def test_before_the_first_release_of_the_year_there_is_a_way_back(filled, run):
    text = text_of(run("growth", as_of="2022-01-15"))
    assert "2022 年还没有荥阳市已发布的增速" in text
    assert "最近一期是 2020 年 1—12 月的 12.5%" in text
    assert '<a href="/growth?as_of=2022-05-31">看 2022-05-31</a>' in text


def test_after_the_last_year_with_a_rate_there_is_a_way_back(filled, run):
    text = text_of(run("growth", as_of="2023-06-30"))
    assert "最近一期是 2022 年 1—4 月的 22.8%" in text
    assert '<a href="/growth?as_of=2022-05-31">' in text
    assert "全国今年由 5.5% 回落到 4.0%（1—5月）" in text  # others do have a rate


def test_sample_counties_are_hollow_and_named_as_such(filled, run):
    test = run("growth", region=SAMPLE_COUNTY, against="荥阳市")
    assert "县区 04 2022 年 1—4 月 18.6%，比荥阳低 4.2 个百分点" in plain(test)
    assert '<a class="f sample" data-indicator="fai_pair_lead_pp"' in text_of(test)
    assert f"{SAMPLE_COUNTY}（示例）" in widget(test, "region").options
    points = [t for t in spec(test, 1)["data"] if t.get("name") == SAMPLE_COUNTY]
    assert set(points[0]["marker"]["color"]) == {ink.SURFACE}


def test_the_two_regions_are_in_the_address(filled, run):
    test = run("growth")
    widget(test, "region").select("郑州市").run()
    assert test.query_params["region"] == "郑州市"
    widget(test, "against").select("河南省").run()
    assert test.query_params["against"] == "河南省"
    assert "郑州 2022 年 1—4 月 6.3%，比河南低 5.7 个百分点" in plain(test)


def test_who_is_not_named_is_somebody_else(filled, run):
    assert widget(run("growth", region="全国"), "against").value == "荥阳市"


def test_a_region_against_itself_is_a_sentence(filled, run):
    test = run("growth", region="全国", against="全国")
    assert "两边是同一个地区" in text_of(test)
    assert len(charts_of(test)) == 1


def test_two_regions_without_a_common_period_are_shown_apart(filled, run):
    test = run("growth", region="荥阳市", against=SAMPLE_COUNTY, as_of="2022-04-30")
    assert "荥阳市与县区 04没有同一期的增速" in text_of(test)


def test_what_is_released_later_can_be_hidden(filled, run):
    shown, hidden = run("growth"), run("growth", later="hide")
    assert "2025 年 12 月" in text_of(shown)
    assert "2025 年 12 月" not in text_of(hidden)
    assert len(spec(hidden, 0)["data"]) < len(spec(shown, 0)["data"])


def test_the_only_release_of_the_year_is_held_against_none(filled, run):
    assert "较前一期" not in plain(run("growth", as_of="2022-05-31", version="1"))


def test_a_rerun_draws_no_chart_again(filled, run, monkeypatch):
    test, drawn = run("growth"), []
    before = spec(test, 0)
    monkeypatch.setattr(charts, "series", lambda *_, **__: drawn.append(1))
    assert spec(test.run(), 0) == before
    assert not drawn


def test_samples_are_listed_only_when_asked_for(filled, run):
    test = run("growth")
    assert "示例" not in set(tables_of(test)[0]["性质"])
    widget(test, "kind").set_value("sample").run()
    assert test.query_params["kind"] == "sample"
    assert set(tables_of(test)[0]["性质"]) == {"示例"}


@pytest.mark.parametrize("name", ["region", "against", "later", "kind"])
def test_a_broken_choice_is_said_and_not_dropped(filled, run, name):
    text = text_of(run("growth", **{name: "<b>火星"}))
    assert "链接有误" in text
    assert f"位置：{name}=" in text
    assert "<b>火星" not in text


def test_without_any_rate_the_page_says_what_to_load(nowhere, run):
    new_lake(nowhere)
    test = run("growth")
    assert "还没有固定资产投资增速" in text_of(test)
    assert not charts_of(test)


def test_a_publisher_cannot_bring_a_formula_into_the_file():
    row = dict.fromkeys([c.name for c in GROWTH_SERIES]) | {"publisher": "=1+1", "evidence": "@x"}
    line = files.as_csv(pd.DataFrame([row]), GROWTH_SERIES).decode("utf-8-sig").splitlines()[1]
    assert "'=1+1" in line
    assert "'@x" in line


def test_without_a_store_the_page_says_what_to_run(nowhere, run):
    assert "python -m cockpit fill" in text_of(run("growth"))
    assert not nowhere.exists()


def test_another_citys_growth_is_not_called_missing_or_by_one_name(tmp_path, monkeypatch, run):
    store = awkward.lake(tmp_path / "lake", (), growth="elsewhere")
    monkeypatch.setenv("COCKPIT_LAKE", str(store.folder))
    text = text_of(run("growth", as_of="2022-05-31", region="吉林市", against="吉林省"))
    assert "没有收录荥阳市、河南省、全国、郑州市的增速；其他地区见下面的两地对比" in text
    assert "截至这一日还没有已发布的增速" not in text
    assert "吉林市高于吉林省的 2 期" in text
    assert "空心圆为示例县区" not in text
