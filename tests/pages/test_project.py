"""One project's page: what it says of a slow one, an early one, a renamed one, and of nobody."""

import re
import shutil
from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest

from cockpit.intake import corrections
from cockpit.intake.corrections import Reason
from cockpit.screens.project.schedule import _Axis, _months
from cockpit.warehouse.lake import Lake
from tests.pages.reading import charts_of, plain, text_of

PLACED = "SL-2021-0016"  # in 广武镇
SLOW, LATE, RENAMED, OLD, VACANT = (
    "SL-2021-0012", "SL-2022-0001", "SL-2021-0157", "SL-2021-9001", "SL-2021-0163",
)  # fmt: skip


def said(test) -> str:
    return plain(text_of(test), " ")


def test_finding_is_made_of_the_figures(filled, run):
    """3,090 of 30,000 万元 is 10.3 %; 5/12 is 41.67 %: 31.4 behind."""
    test = run("project", project=SLOW, version="1")
    text = said(test).replace(" ", "")
    assert "示例·新材料产业园一期完成年计划的10.3%，低于序时31.4个百分点，卡在要素保障" in text
    assert "剩余用地组卷未批，二标段无法进场（2022-05-11提出，已超期17天）" in text


def test_figures_carry_their_indicator_and_open_the_projects_row(filled, run):
    text = text_of(run("project", project=SLOW, version="1"))
    for code, value in (("completion", "10.3"), ("annual_plan", "3.00"), ("ahead", "31.4")):
        assert re.search(
            rf'data-indicator="{code}" href="/ledger[^"]*project={SLOW}[^"]*"[^>]*>{value}<', text
        )


def test_lamp_says_which_rule_set_it(filled, run):
    """5/12 is 41.67 %: 31.37 behind by month, beyond 30: red; registered and started: green."""
    text = said(run("project", project=SLOW, version="1"))
    assert "落后序时超过 30 个百分点，亮红灯" in text
    assert "▼ 红灯 4 月底为黄灯，截至日为红灯" in text
    assert "−31.4" in text
    assert "已入库 2021-11-01" in text


def test_nodes_problems_reports_and_visits_are_told(filled, run):
    text = said(run("project", project=SLOW, version="1"))
    assert "施工许可办结逾期 70 天，照此顺延，单项验收将拖到 2023 年 2 月" in text
    assert "1 个问题超期，最久 17 天" in text
    assert "5 月每天必传缺 6 天" in text
    assert "开工已 276 天，还没有竣工" in text
    assert "没有向这个项目发行专项债" in text


def test_curve_is_drawn_with_plan_and_time_progress(filled, run):
    test = run("project", project=SLOW, version="1")
    spec = charts_of(test)[0]
    labels = [note["text"] for note in spec["layout"]["annotations"]]
    assert {"计划曲线", "序时", "年计划 3.00 亿元", "截至 5 月底"} <= set(labels)
    assert any("低于序时" in label and "31.4" in label for label in labels)
    assert "2022-05-31 完成 0.31 亿元 · 10.3%" in text_of(test)  # for screen readers


def test_months_of_later_years_name_their_year():
    said = [name for name, _ in _months(_Axis(date(2021, 3, 1), date(2024, 2, 1)))]
    assert said[:2] == ["3月", "4月"]
    assert said[-2:] == ["2022年1月", "2023年1月"]


def test_vacant_role_is_said(filled, run):
    text = said(run("project", project=VACANT, version="1"))
    assert "政务服务帮办人空缺 19 天" in text
    assert "此前 示例人员 15（01-01 至 05-12）" in text
    assert "专项债 7.42 亿元，用了 80.2%" in text


def test_nothing_reported_counts_as_nothing_done(filled, run):
    text = said(run("project", project=LATE, version="1"))
    assert "本年尚无填报，按 0 计" in text
    assert "应于 2022-03-10 开（复）工" in text
    assert "5 月没有应报日" in text


def test_earlier_id_leads_to_the_project_and_says_so(filled, run):
    text = said(run("project", project=OLD, version="1"))
    assert f"链接里的 {OLD} 自 2022-03-01 起改为 {RENAMED}" in text
    assert "示例·职教实训中心" in text
    assert f"项目代码 {OLD} → {RENAMED}" in text


