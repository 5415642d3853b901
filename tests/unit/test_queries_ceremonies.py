"""集中开工 and 观摩: boundary days, what makes a ballot void, groups, the look back, by hand."""

import pytest
from given import given, of, on, plan, project, put, report, stage

from queries import ceremonies

MAY = on("2022-05-31")


def tour(inspection_id="G1", on_date="2022-03-29", **more):
    return of("inspection", inspection_id=inspection_id, on_date=on_date, title="示例观摩", **more)


def stop(body, position, inspection_id="G1", project_id="P1", **more):
    more = dict.fromkeys(("body_group", "coefficient", "promised_node", "promised_on")) | more
    more |= {"looks_back_to": None}
    its = {"inspection_id": inspection_id, "position": position, "body": body}
    return of("inspection_stop", **its, project_id=project_id, **more)


def ballot(number, *ranked, by=None, role="市领导", inspection_id="G1"):
    """A ballot: the bodies with their places."""
    its = {"inspection_id": inspection_id, "ballot": number, "voter_role": role, "voter_body": by}
    return [of("inspection_ballot", **its, body=body, rank=rank) for body, rank in ranked]


def toured(mart, *bodies, **more):
    return put(mart, tour(), *(stop(body, n, **more) for n, body in enumerate(bodies, start=1)))


def scored(mart, filters=MAY):
    return ceremonies.scores(mart, filters).set_index("body")


def reasons(mart):
    found = ceremonies.ballots(mart, MAY)
    return dict(zip(found["ballot"], found["reason"], strict=True))


def test_a_ballot_is_void_with_a_tie_a_body_left_out_or_a_place_that_the_group_has_not(mart):
    toured(mart, "甲", "乙", "丙")
    put(
        mart,
        *ballot("1", ("甲", 1), ("乙", 2), ("丙", 3)),
        *ballot("2", ("甲", 1), ("乙", 1), ("丙", 2)),
        *ballot("3", ("甲", 1), ("乙", 2)),
        *ballot("4", ("甲", 1), ("乙", 2), ("丙", None)),
        *ballot("5", ("甲", 1), ("乙", 2), ("丙", 4)),
        *ballot("6", ("甲", 5), ("乙", 5)),
        *ballot("7", ("甲", None), ("乙", None), ("丙", None)),
    )
    assert reasons(mart) == {
        "1": "",
        "2": "有并列",
        "3": "漏评 1 个",
        "4": "漏评 1 个",
        "5": "名次超出 3",
        "6": "有并列、漏评 1 个、名次超出 3",
        "7": "漏评 3 个",
    }
    assert list(scored(mart)["mean_points"]) == [100, 97, 94]  # of the first ballot alone
    total = ceremonies.tours(mart, MAY).iloc[0]
    assert (total.ballots, total.valid, total.void) == (7, 1, 6)


def test_a_body_s_own_people_do_not_count_for_it_but_for_the_others(mart):
    toured(mart, "甲", "乙")
    put(
        mart,
        *ballot("1", ("甲", 1), ("乙", 2), by="甲", role="镇街"),
        *ballot("2", ("乙", 1), ("甲", 2), by="乙", role="镇街"),
        *ballot("3", ("乙", 1), ("甲", 2), by="别的单位", role=None),
    )
    found = scored(mart)
    # 甲: ballots 2 and 3, twice second; 乙: 1 and 3, second and first
    assert list(found.loc["甲", ["counted", "own", "mean_points"]]) == [2, 1, 97]
    assert list(found.loc["乙", ["counted", "own", "mean_points"]]) == [2, 1, 98.5]


def test_a_body_without_a_ballot_that_counts_has_neither_score_nor_place(mart):
    toured(mart, "甲", "乙")
    put(mart, *ballot("1", ("甲", 1), ("乙", 2), by="甲"))
    found = scored(mart)
    assert found.loc["甲", ["mean_points", "score", "place"]].isna().all()
    assert (found.loc["乙", "place"], found.loc["乙", "score"]) == (1, 97)


