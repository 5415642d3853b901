"""督导考核: ranks, the arithmetic of one, proposals and decisions, a trial, the inspection."""

import csv
import io
import re
from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest

from cockpit.errors import WritingClosed
from cockpit.web import assessment as widgets
from cockpit.web import assessment_forms as forms
from cockpit.web.server import downloads
from tests.conftest_gate import new_lake, rows
from tests.pages.reading import plain, press, text_of

DAY = "2022-05-31"
HOSTILE = '<img src=x onerror="alert(1)">**粗**'


def opened(run, **query):
    test = run("assessment", **{"as_of": DAY, "version": "1"} | query)
    assert not test.exception
    return text_of(test)


def test_the_finding_names_first_and_last_and_whom_the_rules_warn(filled, run):
    said = plain(opened(run))
    assert "二季度算到 5 月 31 日：高山镇 91.0 分居首，广武镇 61.9 分居末" in said
    assert "广武镇、乔楼镇、汜水镇、索河街道将被提议黄牌" in said
    assert "离季末还有 30 天，季度没过完只预告" in said


def test_a_body_opens_to_its_arithmetic_and_its_projects(filled, run):
    said = plain(opened(run, body="广武镇"), " ")
    for words in (
        "完成率 31.4% = 8.51 ÷ 27.16 亿元，序时 41.7%",
        "应开 16，已开 16",
        "三日办结 1 / 3：33.3%",
        "每天必传 95.1%、每周必到 95.1%、每月必查 100.0%",
        "（25.1 + 15.0 + 9.4） ÷ 80 × 100",
        "广武镇的 21 个项目",
    ):
        assert words in said


def test_a_finished_quarter_is_as_it_was_at_its_end(filled, run):
    said = plain(opened(run, quarter="2022-03-31"), " ")
    assert "一季度：城关乡 87.1 分居首，豫龙镇 55.2 分居末" in said
    assert "按现有数据" not in said  # nothing to foretell
    assert re.search(r"乔楼镇\s+待定", said)
    assert re.search(r"豫龙镇\s+不采纳", said)


def test_the_other_group_and_a_body_with_too_few_projects(filled, run):
    said = plain(opened(run, group="市直"), " ")
    assert "示例单位 18 97.8 分居首" in said
    assert "项目不足 5 个的不排名" in said


def test_a_trial_says_whose_place_changes_and_what_is_no_hundred_is_refused(filled, run):
    said = plain(opened(run, weights="30-25-20-25"), " ")
    assert "2 个镇街换名次" in said
    assert re.search(r"王村镇\s+试算得分 [\d.]+\s+第 6 名\s+第 5 名", said)
    assert "合计 90，应为 100" in opened(run, weights="30-25-20-15")
    assert "不是四块的权重" in opened(run, weights="a-b")


def test_it_counts_all_projects_whatever_is_chosen_and_says_so(filled, run):
    said = plain(opened(run, town="高山镇"))
    assert "考核算全部项目，不随筛选" in said
    assert "广武镇 61.9 分居末" in said


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"quarter": "2022-05-31"}, "不是截至日以前的一个季末"),
        ({"quarter": "2022-09-30"}, "不是截至日以前的一个季末"),
        ({"body": HOSTILE}, "这个考核对象"),
        ({"group": "园区"}, "没有考核对象"),
        ({"decide": "x"}, "这条提议"),
    ],
)
def test_a_wrong_link_is_a_sentence(filled, run, query, words):
    text = opened(run, **query)
    assert words in plain(text)
    assert "<img" not in text


def test_before_the_year_begins_to_be_reported(filled, run):
    assert not run("assessment", as_of="2022-01-03", version="1").exception


def test_an_empty_lake_says_what_to_load(nowhere, run):
    new_lake(nowhere)
    assert "先导入" in text_of(run("assessment"))


# deciding


def dialog(run, proposal="黄牌:乔楼镇"):
    return run("assessment", as_of=DAY, decide=proposal)


