"""Classes beside each other: overlaps, grips and levels by month, domain by class, parks."""

import pytest
from given import given, member, of, on, plan, project, report

from cockpit.warehouse import mart as marts
from queries import classes, investment

KEY, BONDS = "重点项目", "专项债"


def grip(name, position, **choice):
    empty = {"project_class": None, "level_group": None, "investor": None}
    return of("grip", grip=name, position=position, **empty | choice)


@pytest.fixture
def mart():
    connection = marts.empty()
    given(
        connection,
        of("level", level="省", position=1, level_group="省市级"),
        of("level", level="县", position=2, level_group="县级"),
        grip("甲", 1, project_class=KEY, level_group="省市级"),
        grip("乙", 2, investor="政府投资"),
        project("P1", gov=True),
        project("P2", domain="产业"),
        member("P1", KEY, level="省"),
        member("P1", BONDS),
        member("P2", KEY, level="县"),
        plan("P1", 100),
        plan("P2", 200),
        report("P1", "2022-01-31", 10),
        report("P1", "2022-03-31", 40),
        report("P2", "2022-02-28", 50),
        report("P2", "2022-03-31", 80),
    )
    return connection


def test_a_grip_by_month_carries_its_last_report_and_ends_at_its_figure(mart):
    rows = investment.grips_monthly(mart, on("2022-03-31"))
    first = rows[rows["grip"] == "甲"]
    assert list(first.completion_ratio) == [0.1, 0.1, 0.4]  # 10, 10 and 40 of 100
    assert list(first.ahead_pp) == pytest.approx(
        [10 - 100 / 12, 10 - 200 / 12, 40 - 300 / 12], abs=1e-9
    )
    whole = investment.grips(mart, on("2022-03-31")).set_index("grip")
    assert whole.completion_ratio["甲"] == first.completion_ratio.iloc[-1]
    # P1 alone is of public money: once, though in two classes
    assert list(rows[rows["grip"] == "乙"].plan_wan.unique()) == [100]


def test_a_cut_within_a_month_is_the_last_point(mart):
    given(mart, report("P1", "2022-04-20", 55), report("P2", "2022-04-20", 90))
    rows = investment.grips_monthly(mart, on("2022-04-20"))
    last = rows[rows["grip"] == "甲"].iloc[-1]
    assert (f"{last.on_date:%m-%d}", last.months) == ("04-20", pytest.approx(3 + 20 / 30))
    assert last.completion_ratio == 0.55
    assert last.time_progress == pytest.approx((3 + 20 / 30) / 12)


def test_levels_by_month_are_of_pairs_with_a_level(mart):
    rows = investment.levels_monthly(mart, on("2022-03-31"))
    assert list(rows[rows["level"] == "县"].completion_ratio) == [0, 0.25, 0.4]  # of 200
    assert set(rows.project_class) == {KEY}


def test_domains_by_month_are_of_distinct_projects_and_end_at_their_figures(mart):
    rows = investment.domains_monthly(mart, on("2022-03-31"))
    roads = rows[rows["domain"] == "交通"]  # P1, in two classes, once
    assert list(roads.completion_ratio) == [0.1, 0.1, 0.4]
    assert list(roads.plan_wan.unique()) == [100]
    assert list(rows[rows["domain"] == "产业"].completion_ratio) == [0, 0.25, 0.4]
    months = investment.domains_monthly(mart, on("2022-02-15"))
    assert [f"{day:%m-%d}" for day in months[months["domain"] == "产业"].on_date] == ["01-31"]


def test_before_anyone_has_reported_there_is_no_rate_by_month(mart):
    rows = investment.grips_monthly(mart, on("2022-01-15"))
    assert rows.completion_ratio.isna().all()


def test_a_cell_of_domain_and_class_is_of_its_pairs(mart):
    rows = investment.matrix(mart, on("2022-03-31")).set_index(["domain", "project_class"])
    assert set(rows.index) == {("交通", KEY), ("交通", BONDS), ("产业", KEY)}
    assert rows.completion_ratio["产业", KEY] == 0.4  # 80 of 200
    assert rows.ahead_pp["交通", BONDS] == pytest.approx(40 - 25)


def test_a_project_without_plan_is_in_the_count_and_in_no_rate(mart):
    given(mart, project("P3", domain="产业"), member("P3", KEY), report("P3", "2022-03-31", 500))
    row = investment.matrix(mart, on("2022-03-31")).set_index(["domain", "project_class"])
    row = row.loc["产业", KEY]
    assert (row.projects, row.without_plan, row.completion_ratio) == (2, 1, 0.4)


def test_combinations_are_exclusive_and_add_up(mart):
    rows = classes.overlaps(mart, on("2022-03-31"))
    assert rows.projects.iloc[0] == 2
    held = rows.dropna(subset=["combination"])
    assert sorted(zip(held.combination, held.projects, strict=True)) == [
        ("专项债、重点项目", 1),  # classes without a table of their own: by name
        ("重点项目", 1),
    ]


def test_a_choice_of_a_class_leaves_a_project_its_other_classes(mart):
    rows = classes.overlaps(mart, on("2022-03-31", classes=(BONDS,)))
    held = rows.dropna(subset=["combination"])
    assert list(held.combination) == ["专项债、重点项目"]


def test_parks_are_as_last_told_and_who_has_not_told_is_in_no_sum(mart):
    given(
        mart,
        of("park", park_id="A", name="甲", township="甲镇", planned_m2=100, buildings=4),
        of("park", park_id="B", name="乙", township="乙镇", planned_m2=300, buildings=2),
        *(
            of(
                "park_report",
                park_id="A",
                report_date=day,
                built_m2=built,
                buildings_started=2,
                buildings_topped=1,
                signed_firms=3,
                open_firms=0,
            )
            for day, built in (("2022-02-28", 20), ("2022-04-30", 90))
        ),
    )
    total = classes.parks(mart, on("2022-03-31")).iloc[0]
    assert (total.parks, total.told_parks, total.buildings) == (2, 1, 6)
    assert total.built_ratio == 0.2  # 20 of A's 100; B's 300 are in neither sum
    chosen = classes.parks(mart, on("2022-03-31", towns=("乙镇",))).iloc[0]
    assert chosen.parks == 1
