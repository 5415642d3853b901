"""年末预测: worked by hand, its bounds, and what holds on any ledger."""

from datetime import date

import pytest
from given import given, member, on, plan, project, report, target
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from cockpit.numbers import is_missing
from queries import investment
from queries.rows import ledger
from tests.lent import empty_mart, take_back

CLASSES = ("重点项目", "三个一批", "补短板982", "专项债", "中央预算内")
DOMAINS = ("交通", "产业", "民生")


def forecast(mart, day="2022-05-31"):
    return investment.forecast(mart, on(day)).iloc[0]


def test_two_projects_one_capped(mart):
    """P1: 50 × 12/5 = 120. P2: 80 × 12/5 = 192, but of 100 in total 80 are done: 100."""
    given(
        mart,
        plan("P1", 150),
        report("P1", "2022-05-31", 50),
        project("P2", total=100),
        plan("P2", 200),
        report("P2", "2022-05-31", 80),
    )
    row = forecast(mart)
    assert (row.months, row.completed_wan, row.forecast_wan) == (5, 130, 220)
    assert (row.capped_wan, row.capped_projects) == (92, 1)  # 192 − 100


def test_what_was_done_in_earlier_years_is_not_left(mart):
    given(
        mart,
        project("P1", total=100),
        plan("P1", 60),
        report("P1", "2022-05-31", 20, since_start=90),
    )
    assert forecast(mart).forecast_wan == 30  # 20 + (100 − 90), not 48


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        # 9500 until 2021 and 1000 this year are more than the total: nothing is left
        ([report("P1", "2021-12-31", 4000, since_start=9500)], 1000),
        # 9000 on 31 March, of this year 300; since then 700: 300 are left
        ([report("P1", "2022-03-31", 300, since_start=9000)], 1300),
        # 8000 on 31 October 2021, 200 more by its end, 1000 this year: 800 are left
        (
            [
                report("P1", "2021-10-31", 500, since_start=8000),
                report("P1", "2021-12-31", 700),
            ],
            1800,
        ),
        # a total of 2020, the whole of 2021 and this year: 10000 − (7000 + 1500 + 1000)
        (
            [
                report("P1", "2020-12-31", 900, since_start=7000),
                report("P1", "2021-12-31", 1500),
            ],
            1500,
        ),
        # no total was ever given: what the years add up to is the least that was done
        ([report("P1", "2021-12-31", 8500)], 1500),
        ([report("P1", "2021-12-31", 100, since_start=100)], 2400),
    ],
)
def test_total_of_an_earlier_day_is_carried_on(mart, earlier, expected):
    given(
        mart,
        project("P1", total=10000),
        plan("P1", 5000),
        earlier,
        report("P1", "2022-05-31", 1000),
    )
    assert forecast(mart).forecast_wan == expected
    assert investment.monthly(mart, on("2022-05-31")).forecast_wan[11] == expected
    assert investment.gap_closers(mart, on("2022-05-31")).forecast_wan[0] == expected
    assert ledger(mart, on("2022-05-31")).forecast_wan[0] == expected


def test_project_without_total_is_not_capped(mart):
    given(mart, project("P1", total=None), plan("P1", 60), report("P1", "2022-05-31", 20))
    row = forecast(mart)
    assert (row.forecast_wan, row.capped_projects) == (48, 0)
    assert row.high_wan >= 48


def test_month_that_runs_counts_in_its_part(mart):
    given(mart, plan("P1", 60), report("P1", "2022-04-30", 20), report("P1", "2022-05-30", 50))
    row = forecast(mart, "2022-05-30")
    assert row.forecast_wan == pytest.approx(50 * 12 / (4 + 30 / 31))
    assert row.months_left == pytest.approx(7 + 1 / 31)


def test_interval_within_a_month_draws_from_complete_months_alone(mart):
    """One month is over, 10 each: the rest of February and ten more give 10 × (10 + 8/28)."""
    given(mart, plan("P1", 600), report("P1", "2022-01-31", 10), report("P1", "2022-02-20", 90))
    row = forecast(mart, "2022-02-20")
    assert row.complete_months == 1
    assert row.low_wan == pytest.approx(90 + 10 * (10 + 8 / 28))
    assert row.high_wan == row.forecast_wan  # the pace of the year is the higher one


def test_project_not_yet_due_gives_nothing_and_is_named_with_its_plan(mart):
    given(mart, plan("P1", 60), report("P1", "2022-05-31", 20), plan("P2", 90, due="2022-08-01"))
    row = forecast(mart)
    assert (row.forecast_wan, row.not_due_projects, row.not_due_plan_wan) == (48, 1, 90)


def test_early_starter_gives_its_part(mart):
    given(mart, plan("P1", 60, due="2022-08-01"), report("P1", "2022-05-31", 20))
    row = forecast(mart)
    assert (row.forecast_wan, row.not_due_projects) == (48, 0)


