"""Moving a problem on: one commit a move, and what its state does not allow is a sentence."""

from datetime import date, datetime

import pytest

from cockpit.errors import CockpitError, LoadRefused, NotFound, Refused
from cockpit.intake import undoing
from cockpit.intake.corrections import Reason
from cockpit.intake.gate import load
from cockpit.intake.problem_moves import MOVES, Said, course_of, move
from cockpit.intake.read import Source
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import Lake
from queries import dispatch
from queries.filters import Filters
from tests.sample import sample_mart

NOW = datetime(2022, 5, 31, 15, 30)
TODAY = NOW.date()
PROJECTS = "项目代码,项目名称,生效日期\nP1,一号,2022-01-01\n"
PROBLEMS = "问题编号,项目代码,问题,提出日期\nQ1,P1,用地,2022-05-20\n"
CLOSING = ["assign", "accept", "submit", "close"]
HANDED_IN = "问题编号,流转时间,流转状态\nQ1,2022-05-20 09:00,待交办\n"


@pytest.fixture
def lake(tmp_path):
    """A lake with a problem that waits to be handed over."""
    lake = Lake(tmp_path / "lake")
    lake.create()
    files = {"项目.csv": PROJECTS, "问题.csv": PROBLEMS, "问题流转.csv": HANDED_IN}
    load(lake, [Source(name, text.encode()) for name, text in files.items()], author="测试")
    return lake


def moved(lake, *codes, **said):
    for code in codes:
        move(lake, "Q1", code, Said(TODAY, **said), "李", now=NOW)


def refused(lake, code, **said):
    before = lake.newest()
    with pytest.raises(Refused) as refusal:
        move(lake, "Q1", code, Said(**({"on": TODAY} | said)), "李", now=NOW)
    assert lake.newest() == before
    return str(refusal.value)


def events(lake):
    return (
        lake.reading()
        .execute(
            "select state, happened_at::varchar, moved_by from problem_event order by happened_at"
        )
        .fetchall()[1:]
    )


def test_the_way_to_its_end_is_a_version_a_move(lake):
    moved(lake, "assign", "accept", "submit", "return", "submit", "close")
    assert lake.newest() == 7
    assert lake.version(7).author == "李"
    assert [state for state, _, _ in events(lake)] == [
        "交办", "办理中", "待核验", "退回", "待核验", "已销号",
    ]  # fmt: skip
    assert events(lake)[0][1:] == ("2022-05-31 15:30:00", "李")
    assert events(lake)[1][1] == "2022-05-31 15:30:01"  # none in the same moment


@pytest.mark.parametrize("code", ["submit", "return", "close"])
def test_what_waits_to_be_handed_over_is_not_done_returned_or_struck_out(lake, code):
    assert f"现在是待交办，不能{MOVES[code].name}" in refused(lake, code)


def test_what_is_struck_out_stays_so(lake):
    moved(lake, "accept", "submit", "close")
    for code, doing in MOVES.items():
        assert f"已经销号，不能再{doing.name}" in refused(lake, code)


def test_a_problem_that_the_ledger_closed_is_struck_out_too(lake):
    with lake.change("测试", "办结") as con:
        con.execute("update problem set closed_on = '2022-05-30'")
    assert "已经销号" in refused(lake, "accept")


def test_an_extension_needs_a_later_day_and_who_agreed_and_keeps_the_first(lake):
    later = date(2022, 6, 15)
    assert "没有写新的期限" in refused(lake, "extend", agreed_by="乙")
    assert "现在的期限是 2022-05-23" in refused(
        lake, "extend", due_on=date(2022, 5, 23), agreed_by="乙"
    )
    assert "没有写谁同意的" in refused(lake, "extend", due_on=later, agreed_by=" ")
    moved(lake, "extend", due_on=later, agreed_by="乙")
    assert "现在的期限是 2022-06-15" in refused(lake, "extend", due_on=later, agreed_by="乙")
    mart = marts.build(lake, lake.newest()).connection
    row = dispatch.problem(mart, Filters(TODAY), "Q1").iloc[0]
    assert (f"{row.first_due_on:%m-%d}", f"{row.due_on:%m-%d}") == ("05-23", "06-15")
    assert (row.agreed_by, row.step) == ("乙", "待交办")


