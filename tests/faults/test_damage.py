"""A damaged store, in every way, met by commands, by a cold server and by a running one."""

import asyncio
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.errors import StoreBroken
from cockpit.settings import ROOT
from cockpit.warehouse import catalogue as catalogues
from cockpit.warehouse import store as stores
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.store import Store
from cockpit.web.server import live as lives
from cockpit.web.server import rarely as rarely_said
from cockpit.web.server import store as opened
from cockpit.web.server.live import Live
from tests.conftest_gate import new_lake, write
from tests.faults.damage import DAMAGES, account, content, three_versions
from tests.pages.reading import Client, run_async, served

COMMANDS = (
    ["history"],
    ["check"],
    ["check", "--store"],
    ["fill"],
    ["load", "{tmp}/project.csv"],
    ["set", "domain", "水利", "position", "2", "--reason", "试"],
    ["reconcile"],
    ["backup", "{tmp}/another"],
    ["tidy", "--dry-run"],
    ["tidy"],
    ["start-real", "--yes"],
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The folder of a store of three versions, and beside it a backup of it."""
    folder = tmp_path_factory.mktemp("whole")
    lake = three_versions(new_lake(folder / "lake"))
    lake.backup(folder / "copy")
    lake.close()
    return folder


@pytest.fixture
def folder(whole, tmp_path, monkeypatch):
    """A copy of the store, which the settings name."""
    shutil.copytree(whole / "lake", tmp_path / "lake")
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "lake"))
    write(tmp_path, "project.csv", "project_id,valid_from,name\nR1,2022-01-01,一\n")
    return tmp_path / "lake"


@pytest.mark.parametrize("name", DAMAGES)
def test_every_command_says_what_is_damaged_and_the_way_out(folder, tmp_path, capsys, name):
    damage, says = DAMAGES[name]
    damage(folder)
    before = content(folder)
    for command in COMMANDS:
        assert main([word.replace("{tmp}", str(tmp_path)) for word in command]) == 1, command
        said = "".join(capsys.readouterr())
        assert "出了意外" not in said, command
        assert says in said, command
        assert "办法：用好的备份恢复：python -m cockpit restore" in said, command
    assert content(folder) == before
    assert not (tmp_path / "another").exists()


@pytest.fixture
def client():
    return Client(served())


@pytest.mark.parametrize("name", DAMAGES)
def test_a_cold_server_says_it(folder, client, name):
    damage, says = DAMAGES[name]
    damage(folder)
    wall = client.get("/wall")
    assert (wall.status_code, says in wall.text) == (503, True)
    assert "python -m cockpit restore" in wall.text
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (503, "数据存储不可用")
    assert says in ready.json()["what"]
    assert client.get("/healthz").status_code == 200  # nobody is to end it


async def until(true, within: float = 20.0) -> None:
    async with asyncio.timeout(within):
        while not true():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_running_server_serves_on_says_so_and_comes_back(
    folder, whole, client, monkeypatch, caplog, name
):
    monkeypatch.setattr(stores, "WHOLE", 0.0)
    watched = Store(Lake(folder))
    monkeypatch.setitem(opened._stores, folder, watched)
    server = Live(watched, lambda _: None, 0.01)
    caplog.set_level(logging.WARNING, lives.__name__)

    async def run():
        await server.start()
        held = watched.marts.latest()
        assert (held.version, watched.trouble) == (3, None)
        DAMAGES[name][0](folder)
        await until(lambda: watched.trouble)
        await asyncio.sleep(0.2)  # twenty looks more
        assert watched.current() is held
        assert [version.number for version in watched.lake.versions()] == [1, 2, 3]
        health = await asyncio.to_thread(client.get, "/readyz")
        assert (health.status_code, health.json()["version"]) == (503, 3)
        assert health.json()["status"] == server.trouble()["trouble"] == "数据存储不可用"
        assert len(caplog.records) == 1
        assert DAMAGES[name][1] in caplog.text
        await asyncio.to_thread(Lake(folder).restore, whole / "copy")
        await until(lambda: watched.trouble is None and server.version.startswith("4."))
        health = await asyncio.to_thread(client.get, "/readyz")
        assert (health.status_code, health.json()["version"]) == (200, 4)
        await server.close()
        assert main(["check", "--store"]) == 0
        assert dict(watched.lake.tables_at(4))["fact_note"].num_rows == 1500
        assert dict(watched.lake.tables_at(1))["fact_note"].num_rows == 3000

    run_async(run())
    assert caplog.messages[-1] == "数据存储恢复正常"
    watched.lake.close()


def test_a_store_whose_folder_is_gone_is_told_by_a_running_server(folder, monkeypatch):
    watched = Store(Lake(folder), polled=True)
    assert watched.look().version == 3
    shutil.rmtree(folder)
    assert watched.look().version == watched.current().version == 3
    assert watched.trouble.what == "湖的目录库不见了"
    watched.lake.close()


def test_a_damaged_earlier_version_leaves_the_newest_to_be_opened(folder, monkeypatch):
    lake = Lake(folder)
    with lake.change("甲", "三千行别的") as con:
        con.execute("delete from fact_note")
    DAMAGES["data file gone"][0](folder)
    assert "fact_note" in dict(lake.tables_at(4))
    with pytest.raises(StoreBroken, match="数据文件不见了"):
        dict(lake.tables_at(3))
    with pytest.raises(StoreBroken, match="数据文件不见了"):
        lake.verify()
    lake.close()


def test_a_store_from_before_there_were_manifests_is_read_to_be_checked(folder):
    (folder / "manifest.json").unlink()
    lake = Lake(folder)
    lake.verify()
    DAMAGES["data file zeroed"][0](folder)
    with pytest.raises(StoreBroken, match="行读不出来"):
        lake.verify()
    lake.close()


@pytest.mark.parametrize("place", ["catalog.sqlite", "."])
def test_a_store_that_may_not_be_written_says_so_and_stays(folder, tmp_path, place):
    """A load, a correction and upkeep on a catalogue, or in a folder, that is only to be read."""
    for path in (folder, *folder.rglob("*")) if place == "." else (folder / place,):
        path.chmod(path.stat().st_mode & 0o555)
    before = content(folder)
    commands = (
        ["load", str(tmp_path / "project.csv")],
        ["set", "domain", "水利|2022-01-01", "position", "2", "--reason", "试"],
        ["tidy"],
    )
    for command in commands:
        done = subprocess.run(
            [*account(), sys.executable, "-m", "cockpit", *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, command
        assert "没有执行：" in done.stderr, done.stderr
        assert "没有权限" in done.stderr, done.stderr
        assert str(folder) in done.stderr
        assert "办法：换一个能写的账户或文件夹" in done.stderr
    after = content(folder)
    for journal in catalogues.journals(Path("catalog.sqlite")):  # SQLite's, with no commit in it
        after.pop(journal, None)
    assert after == before
    lake = Lake(folder)
    assert (lake.newest(), lake.prove().wrong) == (3, {})
    lake.close()


LEFT_OPEN = """
import os, sys
from pathlib import Path
from cockpit.warehouse.lake import Lake
lake = Lake(Path(sys.argv[1]))
lake.newest()
os.kept = lake  # a module that outlives those which clear up
del lake
"""


def test_a_reader_left_open_ends_quietly_and_takes_its_copy_along(folder, tmp_path):
    """At an interpreter's end modules go before what still stands in them."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", LEFT_OPEN, str(folder)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(scratch.iterdir()) == []


def test_complaints_come_at_once_and_then_rarely(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(rarely_said, "monotonic", lambda: now[0])
    rarely, said = rarely_said.Rarely(), []
    for second in range(0, 86400):
        now[0] = float(second)
        if rarely.may_say("坏了"):
            said.append(second)
    # after 1, 2, 4, 8, 16, 32 minutes, then each hour
    assert said[:8] == [0, 60, 180, 420, 900, 1860, 3780, 7380]
    assert len(said) == 7 + (86400 - 3780 - 1) // 3600
    assert rarely.may_say("别的坏了")


@pytest.mark.parametrize("place", [".", "catalog.sqlite", "files"])
def test_a_store_that_may_not_be_read_says_so(folder, place):
    locked = folder / place
    mode = locked.stat().st_mode
    locked.chmod(0)
    try:
        for command in ("history", "fill", f"backup {folder.parent}/another"):
            done = subprocess.run(
                [*account(), sys.executable, "-m", "cockpit", *command.split()],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, "没有权限" in done.stderr) == (1, True), done.stderr
            assert "让运行本程序的账户能读湖的文件夹" in done.stderr
    finally:
        locked.chmod(mode)
