"""Upkeep: small files become one, versions stay as they are, and what nobody reads is cleared."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from cockpit.__main__ import main
from cockpit.errors import LakeBusy, NotFound, Refused, UnknownVersion
from cockpit.intake import undoing
from cockpit.link import since, values
from cockpit.settings import ROOT
from cockpit.warehouse import manifest
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake
from tests.faults.damage import content
from tests.older import set_back

DAYS = 6


@pytest.fixture(scope="module")
def six(tmp_path_factory):
    """A lake of six loads, each a file of its own: no load is small enough for the catalogue."""
    lake = new_lake(tmp_path_factory.mktemp("six") / "lake")
    for day in range(1, DAYS + 1):
        with lake.change("甲", f"第 {day} 天") as con:
            con.execute(
                "insert into fact_note select ? || range::varchar, 'x' from range(3000)",
                [f"{day}-"],
            )
    with lake.change("甲", "删去一部分") as con:
        con.execute("delete from fact_note where fact_id like '1-1%'")
    lake.close()
    return lake.folder


@pytest.fixture
def lake(six, tmp_path):
    return Lake(shutil.copytree(six, tmp_path / "lake"))


def held(lake):
    """What each version says."""
    return {
        version: sorted(dict(lake.tables_at(version))["fact_note"].column("fact_id").to_pylist())
        for version in range(1, DAYS + 2)
    }


def parquet(lake):
    return {path.name for path in lake.files.rglob("*.parquet")}


def test_files_become_fewer_and_no_version_changes(lake):
    before, newest = held(lake), lake.newest()
    assert [len(rows) for rows in before.values()][:2] == [3000, 6000]
    done = lake.tidy()
    assert done.after.files < done.before.files
    assert (held(lake), lake.newest()) == (before, newest)
    assert held(Lake(lake.folder)) == before
    assert not lake.prove().wrong


def test_a_merged_file_stays_for_who_reads_it_and_goes_later(lake):
    before = parquet(lake)
    assert lake.tidy().cleared == 0
    assert before <= parquet(lake)
    done = lake.tidy(unread=timedelta(0))
    assert done.cleared > 0
    assert len(parquet(lake)) == done.after.files < len(before)
    assert held(lake)[1] == held(Lake(lake.folder))[1]
    assert not lake.prove().wrong


def test_a_reader_that_was_open_reads_on(lake):
    open_before = Lake(lake.folder)
    said = held(open_before)
    lake.tidy()
    lake.tidy(unread=timedelta(0))
    assert held(open_before) == said


def test_a_tidied_lake_is_backed_up_restored_and_loaded(lake, tmp_path):
    lake.backup(tmp_path / "copy")
    said = held(lake)
    lake.tidy()
    lake.tidy(unread=timedelta(0))
    lake.backup(tmp_path / "copy")
    other = Lake(tmp_path / "elsewhere")
    other.restore(tmp_path / "copy")
    assert held(other) == said
    with lake.change("乙", "又一天") as con:
        con.execute("insert into fact_note values ('n', 'y')")
    assert len(dict(lake.tables_at(DAYS + 2))["fact_note"]) == len(said[DAYS + 1]) + 1
    assert held(lake) == said


def test_who_writes_is_waited_for(lake):
    other = Lake(lake.folder, patience=0.1)
    with lake.change("甲", "还没写完"), pytest.raises(LakeBusy):
        other.tidy()


def test_the_command_says_what_it_did(lake, monkeypatch, capsys):
    monkeypatch.setenv("COCKPIT_LAKE", str(lake.folder))
    assert main(["tidy"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("数据文件 ")
    assert "各版数据不变" in said
    main(["tidy"])
    first = capsys.readouterr().out.split("；")[0]
    assert first.split(" ")[1] == first.split(" ")[3]  # nothing left to merge


MINE, FIELD = "甲", "现场填报"
OLD = timedelta(days=30)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Eleven versions: loads of a person and batches from sites, two months ago and today.

    Days (Asia/Shanghai) by version: 1 load, 2–4 batches on the first day; 5 a load, 6 and 7 batches
    on the second, a meeting is held with 6; 8 and 9 batches on the third; 10 and 11 today.
    """
    lake = new_lake(tmp_path_factory.mktemp("made") / "lake")
    for number in range(1, 12):
        with lake.change(MINE if number in {1, 5} else FIELD, f"第 {number} 次") as con:
            con.execute(
                "insert into fact_note select ? || range::varchar, 'x' from range(5)",
                [f"{number}-"],
            )
            if number == 10:
                con.execute("insert into meeting values ('M', date '2022-06-06', null, 6, null)")
    today = datetime.now(UTC)
    first = (today - timedelta(days=60)).replace(hour=1)  # nine o'clock in Shanghai
    days = {1: 0, 2: 0, 3: 0, 4: 0, 5: 1, 6: 1, 7: 1, 8: 2, 9: 2}
    set_back(lake, {n: first + timedelta(days=day, minutes=n) for n, day in days.items()})
    return lake.folder


