"""What the next month-end needs, in all, by class and by project, by hand."""

import pytest
from given import given, member, on, plan, put, report
from pandas import Timestamp

from queries import change


def ledger(mart):
    return given(
        mart,
        plan("P1", 120),
        member("P1", "专项债"),
        member("P1", "三个一批"),
        report("P1", "2022-05-24", 30),
        report("P1", "2022-05-31", 40),
        plan("P2", 60),
        member("P2", "专项债"),
        report("P2", "2022-05-31", 50),
        plan("P3", 60, due="2022-09-01"),
        member("P3", "专项债"),
    )


def test_a_week_of_what_half_the_plan_still_lacks_on_the_30th_of_june(mart):
    rows = change.needed_by_class(ledger(mart), on("2022-05-31"))
    whole, bonds = rows.iloc[0], rows[rows["project_class"] == "专项债"].iloc[0]
    assert whole.next_on == Timestamp("2022-06-30")
    assert (whole.plan_wan, whole.completed_wan, whole.next_wan) == (240, 90, 120)  # P1 once
    assert (whole.needed_wan, whole.weekly_wan) == (30, 7)  # 30 in 30 days
    assert (bonds.completed_wan, bonds.needed_wan) == (90, 30)


def test_what_the_last_seven_days_brought(mart):
    rows = change.needed_by_class(ledger(mart), on("2022-05-31"))
    assert rows["recent_wan"].iloc[0] == 60  # P1 40 − 30, P2 50 − 0


def test_a_month_end_two_weeks_off_is_aimed_at(mart):
    put(ledger(mart), report("P2", "2022-05-17", 0))
    rows = change.needed_by_class(mart, on("2022-05-17"))
    assert rows["next_on"].iloc[0] == Timestamp("2022-05-31")
    assert rows["weekly_wan"].iloc[0] == 240 * 5 / 12 / 2  # fourteen days are left


def test_before_the_years_first_report_there_is_no_pace(mart):
    assert change.needed_by_class(ledger(mart), on("2022-05-17")).empty


def test_a_nearer_one_is_nobodys_pace(mart):
    """Seven days before the month's end: the next month-end, 37 days off."""
    rows = change.needed_by_class(ledger(mart), on("2022-05-24"))
    assert rows["next_on"].iloc[0] == Timestamp("2022-06-30")
    assert rows["weekly_wan"].iloc[0] == pytest.approx((240 * 6 / 12 - 30) * 7 / 37)


@pytest.mark.parametrize(
    ("as_of", "next_on", "days_left"),
    [
        ("2022-06-10", "2022-06-30", 30),
        ("2022-06-20", "2022-07-31", 61),
        ("2022-09-20", "2022-10-31", 153),
    ],
)
def test_a_ledger_of_may_is_asked_for_a_month_end_to_come(mart, as_of, next_on, days_left):
    """The money is of 31 May, and so the pace is from then on: weeks not reported were not idle."""
    row = change.needed_by_class(ledger(mart), on(as_of)).iloc[0]
    assert (row.completed_wan, row.next_on, row.days_left) == (90, Timestamp(next_on), days_left)
    months = Timestamp(next_on).month
    assert row.weekly_wan == pytest.approx((240 * months / 12 - 90) * 7 / days_left)
    assert change.needed_by_project(mart, on(as_of)).next_on[0] == Timestamp(next_on)


def reported(mart, day):
    return put(ledger(mart), report("P1", day, 60), report("P2", day, 50))


def test_in_the_years_last_days_there_is_an_amount_and_no_pace(mart):
    row = change.needed_by_class(reported(mart, "2022-12-27"), on("2022-12-27")).iloc[0]
    assert (row.next_on, row.days_left, row.needed_wan) == (Timestamp("2022-12-31"), 4, 130)
    assert row.weekly_wan != row.weekly_wan  # null


def test_after_the_last_month_end_nothing_is_asked(mart):
    rows = change.needed_by_class(reported(mart, "2022-12-31"), on("2022-12-31"))
    assert rows["plan_wan"].iloc[0] == 240
    assert rows[["needed_wan", "weekly_wan"]].isna().all().all()
    assert change.needed_by_project(mart, on("2022-12-31")).empty


def test_projects_lacking_most_first_without_those_not_yet_due_or_ahead(mart):
    rows = change.needed_by_project(ledger(mart), on("2022-05-31"))
    assert list(rows["project_id"]) == ["P1"]  # P2 has 50 of 30, P3 is due in September
    assert (rows["needed_wan"][0], rows["recent_wan"][0]) == (20, 10)
    assert rows["ahead_pp"][0] == pytest.approx(100 * (1 / 3 - 5 / 12))


def test_a_version_says_what_it_knew_of_a_day_of_the_projects_own(mart):
    days = [Timestamp("2022-05-25").date(), Timestamp("2022-05-31").date()]
    rows = change.known_then(ledger(mart), on("2022-05-31"), projects=("P1", "P3"), days=days)
    assert rows["completed_wan"][0] == 30
    assert rows["completed_wan"].isna()[1]


@pytest.mark.parametrize(("as_of", "has_pace"), [("2022-12-20", True), ("2022-12-27", False)])
def test_in_the_years_last_week_there_is_no_pace_whenever_the_money_ends(mart, as_of, has_pace):
    """Money of 31 May: 214 days lie between, and four are left."""
    row = change.needed_by_class(ledger(mart), on(as_of)).iloc[0]
    assert (row.days_left, bool(row.weekly_wan == row.weekly_wan)) == (214, has_pace)
    assert row.needed_wan == 240 - 90


def test_on_the_years_last_day_nothing_is_needed_any_more(mart):
    row = change.needed_by_class(ledger(mart), on("2022-12-31")).iloc[0]
    assert (row.needed_wan != row.needed_wan, row.weekly_wan != row.weekly_wan) == (True, True)
