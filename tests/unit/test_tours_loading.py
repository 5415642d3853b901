"""A tour's files through the gate: what is refused, and what is taken in and counts as void."""

import pytest

from tests.conftest_gate import new_lake, rows
from tests.ledgers import faults, load, table

TOUR = table("观摩.csv", "观摩编号,观摩日期,观摩名称", "G1,2022-03-29,一季度观摩")
STOPS = (
    "观摩编号,站序,观摩对象,项目代码,难度系数,承诺节点,承诺日期",
    "G1,1,甲镇,P1,1.02,主体封顶,2022-05-20",
    "G1,2,乙镇,P1,,,",
)
BALLOTS = "观摩编号,票号,投票人身份,投票人单位,观摩对象,名次"


@pytest.fixture
def toured(tmp_path):
    """A lake with a project and a tour of two bodies."""
    lake = new_lake(tmp_path / "lake")
    project = table("项目.csv", "项目代码,生效日期,项目名称,乡镇", "P1,2022-01-01,示例一期,甲镇")
    load(lake, project, TOUR, table("观摩点位.csv", *STOPS))
    yield lake
    lake.close()


def told(lake, *lines):
    """The rules that ballots break."""
    return [fault.rule for fault in faults(lake, table("选票一.csv", BALLOTS, *lines))]


def test_a_tour_its_stops_and_ballots_are_known_by_their_headers(toured):
    load(toured, table("某某.csv", BALLOTS, "G1,01,镇街,甲镇,甲镇,1", "G1,01,镇街,甲镇,乙镇,2"))
    assert [row["rank"] for row in rows(toured, "inspection_ballot")] == [1, 2]
    first, second = sorted(rows(toured, "inspection_stop"), key=lambda row: row["position"])
    assert (first["body"], str(first["coefficient"]), str(first["promised_on"])) == (
        "甲镇",
        "1.0200",
        "2022-05-20",
    )
    assert (second["promised_node"], second["coefficient"]) == (None, None)


def test_what_a_voter_can_do_wrong_is_taken_in_and_makes_the_ballot_void(toured):
    lines = (
        *("G1,01,市领导,,甲镇,1", "G1,01,市领导,,乙镇,1"),  # a tie
        *("G1,02,市领导,,甲镇,1", "G1,02,市领导,,乙镇,"),  # left out, the cell empty
        "G1,03,市领导,,甲镇,1",  # left out, without a row
        *("G1,04,市领导,,甲镇,1", "G1,04,市领导,,乙镇,3"),  # a place that the tour has not
    )
    assert told(toured, *lines) == []
    load(toured, table("选票一.csv", BALLOTS, *lines))
    assert len(rows(toured, "inspection_ballot")) == 7


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("G1,01,市领导,,丙镇,1", "选票上的观摩对象应在这次观摩的点位里"),
        ("G1,01,市领导,,,1", "必填，不能为空"),
        ("G1,,市领导,,甲镇,1", "必填，不能为空"),
        ("G1,01,市领导,,甲镇,0", "应在 1 到 999 之间"),
        ("G1,01,市领导,,甲镇,-1", "应在 1 到 999 之间"),
        ("G1,01,市领导,,甲镇,1.5", "应为整数"),
        ("G1,01,市领导,,甲镇,第一", "应为数字"),
    ],
)
def test_what_only_a_clerk_can_get_wrong_is_refused(toured, line, rule):
    assert any(rule in one for one in told(toured, line)), told(toured, line)


def test_a_ballot_of_a_tour_that_is_not_there_or_twice_for_a_body_is_refused(toured):
    assert told(toured, "G9,01,市领导,,甲镇,1")
    assert told(toured, "G1,01,市领导,,甲镇,1", "G1,01,市领导,,甲镇,2")


def test_a_ballot_has_one_voter(toured):
    said = told(toured, "G1,01,镇街,甲镇,甲镇,1", "G1,01,镇街,乙镇,乙镇,2")
    assert said == ["一张票的投票人身份和单位应一致"]


def test_there_is_no_place_for_a_voter_s_name(toured):
    named = table("选票一.csv", BALLOTS + ",投票人", "G1,01,市领导,,甲镇,1,示例人员 01")
    (fault,) = faults(toured, named)
    assert "投票人" in f"{fault.value}{fault.rule}{fault.way_out}{fault.question}"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("G1,3,丙镇,P1,0,,", "应大于 0"),
        ("G1,3,丙镇,P1,102,,", "应大于 0，至多 2"),
        ("G1,3,丙镇,P1,,主体封顶,", "承诺节点和承诺日期要一起填"),
        ("G1,0,丙镇,P1,,,", "应在 1 到 999 之间"),
        ("G1,3,丙镇,,,,", "没有说是哪个项目"),
    ],
)
def test_a_stop_is_held_to_what_it_has_to_say(toured, line, rule):
    said = [fault.rule for fault in faults(toured, table("点位.csv", STOPS[0], line))]
    assert any(rule in one for one in said), said


def test_a_second_look_names_an_earlier_tour_where_the_body_was(toured):
    later = table("观摩.csv", "观摩编号,观摩日期,观摩名称", "G2,2022-05-27,二季度观摩")
    head = "观摩编号,站序,观摩对象,项目代码,回头看观摩编号"
    wrong = table("点位.csv", head, "G2,1,甲镇,P1,G1", "G2,2,丙镇,P1,G1", "G2,3,乙镇,P1,G2")
    said = [fault.rule for fault in faults(toured, later, wrong)]
    assert said == ["回头看应指以前的一次观摩，同一对象在那次有点位"] * 2