def test_who_may_not_write_is_told_why_and_asked_nothing(own, run, monkeypatch):
    refusal = WritingClosed("这台服务器没有打开写入", way_out="要写入，还缺：COCKPIT_WRITING=on")
    monkeypatch.setattr(widgets.writing, "closed", lambda: refusal)
    test = dialog(run)
    assert "还缺：COCKPIT_WRITING=on" in plain(text_of(test))
    assert not test.text_area
    assert own.newest() == 1


def test_a_press_by_who_lost_the_right_writes_nothing(own, run, monkeypatch):
    def refuse():
        raise WritingClosed("这里的写入只对管理数据的人开放")

    monkeypatch.setattr(widgets.writing, "closed", lambda: None)
    monkeypatch.setattr(widgets.writing, "writer", refuse)
    test = dialog(run)
    test.radio[0].set_value("采纳")
    test.text_area[0].set_value("示例")
    assert "这里的写入只对管理数据的人开放" in plain(text_of(press(test, "存下决定")))
    assert own.newest() == 1


def test_a_decision_asks_for_its_reason_and_is_a_version(own, run, open_to_all):
    test = press(dialog(run), "存下决定")
    assert "先选采纳或不采纳，再写理由" in plain(text_of(test))
    assert own.newest() == 1
    test.radio[0].set_value("不采纳")
    test.text_area[0].set_value(HOSTILE)
    press(test, "存下决定")
    assert own.version(2).author == "李"
    text = text_of(run("assessment", as_of=DAY))
    assert "<img" not in text
    assert re.search(r"乔楼镇\s+不采纳", plain(text, " "))
    held = rows(own, "assessment_verdict")
    assert ("乔楼镇", "黄牌", False) in {(r["body"], r["proposal"], r["is_accepted"]) for r in held}


def test_what_was_decided_is_not_decided_again(own, run, open_to_all):
    test = dialog(run, "黄牌:汜水镇")
    assert "已经定为采纳" in plain(text_of(test))
    assert not test.text_area


def test_what_the_rules_do_not_propose_opens_no_dialog(own, run, open_to_all):
    test = dialog(run, "黄牌:高山镇")
    assert not test.exception
    assert not test.text_area


def test_a_weights_table_that_lacks_a_line_is_said(own, run):
    with own.change("测试", "少一行") as con:
        con.execute("delete from assessment_rule where formula = 'completion_step'")
    assert "考核权重表缺 completion_step" in plain(text_of(run("assessment", as_of=DAY)))


def test_at_a_day_beyond_the_reports_it_says_to_which_day_they_go(filled, run):
    said = plain(opened(run, as_of="2022-06-15"))
    assert "数据到 5 月底" in said


def test_names_are_drawn_as_they_are_typed(own, run):
    with own.change(HOSTILE, "测试") as con:
        con.execute("update project set township = ? where township = '高山镇'", [HOSTILE])
        con.execute("update supervision_item set finding = ?", [HOSTILE])
    text = unescape(text_of(run("assessment", as_of=DAY))).replace(HOSTILE, "")
    assert "<img src=x" not in text_of(run("assessment", as_of=DAY))
    assert text


@pytest.mark.parametrize(
    ("typed", "words"), [("a", "权重写整数"), ("30", "四块合计 90 分"), ("²", "权重写整数")]
)
def test_weights_that_cannot_be_tried_are_a_sentence(filled, run, typed, words):
    test = run("assessment", as_of=DAY, version="1")
    next(one for one in test.text_input if one.label == "投资完成").set_value(typed)
    assert words in plain(text_of(press(test, "试算")))


# other weights, what an inspection found


def form(run, do):
    return run("assessment", as_of=DAY, do=do)


def asked(test) -> set[str]:
    """The days that its dialog asks for."""
    return {one.key for one in test.date_input} & {"weights since", "found on", "fixed on"}


@pytest.mark.parametrize("do", ["weights", "found", "fixed:"])
def test_who_may_not_write_is_told_so_in_each_dialog(own, run, monkeypatch, do):
    refusal = WritingClosed("这台服务器没有打开写入", way_out="要写入，还缺：COCKPIT_WRITING=on")
    monkeypatch.setattr(widgets.writing, "closed", lambda: refusal)
    test = form(run, do + open_item(own) if do == "fixed:" else do)
    assert "还缺：COCKPIT_WRITING=on" in plain(text_of(test))
    assert not asked(test)
    assert own.newest() == 1


