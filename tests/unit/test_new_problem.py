"""Raising a problem from a page: one version with its first event, or a sentence and nothing."""

from datetime import date, datetime

import pytest

from cockpit.errors import LoadRefused, NotFound, Refused
from cockpit.intake.gate import load
from cockpit.intake.new_problem import Raised, put
from cockpit.intake.problem_moves import Said, course_of, move
from cockpit.intake.read import Source
from cockpit.warehouse.lake import Lake

NOW = datetime(2022, 5, 31, 15, 30, 12, 345)
TODAY = NOW.date()


@pytest.fixture
def lake(tmp_path):
    lake = Lake(tmp_path / "lake")
    lake.create()
    text = "项目代码,项目名称,生效日期\nP1,一号,2022-03-01\n"
    load(lake, [Source("项目.csv", text.encode())], author="测试")
    return lake


def raised(lake, **more):
    said = {"project_id": "P1", "text": "桥面板未到", "service": "要素", "on": TODAY} | more
    return put(lake, Raised(**said), "李", now=NOW)


def test_it_is_a_version_with_its_first_event_and_can_be_moved_on(lake):
    number, version = raised(lake, owner_role="首席服务官")
    assert version == lake.newest() == 2
    assert lake.version(2).author == "李"
    con = lake.reading()
    (problem,) = con.execute("select * exclude (problem_id) from problem").fetchall()
    assert problem[:6] == ("P1", "要素", "桥面板未到", TODAY, "首席服务官", date(2022, 6, 3))
    (event,) = con.execute("select happened_at, state, moved_by from problem_event").fetchall()
    assert event == (datetime(2022, 5, 31, 15, 30, 12), "待交办", "李")
    move(lake, number, "assign", Said(TODAY), "李", now=NOW.replace(minute=40))
    assert course_of(lake.reading(), number).last_act == "交办"


def test_an_earlier_day_has_its_own_clock(lake):
    number, _ = raised(lake, on=date(2022, 5, 27))
    con = lake.reading()
    assert con.execute("select due_on from problem").fetchone() == (date(2022, 5, 30),)
    assert con.execute("select happened_at from problem_event").fetchone() == (
        datetime(2022, 5, 27),
    )
    assert number.startswith("DJ-20220527-")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"text": "  "}, "没有写是什么问题"),
        ({"service": ""}, "没有选六包"),
        ({"on": date(2022, 6, 1)}, "在今天之后"),
        ({"on": date(2022, 2, 28)}, "早于项目列入台账"),
        ({"project_id": "P9"}, "没有这个项目"),
        ({"text": "长" * 5000}, "问题"),
    ],
)
def test_what_is_not_sound_is_a_sentence_and_nothing_is_written(lake, more, words):
    with pytest.raises((Refused, NotFound, LoadRefused), match=words):
        raised(lake, **more)
    assert lake.newest() == 1


def test_the_same_twice_is_told_where_it_is(lake):
    number, _ = raised(lake)
    with pytest.raises(Refused, match=number):
        raised(lake, text=" 桥面板未到 ")
    assert lake.newest() == 2
