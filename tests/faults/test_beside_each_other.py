"""Writers and readers in several processes at once."""

import subprocess
import sys

import pytest

from cockpit.warehouse import mart
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake, rows, write

LOADS = """
import sys
from pathlib import Path
from cockpit.commands.sources import from_paths
from cockpit.intake import gate
from cockpit.warehouse.lake import Lake
lake = Lake(Path(sys.argv[1]))
for file in sys.argv[2:]:
    gate.load(lake, from_paths([Path(file)]), author="测试")
"""
HEADER = "project_id,valid_from,name"


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    yield lake
    lake.close()


def loading(lake, files):
    return subprocess.Popen([sys.executable, "-c", LOADS, str(lake.folder), *map(str, files)])


def test_two_loads_at_once_both_arrive(lake, tmp_path):
    sides = [
        [write(tmp_path, f"project-{s}{n}.csv", f"{HEADER}\n{s}{n},2022-01-01,x") for n in range(4)]
        for s in "AB"
    ]
    loads = [loading(lake, files) for files in sides]
    assert [load.wait() for load in loads] == [0, 0]
    assert [v.number for v in lake.versions()] == list(range(1, 9))
    assert {r["project_id"] for r in rows(lake, "project")} == {
        f"{s}{n}" for s in "AB" for n in range(4)
    }
    assert sorted(r["load_id"] for r in rows(lake, "load")) == list(range(1, 9))


def test_a_reader_through_versions_made_beside_it_sees_no_mixed_one(lake, tmp_path):
    """Version n holds the number n in every row of three projects, and n loads."""
    files = [
        write(
            tmp_path,
            f"project-{n}.csv",
            f"{HEADER}\n" + "".join(f"P{p},2022-01-01,{n}\n" for p in range(3)),
        )
        for n in range(1, 9)
    ]
    load = loading(lake, files)
    seen = set()
    while load.poll() is None or lake.newest() not in seen:
        version = lake.newest()
        built = mart.build(lake, version)
        found = built.connection.execute(
            "select list(distinct name), count(*), (select count(*) from load) from project"
        ).fetchone()
        expected = ([str(version)], 3, version) if version else (None, 0, 0)
        assert found == expected
        seen.add(version)
    assert load.wait() == 0
    assert lake.newest() == 8
    assert len(seen) > 1
    assert {r["name"] for r in rows(Lake(lake.folder), "project", 5)} == {"5"}
