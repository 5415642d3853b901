"""The change of an indicator is split exactly: each cause by hand, and random ledgers in all."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import fsum

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
    staged,
    target,
)
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from cockpit.change import EXPLAINED, Cause, Point, explain, rounded_to_sum
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.sums import figure_of, row_of
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from tests.lent import empty_mart, with_names
from tests.sample import sample_mart

PROJECTLESS = {Cause.TIME, Cause.TARGET}


def version(*rows, number=1):
    return Mart(number, given(empty_mart(), *rows))


def change(code, mart, before, after, *, then=None, basis="day", project_id="", **choice):
    """The change from a day (in the version ``then``) to a day of ``mart``, taken at these days."""
    return explain(
        code,
        Point(then or mart, on(before, basis, "as_of", **choice), project_id),
        Point(mart, on(after, basis, "as_of", **choice), project_id),
    )


def sizes(found):
    """Each cause with what it gave. All of it adds up."""
    assert found.unsplit == ""
    assert fsum(part.size for part in found.parts) == pytest.approx(found.delta, abs=1e-9)
    return {part.cause: pytest.approx(part.size) for part in found.parts}


def by_project(found, cause):
    (part,) = [part for part in found.parts if part.cause is cause]
    return dict(zip(part.rows["project_id"], part.rows["size"], strict=True))


# time moves: one cause each


def test_progress_is_a_times_what_was_completed():
    mart = version(
        plan("P1", 100),
        plan("P2", 300),
        report("P1", "2022-04-10", 20),
        report("P1", "2022-05-10", 60),
        report("P2", "2022-05-20", 40),
    )
    found = change("completion", mart, "2022-04-30", "2022-05-31")
    assert (found.start, found.end) == (20 / 400, 100 / 400)
    assert sizes(found) == {Cause.PROGRESS: 20}  # (40 + 40) / 400
    assert by_project(found, Cause.PROGRESS) == {"P1": 10, "P2": 10}


def test_plan_revised_is_minus_b_times_the_plan():
    mart = version(
        plan("P1", 100),
        plan("P1", 150, revision=1, decided="2022-05-10"),
        report("P1", "2022-04-10", 30),
    )
    found = change("completion", mart, "2022-04-30", "2022-05-31")
    # N 30 at both ends, D 100 → 150: b = 60 / (2 × 100 × 150) = 0.002; −0.002 × 50 = −0.1
    assert sizes(found) == {Cause.PLAN: -10}


def test_progress_and_a_revision_share_by_shapley():
    mart = version(
        plan("P1", 100),
        plan("P1", 200, revision=1, decided="2022-05-10"),
        report("P1", "2022-04-10", 30),
        report("P1", "2022-05-20", 90),
    )
    found = change("completion", mart, "2022-04-30", "2022-05-31")
    # a = ½ (1/100 + 1/200) = 0.0075, Δc 60: +45; b = 120 / 40 000 = 0.003, Δp 100: −30
    assert sizes(found) == {Cause.PROGRESS: 45, Cause.PLAN: -30}


def test_a_project_that_joins_the_list():
    mart = version(
        plan("P1", 100),
        report("P1", "2022-04-10", 50),
        plan("P2", 100),
        member("P2", "专项债", since="2022-05-01"),
        report("P2", "2022-04-10", 10),
    )
    found = change("completion", mart, "2022-04-30", "2022-05-31")
    # N 50 → 60, D 100 → 200: a = 0.0075, b = 110 / 40 000 = 0.00275; 0.075 − 0.275 = −0.2
    assert sizes(found) == {Cause.LISTED: -20}


def test_a_project_that_leaves_the_list_takes_its_sum():
    mart = version(
        report("P1", "2022-04-10", 50),
        member("P1", since="2022-01-01", until="2022-05-15"),
        report("P2", "2022-04-10", 7),
    )
    found = change("completed", mart, "2022-04-30", "2022-05-31")
    assert (found.start, found.end) == (57, 7)
    assert sizes(found) == {Cause.LISTED: -50}


CLASS_CHANGE = (
    plan("P1", 100),
    member("P1", "专项债", since="2022-01-01", until="2022-05-10"),
    member("P1", "三个一批", since="2022-05-11"),
    report("P1", "2022-04-10", 30),
    plan("P2", 100),
    member("P2", "专项债"),
    report("P2", "2022-04-10", 10),
)


def test_a_class_change_is_one_for_each_class():
    mart = version(*CLASS_CHANGE)
    left = change("completion", mart, "2022-04-30", "2022-05-31", classes="专项债")
    # N 40 → 10, D 200 → 100: a = 0.0075, b = 50 / 40 000 = 0.00125; −0.225 + 0.125 = −0.1
    assert sizes(left) == {Cause.MOVED: -10}
    joined = change("completed", mart, "2022-04-30", "2022-05-31", classes="三个一批")
    assert joined.unsplit  # nobody of the class had reported at the first day: no figure
    assert joined.end == 30


def test_a_class_change_vanishes_in_the_total():
    mart = version(*CLASS_CHANGE)
    staged(mart.connection, "2022-04-01", "2022-05-01")
    assert sizes(change("completion", mart, "2022-04-30", "2022-05-31")) == {}
    counts = change("due_not_implemented", mart, "2022-04-30", "2022-05-31")
    assert sizes(counts) == {Cause.MOVED: 0}  # one pair out, one in
    assert sorted(counts.parts[0].rows["size"]) == [-1, 1]


def test_a_domain_change():
    mart = version(
        project("P1", domain="交通"),
        project("P1", domain="生态", since="2022-05-15"),
        report("P1", "2022-04-10", 30),
        project("P2", domain="交通"),
        report("P2", "2022-04-10", 5),
    )
    found = change("completed", mart, "2022-04-30", "2022-05-31", domains="交通")
    assert sizes(found) == {Cause.MOVED: -30}


def test_a_project_that_gets_its_plan_is_a_plan_revised():
    mart = version(
        plan("P1", 100),
        report("P1", "2022-04-10", 50),
        plan("P2", 100, decided="2022-05-10"),
        report("P2", "2022-04-10", 10),
    )
    found = change("completion", mart, "2022-04-30", "2022-05-31")
    assert sizes(found) == {Cause.PLAN: -20}  # as one that joins, but it was on the list


def test_an_overlap_counts_once_in_the_total_and_in_each_class():
    mart = version(
        plan("P1", 100),
        member("P1", "专项债"),
        member("P1", "三个一批"),
        report("P1", "2022-04-10", 30),
        report("P1", "2022-05-10", 50),
    )
    for choice in ({}, {"classes": "专项债"}, {"classes": "三个一批"}):
        found = change("completed", mart, "2022-04-30", "2022-05-31", **choice)
        assert sizes(found) == {Cause.PROGRESS: 20}


def test_time_moved_takes_off_what_the_calendar_gained():
    mart = version(plan("P1", 100), report("P1", "2022-04-10", 30), report("P1", "2022-05-10", 50))
    found = change("ahead", mart, "2022-04-30", "2022-05-31", basis="month")
    assert sizes(found) == {Cause.PROGRESS: 20, Cause.TIME: -100 / 12}


def test_time_by_the_curve_is_the_sets_own():
    mart = version(
        plan("P1", 120),
        curve("P1", *range(12, 133, 10)[:12]),  # 42 by the end of April, 52 by the end of May
        report("P1", "2022-04-10", 30),
        report("P1", "2022-05-10", 60),
    )
    found = change("ahead", mart, "2022-04-30", "2022-05-31", basis="curve")
    assert sizes(found) == {Cause.PROGRESS: 25, Cause.TIME: pytest.approx(-1000 / 120)}


def test_a_restated_curve_moves_time_and_no_project():
    old = version(plan("P1", 100), curve("P1", 10, 20, 30, 40, 50), report("P1", "2022-05-31", 40))
    new = version(plan("P1", 100), curve("P1", 5, 10, 15, 20, 25), report("P1", "2022-05-31", 45))
    found = change("ahead", new, "2022-05-31", "2022-05-31", then=old, basis="curve")
    assert (found.start, found.end) == pytest.approx((-10, 20))  # 40 − 50, 45 − 25
    assert sizes(found) == {Cause.RESTATED: 5, Cause.TIME: 25}
    assert by_project(found, Cause.RESTATED) == {"P1": 5}


def test_against_the_target_the_target_itself_may_move():
    mart = version(
        target("4", 0.02),  # 亿元, 200 万元
        target("4", 0.04, since="2022-05-01"),
        report("P1", "2022-04-10", 40),
        report("P1", "2022-05-10", 60),
    )
    found = change("target_completion", mart, "2022-04-30", "2022-05-31")
    # a = ½ (1/200 + 1/400) = 0.00375 × 20 = 7.5; b = 100 / 160 000, × 200 = 12.5
    assert sizes(found) == {Cause.PROGRESS: 7.5, Cause.TARGET: -12.5}


def test_counts_cross_by_one():
    mart = version(
        plan("P1", 10, due="2022-03-01"),
        stage("P1", "开工", "2022-05-10"),
        plan("P2", 10, due="2022-05-20"),
        plan("P3", 10, due="2022-04-01"),
        plan("P3", 10, due="2022-08-01", revision=1, decided="2022-05-05"),
    )
    staged(mart.connection, "2022-04-01")
    implemented = change("implemented", mart, "2022-04-30", "2022-05-31")
    assert sizes(implemented) == {Cause.STATUS: 1}
    due = change("due_not_implemented", mart, "2022-04-30", "2022-05-31")
    assert (due.start, due.end) == (2, 1)
    assert sizes(due) == {Cause.STATUS: -1, Cause.DUE: 1, Cause.PLAN: -1}
    assert by_project(due, Cause.DUE) == {"P2": 1}


def test_one_project_alone():
    mart = version(
        report("P1", "2022-04-10", 30),
        report("P1", "2022-05-10", 50),
        report("P2", "2022-05-10", 9),
    )
    found = change("completed", mart, "2022-04-30", "2022-05-31", project_id="P1")
    assert (found.start, found.end) == (30, 50)
    assert sizes(found) == {Cause.PROGRESS: 20}


# the same date in a new version


def test_reports_later_than_the_last_known_are_progress_the_rest_is_restated():
    old = version(plan("P1", 100), report("P1", "2022-05-10", 30))
    new = version(
        plan("P1", 100), report("P1", "2022-05-10", 25), report("P1", "2022-05-20", 45), number=2
    )
    found = change("completion", new, "2022-05-31", "2022-05-31", then=old)
    assert sizes(found) == {Cause.REPORTED: 20, Cause.RESTATED: -5}
    assert {part.step for part in found.parts} == {1}


def test_a_first_report_is_all_reported_and_a_withdrawn_one_restated():
    old = version(report("P1", "2022-05-10", 8), report("P2", "2022-04-01", 1), plan("P3", 10))
    new = version(plan("P1", 10), report("P2", "2022-04-01", 1), report("P3", "2022-03-01", 6))
    found = change("completed", new, "2022-05-31", "2022-05-31", then=old)
    assert sizes(found) == {Cause.REPORTED: 6, Cause.RESTATED: -8}


def test_a_plan_put_in_late_is_restated():
    old = version(plan("P1", 100), report("P1", "2022-05-10", 30))
    new = version(
        plan("P1", 100),
        plan("P1", 150, revision=1, decided="2022-05-01"),
        report("P1", "2022-05-10", 30),
    )
    found = change("completion", new, "2022-05-31", "2022-05-31", then=old)
    assert sizes(found) == {Cause.RESTATED: -10}


def test_both_steps_one_after_the_other():
    old = version(report("P1", "2022-04-10", 30))
    new = version(report("P1", "2022-04-10", 28), report("P1", "2022-05-10", 50))
    found = change("completed", new, "2022-04-30", "2022-05-31", then=old)
    assert sizes(found) == {Cause.RESTATED: -2, Cause.PROGRESS: 22}
    assert [part.step for part in found.parts] == [1, 2]


def test_a_start_learnt_of_late_is_reported_an_older_one_restated():
    old = version(plan("P1", 1), plan("P2", 1), stage("P2", "签约", "2022-03-01"))
    new = version(
        plan("P1", 1),
        stage("P1", "开工", "2022-04-01"),
        plan("P2", 1),
        stage("P2", "签约", "2022-03-01"),
        stage("P2", "开工", "2022-02-01"),
    )
    found = change("implemented", new, "2022-05-31", "2022-05-31", then=old)
    assert sizes(found) == {Cause.REPORTED: 1, Cause.RESTATED: 1}
    assert by_project(found, Cause.REPORTED) == {"P1": 1}


# growth


MARCH = rate("荥阳市", "2022-03-31", 20.0, released="2022-04-20")
APRIL = rate("荥阳市", "2022-04-30", 22.8, released="2022-05-20")


def test_growth_moves_by_a_release_or_a_revision():
    old = version(MARCH, plan("P1", 1))
    revised = rate("荥阳市", "2022-03-31", 19.5, released="2022-04-20")
    new = version(revised, APRIL, plan("P1", 1))
    found = change("fai_growth", new, "2022-05-10", "2022-05-31", then=old)
    assert (found.start, found.end) == (20.0, 22.8)
    assert sizes(found) == {Cause.REVISION: -0.5, Cause.RELEASE: 3.3}
    assert [list(part.rows["before_pct"]) for part in found.parts] == [[20.0], [19.5]]


def test_growth_before_a_release_is_said():
    assert "增速" in change("fai_growth", version(MARCH), "2022-03-31", "2022-05-31").unsplit


# what is not split


def test_across_a_years_turn_it_is_said():
    mart = version(report("P1", "2021-12-31", 90), report("P1", "2022-01-10", 5))
    found = change("completed", mart, "2021-12-31", "2022-01-10")
    assert (found.start, found.end, found.parts) == (90, 5, ())
    assert "不在同一年" in found.unsplit


def test_without_a_base_it_is_said():
    mart = version(plan("P1", 100, decided="2022-05-01"), report("P1", "2022-04-10", 30))
    found = change("completion", mart, "2022-04-30", "2022-05-31")
    assert (found.start, found.delta) == (None, None)
    assert "没有完成率" in found.unsplit


def test_the_citys_target_is_not_split_for_a_part():
    mart = version(target("4", 1), report("P1", "2022-04-10", 30))
    found = change("target_completion", mart, "2022-04-30", "2022-05-31", towns="甲镇")
    assert "筛选下" in found.unsplit


def test_an_empty_mart_is_said_for_every_indicator():
    mart = Mart(1, empty_mart())
    for code in EXPLAINED:
        found = change(code, mart, "2022-04-30", "2022-05-31")
        assert found.parts == ()
        assert found.unsplit or found.delta == 0


# rounding


def test_rounded_parts_add_up():
    assert rounded_to_sum([0.34, 0.33, 0.33], 1) == [Decimal("0.4"), Decimal("0.3"), Decimal("0.3")]
    assert rounded_to_sum([7.05, -0.05, -8.3333333], 1) == [
        Decimal("7.1"),
        Decimal("-0.1"),
        Decimal("-8.3"),
    ]  # −1.33 is −1.3
    assert rounded_to_sum([], 1) == []


@over(st.lists(st.floats(-50, 50), max_size=9), st.integers(0, 2))
def test_any_rounded_parts_add_up_and_none_is_off_by_a_unit(parts, decimals):
    shown = rounded_to_sum(parts, decimals)
    unit = 10**-decimals
    assert abs(sum(map(float, shown)) - fsum(parts)) <= unit / 2 + 1e-8
    assert all(abs(float(a) - b) <= unit + 1e-8 for a, b in zip(shown, parts, strict=True))


# all of it together


def holds(found):
    """Start and end are the figures of the indicator's own question; parts and rows add up."""
    indicator = INDICATORS[found.indicator]
    for point, value in ((found.before, found.start), (found.after, found.end)):
        figure = figure_of(indicator, row_of(indicator, point.mart, point.filters, {}))
        assert value == (None if figure is None else pytest.approx(figure, rel=1e-9, abs=1e-9))
    if found.unsplit:
        assert found.parts == ()
        return
    total = fsum(part.size for part in found.parts)
    assert total == pytest.approx(found.delta, abs=1e-9 * max(1, abs(found.delta)))
    for part in found.parts:
        if part.cause not in PROJECTLESS:
            assert fsum(part.rows["size"]) == pytest.approx(part.size, abs=1e-9)
            assert part.rows["name"].notna().all() if "name" in part.rows else True
    shown = rounded_to_sum([part.size for part in found.parts], 1)
    assert abs(float(sum(shown)) - found.delta) <= 0.05 + 1e-8


