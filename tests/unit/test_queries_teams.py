"""Teams by leader, posts, steps of the six services, presence and branches, where they turn."""

from datetime import date

import pytest
from given import given, of, on, plan, report, small_ledger

from cockpit.numbers import is_missing
from queries import dispatch
from tests.sample import sample_mart

MAY = on("2022-05-31")
LEADER, WATCH = "分包市领导", "现场盯办人"


@pytest.fixture
def ledger(mart):
    """Two projects of a class with teams, half of the year's plan done."""
    given(
        mart,
        of("class", project_class="重点项目", position=1, has_teams=True),
        *(plan(code, 100) for code in ("P1", "P2")),
        *(report(code, "2022-05-31", 50) for code in ("P1", "P2")),
        *(of("calendar", on_date=f"2022-05-{n:02}", workday=True) for n in (26, 27, 30, 31)),
    )
    return mart


def held(code, role, person, since="2022-01-01", until=None):
    its = {"project_id": code, "role": role, "person": person}
    return of("role_assignment", **its, valid_from=since, valid_to=until)


def came(code, day, person):
    return of("visit", project_id=code, on_date=day, visited_by="team", person=person)


def item(service, name, started=None, done=None, *, position=1, waived=False, code="P1"):
    its = {"project_id": code, "service": service, "item": name, "position": position}
    return of("service_item", **its, started_on=started, done_on=done, is_waived=waived)


def leaders(mart, filters=MAY, part=None):
    rows = dispatch.teams(mart, filters)
    its = rows["part"].isna() if part is None else rows["part"] == part
    return rows[its & rows["leader"].notna()].set_index("leader")


def step(mart, day):
    return dispatch.team_steps_rows(mart, on(day)).set_index("project_id").loc["P1"]


def test_the_demonstration_has_its_204_projects_by_15_leaders():
    rows = dispatch.teams(sample_mart().connection, MAY)
    led = rows[rows["leader"].isna() & (rows["part"] == "应建专班的")].iloc[0]
    assert (led.projects, led.plan_wan, led.red, led.yellow, led.green) == (
        204, 3_218_000, 16, 20, 145,
    )  # fmt: skip
    assert (led.visited, led.assigned, led.late, led.overdue) == (165, 204, 9, 1)
    by = leaders(sample_mart().connection, part="应建专班的")
    assert len(by) == 15
    assert (by["rank"].idxmin(), by["rank"].idxmax()) == ("市领导 13", "市领导 11")


def test_all_of_the_demonstration_has_1634_of_1635_posts_and_two_more_overdue():
    total = dispatch.teams(sample_mart().connection, MAY).iloc[0]
    assert (total.projects, total.filled, total.posts, total.vacant_days) == (327, 1634, 1635, 19)
    assert total.overdue == 3


def test_the_posts_alone_are_those_of_the_total():
    (row,) = dispatch.posts(sample_mart().connection, MAY).itertuples()
    assert (row.filled, row.posts) == (1634, 1635)  # of 327 projects, five each
    some = on("2022-05-31", classes=("补短板982",))
    (one,) = dispatch.posts(sample_mart().connection, some).itertuples()
    total = dispatch.teams(sample_mart().connection, some).iloc[0]
    assert (one.filled, one.posts) == (total.filled, total.posts)


def test_54_of_59_people_of_the_demonstration_are_on_site_a_third_of_20_working_days():
    row = dispatch.team_thirds(sample_mart().connection, MAY).iloc[0]
    assert (row.reached, row.judged, row.workdays) == (54, 59, 20)


def test_a_handover_moves_the_project_on_its_first_day(ledger):
    given(
        ledger,
        held("P1", LEADER, "甲", until="2022-05-15"),
        held("P1", LEADER, "乙", since="2022-05-16"),
    )
    assert set(leaders(ledger, on("2022-05-15")).index) == {"甲", "未填"}
    assert set(leaders(ledger, on("2022-05-16")).index) == {"乙", "未填"}


def test_equal_leaders_share_a_rank_and_who_is_not_named_has_none(ledger):
    given(ledger, held("P1", LEADER, "甲"), held("P2", LEADER, "乙"), plan("P3", 100))
    by = leaders(ledger)
    assert (by["rank"]["甲"], by["rank"]["乙"]) == (1, 1)
    assert is_missing(by["rank"]["未填"])


def test_the_one_after_two_firsts_is_third(ledger):
    given(
        ledger, held("P1", LEADER, "甲"), held("P2", LEADER, "乙"), held("P3", LEADER, "丙"),
        plan("P3", 100), report("P3", "2022-05-31", 10),
    )  # fmt: skip
    assert leaders(ledger)["rank"]["丙"] == 3


def test_a_leader_whose_projects_have_no_plan_stands_without_a_rank(ledger):
    given(ledger, held("P3", LEADER, "丙"), plan("P3", None))
    assert is_missing(leaders(ledger).loc["丙", "rank"])
    assert leaders(ledger).loc["丙", "projects"] == 1


def test_a_post_is_filled_on_its_last_day_and_a_day_vacant_on_the_next(ledger):
    given(ledger, held("P1", LEADER, "甲"), held("P1", WATCH, "丁", until="2022-05-12"))
    posts = [
        dispatch.team_posts(ledger, on(day), leader="甲").set_index("role").loc[WATCH]
        for day in ("2022-05-12", "2022-05-13")
    ]
    assert posts[0].person == "丁"
    assert (posts[1].last_holder, posts[1].vacant_days) == ("丁", 1)


