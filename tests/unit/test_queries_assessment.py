"""The assessment: the demonstration's scores as they were drawn by hand, and its boundary days."""

from pathlib import Path

import pytest
from given import given, lamp_rules, of, on, plan, project, put, report, stage, staged
from sample import sample_mart

from cockpit.numbers import is_missing
from queries import assessment
from queries.quarters import quarter_before

RULES = Path(__file__).parents[2] / "data" / "reference" / "assessment_rule.csv"
MAY = on("2022-05-31")
# place, score and the four blocks on 2022-05-31 as the sketch of the page has them, reckoned there
# from the ledger by other means; None: no project was due to finish. Drawn of the problems raised
# in the quarter: of 高村乡 it has 3 of 4 and so 82.8 and 12.7; with the one of 31 March it is 4 of
# 5, 8 × 0.8 in place of 8 × 0.75, that is 0.4 more of 15 and 0.5 of the whole
DRAWN = {
    "高山镇": (1, 91.0, 43.0, 15.0, None, 14.8, 0),
    "金寨回族乡": (2, 87.2, 43.0, 12.0, None, 14.8, 0),
    "城关乡": (3, 85.9, 40.0, 11.3, 20.0, 14.6, 0),
    "刘河镇": (4, 85.1, 42.0, 11.4, None, 14.7, 0),
    "京城路街道": (5, 84.7, 40.0, 12.0, 20.0, 12.7, 0),
    "王村镇": (6, 83.7, 40.0, 10.5, None, 14.8, 2),
    "高村乡": (7, 83.3, 40.0, 13.6, None, 13.1, 0),
    "崔庙镇": (8, 80.4, 38.1, 11.3, None, 14.9, 0),
    "索河街道": (9, 80.3, 41.0, 8.4, None, 14.8, 0),
    "豫龙镇": (10, 76.1, 35.2, 7.6, 20.0, 13.2, 0),
    "贾峪镇": (11, 75.2, 39.5, 8.6, None, 12.0, 0),
    "汜水镇": (12, 67.1, 32.5, 10.4, None, 14.8, -5),
    "乔楼镇": (13, 63.6, 27.8, 10.1, None, 13.0, 0),
    "广武镇": (14, 61.9, 25.1, 15.0, None, 9.4, 0),
}
BLOCKS = ["investment_points", "starting_points", "finished_points", "service_points"]


@pytest.fixture(scope="module")
def sample():
    return assessment.bodies(sample_mart().connection, MAY).set_index("body")


@pytest.fixture
def ruled(mart):
    """A ledger without a project, with the weights table of the reference data."""
    mart.execute("insert into assessment_rule by name from read_csv($path)", {"path": str(RULES)})
    return put(mart, *lamp_rules())


def one(mart, filters=MAY, body="甲镇", **more):
    found = assessment.bodies(mart, filters, **more)
    return next(found[found["body"] == body].itertuples())


@pytest.mark.parametrize("body", DRAWN)
def test_the_townships_of_the_demonstration_are_as_drawn(sample, body):
    row = sample.loc[body]
    points = [None if row[b] != row[b] else round(row[b], 1) for b in BLOCKS]
    place, score, *blocks, entered = DRAWN[body]
    assert (row.place, row.body_group) == (place, "镇街")
    assert round(row.score, 1) == pytest.approx(score, abs=0.051)
    assert points == [None if b is None else pytest.approx(b, abs=0.051) for b in blocks]
    assert row.entry_points == entered


def test_a_score_is_explained_point_by_point(sample):
    row = sample.loc["广武镇"]  # 40 × 31.4 ÷ 41.7 − 5; 16 of 16; 1 of 3; 95.1, 95.1 and 100
    assert (round(row.completed_wan), round(row.plan_wan)) == (85_138, 271_570)
    assert (round(row.completion_points, 1), row.step_points) == (30.1, -5)
    assert (row.begun, row.asked, row.started_points, row.line_points) == (16, 16, 10, 5)
    assert (row.late, row.unregistered, row.announced, row.to_finish) == (0, 0, 0, 0)
    assert (row.closed_in_three, row.judged, round(row.three_day_points, 1)) == (1, 3, 2.7)
    rates = [round(100 * r, 1) for r in (row.daily_ratio, row.weekly_ratio, row.monthly_ratio)]
    assert rates == [95.1, 95.1, 100.0]
    assert (round(row.musts_points, 1), row.base_points) == (6.8, 80)


