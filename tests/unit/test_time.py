"""序时进度 and the one cut, at the dates where they turn."""

from datetime import date

import pytest
from given import curve, given, member, on, plan, report, stage

from queries import investment
from queries.moments import cut_on, moments


def share(mart, day, basis):
    return mart.execute("select time_progress($d::date, $b)", {"d": day, "b": basis}).fetchone()[0]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        ("2022-01-01", 1 / 31),
        ("2022-01-15", 15 / 31),
        ("2022-01-31", 1),
        ("2022-02-28", 2),
        ("2022-05-30", 4 + 30 / 31),
        ("2022-05-31", 5),
        ("2022-06-01", 5 + 1 / 30),
        ("2022-12-31", 12),
        ("2024-02-28", 1 + 28 / 29),  # leap year: February is not over
        ("2024-02-29", 2),
        ("2024-12-31", 12),
    ],
)
def test_month_runs_straight_between_the_twelfths_of_the_month_ends(mart, day, months):
    assert share(mart, day, "month") == pytest.approx(months / 12, rel=1e-15)


@pytest.mark.parametrize(
    ("day", "passed"),
    [
        ("2022-01-15", 15 / 365),
        ("2022-05-30", 150 / 365),
        ("2022-06-01", 152 / 365),
        ("2024-02-28", 59 / 366),
        ("2024-02-29", 60 / 366),
        ("2024-12-31", 1),
    ],
)
def test_day_counts_days_of_the_year(mart, day, passed):
    assert share(mart, day, "day") == passed


def test_curve_has_no_share_of_its_own(mart):
    assert share(mart, "2022-05-30", "curve") is None


MONTHLY = [
    report("P1", day, 10 * month)
    for month, day in enumerate(["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30"], start=1)
]


@pytest.mark.parametrize(
    ("as_of", "cut"),
    [
        ("2022-01-01", "2022-01-01"),  # nobody has reported this year: the day itself
        ("2022-01-31", "2022-01-31"),
        ("2022-02-28", "2022-02-28"),
        ("2022-03-30", "2022-02-28"),
        ("2022-05-30", "2022-04-30"),
        ("2022-05-31", "2022-05-31"),
        ("2022-06-01", "2022-05-31"),
        ("2022-06-20", "2022-05-31"),
    ],
)
def test_monthly_ledger_is_cut_at_its_month_end(mart, as_of, cut):
    given(mart, plan("P1", 120), MONTHLY, report("P1", "2022-05-31", 50))
    assert cut_on(mart, on(as_of)) == date.fromisoformat(cut)


@pytest.mark.parametrize(
    ("as_of", "cut"), [("2024-02-28", "2024-01-31"), ("2024-02-29", "2024-02-29")]
)
def test_monthly_ledger_of_a_leap_year(mart, as_of, cut):
    given(
        mart,
        plan("P1", 120, year=2024),
        report("P1", "2024-01-31", 10),
        report("P1", "2024-02-29", 20),
    )
    assert cut_on(mart, on(as_of)) == date.fromisoformat(cut)


def test_cut_is_where_nine_tenths_of_the_plan_have_reported(mart):
    given(
        mart,
        plan("BIG", 900),
        plan("LATE", 100),
        report("BIG", "2022-05-30", 300),
        report("LATE", "2022-04-30", 30),
    )
    assert cut_on(mart, on("2022-05-30")) == date(2022, 5, 30)


def test_less_than_nine_tenths_are_not_the_ledger(mart):
    given(
        mart,
        plan("BIG", 899),
        plan("LATE", 101),
        report("BIG", "2022-05-30", 300),
        report("LATE", "2022-04-30", 30),
    )
    assert cut_on(mart, on("2022-05-30")) == date(2022, 4, 30)


def test_a_report_dated_after_the_day_moves_no_cut(mart):
    given(mart, plan("P1", 120), report("P1", "2022-04-30", 40), report("P1", "2022-05-31", 50))
    assert cut_on(mart, on("2022-05-30")) == date(2022, 4, 30)


def test_who_is_stopped_finished_off_the_list_or_never_reported_holds_no_cut_back(mart):
    given(
        mart,
        *[[plan(name, 500), report(name, "2022-02-28", 1)] for name in ("STOP", "END", "GONE")],
        plan("NEVER", 500),
        [stage("STOP", "开工", "2022-01-01"), stage("STOP", "停工", "2022-03-01")],
        [stage("END", "开工", "2022-01-01"), stage("END", "竣工", "2022-03-01")],
        member("GONE", "专项债", until="2022-03-31"),
        [plan("P1", 10), report("P1", "2022-05-30", 1), stage("P1", "开工", "2022-01-01")],
    )
    assert cut_on(mart, on("2022-05-30")) == date(2022, 5, 30)


def test_a_filter_moves_no_cut(mart):
    given(
        mart,
        [plan("P1", 900), report("P1", "2022-05-29", 300)],
        [plan("P2", 1), report("P2", "2022-05-30", 1), member("P2", "专项债")],
    )
    assert cut_on(mart, on("2022-05-30", classes="专项债")) == date(2022, 5, 29)


def test_a_link_may_take_the_day_itself(mart):
    given(mart, plan("P1", 120), report("P1", "2022-04-30", 40))
    assert cut_on(mart, on("2022-05-30").narrowed(cut="as_of")) == date(2022, 5, 30)


def test_a_week_is_there_only_where_reports_come_that_often(mart):
    given(mart, plan("P1", 120), report("P1", "2022-05-24", 40), report("P1", "2022-05-31", 45))
    assert moments(mart, on("2022-05-31"))["week_on"] == date(2022, 5, 24)
    assert moments(mart, on("2022-05-30"))["week_on"] is None  # nothing before 24 May


def test_a_month_is_no_week(mart):
    given(mart, plan("P1", 120), report("P1", "2022-04-30", 40), report("P1", "2022-05-31", 45))
    assert moments(mart, on("2022-05-31"))["week_on"] is None


def test_a_month_is_no_week_on_a_day_soon_after_it_either(mart):
    given(mart, plan("P1", 120), report("P1", "2022-04-30", 40), report("P1", "2022-05-31", 45))
    assert moments(mart, on("2022-06-08", cut="as_of"))["week_on"] is None


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
    """A project that does 10 a month, evenly, reported each day: no gap on any day."""
    given(
        mart,
        plan("P1", 120),
        report("P1", "2022-04-30", 40),
        *[report("P1", f"2022-05-{day:02d}", 40 + 10 * day / 31) for day in range(1, 32)],
    )
    gaps = [investment.total(mart, on(f"2022-05-{day:02d}")).ahead_pp[0] for day in range(1, 32)]
    assert gaps == [pytest.approx(0, abs=1e-3)] * 31  # 万元 with four decimals are stored


def test_monthly_ledger_does_not_fall_behind_within_a_month(mart):
    given(mart, plan("P1", 120), MONTHLY)
    gaps = [investment.total(mart, on(f"2022-05-{day:02d}")).ahead_pp[0] for day in range(1, 31)]
    assert gaps == [pytest.approx(0, abs=1e-9)] * 30


def test_another_year_starts_again(mart):
    given(mart, plan("P1", 100), report("P1", "2022-12-31", 90))
    row = investment.total(mart, on("2023-01-31")).iloc[0]
    assert row.projects == 1
    assert row[["completed_wan", "plan_wan"]].isna().all()


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (1, None), (None, 1)])
def test_ratio_without_a_base_is_null_and_no_nan(mart, part, whole):
    assert mart.execute("select ratio(?, ?)", [part, whole]).fetchone() == (None,)
