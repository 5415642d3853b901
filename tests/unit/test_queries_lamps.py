"""Lamps at their boundaries: 10 and 30 百分点, first and third month-end, due and not due."""

import pytest
from given import given, lamp_rule, lamp_rules, on, plan, project, report, stage

from cockpit.intake.contracts import LAMP_STYLES
from queries import lamps

BEHIND = lamp_rule()


def lamp(mart, day="2022-05-26"):
    return lamps.by_project(mart, on(day)).lamp[0]


# 26 May is day 146 of 365: 序时 is just 40 %
@pytest.mark.parametrize(
    ("completed", "expected"),
    [(140, "绿"), (40, "绿"), (30.1, "绿"), (30, "黄"), (10, "黄"), (9.9, "红"), (0, "红")],
)
def test_ten_to_thirty_points_behind_are_yellow(mart, completed, expected):
    given(mart, BEHIND, plan("P1", 100), report("P1", "2022-05-26", completed))
    assert lamp(mart) == expected


@pytest.mark.parametrize(
    ("completed", "expected"), [(40.1, "绿"), (40, "黄"), (20, "黄"), (19, "红")]
)
def test_leap_year_has_366_days(mart, completed, expected):
    given(mart, BEHIND, plan("P1", 100, year=2024), report("P1", "2024-07-01", completed))
    assert lamp(mart, "2024-07-01") == expected  # day 183 of 366: 50 %


def test_basis_of_the_screen_does_not_move_a_lamp(mart):
    given(mart, BEHIND, plan("P1", 100), report("P1", "2022-05-26", 30))
    lamps_of = [lamps.by_project(mart, on("2022-05-26", b)).lamp[0] for b in ("month", "day")]
    assert lamps_of == ["黄", "黄"]


def test_before_it_is_due_no_rule_counts(mart):
    given(mart, lamp_rules(), plan("P1", 100, due="2022-05-01"), stage("P1", "开工", "2022-01-05"))
    row = lamps.by_project(mart, on("2022-04-30")).iloc[0]
    assert (row.lamp, row.not_counted) == ("不计", "未到应开工日")
    assert lamp(mart, "2022-05-01") == "红"  # 33 points behind, registered for months


def test_no_report_counts_as_nothing_from_the_first_month_end_on(mart):
    given(mart, lamp_rule(yellow=5), plan("P1", 100))
    row = lamps.by_project(mart, on("2022-01-30")).iloc[0]
    assert (row.lamp, row.not_counted) == ("不计", "本年尚无报告")
    assert lamp(mart, "2022-01-31") == "黄"  # 8.5 behind


def test_report_of_last_year_is_none_of_this(mart):
    given(mart, lamp_rule(yellow=5), plan("P1", 100), report("P1", "2021-12-31", 90))
    assert lamp(mart, "2022-01-31") == "黄"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-02-14", "不计"),
        ("2022-02-27", "绿"),
        ("2022-02-28", "黄"),
        ("2022-04-29", "黄"),
        ("2022-04-30", "红"),
    ],
)
def test_due_and_not_started_is_yellow_at_the_first_and_red_at_the_third_month_end(
    mart, day, expected
):
    given(
        mart,
        lamp_rule("not_started", "started", "months_overdue", yellow=1, red=3),
        plan("P1", 100, due="2022-02-15"),
    )
    assert lamp(mart, day) == expected


def test_due_on_a_months_last_day_has_until_the_next(mart):
    given(
        mart,
        lamp_rule("not_started", "started", "months_overdue", yellow=1, red=3),
        plan("P1", 100, due="2022-02-28"),
    )
    assert [lamp(mart, day) for day in ("2022-02-28", "2022-03-31")] == ["绿", "黄"]


def test_late_start_clears_the_lamp(mart):
    given(
        mart,
        lamp_rule("not_started", "started", "months_overdue", yellow=1, red=3),
        plan("P1", 100, due="2022-01-15"),
        stage("P1", "开工", "2022-05-02"),
    )
    assert [lamp(mart, day) for day in ("2022-05-01", "2022-05-02")] == ["红", "绿"]


@pytest.mark.parametrize(
    ("total", "expected"), [(500, ["绿", "黄", "红", "绿"]), (499.99, ["不计"] * 4)]
)
def test_started_and_not_registered_of_500_wan_and_more(mart, total, expected):
    given(
        mart,
        lamp_rule("not_registered", "registered", "months_overdue", yellow=1, red=3),
        project("P1", total=total),
        plan("P1", 100),
        stage("P1", "开工", "2022-01-31"),
        stage("P1", "入库", "2022-05-01"),
    )
    days = ("2022-02-27", "2022-02-28", "2022-04-30", "2022-05-01")
    assert [lamp(mart, day) for day in days] == expected


