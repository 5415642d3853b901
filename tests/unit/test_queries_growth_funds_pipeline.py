"""固投增速, 专项债资金, 跑项争资."""

from given import (
    bond,
    entry,
    given,
    member,
    on,
    peer,
    plan,
    project,
    rate,
    report,
    target,
    used,
)

from cockpit.numbers import is_missing
from queries import freshness, funds, growth, pipeline, reference

MAY = on("2022-05-31")
HOME = "荥阳市"


def test_rate_counts_from_the_day_it_is_released(mart):
    given(
        mart,
        rate(HOME, "2022-03-31", 20.1, released="2022-04-18"),
        rate(HOME, "2022-04-30", 22.8, released="2022-05-20"),
    )
    shown = [growth.latest(mart, on(day)).growth_pct[0] for day in ("2022-05-19", "2022-05-20")]
    assert shown == [20.1, 22.8]


def test_lead_is_of_the_same_period(mart):
    given(
        mart,
        rate(HOME, "2022-04-30", 22.8, released="2022-05-20"),
        rate("全国", "2022-04-30", 6.8, released="2022-05-16"),
        rate("全国", "2022-05-31", 6.2, released="2022-05-31"),
    )
    rows = growth.latest(mart, MAY).set_index("region")
    assert round(rows.lead_pp["全国"], 9) == 16.0
    assert growth.latest(mart, MAY).region[0] == HOME


def test_revised_rate_replaces_the_first_from_its_release_on(mart):
    given(
        mart,
        rate(HOME, "2022-04-30", 22.8, released="2022-05-20"),
        rate(HOME, "2022-04-30", 22.5, released="2022-05-28"),
    )
    assert list(growth.latest(mart, on("2022-05-27")).growth_pct) == [22.8]
    assert list(growth.latest(mart, MAY).growth_pct) == [22.5]


def test_readings_before_stand_beside_and_a_missing_month_is_not_filled(mart):
    given(
        mart,
        rate(HOME, "2022-02-28", 18.4, released="2022-03-20"),
        rate(HOME, "2022-04-30", 22.8, released="2022-05-20"),
    )
    row = growth.latest(mart, MAY).iloc[0]
    assert (row.previous_pct, str(row.previous_period_end.date())) == (18.4, "2022-02-28")
    assert is_missing(row.before_previous_pct)


def test_last_years_rate_is_not_this_years(mart):
    given(mart, rate(HOME, "2021-12-31", 12.0, released="2022-01-20"))
    assert growth.latest(mart, MAY).empty


def test_gap_to_the_target_is_in_points(mart):
    given(mart, rate(HOME, "2022-04-30", 22.8, released="2022-05-20"), target("1", 10))
    assert round(growth.latest(mart, MAY).over_target_pp[0], 9) == 12.8


def test_ties_share_a_rank(mart):
    given(
        mart,
        *(peer("四县", r) for r in (HOME, "巩义市", "新密市", "登封市")),
        *(
            rate(r, "2022-04-30", pct, released="2022-05-20")
            for r, pct in [("新密市", 24), (HOME, 22.8), ("巩义市", 22.8)]
        ),
    )
    row = growth.ranks(mart, MAY).iloc[0]
    assert (row["rank"], row.with_rate, row.members, row.is_sample) == (2, 3, 4, False)


def test_rank_among_sample_counties_says_so(mart):
    given(
        mart,
        peer("郑州", HOME),
        peer("郑州", "县区01"),
        rate(HOME, "2022-04-30", 22.8, released="2022-05-20"),
        rate("县区01", "2022-04-30", 25, released="2022-05-20", kind="sample"),
    )
    assert growth.ranks(mart, MAY).is_sample[0]
    assert list(growth.latest(mart, MAY).region) == [HOME]


