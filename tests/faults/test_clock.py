"""A clock that goes back: nothing accepted is lost, and what was said last stands."""

import os
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from cockpit.errors import LinkRefused
from cockpit.intake import collecting
from cockpit.settings import SHANGHAI
from cockpit.shared_links import SharedLinks
from cockpit.warehouse.inbox import Arrived, Inbox
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake, phoned, rows

PROJECT, DAY = "SL-2022-0039", date(2022, 6, 1)
EVENING = datetime(2022, 6, 1, 18)
SAID = {
    "is_working": True, "idle_reason": "", "workers": 9, "node": "主体施工", "text": "一层",
    "completed": "", "problem": None, "note": "", "photos": [],
}  # fmt: skip


def report(moment, text, *, kept=timedelta(0), project=PROJECT):
    """As the server has it: received at ``moment`` by its clock, ``kept`` by the phone."""
    content = {**SAID, "text": text}
    return Arrived(str(uuid4()), project, DAY, moment - kept, moment, content)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
def test_a_correction_by_a_clock_that_went_back_stands(demonstrated, tmp_path, back):
    """In one batch, and in one after the other."""
    for apart in (False, True):
        folder = shutil.copytree(demonstrated, tmp_path / f"lake-{apart}")
        lake, box = Lake(folder), Inbox(folder)
        box.put(report(EVENING, "二层"))
        if apart:
            collecting.collect(lake, box)
        box.put(report(EVENING - back, "三层"))
        collecting.collect(lake, box)
        assert len(phoned(lake)) == 2
        day = [
            row
            for row in rows(lake, "progress_report", lake.newest())
            if (row["project_id"], row["report_date"]) == (PROJECT, DAY)
        ]
        assert [row["image_progress"] for row in day] == ["主体施工：三层"]
        assert day[0]["received_at"] == EVENING  # the day was reported with its first report
        lake.close()


def test_reports_keep_their_order_and_other_days_their_time(tmp_path):
    """A phone that kept one for an hour, and another project, are as they were."""
    box = Inbox(tmp_path)
    first = box.put(report(EVENING, "一"))
    kept = box.put(report(EVENING + timedelta(minutes=5), "二", kept=timedelta(hours=1)))
    after = box.put(report(EVENING - timedelta(hours=2), "三", kept=timedelta(minutes=1)))
    other = box.put(report(EVENING - timedelta(hours=2), "四", project="P2"))
    assert (kept.received_at, kept.filled_at) == (
        EVENING + timedelta(minutes=5),
        EVENING - timedelta(minutes=55),
    )
    assert (after.received_at, after.filled_at) == (
        EVENING + timedelta(minutes=5),
        EVENING + timedelta(minutes=4),
    )
    assert other.received_at == EVENING - timedelta(hours=2)
    assert box.put(replace(first, received_at=EVENING - timedelta(days=1))) == first  # a retry
    assert [one.content["text"] for one in box.of_day(PROJECT, DAY)] == ["二", "一", "三"]


def test_a_lock_of_another_time_holds_nobody_up(tmp_path):
    lake = new_lake(tmp_path / "lake")
    for year in (1970, 2099):
        lock = lake.folder / "writer.lock"
        lock.touch()
        moment = datetime(year, 1, 2).timestamp()
        os.utime(lock, (moment, moment))
        with lake.change("甲", f"{year}") as con:
            con.execute("insert into fact_note values (?, 'x')", [str(year)])
    assert lake.newest() == 2
    lake.close()


def test_a_shared_link_ends_by_the_clock_and_no_key_is_made_anew(tmp_path):
    """It says its end itself: a clock that went back lets it live until then, and no longer."""
    links, now = SharedLinks(tmp_path), datetime.now(SHANGHAI).replace(microsecond=0)
    ended = links.key("/?a", now - timedelta(seconds=1))
    with pytest.raises(LinkRefused, match="过期"):
        links.require(ended, "/?a")
    later = links.key("/?a", now + timedelta(days=7))
    assert links.require(later, "/?a") == now + timedelta(days=7)
