"""Idle money, what the target asks a month, the batches, and 到位, 支付 and 完成 apart."""

import pytest
from given import bond, given, member, of, on, project, report, stage, used

from cockpit.numbers import is_missing
from cockpit.warehouse import mart as marts
from queries import funds, rows

MAY = on("2022-05-31")


@pytest.fixture
def mart():
    mart = marts.empty()
    for code in ("P1", "P2", "P3"):
        given(mart, project(code), member(code, "专项债"))
    return mart


def aim(year, due, share):
    return of(
        "fund_target",
        target_id=f"{year} {due}",
        issue_year=year,
        due_on=due,
        target_ratio=share,
        kind="assumed",
    )


def year(mart, day, of_year):
    found = funds.bonds(mart, on(day))
    return found[found.year.isna() if of_year is None else found.year == of_year].iloc[0]


def test_idle_is_issued_less_used_by_the_day(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        used("B1", "2022-04-30", 30),
        used("B1", "2022-06-30", 90),
        bond("B2", "P1", 40, issued="2022-06-01"),
    )
    assert year(mart, "2022-05-31", None).idle_wan == 70
    (row,) = rows.bond_issues(mart, MAY).itertuples()
    assert (row.idle_wan, row.weeks) == (70, 52)  # from 1 June to 31 May are 364 days


def test_what_a_target_asks_is_spread_over_the_months_to_its_day(mart):
    given(mart, bond("B1", "P1", 100), used("B1", "2022-04-30", 30), aim(2021, "2022-08-31", 0.9))
    assert year(mart, "2022-05-31", 2021).needed_monthly_wan == pytest.approx(60 / 3)
    assert year(mart, "2022-06-15", 2021).needed_monthly_wan == pytest.approx(60 / 2.5)
    assert year(mart, "2022-06-15", None).needed_monthly_wan == pytest.approx(60 / 2.5)


def test_a_target_of_the_next_year_counts_the_months_across_the_new_year(mart):
    given(mart, bond("B1", "P1", 100), aim(2021, "2023-01-31", 0.8))
    assert year(mart, "2022-11-30", 2021).needed_monthly_wan == pytest.approx(80 / 2)


def test_a_target_that_is_reached_asks_nothing_and_one_past_asks_no_month(mart):
    given(mart, bond("B1", "P1", 100), used("B1", "2022-04-30", 95), aim(2021, "2022-08-31", 0.9))
    row = year(mart, "2022-05-31", 2021)
    assert (row.short_wan, row.needed_monthly_wan) == (0, 0)
    given(mart, bond("B2", "P1", 100, issued="2020-06-01"), aim(2020, "2022-05-31", 0.5))
    row = year(mart, "2022-05-31", 2020)
    assert row.short_wan == 50
    assert is_missing(row.needed_monthly_wan)


def test_without_a_target_nothing_is_asked(mart):
    given(mart, bond("B1", "P1", 100))
    for of_year in (None, 2021):
        row = year(mart, "2022-05-31", of_year)
        assert is_missing(row.short_wan)
        assert is_missing(row.needed_monthly_wan)


def test_the_pace_is_of_the_last_three_months_and_a_months_end_is_one(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        used("B1", "2022-03-30", 9),
        used("B1", "2022-03-31", 10),
        used("B1", "2022-06-30", 40),
        bond("B2", "P2", 50, issued="2022-05-01"),
        used("B2", "2022-06-30", 6),
    )
    # from 31 March, not from the 30th: 30 and 6 more
    assert year(mart, "2022-06-30", None).recent_monthly_wan == pytest.approx(36 / 3)
    assert year(mart, "2022-06-30", 2022).recent_monthly_wan == pytest.approx(6 / 3)
    assert is_missing(year(mart, "2022-05-31", None).recent_monthly_wan)  # none by 28 February


