"""The rows behind 三必, 领导覆盖 and 问题化解: who is missing, worked out on the golden ledger."""

import pytest
from given import given, of, on, plan, small_ledger

from cockpit.warehouse import mart as marts
from queries import dispatch

MAY = on("2022-05-31")


@pytest.fixture(scope="module")
def ledger():
    return small_ledger(marts.empty())


def test_a_reporter_has_its_missing_days_by_name(ledger):
    rows = dispatch.daily_rows(ledger, MAY).set_index("project_id")
    own = ["due", "in_time", "late", "missing", "unknown", "known", "missing_on"]
    # of 05-27, 05-30 and 05-31 the last was reported: P01's in time, P02's the day after
    assert list(rows.loc["P01", own]) == [3, 2, 0, 1, 0, 3, "30 日"]
    assert list(rows.loc["P02", own]) == [3, 0, 1, 2, 0, 3, "27、30 日"]
    assert list(rows.loc["P03", own]) == [3, 0, 0, 2, 1, 2, "27、30 日"]  # no time of receipt


def test_a_week_that_is_still_running_is_in_no_row(ledger):
    rows = dispatch.weekly_rows(ledger, MAY).set_index("project_id")
    assert dict(rows["missing"]) == {"P03": 1, "P04": 1, "P01": 0, "P02": 0}
    assert rows.loc["P03", "missing_weeks"] == "05-23"


def test_a_node_is_checked_or_not(ledger):
    rows = dispatch.monthly_rows(ledger, MAY)
    assert list(zip(rows["milestone_id"], rows["state"], strict=True)) == [
        ("M2", "未查"),
        ("M1", "已查"),
    ]


def test_the_visit_of_a_former_leader_is_no_visit(ledger):
    rows = dispatch.coverage_rows(ledger, MAY).set_index("project_id")
    assert dict(rows["state"]) == {"P02": "未到", "P03": "未到", "P01": "已到"}


def test_a_closing_after_the_day_has_not_happened(ledger):
    rows = dispatch.problems_rows(ledger, MAY).set_index("problem_id")
    states = {"Q3": "超期", "Q5": "在办", "Q4": "在办", "Q1": "三日内办结", "Q2": "迟办结"}
    assert dict(rows["state"]) == states
    assert list(rows.index) == list(states)  # overdue first, then in hand, the oldest first
    assert rows.loc["Q3", "days_over"] == 8  # 05-23 to 05-31


def problem(problem_id, raised_on, closed_on):
    its = {"problem_id": problem_id, "project_id": "P1", "text": "用电"}
    return of("problem", **its, raised_on=raised_on, closed_on=closed_on)


def test_a_problem_of_an_earlier_year_that_is_open_is_in_hand_and_in_the_list(mart):
    given(
        mart,
        plan("P1", 100),
        problem("Q1", "2021-12-20", None),
        problem("Q2", "2021-11-01", "2021-11-02"),
    )
    row = dispatch.problems(mart, on("2022-01-10")).iloc[0]
    assert (row.in_hand, row.overdue, row.raised, row.judged) == (1, 1, 0, 0)
    rows = dispatch.problems_rows(mart, on("2022-01-10"))
    # due on 12-23; records of problems end with December
    assert list(zip(rows.problem_id, rows.days_over, strict=True)) == [("Q1", 8)]