LOOKS = {
    "month": {"basis": "month"},
    "day": {"basis": "day"},
    "curve": {"basis": "curve", "classes": ("专项债",)},
    "省市级": {"classes": ("重点项目",), "levels": ("省", "市")},
    "domain": {"basis": "day", "domains": ("重大基础设施",)},
    "public": {"investors": ("政府投资",), "towns": ("豫龙镇",)},
}
DAYS = ["2022-01-10", "2022-02-28", "2022-03-01", "2022-04-19", "2022-05-31"]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_parts_add_up_on_the_demonstration_year(look):
    mart, look = sample_mart(), {"basis": "month"} | look
    for days in [*pairwise(DAYS), (DAYS[0], DAYS[-1]), ("2021-12-31", DAYS[-1])]:
        before, after = (Point(mart, on(day, **look)) for day in days)
        for code in EXPLAINED:
            holds(explain(code, before, after))


def days(first="2022-01-02", span=150):
    return st.integers(0, span).map(
        lambda n: (date.fromisoformat(first) + timedelta(days=n)).isoformat()
    )


CLASSES = ["重点项目", "三个一批", "专项债"]
MONEY = st.integers(0, 400).map(lambda n: n / 4)


@st.composite
def projects(draw, project_id):
    """A project's rows, and which of them an earlier version had, and how they stood there."""
    rows = [project(project_id, domain=draw(st.sampled_from(["交通", "生态"])))]
    if draw(st.booleans()):
        rows.append(project(project_id, domain="生态", since=draw(days())))
    for name in draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=2, unique=True)):
        ends = sorted(draw(st.lists(days(), min_size=2, max_size=2, unique=True)))
        since = draw(st.sampled_from(["2021-06-01", "2021-06-01", ends[0]]))
        until = draw(st.sampled_from([None, None, ends[1]]))
        rows.append(member(project_id, name, since=since, until=until))
    revised = sorted(draw(st.lists(days(), max_size=2, unique=True)))
    for revision, decided in enumerate(["2022-01-01", *revised]):
        wan = draw(st.sampled_from([40, 100, 333, 0, None]))
        due, carry = draw(days()), draw(st.booleans())
        rows.append(
            plan(project_id, wan, revision=revision, decided=decided, due=due, carry_over=carry)
        )
    for day in draw(st.lists(days(), min_size=1, max_size=5, unique=True)):
        rows.append(report(project_id, day, draw(MONEY)))
    for name in draw(st.lists(st.sampled_from(["开工", "停工", "复工"]), max_size=2, unique=True)):
        rows.append(stage(project_id, name, draw(days("2021-12-15", 160))))
    return rows