def test_a_batch_adds_up_its_issues(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        bond("B2", "P2", 50),
        bond("B3", "P2", 20, batch="第二批", issued="2021-09-01"),
        used("B1", "2022-03-31", 30),
        used("B2", "2022-04-30", 45),
    )
    first, second = funds.batches(mart, MAY).itertuples()
    assert (first.issues, first.projects, first.issued_wan, first.idle_wan) == (2, 2, 150, 75)
    assert first.use_ratio == 0.5
    assert (second.idle_wan, second.weeks) == (20, 38)  # 272 days


def test_the_course_of_a_batch_carries_on_an_issue_that_is_not_told(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        bond("B2", "P2", 100),
        used("B1", "2021-08-31", 20),
        used("B2", "2021-09-30", 40),
        used("B1", "2021-10-31", 50),
    )
    found = funds.batch_uses(mart, MAY)
    assert list(found.use_ratio) == [0, 0.1, 0.3, 0.45]
    assert found.months[0] == 0
    assert found.months[1] == pytest.approx(91 * 12 / 365.25)


def test_a_batch_without_a_name_has_its_course(mart):
    given(mart, bond("B1", "P1", 100, batch=None), used("B1", "2021-08-31", 20))
    found = funds.batch_uses(mart, MAY)
    assert list(found.use_ratio) == [0, 0.2]
    assert is_missing(found.batch[0])


def projects(mart, filters=MAY):
    return funds.projects(mart, filters).set_index("project_id")


def test_paid_more_than_a_fifth_above_the_work_is_a_finding(mart):
    given(
        mart,
        *(bond(f"B{n}", f"P{n}", 500) for n in (1, 2, 3)),
        used("B1", "2022-04-30", 120),
        used("B2", "2022-04-30", 121),
        used("B3", "2022-04-30", 121),
        report("P1", "2022-05-31", 100),
        report("P2", "2022-05-31", 100),
    )
    found = projects(mart)
    assert dict(found.paid_over) == {"P1": 0, "P2": 1, "P3": 0}  # P3 has told of no work
    assert is_missing(found.done_wan["P3"])
    assert funds.work_states(mart, MAY).paid_over[0] == 1


def test_work_more_than_a_fifth_above_what_arrived_is_a_finding(mart):
    given(mart, bond("B1", "P1", 100), bond("B2", "P2", 100))
    given(mart, report("P1", "2022-05-31", 120), report("P2", "2022-05-31", 121))
    assert dict(projects(mart).done_over) == {"P1": 0, "P2": 1}


def test_projects_are_told_apart_by_how_far_their_work_has_come(mart):
    given(mart, *(bond(f"B{n}", f"P{n}", 100) for n in (1, 2, 3)))
    given(mart, report("P1", "2022-05-31", 100), report("P2", "2022-05-31", 99))
    assert dict(projects(mart).work_state) == {
        "P1": "完成额已到到位额",
        "P2": "完成额未到到位额",
        "P3": "未开工",
    }
    given(mart, stage("P3", "开工", "2022-03-01"))
    # standings of a day are worked out once: another day is asked
    assert projects(mart, on("2022-05-30")).work_state["P3"] == "完成额未报"


def test_a_project_waits_since_its_oldest_issue_that_is_not_used_up(mart):
    given(
        mart,
        bond("B1", "P1", 100, issued="2020-06-01"),
        used("B1", "2022-04-30", 100),
        bond("B2", "P1", 50, issued="2022-05-01"),
    )
    row = projects(mart).loc["P1"]
    assert (row.idle_wan, row.idle_weeks, row.issues) == (50, 4, 2)  # 30 days
    given(mart, used("B2", "2022-05-31", 50))
    assert is_missing(projects(mart).loc["P1"].idle_weeks)


def test_nothing_is_asked_of_another_choice(mart):
    given(mart, bond("B1", "P1", 100))
    nowhere = on("2022-05-31", towns=("没有这个镇",))
    for question in (funds.bonds, funds.batches, funds.batch_uses, funds.projects):
        assert question(mart, nowhere).empty
    assert funds.work_states(mart, nowhere).empty
