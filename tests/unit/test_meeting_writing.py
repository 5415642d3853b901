"""Writing for a Monday meeting: each a version with its author, or a sentence and nothing."""

from datetime import date, datetime
from threading import Thread

import pytest
from given import on

from cockpit.errors import LoadRefused, NotFound, Refused
from cockpit.intake import meetings
from cockpit.intake.gate import load
from cockpit.intake.meetings import Item, Move, Said, Seen
from cockpit.intake.read import Source
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import Lake
from queries import meeting as questions

FRIDAY, MONDAY, NEXT = date(2022, 5, 27), date(2022, 5, 30), date(2022, 6, 6)
NOW = datetime(2022, 5, 31, 9, 20, 5)
TODAY = NOW.date()
PROJECTS = (
    "项目代码,项目名称,生效日期\nP1,一号,2022-01-01\nP2,二号,2022-01-01\nP3,三号,2022-01-01\n"
)


@pytest.fixture
def lake(tmp_path):
    lake = Lake(tmp_path / "lake")
    lake.create()
    load(lake, [Source("项目.csv", PROJECTS.encode())], author="测试")
    return lake


def asked(lake, question, day="2022-05-31"):
    return question(marts.build(lake, lake.newest()).connection, on(day))


def said(**more):
    five = {"text": "报出组卷", "lead": "甲局", "due_on": date(2022, 6, 8), "supervisor": "张三"}
    return Said(**{**five, "project_id": "P1", **more})


def agreed(lake, **more):
    return meetings.agree(lake, MONDAY, FRIDAY, said(**more), "李", today=TODAY)[0]


def refused(lake, write, *words):
    before = lake.newest_snapshot()
    with pytest.raises((Refused, NotFound, LoadRefused)) as refusal:
        write()
    assert lake.newest_snapshot() == before
    for word in words:
        assert word in str(refusal.value)


def test_a_list_is_a_version_and_the_next_one_takes_its_place(lake):
    assert meetings.set_list(lake, MONDAY, FRIDAY, [Item("P1", 1), Item("P2", 2)], "李") == 2
    assert lake.version(2).author == "李"
    changed = [Item("P1", 1), Item("P3", 5, "P2", "等批复")]
    meetings.set_list(lake, MONDAY, FRIDAY, changed, "王")
    items = asked(lake, questions.items)
    assert list(items["project_id"]) == ["P1", "P3"]
    assert list(items["replaced_reason"].fillna("")) == ["", "等批复"]
    assert list(items["replaces_name"].fillna("")) == ["", "二号"]
    (meeting,) = asked(lake, questions.meetings).itertuples()
    assert (meeting.on_date.date(), meeting.as_of.date(), meeting.projects) == (MONDAY, FRIDAY, 2)


def test_the_same_list_again_makes_no_version(lake):
    meetings.set_list(lake, MONDAY, FRIDAY, [Item("P1", 1)], "李")
    before = lake.newest()
    assert meetings.set_list(lake, MONDAY, FRIDAY, [Item("P1", 1)], "李") is None
    assert lake.newest() == before


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], "一到五个"),
        ([Item(f"P{n}", n) for n in range(1, 7)], "一到五个"),
        ([Item("P9", 1)], "没有这个项目"),
        ([Item("P2", 2)], "没有写原因"),  # the second before the first: a reason
        ([Item("P1", 1), Item("P3", 2, "P2", " ")], "没有写原因"),
        ([Item("P1", 1), Item("P1", 2, "P2", "再议")], "一个项目在一次会上只列一次"),
    ],
)
def test_a_list_that_is_none_is_refused(lake, items, words):
    refused(lake, lambda: meetings.set_list(lake, MONDAY, FRIDAY, items, "李"), words)


def test_a_meeting_on_a_tuesday_is_refused_with_the_next_monday(lake):
    def write():
        meetings.set_list(lake, date(2022, 5, 31), FRIDAY, [Item("P1", 1)], "李")

    refused(lake, write, "这一天不是周一", "2022-06-06")


def test_what_is_decided_has_its_five_fields_and_its_recorder(lake):
    decision_id = agreed(lake, helps="乙局")
    (row,) = asked(lake, questions.decisions).itertuples()
    assert row.decision_id == decision_id == "YD-20220530-01"
    assert (row.text, row.lead, row.helps, row.supervisor) == ("报出组卷", "甲局", "乙局", "张三")
    assert (row.due_on.date(), row.agreed_on.date()) == (date(2022, 6, 8), MONDAY)
    assert (row.state, row.recorded_by) == ("推进中", "李")


def test_all_that_is_missing_is_named_at_once(lake):
    refused(lake, lambda: agreed(lake, lead=" ", due_on=None, supervisor=""), "牵头、时限、督办人")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"due_on": date(2022, 5, 29)}, "早于会议"),
        ({"project_id": "P9"}, "没有这个项目"),
        ({"text": ""}, "没有写事项"),
    ],
)
def test_a_decision_that_is_none_is_refused(lake, more, words):
    refused(lake, lambda: agreed(lake, **more), words)


def test_nothing_is_decided_before_the_meeting(lake):
    def write():
        meetings.agree(lake, NEXT, TODAY, said(due_on=date(2022, 6, 10)), "李", today=TODAY)

    refused(lake, write, "还没有开")