def test_a_press_in_them_by_who_lost_the_right_writes_nothing(own, run, monkeypatch):
    def refuse():
        raise WritingClosed("这里的写入只对管理数据的人开放")

    monkeypatch.setattr(widgets.writing, "closed", lambda: None)
    monkeypatch.setattr(widgets.writing, "writer", refuse)
    test = press(form(run, "fixed:" + open_item(own)), "记为已整改")
    assert "这里的写入只对管理数据的人开放" in plain(text_of(test))
    assert own.newest() == 1


def open_item(own) -> str:
    held = [row for row in rows(own, "supervision_item") if row["done_on"] is None]
    return next(row["item_id"] for row in held if row["on_date"].isoformat() <= DAY)


def weighing(monkeypatch, **points):
    """What is typed in the table's 分值, by the words of an item; the rest stays."""

    def edited(frame, **_):
        changed = frame.copy()
        for item, value in points.items():
            changed.loc[changed["项"] == item, "分值"] = value
        return changed

    monkeypatch.setattr(forms.st, "data_editor", edited)


def test_other_weights_are_a_version_and_change_the_running_quarter_alone(
    own, run, open_to_all, monkeypatch
):
    weighing(monkeypatch, **{"完成率÷序时": 50.0, "已竣÷应竣": 10.0})
    test = press(form(run, "weights"), "存为新的一版")
    assert not test.exception
    assert own.version(2).author == "李"
    now = plain(text_of(run("assessment", as_of=DAY)), " ")
    assert "权重表：2022-04-01 起施行" in now
    assert re.search(r"投资完成\s+50", now)
    before = plain(text_of(run("assessment", as_of=DAY, quarter="2022-03-31")), " ")
    assert "权重表：2021-01-01 起施行" in before
    assert "一季度：城关乡 87.1 分居首，豫龙镇 55.2 分居末" in before  # as it was


def test_other_weights_go_on_from_the_newest_table_whatever_quarter_is_looked_at(
    own, run, open_to_all, monkeypatch
):
    weighing(monkeypatch, **{"完成率÷序时": 50.0, "已竣÷应竣": 10.0})
    press(form(run, "weights"), "存为新的一版")
    weighing(monkeypatch, 三日办结率=9.0, 三必平均=6.0)
    test = run("assessment", as_of=DAY, quarter="2022-03-31", do="weights")
    press(test, "存为新的一版")
    assert own.newest() == 3
    since = date(2022, 7, 1)  # the quarter that the newest does not hold in yet
    held = [row for row in rows(own, "assessment_rule") if row["valid_from"] == since]
    points = {row["formula"]: row["points"] for row in held}
    assert points["three_day"] == 9
    assert (points["completion"], points["finished"]) == (50, 10)  # not as they were in March


def test_points_with_a_decimal_are_shown_with_it(own, run, open_to_all, monkeypatch):
    weighing(monkeypatch, **{"完成率÷序时": 37.5, "已竣÷应竣": 22.5, "每高或低满2点": 0.5})
    press(form(run, "weights"), "存为新的一版")
    said = plain(text_of(run("assessment", as_of=DAY, body="广武镇")), " ")
    assert re.search(r"投资完成\s+37\.5", said)
    assert "±0.5，至多 15" in said
    assert "每满 2 点 ±0.5" in said


@pytest.mark.parametrize(
    ("points", "words"),
    [({"完成率÷序时": 39.0}, "四块合计 99 分，应为 100"), ({}, "和现行的权重表一样")],
)
def test_weights_that_do_not_hold_are_refused_and_the_dialog_stays(
    own, run, open_to_all, monkeypatch, points, words
):
    weighing(monkeypatch, **points)
    test = press(form(run, "weights"), "存为新的一版")
    assert words in plain(text_of(test))
    assert asked(test)
    assert own.newest() == 1


