"""已实施, 应实施未实施, 开复工率, 转化率, 入库率, 竣工投产率."""

import pytest
from given import given, member, on, plan, project, put, report, stage, staged, target

from cockpit.numbers import is_missing
from queries import change, implementation, investment, rows

MAY = on("2022-05-31")


def counts(mart, day="2022-05-31"):
    return implementation.total(mart, on(day)).iloc[0]


def start_ratio(mart, day="2022-05-31"):
    return implementation.by_class(mart, on(day)).start_ratio[0]


def test_new_project_is_implemented_on_the_day_it_starts(mart):
    given(mart, plan("P1", 100, due="2022-03-01"), stage("P1", "开工", "2022-03-05"))
    staged(mart, "2022-03-01")
    assert [counts(mart, day).implemented for day in ("2022-03-04", "2022-03-05")] == [0, 1]
    assert [counts(mart, d).due_not_implemented for d in ("2022-02-28", "2022-03-04")] == [0, 1]


def test_early_starter_stands_apart(mart):
    given(
        mart,
        plan("P1", 100, due="2022-06-01"),
        stage("P1", "开工", "2022-05-20"),
        plan("P2", 100, due="2022-05-01"),
    )
    row = counts(mart)
    assert (row.implemented, row.early, row.due_not_implemented) == (1, 1, 1)
    assert start_ratio(mart) == 0  # of P2 alone: the early one does not make up for it


def test_carry_over_stopped_at_new_year_counts_from_the_day_it_resumes(mart):
    given(
        mart,
        plan("P1", 100, carry_over=True),
        stage("P1", "开工", "2021-03-01"),
        stage("P1", "停工", "2021-12-20"),
        stage("P1", "复工", "2022-01-02"),
    )
    staged(mart, "2022-01-01")
    assert [start_ratio(mart, day) for day in ("2022-01-01", "2022-01-02")] == [0, 1]


def test_carry_over_that_never_stopped_needs_no_resumption(mart):
    given(
        mart,
        plan("P1", 100, carry_over=True),
        stage("P1", "开工", "2021-03-01"),
        stage("P1", "停工", "2021-07-01"),
        stage("P1", "复工", "2021-08-01"),
    )
    assert start_ratio(staged(mart, "2022-01-01"), "2022-01-01") == 1


def test_carry_over_stopped_on_new_years_day_is_stopped_on_it(mart):
    given(mart, plan("P1", 100, carry_over=True), stage("P1", "停工", "2022-01-01"))
    assert counts(mart).implemented == 0


def test_stopped_and_resumed_on_one_day_is_resumed(mart):
    given(
        mart,
        plan("P1", 100, carry_over=True),
        stage("P1", "停工", "2021-12-20"),
        stage("P1", "复工", "2021-12-20"),
    )
    assert counts(mart).implemented == 1


def test_later_stop_does_not_undo_a_start(mart):
    given(
        mart,
        plan("P1", 100),
        stage("P1", "开工", "2022-02-01"),
        stage("P1", "停工", "2022-04-01"),
        plan("P2", 100, carry_over=True),
        stage("P2", "停工", "2022-03-01"),
    )
    assert (counts(mart).implemented, start_ratio(mart)) == (2, 1)


def test_carry_over_is_due_on_the_first_of_january_whatever_the_list_says(mart):
    given(mart, plan("P1", 100, carry_over=True, due="2022-09-01"))
    assert counts(staged(mart, "2022-01-01"), "2022-01-01").due == 1


def test_finished_earlier_without_plan_is_due_and_implemented_outside_the_rate(mart):
    given(mart, stage("P1", "竣工", "2021-11-30"), plan("P2", 100))
    row = counts(staged(mart, "2022-05-02"))
    assert (row.due, row.implemented, row.due_not_implemented) == (2, 1, 1)
    assert start_ratio(mart) == 0  # P2 alone


