"""Problems by their events: clocks, states, tiers and weeks, at the days where they turn."""

import pytest
from given import given, of, on, plan

from queries import dispatch
from tests.sample import sample_mart


@pytest.fixture
def ledger(mart):
    """A project on the list, and the rules: over 3 days or once back, over 10 or twice."""
    given(
        mart, plan("P1", 100), rule("专班", "分包领导", 3, 1), rule("分包领导", "周一碰头会", 10, 2)
    )
    return mart


def rule(from_tier, to_tier, days, returns, since="2022-01-01"):
    return of(
        "escalation_rule",
        from_tier=from_tier,
        to_tier=to_tier,
        overdue_days=days,
        returns=returns,
        valid_from=since,
        kind="assumed",
    )


def problem(problem_id, raised_on, closed_on=None, due_on=None):
    its = {"problem_id": problem_id, "project_id": "P1", "text": "用电"}
    return of("problem", **its, raised_on=raised_on, closed_on=closed_on, due_on=due_on)


def event(problem_id, happened_at, state, *, tier=None, due_on=None, agreed_by=None, note=None):
    return of(
        "problem_event",
        problem_id=problem_id,
        happened_at=happened_at,
        state=state,
        tier=tier,
        due_on=due_on,
        agreed_by=agreed_by,
        note=note,
    )


def row(ledger, problem_id, day):
    rows = dispatch.problems_rows(ledger, on(day)).set_index("problem_id")
    return rows.loc[problem_id]


def total(ledger, day):
    return dispatch.problems(ledger, on(day)).iloc[0]


def test_the_third_day_is_in_time_and_the_fourth_is_not(ledger):
    given(
        ledger,
        problem("Q1", "2022-05-02", "2022-05-05"),
        problem("Q2", "2022-05-02", "2022-05-06"),
    )
    assert (total(ledger, "2022-05-31").closed_in_three, total(ledger, "2022-05-31").judged) == (
        1,
        2,
    )
    assert row(ledger, "Q1", "2022-05-31").state == "三日内办结"
    assert row(ledger, "Q2", "2022-05-31").state == "迟办结"


def test_struck_out_in_the_last_minute_of_the_third_day_is_in_time(ledger):
    given(
        ledger,
        problem("Q1", "2022-05-02"),
        problem("Q2", "2022-05-02"),
        event("Q1", "2022-05-05 23:59", "已销号"),
        event("Q2", "2022-05-06 00:00", "已销号"),
    )
    assert list(dispatch.problems_rows(ledger, on("2022-05-05"))["in_hand"]) == [1, 0]
    assert row(ledger, "Q2", "2022-05-05").step == "办理中"
    assert total(ledger, "2022-05-06").closed_in_three == 1
    assert row(ledger, "Q2", "2022-05-06").step == "已销号"


def test_a_return_restarts_nothing(ledger):
    given(
        ledger,
        problem("Q1", "2022-05-02"),
        event("Q1", "2022-05-04 10:00", "待核验"),
        event("Q1", "2022-05-05 10:00", "退回"),
    )
    assert row(ledger, "Q1", "2022-05-04").step == "待核验"
    back = row(ledger, "Q1", "2022-05-06")
    assert (back.step, back.returns, back.state, back.days_over) == ("办理中", 1, "超期", 1)
    assert f"{back.first_due_on:%m-%d}" == "05-05"


def test_two_extensions_move_the_due_date_and_leave_the_first(ledger):
    given(
        ledger,
        problem("Q1", "2022-05-02"),
        event("Q1", "2022-05-04 10:00", "延期", due_on="2022-05-10", agreed_by="甲"),
        event("Q1", "2022-05-09 10:00", "延期", due_on="2022-05-20", agreed_by="乙"),
        event("Q1", "2022-05-18 10:00", "已销号"),
    )
    for day, due, extensions in (
        ("2022-05-03", "05-05", 0),
        ("2022-05-08", "05-10", 1),
        ("2022-05-15", "05-20", 2),
    ):
        its = row(ledger, "Q1", day)
        assert (f"{its.due_on:%m-%d}", its.extensions, its.overdue) == (due, extensions, 0)
        assert f"{its.first_due_on:%m-%d}" == "05-05"
    said = total(ledger, "2022-05-31")
    assert (said.judged, said.closed_in_three, said.three_day_ratio) == (1, 0, 0)
    assert (said.median_days, row(ledger, "Q1", "2022-05-31").state) == (16, "迟办结")