@pytest.fixture
def reported(made, tmp_path):
    return Lake(shutil.copytree(made, tmp_path / "lake"))


def kept(lake):
    return [version.number for version in lake.versions()]


def notes(lake):
    return {
        number: sorted(dict(lake.tables_at(number))["fact_note"].column("fact_id").to_pylist())
        for number in kept(lake)
    }


def test_only_batches_from_sites_that_nobody_can_want_are_dropped(reported):
    """2, 3, 8: in the middle of a day. 4, 7, 9 are a day's last, 5 a person's, 6 a meeting's."""
    said, compared = notes(reported), days_end(reported)
    done = reported.tidy(keep=OLD)
    assert done.dropped == (2, 3, 8)
    assert (done.before.versions, done.after.versions) == (11, 8)
    assert kept(reported) == [1, 4, 5, 6, 7, 9, 10, 11]
    assert notes(reported) == {number: said[number] for number in kept(reported)}
    assert notes(Lake(reported.folder)) == notes(reported)
    assert days_end(reported) == compared
    assert not reported.prove().wrong
    assert reported.tidy(keep=OLD).dropped == ()


def days_end(lake):
    """Which version each day is compared in."""
    days = [datetime.now(UTC).date() - timedelta(days=back) for back in range(70)]
    found = [since.current_on(lake.versions(), day) for day in days]
    return [version and version.number for version in found]


def test_nothing_is_dropped_unless_it_is_asked_for(reported):
    assert reported.tidy().dropped == ()
    assert len(kept(reported)) == 11
    assert reported.tidy(keep=timedelta(days=90)).dropped == ()


def test_a_clock_that_went_back_drops_no_version_that_a_day_is_compared_in(reported):
    """11 was made with the clock at the first day: since then that day is compared in it."""
    moments = {v.number: v.at for v in reported.versions()}
    set_back(reported, {11: moments[3]})
    lake = Lake(reported.folder)
    compared = days_end(lake)
    lake.tidy(keep=OLD)
    assert 11 in kept(lake)
    assert days_end(lake) == compared


def test_what_a_version_that_stays_wrote_is_told_where_it_can_be(reported):
    reported.tidy(keep=OLD)
    told = {version.number: version.has_before for version in reported.versions()}
    assert told == {1: True, 4: False, 5: True, 6: True, 7: True, 9: False, 10: True, 11: True}
    assert undoing.look(reported, 5).tables == (undoing.Back("fact_note", 5, 0, 0),)
    with pytest.raises(Refused, match="第 4 版之前的那一版不再保留"):
        undoing.look(reported, 4)
    with pytest.raises(NotFound, match="第 3 版不再保留"):
        undoing.look(reported, 3)


def test_a_link_to_a_dropped_version_names_the_nearest(reported):
    reported.tidy(keep=OLD)
    with pytest.raises(UnknownVersion) as said:
        reported.version(2)
    assert said.value.what == "第 2 版不再保留：整理时清掉了，或恢复备份时换掉了"
    assert said.value.nearest == 4
    assert "把链接里的 version=2 改成 version=4" in said.value.way_out
    with pytest.raises(UnknownVersion, match="没有第 12 版数据，最新是第 11 版"):
        reported.version(12)
    link = values.nearest(said.value, {"version": ["2"], "class": ["a", "b"]})
    assert link == (("?version=4&class=a&class=b", "看第 4 版"),)


def test_a_projects_history_tells_a_dropped_version_with_the_next(tmp_path):
    lake = new_lake(tmp_path / "lake")
    for number in range(1, 5):
        with lake.change(FIELD, "一批") as con:
            con.execute("insert into visit values ('P1', ?, 'team', '甲')", [f"2022-01-0{number}"])
    moment = datetime.now(UTC) - timedelta(days=60)
    set_back(lake, dict.fromkeys((1, 2, 3), moment))
    lake = Lake(lake.folder)
    lake.tidy(keep=OLD)
    assert kept(lake) == [1, 3, 4]
    found = lake.changes("visit", "project_id", "P1")
    assert [(one.version, one.row["on_date"].day) for one in found] == [
        (1, 1),
        (3, 2),
        (3, 3),
        (4, 4),
    ]


