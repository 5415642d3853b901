"""数据更新情况: who has not reported, how old each table is, what was loaded by whom."""

from tests import awkward
from tests.conftest_gate import new_lake
from tests.given import of
from tests.pages.reading import plain, tables_of, text_of


def test_finding_counts_who_has_not_reported(filled, run):
    said = plain(text_of(run("freshness", version="1")))
    assert "296 个应报项目，12 个本年还没报过，其余近 7 天都报了" in said


def test_after_twenty_days_without_a_report_nobody_is_accused_of_a_week(filled, run):
    """Reports end on 31 May: who had not reported by then, and how far they go."""
    said = plain(text_of(run("freshness", version="1", as_of="2022-06-20")))
    assert "297 个应报项目，12 个本年还没报过，台账已填报到 5 月底" in said
    assert "近 7 天未报" not in said


def test_counts_open_the_projects_behind_them(filled, run):
    text = text_of(run("freshness", version="1"))
    assert 'data-indicator="silent" href="/ledger?' in text
    ledger = run("ledger", indicator="silent", version="1")
    assert "下表 12 个项目合计 12 个，与所点数字一致" in text_of(ledger)


def test_owners_and_classes_are_named(filled, run):
    said = plain(text_of(run("freshness", version="1")))
    assert "示例单位 22" in said
    assert "市领导 02" in said
    assert "重点项目" in said


def test_last_days_and_loads_stand_in_front(filled, run):
    said = plain(text_of(run("freshness")))
    assert "台账最近填报2022-05-31" in said
    assert "增速最近发布2022-05-25距截至日 6天" in said
    assert "专项债最近使用2022-05-31" in said
    assert "第 2 版" in said
    assert "加倍一个计划" in said
    assert "首次装入" in said
    assert "calendar.csv" in said


def test_an_earlier_version_does_not_tell_of_later_ones(filled, run):
    said = plain(text_of(run("freshness", version="1")))
    assert "加倍一个计划" not in said


def test_filter_narrows_who_is_counted(filled, run):
    said = plain(text_of(run("freshness", version="1", **{"class": "专项债"})))
    assert "40 个应报项目，2 个本年还没报过" in said


def test_filter_that_leaves_nothing_is_a_sentence(filled, run):
    chosen = {"class": "专项债", "level": "省", "town": "城关乡"}
    assert "当前筛选下没有项目" in plain(text_of(run("freshness", version="1", **chosen)))


def test_empty_lake_says_what_to_load(nowhere, run):
    new_lake(nowhere)
    assert "还没有项目台账" in text_of(run("freshness"))
    assert "指标" in text_of(run("indicators"))


def test_owner_leads_to_its_own_projects(filled, run):
    text = text_of(run("freshness", version="1"))
    assert "indicator=silent&amp;org=%E7%A4%BA%E4%BE%8B%E5%8D%95%E4%BD%8D+22" in text
    test = run("ledger", indicator="silent", org="示例单位 22", version="1")
    assert set(tables_of(test)[0]["责任单位"]) == {"示例单位 22"}
    assert len(tables_of(test)[0]) == 3


def test_where_nobody_has_reported_yet_nobody_is_accused(filled, run):
    said = plain(text_of(run("freshness", as_of="2021-01-15", version="1")))
    assert "个应报项目，本年第一期尚未到报送日" in said
    assert "本年第一期尚未到报送日，暂不判断谁未报" in said
    assert "本年第一期尚未到报送日，暂不催报" in said
    assert "没报" not in said


def test_a_ledger_reported_by_the_month_is_said_to_be_so(tmp_path, monkeypatch, run):
    months = [
        of("progress_report", project_id="T4", report_date=day, completed_wan=wan)
        for day, wan in (("2022-03-31", 300), ("2022-04-30", 400))
    ]
    store = awkward.lake(tmp_path / "lake", [*awkward.tied(), *months])
    monkeypatch.setenv("COCKPIT_LAKE", str(store.folder))
    said = plain(text_of(run("freshness", as_of="2022-06-20")))
    assert "4 个应报项目，本年都报过，台账已填报到 5 月底" in said
    assert "台账已填报到 5 月底，不按近 7 天催报" in said
    assert "近 7 天未报" not in said
    assert "近 7 天没报" not in said