def test_a_post_that_nobody_had_is_vacant_since_the_project_is_listed(ledger):
    given(ledger, held("P1", LEADER, "甲"), of("class_membership", project_id="P9"))
    row = dispatch.team_posts(ledger, MAY, leader="甲").set_index("role").loc[WATCH]
    assert is_missing(row.last_holder)
    listed = ledger.execute(
        "select min(valid_from) from class_membership where project_id = 'P1'"
    ).fetchone()
    assert row.vacant_days == (date(2022, 5, 31) - listed[0]).days + 1


def test_problems_are_unknown_where_none_was_ever_loaded(ledger):
    given(ledger, held("P1", LEADER, "甲"))
    assert dispatch.teams(ledger, MAY)[["in_hand", "overdue", "visited"]].isna().all(axis=None)


def test_a_started_project_may_stand_in_its_permits(ledger):
    given(
        ledger,
        item("手续", "备案", "2022-01-01", "2022-01-10"),
        item("手续", "施工许可", "2022-01-05", position=2),
        item("开工", "进场", "2022-02-01", "2022-02-02"),
        item("手续", "备案", "2022-05-20", code="P2"),  # items are told to the end of May
    )
    row = step(ledger, "2022-05-31")
    # waits since 备案 was done, the later of the two: 21 + 28 + 31 + 30 + 31 days
    assert (row.service, row["item"], row.step_days) == ("手续", "施工许可", 141)
    assert list(row.done_services) == ["开工"]


def test_a_step_ends_on_the_day_its_last_item_is_done_or_waived(ledger):
    given(
        ledger,
        item("手续", "备案", "2022-05-01", "2022-05-20"),
        item("手续", "环评", position=2, waived=True),
        item("要素", "用地", "2022-05-03"),
    )
    assert step(ledger, "2022-05-19").service == "手续"
    assert (step(ledger, "2022-05-20").service, step(ledger, "2022-05-20").step_days) == ("要素", 0)


def test_days_in_a_step_end_where_the_items_do(ledger):
    given(ledger, item("手续", "备案", "2022-05-20"))
    assert step(ledger, "2022-06-30").step_days == 11  # to the end of May, 05-31


def test_a_project_with_all_done_is_in_no_service(ledger):
    given(ledger, item("手续", "备案", "2022-05-01", "2022-05-20"))
    assert step(ledger, "2022-05-31").service == "六包办完"
    assert dispatch.team_steps_rows(ledger, MAY)["service"].tolist()[-1] == "未装入"


def test_no_item_at_all_is_no_answer(ledger):
    assert dispatch.team_steps(ledger, MAY).empty
    assert dispatch.branches(ledger, MAY).empty


def test_only_days_in_the_post_count_for_the_third(ledger):
    given(
        ledger,
        held("P1", WATCH, "戊", until="2022-05-26"),
        held("P1", WATCH, "己", since="2022-05-27"),
        came("P1", "2022-05-26", "己"),
        came("P1", "2022-05-26", "戊"),
        came("P1", "2022-05-31", "己"),
    )
    (row,) = dispatch.team_thirds_rows(ledger, MAY).itertuples()
    # 己 is asked; the visit of 05-26 was before the post: one of four working days is below a third
    assert (row.person, row.days, row.workdays, row.reached) == ("己", 1, 4, 0)


def test_two_projects_on_one_day_are_one_day_on_site(ledger):
    given(
        ledger, held("P1", WATCH, "己"), held("P2", WATCH, "己"),
        came("P1", "2022-05-31", "己"), came("P2", "2022-05-31", "己"),
    )  # fmt: skip
    (row,) = dispatch.team_thirds_rows(ledger, MAY).itertuples()
    assert (row.projects, row.days) == (2, 1)


def test_without_visits_of_the_month_nobody_is_judged(ledger):
    given(ledger, held("P1", WATCH, "己"), came("P1", "2022-04-28", "己"))
    row = dispatch.team_thirds(ledger, MAY).iloc[0]
    assert (row.asked, row.judged) == (1, 0)
    assert is_missing(row.reached)


def test_a_branch_counts_from_its_day_and_a_later_row_takes_its_place(ledger):
    five = dict.fromkeys(("sign", "flag", "venue", "rules", "running"), True)
    given(
        ledger,
        of("party_branch", project_id="P1", valid_from="2022-05-10", **(five | {"venue": False})),
        of("party_branch", project_id="P1", valid_from="2022-05-20", **five),
    )
    assert dispatch.branches(ledger, on("2022-05-09")).empty
    assert dispatch.branches(ledger, on("2022-05-19")).iloc[0][["built", "complete"]].tolist() == [
        1, 0,
    ]  # fmt: skip
    assert dispatch.branches(ledger, on("2022-05-20")).iloc[0].complete == 1


def test_the_small_ledger_has_each_post_once(mart):
    rows = dispatch.team_posts(small_ledger(mart), MAY, leader="市领导 04")
    assert rows.groupby("project_id").size().tolist() == [5, 5]