def test_the_coefficient_multiplies_the_mean_and_is_the_mean_of_the_body_s_sites(mart):
    toured(mart, "甲", "乙")
    put(mart, stop("乙", 3, coefficient="1.08"))  # its other site has none: (1 + 1.08) / 2
    put(mart, *ballot("1", ("甲", 1), ("乙", 2)))
    found = scored(mart)
    assert found.loc["乙", "score"] == pytest.approx(97 * 1.04)  # 100.88
    assert list(found["place"]) == [1, 2]
    assert list(found.index) == ["乙", "甲"]


def test_groups_are_ranked_apart_and_a_ballot_of_one_group_is_not_void_for_the_other(mart):
    put(mart, tour(), *(stop(b, n, body_group="一组") for n, b in enumerate("甲乙", start=1)))
    put(mart, *(stop(b, n, body_group="二组") for n, b in enumerate("丙丁", start=3)))
    put(
        mart,
        *ballot("1", ("甲", 1), ("乙", 2), ("丙", 2), ("丁", 1)),
        *ballot("2", ("甲", 1), ("乙", 2)),  # of the first group alone
        *ballot("3", ("甲", 1), ("乙", 1), ("丙", 2), ("丁", 1)),  # a tie in the first
    )
    found = scored(mart)
    assert dict(found["place"]) == {"甲": 1, "乙": 2, "丁": 1, "丙": 2}
    assert dict(found["tour_group"]) == {"甲": "一组", "乙": "一组", "丁": "二组", "丙": "二组"}
    groups = ceremonies.tours(mart, MAY).iloc[1:].set_index("tour_group")
    assert list(groups.loc["一组", ["ballots", "valid", "void"]]) == [3, 2, 1]
    assert list(groups.loc["二组", ["ballots", "valid", "void"]]) == [2, 2, 0]


def test_equal_scores_share_a_place_and_the_next_is_left_out(mart):
    toured(mart, "甲", "乙", "丙")
    put(
        mart,
        *ballot("1", ("甲", 1), ("乙", 2), ("丙", 3)),
        *ballot("2", ("甲", 2), ("乙", 1), ("丙", 3)),
    )
    assert dict(scored(mart)["place"]) == {"甲": 1, "乙": 1, "丙": 3}


def test_the_change_is_to_the_group_s_last_tour_and_a_later_tour_is_not_known_before(mart):
    toured(mart, "甲", "乙")
    put(
        mart,
        tour("G2", "2022-05-27"),
        stop("甲", 1, "G2"),
        stop("乙", 2, "G2"),
        stop("丙", 3, "G2"),
    )
    put(
        mart,
        *ballot("1", ("甲", 1), ("乙", 2)),
        *ballot("1", ("甲", 3), ("乙", 2), ("丙", 1), inspection_id="G2"),
    )
    found = ceremonies.scores(mart, MAY)
    latest = found[found["is_latest"]].set_index("body")
    assert dict(latest["place"]) == {"丙": 1, "乙": 2, "甲": 3}
    assert latest.loc["甲", "place_before"] == 1
    assert latest["place_before"].isna()["丙"]
    assert set(ceremonies.scores(mart, on("2022-05-26"))["inspection_id"]) == {"G1"}
    assert len(ceremonies.tours(mart, on("2022-05-27"))) == 3
    assert ceremonies.tours(mart, on("2022-03-28")).empty


def node(title, planned_on, actual_on=None, project_id="P1", milestone_id=None):
    its = {"milestone_id": milestone_id or f"{project_id} {title}", "project_id": project_id}
    return of("milestone", **its, title=title, planned_on=planned_on, actual_on=actual_on)


def promised(mart, day="2022-05-31"):
    (row,) = ceremonies.promises(mart, on(day)).itertuples()
    return row.state, row.days


@pytest.mark.parametrize(
    ("reached_on", "day", "said"),
    [
        ("2022-05-18", "2022-05-31", ("如期", -2)),
        ("2022-05-20", "2022-05-31", ("如期", 0)),
        ("2022-05-21", "2022-05-31", ("晚到", 1)),
        ("2022-05-21", "2022-05-20", ("未到期", 0)),  # on its day it is not yet missed
        ("2022-05-23", "2022-05-21", ("未到", 1)),
        (None, "2022-05-31", ("未到", 11)),
    ],
)
def test_a_promise_is_judged_by_its_day(mart, reached_on, day, said):
    given(mart, project("P1"), tour(), node("基础完工", "2022-05-02", "2022-05-02"))
    put(mart, stop("甲", 1, promised_node="主体封顶", promised_on="2022-05-20"))
    put(mart, node("主体封顶", "2022-06-30", reached_on))  # put off since: the promise stands
    assert promised(mart, day) == said


