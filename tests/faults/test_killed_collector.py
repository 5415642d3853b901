"""A server killed between durable and collected: no report is lost, and none is there twice."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest

from cockpit.intake import collecting
from cockpit.report_keys import ReportKeys
from cockpit.warehouse.inbox import Arrived, Inbox
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import phoned, rows
from tests.serving import started

DAY = "2022-06-01"
PROJECTS = [f"SL-2022-00{number}" for number in (39, 49, 62)]
SETTINGS = {"COCKPIT_WRITING": "on", "COCKPIT_TODAY": DAY, "COCKPIT_COLLECT_SECONDS": "0.05"}
EACH = 4  # posts of a project


def post(address: str, key: str, number: int) -> str:
    """Post a report; its id once it was acknowledged."""
    report_id = str(uuid4())
    said = {
        "id": report_id, "date": DAY, "kept_ms": 0, "is_working": True, "workers": number,
        "node": "主体施工", "text": f"第 {number} 层", "completed": "",
        "problem": {"service": "开工", "text": f"问题 {report_id}"},
    }  # fmt: skip
    asked = urllib.request.Request(
        f"{address}/report/{key}", json.dumps(said).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert json.loads(answer.read())["id"] == report_id
    return report_id


def killed_once(demonstrated, folder, after: float) -> int:
    """Kill a server so many seconds after the last post; how many reports were in the lake."""
    shutil.copytree(demonstrated, folder)
    keys = [key for _, key in ReportKeys(folder).create_all(PROJECTS)]
    with started(folder, **SETTINGS) as server:
        told = [post(server.address, key, n) for n in range(EACH) for key in keys]
        time.sleep(after)
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    lake, box = Lake(folder), Inbox(folder)
    left = len(phoned(lake))
    assert sorted(one.report_id for one in box.all()) == sorted(told)  # what was told is there
    collecting.collect(lake, box)  # the next server
    newest = lake.newest()
    assert sorted(r["report_id"] for r in phoned(lake)) == sorted(told)
    raised = [r["text"] for r in rows(lake, "problem", newest) if r["text"].startswith("问题 ")]
    assert sorted(raised) == sorted(f"问题 {report_id}" for report_id in told)
    day = [r for r in rows(lake, "progress_report", newest) if str(r["report_date"]) == DAY]
    assert sorted(r["project_id"] for r in day) == PROJECTS
    assert {r["image_progress"] for r in day} == {f"主体施工：第 {EACH - 1} 层"}
    assert {one.state for one in box.all()} == {"taken"}
    assert collecting.collect(lake, box) == collecting.Collected()
    lake.close()
    return left


def test_a_killed_server_loses_no_report_and_doubles_none(demonstrated, tmp_path):
    assert killed_once(demonstrated, tmp_path / "lake", 0.02) <= EACH * len(PROJECTS)


@pytest.mark.slow
def test_fifty_killed_servers_lose_no_report_and_double_none(demonstrated, tmp_path):
    chance, left = random.Random(16), []
    for n in range(50):
        folder = tmp_path / f"lake{n}"
        left.append(killed_once(demonstrated, folder, chance.uniform(0.2, 5)))
        shutil.rmtree(folder)
    told = 50 * EACH * len(PROJECTS)
    print(
        f"seed 16: 50 servers killed: {told} reports acknowledged, {sum(left)} in the lake when"
        f" they were killed, {told} found after the next start, none twice"
    )
    assert {0} < set(left)  # before and after its commit


CHILD = """
import sys, time
from pathlib import Path
from cockpit.intake import collecting
from cockpit.warehouse.inbox import Inbox
from cockpit.warehouse.lake import Lake
lake, box = Lake(Path(sys.argv[1])), Inbox(Path(sys.argv[1]))
print("ready", flush=True)
begun = time.perf_counter()
collecting.collect(lake, box)
print(time.perf_counter() - begun, flush=True)
"""
BATCH = 30


def started_child(folder):
    command = [sys.executable, "-c", CHILD, str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    return child


@pytest.fixture(scope="module")
def waiting(demonstrated, tmp_path_factory):
    """A lake with reports in its inbox, and how long collecting them takes (seconds)."""
    folder = tmp_path_factory.mktemp("waiting") / "lake"
    shutil.copytree(demonstrated, folder)
    at = datetime(2022, 6, 1, 18)
    content = {
        "is_working": True, "idle_reason": "", "workers": 9, "node": "主体施工", "text": "二层",
        "completed": "", "problem": ["开工", "道路被占"], "note": "", "photos": [],
    }  # fmt: skip
    one = Arrived("", PROJECTS[0], date(2022, 6, 1), at, at, content)
    box = Inbox(folder)
    for _ in range(BATCH):
        box.put(replace(one, report_id=str(uuid4())))
    box.close()
    trial = folder.parent / "trial"
    shutil.copytree(folder, trial)
    return folder, float(started_child(trial).communicate()[0])


def killed_while_it_collects(waiting, folder, share: float) -> tuple[int, int]:
    """How many reports were in the lake, and noted in the inbox, when it was killed."""
    source, duration = waiting
    shutil.copytree(source, folder)
    child = started_child(folder)
    time.sleep(share * duration)
    child.kill()
    child.wait()
    lake, box = Lake(folder), Inbox(folder)
    left = len(phoned(lake))
    noted = len([each for each in box.all() if each.state == "taken"])
    assert noted <= left  # never noted what is not there
    collecting.collect(lake, box)
    newest = lake.newest()
    assert len(phoned(lake)) == BATCH
    assert len([r for r in rows(lake, "problem", newest) if r["text"] == "道路被占"]) == BATCH
    assert {each.state for each in box.all()} == {"taken"}
    lake.close()
    return left, noted


def test_a_collector_killed_at_its_commit_takes_all_once(waiting, tmp_path):
    for share in (0.5, 0.95):
        left, noted = killed_while_it_collects(waiting, tmp_path / str(share), share)
        assert {left, noted} <= {0, BATCH}


@pytest.mark.slow
def test_thirty_killed_collectors_take_all_once(waiting, tmp_path):
    chance = random.Random(7)
    found = [
        killed_while_it_collects(waiting, tmp_path / str(n), chance.uniform(0.6, 1.1))
        for n in range(30)
    ]
    print(found)
    assert {0, BATCH} == {left for left, _ in found}  # killed before its commit, and after
