"""The way of a library's entries, hops, the board, who has started and is not in statistics."""

import pytest
from given import entry, given, member, of, on, project, report, stage

from cockpit.numbers import is_missing
from cockpit.warehouse import mart as marts
from queries import pipeline

MAY = on("2022-05-31")


def step(entry_id, name, day, note=None):
    return of("pipeline_step", entry_id=entry_id, step=name, on_date=day, note=note)


@pytest.fixture
def mart():
    mart = marts.empty()
    given(mart, of("class", project_class="甲类", position=1, is_converted=True))
    for code in ("P1", "P2", "P3"):
        given(mart, project(code), member(code, "甲类"))
    return mart


def way(mart, day="2022-05-31", **choice):
    return pipeline.flow(mart, on(day, **choice)).set_index("flow_stage")


def test_the_way_closes(mart):
    given(mart, *(entry(f"E{n}", "储备", day="2022-03-01") for n in range(1, 5)))
    given(
        mart,
        entry("E5", "储备", day="2022-03-01", project_id="P1"),
        stage("P1", "开工", "2022-05-01"),
    )
    given(mart, entry("E6", "储备", 3, day="2022-05-21"))
    for number in (1, 2, 3, 5):
        given(mart, step(f"E{number}", "审核通过", "2022-03-11"))
    given(mart, step("E2", "手续齐备", "2022-04-01"))
    given(mart, step("E3", "退出", "2022-04-02", "暂缓"), step("E4", "退出", "2022-03-03"))
    found = way(mart)
    assert list(found.reached) == [8, 4, 2, 1, 1, 0]  # E5 has started: it is past what lies before
    assert list(found.waits) == [3, 1, 1, 0, 1, 0]
    assert list(found.leaves) == [1, 1, 0, 0, 0, 0]
    assert found.waits.sum() + found.leaves.sum() + found.reached.iloc[-1] == 8
    assert found.passed_ratio["审核通过"] == 0.5
    assert found.waiting_longest["审核通过"] == 81  # E1 since 11 March
    assert found.waiting_longest["储备"] == 10  # E6; E4 left and does not wait
    rows = pipeline.flow_rows(mart, MAY)
    assert set(rows[rows.leaves > 0].reason) == {"暂缓", "未写原因"}


def test_a_library_without_steps_has_no_way(mart):
    given(mart, entry("E1", "储备", 20))
    assert pipeline.flow(mart, MAY).empty
    given(mart, step("E1", "审核通过", "2022-06-01"))
    assert pipeline.flow(mart, MAY).empty  # not by then
    assert way(mart, "2022-06-01").reached["审核通过"] == 20


def test_a_choice_keeps_the_entries_of_its_projects(mart):
    given(mart, entry("E1", "储备"), entry("E2", "储备", project_id="P1"))
    given(mart, step("E1", "审核通过", "2022-03-11"), step("E2", "审核通过", "2022-03-11"))
    assert way(mart).reached["储备"] == 2
    assert way(mart, classes=("甲类",)).reached["储备"] == 1
    assert pipeline.flow(mart, on("2022-05-31", classes=("乙类",))).empty


def hops(mart, day="2022-05-31"):
    return pipeline.hops(mart, on(day)).set_index("hop")


def test_the_days_of_a_hop_and_who_waits_longest(mart):
    for code, day in (("P1", "2022-01-01"), ("P2", "2022-01-01"), ("P3", "2022-05-01")):
        given(mart, stage(code, "签约", day))
    given(mart, stage("P1", "履约", "2022-01-31"), stage("P2", "履约", "2022-02-20"))
    given(mart, stage("P1", "开工", "2022-05-30"))
    found = hops(mart)
    signed = found.loc["签约→履约"]
    assert (signed.base, signed.moved, signed.waits, signed.median_days) == (3, 2, 1, 40)
    assert (signed.longest_project, signed.waiting_longest) == ("P3", 30)
    assert found.loc["履约→开工"].median_days == 119
    assert "开工→投产" not in found.index  # nobody's 投产 is recorded
    assert "开工→入库" not in found.index


