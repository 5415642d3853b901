"""督导考核: ranks, the arithmetic of one, proposals and decisions, a trial, the inspection."""

import re
from html import unescape

import pytest

from cockpit.errors import WritingClosed
from cockpit.web import assessment as widgets
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