def test_bond_is_issued_and_used_by_as_of(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        used("B1", "2022-04-30", 50),
        used("B1", "2022-06-30", 90),
        bond("B2", "P1", 40, issued="2022-06-01"),
    )
    row = funds.bonds(mart, MAY).iloc[0]
    assert (row.issued_wan, row.used_wan, row.use_ratio, row.projects) == (100, 50, 0.5, 1)


def test_bond_that_was_not_used_counts_in_the_base(mart):
    given(mart, bond("B1", "P1", 100), used("B1", "2022-04-30", 100), bond("B2", "P2", 100))
    assert funds.bonds(mart, MAY).use_ratio[0] == 0.5


def test_years_of_issue_stand_below_the_whole(mart):
    given(mart, bond("B1", "P1", 100, issued="2020-06-01"), bond("B2", "P1", 50))
    rows = funds.bonds(mart, MAY)
    assert list(rows.issued_wan) == [150, 100, 50]
    assert [None if is_missing(y) else int(y) for y in rows.year] == [None, 2020, 2021]


def test_two_targets_of_a_year_leave_one_row_with_the_next_due(mart):
    given(mart, bond("B1", "P1", 100))
    mart.execute("insert into fund_target values ('a', 2021, '2022-03-31', 0.5, 'assumed', '')")
    mart.execute("insert into fund_target values ('b', 2021, '2022-06-30', 0.9, 'assumed', '')")
    rows = funds.bonds(mart, MAY)
    assert len(rows) == 2
    assert float(rows.target_ratio[1]) == 0.9


def test_entries_are_of_the_year_and_by_as_of(mart):
    given(
        mart,
        entry("E1", "统计库", 90, day="2022-05-31"),
        entry("E2", "统计库", 5, day="2022-06-01"),
        entry("E3", "统计库", 7, day="2021-12-31"),
    )
    assert pipeline.libraries(mart, MAY).entries[0] == 90


def test_entries_without_a_project_stand_only_without_a_filter(mart):
    given(mart, project("P1"), entry("E1", "统计库", 90), entry("E2", "统计库", 1, project_id="P1"))
    part = pipeline.libraries(mart, MAY.narrowed(classes=("重点项目",)))
    assert (pipeline.libraries(mart, MAY).entries[0], part.entries[0]) == (91, 1)


def test_stamp_says_how_old_the_last_report_is(mart):
    given(
        mart,
        plan("P1", 100),
        report("P1", "2022-05-20", 10),
        report("P1", "2022-06-02", 20),
        plan("P2", 100),
        plan("P3", 100, due="2022-07-01"),
    )
    row = freshness.stamp(mart, MAY).iloc[0]
    assert (row.days_since, row.not_reported, row.projects) == (11, 1, 3)
    assert str(row.latest_report_on.date()) == "2022-06-02"


def test_stamp_tells_the_demonstration_from_a_real_ledger(mart):
    mart.execute("insert into load (load_id, kind) values (1, 'reference'), (2, 'sample')")
    assert freshness.stamp(mart, MAY).ledger_kind[0] == "sample"
    mart.execute("insert into load (load_id, kind) values (3, 'real'), (4, 'reference')")
    assert freshness.stamp(mart, MAY).ledger_kind[0] == "real"


def test_line_of_the_plan_is_the_last_in_force(mart):
    given(mart, target("4", 400), target("4", 420, since="2022-05-01"))
    lines = (reference.program(mart, on(d)) for d in ("2022-04-30", "2022-05-01"))
    shown = [line.set_index("digit").target["4"] for line in lines]
    assert shown == [400, 420]


def test_choices_come_in_the_order_of_the_lists(mart):
    rows = reference.choices(mart, MAY)
    assert list(rows[rows["filter"] == "levels"].value) == ["省", "市", "县"]
    assert list(rows[rows["filter"] == "classes"].value)[:2] == ["重点项目", "三个一批"]


def test_members_of_two_classes_share_a_bond_once(mart):
    given(mart, bond("B1", "P1", 100), member("P1", "专项债"), member("P1", "重点项目", level="县"))
    assert funds.bonds(mart, MAY).issued_wan[0] == 100