@st.composite
def two_versions(draw):
    """Rows of an old version and of a new one: some came later, some were restated."""
    new = [row for n in range(draw(st.integers(2, 5))) for row in draw(projects(f"P{n}"))]
    old = []
    for row in new:
        fate = draw(st.sampled_from(["same", "same", "new", "restated"]))
        if fate == "restated" and row.table == "progress_report":
            row = report(row.values["project_id"], row.values["report_date"], draw(MONEY))  # noqa: PLW2901
        if fate != "new" or row.table == "project":
            old.append(row)
    return old, new


TWO = (with_names(marts.empty()), with_names(marts.empty()))
TABLES = (
    "program", "project", "class_membership", "project_year", "progress_report", "stage_event"
)  # fmt: skip


def filled(connection, rows, number):
    for table in TABLES:
        connection.execute(f"delete from {table}")
    put(connection, target("4", 0.05), *rows)
    return Mart(number, connection)


def all_hold(versions, dates, data):
    old, new = (filled(c, rows, n) for n, (c, rows) in enumerate(zip(TWO, versions, strict=True)))
    basis = data.draw(st.sampled_from(["day", "month", "curve"]))
    choice = data.draw(st.sampled_from([{}, {"classes": "专项债"}, {"domains": "交通"}]))
    before, after = (on(day, basis, **choice) for day in dates)
    for code in EXPLAINED:
        holds(explain(code, Point(old, before), Point(new, after)))


LATER = days("2022-02-20", 100)
RANDOM = (two_versions(), st.tuples(LATER, LATER).map(sorted), st.data())


@settings(max_examples=6, deadline=None)
@over(*RANDOM)
def test_parts_add_up_on_random_ledgers(versions, dates, data):
    all_hold(versions, dates, data)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@over(*RANDOM)
def test_parts_add_up_on_many_random_ledgers(versions, dates, data):
    all_hold(versions, dates, data)
