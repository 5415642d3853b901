"""Deciding on a proposal: once, with a reason, after the quarter; taken back like any version."""

from datetime import date

import pytest

from cockpit.errors import LoadRefused, Refused
from cockpit.intake import verdicts
from cockpit.intake.corrections import Reason
from cockpit.intake.undoing import undo
from cockpit.intake.verdicts import Verdict
from tests.conftest_gate import new_lake, rows

QUARTER, TODAY = date(2022, 3, 31), date(2022, 4, 18)


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    yield lake
    lake.close()


def verdict(on=TODAY, reason="示例", is_accepted=True):
    return Verdict(QUARTER, "甲镇", "黄牌", on, is_accepted, reason)


def decide(lake, one):
    return verdicts.decide(lake, one, "李", today=TODAY)


def test_a_decision_is_a_row_and_a_version_with_its_author(lake):
    version = decide(lake, verdict())
    assert lake.version(version).author == "李"
    (row,) = rows(lake, "assessment_verdict")
    assert (row["body"], row["is_accepted"], row["decided_on"]) == ("甲镇", True, TODAY)


def test_it_is_decided_once_and_again_after_it_was_taken_back(lake):
    with lake.change("先前", "先前") as con:  # a first version cannot be taken back
        con.execute("insert into domain (domain, valid_from) values ('交通', '2022-01-01')")
    version = decide(lake, verdict())
    with pytest.raises(Refused, match="已经定为采纳"):
        decide(lake, verdict(is_accepted=False))
    undo(lake, version, Reason("李", "定错了"))
    decide(lake, verdict(is_accepted=False))
    (row,) = rows(lake, "assessment_verdict")
    assert row["is_accepted"] is False


@pytest.mark.parametrize(
    ("on", "words"), [(QUARTER, "还没有过完"), (date(2022, 4, 19), "在今天之后")]
)
def test_no_day_within_the_quarter_or_after_today(lake, on, words):
    with pytest.raises(Refused, match=words):
        decide(lake, verdict(on=on))
    assert rows(lake, "assessment_verdict") == []


def test_without_a_reason_nothing_is_decided(lake):
    with pytest.raises(LoadRefused) as refusal:
        decide(lake, verdict(reason="  "))
    assert refusal.value.faults[0].column == "理由"
    assert rows(lake, "assessment_verdict") == []