def test_who_is_proposed_for_what(sample):
    towns = sample[sample["body_group"] == "镇街"]
    assert list(towns.index[towns["is_praised"]]) == ["高山镇", "金寨回族乡"]
    assert list(towns.index[towns["is_last"]]) == ["汜水镇", "乔楼镇", "广武镇"]
    # two of 19; of the six others with one, none has as few as ten projects
    assert list(towns.index[towns["is_red_again"]]) == ["索河街道"]
    offices = sample[sample["body_group"] == "市直"]
    assert list(offices.index[:4]) == ["示例单位 18", "示例单位 07", "示例单位 05", "示例单位 11"]
    assert offices.loc["示例单位 18", "place"] == 1
    assert (offices.loc["示例单位 38", "projects"], offices["place"].isna().sum()) == (3, 1)


def test_a_trial_of_weights_changes_places_and_no_block(sample):
    tried = assessment.bodies(sample_mart().connection, MAY, weights=(30, 25, 20, 25)).set_index(
        "body"
    )
    moved = {
        body: (int(sample.loc[body, "place"]), int(tried.loc[body, "place"]))
        for body in DRAWN
        if sample.loc[body, "place"] != tried.loc[body, "place"]
    }
    assert moved == {"王村镇": (6, 5), "京城路街道": (5, 6)}  # as drawn
    assert (tried[BLOCKS].fillna(-1) == sample.loc[tried.index, BLOCKS].fillna(-1)).all().all()


def projects(*names, town="甲镇", done=50):
    """Projects of 100 万元 a year that were due and begun on 1 January."""
    return [
        row
        for name in names
        for row in (
            project(name, town=town, total=400),
            plan(name, 100),
            stage(name, "开工", "2022-01-01"),
            report(name, "2022-05-31", done),
        )
    ]


def problem(project_id, raised, closed=None, number=1):
    return of(
        "problem",
        problem_id=f"{project_id}-{number}",
        project_id=project_id,
        text="示例",
        raised_on=raised,
        closed_on=closed,
    )


def test_four_projects_give_a_score_and_no_place(ruled):
    five, four = [f"P{n}" for n in range(5)], [f"Q{n}" for n in range(4)]
    given(ruled, *projects(*five), *projects(*four, town="乙镇", done=40))
    first, second = one(ruled), one(ruled, body="乙镇")
    assert (first.place, first.projects, first.placed_bodies) == (1, 5, 1)
    assert is_missing(second.place)
    assert second.score > 0


def test_a_lone_body_is_neither_praised_nor_last(ruled):
    given(ruled, *projects(*[f"P{n}" for n in range(5)], done=10))
    row = one(ruled)
    assert (row.place, row.is_praised, row.is_last) == (1, False, False)


def test_nothing_due_to_finish_leaves_the_block_out_until_the_day_it_is(ruled):
    given(
        ruled,
        *projects("P1"),
        project("P2", total=400),
        plan("P2", 100, end="2022-05-31"),
        stage("P2", "开工", "2022-01-01"),
        report("P2", "2022-05-31", 50),
    )
    staged(ruled, "2022-05-30", "2022-05-31")
    put(ruled, stage("ELSEWHERE", "竣工", "2022-02-01"))
    before, then = one(ruled, on("2022-05-30")), one(ruled)
    assert (before.to_finish, before.base_points) == (0, 65)  # no problem, no 三必: left out too
    assert (then.to_finish, then.finished, then.finished_points, then.base_points) == (1, 0, 0, 85)


def test_nobody_is_held_to_finish_where_no_finish_was_ever_loaded(ruled):
    given(ruled, *projects("P1"), plan("P9", 100, end="2022-05-01"), project("P9"))
    row = one(ruled)
    assert row.to_finish == 0
    assert is_missing(row.finished_points)


def test_a_problem_counts_in_the_quarter_in_which_its_three_days_are_over(ruled):
    given(ruled, *projects("P1"))
    put(
        ruled,
        problem("P1", "2022-03-27", "2022-04-20", 1),  # judged on 31 March
        problem("P1", "2022-03-28", "2022-04-20", 2),  # on 1 April: in no quarter, by its raising
        problem("P1", "2022-04-01", "2022-04-04", 3),  # closed on the third day
        problem("P1", "2022-04-01", "2022-04-05", 4),  # on the fourth
        problem("P1", "2022-05-28", None, 5),  # its three days are not over
    )
    first, row = one(ruled, on("2022-03-31")), one(ruled)
    assert (first.judged, first.closed_in_three) == (1, 0)
    assert (row.judged, row.closed_in_three) == (3, 1)
    assert row.three_day_points == pytest.approx(8 / 3)
    assert one(ruled, on("2022-04-04")).judged == 1


