"""Reach: no must, visit, check or clock is judged in a time of which nothing was loaded.

The case is a month's file of progress alone, on the demonstration, which ends with May 2022.
"""

from datetime import date

import pytest
from given import domain, given, lamp_rule, member, on, plan, project, put, report, stage
from sample import filled, sample_mart

from cockpit.link.look import Look
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.sums import add_up
from cockpit.screens import render, wall
from cockpit.screens.project.data import project_data
from cockpit.screens.project.heading import finding
from cockpit.screens.targets.closing import closing
from cockpit.screens.targets.data import targets_data
from cockpit.screens.targets.solver import Ticks, solve
from cockpit.screens.view import View
from cockpit.screens.wall.dispatch import NONE_SLOW
from cockpit.screens.wall.points import points
from cockpit.warehouse.mart import Mart
from queries import change, dispatch, implementation, investment, lamps, rows
from queries import project as one_project
from queries.filters import Filters

JUNE = on("2022-06-30")
MAY = date(2022, 5, 31)


@pytest.fixture(scope="module")
def june() -> Mart:
    """The demonstration with each project's report of June, dated on its last day, a tenth more."""
    mart = filled("reference", "published", "sample", kind="sample")
    mart.connection.execute(
        "insert into progress_report (project_id, report_date, completed_wan, received_at) "
        "select project_id, date '2022-06-30', max(completed_wan) * 1.1, '2022-06-30 18:00' "
        "from progress_report where report_date between date '2022-01-01' and date '2022-05-31' "
        "group by project_id"
    )
    return mart


def test_a_month_file_is_no_daily_report(june):
    assert not dispatch.daily(june.connection, JUNE)["due"].sum()
    assert dispatch.daily_rows(june.connection, JUNE).empty


def test_daily_reports_are_judged_as_far_as_they_go(june):
    may = dispatch.daily(june.connection, on("2022-06-03"))
    assert not may["due"].sum()  # 1 to 3 June: nothing came any more
    assert dispatch.daily(june.connection, on("2022-05-31"))["due"].iloc[0] > 0


def test_weeks_without_any_visit_are_not_judged(june):
    weeks = dispatch.weekly(june.connection, JUNE)
    # visits end on 31 May, a Tuesday: of that week too they say nothing
    assert weeks["week_end"].dt.strftime("%m-%d").iloc[0] == "06-05"
    assert weeks["visited"].isna().all()


def test_nodes_and_leaders_of_a_month_without_a_record_are_not_judged(june):
    assert dispatch.monthly(june.connection, JUNE).checked_ratio.isna().all()
    assert dispatch.coverage(june.connection, JUNE).visited_ratio.isna().all()
    assert set(dispatch.coverage_rows(june.connection, JUNE)["state"]) == {"未装入到场"}


def test_clocks_stop_where_problems_end(june):
    may = dispatch.problems(june.connection, on("2022-05-31")).iloc[0]
    row = dispatch.problems(june.connection, JUNE).iloc[0]
    assert str(row.judged_on.date()) == "2022-05-31"
    assert (row.in_hand, row.overdue) == (may.in_hand, may.overdue)


def test_nobody_is_slow_for_what_was_not_loaded(june):
    rows = dispatch.slow(june.connection, JUNE)
    assert not rows["missed_reports"].any()
    before = dispatch.slow(june.connection, on("2022-05-31"))
    both = rows.merge(before, on="project_id", suffixes=("", "_may"))
    assert len(both)
    assert (both["problem_days"] == both["problem_days_may"]).all()
    assert (both["milestone_days"] == both["milestone_days_may"]).all()


def test_no_lamp_turns_on_stages_that_were_not_loaded(june):
    rows = lamps.by_project(june.connection, JUNE)
    late = rows[rows["style"] == "months_overdue"].set_index("project_id")["overdue_months"]
    may = lamps.by_project(june.connection, on("2022-05-31")).set_index("project_id")
    assert len(late)
    assert (late <= may["overdue_months"].reindex(late.index).fillna(0)).all()


def test_a_month_is_never_called_seven_days(june):
    row = change.needed_by_class(june.connection, JUNE).iloc[0]
    assert row.completed_wan > 0
    assert row.recent_wan != row.recent_wan  # null