def test_worst_rule_wins_and_says_which(mart):
    given(
        mart,
        lamp_rules(),
        plan("P1", 100),
        report("P1", "2022-05-26", 30),  # 10 behind: yellow
        stage("P1", "开工", "2021-06-01"),  # never registered: red
    )
    row = lamps.by_project(mart, on("2022-05-26")).iloc[0]
    assert (row.lamp, row.rule, row.overdue_months) == ("红", "not_registered", 11)


def test_rule_of_the_day_judges(mart):
    given(
        mart,
        BEHIND,
        lamp_rule(yellow=15, red=50, since="2022-05-26"),
        plan("P1", 100),
        report("P1", "2022-05-20", 29),
    )
    assert [lamp(mart, day) for day in ("2022-05-25", "2022-05-26")] == ["黄", "绿"]


@pytest.mark.parametrize(
    ("completed", "expected"), [(24, "绿"), (23.9, "黄"), (12, "黄"), (11, "红")]
)
def test_rule_may_be_a_share_of_time_progress(mart, completed, expected):
    given(
        mart,
        lamp_rule(style="time_ratio", yellow=0.6, red=0.3),
        plan("P1", 100),
        report("P1", "2022-05-26", completed),
    )
    assert lamp(mart) == expected


# a rule of each style that a file may name, and how late P1 is by it: never, a little, very
STYLES = {
    "pp_gap": ("ahead_pp", 10, 30),
    "time_ratio": ("ahead_pp", 0.6, 0.3),
    "months_overdue": ("started", 1, 3),
    "days_overdue": ("started", 10, 100),
}


def test_every_style_that_a_file_may_name_is_judged(mart):
    assert set(STYLES) == set(LAMP_STYLES)


@pytest.mark.parametrize("style", LAMP_STYLES)
def test_style_has_all_three_lamps(mart, style):
    indicator, yellow, red = STYLES[style]
    given(
        mart,
        lamp_rule("rule", indicator, style, yellow=yellow, red=red),
        plan("P1", 100),
        plan("P2", 100, due="2022-04-15"),
        report("P2", "2022-05-26", 20),  # half of 序时; a month-end and 41 days late
        plan("P3", 100),
        report("P3", "2022-05-26", 40),
        stage("P3", "开工", "2022-01-02"),
    )
    rows = lamps.by_project(mart, on("2022-05-26")).set_index("project_id")
    assert list(rows.lamp.sort_index()) == ["红", "黄", "绿"]


@pytest.mark.parametrize(
    ("indicator", "style"),
    [
        ("ahead_pp", "rank"),
        ("ahead_pp", "progress_ratio"),
        ("ahead_pp", "months_overdue"),
        ("started", "pp_gap"),
        ("visited", "days_overdue"),
    ],
)
def test_rule_that_nobody_can_judge_is_not_counted_and_never_green(mart, indicator, style):
    given(mart, lamp_rule("odd", indicator, style), plan("P1", 100))
    row = lamps.by_project(mart, on("2022-05-26")).iloc[0]
    assert (row.lamp, row.not_counted) == ("不计", "规则方式无法判定")
    counts = lamps.counts(mart, on("2022-05-26")).iloc[0]
    assert (counts.green, counts.not_counted) == (0, 1)


def test_finished_in_an_earlier_year_is_not_overdue_to_start(mart):
    given(
        mart,
        lamp_rule("not_started", "started", "months_overdue", yellow=1, red=3),
        plan("P1", 100),
        stage("P1", "竣工", "2021-11-30"),
    )
    assert lamp(mart) == "绿"


def test_no_plan_no_lamp(mart):
    given(mart, lamp_rules(), stage("P1", "开工", "2022-03-01"))
    row = lamps.by_project(mart, on("2022-05-26")).iloc[0]
    assert (row.lamp, row.not_counted) == ("不计", "无本年计划")


def test_without_rules_there_are_no_lamps(mart):
    given(mart, plan("P1", 100))
    counts = lamps.counts(mart, on("2022-05-26")).iloc[0]
    assert (counts.projects, counts.red, counts.not_counted) == (1, 0, 1)


def test_counts_are_those_of_the_projects(mart):
    given(
        mart,
        BEHIND,
        *(plan(f"P{n}", 100) for n in range(1, 5)),
        *(report(f"P{n}", "2022-05-26", wan) for n, wan in ((1, 40), (2, 20), (3, 0))),
    )
    counts = lamps.counts(mart, on("2022-05-26")).iloc[0]
    assert (counts.green, counts.yellow, counts.red, counts.not_counted) == (1, 1, 2, 0)