def test_a_later_day_of_the_problems_own_row_is_read_as_an_extension(ledger):
    given(ledger, problem("Q1", "2022-05-02", due_on="2022-05-20"))
    its = row(ledger, "Q1", "2022-05-15")
    assert (its.extensions, its.overdue, f"{its.first_due_on:%m-%d}") == (1, 0, "05-05")


@pytest.mark.parametrize(
    ("day", "tier"),
    [
        ("2022-05-08", "专班"),  # due on 05-05: 3 days over
        ("2022-05-09", "分包领导"),  # 4
        ("2022-05-15", "分包领导"),  # 10
        ("2022-05-16", "周一碰头会"),  # 11
    ],
)
def test_a_problem_goes_up_the_day_after_its_days_are_full(ledger, day, tier):
    given(ledger, problem("Q1", "2022-05-02"), event("Q1", "2022-05-31 09:00", "办理中"))
    assert row(ledger, "Q1", day).tier == tier


def test_returns_bring_a_problem_up_before_it_is_due(ledger):
    given(
        ledger,
        problem("Q1", "2022-05-02"),
        event("Q1", "2022-05-03 09:00", "退回"),
        event("Q1", "2022-05-04 09:00", "退回"),
    )
    tiers = [row(ledger, "Q1", f"2022-05-0{n}").tier for n in (2, 3, 4)]
    assert tiers == ["专班", "分包领导", "周一碰头会"]


def test_rules_hold_from_their_day_and_a_report_goes_beyond_them(ledger):
    given(
        ledger,
        rule("专班", "分包领导", 30, None, since="2022-05-10"),
        problem("Q1", "2022-05-02"),
        problem("Q2", "2022-05-20"),
        event("Q2", "2022-05-21 09:00", "上报", tier="周一碰头会"),
    )
    assert row(ledger, "Q1", "2022-05-09").tier == "分包领导"
    assert row(ledger, "Q1", "2022-05-10").tier == "专班"  # 5 days over, 30 are asked for
    its = row(ledger, "Q2", "2022-05-21")
    assert (its.tier, its.step) == ("周一碰头会", "办理中")


def test_a_version_without_rules_leaves_all_with_the_team(mart):
    given(mart, plan("P1", 100), problem("Q1", "2022-01-02"))
    assert row(mart, "Q1", "2022-01-31").tier == "专班"


def test_an_extension_or_a_report_leaves_the_state(ledger):
    given(
        ledger,
        problem("Q1", "2022-05-02"),
        event("Q1", "2022-05-02 09:00", "挂起"),
        event("Q1", "2022-05-03 09:00", "延期", due_on="2022-05-10"),
        event("Q1", "2022-05-04 09:00", "上报", tier="分包领导"),
    )
    assert row(ledger, "Q1", "2022-05-04").step == "挂起"


def test_a_week_across_the_months_end_counts_both_months(ledger):
    given(
        ledger,
        problem("Q0", "2022-05-20", "2022-05-27"),  # closed the day before the seven
        problem("Q1", "2022-05-27"),
        problem("Q2", "2022-05-28"),
        problem("Q3", "2022-06-03"),
        problem("Q4", "2022-05-27"),
        problem("Q5", "2022-05-30", "2022-05-31"),
        event("Q1", "2022-05-27 23:59", "办理中"),
        event("Q4", "2022-05-28 00:00", "办理中"),
        event("Q2", "2022-06-03 23:59", "已销号"),
        event("Q3", "2022-06-04 00:00", "办理中"),
    )
    week = dispatch.problem_week(ledger, on("2022-06-03")).iloc[0]
    assert (f"{week.week_from:%m-%d}", f"{week.week_to:%m-%d}") == ("05-28", "06-03")
    # before: Q1 Q4; raised: Q2 Q3 Q5; moved: Q4; closed: Q2 Q5; in hand: Q1 Q4 Q3
    assert (week.before, week.raised, week.moved, week.closed, week.in_hand) == (2, 3, 1, 2, 3)
    rows = dispatch.problem_week_rows(ledger, on("2022-06-03"))
    assert set(rows["problem_id"]) == {"Q1", "Q2", "Q3", "Q4", "Q5"}