def test_the_wall_says_how_far_its_data_go(june):
    look = Look(Filters(JUNE.as_of))
    said = wall.compose(View(june, look))
    absent = {row.name: row.absent for row in said.must.rows}
    assert absent["每周必到"] == "6 月没有装入到场记录（到 5 月底）"
    assert absent["每天必传"] == "6 月没有装入每日填报"
    assert absent["每月必查"].startswith("6 月没有装入节点检查（到 5 月")
    assert absent["领导覆盖"].startswith("6 月没有装入领导到场（到 5 月")
    assert [row.rate.text for row in said.must.rows if row.absent] == ["—"] * 4
    assert said.problems.until == "截至 5 月底"
    assert said.cut_words == ""  # money is of 30 June


def test_a_day_that_some_missed_is_judged_inside_a_daily_stretch(mart):
    _under_way(mart, "P1", "P2")
    _calendar(mart, "2022-05-23", "2022-05-24", "2022-05-25", "2022-05-26")
    given(mart, report("P1", "2022-05-23", 1), report("P1", "2022-05-26", 2))
    whole = dispatch.daily(mart, on("2022-05-26")).iloc[0]
    assert (whole.due, whole.missing) == (8, 6)  # two of P1's days, and P2's four


def test_days_after_the_last_daily_report_are_not_judged(mart):
    _under_way(mart, "P1")
    _calendar(mart, "2022-05-23", "2022-05-24", "2022-05-25", "2022-05-26")
    given(mart, report("P1", "2022-05-23", 1), report("P1", "2022-05-24", 2))
    whole = dispatch.daily(mart, on("2022-05-26")).iloc[0]
    assert (whole.due, whole.missing) == (2, 0)


def test_a_stop_of_data_of_more_than_three_days_is_a_gap_in_them(mart):
    _under_way(mart, "P1")
    days = [f"2022-05-{day}" for day in (16, 17, 18, 19, 20, 23, 24)]
    _calendar(mart, *days)
    given(mart, *[report("P1", day, 1) for day in (days[0], days[1], days[5], days[6])])
    assert dispatch.daily(mart, on("2022-05-24")).due[0] == 7  # three days between
    mart.execute("delete from progress_report where report_date in ('2022-05-17')")
    given(mart)
    # four days are left out between the 16th and the 23rd, and the 16th stands alone
    assert dispatch.daily(mart, on("2022-05-24")).due[0] == 2


def test_nodes_that_nobody_ever_reported_on_are_not_late(mart):
    given(mart, plan("P1", 100), report("P1", "2022-05-31", 10))
    mart.execute(
        "insert into milestone (milestone_id, project_id, title, planned_on) "
        "values ('M1', 'P1', '示例节点', '2022-05-01')"
    )
    assert one_project.milestones(mart, on("2022-05-31"), "P1").state[0] == "未装入"


def test_a_ledger_that_nobody_reported_to_accuses_nobody(mart):
    given(mart, lamp_rule(), plan("P1", 100))
    row = lamps.by_project(mart, on("2022-05-31")).iloc[0]
    assert (row.lamp, row.not_counted) == ("不计", "本年尚无报告")


def _one_project(project_id: str, mart: Mart, filters: Filters):
    return project_data(project_id, View(mart, Look(filters)))


def _under_way(mart, *names: str) -> None:
    given(mart, *[[plan(name, 100), stage(name, "开工", "2022-01-05")] for name in names])


def _calendar(mart, *days: str) -> None:
    mart.executemany(
        "insert into calendar (on_date, report_due) values (?, true)", [[d] for d in days]
    )


def test_where_no_registration_was_ever_loaded_none_is_late(mart):
    """A start is no record of registrations: 开工未入库 was red for everyone who had begun."""
    given(
        mart,
        lamp_rule("not_registered", "registered", "months_overdue", yellow=1, red=3),
        plan("P1", 100),
        stage("P1", "开工", "2022-01-10"),
        stage("PX", "开工", "2022-05-10"),
    )
    row = lamps.by_project(mart, on("2022-05-31")).set_index("project_id").loc["P1"]
    assert (row.lamp, row.not_counted) == ("不计", "没有装入入库记录")
    assert implementation.registration(mart, on("2022-05-31")).registration_ratio.isna().all()