def test_project_without_plan_that_started_this_year_is_implemented(mart):
    given(mart, stage("P1", "开工", "2022-03-01"), stage("P2", "开工", "2021-03-01"))
    row = counts(mart)
    assert (row.listed, row.due, row.implemented) == (2, 0, 1)


def test_pairs_count_classes_and_projects_count_once(mart):
    given(
        mart,
        plan("P1", 100),
        stage("P1", "开工", "2022-02-01"),
        member("P1", "重点项目", level="省"),
        member("P1", "补短板982"),
    )
    row = counts(mart)
    assert (row.listed, row.implemented, row.implemented_projects) == (2, 2, 1)


def test_count_of_the_target_stands_beside(mart):
    given(mart, plan("P1", 100), target("3", 380))
    assert counts(mart).target_pairs == 380


def test_start_rate_is_never_above_one(mart):
    given(
        mart,
        plan("P1", 100),
        stage("P1", "开工", "2022-01-01"),
        plan("P2", 100, due="2022-12-01"),
        stage("P2", "开工", "2022-01-01"),
    )
    assert start_ratio(mart) == 1


def test_nothing_due_gives_no_rate(mart):
    given(mart, plan("P1", 100, due="2022-12-01"))
    assert is_missing(start_ratio(mart))


def test_later_stage_implies_the_earlier_ones(mart):
    given(
        mart,
        member("P1", "三个一批"),
        stage("P1", "达效", "2022-05-01"),
        member("P2", "三个一批"),
        stage("P2", "开工", "2022-03-01"),
        member("P3", "三个一批"),
        stage("P3", "竣工", "2022-03-01"),
        member("P4", "三个一批"),
        stage("P4", "签约", "2022-03-01"),
    )
    rows = implementation.conversion(mart, MAY)
    rows = rows[rows["phase"].isna()]
    assert list(rows.conversion_step) == ["签约", "履约", "开工", "投产", "达效"]
    assert list(rows.projects) == [4, 3, 3, 1, 1]
    assert list(rows.conversion_ratio[1:]) == [3 / 4, 1, pytest.approx(1 / 3), 1]


def of_phase(mart, phase):
    """Stage → (projects, base, stuck)."""
    rows = implementation.conversion(mart, MAY)
    picked = rows[rows["phase"] == phase].fillna({"base_projects": 0})
    return {r.conversion_step: (r.projects, r.base_projects, r.stuck) for r in picked.itertuples()}


def test_a_rate_of_a_phase_has_its_own_base(mart):
    given(
        mart,
        *(member(code, "三个一批", phase="第一期") for code in ("P1", "P2")),
        *(member(code, "三个一批", phase="第二期") for code in ("P3", "P4", "P5")),
        *(stage(code, "签约", "2022-01-01") for code in ("P1", "P2", "P3", "P4", "P5")),
        stage("P1", "履约", "2022-02-01"),
        stage("P3", "开工", "2022-03-01"),
    )
    assert of_phase(mart, "第一期")["履约"] == (1, 2, 1)
    assert of_phase(mart, "第二期")["履约"] == (1, 3, 0)
    assert of_phase(mart, "第二期")["开工"] == (1, 1, 1)
    rows = implementation.conversion(mart, MAY)
    whole = rows[rows["phase"].isna()].set_index("conversion_step").conversion_ratio
    assert whole["履约"] == 2 / 5  # recomputed: neither 1/2 + 1/3 nor their mean


def test_a_phase_without_projects_that_day_stands_with_nothing(mart):
    given(
        mart,
        member("P1", "三个一批", phase="第一期"),
        member("P2", "三个一批", phase="第二期", until="2022-03-31"),
        member("P3", "三个一批"),
        *(stage(code, "签约", "2022-01-01") for code in ("P1", "P2", "P3")),
    )
    assert set(of_phase(mart, "第二期").values()) == {(0, 0, 0)}
    assert of_phase(mart, "未填")["签约"] == (1, 0, 1)  # P3 has none