def test_a_problem_is_reported_upwards_only(lake):
    assert "选更高的一级" in refused(lake, "report", tier="专班")
    moved(lake, "report", tier="分包领导")
    assert "现在由分包领导管" in refused(lake, "report", tier="分包领导")
    moved(lake, "report", tier="周一碰头会")
    assert "没有更高的一级" in refused(lake, "report", tier="周一碰头会")


def test_an_earlier_day_is_its_first_minute_and_never_before_the_last_event(lake):
    move(lake, "Q1", "assign", Said(date(2022, 5, 25)), "李", now=NOW)
    assert events(lake)[0][1] == "2022-05-25 00:00:00"
    move(lake, "Q1", "accept", Said(date(2022, 5, 25)), "李", now=NOW)
    assert events(lake)[1][1] == "2022-05-25 00:00:01"
    assert "不能记在它之前" in refused(lake, "submit", on=date(2022, 5, 24))
    assert "在今天之后" in refused(lake, "submit", on=date(2022, 6, 1))
    assert "早于问题提出" in refused(lake, "submit", on=date(2022, 5, 19))


def test_an_unknown_problem_and_a_note_too_long_are_sentences(lake):
    with pytest.raises(NotFound):
        move(lake, "Q9", "assign", Said(TODAY), "李", now=NOW)
    with pytest.raises(LoadRefused) as refusal:
        move(lake, "Q1", "assign", Said(TODAY, note="长" * 5000), "李", now=NOW)
    assert "最多 4000 个字" in str(refusal.value.faults[0])


def test_a_move_can_be_taken_back(lake):
    moved(lake, "assign")
    undoing.undo(lake, 2, Reason("李", "交办错了"))
    assert events(lake) == []
    assert "现在是待交办" in refused(lake, "submit")
    moved(lake, "assign")


def test_the_state_that_allows_a_move_is_the_one_on_screen():
    """The lake's transaction reads events by itself; the mart's macro has to say the same."""
    mart = sample_mart().connection.cursor()
    steps = {"": "办理中", "交办": "办理中", "退回": "办理中"}
    rows = dispatch.problems_rows(mart, Filters(TODAY))
    assert len(rows) == 155
    for row in rows.itertuples():
        course = course_of(mart, row.problem_id)
        said = "已销号" if course.is_closed else steps.get(course.last_act, course.last_act)
        assert (said, course.due_on) == (row.step, row.due_on.date())


def test_every_refusal_says_what_to_do(lake):
    for code in ("submit", "return", "close"):
        with pytest.raises(CockpitError) as refusal:
            move(lake, "Q1", code, Said(TODAY), "李", now=NOW)
        assert refusal.value.way_out


@pytest.mark.parametrize(("codes", "closed"), [(["assign"], "2022-05-25"), (CLOSING, "2022-06-02")])
def test_what_was_moved_here_does_not_stop_the_ledger_that_closes_it(lake, codes, closed):
    """The earlier of two days counts; the office cannot mend a file in which nothing is wrong."""
    moved(lake, *codes)
    ledger = f"问题编号,项目代码,问题,提出日期,办结日期\nQ1,P1,用地,2022-05-20,{closed}\n"
    load(lake, [Source("问题.csv", ledger.encode())], author="测试")
    mart = marts.build(lake, lake.newest()).connection
    asked = "select closed_on::varchar from problem_courses(date '2022-06-30')"
    assert mart.execute(asked).fetchone() == (min(closed, "2022-05-31"),)


def test_a_store_without_the_table_of_events_has_problems_without_any(lake):
    with lake.change("测试", "一个早先的数据存储") as con:
        con.execute("drop table problem_event")
    with lake.looking() as con:
        assert course_of(con, "Q1").last_act == ""
