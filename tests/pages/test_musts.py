"""三必执行: the finding, the running day apart, groups that open, lists to copy, and boundaries."""

import io
import re
from datetime import date

import openpyxl
import pandas as pd
import pytest

from cockpit.screens.musts import calls, heat
from cockpit.screens.musts.data import musts_data
from cockpit.web.server import downloads
from cockpit.web.view import view_of
from tests import awkward
from tests.conftest_gate import new_lake
from tests.given import of, plan, stage
from tests.pages.reading import plain, plain_of, text_of, widget

MAY = "2022-05-31"


def found_of(**query):
    asked = {"as_of": MAY, "version": "1", **query}
    return musts_data(view_of({name: [value] for name, value in asked.items()}, heat_reads()))


def heat_reads():
    return ("by", "opened", "show", "chase", "week")


def test_the_finding_says_the_day_and_the_worst_group(filled, run):
    said = plain_of(run("musts", as_of=MAY, version="1"))
    assert "5 月 31 日应传的 256 个项目都传了；5 月市领导 05 按时率最低，95.8%" in said
    # the demonstration's own totals, as they were drawn
    for counts in ("7,758/8,013", "765/815", "94/163", "116/122", "165/204"):
        assert counts in said
    assert "39 个没到，其中 23 个未到开工日；在建、停工、应开未开的 15 个先去" in said


