"""The lake: versions, one commit function, migrations, copies."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cockpit.errors import BadBackup, LakeBusy, Refused, UnknownVersion
from cockpit.settings import SHANGHAI
from cockpit.warehouse import copies
from cockpit.warehouse.lake import MIGRATIONS, Commit, Lake
from tests.conftest_gate import new_lake


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    yield lake
    lake.close()  # the next test gets its DuckDB: checking the extensions takes 0.14 s


def add_domain(lake, name, **options):
    with lake.change("甲", f"加 {name}", **options) as con:
        con.execute("insert into domain values (?, date '2022-01-01', 1, 'assumed')", [name])


def domains(lake, number):
    rows = dict(lake.tables_at(number)).get("domain")
    return sorted(rows.column("domain").to_pylist()) if rows else []


def test_folder_without_store_has_no_version(tmp_path):
    lake = Lake(tmp_path / "none")
    assert (lake.exists(), lake.newest(), list(lake.tables_at(0))) == (False, 0, [])


def test_creating_twice_changes_nothing(lake):
    before = lake.newest_snapshot()
    lake.create()
    assert lake.newest_snapshot() == before


def test_version_zero_has_no_row(lake):
    add_domain(lake, "水利")
    assert [(name, rows.num_rows) for name, rows in lake.tables_at(0)] == [("domain", 0)]


def test_the_record_of_migrations_is_no_data(lake):
    add_domain(lake, "水利")
    assert list(dict(lake.tables_at(1))) == ["domain"]


def test_a_commit_is_a_version_with_author_message_and_time(lake):
    add_domain(lake, "水利")
    (version,) = lake.versions()
    assert (version.number, version.author, version.message) == (1, "甲", "加 水利")
    assert version.at.tzinfo == SHANGHAI


def test_an_earlier_version_stays_as_it_was(lake):
    add_domain(lake, "水利")
    add_domain(lake, "交通")
    assert [domains(lake, n) for n in (0, 1, 2)] == [[], ["水利"], ["交通", "水利"]]


def test_a_commit_without_change_makes_no_version(lake):
    before = lake.newest_snapshot()
    with lake.change("甲", "没改") as con:
        con.execute("delete from domain where domain = '无'")
    assert (lake.newest(), lake.newest_snapshot()) == (0, before)


def test_an_exception_rolls_everything_back(lake):
    with pytest.raises(Exception, match="Could not convert"), lake.change("甲", "半途") as con:
        con.execute("insert into domain values ('水利', null, 1, null), ('交通', null, 'x', null)")
    assert (lake.newest(), domains(lake, 0)) == (0, [])


def test_a_commit_not_served_moves_the_snapshot_but_no_number(lake):
    add_domain(lake, "水利")
    before = lake.newest_snapshot()
    add_domain(lake, "交通", served=False)
    assert lake.newest() == 1
    assert lake.newest_snapshot() > before


def test_an_unknown_version_is_said_in_chinese(lake):
    with pytest.raises(UnknownVersion, match="没有第 9 版数据，最新是第 0 版"):
        lake.version(9)


def test_quotes_in_author_message_and_folder_are_only_text(tmp_path):
    lake = Lake(tmp_path / "王's 湖")
    lake.create()
    with lake.change("o'neil", "'); drop table domain; --") as con:
        con.execute("insert into domain values ('水利', null, 1, null)")
    assert lake.version(1).message == "'); drop table domain; --"


def test_another_lake_object_sees_a_commit_without_reopening(lake):
    reader = Lake(lake.folder)
    assert reader.newest() == 0
    add_domain(lake, "水利")
    assert (reader.newest(), domains(reader, 1)) == (1, ["水利"])


def test_second_writer_is_told_who_is_busy(lake):
    hasty = Lake(lake.folder, patience=0.1)
    with lake.change("甲", "长"), pytest.raises(LakeBusy, match="另一个导入正在写"):
        add_domain(hasty, "水利")


def test_threads_read_while_versions_are_made(lake):
    """Version n holds n rows of either table: a mixed version would show unequal counts."""
    with lake.change("甲", "两表都有行") as con:
        con.execute("insert into domain values ('水利', null, 1, null)")
        con.execute("insert into fact_note values ('a', '')")
    wrong, done = [], threading.Event()

    def read():
        while not done.is_set():
            newest = lake.newest()
            tables = dict(lake.tables_at(newest))
            counts = (newest, tables["domain"].num_rows, tables["fact_note"].num_rows)
            if len(set(counts)) != 1:
                wrong.append(counts)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(8):
        with lake.change("甲", str(n)) as con:
            con.execute("insert into domain values (?, null, 1, null)", [str(n)])
            con.execute("insert into fact_note values (?, '')", [str(n)])
    done.set()
    for reader in readers:
        reader.join()
    assert (wrong, lake.newest()) == ([], 9)


WRITER = """
import sys; from pathlib import Path; from cockpit.warehouse.lake import Lake
lake = Lake(Path(sys.argv[1])); lake.create()
for n in range(3):
    with lake.change(sys.argv[2], str(n)) as con:
        con.execute("insert into domain values (?, null, 1, null)", [sys.argv[2] + str(n)])
