"""Starting the server as an office does: what cannot be is a sentence and the way out, no trace."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.damage import account
from tests.serving import ROOT, free_port, wait_for

Command = list[str]


def command(*words: str, bound: bool = False) -> Command:
    return [*(account() if bound else ()), sys.executable, "-m", "cockpit", *words]


def refused(words: Command, **settings: str) -> str:
    """What a start says that is refused."""
    environment = {**os.environ, **settings}
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "\n办法：" in done.stderr
    assert len(done.stderr.splitlines()) <= 3
    return done.stderr


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def lake(demonstrated, tmp_path) -> Iterator[Path]:
    """A store of its own, which is given its permissions back."""
    folder = tmp_path / "lake"
    shutil.copytree(demonstrated, folder)
    for path in (*tmp_path.parents, tmp_path):
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)  # the account without rights comes to it
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COCKPIT_READERS", "signed_in"),
        ("COCKPIT_ADDRESS", "city.example"),
        ("COCKPIT_ADDRESS", "https://city.example/a b"),
        ("COCKPIT_POLL_SECONDS", "0"),
        ("COCKPIT_METRICS_TOKEN", "short"),
        ("COCKPIT_LAKE", ""),
        ("COCKPIT_LOG", "loud"),
    ],
)
def test_a_setting_that_cannot_be(lake, port, name, value):
    said = refused(
        command("serve", "--port", str(port)), **{"COCKPIT_LAKE": str(lake), name: value}
    )
    assert said.startswith("设置有误：")
    assert f"位置：{name}" in said


def test_a_port_that_is_taken(lake):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        said = refused(command("serve", "--port", taken), COCKPIT_LAKE=str(lake))
    assert f"这个端口已有程序占着\n位置：127.0.0.1:{taken}" in said


def test_a_store_that_is_missing(tmp_path, port):
    said = refused(command("serve", "--port", str(port)), COCKPIT_LAKE=str(tmp_path / "none"))
    assert "python -m cockpit fill" in said


@pytest.mark.parametrize("part", [".", "catalog.sqlite"])
def test_a_store_that_may_not_be_read(lake, port, part):
    place = lake / part
    mode = place.stat().st_mode
    place.chmod(0)
    try:
        said = refused(command("serve", "--port", str(port), bound=True), COCKPIT_LAKE=str(lake))
    finally:
        place.chmod(mode)
    assert f"没有权限读这个存储\n位置：{place}\n" in said


def test_a_place_where_no_store_may_be_made(lake):
    lake.chmod(0o555)
    said = refused(command("fill", bound=True), COCKPIT_LAKE=str(lake / "new"))
    assert "没有权限" in said
    assert str(lake) in said


def test_what_is_right_is_served_where_the_address_says(lake, port, tmp_path):
    log = tmp_path / "log"
    settings = {"COCKPIT_LAKE": str(lake), "COCKPIT_ADDRESS": "https://city.example/cockpit"}
    process = subprocess.Popen(
        command("serve", "--port", str(port)),
        cwd="/",
        env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/cockpit/readyz", process, log)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/cockpit/wall") as answer:
            assert 'href="/cockpit/wall/1' in answer.read().decode()
    finally:
        process.terminate()
        assert process.wait(20) in {0, -15}
    assert f"http://127.0.0.1:{port}/cockpit/wall" in log.read_text("utf-8")
    assert "Traceback" not in log.read_text("utf-8")
