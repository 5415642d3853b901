"""变动原因 through the router: sentence, parts and rows, and what it says when it cannot."""

import re
import shutil
from datetime import timedelta

import pytest

from cockpit.change import Cause
from cockpit.link.since import last_month_end
from cockpit.screens import compare
from cockpit.screens.why.causes import what
from cockpit.warehouse.lake import Lake
from cockpit.web.server import store
from tests.conftest_gate import new_lake
from tests.pages.reading import charts_of, plain_of, tables_of, text_of, widget

ALL = ("completed", "completion", "ahead", "target_completion", "implemented")


def test_the_sentence_says_how_far_since_when_and_why(filled, run):
    said = plain_of(run("why", since="lastmonth", version="1", indicator="ahead"))
    # 171.0 of 424.0 less 5/12 is −1.3; 132.0 at the end of April less 4/12 is −2.2
    assert "超序时进度 −1.3 个百分点，较上月末 +0.9 个百分点，主要是新增进度" in said
    assert "2022-04-30（第 1 版）−2.2 个百分点 → 2022-05-31（第 1 版）−1.3 个百分点" in said
    assert "序时推移−8.3 个百分点" in said.replace(" −8.3", "−8.3")


def test_a_day_without_a_version_of_its_own_is_said(filled, run):
    assert "2022-05-23 还没有数据版本，按现在的第 1 版比较" in plain_of(run("why", version="1"))


def test_the_waterfall_begins_at_one_figure_and_ends_at_the_other(filled, run):
    test = run("why", since="lastmonth", version="1", indicator="ahead")
    figure = charts_of(test)[0]
    said = [note["text"] for note in figure["layout"]["annotations"]]
    assert said == ["−2.2", "+9.2", "−8.3", "−1.3"]
    assert "新增进度 +9.2，序时推移 −8.3 个百分点" in plain_of(test)
    assert "瀑布图：" in text_of(test)


def test_a_new_version_of_the_same_day_is_restated(filled, run):
    said = plain_of(run("why", since_version="1", version="2"))
    assert "较第 1 版" in said
    assert "数据更正" in said
    assert "年计划" in said  # the doubled plan, with its project


def test_the_number_of_a_cause_opens_all_its_rows(filled, run):
    test = run("why", since="lastmonth", cause="progress", version="1", indicator="completed")
    frame = tables_of(test)[0]
    assert len(frame) == 284
    assert frame["份额（亿元）"].sum() == pytest.approx(39.0, abs=0.1)  # each is rounded


def test_next_weeks_need_by_class_and_project(filled, run):
    said = plain_of(run("why", version="1"))
    # (424.0 × 6/12 − 171.0) × 7 / 30 = 9.57
    assert "6 月底回到序时，每周要完成 9.6 亿元" in said
    assert "示例·新材料产业园一期" in said
    assert "市领导 14" in said


def test_counts_name_who_should_have_started(filled, run):
    said = plain_of(run("why", indicator="due_not_implemented", since="lastmonth", version="1"))
    assert "应实施未实施 14 个，较上月末 −1 个" in said
    assert "14 个应实施未实施" in said


def test_a_carry_over_that_never_stopped_has_no_day():
    row = {"project_class": "专项债", "is_implemented_1": True, "implemented_on_1": None}
    assert what(Cause.STATUS, row) == "专项债：续建，年初没有停工"


def test_a_class_and_a_project_of_ones_own(filled, run):
    one = plain_of(run("why", since="lastmonth", version="1", class_="补短板982"))
    assert "补短板982 投资完成率 60.3%" in one
    project = plain_of(run("why", since="lastmonth", version="1", project="SL-2021-0012"))
    assert "示例·新材料产业园一期 投资完成率 10.3%，较上月末 +1.5 个百分点" in project


def test_across_a_years_turn_it_is_words(filled, run):
    test = run("why", since="2021-12-31", version="1")
    assert "两个时点不在同一年" in plain_of(test)
    assert "，跨年不与 2021-12-31 比" in plain_of(test)
    assert not charts_of(test)


def test_the_same_cut_twice_is_said(filled, run):
    said = plain_of(run("why", as_of="2022-06-20", since="2022-06-10", version="1"))
    assert "两个时点之间没有新的填报，取的是同一天的数" in said


def test_growth_before_its_first_release_is_words(filled, run):
    said = plain_of(run("why", indicator="fai_growth", since="lastmonth", version="1"))
    assert "当年还没有已发布的增速" in said


BAD = {
    "indicator": "annual_plan",
    "since": "yesterday",
    "since_version": "one",
    "project": "SL-0000",
    "cause": "nonsense",
}


@pytest.mark.parametrize("name", BAD)
def test_a_broken_link_is_a_sentence_with_a_way_back(filled, run, name):
    said = plain_of(run("why", **{name: BAD[name]}))
    assert f"位置：{name}=" in said
    assert "回到驾驶舱" in said


def test_an_unknown_version_is_a_card(filled, run):
    said = plain_of(run("why", since_version="99"))
    assert "没有第 99 版数据" in said
    assert "位置：since_version=" in said


def test_a_filter_that_leaves_nothing_is_a_sentence(filled, run):
    said = plain_of(run("why", domain="创新驱动", class_="中央预算内", town="高山镇", version="1"))
    assert "没有画成" not in said
    assert "投资完成率" in said


def test_the_control_writes_the_address(filled, run):
    test = run("why", version="1")
    widget(test, "why since").set_value("lastmonth").run()
    assert test.query_params["since"] in ("lastmonth", ["lastmonth"])