def test_a_later_stage_implies_the_earlier_and_a_day_that_is_missing_makes_no_median(mart):
    given(mart, stage("P1", "签约", "2022-01-01"), stage("P1", "开工", "2022-03-01"))
    found = hops(mart)
    assert (found.moved["签约→履约"], found.moved["履约→开工"]) == (1, 1)
    assert is_missing(found.median_days["签约→履约"])


def test_waiting_is_counted_as_far_as_the_ledger_goes(mart):
    given(mart, stage("P1", "签约", "2022-05-01"), stage("P2", "签约", "2022-05-01"))
    given(mart, stage("P2", "履约", "2022-05-02"), stage("P2", "开工", "2022-05-05"))
    assert hops(mart, "2022-08-31").waiting_longest["签约→履约"] == 30  # to the end of May


def test_a_librarys_own_hop_takes_the_entries_that_name_a_project(mart):
    given(mart, entry("E1", "储备", day="2022-01-10", project_id="P1"), entry("E2", "储备"))
    given(mart, entry("E3", "储备", day="2022-01-10", project_id="P2"))
    given(mart, stage("P1", "开工", "2022-02-09"))
    row = hops(mart).loc["储备→开工"]
    assert (row.base, row.moved, row.median_days) == (2, 1, 30)
    # one that started before it entered has not waited
    given(mart, entry("E4", "储备", day="2022-03-01", project_id="P3"))
    given(mart, stage("P3", "开工", "2022-02-01"))
    row = hops(mart, "2022-05-30").loc["储备→开工"]
    assert (row.base, row.moved, row.median_days) == (3, 2, 30)


def test_the_library_into_which_starts_are_told_has_no_hop_of_its_own(mart):
    given(mart, entry("E1", "统计", project_id="P1"), step("E1", "待报", "2022-02-01"))
    assert "统计→开工" not in set(pipeline.hops(mart, MAY).hop)


def board(mart, day="2022-05-31"):
    rows = pipeline.board_rows(mart, on(day)).itertuples()
    return {(row.board, row.board_step, row.card): row.days for row in rows}


def test_a_followed_class_stands_by_its_stages(mart):
    given(mart, stage("P1", "签约", "2022-03-01"))
    given(mart, stage("P2", "签约", "2022-03-01"), stage("P2", "履约", "2022-05-01"))
    given(mart, stage("P3", "开工", "2021-12-31"))
    assert set(board(mart)) == {
        ("甲类", "签约", "P1"),
        ("甲类", "报批", "P2"),
        ("甲类", "在建", "P3"),
    }
    given(mart, stage("P3", "停工", "2022-05-02"))
    assert board(mart, "2022-05-30")["甲类", "报批", "P2"] == 29
    assert board(mart, "2022-05-30")["甲类", "签约", "P1"] == 90


def test_an_entry_of_a_class_whose_project_is_not_on_its_list_keeps_its_card(mart):
    """Who is on the list stands by stages alone; a project of another class has no other card."""
    given(mart, project("P9"), member("P9", "乙类"), stage("P1", "签约", "2022-03-01"))
    for code, whose in (("E1", "P1"), ("E9", "P9")):
        given(mart, entry(code, "甲类五期", project_id=whose), step(code, "在谈", "2022-03-05"))
    cards = {(step, card) for at, step, card in board(mart) if at == "甲类"}
    assert cards >= {("签约", "P1"), ("在谈", "E9")}
    assert ("在谈", "E1") not in cards


def test_a_start_of_this_year_stands_apart_from_one_of_last(mart):
    given(mart, stage("P1", "开工", "2022-01-01"), stage("P2", "开工", "2021-12-31"))
    given(mart, stage("P3", "投产", "2022-05-01"))
    assert {(step, card) for _, step, card in board(mart)} == {
        ("开工", "P1"),
        ("在建", "P2"),
        ("投产", "P3"),
    }


