"""A store moved from a folder to what machines share, and back: the same versions and feeds."""

import json
import shutil
from datetime import datetime

import pytest

from cockpit.__main__ import main
from cockpit.errors import CockpitError, Refused
from cockpit.keys import KeyRing
from cockpit.small_files import small_files
from cockpit.tables.contracts import TABLES
from cockpit.warehouse import moving, originals, photos
from cockpit.warehouse.inbox import Arrived, Inbox
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake

pytestmark = pytest.mark.slow
AT = datetime(2022, 6, 1, 9, 30)
PROJECT = "MOVED-1"


def said(lake):
    """All that a store says: its versions, the rows of each, and how they came to be."""
    versions = lake.versions()
    rows = {
        version.number: {
            name: sorted(map(str, table.to_pylist()))
            for name, table in lake.tables_at(version.number)
        }
        for version in versions
    }
    feeds = {
        table.name: lake.changes(table.name, "project_id", PROJECT)
        for table in TABLES.values()
        if "project_id" in table.columns
    }
    return versions, rows, feeds


def grown(lake):
    """Write versions of small tables and of a large one, with rows taken out again."""
    with lake.change("甲", "一份大的") as con:
        con.execute("insert into fact_note select range::varchar, '甲\t乙\\n' from range(3000)")
        con.execute(
            "insert into progress_report (project_id, report_date, completed_wan, received_at)"
            f" values ('{PROJECT}', '2022-05-31', 12.5, '2022-05-31 17:00:00.25')"
        )
    with lake.change("乙", "删去几行") as con:
        con.execute("delete from fact_note where fact_id like '1%'")
        con.execute(f"update progress_report set completed_wan = 13 where project_id = '{PROJECT}'")
    with lake.change("丙", "几行小的") as con:
        con.execute("insert into waiver (rule, key, reason) values ('a', 'b', null)")
    lake.close()
    originals.keep(lake.folder, b"as it came")
    photos.keep(lake.folder, b"picture")
    return lake.folder


@pytest.fixture
def folder(tmp_path):
    return grown(new_lake(tmp_path / "lake"))


def test_there_and_back_it_says_the_same(demonstrated, new_shared, tmp_path):
    folder = grown(Lake(shutil.copytree(demonstrated, tmp_path / "lake")))
    shared = new_shared()
    _, key = KeyRing(folder).create("一楼大厅")
    report = Arrived("r1", PROJECT, AT.date(), AT, AT, {"text": "浇筑"})
    Inbox(folder).put(report)
    before = said(Lake(folder))
    assert len(before[0]) == 4
    assert any(before[2].values())
    assert moving.move(folder, shared) == 4
    assert said(Lake(shared)) == before
    assert KeyRing(shared).require(key).name == "一楼大厅"
    assert Inbox(shared).all() == [report]
    assert originals.all_kept(shared) == originals.all_kept(folder)
    assert photos.content_of(shared, *photos_of(folder)) == b"picture"
    assert Lake(shared).prove().wrong == {}
    with Lake(shared).change("丁", "在那里写") as con:
        con.execute("delete from fact_note where fact_id = '2'")
    there = said(Lake(shared))
    back = tmp_path / "back"
    assert moving.move(shared, back) == 5
    assert said(Lake(back)) == there
    assert Inbox(back).all() == [report]
    assert Lake(back).prove().wrong == {}
    assert said(Lake(folder)) == before  # what was moved from is as it was
    with Lake(back).change("戊", "回来再写") as con:
        con.execute("delete from fact_note where fact_id = '3'")
    assert Lake(back).newest() == 6


def photos_of(folder):
    return [path.name for path in (folder / photos.FOLDER).iterdir()]


def test_where_a_store_lies_nothing_is_moved_to(folder, new_shared):
    shared = new_shared()
    Lake(shared).create()
    with pytest.raises(Refused, match="已经有一个存储"):
        moving.move(folder, shared)
    assert Lake(shared).newest() == 0
    Lake(folder).verify()


@pytest.mark.parametrize("step", ["write", "install", "forget"])
def test_a_move_that_was_broken_off_is_gone_on_with(folder, new_shared, monkeypatch, step):
    shared = new_shared()
    before = said(Lake(folder))
    its = type(Lake(shared).ground)
    whole, calls = getattr(its, step), []

    def broken(self, *what):
        calls.append(what)
        if step != "write" or len(calls) == 2:
            raise KeyboardInterrupt
        return whole(self, *what)

    with monkeypatch.context() as now:
        now.setattr(its, step, broken)
        with pytest.raises(KeyboardInterrupt):
            moving.move(folder, shared)
    if step != "forget":  # nobody makes another store of what lies there
        with pytest.raises(CockpitError, match="没有搬完"):
            Lake(shared).create()
    assert said(Lake(folder)) == before
    assert moving.move(folder, shared) == 3
    assert said(Lake(shared)) == before
    assert small_files(shared).read("moving.json") is None


def test_what_another_move_left_is_not_taken_over(folder, new_shared):
    shared = new_shared()
    Lake(shared).ground.make()
    small_files(shared).write("moving.json", json.dumps({"lake": "other"}).encode())
    with pytest.raises(Refused, match="另一个存储没有搬完"):
        moving.move(folder, shared)


def test_the_command_says_what_it_does(folder, new_shared, monkeypatch, capsys):
    new_shared()
    monkeypatch.setenv("COCKPIT_LAKE", str(folder))
    assert main(["move", "--to", "shared", "--yes"]) == 0
    assert "搬好了：第 3 版及以前" in capsys.readouterr().out
    assert main(["history"]) == 0
    assert "几行小的" in capsys.readouterr().out
    assert main(["move", "--to", "shared", "--yes"]) == 1
    assert "已经有一个存储" in capsys.readouterr().err