def test_a_trial_says_the_same_and_changes_nothing(reported):
    before = content(reported.folder)
    tried = reported.tidy_tried(keep=OLD)
    assert content(reported.folder) == before
    done = reported.tidy(keep=OLD)
    assert (tried.dropped, tried.before) == (done.dropped, done.before)
    assert (tried.after.versions, tried.cleared) == (done.after.versions, done.cleared)


def test_rows_that_lay_in_the_catalogue_go_into_files_and_it_becomes_smaller(tmp_path):
    lake = new_lake(tmp_path / "lake")
    for number in range(12):
        with lake.change(FIELD, "一批") as con:
            con.execute(
                "insert into fact_note select ? || range, repeat('字', 3000) from range(9)",
                [f"{number}-"],
            )
    assert parquet(lake) == set()
    said = notes(lake)
    done = lake.tidy()
    assert done.after.catalogue < done.before.catalogue / 2
    assert len(parquet(lake)) == done.after.files >= 1
    assert notes(lake) == said
    assert not lake.prove().wrong


def test_what_a_killed_load_left_is_cleared_after_a_day(lake):
    folder = next(lake.files.rglob("*.parquet")).parent
    old, new = folder / "ducklake-old.parquet", folder / "ducklake-new.parquet"
    for path in (old, new):
        path.write_bytes(b"half")
    day_ago = time.time() - 90_000
    os.utime(old, (day_ago, day_ago))
    assert lake.tidy_tried().unfinished == 1
    assert lake.tidy().unfinished == 1
    assert (old.exists(), new.exists()) == (False, True)
    assert not lake.prove().wrong


STEPS = ("FLUSH", "MERGE", "expire", "unread", "_unfinished", "shrink")


@pytest.mark.parametrize("step", STEPS)
def test_upkeep_killed_after_any_step_leaves_a_whole_store(reported, step):
    """The manifest is written at the end: until then the catalogue is another than it says."""
    said = notes(reported)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(reported.folder), step], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    lake = Lake(reported.folder)
    lake.verify()
    assert set(kept(lake)) in ({*range(1, 12)}, {*range(1, 12)} - {2, 3, 8})
    assert notes(lake) == {number: said[number] for number in kept(lake)}
    lake.tidy(keep=OLD)
    assert kept(lake) == [1, 4, 5, 6, 7, 9, 10, 11]
    assert notes(lake) == {number: said[number] for number in kept(lake)}
    assert not manifest.read(lake.folder).in_upkeep


KILLED = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from cockpit.warehouse import catalogue, upkeep
from cockpit.warehouse.lake import Lake

step = sys.argv[2]

def then_killed(do):
    def killed(*told):
        do(*told)
        os.kill(os.getpid(), signal.SIGKILL)
    return killed

if step == "shrink":
    catalogue.FREE = 10**6
    catalogue.shrink = then_killed(catalogue.shrink)
elif step in {"expire", "unread"}:
    setattr(upkeep, step, then_killed(getattr(upkeep, step)))
elif step == "_unfinished":
    Lake._unfinished = then_killed(Lake._unfinished)
else:  # the next statement is the first that is not carried out
    setattr(upkeep, step, getattr(upkeep, step) + "; select kill_here()")
    from cockpit.warehouse import ground as lakes
    attach = lakes.attach
    def attached(con, *more):
        attach(con, *more)
        kill = lambda: os.kill(os.getpid(), signal.SIGKILL)
        con.create_function("kill_here", kill, [], "integer", side_effects=True)
    lakes.attach = attached
Lake(Path(sys.argv[1])).tidy(keep=timedelta(days=30))
"""


def test_a_reader_beside_upkeep_never_hears_of_damage(reported):
    heard, done = [], threading.Event()

    def look():
        own = Lake(reported.folder)
        while not done.is_set():
            try:
                own.newest()
                own.verify()
            except Exception as problem:
                heard.append(str(problem))
            time.sleep(0.05)
        own.close()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(3):
            reported.tidy(timedelta(0), keep=OLD)
            with reported.change(FIELD, "一批") as con:
                con.execute("insert into fact_note select range::varchar, 'x' from range(5)")
    finally:
        done.set()
        looking.join()
    assert heard == []
