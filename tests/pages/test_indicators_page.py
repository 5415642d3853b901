"""指标口径: each indicator in full, with what it reads now and the way to its rows."""

import re

import pytest
from given import given, on, peer, plan, rate, report

from cockpit.link.look import Look
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.words import formula
from cockpit.screens.current import BY_ROW, OF_CITY, current
from cockpit.screens.view import View
from cockpit.warehouse.mart import Mart
from tests.lent import empty_mart
from tests.pages.reading import plain, text_of
from tests.sample import CITY, sample_mart


def opened(text: str) -> str:
    """The card of the indicator that the link names."""
    return text[text.index('<article class="definition">') : text.index("</article>")]


def words(text: str) -> str:
    return plain(text, " ")


def test_every_indicator_is_listed_with_its_definition(filled, run):
    text = text_of(run("indicators", version="1"))
    listed = text[text.index('<div class="definitions">') :]
    for indicator in INDICATORS.values():
        assert f"<b>{CITY.said(indicator.name)}</b>" in listed
    assert "indicators?as_of=2022-05-31&amp;version=1&amp;definition=completion" in listed


def test_link_opens_its_indicator_first_with_all_that_makes_it(filled, run):
    test = run("indicators", definition="completion", version="1")
    card = words(opened(text_of(test)))
    assert "投资完成率 % 累计完成投资 ÷ 年度计划投资" in card
    assert "40.3 %" in card  # 171.0 of 424.0
    assert "Σ 有计划项目的累计完成投资 ÷ Σ 年度计划投资" in card
    assert "示例" in card
    assert "进度报告 数到 2022-05-31 progress_report.parquet，测试，" in card
    assert "显示于 驾驶舱与大屏 目标进度" in card
    assert "select" in card  # the SQL
    assert "/ledger?as_of=2022-05-31&amp;version=1&amp;indicator=completion" in opened(
        text_of(test)
    )


def test_value_follows_the_look(filled, run):
    text = text_of(
        run(
            "indicators",
            definition="completion",
            version="1",
            class_="重点项目",
            level=["省", "市"],
        )
    )
    assert "49.1 %" in words(opened(text))  # 51.555 of 105.0


def test_rule_of_our_own_reading_is_marked_assumed(filled, run):
    assert "假定" in words(opened(text_of(run("indicators", definition="lamp_red"))))
    assert "假定" not in words(opened(text_of(run("indicators", definition="bond_used"))))


def test_published_rate_is_marked_published(filled, run):
    card = words(opened(text_of(run("indicators", definition="fai_growth"))))
    assert "公布" in card
    assert "22.8 %" in card


def test_figure_of_several_rows_names_each(filled, run):
    card = words(opened(text_of(run("indicators", definition="start_rate", version="1"))))
    for part in ("重点项目 95.0", "三个一批 95.6", "补短板982 100.0"):  # 172/181, 43/45, 68/68
        assert part in card


@pytest.mark.parametrize("code", ["nope", "<b>"])
def test_unknown_indicator_is_said_with_a_way_back(filled, run, code):
    text = text_of(run("indicators", definition=code))
    assert "个指标" in text
    assert "位置：definition=" in text
    assert "<b>”" not in text


def test_figure_without_rows_leads_to_its_definition(filled):
    figures = View(sample_mart(), Look(on("2022-05-31"))).figures()
    assert figures.from_ledger("needed_monthly", 1).href == (
        "/indicators?as_of=2022-05-31&definition=needed_monthly"
    )


def test_reconciliation_leads_to_the_definitions(filled, run):
    text = text_of(run("reconciliation", fact="key.ahead"))
    assert "/indicators?as_of=2022-05-31" in text
    assert "definition=ahead" in text


def now(mart, code, look=None):
    return current(INDICATORS[code], View(Mart(1, mart), look or Look(on("2022-05-31"))))


@pytest.fixture
def mart():
    return empty_mart()


def test_city_target_is_not_held_against_a_part(mart):
    given(mart, plan("P1", 100), report("P1", "2022-05-31", 40))
    part = Look(on("2022-05-31", towns="甲镇"))
    assert now(mart, "needed_monthly", part).why_none == OF_CITY
    assert [v.figure.text for v in now(mart, "completion", part).values] == ["40.0"]


def test_lead_is_said_of_each_region(mart):
    given(
        mart,
        rate("荥阳市", "2022-04-30", 22.8, released="2022-05-20"),
        rate("全国", "2022-04-30", 6.8, released="2022-05-16"),
        rate("河南省", "2022-04-30", 12, released="2022-05-18"),
    )
    said = {v.label: v.figure.text for v in now(mart, "fai_lead_pp").values}
    assert said == {"河南省": "+10.8", "全国": "+16.0"}
    assert now(mart, "fai_growth").values[0].figure.kind == "published"


def test_rank_is_said_only_where_every_member_is_known(mart):
    given(
        mart,
        peer("两县", "荥阳市"),
        peer("两县", "新密市"),
        peer("三县", "荥阳市"),
        peer("三县", "新密市"),
        peer("三县", "巩义市"),
        rate("荥阳市", "2022-04-30", 22.8, released="2022-05-20"),
        rate("新密市", "2022-04-30", 24, released="2022-05-20"),
    )
    assert [v.figure.text for v in now(mart, "fai_rank").values] == ["2"]  # of 两县


def test_indicator_of_many_rows_says_where_it_stands(mart):
    assert now(mart, "table_age").why_none == BY_ROW


@pytest.mark.parametrize("code", INDICATORS)
def test_nothing_loaded_gives_words_and_no_value(code, mart):
    found = now(mart, code)
    assert found.why_none or {v.figure.text for v in found.values} <= {"0"}


@pytest.mark.parametrize("code", [c for c, i in INDICATORS.items() if i.rows])
def test_columns_of_a_formula_have_words(code):
    assert not re.search(r"[a-z]_[a-z]", CITY.said(formula(INDICATORS[code])))


def test_ledger_leads_to_the_definition_of_its_figure(filled, run):
    text = text_of(run("ledger", indicator="completion"))
    assert '<a href="/indicators?as_of=2022-05-31&amp;definition=completion">口径</a>' in text
