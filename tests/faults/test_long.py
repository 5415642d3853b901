"""The long forms: real processes killed, in each other's way, and on a disk that is full."""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import timedelta

import pytest

from cockpit.settings import ROOT
from cockpit.warehouse import copies, mart
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake, write
from tests.faults.damage import DAMAGES, account, three_versions
from tests.serving import free_port, started

pytestmark = pytest.mark.slow
LOADS, SERVERS, UPKEEPS = 200, 50, 40
SEED = 12834
LOAD = """
import sys
from pathlib import Path
from cockpit.commands.sources import from_paths
from cockpit.intake import gate
from cockpit.warehouse.lake import Lake
lake = Lake(Path(sys.argv[1]))
print("ready", flush=True)
for file in sys.argv[2:]:
    print(gate.load(lake, from_paths([Path(file)]), author="测试").version, flush=True)
"""
ROWS = 3000  # of a load, so that it writes Parquet files


def report_file(folder, n):
    """3,000 reports of the project n, each of n 万元."""
    days = [f"{2013 + day // 300}-{1 + day % 12:02}-{1 + day // 12 % 25:02}" for day in range(ROWS)]
    lines = [f"P{n},{day},{n}" for day in days]
    text = "\n".join(["project_id,report_date,completed_wan", *lines])
    return write(folder, f"progress_report-{n}.csv", text)


def project_file(folder):
    lines = [f"P{n},2022-01-01,{n}" for n in range(LOADS + 100)]
    return write(folder, "project.csv", "\n".join(["project_id,valid_from,name", *lines]))


