"""目标进度 through the router: its finding, golden figures, ticks, filters, bad links, no data."""

import re

import pytest

from tests import awkward
from tests.conftest_gate import new_lake
from tests.given import of
from tests.pages.reading import charts_of, plain_of, text_of, widget

MAY = {"version": "1", "as_of": "2022-05-31"}


def test_finding_and_cards(filled, run):
    text = plain_of(run("targets", **MAY))
    assert "前 5 个月完成 171.0 亿元，低于序时 1.0 个百分点" in text
    assert "照今年月均 34.2 亿元，年末约 409 亿元，差目标 11 亿元，" in text
    assert "而 3—5 月月均 37.3 亿元，不低于所需的 35.6 亿元" in text
    assert "距 380 个还差 38 个" in text
    for figure in ("249.0", "342", "22.8"):  # 420 − 171; implemented pairs; growth
        assert figure in text


def test_charts_come_with_finding_method_and_words_for_who_cannot_see(filled, run):
    test = run("targets", **MAY)
    html = text_of(test)
    assert len(charts_of(test)) == 2
    assert html.count('class="sr" role="img" aria-label="') >= 2
    assert "5 月底 171.0" in html
    assert "以剩余总投资封顶" in html
    assert "未检验" in html
    assert "余下月均需 35.6 亿元，为近期月均的 95%" in html


def test_tables_open_the_ledger_and_carry_published_rates(filled, run):
    html = text_of(run("targets", **MAY))
    assert "五类中 2 类超序时" in html
    assert "八个领域中 5 个超序时" in html
    assert "indicator=completion" in html
    assert ">60.3<" in html.replace("</a>", "<")
    assert "领域清单未公开，为假定" in html


def test_every_figure_of_cards_and_tables_says_what_it_is(filled, run):
    html = text_of(run("targets", **MAY))
    links = re.findall(r'<a class="f [^>]*>', html)
    assert len(links) > 60
    assert all('data-indicator="' in link and 'title="' in link for link in links)


def test_solver_shows_the_fewest_that_close_the_gap(filled, run):
    text = plain_of(run("targets", **MAY))
    assert "年末投资差目标 11.0 亿元，6 个项目回到自身年计划即可补齐" in text
    assert "年末 409.0 → 420.3 亿元 ▲过目标 0.3 亿元" in text


def test_ticks_of_the_address_move_the_years_end(filled, run):
    text = plain_of(run("targets", closed=["SL-2021-0012", "SL-2021-0066"], **MAY))
    assert "所选 2 个项目回到自身年计划后仍差 6.7 亿元" in text
    assert "年末 409.0 → 413.3 亿元" in text
    assert "恢复最少的项目" in text
    assert "还没有选项目" in plain_of(run("targets", closed="none", **MAY))


def test_solver_of_the_count(filled, run):
    text = plain_of(run("targets", solve="count", **MAY))
    assert "项目数差目标 38 个" in text
    assert "已实施 342 → 380 个 ▲达到目标" in text


def test_toggle_writes_the_address_and_drops_the_ticks(filled, run):
    test = run("targets", closed="none", **MAY)
    widget(test, "targets-solve").set_value("count").run()
    assert test.query_params["solve"] in ("count", ["count"])
    assert "closed" not in test.query_params


def test_picked_projects_go_into_the_address(filled, run):
    test = run("targets", **MAY)
    widget(test, "targets-closed").set_value([]).run()
    assert test.query_params["closed"] in ("none", ["none"])


def test_a_part_is_not_compared_with_the_citys_targets(filled, run):
    text = plain_of(run("targets", class_="专项债", **MAY))
    assert "筛选下不与全市目标比" in text
    assert "目标 420" not in text
    assert "380" not in text
    assert "年计划" in text


def test_project_that_closes_nothing_is_said(filled, run):
    assert "在这里补不了缺口，没有计入" in plain_of(run("targets", closed="SL-1999-0001", **MAY))


def test_unknown_gap_is_a_broken_link(filled, run):
    text = plain_of(run("targets", solve="everything", **MAY))
    assert "链接有误" in text
    assert "solve=" in text


def test_before_the_first_month_end_there_is_a_sentence_and_no_chart(filled, run):
    test = run("targets", version="1", as_of="2022-01-20")
    assert "2022 年尚无完整月份的数据" in plain_of(test)
    assert not charts_of(test)
    assert "补缺方案：" not in plain_of(test)


