"""周一碰头会: what it proposes and why, what it records, and what is kept of it."""

import json
import re
from datetime import date
from html import unescape

import pytest

from cockpit.errors import Refused, WritingClosed
from cockpit.intake import corrections, meetings
from cockpit.intake.corrections import Reason
from cockpit.intake.meetings import Item
from cockpit.screens.monday.agenda import agenda_of
from cockpit.web import meeting_forms as forms
from cockpit.web import writing
from cockpit.web.server import decks, downloads
from cockpit.web.view import view_of
from tests.conftest_gate import new_lake
from tests.pages.reading import plain, press, text_of

DAY, FRIDAY_BEFORE = "2022-05-31", "2022-05-27"
WEDNESDAY, MONDAY, NEXT = "2022-06-01", "2022-06-06", "2022-06-13"
HOSTILE = '<img src=x onerror="alert(1)">**粗**'
LAND, WATER, PLANT = "SL-2021-0012", "SL-2021-0163", "SL-2021-0187"


@pytest.fixture(autouse=True)
def _wednesday(monkeypatch):
    today(monkeypatch, WEDNESDAY)


def today(monkeypatch, day):
    monkeypatch.setenv("COCKPIT_TODAY", day)


def opened(run, **query):
    test = run("monday", **{"as_of": DAY} | query)
    assert not test.exception
    return test


def said(run, **query):
    return plain(text_of(opened(run, **query)), " ")


def test_the_finding_proposes_the_first_two_and_says_what_became_of_the_last(filled, run):
    words = said(run)
    assert "第 23 周碰头会建议研究 2 个：新材料产业园一期、城乡供水一体化" in words
    # three were done on 05-31, one was put off, three are not due before 06-01
    assert "上次议定 7 件：落实 3 件、推进中 3 件、调整 1 件" in words
    assert "更早的会还有 3 件没有落实" in words  # of 05-09 one, of 05-16 two


def test_decisions_are_judged_on_the_day_of_the_meeting(filled, run, monkeypatch):
    today(monkeypatch, MONDAY)
    words = said(run)
    assert "逾期 1 件" in words
    assert re.search(r"▼ 逾期\s+逾期 5 天\s+供电外线先行开工", words)  # 06-01 to 06-06
    assert re.search(r"06-02\s+06-10", words)  # the first date stays beside the one agreed


def test_a_card_says_why_and_when_it_was_here_last(filled, run):
    words = said(run)
    assert re.search(r"问题“剩余用地组卷未批，二标段无法进场” ?05-11 提出，超期 17 天", words)
    assert "最久的节点逾期 70 天" in words  # 03-22 to 05-31
    assert "上次研究 05-23（2 周前）" in words  # to 06-06
    assert "首次上会" in words  # the other one
    assert "05-16 要求示例单位 14“报出剩余用地组卷”，逾期 7 天没有落实" in words  # 05-25 to 06-01


def test_an_earlier_meeting_opens_with_its_list_and_why_it_was_chosen(filled, run):
    words = said(run, as_of="2022-05-13", meeting="2022-05-16")
    assert "第 20 周碰头会研究 2 个：新材料产业园一期、冷链物流中心" in words
    assert "换下“快速通道东段”：征迁上周已议定" in words
    assert "换上" not in words  # a list that is over stays


def test_a_day_that_is_no_monday_is_a_sentence_with_the_next_one(filled, run):
    words = plain(text_of(run("monday", as_of=DAY, meeting="2022-05-31")))
    assert "2022-05-31 不是周一" in words
    assert "2022-06-06" in words


def test_an_empty_lake_says_what_to_load(nowhere, run):
    new_lake(nowhere)
    assert "先导入" in text_of(run("monday"))


def test_the_choice_of_projects_changes_nothing_and_is_not_offered(filled, run):
    test = opened(run, town="城关乡")
    words = plain(text_of(test))
    assert "建议研究 2 个：新材料产业园一期、城乡供水一体化" in words
    assert re.search(r"▼\s*红灯", words)  # the lamp of a project that the choice leaves out
    assert not list(test.get("multiselect"))


def test_the_reminder_has_agenda_projects_people_and_the_way_here(filled, run):
    words = said(run)
    assert "【提醒】第 23 周周一碰头会（2022-06-06）" in words
    assert "项目1：示例·新材料产业园一期（低于序时 31.4 个百分点；" in words
    people = re.search("请参加：(.*?)。", words)[1]
    assert "市领导 14" in people
    assert people.count("示例单位 14") == 1  # leads twice, is asked once
    assert "请会议定：报出剩余用地组卷（示例单位 14，06-10 前）" in words


# writing


def dialog(run, do, of="", **query):
    return opened(run, do=do, of=of, **query)


def instead_of(test):
    """The box that says which project makes room; its key names the list."""
    return next(one for one in test.selectbox if one.label == "换下哪个")