"""


def test_two_processes_make_the_store_and_write_in_turn(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path / "lake")]
    writers = [subprocess.Popen([*command, who]) for who in "ab"]
    assert [w.wait() for w in writers] == [0, 0]
    lake = Lake(tmp_path / "lake")
    assert [v.number for v in lake.versions()] == [1, 2, 3, 4, 5, 6]
    assert domains(lake, 6) == ["a0", "a1", "a2", "b0", "b1", "b2"]


def test_old_versions_open_after_a_later_migration(tmp_path):
    first, both = tmp_path / "first", tmp_path / "both"
    for folder in (first, both):
        folder.mkdir()
        for file in MIGRATIONS.glob("0001*.sql"):
            (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (both / "0002_ceremonies.sql").write_text(
        "create table ceremony (on_date date); alter table domain add column colour varchar;"
    )
    add_domain(old := _created(Lake(tmp_path / "lake", migrations=first)), "水利")
    lake = _created(Lake(tmp_path / "lake", migrations=both))
    assert lake.newest() == 1  # a migration is no data version
    assert "ceremony" not in dict(lake.tables_at(1))
    add_domain_coloured = "insert into domain values ('交通', null, 2, null, '蓝')"
    with lake.change("乙", "带颜色") as con:
        con.execute(add_domain_coloured)
        con.execute("insert into ceremony values (date '2022-02-01')")
    assert [domains(reader, 1) for reader in (lake, old)] == [["水利"], ["水利"]]
    assert "ceremony" in dict(old.tables_at(2))
    assert (tmp_path / "lake" / "before-0002_ceremonies.sqlite").is_file()


def _created(lake):
    lake.create()
    return lake


def test_who_writes_finds_the_tables_of_today(tmp_path):
    first, both = tmp_path / "first", tmp_path / "both"
    for folder in (first, both):
        folder.mkdir()
        for file in MIGRATIONS.glob("0001*.sql"):
            (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (both / "0002_ceremonies.sql").write_text("create table ceremony (on_date date);")
    add_domain(_created(Lake(tmp_path / "lake", migrations=first)), "水利")
    lake = Lake(tmp_path / "lake", migrations=both)  # nobody has made it today's
    with lake.change("乙", "集中开工") as con:
        con.execute("insert into ceremony values (date '2022-02-01')")
    assert (lake.newest(), "ceremony" in dict(lake.tables_at(2))) == (2, True)
    assert next(tmp_path.joinpath("lake").glob("before-0002*.sqlite"), None) is not None


def test_a_migration_that_fails_leaves_the_lake(tmp_path):
    (tmp_path / "0001.sql").write_text("create table a (x int); create table a (x int);")
    with pytest.raises(Exception, match="already exists"):
        Lake(tmp_path / "lake", migrations=tmp_path).create()
    assert not Lake(tmp_path / "lake").exists()


def test_restore_brings_the_rows_back_under_a_new_number(lake, tmp_path):
    many = "insert into fact_note select range::varchar, 'x' from range(3000)"
    with lake.change("甲", "三千行，成为 Parquet 文件") as con:
        con.execute(many)
    lake.backup(tmp_path / "copy")
    add_domain(lake, "水利")
    running = Lake(lake.folder)
    seen = running.newest_snapshot()
    assert domains(running, 2) == ["水利"]
    lake.restore(tmp_path / "copy")
    assert running.newest_snapshot() != seen
    assert (running.newest(), domains(running, 3)) == (3, [])
    assert dict(running.tables_at(3))["fact_note"].num_rows == 3000


def test_after_a_restore_the_lake_takes_commits_and_migrations(lake, tmp_path):
    add_domain(lake, "水利")
    lake.backup(tmp_path / "copy")
    running = Lake(lake.folder)
    with lake.change("甲", "改表") as con:
        con.execute("alter table domain add column colour varchar")
        con.execute("insert into domain values ('交通', null, 1, null, '蓝')")
    assert domains(running, 2) == ["交通", "水利"]
    lake.restore(tmp_path / "copy")
    add_domain(lake, "能源")
    assert domains(running, 4) == ["水利", "能源"]
    assert "colour" not in dict(running.tables_at(4))["domain"].column_names
    with pytest.raises(UnknownVersion):
        running.version(2)


def test_restore_into_an_empty_folder(lake, tmp_path):
    add_domain(lake, "水利")
    lake.backup(tmp_path / "copy")
    other = Lake(tmp_path / "elsewhere")
    other.restore(tmp_path / "copy")
    assert (other.newest(), domains(other, 2)) == (2, ["水利"])


def test_what_is_no_backup_is_refused(lake, tmp_path):
    with pytest.raises(BadBackup, match="没有备份"):
        lake.restore(tmp_path)
    (tmp_path / "manifest.json").write_text("not a manifest")
    with pytest.raises(BadBackup, match="清单坏了"):
        lake.restore(tmp_path)


def test_a_backup_that_lost_a_file_is_refused(lake, tmp_path):
    with lake.change("甲", "成文件") as con:
        con.execute("insert into fact_note select range::varchar, 'x' from range(3000)")
    lake.backup(tmp_path / "copy")
    next(Path(tmp_path / "copy").rglob("*.parquet")).unlink()
    with pytest.raises(BadBackup, match="数据文件不见了"):
        lake.restore(tmp_path / "copy")


def test_a_backup_that_lost_a_file_of_deletions_is_refused(lake, tmp_path):
    with lake.change("甲", "成文件") as con:
        con.execute("insert into fact_note select range::varchar, 'x' from range(3000)")
    with lake.change("甲", "删去一半") as con:
        con.execute("delete from fact_note where fact_id::integer % 2 = 0")
    lake.backup(tmp_path / "copy")
    (deletions,) = Path(tmp_path / "copy").rglob("*delete*.parquet")
    deletions.unlink()
    with pytest.raises(BadBackup, match="数据文件不见了"):
        lake.restore(tmp_path / "copy")


def test_a_backup_broken_off_leaves_the_one_before(lake, tmp_path, monkeypatch):
    add_domain(lake, "水利")
    lake.backup(tmp_path / "copy")
    with lake.change("甲", "成文件") as con:
        con.execute("insert into fact_note select range::varchar, 'x' from range(3000)")
    with monkeypatch.context() as patch:
        patch.setattr(copies.shutil, "copyfile", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            lake.backup(tmp_path / "copy")
    other = Lake(tmp_path / "elsewhere")
    assert other.restore(tmp_path / "copy") == 2
    assert domains(other, 2) == ["水利"]


@pytest.mark.parametrize("inside", [".", "files", "copy"])
def test_a_backup_into_the_lake_itself_is_refused(lake, inside):
    add_domain(lake, "水利")
    with pytest.raises(Refused, match="湖自己的文件夹"):
        lake.backup(lake.folder / inside)
    assert domains(lake, 1) == ["水利"]


def test_a_backup_of_another_lake_is_not_replaced(lake, tmp_path):
    add_domain(lake, "水利")
    lake.backup(tmp_path / "copy")
    other = _created(Lake(tmp_path / "other", migrations=lake.migrations))
    add_domain(other, "能源")
    with pytest.raises(Refused, match="另一个湖的备份"):
        other.backup(tmp_path / "copy")
    elsewhere = Lake(tmp_path / "elsewhere")
    elsewhere.restore(tmp_path / "copy")
    assert domains(elsewhere, 2) == ["水利"]
    elsewhere.backup(tmp_path / "copy")  # what came from a backup is the same lake


def test_the_lake_itself_is_no_backup(lake):
    add_domain(lake, "水利")
    with pytest.raises(BadBackup, match="湖自己的文件夹"):
        lake.restore(lake.folder)
    assert lake.newest() == 1


def test_a_change_hands_over_the_version_it_wrote(lake):
    commits = [Commit() for _ in range(3)]
    add_domain(lake, "水利", commit=commits[0])
    with lake.change("甲", "没改", commit=commits[1]) as con:
        con.execute("delete from domain where domain = '无'")
    add_domain(lake, "交通", served=False, commit=commits[2])
    assert [commit.version for commit in commits] == [1, None, None]