def test_who_waits_at_a_step_has_waited_since_it_came_there(mart):
    given(
        mart,
        member("P1", "三个一批", phase="第一期"),
        stage("P1", "签约", "2022-01-01"),
        stage("P1", "履约", "2022-05-01"),
    )
    rows = implementation.conversion_rows(mart, MAY)
    (row,) = rows[rows["stuck"] == 1].itertuples()
    assert (row.conversion_step, row.reached_stage, row.days_since) == ("履约", "履约", 30)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), "应开未开"),
        ((("开工", "2022-02-01"),), "在建"),
        ((("开工", "2022-02-01"), ("停工", "2022-05-10")), "在建"),  # undoes nothing
        ((("竣工", "2022-05-01"),), "已竣工未投产"),
        ((("投产", "2021-12-31"),), "此前已投产"),
        ((("投产", "2022-01-01"),), "今年投产"),
        ((("达效", "2022-05-31"),), "今年投产"),
        ((("投产", "2022-06-01"),), "应开未开"),  # after the day
    ],
    ids=str,
)
def test_the_state_of_a_pair_is_the_furthest_it_has_reached(mart, events, state):
    given(mart, member("P1", "中央预算内"), plan("P1", 100, due="2022-03-01"))
    # what else is loaded, so that starts can be judged to this day
    given(mart, stage("P2", "开工", "2022-05-31"), *(stage("P1", *event) for event in events))
    rows = implementation.state_rows(mart, MAY)
    assert list(rows[rows["project_class"] == "中央预算内"].project_state) == [state]


def test_conversion_looks_at_its_class_alone(mart):
    given(mart, stage("P1", "签约", "2022-01-01"))
    assert implementation.conversion(mart, MAY).empty


@pytest.mark.parametrize(("total", "to_register"), [(500, 1), (499.99, 0), (None, 0)])
def test_only_started_projects_of_500_wan_are_to_register(mart, total, to_register):
    given(
        mart,
        project("P1", total=total),
        plan("P1", 10),
        stage("P1", "开工", "2022-02-01"),
        plan("P2", 10),
    )
    assert implementation.registration(mart, MAY).to_register[0] == to_register


def test_registration_counts_from_its_day(mart):
    given(
        mart, plan("P1", 10), stage("P1", "开工", "2022-02-01"), stage("P1", "入库", "2022-04-01")
    )
    put(mart, stage("PX", "入库", "2021-04-01"))  # registrations were loaded
    ratio = [
        implementation.registration(mart, on(d)).registration_ratio[0]
        for d in ("2022-03-31", "2022-04-01")
    ]
    assert ratio == [0, 1]


def test_production_rate_is_of_all_projects_of_the_class(mart):
    given(
        mart,
        member("P1", "中央预算内"),
        stage("P1", "投产", "2021-10-01"),
        member("P2", "中央预算内"),
        stage("P2", "达效", "2022-03-01"),
        member("P3", "中央预算内"),
        plan("P3", 10),
    )
    assert implementation.by_class(mart, MAY).production_ratio[0] == 2 / 3


def test_carry_over_resumed_on_new_years_day_is_resumed_on_it(mart):
    given(
        mart,
        plan("P1", 100, carry_over=True),
        stage("P1", "停工", "2021-12-20"),
        stage("P1", "复工", "2022-01-01"),
    )
    assert start_ratio(mart, "2022-01-01") == 1