def test_a_project_takes_anothers_place_with_a_reason(own, run, open_to_all):
    test = dialog(run, "swap", PLANT)
    press(test, "确认换上")
    assert "先写一句为什么换" in plain(text_of(test))
    assert own.newest() == 1
    instead_of(test).set_value(WATER)
    test.text_input(key="swap reason").set_value(HOSTILE)
    press(test, "确认换上")
    assert own.version(2).author == "李"
    text = text_of(run("monday", as_of=DAY))
    assert "研究 2 个：新材料产业园一期、标准化厂房三期" in plain(text)
    assert "&lt;img src=x" in text
    assert "<img" not in text


def test_who_was_slower_is_told_that_the_list_changed(own, run, open_to_all):
    test = dialog(run, "swap", PLANT)
    instead_of(test).set_value(WATER)
    test.text_input(key="swap reason").set_value("先议厂房")
    other = [Item(LAND, 1), Item("SL-2021-0066", 4, WATER, "银行今天定")]
    meetings.set_list(own, date(2022, 6, 6), date(2022, 5, 31), other, "王")
    press(test, "确认换上")
    assert own.newest() == 2  # a press on the list before is none
    assert WATER not in instead_of(test).options
    agenda = agenda_of(view_of({"as_of": [DAY]}))
    with pytest.raises(Refused, match="要换下的项目已经不在名单上"):
        forms._swapped(agenda, PLANT, forms.Swap(WATER, "先议厂房"))


def test_any_project_with_a_score_can_be_chosen_and_the_proposed_one_put_back(
    own, run, open_to_all
):
    test = dialog(run, "swap")
    press(test, "确认换上")
    assert "先选换上哪个项目" in plain(text_of(test))
    offered = test.selectbox(key="swap project").options
    assert len(offered) > 6  # more than the next six that are shown
    test.selectbox(key="swap project").select(offered[6])  # behind those
    instead_of(test).set_value(WATER)
    test.text_input(key="swap reason").set_value("群众来信")
    press(test, "确认换上")
    assert "换下“城乡供水一体化”：群众来信" in said(run)
    again = dialog(run, "swap", WATER)
    instead_of(again).set_value(instead_of(again).options[1])
    again.text_input(key="swap reason").set_value("来信已办")
    press(again, "确认换上")
    words = said(run)
    assert "研究 2 个：新材料产业园一期、城乡供水一体化" in words
    assert "换下" not in words.partition("后面")[0]  # as the score has it: nothing was replaced


def test_the_order_changes_with_a_reason(own, run, open_to_all):
    test = dialog(run, "order", WATER)
    test.selectbox(key="order place").set_value(1)
    test.text_input(key="order reason").set_value("批复今天到期")
    press(test, "确认")
    words = said(run)
    assert "研究 2 个：城乡供水一体化、新材料产业园一期" in words
    assert words.count("次序：批复今天到期") == 2  # neither stands where the score has it


def agreeing(run, monkeypatch, of="YD-20220606-01"):
    today(monkeypatch, MONDAY)
    return dialog(run, "record", of)


def test_nothing_is_decided_before_the_meeting(own, run, open_to_all):
    test = dialog(run, "record", "YD-20220606-01")
    press(test, "议定，记入会议记录")
    assert "2022-06-06 的会还没有开" in plain(text_of(test))
    assert own.newest() == 1


def test_what_was_asked_is_decided_as_the_meeting_has_it(own, run, open_to_all, monkeypatch):
    test = agreeing(run, monkeypatch)
    test.text_input(key="decision lead").set_value("示例单位 15")
    press(test, "议定，记入会议记录")
    words = said(run)
    assert "这次议定 1 件，3 件待议" in words
    assert re.search(r"● 推进中\s+报出剩余用地组卷\s+示例·新材料产业园一期\s+示例单位 15", words)


def test_one_without_owner_or_date_names_what_is_missing_and_keeps_the_rest(
    own, run, open_to_all, monkeypatch
):
    test = agreeing(run, monkeypatch, of="")
    test.text_area(key="decision text").set_value("周报周五报齐")
    press(test, "议定，记入会议记录")
    assert "没有写牵头、时限、督办人" in plain(text_of(test))
    assert test.text_area(key="decision text").value == "周报周五报齐"
    assert own.newest() == 1


def test_a_decision_with_a_date_in_the_past_is_refused(own, run, open_to_all, monkeypatch):
    test = agreeing(run, monkeypatch)
    test.date_input(key="decision due").set_value(date(2022, 6, 5))
    press(test, "议定，记入会议记录")
    assert "时限 2022-06-05 早于会议" in plain(text_of(test))
    assert own.newest() == 1


def test_a_decision_moves_on_and_a_date_belongs_to_a_change(own, run, open_to_all):
    test = dialog(run, "move", "YD-20220530-07")
    test.date_input(key="moved due").set_value(date(2022, 6, 15))
    press(test, "记下")
    assert "就选“调整”" in plain(text_of(test))
    test.selectbox(key="moved state").set_value("调整")
    press(test, "记下")
    words = said(run)
    assert re.search(r"◆ 调整\s+环评批复", words)
    assert re.search(r"06-06\s+06-15", words)
    project = plain(text_of(run("project", as_of=DAY, project=WATER)), " ")
    assert re.search(r"◆ 调整\s+环评批复", project)


