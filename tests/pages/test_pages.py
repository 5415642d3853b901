"""Each page through the router: its title, a golden figure, and what it says when it cannot."""

import re

import pytest

from cockpit.errors import StoreBroken
from cockpit.web.server import store
from tests.conftest_gate import new_lake
from tests.pages.reading import tables_of, text_of, widget

KEY = {"class": "重点项目", "level": ["省", "市"], "version": "1"}


def test_cockpit_shows_the_wall(filled, run):
    wall = text_of(run(version="1")).split('<section class="five"')[1].split("</section>")[0]
    figures = re.findall(r'data-indicator="(\w+)"[^>]*>([^<]+)</a>', wall)
    assert {("completed", "171.0"), ("fai_growth", "22.8"), ("implemented", "342")} <= set(figures)


def test_cockpit_holds_its_headlines_against_earlier_days(filled, run):
    text = text_of(run("", version="1", since="2022-05-15"))
    strip = text.split('<section class="headlines"')[1]
    said = re.sub(r"<[^>]+>", "", strip)
    assert [said.count(name) for name in ("较 5 月 23 日", "较上月末", "较 2022-05-15")] == [
        5,
        5,
        5,
    ]
    assert 'href="/why?as_of=2022-05-31&amp;version=1&amp;indicator=completion' in strip
    assert text.index("跑项争资") < text.index('<section class="headlines"')  # below the wall


def test_ledger_without_indicator_shows_all_projects_with_totals(filled, run):
    test = run("ledger", version="1")
    text = text_of(test)
    assert "个项目完成年计划" in text
    assert ">340</a> 个项目" in text  # distinct projects on the list, by the draw's totals
    assert len(tables_of(test)[0]) == 340


def test_ledger_says_how_its_rows_make_the_clicked_figure(filled, run):
    text = text_of(run("ledger", indicator="completion", **KEY))
    assert "下表 67 个项目合计 51.6 亿元 ÷ 105.0 亿元 = 49.1%，与所点数字一致。" in text


def test_ledger_opens_a_row_of_an_answer(filled, run):
    test = run("ledger", indicator="bond_use_rate", year="2020", version="1")
    assert "= 86.32%，与所点数字一致" in text_of(test)
    assert set(tables_of(test)[0]["发行年度"]) == {2020}


def test_ledger_search_narrows_rows_and_totals(filled, run):
    test = run("ledger", q="豫龙镇", version="1")
    assert set(tables_of(test)[0]["乡镇（街道）"]) == {"豫龙镇"}
    assert "所见合计" in text_of(test)


def test_reconciliation_judges_every_fact(filled, run):
    text = text_of(run("reconciliation", version="1"))
    assert "条公布数字" in text
    assert ">49<" in text
    assert "不构成核实" in text
    assert "个指标的口径" in text


def test_reconciliation_opens_the_fact_of_a_link(filled, run):
    text = text_of(run("reconciliation", fact="key.ahead", version="1"))
    assert "超序时进度7.6个百分点" in text  # its sentence
    assert "7.43" in text


def test_the_stamp_says_to_which_day_the_ledger_is_reported(filled, run):
    """Nothing came after 31 May: a look at 20 June is one of the end of May, and says so."""
    for path in ("", "ledger", "targets"):
        text = text_of(run(path, as_of="2022-06-20", version="1"))
        assert "数据到 5 月底" in text, path
        assert 'cut=as_of" target="_self">改取 6 月 20 日的数' in text, path
    assert "数据到" not in text_of(run("ledger", as_of="2022-05-31", version="1"))
    for path in ("growth", "reconciliation", "freshness"):  # nothing there is taken at the cut
        assert "数据到 5 月底" not in text_of(run(path, as_of="2022-06-20", version="1")), path


def test_a_link_may_take_the_day_itself_and_says_who_has_not_reported(filled, run):
    asked = {"as_of": "2022-06-20", "cut": "as_of", "version": "1"}
    text = text_of(run("ledger", **asked))
    assert re.search(r"按截至日取数，尚有 \d+ 个项目未填报到该日", text)
    assert "cut=as_of" in text  # what it opens is taken so too
    assert ">改取填报截至日的数</a>" in text


def test_every_page_carries_the_stamp(filled, run):
    for path in ("", "ledger", "reconciliation"):
        text = text_of(run(path))
        assert "截至 <b>2022-05-31</b>" in text
        assert "数据版本 <b>2</b>" in text
        assert "最近填报 2022-05-31（当日）" in text


def test_a_filter_set_on_the_bar_goes_into_the_address(filled, run):
    test = run("ledger")
    widget(test, "class").set_value(["专项债"]).run()
    assert test.query_params["class"] == "专项债"
    assert "专项债 43 个项目" in text_of(test).replace('<span class="n">', "").replace(
        "</span>", ""
    )


def test_an_earlier_version_says_so(filled, run):
    text = text_of(run("ledger", version="1"))
    assert "正在看第 1 版数据" in text
    assert "正在看第" not in text_of(run("ledger"))


def test_a_page_says_that_the_store_is_damaged_and_of_when_its_data_are(filled, run):
    source = store.store()
    text = text_of(run("ledger"))
    assert "数据存储不可用" not in text
    # 14:05 in the city
    source.trouble, source.good_at = StoreBroken("湖的目录库坏了"), 1653977100.0
    try:
        said = text_of(run("ledger"))
    finally:
        source.trouble = None
    assert "数据存储不可用 · 本页是 14:05 读到的数据" in said
    assert all(part in said for part in re.findall(r"<b>[^<]+</b>", text))


BAD = {
    "class": "天字号",
    "level": "国",
    "domain": "x",
    "town": "<b>",
    "investor": "谁",
    "as_of": "昨天",
    "basis": "week",
    "version": "abc",
    "indicator": "nope",
    "year": "二零",
}


@pytest.mark.parametrize("name", BAD)
def test_a_broken_link_is_said_and_not_dropped(filled, run, name):
    query = {name: BAD[name]} | ({"indicator": "bond_issued"} if name == "year" else {})
    text = text_of(run("ledger", **query))
    assert "链接有误" in text
    assert f"位置：{name}=" in text
    assert "回到驾驶舱" in text
    assert "<b>”" not in text  # escaped


def test_an_unknown_version_is_a_card(filled, run):
    text = text_of(run("ledger", version="99"))
    assert "没有第 99 版数据，最新是第 2 版" in text


def test_a_day_before_the_data_is_a_sentence(filled, run):
    text = text_of(run("ledger", as_of="2015-01-01"))
    assert "2015-01-01 早于台账" in text


@pytest.mark.parametrize("path", ["", "ledger", "reconciliation"])
def test_without_a_store_a_page_says_what_to_run_and_makes_none(nowhere, run, path):
    text = text_of(run(path))
    assert "python -m cockpit fill" in text
    assert not nowhere.exists()


@pytest.mark.parametrize("path", ["", "ledger", "reconciliation"])
def test_with_an_empty_lake_no_page_breaks(nowhere, run, path):
    new_lake(nowhere)
    text = text_of(run(path))
    assert "没有画成" not in text
    assert "还没有" in text or "导入" in text or "未装入" in text