@pytest.mark.parametrize("basis", ["day", "curve"])
@pytest.mark.parametrize("as_of", ["2022-01-31", "2022-05-30", "2022-12-31", "2021-12-31"])
def test_page_is_drawn_on_any_day_and_basis(filled, run, as_of, basis):
    text = plain_of(run("targets", version="1", as_of=as_of, basis=basis))
    assert "没有画成" not in text
    assert "nan" not in text
    assert "NaT" not in text


def test_filter_that_leaves_nothing_is_a_sentence(filled, run):
    text = plain_of(run("targets", class_="中央预算内", level="县", **MAY))
    assert "当前筛选下没有项目" in text
    assert "清除筛选" in text


def test_without_a_store_and_with_an_empty_one(nowhere, run):
    assert "python -m cockpit fill" in plain_of(run("targets"))
    new_lake(nowhere)
    text = plain_of(run("targets"))
    assert "没有画成" not in text
    assert "还没有项目台账" in text


def test_cards_are_held_against_earlier_days(filled, run):
    test = run("targets", **MAY)
    text, html = plain_of(test), text_of(test)
    assert "较上月末 +39.0" in text  # 171.0 less 132.0
    assert "较前一期" not in text  # one rate of the year is published
    for code in ("completed", "implemented", "target_completion", "fai_growth"):
        assert re.search(rf'href="/why\?[^"]*indicator={code}&amp;since=', html), code
    # a version of one's own goes in beside the usual days
    own = plain_of(run("targets", as_of=MAY["as_of"], since_version="1"))
    assert "较第 1 版 0.0" in own.replace("+0.0", "0.0")
    assert "不能比较" in plain_of(run("targets", since="昨天", **MAY))


def test_classes_and_domains_open_why_they_moved_since_the_last_month_end(filled, run):
    html = text_of(run("targets", **MAY))
    links = re.findall(r'href="(/why\?[^"]*since=lastmonth)" title="投资完成率较上月末', html)
    assert len(links) == 8 + 8  # 5 classes, 其中省市级, the sum, 政府投资; 8 domains
    assert sum("&amp;class=" in link for link in links) == 6
    assert sum("&amp;domain=" in link for link in links) == 8
    # nothing was reported after 31 May: in June both ends are taken there
    assert "同取 5 月底数据，所以没有变化" in text_of(
        run("targets", version="1", as_of="2022-06-20")
    )
    assert "跨年不与上月末比" in text_of(run("targets", version="1", as_of="2022-01-31"))


def monthly(folder, *days):
    """Of a ledger reported by the month: T1 to T6 on 31 May, T4 before that too."""
    reports = [
        of("progress_report", project_id=f"T{number}", report_date=day, completed_wan=100 * at)
        for at, day in enumerate(days, start=1)
        for number in range(1, 7)
    ]
    return awkward.lake(folder / "lake", [*awkward.tied(), *reports])


def test_two_comparisons_with_one_moment_are_one(tmp_path, monkeypatch, run):
    """Monday 23 May stands for the end of April, as the end of the month before does."""
    store = monthly(tmp_path, "2022-03-31", "2022-04-30")
    monkeypatch.setenv("COCKPIT_LAKE", str(store.folder))
    text = text_of(run("targets", as_of="2022-05-31"))
    assert re.findall(r'title="完成投资(较[^·]+) ·', text) == ["较上月末"]
    assert "即较" not in text


def test_the_tables_are_compared_with_the_day_that_they_take(tmp_path, monkeypatch, run):
    """Nothing was reported in April: the end of the month before stands for the end of March."""
    store = monthly(tmp_path, "2022-03-31")
    monkeypatch.setenv("COCKPIT_LAKE", str(store.folder))
    text = text_of(run("targets", as_of="2022-05-31"))
    assert "较 3 月底" in text
    assert "完成率较 3 月底 ·" in text
    assert "完成率较上月末" not in text


def test_what_did_not_go_on_is_not_called_unchanged(filled, run):
    """Stages end with May: at the end of June 已实施 is that of then, against that of then."""
    said = plain_of(run("targets", version="1", as_of="2022-06-30"))
    count = said.split("五类项目数（已实施）")[1].split("固定资产投资增速")[0]
    assert "与现在同取 5 月底数据" in count
    assert "0 个 变动原因" not in count


def test_two_years_are_not_compared_at_different_days(filled, run):
    said = plain_of(run("targets", version="1", as_of="2022-12-31"))  # money is of 31 May
    assert "较上年同期 两年所取日期不同，不比" in said
