"""逐月 and 补缺方案: month by month, and who could still close the gap, worked by hand."""

import pytest
from given import Row, curve, given, member, on, plan, project, put, report, stage, staged, target

from cockpit.numbers import is_missing
from queries import implementation, investment


def months(mart, day="2022-03-31", **choice):
    return investment.monthly(mart, on(day, **choice)).set_index("month")


def closers(mart, day="2022-06-30", **choice):
    return investment.gap_closers(mart, on(day, **choice)).set_index("project_id")


def problem(number, project_id, text, raised, closed=None):
    values = {"problem_id": number, "project_id": project_id, "text": text}
    return Row("problem", values | {"raised_on": raised, "closed_on": closed})


def leader(project_id, person, since="2022-01-01", until=None, role="分包市领导"):
    values = {"project_id": project_id, "role": role, "person": person}
    return Row("role_assignment", values | {"valid_from": since, "valid_to": until})


@pytest.fixture
def three(mart):
    """Three months: P1 10, 30, 60; P2 silent until March, then 6; a target of 240 万元."""
    return given(
        mart,
        target("4", 0.024),
        plan("P1", 120),
        curve("P1", 5, 10, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120),
        report("P1", "2022-01-31", 10),
        report("P1", "2022-02-28", 30),
        report("P1", "2022-03-31", 60),
        report("P1", "2022-04-10", 70),
        plan("P2", 24),
        report("P2", "2022-03-31", 6),
    )


def test_each_month_has_what_was_done_by_its_end_and_in_it(three):
    found = months(three)
    assert list(found.completed_wan[:3]) == [10, 30, 66]
    assert list(found.increment_wan[:3]) == [10, 20, 36]
    assert list(found.recent_wan[:3]) == [10, 15, 22]  # 66 / 3
    assert list(found.is_complete) == [True] * 3 + [False] * 9
    assert found.completed_wan[4:].isna().all()


def test_recent_pace_is_of_the_last_three_months(three):
    put(three, report("P1", "2022-04-30", 70), report("P2", "2022-04-30", 6))
    assert months(three, "2022-04-30").recent_wan[4] == pytest.approx((76 - 10) / 3)


def test_the_running_month_has_a_row_of_its_own_as_far_as_it_has_come(three):
    put(three, report("P2", "2022-04-10", 6))
    found = investment.monthly(three, on("2022-04-20"))  # reported to 10 April
    april = found[found["month"] == 4]
    assert list(april.is_over) == [True, False]
    assert not april.is_complete.any()
    assert list(april.months) == pytest.approx([3 + 10 / 30, 4])
    assert list(april.completed_wan.fillna(-1)) == [76, -1]
    assert list(april.forecast_wan) == pytest.approx([76, 76 * 4 / (3 + 1 / 3)])
    assert list(april.target_line_wan) == pytest.approx([240 * (3 + 1 / 3) / 12, 80])
    assert april.planned_wan.iloc[0] == pytest.approx(30 + 10 / 3 + 24 * 100 / 365)
    assert investment.total(three, on("2022-04-20")).completed_wan[0] == 76


def test_lines_of_plan_and_target_run_evenly_and_the_curve_as_planned(three):
    found = months(three)
    assert list(found.plan_line_wan[[3, 12]]) == [36, 144]
    assert list(found.target_line_wan[[3, 12]]) == [60, 240]
    assert found.planned_wan[3] == pytest.approx(30 + 24 * 90 / 365)  # P2 has no curve: by days
    assert found.planned_wan[12] == 144


def test_planned_runs_straight_over_months_left_out(mart):
    given(
        mart,
        plan("P1", 1500),
        curve("P1", None, None, 300, None, None, 600),
        report("P1", "2022-03-31", 1),
    )
    found = months(mart)
    assert list(found.planned_wan[:7]) == pytest.approx([100, 200, 300, 400, 500, 600, 750])
    assert found.planned_wan[12] == pytest.approx(1500)


def test_forecast_runs_from_the_last_month_end_to_the_years_end(three):
    found = months(three)
    assert is_missing(found.forecast_wan[2])
    assert list(found.forecast_wan[[3, 4, 12]]) == [66, 88, 264]
    assert found.forecast_wan[12] == investment.forecast(three, on("2022-03-31")).forecast_wan[0]


def test_forecast_on_its_way_stops_at_what_is_left_of_a_total(mart):
    given(mart, project("P1", total=100), plan("P1", 90), report("P1", "2022-03-31", 60))
    assert list(months(mart).forecast_wan[[4, 5, 6, 12]]) == [80, 100, 100, 100]


def test_curve_ends_at_the_completed_investment_of_the_cut(three):
    last = months(three).iloc[2]
    total = investment.total(three, on("2022-03-31")).iloc[0]
    assert last.completed_wan == total.completed_wan
    assert last.planned_wan == pytest.approx(total.planned_wan)


def test_list_of_the_last_month_end_counts_for_every_month(mart):
    """A project that left does not make a month negative."""
    given(
        mart,
        member("P1", until="2022-02-28"),
        plan("P1", 60),
        report("P1", "2022-01-31", 50),
        plan("P2", 60),
        report("P2", "2022-01-31", 5),
        report("P2", "2022-03-31", 9),
    )
    assert list(months(mart).increment_wan[:3]) == [5, 0, 4]
    assert list(months(mart, "2022-01-31").increment_wan[:1]) == [55]