def test_without_a_problem_its_points_are_full_and_without_the_musts_the_problems_fill_it(ruled):
    given(ruled, *projects("P1"))
    assert is_missing(one(ruled).service_points)
    put(ruled, problem("P1", "2022-04-01", "2022-04-02"))
    row = one(ruled)
    assert (row.three_day_points, row.service_points) == (8, 15)


def test_the_bodies_that_are_loaded_stand_in_for_those_of_the_list(ruled):
    given(ruled, *projects("P1"), *projects("P2", town="乙镇"))
    assert set(assessment.bodies(ruled, MAY)["body"]) == {"甲镇", "乙镇", "示例单位 01"}
    its = {"body": "经开区", "valid_from": "2022-04-01", "body_group": "园区", "township": "乙镇"}
    put(ruled, of("assessed_body", **its, organisation=None))
    found = assessment.bodies(ruled, MAY)
    assert list(found[["body", "body_group", "projects"]].values[0]) == ["经开区", "园区", 1]
    assert len(found) == 1
    assert len(assessment.bodies(ruled, on("2022-03-31"))) == 3


def test_points_are_added_in_their_quarter_and_never_more_than_the_cap(ruled):
    given(ruled, *projects("P1"))
    entry = {"body": "甲镇", "document": None}
    put(
        ruled,
        of("assessment_entry", **entry, on_date="2022-03-31", reason="甲", points=5),
        of("assessment_entry", **entry, on_date="2022-04-01", reason="乙", points=-7),
        of("assessment_entry", **entry, on_date="2022-05-31", reason="丙", points=-8),
        of("assessment_entry", **entry, on_date="2022-06-01", reason="丁", points=9),
    )
    assert one(ruled, on("2022-05-30")).entry_points == -7
    assert one(ruled).entry_points == -10
    assert list(assessment.entries(ruled, MAY)["points"]) == [-7, -8]


def test_red_at_two_quarter_ends_running_is_a_card_at_a_tenth_of_the_projects(ruled):
    good = projects(*[f"P{n}" for n in range(10)])
    given(
        ruled,
        *good,
        project("R1", total=400),
        plan("R1", 100, due="2022-01-01"),
        report("P0", "2022-03-31", 25),
    )
    staged(ruled, "2022-03-31", "2022-05-31")
    row = one(ruled)
    assert (row.projects, row.red_again, row.is_red_again) == (11, 1, False)  # one of eleven
    ruled.execute("delete from class_membership where project_id = 'P9'")
    row = one(put(ruled))
    assert (row.projects, row.red_again, row.is_red_again) == (10, 1, True)


def test_what_was_decided_later_is_not_known_yet(ruled):
    its = {"quarter_end": "2022-03-31", "body": "甲镇", "proposal": "黄牌", "is_accepted": True}
    put(ruled, of("assessment_verdict", **its, reason="示例", decided_on="2022-04-18"))
    quarter = quarter_before(MAY.as_of)
    assert assessment.verdicts(ruled, on("2022-04-17"), quarter_end=quarter).empty
    (found,) = assessment.verdicts(ruled, on("2022-04-18"), quarter_end=quarter).itertuples()
    assert (found.body, found.is_accepted) == ("甲镇", True)


def test_without_a_weights_table_there_is_no_score(mart):
    given(mart, *projects("P1"))
    row = one(mart)
    assert is_missing(row.score)


def test_what_was_put_right_after_the_day_is_still_open_on_it(ruled):
    given(ruled, *projects("P1"))
    its = {"project_id": "P1", "organisation": None, "finding": "示例"}
    put(
        ruled,
        of("supervision_item", item_id="1", on_date="2022-05-24", **its, due_on="2022-05-30",
           done_on="2022-06-01"),
        of("supervision_item", item_id="2", on_date="2022-05-25", **its, due_on="2022-05-31",
           done_on="2022-05-31"),
        of("supervision_item", item_id="3", on_date="2022-05-24", **its, due_on="2022-05-26",
           done_on="2022-05-26"),
    )  # fmt: skip
    found = assessment.supervision(ruled, MAY)
    assert list(found["item_id"]) == ["1", "2"]  # the third is of before the seven days, and done
    assert list(found["is_open"]) == [True, False]
    assert (found["days_over"][0], found["is_of_week"][0]) == (1, False)