def test_what_is_asked_is_decided_in_the_words_of_the_meeting_and_only_once(lake):
    decision_id, _ = meetings.ask(lake, MONDAY, FRIDAY, said(due_on=None, supervisor=""), "李")
    (before,) = asked(lake, questions.decisions).itertuples()
    assert before.state == "待议"
    refused(lake, lambda: move(lake, decision_id, "推进中"), "还没有议定")
    meetings.agree_asked(lake, decision_id, said(lead="丙局"), "王", today=TODAY)
    (after,) = asked(lake, questions.decisions).itertuples()
    assert (after.decision_id, after.lead, after.state) == (decision_id, "丙局", "推进中")

    def again():
        meetings.agree_asked(lake, decision_id, said(), "李", today=TODAY)

    refused(lake, again, "已经议定", "另一人")


def test_two_who_record_at_once_are_both_kept(lake):
    made = []
    both = [
        Thread(target=lambda who=who: made.append(agreed(lake, text=f"{who}记的")))
        for who in ("甲", "乙")
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    rows = asked(lake, questions.decisions)
    assert sorted(rows["text"]) == ["乙记的", "甲记的"]
    assert sorted(made) == sorted(rows["decision_id"]) == ["YD-20220530-01", "YD-20220530-02"]


def move(lake, decision_id, state, on_day=TODAY, **more):
    doing = Move(state, on_day, more.pop("note", ""), more.pop("due_on", None))
    return meetings.move(lake, decision_id, doing, "张三", now=more.pop("now", NOW))


def test_a_decision_moves_on_with_both_dates_until_it_is_done(lake):
    decision_id = agreed(lake)
    move(lake, decision_id, "推进中", date(2022, 5, 30), note="已动身")
    move(lake, decision_id, "调整", due_on=date(2022, 6, 15), note="缺材料")
    (row,) = asked(lake, questions.decisions).itertuples()
    assert (row.state, row.first_due_on.date(), row.due_on.date()) == (
        "调整", date(2022, 6, 8), date(2022, 6, 15),
    )  # fmt: skip
    move(lake, decision_id, "已落实")  # the same moment: a second later
    events = asked(lake, questions.events)
    assert [str(at) for at in events["happened_at"]] == [
        "2022-05-30 00:00:00", "2022-05-31 09:20:05", "2022-05-31 09:20:06",
    ]  # fmt: skip
    assert asked(lake, questions.decisions)["state"].iloc[0] == "已落实"
    refused(lake, lambda: move(lake, decision_id, "推进中"), "已经落实")


@pytest.mark.parametrize(
    ("state", "more", "words"),
    [
        ("调整", {}, "没有写调整到哪一天"),
        ("调整", {"due_on": date(2022, 5, 30)}, "已经过了"),
        ("推进中", {"on_day": date(2022, 6, 1)}, "今天之后"),
        ("推进中", {"on_day": date(2022, 5, 29)}, "早于议定"),
        ("办完", {}, "没有这种办理状态"),
    ],
)
def test_a_move_that_is_none_is_refused(lake, state, more, words):
    decision_id = agreed(lake)
    refused(lake, lambda: move(lake, decision_id, state, **more), words)


def test_a_decision_that_is_not_there_is_said(lake):
    refused(lake, lambda: move(lake, "YD-9", "推进中"), "没有这件议定事项")


def test_a_pin_names_version_and_what_is_kept_and_a_past_one_stays(lake):
    seen = Seen(FRIDAY, lake.newest(), "a" * 64)
    meetings.pin(lake, MONDAY, seen, "李", today=MONDAY)
    (row,) = asked(lake, questions.meetings).itertuples()
    assert (row.data_version, row.pinned, row.as_of.date()) == (1, "a" * 64, FRIDAY)
    again = Seen(MONDAY, 2, "b" * 64)
    meetings.pin(lake, MONDAY, again, "李", today=MONDAY)  # the morning of the meeting
    refused(lake, lambda: meetings.pin(lake, MONDAY, seen, "李", today=TODAY), "已经定稿")


def test_a_decision_of_a_file_that_has_no_date_is_named_with_its_cell(lake):
    meetings.set_list(lake, MONDAY, FRIDAY, [Item("P1", 1)], "李")
    header = "议定编号,会议编号,议定事项,牵头单位,时限,督办人,议定日期"
    text = f"{header}\nY1,2022-05-30,供电,甲局,,张三,2022-05-30\n"
    with pytest.raises(LoadRefused) as refusal:
        load(lake, [Source("议定事项.csv", text.encode())], author="测试")
    assert "议定了没有时限" in str(refusal.value.faults[0])


def test_a_loaded_meeting_on_a_tuesday_is_refused(lake):
    text = "会议编号,会议日期,数据截至\n第22次,2022-05-31,2022-05-27\n"
    with pytest.raises(LoadRefused) as refusal:
        load(lake, [Source("周一碰头会.csv", text.encode())], author="测试")
    assert "碰头会不在周一" in str(refusal.value.faults[0])


def test_a_meeting_that_a_file_numbered_its_own_way_keeps_its_number(lake):
    text = "会议编号,会议日期,数据截至\n第22次,2022-05-30,2022-05-27\n"
    load(lake, [Source("周一碰头会.csv", text.encode())], author="测试")
    agreed(lake)
    assert list(asked(lake, questions.decisions)["meeting_id"]) == ["第22次"]
    assert len(asked(lake, questions.meetings)) == 1
