"""What all days share is gathered once a mart: reports by month, and plan curves."""

from datetime import date

import pytest
from given import curve, given, plan, report

from queries._gathered import gather

REPORTED = """
    select completed_wan::double, month_ends_wan::double[], reported_on
    from report_on($day) where project_id = 'P1'
"""
CURVE = "select planned_wan, planned_ends_wan from planned_on($day) where project_id = 'P1'"


def asked(mart, sql, day):
    gather(mart)
    return mart.cursor().execute(sql, {"day": date.fromisoformat(day)}).fetchone()


@pytest.mark.parametrize(
    ("day", "completed", "ends", "last"),
    [
        ("2022-03-31", 30.0, [10.0, 10.0, 30.0], "2022-03-31"),
        ("2022-03-30", 25.0, [10.0, 10.0, 25.0], "2022-03-05"),  # within its month: to the day
        ("2022-03-04", 10.0, [10.0, 10.0, 10.0], "2022-01-20"),  # its month's own come later
        ("2022-01-20", 10.0, [10.0], "2022-01-20"),
        ("2022-04-02", 30.0, [10.0, 10.0, 30.0, 30.0], "2022-03-31"),
    ],
)
def test_a_day_has_the_months_before_it_and_its_own_reports_so_far(
    mart, day, completed, ends, last
):
    told = {"2021-12-31": 90, "2022-01-20": 10, "2022-03-05": 25, "2022-03-31": 30}
    given(mart, plan("P1", 100), *(report("P1", on_date, wan) for on_date, wan in told.items()))
    assert asked(mart, REPORTED, day) == (completed, ends, date.fromisoformat(last))


def test_a_month_that_tells_no_amount_carries_the_one_before(mart):
    given(mart, plan("P1", 100), report("P1", "2022-01-31", 10), report("P1", "2022-02-28", None))
    assert asked(mart, REPORTED, "2022-02-28") == (10.0, [10.0, 10.0], date(2022, 2, 28))


def test_a_curve_is_straight_over_months_left_out_and_ends_at_the_plan(mart):
    given(mart, plan("P1", 120))
    given(mart, curve("P1", *[None] * 5, 30))
    planned, ends = asked(mart, CURVE, "2022-06-15")  # half of June, from 25 to 30
    assert ends == pytest.approx([5, 10, 15, 20, 25, 30, 45, 60, 75, 90, 105, 120])
    assert planned == pytest.approx(27.5)


def test_a_whole_curve_is_taken_as_it_was_told(mart):
    told = [1, 2, 4, 8, 16, 32, 40, 50, 60, 70, 80, 110]
    given(mart, plan("P1", 120))
    given(mart, curve("P1", *told))
    planned, ends = asked(mart, CURVE, "2022-12-31")
    assert ends == told  # December as told, not the annual plan
    assert planned == 110


def test_rows_put_in_later_are_gathered_anew(mart):
    given(mart, plan("P1", 100), report("P1", "2022-01-31", 10))
    assert asked(mart, REPORTED, "2022-01-31")[0] == 10
    given(mart, report("P1", "2022-02-28", 20))
    assert asked(mart, REPORTED, "2022-02-28")[0] == 20