def test_a_stage_that_was_never_loaded_has_no_rate(mart):
    given(
        mart,
        [plan("P1", 100), member("P1", "三个一批"), stage("P1", "签约", "2022-01-10")],
        [plan("P2", 100), member("P2", "三个一批"), stage("P2", "开工", "2022-02-10")],
    )
    stages = implementation.conversion(mart, on("2022-05-31"))
    rates = stages[stages["phase"].isna()].set_index("conversion_step").conversion_ratio
    assert rates[["投产", "达效"]].isna().all()
    assert list(rates[["履约", "开工"]]) == [1 / 2, 1]  # P2's start implies that it was kept
    assert implementation.by_class(mart, on("2022-05-31")).production_ratio.isna().all()
    for code, choice in (("registration_rate", {}), ("production_rate", {"classes": "三个一批"})):
        may = on("2022-05-31", **choice)
        found = add_up(INDICATORS[code], Mart(1, mart), may, {})
        assert (found.total, found.figure) == (None, None), code


def test_a_projects_headline_accuses_no_further_than_its_lamp(june):
    """Due on 23 June; stages were loaded to the end of May."""
    one = _one_project("SL-2022-0018", june, JUNE)
    assert str(one.facts.due_on.date()) == "2022-06-23"
    assert "至今没有" not in finding(one)
    assert finding(_one_project("SL-2022-0018", june, on("2022-05-31"))).endswith(
        "应于 2022-06-23 开（复）工，还没有到期，本年尚无填报"
    )
    closers = investment.gap_closers(june.connection, JUNE).set_index("project_id")
    assert not closers.due_pairs["SL-2022-0018"]
    assert investment.gap_closers(june.connection, on("2022-05-31")).due_pairs.any()


def test_before_the_years_first_report_nothing_has_a_rate(mart):
    """The whole of January on a monthly ledger: 0.0 %, 低于序时 beside 本年还没有填报."""
    given(
        mart,
        domain("交通", 1),
        [plan("P1", 100), report("P1", "2022-01-31", 10), stage("P1", "开工", "2022-01-05")],
        [plan("P2", 300), project("P2", gov=True), member("P2", "三个一批")],
    )
    before = on("2022-01-20")
    for answer in (
        investment.total(mart, before),
        investment.by_class(mart, before),
        investment.by_domain(mart, before),
        investment.grips(mart, before),
        rows.ledger(mart, before),
    ):
        assert len(answer)
        assert answer["completion_ratio"].isna().all()
        assert answer["ahead_pp"].isna().all()
    row = investment.total(mart, on("2022-01-31")).iloc[0]
    assert row.completion_ratio == 10 / 400  # P2 counts as 0 once anyone has reported


def test_nobody_is_asked_for_a_start_beyond_the_stages_that_were_loaded(june):
    """Thirty-two more fall due in June, of which no stage was loaded."""
    may, then = on("2022-05-31"), implementation.total(june.connection, JUNE).iloc[0]
    before = implementation.total(june.connection, may).iloc[0]
    assert (then.due, then.due_not_implemented) == (before.due, before.due_not_implemented)
    assert then.implemented == before.implemented
    rates = [
        implementation.by_class(june.connection, day).set_index(["project_class", "level_group"])
        for day in (may, JUNE)
    ]
    assert rates[0]["start_ratio"].equals(rates[1]["start_ratio"])
    ledger = rows.ledger(june.connection, JUNE)
    assert ledger["due_not_implemented"].sum() == then.due_not_implemented


def test_figures_of_data_that_ended_earlier_carry_their_own_date(june):
    look = Look(Filters(JUNE.as_of))
    said = wall.compose(View(june, look))
    assert said.count.until == said.bonds.until == "截至 5 月底"
    assert said.slow.until == "截至 5 月底"
    assert said.pipeline.until == "5 月底"
    for figure in (
        said.count.implemented,
        said.count.missing,
        said.bonds.rate,
        said.classes.rows[1].started,
        said.pipeline.items[0].entries,
        said.slow.rows[0].overdue,
    ):
        assert figure.title.endswith("截至 2022-05-31"), figure.title
    assert said.money.completed.title.endswith("截至 2022-06-30")


