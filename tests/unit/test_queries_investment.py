"""完成投资, 投资完成率 and 超序时: one rule of docs/metrics.md a test."""

import pytest
from given import bond, domain, given, member, on, plan, project, report, target

from cockpit.numbers import is_missing
from queries import investment, rows

MAY = on("2022-05-31")


def total(mart, filters=MAY):
    return investment.total(mart, filters).iloc[0]


def test_rate_is_completed_over_plan(mart):
    given(mart, plan("P1", 350), report("P1", "2022-05-31", 120))
    assert total(mart).completion_ratio == 120 / 350


def test_rates_are_summed_before_they_are_divided(mart):
    given(
        mart,
        plan("P1", 100),
        report("P1", "2022-05-31", 100),
        plan("P2", 300),
        report("P2", "2022-05-31", 0),
    )
    assert total(mart).completion_ratio == 100 / 400  # not the mean of 100 % and 0 %


def test_report_dated_after_as_of_does_not_count(mart):
    given(mart, plan("P1", 100), report("P1", "2022-05-31", 40), report("P1", "2022-06-01", 90))
    assert total(mart).completion_ratio == 0.40


def test_last_report_carries_forward(mart):
    given(mart, plan("P1", 100), report("P1", "2022-02-10", 30))
    assert total(mart).completed_wan == 30


def test_report_of_last_year_does_not_count(mart):
    given(mart, plan("P1", 100), report("P1", "2021-12-31", 80))
    row = total(mart)
    assert is_missing(row.counted_completed_wan)
    assert row.not_reported == 1


def test_rate_above_one_is_not_clamped(mart):
    given(mart, plan("P1", 50), report("P1", "2022-05-31", 80))
    row = total(mart)
    assert (row.completion_ratio, row.ahead_pp) == (1.6, pytest.approx(160 - 500 / 12))


@pytest.mark.parametrize("wan", [0, None])
def test_zero_or_missing_plan_gives_no_rate(mart, wan):
    given(mart, plan("P1", wan), report("P1", "2022-05-31", 40))
    row = total(mart)
    assert (row.completed_wan, row.without_plan) == (40, 1)
    assert is_missing(row.completion_ratio)
    assert is_missing(row.ahead_pp)


def test_project_without_plan_is_out_of_both_sums_and_counted(mart):
    given(mart, plan("P1", 100), report("P1", "2022-05-31", 40), report("P2", "2022-05-31", 25))
    row = total(mart)
    assert (row.completed_wan, row.counted_completed_wan, row.plan_wan) == (65, 40, 100)
    assert (row.completion_ratio, row.without_plan) == (0.4, 1)


def test_plan_without_report_counts_as_nothing_done_and_is_counted(mart):
    given(mart, plan("P1", 100), report("P1", "2022-05-31", 40), plan("P2", 100))
    row = total(mart)
    assert (row.completion_ratio, row.not_reported) == (0.2, 1)


def test_plan_not_yet_due_is_no_missing_report(mart):
    given(mart, plan("P1", 100, due="2022-06-01"))
    assert (total(mart).not_reported, total(mart).plan_wan) == (0, 100)


def test_revision_decided_after_the_cut_is_not_in_force(mart):
    given(
        mart,
        plan("P1", 100),
        plan("P1", 60, revision=1, decided="2022-05-15"),
        report("P1", "2022-04-30", 30),
        report("P1", "2022-05-31", 30),
    )
    assert total(mart, on("2022-05-30")).completion_ratio == 30 / 100  # cut 04-30
    assert total(mart, on("2022-05-31")).completion_ratio == 30 / 60
    assert total(mart, on("2022-05-31")).original_plan_wan == 100


def test_revision_stands_whole_with_its_nulls(mart):
    given(mart, plan("P1", 100), plan("P1", None, revision=1, decided="2022-05-15"))
    assert total(mart).without_plan == 1


def test_membership_ended_the_day_before_does_not_count(mart):
    given(
        mart,
        plan("P1", 100),
        member("P1", until="2022-05-30"),
        plan("P2", 50),
        member("P2", until="2022-05-31"),
    )
    assert (total(mart).projects, total(mart).plan_wan) == (1, 50)


def test_membership_is_that_of_the_cut(mart):
    given(mart, plan("P1", 100), member("P1", until="2022-04-30"), report("P2", "2022-04-30", 1))
    assert total(mart, on("2022-05-30")).projects == 2
    assert total(mart, on("2022-05-30", cut="as_of")).projects == 1


def test_project_of_two_classes_counts_once_in_the_total_and_in_each_class(mart):
    given(
        mart,
        plan("P1", 100),
        report("P1", "2022-05-31", 40),
        member("P1", "专项债"),
        member("P1", "三个一批"),
    )
    assert (total(mart).completed_wan, total(mart).projects) == (40, 1)
    classes = investment.by_class(mart, MAY)
    assert list(zip(classes.project_class, classes.completed_wan, strict=True)) == [
        ("三个一批", 40),
        ("专项债", 40),
    ]


def test_project_of_two_phases_is_one_pair(mart):
    given(
        mart,
        plan("P1", 100),
        member("P1", "三个一批", phase="第三期"),
        member("P1", "三个一批", phase="第五期", since="2022-03-01"),
    )
    row = investment.by_class(mart, MAY).iloc[0]
    assert (row.projects, row.plan_wan) == (1, 100)


