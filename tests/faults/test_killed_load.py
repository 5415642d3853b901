"""A load that is killed at any moment leaves the old version or the new one, whole."""

import random
import shutil
import subprocess
import sys
import time

import pytest

from cockpit.commands.sources import from_paths
from cockpit.intake import gate
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake, rows, write

PROJECTS, DAYS = 60, 50
CHILD = """
import sys, time
from pathlib import Path
from cockpit.commands.sources import from_paths
from cockpit.intake import gate
from cockpit.warehouse.lake import Lake
lake = Lake(Path(sys.argv[1]))
print("ready", flush=True)
started = time.perf_counter()
gate.load(lake, from_paths(map(Path, sys.argv[2:])), author="测试")
print(time.perf_counter() - started, flush=True)
"""


def ledger(folder, factor):
    """Profiles and 3,000 reports; every value times ``factor``."""
    folder.mkdir()
    ids = [f"P{n}" for n in range(PROJECTS)]
    projects = [f"{i},2022-01-01,{i},{factor * DAYS}" for i in ids]
    reports = [
        f"{i},2022-{1 + day // 25:02}-{1 + day % 25:02},{day * factor}"
        for i in ids
        for day in range(DAYS)
    ]
    return [
        write(
            folder, "project.csv", "\n".join(["project_id,valid_from,name,total_wan", *projects])
        ),
        write(
            folder,
            "progress_report.csv",
            "\n".join(["project_id,report_date,completed_wan", *reports]),
        ),
    ]


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A lake at version 1, the files of version 2, and how long loading them takes (seconds)."""
    folder = tmp_path_factory.mktemp("before")
    lake = new_lake(folder / "lake")
    gate.load(lake, from_paths(ledger(folder / "one", 1000)), author="测试")
    lake.close()
    files = ledger(folder / "two", 2000)
    shutil.copytree(lake.folder, folder / "trial")
    trial = start(folder / "trial", files)
    return lake.folder, files, float(trial.communicate()[0])


def start(folder, files):
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), *map(str, files)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "ready\n"
    return child


def is_whole(lake, version, factor):
    """Every row of the version is of one load: all values of ``factor``, none missing."""
    projects, reports = (rows(lake, table, version) for table in ("project", "progress_report"))
    assert len(projects) == PROJECTS
    assert {r["total_wan"] for r in projects} == {factor * DAYS}
    assert sum(r["completed_wan"] for r in reports) == PROJECTS * factor * sum(range(DAYS))
    assert len(rows(lake, "load", version)) == 2 * version
    assert len(rows(lake, "origin", version)) == PROJECTS * (1 + DAYS)


def kill_once(before, folder, share):
    """Kill a load after ``share`` of its time; the version that is left."""
    source, files, duration = before
    shutil.copytree(source, folder)
    child = start(folder, files)
    time.sleep(share * duration)
    child.kill()
    child.wait()
    lake = Lake(folder)
    left = lake.newest()
    is_whole(lake, 1, 1000)
    if left == 2:
        is_whole(lake, 2, 2000)
    # the lock is free, and the load can be done again
    result = gate.load(lake, from_paths(files), author="测试")
    assert result.version == (2 if left == 1 else None)
    is_whole(lake, 2, 2000)
    lake.close()
    return left


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_load_leaves_a_whole_version(before, tmp_path, seed):
    share = random.Random(seed).uniform(0.05 + 0.3 * seed, 0.35 + 0.3 * seed)
    assert kill_once(before, tmp_path / "lake", share) in {1, 2}


@pytest.mark.slow
def test_twenty_killed_loads_leave_whole_versions(before, tmp_path):
    shares = [random.Random(n).uniform(0.4, 1.2) for n in range(20)]  # most while it writes
    left = [kill_once(before, tmp_path / f"lake{n}", share) for n, share in enumerate(shares)]
    print(dict(zip([round(share, 2) for share in shares], left, strict=True)))
    assert set(left) <= {1, 2}


@pytest.mark.slow
def test_a_killed_first_start_can_be_started_again(tmp_path):
    fill = [sys.executable, "-m", "cockpit", "fill"]
    for n in range(6):
        folder = tmp_path / f"lake{n}"
        environment = {"COCKPIT_LAKE": str(folder), "PATH": ""}
        child = subprocess.Popen(fill, env=environment, stdout=subprocess.DEVNULL)
        time.sleep(0.3 + 0.6 * n)
        child.kill()
        child.wait()
        subprocess.run(fill, env=environment, check=True, stdout=subprocess.DEVNULL)
        assert Lake(folder).newest() == 1