def test_without_any_stage_nothing_is_counted_as_not_begun(mart):
    given(mart, plan("P1", 100), report("P1", "2022-05-31", 10))
    row = implementation.total(mart, on("2022-05-31")).iloc[0]
    assert (row.due, row.due_not_implemented) == (0, 0)
    look, of = Look(Filters(JUNE.as_of)), Mart(1, mart)
    assert wall.compose(View(of, look)).count.empty == "没有装入开工等节点，不计已实施"


def test_a_title_is_dated_by_its_figures(mart):
    given(mart, plan("P1", 100), report("P1", "2022-05-31", 10))
    look, of = Look(Filters(JUNE.as_of)), Mart(1, mart)
    said = wall.compose(View(of, look))
    assert said.title.endswith("｜截至 2022-05-31")
    assert "截至 2022-06-30 · 数据到 5 月底" in points(said, "/wall").splitlines()[0]


def test_a_choice_in_which_nobody_is_due_is_not_missing_data():
    """Of 创新驱动 in 王村镇 nobody is due to report or to be visited, of the city many are."""
    chosen = Filters(MAY, domains=("创新驱动",), towns=("王村镇",))
    absent = {row.name: row.absent for row in _wall(sample_mart(), chosen).must.rows}
    assert absent["每天必传"] == "所选项目本月没有应报的日子"
    assert absent["每周必到"] == "所选项目本月没有应到的周"


def test_a_chosen_project_without_a_report_has_one_verdict():
    """It counts as 0 once anyone has reported: the headline says no other thing than the cards."""
    chosen = Filters(MAY, domains=("创新驱动",), towns=("王村镇",))
    assert _wall(sample_mart(), chosen).title.startswith(
        "所选 1 个项目本年都没有填报，按 0 计，低于序时 41.7 个百分点"
    )


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([plan("P1", 100)], "本年还没有填报，不评滞后"),
        ([project("P1"), report("P1", "2022-05-31", 1)], "没有 2022 年的年度计划，不评滞后"),
        ([plan("P1", 1), report("P1", "2022-05-31", 1)], NONE_SLOW),
    ],
    ids=["no report", "no plan", "ahead"],
)
def test_nobody_is_said_to_be_on_time_where_nobody_is_judged(mart, rows, why):
    given(mart, *rows)
    assert _wall(Mart(1, mart), Filters(MAY)).slow.empty == why


def test_who_has_begun_was_due_though_nobody_is_asked(mart):
    """Of the new year no stage is known yet: P1 goes on from the old one, P2 is not asked."""
    given(
        mart,
        [plan("P1", 100, carry_over=True), stage("P1", "开工", "2021-12-20")],
        plan("P2", 100),
    )
    row = implementation.total(mart, on("2022-01-05")).iloc[0]
    assert (row.implemented, row.due, row.due_not_implemented, row.early) == (1, 1, 0, 0)
    assert "全部实施" not in render.wall_document(_wall(Mart(1, mart), on("2022-01-05")))


def test_a_report_of_a_project_on_no_list_begins_no_year(mart):
    given(mart, plan("P1", 100), project("PX"), member("PX", until="2021-12-31"))
    put(mart, report("PX", "2022-05-31", 1))
    assert investment.total(mart, on("2022-05-31")).completion_ratio.isna().all()


def test_what_is_registered_or_signed_makes_no_start_due(mart):
    """Starts end with May; an 入库 and a 签约 of June say nothing of who was to start then."""
    given(
        mart,
        [plan("P1", 100, due="2022-06-10"), stage("P1", "签约", "2022-06-15")],
        [plan("P2", 100), stage("P2", "开工", "2022-05-10"), stage("P2", "入库", "2022-06-20")],
    )
    row = implementation.total(mart, on("2022-06-30")).iloc[0]
    assert (row.due, row.due_not_implemented) == (1, 0)
    put(mart, stage("P2", "停工", "2022-06-20"))
    assert implementation.total(mart, on("2022-06-30")).due_not_implemented[0] == 1


def test_what_closes_the_count_is_dated_by_the_stages(june):
    look = Look(Filters(JUNE.as_of))
    view = View(june, look)
    figures, answers = view.figures(), targets_data(view)
    said = closing(figures, solve(answers, Ticks("count")))
    assert "截至 2022-05-31" in said.sub
    assert said.now.title.endswith("截至 2022-05-31")


def _wall(mart: Mart, filters: Filters):
    look = Look(filters)
    return wall.compose(View(mart, look))