def test_change_of_class_moves_the_project_on_that_day(mart):
    given(
        mart,
        plan("P1", 100),
        member("P1", "三个一批", until="2022-05-15"),
        member("P1", "专项债", since="2022-05-16"),
    )
    assert list(investment.by_class(mart, on("2022-05-15", "day")).project_class) == ["三个一批"]
    assert list(investment.by_class(mart, on("2022-05-16", "day")).project_class) == ["专项债"]


def test_change_of_domain_moves_the_project_on_that_day(mart):
    given(
        mart,
        plan("P1", 100),
        project("P1", domain="交通"),
        project("P1", domain="民生", since="2022-05-16"),
    )
    before, after = on("2022-05-15", "day"), on("2022-05-16", "day")
    assert total(mart, before.narrowed(domains=("交通",))).plan_wan == 100
    assert total(mart, after.narrowed(domains=("交通",))).projects == 0
    assert total(mart, after.narrowed(domains=("民生",))).plan_wan == 100


def test_levels_stand_beside_all_key_projects(mart):
    given(
        mart,
        plan("P1", 100),
        member("P1", level="省"),
        plan("P2", 200),
        member("P2", level="市"),
        plan("P3", 400),
        member("P3", level="县"),
    )
    rows = investment.by_class(mart, MAY)
    assert dict(zip(rows.level_group, rows.plan_wan, strict=True)) == {
        "全部": 700,
        "省市级": 300,
        "县级": 400,
    }


def test_grips_take_a_government_project_of_two_classes_once(mart):
    given(
        mart,
        project("P1", gov=True),
        plan("P1", 100),
        member("P1", level="省"),
        member("P1", "专项债"),
        plan("P2", 60),
        member("P2", level="县"),
    )
    rows = investment.grips(mart, MAY)
    assert list(zip(rows.grip, rows.projects, rows.plan_wan, strict=True)) == [
        ("省市级重点项目", 1, 100),
        ("政府投资项目", 1, 100),
    ]


def test_target_and_plan_are_two_denominators(mart):
    given(mart, plan("P1", 100), report("P1", "2022-05-31", 40), target("4", 0.02))
    row = total(mart)
    assert (row.completion_ratio, row.target_ratio) == (0.4, 0.2)  # 100 and 200 万元
    assert row.to_target_wan == 160


def test_domain_exactly_on_its_line_is_not_ahead(mart):
    given(mart, domain("交通", 1))
    given(mart, plan("P1", 120), report("P1", "2022-05-31", 50))  # 50/120 = 5/12
    assert not investment.by_domain(mart, MAY).is_ahead[0]


def test_ledger_keeps_a_project_that_left_after_the_cut(mart):
    given(mart, plan("P1", 100), report("P1", "2022-04-30", 40), member("P1", until="2022-05-10"))
    given(mart, report("P2", "2022-04-30", 1))  # still listed: the ledger is reported to 30 April
    row = rows.ledger(mart, on("2022-05-30")).set_index("project_id").loc["P1"]
    assert (row.completed_wan, row.domain) == (40, "交通")
    assert is_missing(row.listed)  # it gives no pair at as_of


def test_ledger_shows_the_furthest_behind_first(mart):
    given(
        mart,
        plan("P1", 100),
        report("P1", "2022-05-31", 80),
        plan("P2", 100),
        report("P2", "2022-05-31", 10),
        report("P3", "2022-05-31", 5),
        bond("B1", "P2", 30),
    )
    ledger = rows.ledger(mart, MAY)
    assert list(ledger.project_id) == ["P2", "P1", "P3"]  # P3 has no plan: last
    assert ledger.issued_wan[0] == 30


@pytest.mark.parametrize("question", ["by_class", "grips", "by_domain", "total"])
def test_everything_is_taken_at_the_cut(mart, question):
    """A ledger reported to 30 April: nothing of May counts, on neither side."""
    given(
        mart,
        domain("交通", 1),
        plan("P1", 100),
        plan("P1", 60, revision=1, decided="2022-05-10"),
        report("P1", "2022-04-30", 30),
        report("P1", "2022-06-20", 50),
        plan("P2", 100),
        member("P2", level="省", since="2022-05-10"),
    )
    row = getattr(investment, question)(mart, on("2022-05-30")).iloc[0]
    assert (row.projects, row.completed_wan, row.plan_wan) == (1, 30, 100)
    assert row.ahead_pp == pytest.approx(100 * (30 / 100 - 4 / 12))


def test_plan_without_a_day_of_decision_counts_from_the_first_of_january(mart):
    given(
        mart,
        plan("P1", 100, decided=None),
        plan("P2", 50, decided=None),
        plan("P2", 80, revision=1, decided="2022-04-15"),
        report("P1", "2022-05-31", 40),
    )
    row = investment.total(mart, on("2022-05-31")).iloc[0]
    assert (row.without_plan, row.plan_wan, row.original_plan_wan) == (0, 180, 150)
    assert row.completion_ratio == pytest.approx(40 / 180)
    assert investment.total(mart, on("2022-01-31")).plan_wan[0] == 150
    assert investment.total(mart, on("2021-12-31")).without_plan[0] == 2
