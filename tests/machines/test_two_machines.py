"""Two loaders and two servers on one shared store, one of them killed and back."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from datetime import datetime
from uuid import uuid4

import pytest
from filelock import Timeout

from cockpit.errors import KeyRefused, LakeBusy, StoreAway
from cockpit.keys import KeyRing
from cockpit.places import lock
from cockpit.report_keys import ReportKeys
from cockpit.warehouse import moving
from cockpit.warehouse.inbox import Arrived, Inbox
from cockpit.warehouse.lake import MIGRATIONS, Lake
from cockpit.warehouse.store import Store
from tests.conftest_gate import new_lake, phoned, rows, write
from tests.serving import started

pytestmark = pytest.mark.slow
LOADS = """
import sys
from pathlib import Path
from cockpit import settings
from cockpit.commands.sources import from_paths
from cockpit.intake import gate
from cockpit.warehouse.lake import Lake
lake = Lake(settings.load().lake)
for file in sys.argv[1:]:
    gate.load(lake, from_paths([Path(file)]), author="测试")
"""
MAKES = """
from cockpit import settings
from cockpit.warehouse.lake import Lake
Lake(settings.load().lake).create()
"""
HEADER = "project_id,valid_from,name"
DAY = "2022-06-01"
SERVED = {"COCKPIT_WRITING": "on", "COCKPIT_TODAY": DAY, "COCKPIT_COLLECT_SECONDS": "0.2"}
PROJECTS = [f"SL-2022-00{number}" for number in (39, 49, 62)]
PATIENCE = 120.0


def child(code, *words):
    return subprocess.Popen([sys.executable, "-c", code, *map(str, words)])


@pytest.fixture
def empty(tmp_path, new_shared):
    """A shared store with nothing in it."""
    shared = new_shared()
    moving.move(new_lake(tmp_path / "lake").folder, shared)
    return shared


def until(done, what):
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def test_two_loaders_at_once_both_arrive(empty, tmp_path):
    sides = [
        [write(tmp_path, f"project-{s}{n}.csv", f"{HEADER}\n{s}{n},2022-01-01,x") for n in range(4)]
        for s in "AB"
    ]
    loads = [child(LOADS, *files) for files in sides]
    assert [load.wait() for load in loads] == [0, 0]
    lake = Lake(empty)
    assert [v.number for v in lake.versions()] == list(range(1, 9))
    assert {r["project_id"] for r in rows(lake, "project")} == {
        f"{s}{n}" for s in "AB" for n in range(4)
    }
    assert sorted(r["load_id"] for r in rows(lake, "load")) == list(range(1, 9))
    assert len(rows(lake, "project", 5)) == 5
    assert lake.prove().wrong == {}


def test_of_two_first_starts_one_makes_the_store(new_shared):
    shared = new_shared()
    both = [child(MAKES), child(MAKES)]
    assert [each.wait() for each in both] == [0, 0]
    lake = Lake(shared)
    done = [row["name"] for row in rows(lake, "migration", 0)] if lake.newest() else []
    with lake.looking() as con:
        done = [name for (name,) in con.execute("select name from migration").fetchall()]
    assert sorted(done) == sorted(path.stem for path in MIGRATIONS.glob("*.sql"))


def test_the_lock_decides_who_migrates(empty, tmp_path, monkeypatch):
    (tmp_path / "more").mkdir()
    for path in [*MIGRATIONS.glob("*.sql")]:
        (tmp_path / "more" / path.name).write_text(path.read_text("utf-8"))
    (tmp_path / "more" / "9000_more.sql").write_text("create table more_of_it (x integer)")
    with lock(empty, "writer", 0):
        with pytest.raises(LakeBusy):
            Lake(empty, migrations=tmp_path / "more", patience=0.5).create()
        with pytest.raises(Timeout), lock(empty, "writer", 0):
            pass
    code = (
        "import sys; from pathlib import Path; from cockpit import settings;"
        "from cockpit.warehouse.lake import Lake;"
        "Lake(settings.load().lake, migrations=Path(sys.argv[1])).create()"
    )
    both = [child(code, tmp_path / "more") for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    with Lake(empty).looking() as con:
        found = con.execute("select count(*) from migration where name = '9000_more'").fetchone()
    assert found == (1,)


def test_a_lock_goes_with_the_process_that_held_it(empty):
    code = (
        "import sys, time; from cockpit import settings; from cockpit.places import lock\n"
        "with lock(settings.load().lake, 'writer', 5): print('held', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(LakeBusy), Lake(empty, patience=0.3).change("甲", "等"):
        pass
    holder.kill()
    holder.wait()
    with Lake(empty, patience=30).change("甲", "现在行了") as con:
        con.execute("insert into fact_note values ('a', 'b')")
    assert Lake(empty).newest() == 1


def test_a_change_that_fails_leaves_nothing(empty):
    lake = Lake(empty)
    before = lake.ground.files()
    with pytest.raises(ZeroDivisionError), lake.change("甲", "大的") as con:  # noqa: PT012
        con.execute("insert into fact_note select range::varchar, 'x' from range(5000)")
        raise ZeroDivisionError
    assert lake.ground.files() == before
    assert lake.newest() == 0


def test_a_lock_that_was_lost_commits_nothing(empty, running):
    """Its session is ended while its change is under way; another may be writing by now."""
    lake = Lake(empty)
    with (  # noqa: PT012
        running[0].admin() as admin,
        pytest.raises(StoreAway),
        lake.change("甲", "一") as con,
    ):
        con.execute("insert into fact_note values ('a', 'b')")
        admin.execute(
            "select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)"
            " where locktype = 'advisory' and datname = %s and granted",
            [empty.catalogue.partition("dbname=")[2].split()[0]],
        )
    assert Lake(empty).newest() == 0


def test_a_key_revoked_on_one_machine_opens_nothing_on_another(empty):
    here, there = KeyRing(empty), KeyRing(empty)
    _, key = here.create("一楼大厅")
    assert there.require(key).name == "一楼大厅"
    code = (
        "from cockpit import settings; from cockpit.keys import KeyRing;"
        "KeyRing(settings.load().lake).revoke('一楼大厅')"
    )
    assert child(code).wait() == 0
    time.sleep(1.1)
    with pytest.raises(KeyRefused):
        there.require(key)


def test_a_report_is_there_once_whoever_sends_it_twice(empty):
    at = datetime(2022, 6, 1, 18)
    one = Arrived(str(uuid4()), "P1", at.date(), at, at, {"text": "二层"})
    assert Inbox(empty).put(one) == Inbox(empty).put(one) == one
    assert Inbox(empty).all() == [one]


def test_while_postgres_is_away_the_last_mart_is_served(empty, running):
    postgres, _ = running
    lake = Lake(empty)
    with lake.change("甲", "一") as con:
        con.execute("insert into fact_note values ('a', 'b')")
    store = Store(lake, polled=True)
    assert store.look().version == 1
    assert store.trouble is None
    _, key = KeyRing(empty).create("一楼大厅")
    ring = KeyRing(empty)
    ring.require(key)
    postgres.stop(kill=True)
    try:
        assert store.look().version == 1
        assert isinstance(store.trouble, StoreAway)
        assert "连不上 PostgreSQL" in str(store.trouble)
        assert "no-password-of-anybody" not in str(store.trouble)
        assert store.current().version == 1
        assert [version.number for version in lake.versions()] == [1]  # and what was read is there
        assert rows(lake, "fact_note", 1)
        time.sleep(1.1)
        assert ring.require(key).name == "一楼大厅"  # screens go on
        with pytest.raises(StoreAway):
            Inbox(empty).put(
                Arrived("r", "P1", datetime(2022, 6, 1).date(), *[datetime(2022, 6, 1)] * 2, {})
            )
        with pytest.raises(StoreAway), lake.change("甲", "二"):
            pass
    finally:
        postgres.start()
    until(lambda: store.look() and store.trouble is None, "it does not come back")
    with lake.change("甲", "二") as con:
        con.execute("insert into fact_note values ('c', 'd')")
    assert store.look().version == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"COCKPIT_CATALOGUE_PASSWORD": "hidden-1"}, "不认这个用户或口令"),
        ({"COCKPIT_CATALOGUE": "postgres://cockpit@127.0.0.1:1/x"}, "连不上 PostgreSQL"),
        ({"COCKPIT_S3_ENDPOINT": "http://127.0.0.1:1"}, "连不上 S3"),
        ({"COCKPIT_DATA": "s3://no-such-bucket/x"}, "没有这个桶"),
    ],
)
def test_what_cannot_be_reached_is_said_in_chinese(new_shared, monkeypatch, wrong, said):
    new_shared()
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    done = subprocess.run(
        [sys.executable, "-m", "cockpit", "fill"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "办法：" in done.stderr
    assert "hidden-1" not in done.stderr + done.stdout


def test_backup_and_restore_are_refused_before_anything_is_asked(empty, tmp_path):
    for command in ("backup", "restore"):
        done = subprocess.run(
            [sys.executable, "-m", "cockpit", command, str(tmp_path / "copy")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "pg_dump" in done.stderr
    assert not (tmp_path / "copy").exists()


def test_tidying_leaves_every_version(empty):
    lake = Lake(empty)
    for day in range(3):
        with lake.change("甲", f"第 {day} 天") as con:
            con.execute(f"insert into fact_note select '{day}-' || range, 'x' from range(2000)")
    before = [len(rows(lake, "fact_note", number)) for number in (1, 2, 3)]
    assert before == [2000, 4000, 6000]
    assert lake.tidy().after.files < 3
    assert [len(rows(Lake(empty), "fact_note", number)) for number in (1, 2, 3)] == before
    Lake(empty).verify()


def post(address, key, number):
    """Post a report until a server takes it; its id once it was acknowledged."""
    report_id = str(uuid4())
    said = {
        "id": report_id, "date": DAY, "kept_ms": 0, "is_working": True, "workers": number,
        "node": "主体施工", "text": f"第 {number} 层", "completed": "", "problem": None,
    }  # fmt: skip
    asked = urllib.request.Request(
        f"{address}/report/{key}", json.dumps(said).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        assert json.loads(answer.read())["id"] == report_id
    return report_id


def version_of(address):
    with urllib.request.urlopen(f"{address}/readyz", timeout=30) as answer:
        return answer.read().decode()


def wall(address):
    with urllib.request.urlopen(f"{address}/wall", timeout=60) as answer:
        return answer.headers["ETag"]


def test_two_servers_take_reports_and_one_is_killed_and_back(
    demonstrated, new_shared, tmp_path, monkeypatch
):
    shared = new_shared()
    moving.move(demonstrated, shared)
    keys = [key for _, key in ReportKeys(shared).create_all(PROJECTS)]
    nowhere = tmp_path / "none"
    lake, told = Lake(shared), []
    with started(nowhere, **SERVED) as one:
        with started(nowhere, **SERVED) as two:
            assert wall(one.address) == wall(two.address)
            for number in range(4):
                for server in (one, two):
                    told += [post(server.address, key, number) for key in keys]
            os.kill(two.process.pid, signal.SIGKILL)
            two.process.wait()
            told += [post(one.address, key, 9) for key in keys]
        with started(nowhere, **SERVED) as two:
            told += [post(two.address, key, 10) for key in keys]
            file = write(tmp_path, "domain.csv", "domain,position,valid_from\n新领域,99,2022-01-01")
            assert child(LOADS, file).wait() in {0, 1}
            until(lambda: len(phoned(lake)) == len(told), "not all reports were taken")
            until(lambda: {one.state for one in Inbox(shared).all()} == {"taken"}, "not noted")
            until(lambda: wall(one.address) == wall(two.address), "walls differ")
            assert str(lake.newest()) in version_of(one.address)
    assert sorted(r["report_id"] for r in phoned(lake)) == sorted(told)  # each once
    assert [v.number for v in lake.versions()] == list(range(1, lake.newest() + 1))
    assert lake.prove().wrong == {}