def test_what_an_inspection_found_is_registered_and_put_right(own, run, open_to_all):
    test = press(form(run, "found"), "登记")
    assert "先选项目，再写发现了什么" in plain(text_of(test))
    test.selectbox[-1].set_value("SL-2021-0066")
    test.text_area[0].set_value(HOSTILE)
    press(test, "登记")
    assert own.version(2).author == "李"
    text = text_of(run("assessment", as_of=DAY))
    assert "<img" not in text
    (row,) = [one for one in rows(own, "supervision_item") if one["finding"] == HOSTILE]
    assert (row["item_id"], row["on_date"].isoformat()) == ("20220531-01", DAY)
    press(form(run, "fixed:20220531-01"), "记为已整改")
    (row,) = [one for one in rows(own, "supervision_item") if one["finding"] == HOSTILE]
    assert row["done_on"].isoformat() == DAY


def test_what_was_found_on_a_later_day_is_shown_on_that_day(own, run, open_to_all, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-02")
    test = form(run, "found")
    test.date_input[0].set_value(date(2022, 6, 2))
    test.selectbox[-1].set_value("SL-2021-0066")
    test.text_area[0].set_value("围挡倒了")
    press(test, "登记")
    assert "围挡倒了" in plain(text_of(test))
    assert test.query_params["as_of"] == "2022-06-02"


@pytest.mark.parametrize(
    ("points", "whole"),
    [
        ((40.4, 25.4, 19.4, 14.8), (41, 25, 19, 15)),  # 98, then the .8 and the first .4
        ((40.0, 25.0, 20.0, 15.0), (40, 25, 20, 15)),
        ((37.5, 27.5, 20.0, 15.0), (38, 27, 20, 15)),
    ],
)
def test_a_trial_begins_with_whole_weights_that_come_to_a_hundred(points, whole):
    assert sum(whole) == 100
    assert widgets._whole(points) == whole


def test_an_item_that_is_not_open_has_no_dialog(own, run, open_to_all):
    for item in ("x", "DC-001"):  # unknown; put right on 05-15
        test = form(run, f"fixed:{item}")
        assert not test.exception
        assert not asked(test)


@pytest.mark.parametrize("do", ["x", "fixed", "weights:1"])
def test_a_dialog_that_there_is_not_is_a_sentence(filled, run, do):
    assert "这个办理" in plain(opened(run, do=do))


def test_an_earlier_version_offers_nothing_to_write(filled, run):
    text = opened(run)  # version 1 of two
    assert "do=" not in text
    assert "do=weights" in unescape(text_of(run("assessment", as_of=DAY)))


# to take along


def sheet(**query):
    asked = {"as_of": [DAY], "version": ["1"]} | {name: [value] for name, value in query.items()}
    name, body, _ = downloads.written("assessment.csv", asked)
    return name, [*csv.reader(io.StringIO(body.decode("utf-8-sig")))]


def test_the_ranks_are_taken_along_with_each_blocks_points(filled):
    name, (header, first, *others) = sheet()
    assert name == "督导考核-镇街-2022-05-31-v1.csv"
    assert header[:5] == ["名次（位）", "镇街", "项目（个）", "得分（分）", "投资完成（满分 40）"]
    assert first[1] == "高山镇"
    assert round(float(first[3]), 1) == 91.0
    last = others[-1]
    assert (last[1], round(float(last[4]), 1), last[-1]) == ("广武镇", 25.1, "黄牌")
    assert sheet(group="市直")[1][1][1] == "示例单位 18"


def test_the_arithmetic_of_the_open_body_is_taken_along(filled):
    name, (header, *lines) = sheet(body="广武镇")
    assert name == "督导考核-广武镇得分怎么来的-2022-05-31-v1.csv"
    assert header == ["考核块", "怎么算", "得分（分）", "满分（分）"]
    assert ["投资完成", "小计", "25.1", "40"] in lines
    assert lines[-1] == ["得分", "合计", "61.9", ""]


def test_the_page_offers_both(filled, run):
    text = unescape(opened(run, body="广武镇"))
    assert "/download/assessment.csv?as_of=2022-05-31&version=1&group=镇街" in unquote(text)
    assert "group=镇街&body=广武镇" in unquote(text)
