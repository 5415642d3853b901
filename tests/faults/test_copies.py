"""Backups and their restoring: proved, whole or refused, and what was there stays."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from cockpit.__main__ import main
from cockpit.errors import BadBackup, LakeBusy, Refused, StoreBroken
from cockpit.warehouse import copies, manifest
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake
from tests.faults.damage import DAMAGES, content, small_files, three_versions


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The folder of a store of three versions, and beside it a backup of it."""
    folder = tmp_path_factory.mktemp("whole")
    lake = three_versions(new_lake(folder / "lake"))
    lake.backup(folder / "copy")
    lake.close()
    return folder


@pytest.fixture
def lake(whole, tmp_path):
    shutil.copytree(whole / "lake", tmp_path / "lake")
    lake = Lake(tmp_path / "lake")
    yield lake
    lake.close()


@pytest.fixture
def copy(whole, tmp_path):
    return shutil.copytree(whole / "copy", tmp_path / "copy")


def add_domain(lake, name):
    with lake.change("甲", f"加 {name}") as con:
        con.execute("insert into domain values (?, date '2022-01-01', 1, 'assumed')", [name])


def domains(lake, number):
    return sorted(dict(lake.tables_at(number))["domain"].column("domain").to_pylist())


def test_a_backup_has_a_manifest_with_the_hash_of_each_file(copy):
    said = json.loads((copy / "manifest.json").read_text("utf-8"))
    parquet = {p.relative_to(copy / "files").as_posix(): p for p in copy.rglob("*.parquet")}
    assert len(parquet) == 2
    assert said["files"] == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in parquet.items()
    }
    catalogue = copy / said["catalogue"]
    assert said["sha256"] == hashlib.sha256(catalogue.read_bytes()).hexdigest()
    assert said["version"] == 3


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_backup_is_refused_and_the_store_stays(
    lake, copy, tmp_path, monkeypatch, capsys, name
):
    monkeypatch.setenv("COCKPIT_LAKE", str(lake.folder))
    DAMAGES[name][0](copy)
    before = content(lake.folder)
    assert main(["restore", str(copy), "--yes"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("备份不可用：")
    assert "办法：换一份备份" in said
    assert content(lake.folder) == before


def test_a_backup_without_its_manifest_is_none(lake, copy):
    (copy / "manifest.json").unlink()
    with pytest.raises(BadBackup, match="没有备份"):
        lake.restore(copy)


def test_a_catalogue_that_names_a_file_outside_is_refused(lake, copy):
    """With the hash of the changed catalogue in its manifest, as whoever made it would write."""
    said = json.loads((copy / "manifest.json").read_text("utf-8"))
    catalogue = copy / said["catalogue"]
    with closing(sqlite3.connect(catalogue)) as con, con:
        con.execute("update ducklake_data_file set path = '../../../../secret.parquet'")
    said["sha256"] = hashlib.sha256(catalogue.read_bytes()).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(said), "utf-8")
    with pytest.raises(BadBackup, match="备份的目录库坏了"):
        lake.restore(copy)


def test_a_backup_is_read_back_before_it_is_called_done(lake, tmp_path, monkeypatch):
    """A disk that keeps other bytes than were written: nothing is left of the backup."""

    def spoil(source, target):
        target.write_bytes(source.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(copies.shutil, "copyfile", spoil)
    with pytest.raises(StoreBroken, match="数据文件有问题"):
        lake.backup(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_backup_that_fails_leaves_the_one_before(lake, copy, monkeypatch):
    before = content(copy)
    with lake.change("甲", "再三千行") as con:
        con.execute("insert into fact_note select 'n' || range, 'y' from range(3000)")
    with monkeypatch.context() as patch:
        patch.setattr(copies, "_prove", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            lake.backup(copy)
    assert content(copy) == before
    assert lake.backup(copy) == 4
    assert len(list(copy.glob("catalog-*.sqlite"))) == 1
    assert copies.inspect(copy).version == 4


def test_a_backup_over_a_damaged_one_makes_it_whole(lake, copy):
    for damage in ("data file with one bit flipped", "catalogue zeroed", "manifest garbled"):
        DAMAGES[damage][0](copy)
    lake.backup(copy)
    assert copies.inspect(copy).version == 3


def test_a_backup_into_another_lake_is_refused(lake, tmp_path):
    other = new_lake(tmp_path / "other")
    before = content(other.folder)
    with pytest.raises(Refused, match="那里是一个湖"):
        lake.backup(other.folder)
    assert content(other.folder) == before


def test_two_backups_into_one_folder_take_turns(lake, copy):
    with copies.FileLock(copy / "backup.lock"), pytest.raises(LakeBusy, match="另一个备份"):
        lake.backup(copy)


def test_without_room_a_backup_says_so_and_leaves_nothing(lake, copy, tmp_path, monkeypatch):
    with lake.change("甲", "一兆") as con:
        con.execute("insert into fact_note select md5(range::varchar), 'z' from range(40000)")
    before = content(copy)
    with small_files(700_000):
        for target in (copy, tmp_path / "another"):
            with pytest.raises(OSError, match="File too large"):
                lake.backup(target)
    assert content(copy) == before
    assert not (tmp_path / "another").exists()


def test_without_room_a_restore_leaves_what_was_there(lake, tmp_path):
    with lake.change("甲", "一兆") as con:
        con.execute("insert into fact_note select md5(range::varchar), 'z' from range(40000)")
    lake.backup(tmp_path / "large")
    other = three_versions(new_lake(tmp_path / "other"))
    before = content(other.folder)
    with small_files(700_000), pytest.raises(OSError, match="File too large"):
        other.restore(tmp_path / "large")
    assert content(other.folder) == before
    assert other.restore(tmp_path / "large") == 5
    other.prove()


def test_without_room_a_load_says_so_and_leaves_nothing(lake):
    before = content(lake.folder)
    with (
        small_files(700_000),
        pytest.raises(Refused, match="文件超过了允许的大小"),
        lake.change("甲", "一兆") as con,
    ):
        con.execute("insert into fact_note select md5(range::varchar), 'z' from range(40000)")
    assert content(lake.folder) == before
    add_domain(lake, "交通")
    assert lake.newest() == 4


def test_a_restore_broken_off_leaves_what_was_there(lake, copy, monkeypatch):
    add_domain(lake, "交通")
    before = content(lake.folder)
    monkeypatch.setattr(copies, "_fold", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        lake.restore(copy)
    assert content(lake.folder) == before
    assert domains(lake, 4) == ["交通", "水利"]


def test_a_number_given_out_by_a_store_that_was_lost_is_not_given_out_again(lake, copy):
    """Version 5 of the damaged store may be on a wall: the restored one is 6."""
    for name in ("交通", "能源"):
        add_domain(lake, name)
    DAMAGES["catalogue zeroed"][0](lake.folder)
    assert lake.restore(copy) == 6


def test_what_a_killed_writer_left_in_the_journal_counts(lake, tmp_path):
    """A commit that lies in the -wal only: a backup and readers have it."""
    with closing(sqlite3.connect(lake.catalogue)) as con:
        con.execute("pragma wal_autocheckpoint = 0")
        with con:
            con.execute(
                "insert into ducklake_snapshot select snapshot_id + 1, snapshot_time,"
                " schema_version, next_catalog_id, next_file_id from ducklake_snapshot"
                " order by snapshot_id desc limit 1"
            )
            con.execute(
                "insert into ducklake_snapshot_changes select max(snapshot_id) + 1, '', '甲', '',"
                """ '{"served": true, "data_version": 4}' from ducklake_snapshot_changes"""
            )
        assert lake.catalogue.with_name("catalog.sqlite-wal").stat().st_size
        assert lake.newest() == 4
        assert lake.backup(tmp_path / "copy") == 4
    assert copies.inspect(tmp_path / "copy").version == 4


def test_a_commit_whose_manifest_was_not_written_is_no_damage(lake, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(manifest, "write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            add_domain(lake, "交通")
    assert domains(Lake(lake.folder), 4) == ["交通", "水利"]
    add_domain(lake, "能源")
    assert manifest.read(lake.folder).version == 5


def test_a_clock_that_goes_back_changes_no_order(lake, tmp_path):
    """Version 3 was made "tomorrow"; the next one, made now, is the newest all the same."""
    with closing(sqlite3.connect(lake.catalogue)) as con, con:
        con.execute(
            "update ducklake_snapshot set snapshot_time = '2099-01-01 00:00:00+00'"
            " where snapshot_id = (select max(snapshot_id) from ducklake_snapshot)"
        )
    (lake.folder / "manifest.json").unlink()
    add_domain(lake, "交通")
    assert [version.number for version in lake.versions()] == [1, 2, 3, 4]
    assert lake.versions()[-1].at < lake.versions()[-2].at
    assert domains(lake, lake.newest()) == ["交通", "水利"]
    assert domains(lake, 3) == ["水利"]
    lake.backup(tmp_path / "copy")
    assert lake.restore(tmp_path / "copy") == 5