def test_a_promise_is_judged_no_further_than_nodes_are_known(mart):
    given(mart, project("P1"), tour(), node("基础完工", "2022-05-02", "2022-05-02"))
    put(mart, stop("甲", 1, promised_node="主体封顶", promised_on="2022-06-05"))
    put(mart, node("主体封顶", "2022-06-05"))
    assert promised(mart, "2022-07-10") == ("未到期", -5)  # known to the end of May
    put(mart, stop("乙", 2, promised_node="没有的", promised_on="2022-05-05"))
    found = ceremonies.promises(mart, MAY).set_index("body")
    assert found.loc["乙", "state"] == "台账没有这个节点"
    assert found.loc["甲", "node_now"] == "基础完工"
    assert found["node_then"].isna().all()  # on 03-29 none was reached


def held(mart, *rows):
    ceremony = of("ceremony", ceremony_id="K", on_date="2022-04-01", title="示例", phase=None)
    its = {"ceremony_id": "K", "project_id": "P1", "announced_total_wan": 1000}
    return given(
        mart, project("P1"), plan("P1", 100), ceremony, of("ceremony_project", **its), *rows
    )


def became(mart, day="2022-05-31"):
    (row,) = ceremonies.project_rows(mart, on(day)).itertuples()
    return row


def test_a_project_is_stalled_thirty_days_after_its_start_without_a_rise(mart):
    held(mart, stage("P1", "开工", "2022-05-01"), report("P1", "2022-05-31", 0))
    assert (became(mart).state, became(mart).stalled) == ("近30天没有增加", 1)  # 31 - 1 = 30


def test_it_is_not_stalled_before_its_thirty_days_are_over(mart):
    held(mart, stage("P1", "开工", "2022-05-02"), report("P1", "2022-05-31", 0))
    assert (became(mart).state, became(mart).stalled) == ("在建", 0)


def test_a_rise_of_the_thirty_days_counts_from_their_first_day_on(mart):
    held(mart, stage("P1", "开工", "2022-04-01"), report("P1", "2022-05-01", 7))
    put(mart, report("P1", "2022-05-31", 7))
    assert became(mart).rise_wan == 0  # 7 on 05-01, thirty days before the cut, and 7 now
    assert became(mart).stalled == 1


def test_a_stop_is_stalled_at_once_and_stays_in_the_library_count(mart):
    held(mart, stage("P1", "开工", "2022-05-20"), stage("P1", "入库", "2022-05-25"))
    put(mart, stage("P1", "停工", "2022-05-31"), report("P1", "2022-05-31", 5))
    row = became(mart)
    assert (row.state, row.stalled, row.registered, row.started) == ("停工", 1, 1, 1)
    before = became(mart, "2022-05-30")
    assert (before.state, before.stalled) == ("在建", 0)


def test_days_are_counted_from_the_ceremony_also_before_it(mart):
    held(mart, stage("P1", "开工", "2022-03-29"), stage("P1", "入库", "2022-04-11"))
    assert (became(mart).days_to_start, became(mart).days_to_register) == (-3, 10)
    assert ceremonies.ceremonies(mart, MAY)["median_days"][0] == -3
    waiting = became(mart, "2022-04-10")
    assert (waiting.registered, waiting.unregistered) == (0, 1)


def test_who_has_not_started_waits_since_the_ceremony_and_is_not_known_before_it(mart):
    held(mart, report("P1", "2022-05-31", 5))
    assert (became(mart).state, became(mart).days_waiting) == ("未开工", 60)  # 29 of April, 31
    assert ceremonies.project_rows(mart, on("2022-03-31")).empty
    assert ceremonies.ceremonies(mart, on("2022-03-31")).empty


def test_a_project_that_left_the_list_stays_with_its_ceremony(mart):
    held(mart, stage("P1", "开工", "2022-04-03"))  # a project in no class
    assert became(mart).started == 1
    assert ceremonies.project_rows(mart, on("2022-05-31", domains="没有的")).empty
