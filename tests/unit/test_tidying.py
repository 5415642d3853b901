"""Upkeep: small files become one, versions stay as they are, and what nobody reads is cleared."""

from datetime import timedelta

import pytest

from cockpit.__main__ import main
from cockpit.errors import LakeBusy
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake

DAYS = 6


@pytest.fixture
def lake(tmp_path):
    """A lake of six loads, each a file of its own: no load is small enough for the catalogue."""
    lake = new_lake(tmp_path / "lake")
    for day in range(1, DAYS + 1):
        with lake.change("甲", f"第 {day} 天") as con:
            con.execute(
                "insert into fact_note select ? || range::varchar, 'x' from range(3000)",
                [f"{day}-"],
            )
    with lake.change("甲", "删去一部分") as con:
        con.execute("delete from fact_note where fact_id like '1-1%'")
    return lake


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
    assert done.after < done.before
    assert (held(lake), lake.newest()) == (before, newest)
    assert held(Lake(lake.folder)) == before
    assert not lake.prove().wrong


def test_a_merged_file_stays_for_who_reads_it_and_goes_later(lake):
    before = parquet(lake)
    assert lake.tidy().cleared == 0
    assert before <= parquet(lake)
    done = lake.tidy(unread=timedelta(0))
    assert done.cleared > 0
    assert len(parquet(lake)) == done.after < len(before)
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
    first = capsys.readouterr().out.split("，")[0]
    assert first.split(" ")[1] == first.split(" ")[3]  # nothing left to merge
