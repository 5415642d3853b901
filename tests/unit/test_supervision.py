"""日督导 from a page: registered under a number of its day, put right once, taken back like any."""

from datetime import date

import pytest

from cockpit.errors import LoadRefused, NotFound, Refused
from cockpit.intake import supervision
from cockpit.intake.supervision import Found
from tests.conftest_gate import new_lake, rows

ON, TODAY = date(2022, 5, 30), date(2022, 5, 31)


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    with lake.change("先前", "先前") as con:
        con.execute(
            "insert into project (project_id, valid_from, name) values ('P1', '2022-01-01', '甲')"
        )
    yield lake
    lake.close()


def register(lake, on=ON, project="P1", finding="围挡有缺口", **more):
    return supervision.register(lake, Found(on, project, finding, **more), "李", today=TODAY)


def test_what_was_found_is_a_row_with_a_number_of_its_day(lake):
    version = register(lake, due_on=date(2022, 6, 2))
    register(lake, organisation=" 乙局 ")
    register(lake, on=TODAY)
    assert lake.version(version).author == "李"
    held = {row["item_id"]: row for row in rows(lake, "supervision_item")}
    assert [*held] == ["20220530-01", "20220530-02", "20220531-01"]
    assert held["20220530-01"]["due_on"] == date(2022, 6, 2)
    assert held["20220530-02"]["organisation"] == "乙局"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": date(2022, 6, 1)}, "在今天之后"),
        ({"due_on": date(2022, 5, 29)}, "早于督导"),
        ({"project": "P9"}, "没有这个项目"),
    ],
)
def test_what_cannot_be_is_refused(lake, said, words):
    with pytest.raises((Refused, NotFound)) as refusal:
        register(lake, **said)
    assert words in refusal.value.what
    assert rows(lake, "supervision_item") == []


def test_without_words_nothing_is_registered(lake):
    with pytest.raises(LoadRefused) as refusal:
        register(lake, finding="  ")
    assert refusal.value.faults[0].column == "发现问题"


def test_it_is_put_right_once_after_it_was_found_and_not_tomorrow(lake):
    register(lake)
    with pytest.raises(Refused, match="在今天之后"):
        supervision.close(lake, "20220530-01", date(2022, 6, 1), "李", today=TODAY)
    with pytest.raises(LoadRefused):
        supervision.close(lake, "20220530-01", date(2022, 5, 29), "李", today=TODAY)
    version = supervision.close(lake, "20220530-01", TODAY, "王", today=TODAY)
    assert lake.version(version).author == "王"
    (row,) = rows(lake, "supervision_item")
    assert row["done_on"] == TODAY
    with pytest.raises(Refused, match="2022-05-31 已经整改"):
        supervision.close(lake, "20220530-01", TODAY, "李", today=TODAY)


def test_an_unknown_number_is_said(lake):
    with pytest.raises(NotFound):
        supervision.close(lake, "x", TODAY, "李", today=TODAY)
