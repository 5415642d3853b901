"""Lamps at their boundaries: 10 and 30 百分点, first and third month-end, due and not due."""

import pytest
from given import given, lamp_rule, lamp_rules, on, plan, project, report, stage

from cockpit.tables.contracts import LAMP_STYLES
from queries import lamps

BEHIND = lamp_rule()


# another project's, so that stages are known in each of these months
LOADED = [
    stage("PX", "入库", "2022-01-01"),
    *[stage("PX", "停工", f"2022-0{month}-01") for month in range(1, 7)],
]


def lamp(mart, day="2022-06-12"):
    return lamps.by_project(mart, on(day)).set_index("project_id").lamp["P1"]


# 12 June: 5.4 of 12 months, 序时 is just 45 %
@pytest.mark.parametrize(
    ("completed", "expected"),
    [(145, "绿"), (45, "绿"), (35.1, "绿"), (35, "黄"), (15, "黄"), (14.9, "红"), (0, "红")],
)
def test_ten_to_thirty_points_behind_are_yellow(mart, completed, expected):
    given(mart, BEHIND, plan("P1", 100), report("P1", "2022-06-12", completed))
    assert lamp(mart) == expected


@pytest.mark.parametrize(
    ("completed", "expected"), [(40.1, "绿"), (40, "黄"), (20, "黄"), (19, "红")]
)
def test_half_of_a_leap_year_is_half_the_plan(mart, completed, expected):
    given(mart, BEHIND, plan("P1", 100, year=2024), report("P1", "2024-06-30", completed))
    assert lamp(mart, "2024-06-30") == expected


def test_basis_of_the_screen_does_not_move_a_lamp(mart):
    given(mart, BEHIND, plan("P1", 100), report("P1", "2022-06-12", 35))  # by day 44.7: 9.7
    lamps_of = [lamps.by_project(mart, on("2022-06-12", b)).lamp[0] for b in ("month", "day")]
    assert lamps_of == ["黄", "黄"]


def test_before_it_is_due_no_rule_counts(mart):
    given(mart, lamp_rules(), plan("P1", 100, due="2022-05-01"), stage("P1", "开工", "2022-01-05"))
    given(mart, LOADED, report("PX", "2022-04-30", 1), report("PX", "2022-05-01", 1))
    row = lamps.by_project(mart, on("2022-04-30")).set_index("project_id").loc["P1"]
    assert (row.lamp, row.not_counted) == ("不计", "未到应开工日")
    assert lamp(mart, "2022-05-01") == "红"  # 33 points behind, registered for months


def test_no_report_counts_as_nothing_from_the_first_month_end_on(mart):
    given(mart, lamp_rule(yellow=5), plan("P1", 100))
    given(mart, report("PX", "2022-01-30", 1), report("PX", "2022-01-31", 1))
    row = lamps.by_project(mart, on("2022-01-30")).set_index("project_id").loc["P1"]
    assert (row.lamp, row.not_counted) == ("不计", "本年尚无报告")
    assert lamp(mart, "2022-01-31") == "黄"  # 8.3 behind


def test_report_of_last_year_is_none_of_this(mart):
    given(mart, lamp_rule(yellow=5), plan("P1", 100), report("P1", "2021-12-31", 90))
    given(mart, report("PX", "2022-01-31", 1))
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
        LOADED,
    )
    assert lamp(mart, day) == expected


def test_due_on_a_months_last_day_has_until_the_next(mart):
    given(
        mart,
        lamp_rule("not_started", "started", "months_overdue", yellow=1, red=3),
        plan("P1", 100, due="2022-02-28"),
        LOADED,
    )
    assert [lamp(mart, day) for day in ("2022-02-28", "2022-03-31")] == ["绿", "黄"]


def test_late_start_clears_the_lamp(mart):
    given(
        mart,
        lamp_rule("not_started", "started", "months_overdue", yellow=1, red=3),
        plan("P1", 100, due="2022-01-15"),
        LOADED,
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
        LOADED,
    )
    days = ("2022-02-27", "2022-02-28", "2022-04-30", "2022-05-01")
    assert [lamp(mart, day) for day in days] == expected


