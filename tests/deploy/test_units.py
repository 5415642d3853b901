"""deploy/: the unit and the container, by the tools that read them and by what they must hold."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from cockpit.settings import SETTINGS
from tests.faults.damage import account
from tests.serving import ROOT, free_port, wait_for

DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "cockpit@.service"
CONTAINER = "10001:10001"


def instructions(text: str) -> list[tuple[str, str]]:
    """A Dockerfile's instructions: name and the rest, comments left out."""
    whole = re.sub(r"^#.*\n", "", text, flags=re.M).replace("\\\n", " ")
    return [
        (name, re.sub(r"\s+", " ", rest.strip()))
        for name, _, rest in (line.partition(" ") for line in whole.splitlines() if line.strip())
    ]


@pytest.fixture(scope="module")
def docker() -> list[tuple[str, str]]:
    return instructions((DEPLOY / "Dockerfile").read_text("utf-8"))


@pytest.fixture(scope="module")
def service() -> dict:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    assert set(composed) == {"services", "volumes"}
    return composed["services"]["cockpit"]


def test_systemd_finds_nothing_wrong_in_the_unit(tmp_path):
    tool = shutil.which("systemd-analyze")
    if not tool:
        pytest.skip("no systemd-analyze on this machine")
    text = UNIT.read_text("utf-8").replace("/opt/cockpit/.venv/bin/python", sys.executable)
    unit = tmp_path / "cockpit@8501.service"
    unit.write_text(text.replace("WorkingDirectory=/opt/cockpit", f"WorkingDirectory={ROOT}"))
    done = subprocess.run(
        [tool, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "cockpit" in line]
    assert ours == []
    assert done.returncode == 0, done.stderr


def test_the_unit_serves_this_machine_alone_by_an_account_without_rights():
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNIT.read_text("utf-8"))
    said = unit["Service"]
    assert said["ExecStart"].endswith("-m cockpit serve --address 127.0.0.1 --port %i")
    assert said["ExecStartPre"].endswith("-m cockpit fill")
    assert (said["User"], said["NoNewPrivileges"]) == ("cockpit", "yes")
    assert (said["ProtectSystem"], said["StateDirectory"]) == ("strict", "cockpit")
    assert "COCKPIT_LAKE=/var/lib/cockpit/lake" in said["Environment"].split()


def test_the_container_runs_as_nobody_in_particular_and_says_how_it_is(docker):
    said = dict(docker)
    assert said["USER"] == CONTAINER
    assert said["VOLUME"] == "/data"
    assert "COCKPIT_LAKE=/data/lake" in [rest for name, rest in docker if name == "ENV"]
    assert "/healthz" in said["HEALTHCHECK"]
    assert said["CMD"].endswith('exec python -m cockpit serve --address 0.0.0.0 --port 8501"]')
    names = [name for name, _ in docker]
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")


def test_what_the_health_check_runs_is_python(docker):
    check = yaml.safe_load(dict(docker)["HEALTHCHECK"].partition("CMD ")[2])
    assert check[:2] == ["python", "-c"]
    compile(check[2], "health check", "exec")


def test_nothing_of_this_machine_goes_into_the_image():
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split()
    assert {".venv", ".git", "data/lake", "**/secrets.toml", "**/.env"} <= set(left_out)


def test_composed_it_can_write_nothing_but_its_store_and_is_reached_by_this_machine(service):
    assert (service["user"], service["read_only"]) == (CONTAINER, True)
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [volume.partition(":")[2] for volume in service["volumes"]] == ["/data"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    # names alone: a value here, an empty one too, would win over secrets.toml
    handed_on = {setting.name for setting in SETTINGS} - {"COCKPIT_LAKE"}
    assert sorted(service["environment"]) == sorted(handed_on)
    built = service["build"]
    assert (DEPLOY / built["context"] / built["dockerfile"]).resolve() == DEPLOY / "Dockerfile"


def test_docker_finds_nothing_wrong_in_what_is_composed():
    tool = shutil.which("docker")
    has = tool and subprocess.run([tool, "compose", "version"], capture_output=True, check=False)
    if not has or has.returncode:
        pytest.skip("no docker compose on this machine: only the file's own test has read it")
    command = [tool, "compose", "-f", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def locked(tmp_path) -> Iterator[Path]:
    """A copy of what goes into the image, in which nobody may write."""
    project = tmp_path / "app"
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").replace("**/", "").split()
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*left_out, "lake"))
    folders = [project, *(path for path in project.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield project
    for folder in folders:
        folder.chmod(0o755)


def test_what_the_container_runs_needs_to_write_nowhere_but_its_store(docker, locked, tmp_path):
    store, scratch = tmp_path / "data", tmp_path / "tmp"
    store.mkdir()
    scratch.mkdir()
    before = set(locked.rglob("*"))
    port, log = free_port(), tmp_path / "log"
    shell = yaml.safe_load(dict(docker)["CMD"])[2]
    shell = shell.replace("0.0.0.0", "127.0.0.1").replace("8501", str(port))
    shell = shell.replace("python", sys.executable)
    process = subprocess.Popen(
        [*account(), "sh", "-c", shell],
        cwd=locked,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(scratch),
            "TMPDIR": str(scratch),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COCKPIT_LAKE": str(store / "lake"),
        },
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", process, log)
        check = yaml.safe_load(dict(docker)["HEALTHCHECK"].partition("CMD ")[2])
        words = [sys.executable, "-c", check[2].replace("8501", str(port))]
        assert subprocess.run(words, check=False).returncode == 0
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/wall") as answer:
            assert "12834" in answer.read().decode()
    finally:
        process.terminate()
        process.wait(20)
    assert set(locked.rglob("*")) == before
    assert (store / "lake").is_dir()
    assert "Permission" not in log.read_text("utf-8")