def test_what_has_reached_its_effect_waits_for_nothing(mart):
    given(mart, *(stage(code, "投产", "2022-05-01") for code in ("P1", "P2")))
    given(mart, stage("P1", "达效", "2022-05-20"))
    (column,) = pipeline.board(mart, MAY)[lambda found: found.board_step == "投产"].itertuples()
    assert (column.cards, column.effective, column.longest_days) == (2, 1, 30)
    assert list(pipeline.board_rows(mart, MAY).card)[-2:] == ["P2", "P1"]


def test_entries_of_a_followed_class_that_are_no_project_stand_on_its_board(mart):
    given(mart, entry("E1", "甲类第五期"), entry("E2", "甲类第五期", project_id="P1"))
    given(mart, step("E1", "在谈", "2022-05-01"), step("E2", "在谈", "2022-05-01"))
    given(mart, entry("E3", "另一库", day=None), step("E3", "在谈", "2022-05-11"))
    found = {key: days for key, days in board(mart).items() if key[1] == "在谈"}
    # P1 to P3 have no stage: they are talked about, since nobody knows when
    assert found["甲类", "在谈", "E1"] == 30
    assert found["另一库", "在谈", "E3"] == 20
    assert ("甲类", "在谈", "E2") not in found
    assert is_missing(found["甲类", "在谈", "P1"])


def test_who_left_is_on_no_board_and_is_counted_with_the_reason(mart):
    given(mart, entry("E1", "另一库"), entry("E2", "另一库", 2), entry("E3", "储备"))
    given(mart, step("E1", "在谈", "2022-03-01"), step("E1", "退出", "2022-04-01", "改投外地"))
    given(mart, step("E2", "退出", "2022-04-01", "改投外地"), step("E3", "退出", "2022-06-01"))
    assert not [key for key in board(mart) if key[0] == "另一库"]
    given(mart, entry("E4", "储备", day="2021-03-01"), step("E4", "退出", "2021-12-31"))
    found = pipeline.dropped(mart, MAY)
    assert list(found.dropped) == [3, 3, 3]  # in all, of the library, of its reason
    assert list(pipeline.dropped_rows(mart, MAY).step_before) == ["在谈", "储备"]


def states(mart, day="2022-05-31"):
    rows = pipeline.statistics_rows(mart, on(day)).itertuples()
    return {row.project_id: row.stat_state for row in rows}


def test_who_has_started_and_is_not_in_statistics(mart):
    for code in ("P1", "P2", "P3"):
        given(mart, stage(code, "开工", "2022-02-01"), report(code, "2022-05-31", 100))
    given(mart, project("P4", total=499), member("P4", "甲类"), stage("P4", "开工", "2022-02-01"))
    assert states(mart) == {}  # no 入库 of anybody is recorded: nobody can be called outside
    given(mart, stage("P1", "入库", "2022-05-30"))
    given(mart, entry("E2", "统计", day=None, project_id="P2"))
    given(mart, step("E2", "待报", "2022-03-01"), step("E2", "已报", "2022-04-01"))
    given(mart, step("E2", "退回", "2022-05-02", "缺批复"), step("E2", "已报", "2022-06-01"))
    assert states(mart, "2022-05-30") == {"P1": "已入库", "P2": "退回", "P3": "未见报送"}
    assert states(mart, "2022-05-29") == {}
    found = pipeline.statistics(mart, on("2022-06-01")).set_index("stat_state")
    assert found.projects["已报"] == 1
    whole = pipeline.statistics(mart, on("2022-06-01")).iloc[0]
    assert (whole.projects, whole.outside, whole.new_in_year, whole.unseen_wan) == (3, 2, 1, 200)


def test_nothing_is_asked_of_another_choice(mart):
    given(mart, stage("P1", "开工", "2022-02-01"), stage("P1", "入库", "2022-05-30"))
    nowhere = on("2022-05-31", towns=("没有这个镇",))
    for question in (
        pipeline.flow,
        pipeline.hops,
        pipeline.board,
        pipeline.statistics,
        pipeline.dropped,
    ):
        assert question(mart, nowhere).empty