def test_worst_rule_wins_and_says_which(mart):
    given(
        mart,
        lamp_rules(),
        plan("P1", 100),
        report("P1", "2022-06-12", 35),  # 10 behind: yellow
        stage("P1", "开工", "2021-06-01"),  # never registered: red
        LOADED,
    )
    row = lamps.by_project(mart, on("2022-06-12")).iloc[0]
    assert (row.lamp, row.rule, row.overdue_months) == ("红", "not_registered", 12)


def test_no_step_is_late_beyond_the_stages_that_were_loaded(mart):
    given(
        mart,
        lamp_rule("not_started", "started", "months_overdue", yellow=1, red=3),
        plan("P1", 100, due="2022-02-15"),
        plan("P2", 100, due="2022-04-01"),
        stage("PX", "停工", "2022-03-10"),
    )
    rows = lamps.by_project(mart, on("2022-06-12")).set_index("project_id")
    assert rows.lamp["P1"] == "黄"  # two month-ends by the end of March, not three
    assert rows.not_counted["P2"] == "开工等节点只到 2022-03"


def test_rule_of_the_day_judges(mart):
    given(
        mart,
        BEHIND,
        lamp_rule(yellow=15, red=50, since="2022-06-12"),
        plan("P1", 100),
        report("P1", "2022-06-10", 33),  # of 44.4
    )
    assert [lamp(mart, day) for day in ("2022-06-11", "2022-06-12")] == ["黄", "绿"]


@pytest.mark.parametrize(
    ("completed", "expected"), [(27, "绿"), (26.9, "黄"), (13.5, "黄"), (13.4, "红")]
)
def test_rule_may_be_a_share_of_time_progress(mart, completed, expected):
    given(
        mart,
        lamp_rule(style="time_ratio", yellow=0.6, red=0.3),
        plan("P1", 100),
        report("P1", "2022-06-12", completed),
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
        report("P2", "2022-06-12", 22.5),  # half of 序时; two month-ends and 58 days late
        plan("P3", 100),
        report("P3", "2022-06-12", 45),
        stage("P3", "开工", "2022-01-02"),
        LOADED,
    )
    rows = lamps.by_project(mart, on("2022-06-12")).set_index("project_id")
    assert list(rows.lamp[["P1", "P2", "P3"]]) == ["红", "黄", "绿"]


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
    assert lamp(mart) == "绿"  # whatever is known of other stages


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
        *(report(f"P{n}", "2022-06-12", wan) for n, wan in ((1, 45), (2, 25), (3, 0))),
    )
    counts = lamps.counts(mart, on("2022-06-12")).iloc[0]
    assert (counts.green, counts.yellow, counts.red, counts.not_counted) == (1, 1, 2, 0)


def test_the_lamps_of_a_few_are_those_that_all_have(mart):
    given(mart, *lamp_rules(), *LOADED)
    given(mart, plan("P1", 100), report("P1", "2022-06-12", 45))  # 序时 45 %: nothing behind
    given(mart, plan("P2", 100), report("P2", "2022-06-12", 0))
    given(mart, plan("P3", 100), report("P3", "2022-06-12", 0))
    few = lamps.chosen(mart, on("2022-06-12"), projects=("P2", "P1", "elsewhere"))
    every = lamps.by_project(mart, on("2022-06-12")).set_index("project_id")
    assert list(few["project_id"]) == ["P1", "P2"]
    assert list(few["lamp"]) == list(every.lamp[["P1", "P2"]])
    assert list(few["lamp_level"]) == list(every.lamp_level[["P1", "P2"]])
    assert lamps.chosen(mart, on("2022-06-12")).empty
    assert lamps.chosen(mart, on("2022-06-12", towns="elsewhere"), projects=("P1",)).empty
