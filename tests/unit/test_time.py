"""序时进度 and the one cut, at the dates where they turn."""

import pytest
from given import curve, given, on, plan, report

from queries import investment


def moment(mart, as_of, basis="month"):
    row = mart.execute(
        "select cut(day, $b)::varchar, effective_basis(day, $b), time_progress(day, $b) "
        "from (select $d::date as day)",
        {"d": as_of, "b": basis},
    ).fetchone()
    return row[0], row[1], row[2]


@pytest.mark.parametrize(
    ("as_of", "cut_on", "months"),
    [
        ("2022-01-31", "2022-01-31", 1),
        ("2022-02-27", "2022-01-31", 1),
        ("2022-05-30", "2022-04-30", 4),
        ("2022-05-31", "2022-05-31", 5),
        ("2022-06-01", "2022-05-31", 5),
        ("2022-12-31", "2022-12-31", 12),
        ("2024-02-28", "2024-01-31", 1),  # leap year: February is not over
        ("2024-02-29", "2024-02-29", 2),
        ("2024-12-31", "2024-12-31", 12),
    ],
)
def test_month_counts_months_that_are_over(mart, as_of, cut_on, months):
    assert moment(mart, as_of) == (cut_on, "month", months / 12)


@pytest.mark.parametrize(
    ("as_of", "share"),
    [
        ("2022-01-15", 15 / 365),
        ("2022-01-31", 31 / 365),
        ("2022-05-30", 150 / 365),
        ("2022-05-31", 151 / 365),
        ("2022-06-01", 152 / 365),
        ("2024-02-28", 59 / 366),
        ("2024-02-29", 60 / 366),
        ("2024-12-31", 1),
    ],
)
def test_day_counts_days_of_the_year(mart, as_of, share):
    assert moment(mart, as_of, "day") == (as_of, "day", share)


@pytest.mark.parametrize("as_of", ["2022-01-01", "2022-01-15", "2022-01-30"])
def test_before_the_first_month_end_month_falls_back_to_day(mart, as_of):
    assert moment(mart, as_of) == (as_of, "day", int(as_of[-2:]) / 365)


def test_curve_has_no_share_of_its_own(mart):
    assert moment(mart, "2022-05-30", "curve") == ("2022-05-30", "curve", None)


@pytest.mark.parametrize(
    ("as_of", "planned"),
    [
        ("2022-01-15", 12 * 15 / 31),
        ("2022-01-31", 12),
        ("2022-05-30", 40 + 20 * 30 / 31),  # 40 by the end of April, 60 by the end of May
        ("2022-05-31", 60),
        ("2022-06-01", 60 + 15 / 30),  # 75 by the end of June
        ("2024-02-28", 12 + 8 * 28 / 29),
        ("2024-02-29", 20),
        ("2024-12-31", 120),
    ],
)
def test_curve_runs_straight_within_a_month(mart, as_of, planned):
    year = int(as_of[:4])
    steps = (12, 20, 30, 40, 60, 75, 85, 95, 100, 110, 115, 120)
    given(mart, plan("P1", 120, year=year), curve("P1", *steps, year=year))
    row = investment.total(mart, on(as_of, "curve")).iloc[0]
    assert row.planned_wan == pytest.approx(planned)
    assert row.time_progress == pytest.approx(planned / 120)


QUARTERS = (None, None, 300, None, None, 600, None, None, 900, None, None, 1200)


@pytest.mark.parametrize(
    ("as_of", "planned"),
    [
        ("2022-01-31", 100),  # a third of the way from 0 on 1 January to the 300 of March
        ("2022-03-31", 300),
        ("2022-04-15", 350),
        ("2022-04-30", 400),
        ("2022-05-31", 500),
        ("2022-06-15", 550),
        ("2022-06-30", 600),
        ("2022-12-31", 1200),
    ],
)
def test_curve_runs_straight_over_months_left_out(mart, as_of, planned):
    given(mart, plan("P1", 1200), curve("P1", *QUARTERS))
    row = investment.total(mart, on(as_of, "curve")).iloc[0]
    assert row.planned_wan == pytest.approx(planned)


@pytest.mark.parametrize(
    ("as_of", "planned"),
    [("2022-03-31", 300), ("2022-06-30", 600), ("2022-09-15", 975), ("2022-12-31", 1500)],
)
def test_curve_that_ends_early_runs_on_to_the_annual_plan(mart, as_of, planned):
    """600 by the end of June, 1500 by the end of December: 150 a month between."""
    given(mart, plan("P1", 1500), curve("P1", *QUARTERS[:6]))
    assert investment.total(mart, on(as_of, "curve")).planned_wan[0] == pytest.approx(planned)


def test_curve_of_a_set_is_planned_of_all_over_plan_of_all(mart):
    given(
        mart,
        plan("P1", 100),
        plan("P2", 300),
        curve("P1", 10, 20, 30, 40, 80),
        report("P1", "2022-05-31", 90),
    )
    row = investment.total(mart, on("2022-05-31", "curve")).iloc[0]
    assert row.planned_wan == pytest.approx(80 + 300 * 151 / 365)  # P2 has no curve: day by day
    assert row.ahead_pp == pytest.approx(100 * (90 / 400 - (80 + 300 * 151 / 365) / 400))


def test_curve_of_a_replaced_revision_is_not_used(mart):
    given(
        mart,
        plan("P1", 100),
        plan("P1", 200, revision=1, decided="2022-05-01"),
        curve("P1", 10, 20, 30, 40, 80),
    )
    assert investment.total(mart, on("2022-04-30", "curve")).planned_wan[0] == 40
    may = investment.total(mart, on("2022-05-31", "curve"))
    assert may.planned_wan[0] == pytest.approx(200 * 151 / 365)


def test_project_on_its_line_does_not_saw_between_the_days_of_a_month(mart):
    """4/12 of its plan on 30 April, 5/12 on 31 May: no gap on either day (was +7.8 and −0.3)."""
    given(
        mart,
        plan("P1", 120),
        report("P1", "2022-04-30", 40),
        report("P1", "2022-05-30", 49.7),
        report("P1", "2022-05-31", 50),
    )
    gaps = [investment.total(mart, on(day)).ahead_pp[0] for day in ("2022-05-30", "2022-05-31")]
    assert gaps == [pytest.approx(0, abs=1e-9)] * 2


def test_another_year_starts_again(mart):
    given(mart, plan("P1", 100), report("P1", "2022-12-31", 90))
    row = investment.total(mart, on("2023-01-31")).iloc[0]
    assert row.projects == 1
    assert row[["completed_wan", "plan_wan"]].isna().all()


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (1, None), (None, 1)])
def test_ratio_without_a_base_is_null_and_no_nan(mart, part, whole):
    assert mart.execute("select ratio(?, ?)", [part, whole]).fetchone() == (None,)