@pytest.mark.parametrize("path", ["", "ledger"])
def test_headline_pages_lead_here_with_the_same_look(filled, run, path):
    text = text_of(run(path, class_="专项债", version="1"))
    (href,) = re.findall(r'class="why" href="([^"]+)"', text)
    assert href.startswith("/why?as_of=2022-05-31&amp;class=")
    assert "indicator=completion" in href


def test_a_ledger_of_a_figure_leads_to_that_figure(filled, run):
    text = text_of(run("ledger", indicator="implemented", version="1"))
    assert "indicator=implemented" in re.findall(r'class="why" href="([^"]+)"', text)[0]


def test_the_small_line_compares_with_the_usual_days(filled, run):
    said = plain_of(run("why", version="1", since_version="1"))
    # 171.0 of 424 less 160.6163 of 424; less 132.0 of 424
    assert "较 5 月 23 日 +2.4 个百分点较上月末 +9.2" in said


def test_a_week_has_the_movement_of_the_week(filled, run):
    asked = {"indicator": "completed", "since": "lastmonday", "version": "1"}
    # 171.0 at the end of May, 160.6 on Monday 23 May
    for basis in ("month", "day"):
        assert "完成投资 171.0 亿元，较 5 月 23 日 +10.4 亿元" in plain_of(
            run("why", basis=basis, **asked)
        )


def test_the_usual_comparison_is_never_a_version_with_itself_at_the_same_cut(
    filled, fresh, run, monkeypatch
):
    def cut_of(_mart, filters):
        """As a ledger of month-ends is cut."""
        return last_month_end(filters.as_of + timedelta(days=1))

    monkeypatch.setattr(compare, "cut_of", cut_of)
    monkeypatch.setattr(
        compare,
        "taken_on",
        lambda mart, filters, of: cut_of(mart, filters) if of.taken == "cut" else filters.as_of,
    )
    # Friday 20 May, Monday 9 May and 上月末 all stand for the end of April
    asked = {"as_of": "2022-05-20", "version": "1", "indicator": "completed"}
    said = plain_of(run("why", **asked))
    assert "5 月 9 日与现在是同一版本、同一取数日，没有可比的，改为与 2022-03-31 比" in said
    assert " 亿元，较 2022-03-31 +" in said
    # what a link asks for stays, and so does what differs
    assert "改为与" not in plain_of(run("why", since="lastmonday", **asked))
    assert "改为与" not in plain_of(run("why", **asked | {"indicator": "implemented"}))


def test_the_version_on_offer_is_never_the_one_on_screen(filled, run):
    test = run("why")
    assert widget(test, "why since").options == ["5 月 23 日", "上月末", "指定版本"]
    widget(test, "why since").set_value("version").run()
    assert test.query_params["since_version"] in ("1", ["1"])
    assert [said.partition(" 版")[0] for said in widget(test, "why version").options] == ["第 1"]


@pytest.fixture
def released(lake, tmp_path, monkeypatch):
    """Home's growth has two periods more, each released in a version of its own."""
    copy = tmp_path / "lake"
    shutil.copytree(lake.folder, copy)
    store = Lake(copy)
    for period, pct, on in (("2022-02-28", 20, "2022-03-20"), ("2022-03-31", 21, "2022-04-20")):
        with store.change("测试", period) as connection:
            connection.execute(
                f"insert into regional_growth by name select region, date '{period}' as period_end,"
                f" {pct} as growth_pct, kind, date '{on}' as released_on, released_kind, publisher,"
                " url, evidence from regional_growth"
                " where region = '荥阳市' and period_end = '2022-04-30'"
            )
    monkeypatch.setenv("COCKPIT_LAKE", str(copy))


def test_a_new_release_is_told_by_its_period_and_publisher(released, run):
    asked = {"indicator": "fai_growth", "cause": "release", "as_of": "2022-05-31"}
    # version 3 knew 1—2月 20.0 only; version 4 brought 1—3月 21.0, and in May 1—4月 22.8
    test = run("why", since="2022-05-10", since_version="3", **asked)
    said = plain_of(test)
    assert "增速 22.8%，较 2022-05-10 +2.8 个百分点，主要是新一期发布" in said
    assert "1—3月累计增速 21.0%（前一期 20.0%）" in said
    assert "1—4月累计增速 22.8%（前一期 21.0%）" in said
    assert "换到新版本：新一期发布 +1.0 个百分点" in said
    assert [list(frame["份额（百分点）"]) for frame in tables_of(test)] == [
        [1.0],
        [pytest.approx(1.8)],
    ]
    (href,) = set(re.findall(r'href="(/why\?[^"]*cause=release[^"]*)"', text_of(test)))
    assert "since=2022-05-10&amp;since_version=3" in href  # a link keeps the version


def test_an_earlier_code_of_a_project_is_followed(filled, run):
    said = plain_of(run("why", since="lastmonth", version="1", project="SL-2021-9001"))
    assert "示例·职教实训中心 投资完成率" in said


def test_without_a_ledger_nothing_breaks(nowhere, run):
    new_lake(nowhere)
    for code in ALL:
        assert "没有画成" not in text_of(run("why", indicator=code))


def test_the_only_version_is_offered_for_no_comparison(lone, run):
    """On 20 June nothing differs from Monday: the last month-end that does is a day of its own."""
    test = run("why", as_of="2022-06-20", version="1")
    assert "改为与" in plain_of(test)
    assert "指定版本" not in widget(test, "why since").options
    assert not [box for box in test.selectbox if box.label == "版本"]


@pytest.fixture
def lone(filled, fresh, monkeypatch):
    """A store with one version."""
    first = store.store().lake.versions()[:1]
    monkeypatch.setattr(type(store.store().lake), "versions", lambda self: first)
    return first
