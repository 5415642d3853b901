"""What a look is compared with, and in which data version."""

from datetime import date, datetime

import pytest
from given import on

from cockpit import numbers
from cockpit.errors import BadLink, UnknownVersion
from cockpit.link.look import Look
from cockpit.link.since import (
    current_on,
    last_monday,
    last_month_end,
    on_day,
    read,
    usual,
    year_ago,
)
from cockpit.settings import SHANGHAI
from cockpit.warehouse.lake import Version

TUESDAY = date(2022, 5, 31)


def committed(number, *at):
    return Version(number, number, datetime(*at, tzinfo=SHANGHAI), "office", "")


VERSIONS = [
    committed(1, 2022, 5, 20, 9),
    committed(2, 2022, 5, 30, 23, 59),
    committed(3, 2022, 5, 31),
]


def asked(as_of="2022-05-31", shown=3, **query):
    return read({name: [value] for name, value in query.items()}, Look(on(as_of)), VERSIONS, shown)


def test_the_monday_is_that_before_the_week_of_the_day():
    # the week of Monday 30 May to Sunday 5 June
    for day in (date(2022, 5, 30), TUESDAY, date(2022, 6, 4), date(2022, 6, 5)):
        assert last_monday(day) == date(2022, 5, 23)
    assert last_monday(date(2022, 6, 6)) == date(2022, 5, 30)
    assert last_monday(date(2022, 1, 5)) == date(2021, 12, 27)


def test_last_month_end():
    assert last_month_end(TUESDAY) == date(2022, 4, 30)
    assert last_month_end(date(2022, 1, 31)) == date(2021, 12, 31)


def test_a_year_ago_of_a_months_last_day_is_one_too():
    assert year_ago(date(2022, 5, 30)) == date(2021, 5, 30)
    assert year_ago(date(2025, 2, 28)) == date(2024, 2, 29)
    assert year_ago(date(2024, 2, 29)) == date(2023, 2, 28)
    assert year_ago(date(2022, 12, 31)) == date(2021, 12, 31)
    assert year_ago(date(2024, 2, 28)) == date(2023, 2, 27)  # both are cut at the end of January


def test_a_day_is_seen_in_the_version_current_at_its_end():
    assert current_on(VERSIONS, date(2022, 5, 30)).number == 2
    assert current_on(VERSIONS, date(2022, 5, 29)).number == 1
    assert current_on(VERSIONS, date(2022, 5, 19)) is None


def test_the_usual_is_the_monday_before_by_its_date_in_its_version():
    found = asked()
    assert (found.against, found.day, found.version) == ("较 5 月 23 日", date(2022, 5, 23), 1)
    assert asked(since="lastmonday") == found


def usual_on(as_of, *same):
    """The usual comparison where nothing differs from the days of ``same``."""
    return usual(as_of, VERSIONS, 3, lambda base: numbers.iso(base.day) not in same)


def test_the_usual_is_never_one_that_nothing_could_differ_from():
    found = usual_on(TUESDAY, "2022-05-23")
    assert (found.code, found.day) == ("lastmonth", date(2022, 4, 30))
    said = "5 月 23 日与现在是同一版本、同一取数日，没有可比的，改为与上月末比"
    assert found.note.startswith(said)
    found = usual_on(TUESDAY, "2022-05-23", "2022-04-30")
    assert (found.code, found.day) == ("", date(2022, 3, 31))
    assert "改为与 2022-03-31 比" in found.note


def test_of_a_year_with_nothing_to_compare_the_monday_stays():
    found = usual(date(2022, 2, 8), VERSIONS, 3, lambda _: False)
    assert (found.code, found.day) == ("lastmonday", date(2022, 1, 31))
    assert "改为" not in found.note


def test_before_the_first_version_todays_stands_and_it_is_said():
    found = asked(since="lastmonth")
    assert (found.day, found.version) == (date(2022, 4, 30), 3)
    assert found.note == "2022-04-30 还没有数据版本，按现在的第 3 版比较"


def test_no_version_later_than_the_one_on_screen():
    assert asked(shown=1).version == 1


def test_a_version_of_ones_own_is_of_the_same_day_unless_a_day_is_named():
    assert (asked(since_version="1").day, asked(since_version="1").version) == (TUESDAY, 1)
    found = asked(since="2022-05-25", since_version="3")
    assert (found.name, found.day, found.version) == ("2022-05-25", date(2022, 5, 25), 3)
    assert found.is_pinned
    assert not asked(since="2022-05-25").is_pinned


def test_a_version_that_there_is_not_is_said_of_its_own_parameter():
    with pytest.raises(UnknownVersion) as said:
        asked(since_version="99")
    assert said.value.where == "since_version="
    assert asked(since_version="0").version == 0  # the empty store


def test_two_values_are_refused():
    with pytest.raises(BadLink, match="只能有一个"):
        read({"since": ["lastmonday", "lastmonth"]}, Look(on("2022-05-31")), VERSIONS, 3)


@pytest.mark.parametrize(
    "query",
    [
        {"since": "gestern"},
        {"since": "2022-06-01"},
        {"since": "0001-01-01"},
        {"since_version": "x"},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_said(query):
    with pytest.raises(BadLink):
        asked(**query)


def test_a_day_named_by_code_has_its_name():
    assert on_day("lastyear", date(2021, 5, 31), VERSIONS, 3, TUESDAY).name == "上年同期"


def test_a_monday_of_another_year_has_its_year():
    january = date(2022, 1, 5)
    name = on_day("lastmonday", last_monday(january), VERSIONS, 3, january).name
    assert name == "2021 年 12 月 27 日"