def test_before_the_first_month_end_there_is_no_forecast(mart):
    given(mart, plan("P1", 60), report("P1", "2022-01-10", 20))
    row = forecast(mart, "2022-01-30")
    assert row[["cut_on", "months", "forecast_wan", "low_wan", "high_wan"]].isna().all()


def test_in_december_the_forecast_is_what_was_done(mart):
    given(mart, plan("P1", 60), report("P1", "2022-06-30", 20), report("P1", "2022-12-31", 55))
    row = forecast(mart, "2022-12-31")
    assert (row.low_wan, row.forecast_wan, row.high_wan) == (55, 55, 55)


def test_even_months_leave_no_doubt(mart):
    given(
        mart,
        plan("P1", 60),
        report("P1", "2022-01-31", 10),
        report("P1", "2022-02-28", 20),
        report("P1", "2022-03-31", 30),
    )
    row = forecast(mart, "2022-03-31")
    assert (row.low_wan, row.forecast_wan, row.high_wan) == (120, 120, 120)


def test_uneven_months_open_the_interval_within_the_worst_and_the_best_year(mart):
    given(mart, plan("P1", 60), report("P1", "2022-01-31", 0), report("P1", "2022-02-28", 10))
    row = forecast(mart, "2022-02-28")
    assert 10 < row.low_wan < row.forecast_wan == 60 < row.high_wan < 110  # 10 + 0…100


def test_same_months_are_drawn_for_all_projects(mart):
    """Two projects that mirror each other: 10 each month together, whatever is drawn."""
    given(
        mart,
        plan("P1", 60),
        report("P1", "2022-01-31", 10),
        report("P1", "2022-02-28", 10),
        plan("P2", 60),
        report("P2", "2022-01-31", 0),
        report("P2", "2022-02-28", 10),
    )
    row = forecast(mart, "2022-02-28")
    assert (row.low_wan, row.forecast_wan, row.high_wan) == (120, 120, 120)


def test_distance_from_the_target_is_without_sign(mart):
    given(mart, plan("P1", 60), report("P1", "2022-05-31", 20), target("4", 0.005))
    assert forecast(mart).off_target_wan == 2  # 48 against 50


wan = st.integers(0, 500)
projects = st.lists(
    st.fixed_dictionaries(
        {
            "plan": st.none() | wan,
            "total": st.none() | st.integers(0, 1500),
            "domain": st.sampled_from(DOMAINS),
            "classes": st.lists(st.sampled_from(CLASSES), min_size=1, max_size=3),
            "reports": st.dictionaries(
                st.dates(date(2021, 12, 1), date(2022, 12, 31)), wan, max_size=5
            ),
        }
    ),
    max_size=4,
)
days = st.dates(date(2022, 1, 1), date(2022, 12, 31)).map(str)


def ledger_of(drawn, *, doubled=False):
    rows = []
    for number, p in enumerate(drawn):
        name = f"P{number}"
        rows += [project(name, domain=p["domain"], total=p["total"]), plan(name, p["plan"])]
        classes = p["classes"] * 2 if doubled else dict.fromkeys(p["classes"])
        rows += [member(name, c) for c in classes]
        rows += [report(name, str(day), amount) for day, amount in p["reports"].items()]
    take_back()  # an example is done with its mart when the next one comes
    return given(empty_mart(), *rows)


@settings(max_examples=20, deadline=None)
@any_of(projects, days)
def test_low_is_below_the_forecast_and_high_above_on_any_ledger(drawn, day):
    row = forecast(ledger_of(drawn), day)
    if is_missing(row.forecast_wan):
        assert is_missing(row.low_wan)
        assert is_missing(row.high_wan)
    else:
        assert row.low_wan <= row.forecast_wan <= row.high_wan
        assert row.forecast_wan >= row.completed_wan


@settings(max_examples=10, deadline=None)
@any_of(projects, days)
def test_doubled_memberships_change_no_total(drawn, day):
    filters = on(day)
    once = investment.total(ledger_of(drawn), filters)
    twice = investment.total(ledger_of(drawn, doubled=True), filters)
    assert_frame_equal(twice, once, rtol=1e-12)  # a sum's last bit depends on its order


@settings(max_examples=10, deadline=None)
@any_of(projects, days, st.sampled_from(["month", "day", "curve"]))
def test_domains_and_townships_add_up_to_the_whole(drawn, day, basis):
    mart, filters = ledger_of(drawn), on(day, basis)
    for name, place in enumerate(DOMAINS):
        mart.execute("insert into domain values (?, '2020-01-01', ?, 'assumed')", [place, name])
    whole, parts = investment.total(mart, filters), investment.by_domain(mart, filters)
    assert parts.projects.sum() == whole.projects[0]
    for amount in ("plan_wan", "completed_wan", "counted_completed_wan"):
        assert parts[amount].sum() == pytest.approx(whole[amount].fillna(0)[0])
    rate = whole.completion_ratio[0]
    assert is_missing(rate) or rate == pytest.approx(
        whole.counted_completed_wan[0] / whole.plan_wan[0]
    )