def test_finished_earlier_is_implemented_though_a_plan_settles_it_this_year(mart):
    given(
        mart,
        plan("P1", 100),
        stage("P1", "竣工", "2021-11-30"),
        plan("P2", 100, due="2022-09-01"),
        stage("P2", "竣工", "2021-11-30"),
        plan("P3", 100, carry_over=True),
        stage("P3", "停工", "2021-11-20"),
        stage("P3", "竣工", "2021-11-30"),
        plan("P4", 100),
    )
    row = counts(staged(mart, "2022-05-02"))
    assert (row.due, row.implemented, row.due_not_implemented, row.early) == (4, 3, 1, 0)
    rate = implementation.by_class(mart, MAY).iloc[0]
    assert (rate.due, rate.implemented, rate.due_not_implemented) == (4, 3, 1)
    assert (rate.due_to_start, rate.due_started) == (1, 0)  # P4 alone
    ledger = rows.ledger(mart, MAY)
    assert list(ledger.set_index("project_id").due_not_implemented.sort_index()) == [0, 0, 0, 1]
    assert list(ledger.set_index("project_id").due_to_start.sort_index()) == [0, 0, 0, 1]
    assert list(investment.gap_closers(mart, MAY).query("more_pairs > 0").project_id) == ["P4"]
    change_rows = change.pairs(mart, MAY).set_index("project_id")
    assert list(change_rows.is_implemented.sort_index()) == [True, True, True, False]


def test_started_before_its_year_is_under_way(mart):
    """A new project with a 开工 of last year contradicts its own list; it counts as started."""
    given(mart, plan("P1", 100), stage("P1", "开工", "2021-11-01"))
    staged(mart, "2022-05-02")
    assert (counts(mart).implemented, start_ratio(mart)) == (1, 1)


def test_first_of_two_starts_counts(mart):
    given(
        mart, plan("P1", 100), stage("P1", "开工", "2022-02-01"), stage("P1", "开工", "2022-05-20")
    )
    assert rows.ledger(mart, MAY).started_on[0].date().isoformat() == "2022-02-01"


def to_finish(mart, day="2022-05-31"):
    return implementation.to_finish(mart, on(day)).set_index("project_id")


def test_who_should_be_finished_and_is_not_is_late_from_that_day_on(mart):
    given(
        mart,
        plan("P1", 100, end="2022-05-20"),
        plan("P2", 100, end="2022-05-10"),
        stage("P2", "投产", "2022-05-12"),  # in production without a 竣工 of its own
        plan("P3", 100, end="2022-12-31"),
        plan("P4", 100, end="2023-01-01"),  # another year's
        plan("P5", 100),
        project("P1", total=400),
        report("P1", "2022-05-31", 50, since_start=300),
    )
    found = to_finish(mart)
    assert [*found.index] == ["P1", "P2", "P3"]
    assert [*found["late"]] == [1, 0, 0]
    assert (found.days_over["P1"], is_missing(found.days_over["P2"])) == (11, True)  # 31 - 20
    assert found.done_ratio["P1"] == 0.75
    assert to_finish(mart, "2022-05-20").late["P1"] == 1  # it is the last day that it had
    assert to_finish(mart, "2022-05-11").late.isna().all()  # P2's is the first finish known


def test_nobody_is_late_where_no_finish_was_ever_loaded(mart):
    given(mart, plan("P1", 100, end="2022-05-20"), stage("P1", "开工", "2022-03-01"))
    assert to_finish(mart).late.isna().all()


def test_what_came_after_the_last_stage_loaded_makes_nobody_late(mart):
    given(
        mart,
        plan("P1", 100, end="2022-05-20"),
        plan("P2", 100),
        stage("P2", "竣工", "2022-03-10"),  # stages are known to the end of March
    )
    assert to_finish(mart).late["P1"] == 0


def test_who_started_in_an_earlier_year_is_not_without_a_day_to_start(mart):
    """Neither has a plan of this year: P1 goes on, P2 stopped and nobody asks for it to go on."""
    for code in ("P1", "P2", "P3"):
        given(mart, project(code), member(code, "甲类"))
    given(mart, stage("P1", "开工", "2021-03-01"), stage("P2", "开工", "2021-03-01"))
    given(mart, stage("P2", "停工", "2021-05-10"))
    found = implementation.state_rows(mart, MAY)
    states = dict(zip(found.project_id, found.project_state, strict=True))
    assert states == {"P1": "在建", "P2": "停工", "P3": "未定开工日"}
    assert found.days_over.isna().all()
