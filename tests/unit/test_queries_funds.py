"""下达, 到位 and 支付 by source, and what was paid of the bonds by month."""

import pytest
from given import bond, given, member, of, on, project, used

from cockpit.numbers import is_missing
from cockpit.warehouse import mart as marts
from queries import funds
from queries import project as one_project

MAY = on("2022-05-31")


@pytest.fixture
def mart():
    mart = marts.empty()
    for code in ("P1", "P2"):
        given(mart, project(code), member(code, "专项债"))
    return mart


def flow(code, source, day, allotted, arrived=None, paid=None, **more):
    return of(
        "fund_flow", project_id=code, source=source, report_date=day, allotted_wan=allotted,
        arrived_wan=arrived, paid_wan=paid, **{"year": 2021, **more},
    )  # fmt: skip


def of_source(mart, source, mode=None, day="2022-05-31"):
    found = funds.sources(mart, on(day))
    for column, wanted in (("source", source), ("mode", mode)):
        found = found[found[column].isna() if wanted is None else found[column] == wanted]
    (row,) = found.itertuples()
    return row


def month(mart, number, year=None, day="2022-05-31"):
    found = funds.payments(mart, on(day))
    found = found[found.month.dt.month == number]
    (row,) = found[found.year.isna() if year is None else found.year == year].itertuples()
    return row


def test_a_source_stands_as_last_told_and_its_rates_are_of_those_that_told(mart):
    given(
        mart,
        flow("P1", "市县", "2022-03-31", 100, 50, 20),
        flow("P1", "市县", "2022-04-30", 100, 80, 30),
        flow("P1", "市县", "2022-06-30", 100, 100, 90),
        flow("P2", "市县", "2022-05-10", 60),
    )
    row = of_source(mart, "市县")
    assert (row.projects, row.allotted_wan, row.arrived_wan, row.paid_wan) == (2, 160, 80, 30)
    assert (row.arrival_ratio, row.payment_ratio) == (0.8, 0.3)  # of P1's 100, not of 160
    assert row.told_on.date().isoformat() == "2022-05-10"


def test_an_amount_that_a_later_day_does_not_tell_stands_as_it_was(mart):
    given(
        mart,
        flow("P1", "市县", "2022-03-31", 100, 50, 20),
        flow("P1", "市县", "2022-05-10", 120, None, 30),
    )
    row = of_source(mart, "市县")
    assert (row.allotted_wan, row.arrived_wan, row.paid_wan) == (120, 50, 30)
    assert (row.arrival_ratio, row.payment_ratio) == (50 / 120, 30 / 120)


def test_a_rate_over_several_is_of_their_sums(mart):
    given(
        mart,
        flow("P1", "自筹", "2022-05-31", 100, 100, 100),
        flow("P2", "贷款", "2022-05-31", 300, 60, 0),
    )
    row = of_source(mart, None)
    assert (row.arrival_ratio, row.payment_ratio) == (160 / 400, 100 / 400)  # not 0.6, not 0.5


def test_nothing_told_has_no_rate(mart):
    given(mart, flow("P1", "贷款", "2022-05-31", 100))
    row = of_source(mart, "贷款")
    assert is_missing(row.arrival_ratio)
    assert is_missing(row.paid_wan)


def test_bonds_stand_as_issued_wherever_an_issue_is_known(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        used("B1", "2022-04-30", 30),
        flow("P1", "专项债", "2022-05-31", 120, 120, 90),  # of the same year: left out
        flow("P1", "专项债", "2022-05-31", 40, 40, 40, year=2020),  # of a year without an issue
    )
    row = of_source(mart, "专项债")
    assert (row.allotted_wan, row.arrived_wan, row.paid_wan) == (140, 140, 70)


def test_the_ways_of_central_money_add_up_to_it(mart):
    given(
        mart,
        flow("P1", "中央预算内", "2022-05-31", 100, 90, 10, mode="直接投资"),
        flow("P2", "中央预算内", "2022-05-31", 50, 50, 40, mode=None),
        flow("P2", "自筹", "2022-05-31", 7, 7, 7, mode=None),
    )
    assert of_source(mart, "中央预算内").paid_wan == 50
    assert of_source(mart, "中央预算内", "直接投资").paid_wan == 10
    assert of_source(mart, "中央预算内", "未写支持方式").paid_wan == 40
    assert len(funds.sources(mart, MAY)) == 5  # all, two sources, two ways: 自筹 has none


def test_a_projects_source_adds_up_its_years(mart):
    given(
        mart,
        flow("P1", "市县", "2022-05-31", 100, 50, 20),
        flow("P1", "市县", "2022-05-31", 60, None, 10, year=2022),
        flow("P2", "市县", "2022-05-31", 999),
    )
    (row,) = one_project.funds(mart, MAY, "P1").itertuples()
    assert (row.first_year, row.last_year, row.allotted_wan) == (2021, 2022, 160)
    assert (row.arrival_ratio, row.payment_ratio) == (50 / 100, 30 / 160)


def test_a_month_is_what_was_used_more_than_at_the_months_end_before(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        used("B1", "2021-12-31", 10),
        used("B1", "2022-01-31", 15),
        used("B1", "2022-03-15", 40),
        bond("B2", "P2", 50, issued="2022-03-10"),
        used("B2", "2022-03-31", 6),
    )
    assert month(mart, 1).paid_wan == 5
    assert is_missing(month(mart, 2).paid_wan)  # nobody told
    assert month(mart, 3).paid_wan == 31
    assert month(mart, 3, 2022).paid_wan == 6  # new in March: all of it
    assert month(mart, 3, day="2022-03-20").paid_wan == 25  # B2 is told at the month's end


def test_what_is_first_told_after_its_month_has_no_amount_of_the_month(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        used("B1", "2022-04-30", 60),
        used("B1", "2022-05-31", 70),
        bond("B2", "P2", 50, issued="2022-04-10"),
        used("B2", "2022-04-30", 6),
    )
    assert (month(mart, 4).paid_wan, month(mart, 4).left_out) == (6, 1)
    assert (month(mart, 5).paid_wan, month(mart, 5).left_out) == (10, 0)


def test_in_january_the_month_before_is_the_last_years(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        used("B1", "2021-11-30", 10),
        used("B1", "2022-01-10", 12),
    )
    assert month(mart, 1, day="2022-01-15").paid_wan == 2