def test_no_problems_at_all_are_no_rows_and_counts_of_nothing(ledger):
    found = dispatch.problems(ledger, on("2022-05-31"))
    assert len(found) == 1
    assert (found.in_hand[0], found.overdue[0], found.judged[0]) == (0, 0, 0)
    assert found[["three_day_ratio", "median_days", "judged_on"]].isna().all(axis=None)
    week = dispatch.problem_week(ledger, on("2022-05-31")).iloc[0]
    assert (week.before, week.raised, week.moved, week.closed, week.in_hand) == (0, 0, 0, 0, 0)
    assert dispatch.problem(ledger, on("2022-05-31"), "Q1").empty


def test_a_problem_has_its_own_history_to_the_end_of_the_day(ledger):
    given(
        ledger,
        problem("Q1", "2022-05-02"),
        event("Q1", "2022-05-02", "办理中"),  # a list of days alone: in the order of the states
        event("Q1", "2022-05-02", "交办"),
        event("Q1", "2022-05-04 23:59", "待核验", note="已修好"),
        event("Q1", "2022-05-05", "已销号"),
    )
    found = dispatch.problem_events(ledger, on("2022-05-04"), "Q1")
    assert list(found["state"]) == ["交办", "办理中", "待核验"]
    assert dispatch.problem(ledger, on("2022-05-04"), "Q1").step[0] == "待核验"
    assert dispatch.problem(ledger, on("2022-05-05"), "Q1").step[0] == "已销号"


def test_the_demonstration_has_what_its_design_says():
    mart, day = sample_mart().connection, on("2022-05-31")
    found = dispatch.problems(mart, day)
    tiers = found.dropna(subset="tier").set_index("tier")["in_hand"]
    assert dict(tiers) == {"专班": 15, "分包领导": 2, "周一碰头会": 1, "已销号": 0}
    steps = found.dropna(subset="step").set_index("step")["in_hand"]
    assert dict(steps) == {"待交办": 2, "办理中": 13, "待核验": 2, "挂起": 1, "已销号": 0}
    week = dispatch.problem_week(mart, day).iloc[0]
    assert (week.before, week.raised, week.closed, week.in_hand) == (8, 21, 11, 18)


def ahead(mart, day="2022-05-31"):
    found = dispatch.problems_ahead(mart, on(day))
    return [
        (f"{row.on_date:%m-%d}", row.what, "" if row.what == "到期" else row.to_tier)
        for row in found.itertuples()
    ]


def test_what_the_clocks_bring_is_the_last_day_and_the_first_day_of_each_tier(ledger):
    given(ledger, problem("B1", "2022-05-30"))  # due on 2 June
    up = [("06-06", "升级", "分包领导"), ("06-13", "升级", "周一碰头会")]
    assert ahead(ledger) == [("06-02", "到期", ""), *up]
    given(ledger, problem("B2", "2022-06-06", "2022-06-06"))  # so far they are told
    assert ahead(ledger, "2022-06-06") == up[1:]  # the first it has reached


def test_a_tier_that_another_rule_brings_first_is_not_brought_again(ledger):
    given(ledger, rule("专班", "周一碰头会", 3, None), problem("B1", "2022-05-30"))
    assert ahead(ledger) == [("06-02", "到期", ""), ("06-06", "升级", "周一碰头会")]