def loading(folder, *files):
    child = subprocess.Popen(
        [sys.executable, "-c", LOAD, str(folder), *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout.readline() == "ready\n"
    return child


def loads_of(lake, version):
    """The n of the loads that a version has; each of them is there with all its rows."""
    found = dict(lake.tables_at(version)).get("progress_report")
    if found is None:
        return set()
    counts = found.group_by(["project_id", "completed_wan"]).aggregate([([], "count_all")])
    for row in counts.to_pylist():
        assert row["project_id"] == f"P{row['completed_wan']:.0f}"
        assert row["count_all"] == ROWS
    return {int(row["completed_wan"]) for row in counts.to_pylist()}


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    loading(lake.folder, project_file(tmp_path)).wait()
    yield lake
    lake.close()


@pytest.fixture
def serve(lake):
    """Start a server of the store, to be killed; what is left of them ends with the test."""
    begun = []

    def start():
        options = ("--server.port", str(free_port()), "--server.headless", "true")
        child = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *options],
            cwd=ROOT,
            env={**os.environ, "COCKPIT_LAKE": str(lake.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        begun.append(child)
        return child

    yield start
    for child in begun:
        child.kill()
        child.wait()


def test_loads_and_servers_killed_lose_nothing_that_was_accepted(lake, serve, tmp_path):
    chance, killed = random.Random(SEED), 0
    whole = loading(lake.folder, report_file(tmp_path, 0))
    begun = time.monotonic()
    accepted = {0} if whole.wait() == 0 else set()
    lasts, server = time.monotonic() - begun, None
    for n in range(1, LOADS + 1):
        if n % (LOADS // SERVERS) == 0:
            server = serve()
        load = loading(lake.folder, report_file(tmp_path, n))
        time.sleep(lasts * chance.uniform(0.2, 1.2))
        load.kill()
        if load.stdout.read().strip():
            accepted.add(n)
        load.wait()
        if server is not None and (n % (LOADS // SERVERS) == 3 or chance.random() < 0.5):
            server.kill()
            server.wait()
            server, killed = None, killed + 1
        lake.verify()
    left = loads_of(lake, lake.newest())
    print(
        f"seed {SEED}: {LOADS} loads and {killed} servers killed:"
        f" {len(accepted) - 1} loads accepted, {len(left) - 1} there, {len(accepted - left)} lost"
    )
    assert accepted <= left
    for version in lake.versions():  # each version has one load more than the one before
        if version.number > 1:
            assert len(loads_of(lake, version.number)) == version.number - 1
    assert not lake.prove().wrong
    last = loading(lake.folder, report_file(tmp_path, LOADS + 99))
    assert last.wait() == 0
    assert LOADS + 99 in loads_of(lake, lake.newest())


TIDY = """
import sys
from datetime import timedelta
from pathlib import Path
from cockpit.warehouse.lake import Lake
lake = Lake(Path(sys.argv[1]))
print("ready", flush=True)
lake.tidy(timedelta(0), timedelta(0))
print("done", flush=True)
"""


def tidying(folder):
    command = [sys.executable, "-c", TIDY, str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout.readline() == "ready\n"
    return child


def test_upkeep_killed_at_random_moments_loses_no_version(lake, tmp_path):
    chance = random.Random(SEED)
    for n in range(1, 7):
        assert loading(lake.folder, report_file(tmp_path, n)).wait() == 0
        for batch in "ab":
            with lake.change("现场填报", "一批") as con:
                con.execute("insert into fact_note values (?, 'x')", [f"{n}{batch}"])
    said = {v.number: loads_of(lake, v.number) for v in lake.versions()}
    lake.close()
    shutil.copytree(lake.folder, tmp_path / "trial")
    begun = time.monotonic()
    assert tidying(tmp_path / "trial").wait() == 0
    lasts, whole = time.monotonic() - begun, 0
    for n in range(UPKEEPS):
        folder = shutil.copytree(lake.folder, tmp_path / f"lake{n}")
        child = tidying(folder)
        time.sleep(lasts * chance.uniform(0, 0.9))
        child.kill()
        child.wait()
        left = Lake(folder)
        left.verify()
        versions = [version.number for version in left.versions()]
        whole += versions == [*said]
        assert set(said) - set(versions) <= {3, 6, 9, 12, 15, 18}  # each first of two batches
        assert {number: loads_of(left, number) for number in versions} == {
            number: said[number] for number in versions
        }
        left.tidy(timedelta(0), timedelta(0))
        assert not left.prove().wrong
        left.close()
        shutil.rmtree(folder)
    print(f"seed {SEED}: upkeep killed {UPKEEPS} times, {whole} before it dropped any version")


def test_two_loads_and_backups_at_once(lake, tmp_path):
    sides = [[report_file(tmp_path, n) for n in side] for side in ((1, 2, 3, 4), (5, 6, 7, 8))]
    children = [loading(lake.folder, *files) for files in sides]
    seen = []
    while any(child.poll() is None for child in children):
        seen.append(lake.backup(tmp_path / "copy"))
        other = Lake(tmp_path / f"restored-{len(seen)}")
        other.restore(tmp_path / "copy")
        if seen[-1] > 1:
            assert len(loads_of(other, other.newest())) == seen[-1] - 1
        other.close()
        shutil.rmtree(other.folder)
    assert [child.wait() for child in children] == [0, 0]
    assert loads_of(lake, lake.newest()) == set(range(1, 9))
    assert seen == sorted(seen)
    print(f"{len(seen)} backups of versions {sorted(set(seen))}")


def test_restores_under_readers_show_one_state_or_the_other(lake, tmp_path):
    for n in (1, 2):
        loading(lake.folder, report_file(tmp_path, n)).wait()
        lake.backup(tmp_path / f"copy-{n}")
    wrong, reads, done = [], [0], threading.Event()

    def read():
        own = Lake(lake.folder)
        served = mart.Marts(own)
        while not done.is_set():
            try:
                built = served.refresh()
                found = built.connection.execute(
                    "select list(distinct completed_wan order by completed_wan), count(*)"
                    " from progress_report"
                ).fetchone()
            except Exception as problem:
                wrong.append(repr(problem))
                continue
            reads[0] += 1
            if found not in (([1], ROWS), ([1, 2], 2 * ROWS)):
                wrong.append(found)
        own.close()

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(20):
        lake.restore(tmp_path / f"copy-{1 + turn % 2}")
        wait_until(lambda turn=turn: reads[0] > turn or wrong)
    done.set()
    for reader in readers:
        reader.join()
    print(f"20 restores under {reads[0]} reads")
    assert (wrong[:3], lake.newest()) == ([], 23)


def get(address):
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def wait_until(true):
    end = time.monotonic() + 300
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_real_server_outlives_every_damage(demonstrated, tmp_path):
    folder = tmp_path / "lake"
    shutil.copytree(demonstrated, folder)
    Lake(folder).backup(tmp_path / "copy")
    with started(folder) as server:
        for number, (name, (damage, _)) in enumerate(DAMAGES.items(), start=1):
            damage(folder)
            wait_until(lambda: get(f"{server.address}/readyz")[0] == 503)
            said = json.loads(get(f"{server.address}/readyz")[1])
            assert (said["status"], said["version"]) == ("数据存储不可用", number), name
            assert get(f"{server.address}/wall")[0] == 200, name
            assert get(f"{server.address}/wall/4?as_of=2022-04-{1 + number:02}")[0] == 200, name
            Lake(folder).restore(tmp_path / "copy")
            wait_until(
                lambda number=number: (
                    json.loads(get(f"{server.address}/readyz")[1]).get("version") == number + 1
                )
            )
            assert get(f"{server.address}/readyz")[0] == 200, name
        log = server.log.read_text("utf-8")
    print(f"{len(DAMAGES)} damages: {len(log):,} characters of log")
    assert log.count("数据存储不可用") == log.count("数据存储恢复正常") == len(DAMAGES)
    assert "出了意外" not in log


def test_an_account_that_may_only_read_serves(demonstrated, tmp_path):
    """And sees what another account writes, and tells when it may not even read any more."""
    folder = tmp_path / "lake"
    shutil.copytree(demonstrated, folder)
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(modes[path] & 0o555)
    with started(folder, account=account()) as server:
        assert get(f"{server.address}/wall")[0] == 200
        assert get(f"{server.address}/wall?version=1")[0] == 200
        folder.chmod(0)
        wait_until(lambda: get(f"{server.address}/readyz")[0] == 503)
        assert "没有权限" in json.loads(get(f"{server.address}/readyz")[1])["what"]
        assert get(f"{server.address}/wall")[0] == 200
        for path in paths:
            path.chmod(modes[path])
        wait_until(lambda: get(f"{server.address}/readyz")[0] == 200)
        with Lake(folder).change("别的账户", "一条说明") as con:
            con.execute("insert into fact_note values ('fai.national', '新的说明')")
        wait_until(lambda: json.loads(get(f"{server.address}/readyz")[1]).get("version") == 2)


@pytest.fixture
def full(tmp_path):
    """A disk of 4 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def command(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "cockpit", *map(str, words)],
        env={**os.environ, "COCKPIT_LAKE": str(folder)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def fill_up(disk, free=0):
    (disk / "ballast").write_bytes(bytes(max(0, shutil.disk_usage(disk).free - free)))


def whole_files(disk):
    """Files by size; not the locks, nor the journals, which SQLite cannot fold on a full disk."""
    passing = (".lock", "-wal", "-shm")
    files = [path for path in disk.rglob("*") if path.is_file()]
    return {p: p.stat().st_size for p in files if not p.name.endswith(passing)}


@pytest.mark.parametrize("free", [0, 20_000, 100_000])
def test_a_full_disk_is_said_and_leaves_nothing_half(full, tmp_path, free):
    lake = three_versions(new_lake(full / "lake"))
    file, projects = report_file(tmp_path, 1), project_file(tmp_path)
    large = three_versions(new_lake(tmp_path / "large"))
    with large.change("甲", "一兆") as con:
        con.execute("insert into fact_note select md5(range::varchar), 'z' from range(40000)")
    large.backup(tmp_path / "copy")
    fill_up(full, free)
    listed = whole_files(full)
    for words in (
        ("load", projects, file),
        ("backup", full / "copy"),
        ("restore", tmp_path / "copy", "--yes"),
        *([("tidy",)] if not free else []),  # of so little it is done in 20 kB
    ):
        done = command(lake.folder, *words)
        assert (done.returncode, "磁盘满了" in done.stderr) == (1, True), (words, done.stderr)
        assert "办法：腾出磁盘空间再试" in done.stderr
        assert whole_files(full) == listed, words
    (full / "ballast").unlink()
    assert command(lake.folder, "check", "--store").returncode == 0
    assert Lake(lake.folder).newest() == 3
    assert copies.inspect(tmp_path / "copy").version == 4
