"""目标进度: the solver's ticks, the findings in words, and the charts, on small ledgers."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from given import (
    curve,
    given,
    member,
    on,
    plan,
    project,
    put,
    rate,
    report,
    stage,
    target,
)
from pandas import DataFrame

from cockpit.charts import targets as charts
from cockpit.errors import BadLink
from cockpit.link.look import Look
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.sums import add_up
from cockpit.screens import release
from cockpit.screens.targets import bullets, cards, closing, finding, solver
from cockpit.screens.targets.before import Before
from cockpit.screens.targets.data import targets_data
from cockpit.screens.targets.solver import Ticks
from cockpit.screens.view import View
from cockpit.warehouse.mart import Mart

DAY, HOME = "2022-06-30", "荥阳市"


def answers_of(mart, day=DAY, basis="month", **choice):
    return targets_data(View(Mart(1, mart), Look(on(day, basis, **choice))))


def figures_of(mart, day=DAY, basis="month", **choice):
    return View(Mart(1, mart), Look(on(day, basis, **choice))).figures()


@pytest.fixture
def short(mart):
    """Half a year, 60 of a target of 200 (万元): the year ends at 120, 80 short.

    P1 could add 100 − 60 × … : P1 plans 110 and ends at 60; P2 plans 90 and ends at 60; P3 plans
    40, has not begun.
    """
    return given(
        mart,
        target("4", 0.02),
        target("3", 3),
        plan("P1", 110),
        report("P1", DAY, 30),
        stage("P1", "开工", "2022-01-05"),
        plan("P2", 90),
        report("P2", DAY, 30),
        stage("P2", "开工", "2022-01-05"),
        member("P3", "专项债"),
        plan("P3", 40, due="2022-09-01"),
    )


@pytest.mark.parametrize(
    ("choice", "solve", "goal", "gap"),
    [
        ({}, "money", "", "to_target"),
        ({"classes": "重点项目"}, "money", "annual_plan", "off_plan"),
        ({}, "count", "", "pairs_to_target"),
        ({"classes": "专项债"}, "count", "listed", ""),
    ],
)
def test_goal_and_gap_are_marked_as_what_they_are(short, choice, solve, goal, gap):
    a, f = answers_of(short, **choice), figures_of(short, **choice)
    said = closing.closing(f, solver.solve(a, Ticks(solve)))
    assert (said.goal.indicator, said.gap.indicator) == (goal, gap)
    opens = "closable" if solve == "money" else "closable_pairs"
    assert said.then.href.endswith(f"definition={opens}")
    until = "2022-06-30" if solve == "money" else "2022-01-31"  # as far as stages were loaded
    assert f" · 台账 · 截至 {until}" in said.then.title
    if solve == "money":
        assert cards.completed(f, a).end.indicator == goal


def test_a_row_opens_just_its_project(short):
    said = closing.closing(figures_of(short), solver.solve(answers_of(short), Ticks()))
    assert {row.href for row in said.rows} == {
        f"/project?as_of={DAY}&project={project_id}" for project_id in ("P1", "P2", "P3")
    }


def test_fewest_are_the_largest_until_the_gap_is_closed(short):
    found = solver.solve(answers_of(short), Ticks())
    assert found.gap == 80
    assert found.chosen == ("P1", "P3")  # 50 + 40; P2 would add 30
    assert (found.added, found.left, found.is_ours) == (90, -10, True)


def test_ticks_of_a_link_are_counted_instead(short):
    found = solver.solve(answers_of(short), Ticks("money", ("P2", "P9")))
    assert found.chosen == ("P2",)
    assert (found.left, found.unknown, found.is_ours) == (50, ("P9",), False)


def test_gap_closed_to_the_last_needs_no_further_project():
    candidates = DataFrame({"project_id": ["A", "B", "C"], "adds": [5.0, 3.0, 1.0]})
    assert solver.fewest(candidates, 8.0) == ("A", "B")
    assert solver.fewest(candidates, 8.1) == ("A", "B", "C")
    assert solver.fewest(candidates, 100.0) == ("A", "B", "C")
    assert solver.fewest(candidates, 0.0) == solver.fewest(candidates, None) == ()


def test_count_is_closed_by_pairs_and_those_due_come_first(mart):
    given(
        mart,
        target("3", 2),
        member("P1", "专项债"),
        plan("P1", 500, due="2022-09-01"),
        member("P2", "专项债"),
        plan("P2", 1, due="2022-03-01"),
        member("P3", "专项债"),
        member("P3", "三个一批"),
        plan("P3", 2, due="2022-08-01"),
    )
    found = solver.solve(answers_of(mart), Ticks("count"))
    assert list(found.candidates.project_id) == ["P3", "P2", "P1"]
    assert (found.gap, found.chosen) == (2, ("P3",))


def test_under_a_filter_the_gap_is_to_the_own_plan_and_the_own_list(short):
    a = answers_of(short, classes="专项债")
    assert solver.solve(a, Ticks()).gap == 40
    assert solver.solve(a, Ticks()).goal == "年计划"
    assert solver.solve(a, Ticks("count")).gap == 1
    assert solver.solve(a, Ticks("count")).goal == "名单"


@pytest.mark.parametrize(
    ("query", "ticks"),
    [
        ({}, Ticks()),
        ({"solve": ["count"]}, Ticks("count")),
        ({"closed": ["P1", "P2", "P1"]}, Ticks("money", ("P1", "P2"))),
        ({"closed": ["none"]}, Ticks("money", ())),
        ({"without": ["P1"], "also": ["P2"]}, Ticks("money", None, ("P1",), ("P2",))),
    ],
)
def test_ticks_are_read_from_the_address_and_written_back(query, ticks):
    assert solver.read(query) == ticks
    look = Look(on(DAY))
    written = ticks.href(look).removeprefix(f"/targets?{look.query()}").strip("&")
    assert sorted(set(written.split("&")) - {""}) == sorted(
        {f"{name}={value}" for name, values in query.items() for value in values}
    )


@pytest.mark.parametrize(
    ("values", "said"), [(["天"], "可选：money"), (["money", "count"], "只能有一个")]
)
def test_unknown_gap_is_a_broken_link(values, said):
    with pytest.raises(BadLink, match=said):
        solver.read({"solve": values})


def test_a_tick_link_takes_the_project_in_or_out(short):
    said = closing.closing(figures_of(short), solver.solve(answers_of(short), Ticks()))
    toggles = {row.key: row.toggle for row in said.rows}
    assert toggles["P1"].endswith("without=P1")
    assert toggles["P2"].endswith("also=P2")
    assert [row.left for row in said.rows] == ["<0.01", "▲ 补齐", "备选"]  # 30 万元
    assert said.title.endswith("2 个项目回到自身年计划即可补齐")


def test_ticks_besides_the_fewest_are_taken_back_by_a_second_click(short):
    a = answers_of(short)
    found = solver.solve(a, Ticks("money", None, ("P1",), ("P2",)))
    assert (found.fewest, found.chosen) == (("P1", "P3"), ("P3", "P2"))
    assert found.toggled("P1") == Ticks("money", None, (), ("P2",))
    assert found.toggled("P2") == Ticks("money", None, ("P1",), ())
    assert found.picked(["P1", "P3", "P2"]) == Ticks("money", None, (), ("P2",))
    named = solver.solve(a, Ticks("money", ("P1",)))
    assert named.toggled("P2").closed == ("P1", "P2")


def test_a_link_that_names_all_cannot_also_add():
    with pytest.raises(BadLink, match="不能再加减"):
        solver.read({"closed": ["P1"], "also": ["P2"]})


def test_a_thousand_ticks_make_a_short_page(mart):
    many = [f"Q{n:04}" for n in range(1000)]
    rows = [[plan(p, 100), report(p, DAY, 10)] for p in many]
    given(mart, target("4", 100), *(row for pair in rows for row in pair))
    said = closing.closing(figures_of(mart), solver.solve(answers_of(mart), Ticks()))
    assert len(said.rows) + len(said.folded) == 100  # nothing is left to offer
    assert "已计入 1000 个，只列出补得最多的 100 个" in said.notes
    assert max(len(row.toggle) for row in said.rows) < 100


def test_all_that_could_be_done_may_not_be_enough(mart):
    given(mart, target("4", 100), plan("P1", 90_000), report("P1", DAY, 10_000))
    said = closing.closing(figures_of(mart), solver.solve(answers_of(mart), Ticks()))
    assert "仍差 91.0 亿元" in said.title  # 100 − 2 − 7
    assert "能补的项目全部补上仍差 91.0 亿元" in said.notes


def test_no_gap_ticks_nothing(mart):
    given(mart, target("4", 1), plan("P1", 90_000), report("P1", DAY, 10_000))
    found = solver.solve(answers_of(mart), Ticks())
    said = closing.closing(figures_of(mart), found)
    assert said.title == "年末投资没有缺口，比目标多 1.0 亿元"
    assert closing.label(found) == "投资总量 ▲ 无缺口"
    assert not any(row.ticked for row in said.rows)


def test_on_the_years_last_day_nothing_can_be_made_up(short):
    put(short, report("P1", "2022-12-31", 70), report("P2", "2022-12-31", 30))
    a = answers_of(short, "2022-12-31")
    found = solver.solve(a, Ticks("money", ("P1",)))
    said = closing.closing(figures_of(short, "2022-12-31"), found)
    assert not found.chosen
    assert "没有可补的月份了" in said.title


def said_of(mart, day=DAY, basis="month", **choice):
    a, f = answers_of(mart, day, basis, **choice), figures_of(mart, day, basis, **choice)
    return finding.title(f, a, ""), finding.lead(f, a)


@pytest.fixture
def year(mart):
    """A target of 24 亿元, 1.5 亿元 a month."""
    ends = ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30"]
    return given(
        mart,
        target("4", 24),
        plan("P1", 200_000),
        curve("P1", *range(10_000, 130_000, 10_000)),
        *[report("P1", f"2022-{day}", 15_000 * n) for n, day in enumerate(ends, start=1)],
    )


def test_finding_says_what_is_done_how_far_from_time_and_where_the_year_ends(year):
    title, _ = said_of(year)
    assert title == (
        "前 6 个月完成 9.0 亿元，低于序时 12.5 个百分点；"
        "照今年月均 1.5 亿元，年末约 18 亿元，差目标 6.0 亿元"
    )


def test_finding_of_a_part_is_held_against_its_plan(year):
    title, lead = said_of(year, classes="重点项目")
    assert title.endswith(
        "低于序时 5.0 个百分点；照今年月均 1.5 亿元，年末约 18 亿元，差年计划 2.0 亿元"
    )
    assert lead.startswith("筛选下不与全市目标比")


def test_before_the_first_month_end_no_year_end_is_said(year):
    title, lead = said_of(year, "2022-01-20")
    assert "年末" not in title
    assert "年尚无完整月份的数据" in lead


def test_curve_and_pace_have_findings_of_their_own(year):
    a = answers_of(year)
    assert finding.curve_title(figures_of(year), a) == (
        "一直低于序时，年末预测区间上沿也低于目标 24 亿元"
    )
    held = finding.curve_title(figures_of(year, basis="curve"), answers_of(year, basis="curve"))
    assert held.startswith("一直不低于计划曲线")
    assert finding.pace_title(a) == "余下月均需 2.5 亿元，为近期月均的 167%"
    assert "6 月底 9.0，计划 6.0" in finding.curve_alt(a)
    assert "未检验" in finding.method(a)


def test_to_go_card_names_the_recent_pace_beside_the_one_needed(year):
    card = cards.to_go(figures_of(year), answers_of(year))
    assert (card.figure.text, card.mark.text) == ("15.0", "2.5 亿元")
    assert card.said == ()  # no verdict: that is the headline's
    assert card.note[0].figure.text == "1.5"


def test_two_paces_that_say_two_things_are_one_sentence(mart):
    """The year's pace falls short of the target, the last three months' does not."""
    given(
        mart,
        target("4", 6.4),
        plan("P1", 64_000),
        report("P1", "2022-03-31", 6_000),
        report("P1", DAY, 30_000),
    )
    title, _ = said_of(mart)
    # 3.0 by June: 0.5 a month, 6.0 by the year's end, 0.4 short; but 2.4 in three months are
    # 0.8 a month, and 3.4 in six are 0.57
    assert title.endswith(
        "照今年月均 0.5 亿元，年末约 6 亿元，差目标 0.4 亿元，"
        "而 4—6 月月均 0.8 亿元，不低于所需的 0.6 亿元"
    )


def test_two_paces_that_agree_are_not_told_twice(year):
    assert "而" not in said_of(year)[0]


@pytest.mark.parametrize("basis", ["month", "day", "curve"])
def test_pace_is_said_of_the_cut_on_any_basis(year, basis):
    """9 of 24 are left on 20 July, and 12 − (6 + 20/31) = 5.35 months: 1.68 a month."""
    put(year, report("P1", "2022-07-20", 150_000))
    a, f = answers_of(year, "2022-07-20", basis), figures_of(year, "2022-07-20", basis)
    card = cards.to_go(f, a)
    assert card.mark.text == "1.7 亿元"
    assert card.note[-1].words == "；剩 5.4 个月"
    assert "（目标 24.0 − 已完成 15.0）÷ 剩余 5.4 个月，截至 2022-07-20" in finding.pace_fine(a)


@pytest.mark.parametrize(
    ("done", "name", "text"), [(15_000, "已超目标", "0.5"), (10_000, "已超目标", "0.0")]
)
def test_a_target_that_is_passed_is_said_to_be(mart, done, name, text):
    given(mart, target("4", 1), plan("P1", 30_000), report("P1", DAY, done))
    a, f = answers_of(mart), figures_of(mart)
    card = cards.to_go(f, a)
    assert (card.name, card.figure.text, card.mark) == (name, text, None)
    assert card.figure.title.startswith("已超目标 · ")
    assert card.said[0].words == "已完成目标"
    assert "−" not in finding.pace_title(a) + finding.pace_fine(a)


def test_published_target_is_no_measure_of_a_part(year):
    card = cards.completed(
        figures_of(year, classes="重点项目"), answers_of(year, classes="重点项目")
    )
    assert (card.end.words, card.note[0].words) == ("年计划", "完成年计划的 ")


def test_class_table_names_the_lowest_and_ends_with_the_sum(short):
    table = bullets.classes(figures_of(short), answers_of(short))
    assert [row.name for row in table.rows][-1] == "五类去重合计"
    assert table.rows[-1].rate.text == "25.0"  # 60 of 240
    assert "地方政府专项债低于序时 50.0 个百分点" in table.title


@pytest.mark.parametrize("day", ["2022-01-31", "2022-06-30", "2022-07-20", "2022-12-31"])
def test_charts_are_drawn_on_any_day(year, day):
    put(year, report("P1", "2022-07-20", 150_000), report("P1", "2022-12-31", 200_000))
    a = answers_of(year, day)
    f = a.forecast
    end = charts.YearEnd(
        f.forecast_wan,
        f.low_wan,
        f.high_wan,
        a.goal.word,
        a.goal.line,
        a.goal.line,
    )
    curve_drawn = charts.cumulative(a.monthly, end)
    labels = " ".join(note.text for note in curve_drawn.layout.annotations)
    assert "目标" in labels
    assert ("预测" in labels) == (a.months < 12)
    assert max(curve_drawn.data[-3].x) == pytest.approx(a.months)  # the curve ends at the cut
    pace_drawn = charts.pace(a.monthly, a.goal.needed_wan, a.recent_wan)
    assert len(pace_drawn.data[0].x) == date.fromisoformat(day).month
    assert len(pace_drawn.layout.shapes) >= 12 - a.months


def test_labels_at_the_years_end_keep_their_distance(year):
    a = answers_of(year)
    end = charts.YearEnd(240_000, 239_000, 241_000, "目标", a.goal.line, a.goal.line)
    drawn = charts.cumulative(a.monthly, end)
    top = drawn.layout.yaxis.range[1]
    px = (charts.HEIGHT - charts.TOP - charts.BOTTOM) / top
    places = sorted(n.y * px - n.ay for n in drawn.layout.annotations if n.showarrow)
    assert len(places) == 5
    assert min(b - a for a, b in itertools.pairwise(places)) >= charts.APART - 1e-6


def test_a_class_is_held_against_the_last_month_end(short):
    """P2 had 10 of 90 and P1 nothing at the end of May: 10 of 200, and 60 of 200 in June."""
    put(short, report("P2", "2022-05-31", 10))
    then = answers_of(short, "2022-05-31")
    before = Before(
        "lastmonth",
        "上月末",
        "2022-05-31，第 1 版",
        "",
        True,
        then.total,
        then.by_class,
        then.grips,
        then.by_domain,
    )
    table = bullets.classes(figures_of(short), answers_of(short), before)
    moved = {row.name: row.moved.text for row in table.rows if row.moved}
    assert moved["重点项目（各级）"] == "+25.0"
    assert moved["地方政府专项债"] == "0.0"  # P3 has not begun
    assert table.since == "上月末"
    (opened,) = [row.moved.href for row in table.rows if row.name == "地方政府专项债" and row.moved]
    assert "class=%E4%B8%93%E9%A1%B9%E5%80%BA&indicator=completion&since=lastmonth" in opened
    other_year = bullets.classes(
        figures_of(short), answers_of(short), replace(before, is_same_year=False)
    )
    assert {row.moved.text for row in other_year.rows if row.moved} == {"—"}


def test_growth_is_held_against_the_release_before_of_the_same_year(mart):
    put(
        mart,
        rate(HOME, "2021-12-31", 15.0, released="2022-01-20"),
        rate(HOME, "2022-02-28", 18.4, released="2022-03-20"),
        rate(HOME, "2022-03-31", 20.1, released="2022-04-18"),
    )
    (found,) = release.previous(View(Mart(1, mart), Look(on("2022-04-30")), True))
    assert (found.name, found.figure.text) == ("较前一期（1—2 月）", "+1.7")
    assert found.figure.href == "/why?as_of=2022-04-30&indicator=fai_growth&since=2022-03-20"
    # the first of a year has none before it
    assert release.previous(View(Mart(1, mart), Look(on("2022-04-01")), True)) == ()


def test_what_is_done_in_the_tables_is_what_its_rows_add_up_to(mart):
    """P1 did 4 of 10; P2 has no plan and did 3: 7 are done, and the rate is 40 %."""
    given(mart, plan("P1", 100_000), report("P1", DAY, 40_000), report("P2", DAY, 30_000))
    table = bullets.classes(figures_of(mart), answers_of(mart))
    opened = add_up(INDICATORS["completed"], Mart(1, mart), on(DAY), {})
    assert {row.completed.text for row in table.rows} == {"7.0"}
    assert (opened.total, table.rows[-1].rate.text) == (70_000, "40.0")
    assert "没有年计划的 1 个不计完成率，其完成的 3.0 亿元在已完成之内" in table.fine


NO_PLAN = (project("P1"), report("P1", DAY, 60), stage("P1", "开工", "2022-01-05"))


def all_said(mart, solve="money", **choice):
    """The page's sentences: finding, lead, cards, table titles, and the solver's."""
    a, f = answers_of(mart, **choice), figures_of(mart, **choice)
    said = closing.closing(f, solver.solve(a, Ticks(solve)))
    told = [part.words for c in cards.cards(f, a) for part in (*c.said, *c.note)]
    heads = [finding.title(f, a, ""), finding.lead(f, a), bullets.classes(f, a).title]
    return " ".join([*heads, bullets.domains(f, a).title, *told, said.title, said.sub, *said.notes])


@pytest.mark.parametrize(
    ("rows", "told", "untold"),
    [
        (
            NO_PLAN,
            [
                "各类都没有可比的完成率",
                "年末约 0 亿元",
                "没有年计划，不比序时",
                "没有年度计划，不算完成率",
            ],
            ["所选", "点方框"],
        ),
        (
            [project("P1")],
            ["本年还没有填报", "本年还没有填报，没有逐月曲线", "没有年末预测，不算缺口"],
            ["照今年月均", "所选", "点方框"],
        ),
        (
            [target("4", 1), project("P1")],
            ["本年还没有填报", "没有年度计划也没有填报，没有年末预测，不算缺口"],
            ["照今年月均", "没有可比的目标"],
        ),
        (
            [target("4", 1), plan("P1", 100)],
            ["本年还没有填报，没有逐月曲线"],
            ["照今年月均"],
        ),
    ],
    ids=["no plan", "nothing", "a target alone", "no report"],
)
def test_without_a_goal_or_a_report_nothing_is_said_of_a_pace(mart, rows, told, untold):
    given(mart, *rows)
    assert not answers_of(mart).has_pace
    said = all_said(mart)
    assert [words for words in told if words not in said] == []
    never = ["一直", "全年已经过完", "所选 0", "0 类", "0 个领域", "没有能补的项目"]
    assert [words for words in [*never, *untold] if words in said] == []


def test_count_is_still_closed_where_there_is_no_plan(mart):
    given(mart, project("P1"))
    assert "名单" in all_said(mart, "count")
    put(mart, stage("P1", "开工", "2022-01-05"))
    assert "没有能补的项目：名单上的都已实施" in all_said(mart, "count")