def test_who_may_not_write_is_told_why_and_asked_nothing(own, run, monkeypatch):
    refusal = WritingClosed("这台服务器没有打开写入", way_out="要写入，还缺：COCKPIT_WRITING=on")
    monkeypatch.setattr(writing, "closed", lambda: refusal)
    test = dialog(run, "swap", PLANT)
    assert "还缺：COCKPIT_WRITING=on" in plain(text_of(test))
    assert "swap reason" not in {one.key for one in test.text_input}


def test_a_link_to_what_is_not_there_opens_the_page(own, run, open_to_all):
    for do, of in (("swap", "没有它"), ("move", "YD-9"), ("order", PLANT), ("x", "")):
        assert "第 23 周碰头会" in said(run, do=do, of=of)


# what is kept


@pytest.fixture
def pinned(own, run, open_to_all, monkeypatch):
    """A lake in which the meeting of 06-06 is kept, on the Friday before."""
    today(monkeypatch, "2022-06-03")
    press(dialog(run, "pin"), "定稿，留存会上看的")
    assert own.newest() == 2
    return own


def test_a_meeting_is_kept_with_its_deck_and_all_figures(pinned, run, monkeypatch):
    (row,) = (
        pinned.reading()
        .execute("select as_of, data_version, pinned from meeting where meeting_id = '2022-06-06'")
        .fetchall()
    )
    assert row[:2] == (date(2022, 5, 31), 1)
    kept = json.loads((pinned.folder / "originals" / row[2]).read_bytes())
    figures = {(code, where): value for code, _, where, value in kept["figures"]}
    assert figures["completed", ""] == pytest.approx(1_710_000)  # 171.0 亿元
    assert figures["implemented", ""] == 342
    assert figures["completion", "专项债"] == pytest.approx(157_500 / 420_000)
    assert "新材料产业园一期" in kept["documents"]["deck"]
    assert "https://" not in kept["documents"]["deck"]


def test_what_was_seen_stays_when_data_are_corrected_and_the_difference_is_said(
    pinned, run, monkeypatch
):
    revision = (
        pinned.reading()
        .execute(
            "select revision, annual_plan_wan from project_year"
            " where project_id = ? and year = 2022",
            [LAND],
        )
        .fetchone()
    )
    cell = ("project_year", f"{LAND}|2022|{revision[0]}", "annual_plan_wan")
    corrections.set_value(pinned, cell, str(revision[1] + 10_000), Reason("李", "更正"))
    today(monkeypatch, NEXT)
    words = said(run, meeting="2022-06-06")
    assert "2022-06-06 会上所见：第 1 版，截至 2022-05-31" in words
    assert re.search(r"年度计划投资\s+424\.0 亿元", words)
    words = said(run, meeting="2022-06-06", seen="now")
    # then; by today's definitions on the same data; on the corrected data
    assert re.search(r"年度计划投资\s+—\s+424\.0 亿元\s+424\.0 亿元\s+425\.0 亿元", words)


def test_a_meeting_that_was_not_kept_says_so(filled, run, monkeypatch):
    words = said(run, as_of=FRIDAY_BEFORE, meeting="2022-05-30")
    assert "会上所见" not in words


def test_a_pin_that_is_refused_leaves_no_file(own, run, open_to_all, monkeypatch):
    today(monkeypatch, "2022-06-03")

    def refuse(*_, **__):
        raise Refused("已经定稿")

    monkeypatch.setattr(meetings, "pin", refuse)
    before = sorted((own.folder / "originals").glob("*"))
    test = press(dialog(run, "pin"), "定稿，留存会上看的")
    assert "已经定稿" in plain(text_of(test))
    assert sorted((own.folder / "originals").glob("*")) == before


# what is handed on


def test_who_may_take_files_along_finds_them_of_this_meeting_and_version(filled, run):
    text = unescape(text_of(opened(run)))
    links = re.findall(r"/download/([a-z.]+)\?(\S+?)\"", text)
    assert [file for file, _ in links] == [
        "slides.pptx", "notice.docx", "weekly.docx", "tables.xlsx", "deck.html", "pack.zip",
    ]  # fmt: skip
    assert {query for _, query in links} == {"as_of=2022-05-31&version=2&meeting=2022-06-06"}


def test_a_choice_of_projects_narrows_neither_the_deck_nor_what_is_handed_on(filled, run):
    whole, narrowed = (
        decks.document(view_of({"as_of": [DAY], **town}, decks.OWN)).body
        for town in ({}, {"town": ["城关乡"]})
    )
    assert narrowed == whole
    links = re.findall(r'href="(/(?:deck|download)[^"]*)"', text_of(opened(run, town="城关乡")))
    assert len(links) == 7  # the deck and six files
    assert not [link for link in links if "town" in link]


def test_the_deck_as_a_file_asks_for_nothing(filled):
    name, body, _ = downloads.written("deck.html", {"as_of": [DAY], "meeting": ["2022-06-06"]})
    assert name == "周一碰头会汇报-2022-06-06-v2.html"
    assert b"data-events" not in body.partition(b"<script>")[0]
    assert "新材料产业园一期".encode() in body