def test_before_the_first_month_end_only_the_target_has_a_line(three):
    found = months(three, "2022-01-30")
    assert not found.is_over.any()
    assert not found.is_complete.any()
    columns = ["completed_wan", "planned_wan", "forecast_wan", "plan_line_wan"]
    assert found[columns].isna().all().all()
    assert found.target_line_wan[12] == 240


def test_closers_are_plan_less_forecast_largest_first(mart):
    """P1: 100 − 30 × 2 = 40. P2: 90 − 0 = 90. P3 will pass its plan and closes nothing."""
    given(
        mart,
        plan("P1", 100),
        report("P1", "2022-06-30", 30),
        stage("P1", "开工", "2022-01-05"),
        plan("P2", 90, due="2022-08-01"),
        plan("P3", 50),
        report("P3", "2022-06-30", 40),
        stage("P3", "开工", "2022-01-05"),
    )
    found = closers(mart)
    assert list(found.index) == ["P2", "P1"]
    assert list(found.more_wan) == [90, 40]
    assert list(found.forecast_wan) == [0, 60]


def test_closer_of_money_reckons_with_the_cap_of_its_total(mart):
    given(mart, project("P1", total=100), plan("P1", 150), report("P1", "2022-06-30", 80))
    assert closers(mart).more_wan["P1"] == 50  # 150 − 100, not 150 − 160


def test_closers_bring_the_pairs_that_are_not_implemented(mart):
    given(
        mart,
        member("P1", "重点项目", level="省"),
        member("P1", "专项债"),
        plan("P1", 10, due="2022-03-01"),
        member("P2", "专项债"),
        plan("P2", 10, due="2022-09-01"),
        member("P3", "专项债"),
        plan("P3", None, due="2022-03-01"),
        stage("P3", "开工", "2022-03-05"),
    )
    found = closers(mart)
    assert list(found.loc["P1", ["due_pairs", "later_pairs", "more_pairs"]]) == [2, 0, 2]
    assert list(found.loc["P2", ["due_pairs", "later_pairs", "more_pairs"]]) == [0, 1, 1]
    assert "P3" not in found.index
    assert found.more_pairs.sum() == 3
    row = implementation.total(mart, on("2022-06-30")).iloc[0]
    assert row.listed - row.implemented == 3
    assert closers(mart, classes="专项债").more_pairs.sum() == 2


def test_closer_names_leader_and_oldest_open_problem_of_the_day(mart):
    given(mart, plan("P1", 100), plan("P2", 50))
    put(
        mart,
        leader("P1", "甲", until="2022-05-31"),
        leader("P1", "乙", since="2022-06-01"),
        leader("P1", "丙", role="首席服务官"),
        problem("Q1", "P1", "早已解决", "2022-01-10", "2022-01-12"),
        problem("Q2", "P1", "用地未批", "2022-04-10", "2022-07-01"),
        problem("Q3", "P1", "资金未到", "2022-05-10"),
        problem("Q4", "P1", "以后提出", "2022-07-10"),
    )
    found = closers(mart)
    assert list(found.loc["P1", ["leader", "blocker", "open_problems"]]) == ["乙", "用地未批", 2]
    assert is_missing(found.blocker["P2"])
    assert found.open_problems["P2"] == 0


def test_before_the_first_month_end_no_money_is_said_to_close_anything(mart):
    given(mart, plan("P1", 100, due="2022-01-02"))
    found = closers(staged(mart, "2022-01-02"), "2022-01-20")
    assert found.more_wan.isna().all()
    assert found.due_pairs["P1"] == 1


def test_distance_to_plan_and_to_the_count(mart):
    given(
        mart,
        target("3", 5),
        plan("P1", 100),
        report("P1", "2022-06-30", 30),
        stage("P1", "开工", "2022-01-05"),
    )
    total = investment.total(mart, on("2022-06-30")).iloc[0]
    assert total.to_plan_wan == 70
    assert implementation.total(mart, on("2022-06-30")).to_target_pairs[0] == 4
    assert investment.forecast(mart, on("2022-06-30")).off_plan_wan[0] == 40  # 100 − 60


@pytest.mark.parametrize("basis", ["month", "day", "curve"])
def test_pace_that_is_needed_is_of_the_cut(mart, basis):
    """164 of 420 by 30 May leave 256 for 7 and 1/31 months."""
    given(
        mart,
        target("4", 0.042),
        plan("P1", 404),
        report("P1", "2022-04-30", 132),
        report("P1", "2022-05-30", 164),
    )
    row = investment.forecast(mart, on("2022-05-30", basis)).iloc[0]
    needed = ["months_left", "needed_monthly_wan", "needed_for_plan_wan"]
    left = 7 + 1 / 31
    assert list(row[needed]) == pytest.approx([left, (420 - 164) / left, (404 - 164) / left])
    put(mart, report("P1", "2022-12-31", 300))
    december = investment.forecast(mart, on("2022-12-31", basis)).iloc[0]
    assert december.months_left == 0
    assert december[needed[1:]].isna().all()
    assert investment.forecast(mart, on("2022-01-30", basis))[needed].isna().all().all()


def test_who_has_not_reported_counts_as_0_and_without_a_plan_there_is_no_year_end(mart):
    given(mart, target("4", 0.042), project("P1"))
    row = investment.forecast(mart, on("2022-05-30", "day")).iloc[0]
    assert row[["completed_wan", "needed_monthly_wan", "forecast_wan", "high_wan"]].isna().all()
    given(mart, plan("P2", 404))
    row = investment.forecast(mart, on("2022-05-30", "day")).iloc[0]
    assert list(row[["reported_projects", "completed_wan", "forecast_wan"]]) == [0, 0, 0]