def test_a_day_that_is_not_over_is_in_no_rate(filled, run, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", MAY)
    said = plain_of(run("musts", as_of=MAY, version="1"))
    assert "7,502/7,757 项目日" in said  # to the 30th
    assert "每天必传 · 5 月 1—30 日" in said
    monkeypatch.setenv("COCKPIT_TODAY", "2022-05-30")
    text = text_of(run("musts", as_of="2022-05-30", version="1"))
    assert "5 月 30 日应传 256 个项目，2 个还没传" in plain(text)
    assert "待传 2 个，24:00 前补上不算缺" in plain(text)
    assert re.search(r'href="/ledger\?as_of=2022-05-29[^"]*indicator=daily_report', text)
    # the 180 to the 29th: the drawing's 182 less the two of the 30th
    assert "缺报 180" in plain(text)


def test_the_rate_of_the_days_that_are_over_opens_rows_that_give_it(filled, run, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-05-30")
    shown = text_of(run("musts", as_of="2022-05-30", version="1"))
    (rate,) = set(re.findall(r'indicator=daily_report" title="[^"]*">([\d.]+)</a>', shown))
    ledger = text_of(run("ledger", as_of="2022-05-29", version="1", indicator="daily_report"))
    assert f"= {rate}%，与所点数字一致" in ledger
    assert "7,250" in ledger


def test_counts_of_the_day_open_their_projects(filled, run):
    text = text_of(run("ledger", as_of="2022-05-30", version="1", indicator="missing_today"))
    assert "下表 2 个项目合计 2 个，与所点数字一致" in text
    assert "现场盯办人" in text


def test_a_group_opens_to_projects_that_make_it(filled):
    found = found_of(opened="市领导 05", show="all")
    rows = heat.heat(found).rows
    (at,) = [n for n, row in enumerate(rows) if row.is_opened]
    own = [row for row in rows if not row.is_group]
    assert rows[at + 1 : at + 1 + len(own)] == own
    assert len(own) == 13
    assert sum(row.missing for row in own) == rows[at].missing == 14
    assert sum(row.late for row in own) == rows[at].late == 3
    assert own[0].missing == max(row.missing for row in own)
    signs = [mark.sign for row in own for mark in row.marks]
    assert (signs.count("缺"), signs.count("迟")) == (14, 3)


def test_without_a_choice_only_groups_are_drawn(filled, run):
    text = text_of(run("musts", as_of=MAY, version="1"))
    assert text.count('<tr class="several') == 15
    assert '<tr class="one"' not in text
    opened = text_of(run("musts", as_of=MAY, version="1", opened="市领导 05"))
    assert opened.count('<tr class="one"') == 8  # those with a gap
    assert "市领导 05 另有 5 个项目全部按时" in opened


@pytest.mark.parametrize("by", ["", "organisation", "township"])
def test_whatever_the_groups_they_add_up(filled, by):
    found = found_of(by=by, show="all")
    groups = found.groups
    assert sum(group.month.due for group in groups) == found.whole.month.due == 8013
    assert sum(group.month.missing for group in groups) == 182
    ratios = [group.month.ratio for group in groups]
    assert ratios == sorted(ratios)


def test_the_grouping_is_chosen_in_the_address(filled, run):
    test = run("musts", as_of=MAY, version="1", opened="市领导 05")
    widget(test, "musts by").set_value("township").run()
    assert test.query_params["by"] == "township"
    assert "opened" not in test.query_params
    assert "5 月乡镇（街道）" in plain_of(test)


def test_the_message_names_whom_to_remind_of_what(filled, run, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-05-30")
    message = calls.message(found_of(as_of="2022-05-30", chase="today"))
    assert message.splitlines() == [
        "【每天必传】5 月 30 日 2 个项目还没传，催 2 人（今天 24:00 前）",
        "示例人员 04：示例·数据中心一期（上次 05-29）",
        "示例人员 13：示例·耐火材料升级二期（上次 05-29）",
        "截至 2022-05-30，数据版本 1，示例数据",
    ]
    shown = text_of(run("musts", as_of="2022-05-30", version="1"))
    assert message in shown  # the very text that is copied


@pytest.mark.parametrize(
    ("chase", "count"), [("today", 0), ("last", 2), ("week", 69), ("node", 6), ("leader", 39)]
)
def test_each_list_has_as_many_as_its_name_says(filled, chase, count):
    found = found_of(chase=chase)
    assert calls.calls(found).count == count
    assert calls.labels(found)[chase].endswith(f" {count}")
    assert bool(calls.message(found)) == bool(count)


def test_a_week_that_ended_opens_those_who_did_not_come(filled):
    found = found_of(chase="week", week="2022-05-16")
    assert calls.calls(found).count == 18
    assert calls.calls(found).until == "这一周已过"
    running = calls.calls(found_of(chase="week"))
    assert running.until == "6 月 5 日（周日）前"


def test_a_sunday_that_is_not_over_leaves_its_week_running(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-05-29")
    found = found_of(as_of="2022-05-29")
    assert found.is_running(date(2022, 5, 29))
    assert calls.calls(found_of(as_of="2022-05-29", chase="week")).until.startswith("5 月 29 日")


def test_a_filter_narrows_all_of_it(filled, run):
    said = plain_of(run("musts", as_of=MAY, version="1", town="豫龙镇"))
    assert "8,013" not in said
    (due,) = {int(n) for n in re.findall(r"应传的 (\d+) 个项目", said)}
    ledger = run("ledger", as_of=MAY, version="1", town="豫龙镇", indicator="due_today")
    assert f"下表 {due} 个项目" in text_of(ledger)


def test_a_filter_that_leaves_nothing_is_a_sentence(filled, run):
    chosen = {"class": "专项债", "level": "省", "town": "城关乡"}
    assert "当前筛选下没有项目" in plain_of(run("musts", version="1", **chosen))


def test_after_the_last_report_nobody_is_accused(filled, run):
    said = plain_of(run("musts", as_of="2022-06-20", version="1"))
    assert "6 月 20 日没有装入每日填报" in said
    assert "6 月没有装入到场记录（到 5 月底）" in said
    assert "缺报" not in said.partition("应报：")[0].partition("每天必传 ·")[0]
    assert "复制的就是这段文字" not in said


def test_an_empty_lake_says_what_to_load(nowhere, run):
    new_lake(nowhere)
    assert "还没有项目台账" in text_of(run("musts"))


def test_a_holiday_is_no_day_to_report_on(tmp_path, monkeypatch, run):
    store = awkward.lake(tmp_path / "lake", awkward.tied())
    with store.change("测试", "31 日放假") as con:
        con.execute("update calendar set report_due = false where on_date = '2022-05-31'")
    monkeypatch.setenv("COCKPIT_LAKE", str(store.folder))
    said = plain_of(run("musts", as_of=MAY))
    assert "5 月 31 日没有要填报的项目" in said
    assert "没有画成" not in said


def test_a_ledger_without_visits_calls_nobody_absent(tmp_path, monkeypatch, run):
    days = ["2022-05-26", "2022-05-27", "2022-05-30", "2022-05-31"]
    reports = [
        of(
            "progress_report",
            project_id="W1",
            report_date=day,
            completed_wan=at,
            received_at=f"{day} 18:00:00",
        )
        for at, day in enumerate(days, start=1)
    ]
    rows = [
        of(
            "project",
            project_id="W1",
            valid_from="2022-01-01",
            name="示例一号",
            organisation="示例单位 01",
            total_wan=900,
        ),
        of(
            "class_membership",
            project_id="W1",
            project_class="重点项目",
            level="省",
            valid_from="2022-01-01",
        ),
        plan("W1", 100),
        stage("W1", "开工", "2022-01-05"),
        *reports,
    ]
    store = awkward.lake(tmp_path / "lake", rows)
    monkeypatch.setenv("COCKPIT_LAKE", str(store.folder))
    test = run("musts", as_of=MAY)
    said = plain_of(test)
    assert not test.exception
    assert "没有画成" not in said
    assert "5 月 31 日应传的 1 个项目都传了" in said
    assert "没有装入这个月的到场记录" in said
    assert "领导督导覆盖 0" not in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("by", "lamp", "没有“lamp”这个分组"),
        ("chase", "all", "没有“all”这个名单"),
        ("week", "2022-05-17", "不是截至日以前的一个周一"),
        ("week", "2022-06-06", "不是截至日以前的一个周一"),
        ("show", "x", "没有“x”这个只看"),
    ],
)
def test_a_broken_link_is_said(filled, run, name, value, said):
    text = plain_of(run("musts", as_of=MAY, version="1", **{name: value}))
    assert "链接有误" in text
    assert said in text


def test_a_group_that_is_not_there_is_said(filled, run):
    said = plain_of(run("musts", as_of=MAY, version="1", opened="市领导 99"))
    assert "“市领导 99”本月没有应报的项目" in said


def test_the_table_is_taken_along(filled):
    query = {"as_of": [MAY], "version": ["1"]}
    name, body, _ = downloads.written("musts.xlsx", query)
    assert name == "每天必传-2022-05-31-v1.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    at = heads.index("未报（天）")
    assert sum(row[at] for row in rows) == 182


def test_on_a_running_day_of_which_no_report_is_asked_the_page_stands(filled, run, monkeypatch):
    """Of a county that reports by the month, and after the last report."""
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-20")
    page = run("musts", as_of="2022-06-20", version="1")
    assert not page.exception
    assert "数据存储不可用" not in plain_of(page)
    assert "不能说谁没传" in plain_of(page) or "都传了" not in plain_of(page)


def test_who_has_two_roles_is_reminded_once_and_an_office_is_nobody():
    rows = pd.DataFrame(
        [
            ("P1", "甲厂", "豫龙镇", "单位一", "张三", "现场盯办人"),
            ("P2", "乙厂", "豫龙镇", "单位一", "张三", "首席服务官"),
            ("P3", "丙厂", "豫龙镇", "单位二", None, None),
        ],
        columns=["project_id", "name", "township", "organisation", "caller", "caller_role"],
    )
    callers = calls._by_caller(rows, lambda _: "")
    assert [(one.name, one.role, len(one.missing)) for one in callers] == [
        ("张三", "现场盯办人、首席服务官", 2),
        ("单位二", "未指定到人", 1),
    ]
    assert calls._to_remind(callers) == "催 1 人、1 个单位未指定到人"