def test_every_value_has_its_file_and_row(filled, run):
    text = said(run("project", project=SLOW, version="1"))
    assert "9 个现值都能追到文件和行" in text
    assert re.search(r"累计完成 3,090 万元（2022-05-31） progress_report\.parquet 第 \d+ 行", text)


def test_corrected_value_shows_who_and_why(demonstrated, tmp_path, monkeypatch, run):
    shutil.copytree(demonstrated, tmp_path / "lake")
    lake = Lake(tmp_path / "lake")
    cell = ("progress_report", f"{SLOW}|2022-05-31", "completed_wan")
    corrections.set_value(lake, cell, "3100", Reason("示例人员 05", "少填一笔"))
    monkeypatch.setenv("COCKPIT_LAKE", str(lake.folder))
    text = said(run("project", project=SLOW))
    assert "更正命令" in text
    assert "更正：少填一笔" in text
    assert "示例人员 05" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"project": "没有的"}, "没有“没有的”这个项目"),
        ({"project": "<b>x</b>"}, "没有“&lt;b&gt;x&lt;/b&gt;”这个项目"),
        ({}, "链接没有说是哪个项目"),
        ({"project": [SLOW, LATE]}, "链接给了 2 个项目"),
    ],
)
def test_nobody_is_a_sentence_with_ways_back(filled, run, query, sentence):
    test = run("project", **query)
    text = text_of(test)
    assert sentence in text
    assert "到项目台账里找" in text
    assert not charts_of(test)


@pytest.mark.parametrize("as_of", ["2021-10-15", "2022-01-01", "2022-01-31", "2022-12-31"])
@pytest.mark.parametrize("basis", ["month", "day", "curve"])
def test_any_day_and_basis_is_drawn(filled, run, as_of, basis):
    text = text_of(run("project", project=SLOW, as_of=as_of, basis=basis, version="1"))
    assert "没有画成" not in text
    assert not re.search(r"\bnan\b", plain(text).casefold())


def test_filters_do_not_touch_a_project(filled, run):
    text = said(run("project", project=SLOW, town="广武镇", version="1")).replace(" ", "")
    assert "完成年计划的10.3%" in text


def test_neighbour_leads_to_the_next_lit_project(filled, run):
    text = text_of(run("project", project=SLOW, version="1"))
    found = re.search(r'href="/project\?([^"]*)">下一个亮灯项目', text)
    assert found
    assert SLOW not in found[1]


def test_page_is_not_in_the_sidebar(filled, run):
    test = run("ledger")
    assert "项目" not in [link.proto.label for link in test.get("page_link")]


# ---- the search box


def search(test, text):
    test.text_input(key="find").set_value(text).run()
    return test


def test_code_jumps_to_its_project(filled, run):
    test = search(run("ledger", version="1"), SLOW)
    assert "新材料产业园一期" in said(test)
    assert test.query_params["project"] == SLOW
    assert test.query_params["version"] == "1"  # the look goes along
    assert test.text_input(key="find").value == ""


def test_earlier_name_finds_the_project_of_now(filled, run):
    assert search(run("ledger"), "职教园区").query_params["project"] == RENAMED


def test_several_are_offered(filled, run):
    test = search(run("ledger"), "新材料")
    offered = [button for button in test.button if str(button.key).startswith("find SL")]
    assert len(offered) > 1
    offered[0].click().run()
    assert test.query_params["project"] == offered[0].key.removeprefix("find ")


def test_nobody_found_is_said(filled, run):
    assert "没有这个项目" in said(search(run("ledger"), "'; drop table"))


def test_the_place_of_those_who_answer_for_it_is_said_with_the_way_there(filled, run):
    text = unescape(text_of(run("project", as_of="2022-05-31", version="1", project=PLACED)))
    said = plain(text, " ")
    assert re.search(r"广武镇得 61\.9 分，第 14 名", said)
    assert "二季度算到 5 月 31 日" in said
    assert "/assessment?as_of=2022-05-31&version=1&body=广武镇" in unquote(text)


def test_without_a_weights_table_no_place_is_said(own, run):
    with own.change("测试", "少一行") as con:
        con.execute("delete from assessment_rule where formula = 'musts'")
    assert "督导考核 · 二季度" not in text_of(run("project", as_of="2022-05-31", project=PLACED))
    assert "考核最低的是" not in text_of(run("teams", as_of="2022-05-31"))
