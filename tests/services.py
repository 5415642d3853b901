"""PostgreSQL and an S3 of this machine, for the tests of a store that many machines share.

Each is started on a free port of loopback, in a folder of its own, and stopped by its pid.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.serving import ROOT, free_port

KEY_ID, SECRET, BUCKET = "cockpit-test", "no-secret-of-anybody", "cockpit"
USER, PASSWORD = "cockpit", "no-password-of-anybody"
PATIENCE = 60.0


@dataclass
class Postgres:
    """A PostgreSQL of its own cluster; it can be stopped, killed and started again."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        binary = str(_binary("postgres"))
        options = ["-D", str(self.folder / "data"), "-p", str(self.port), "-k", str(self.folder)]
        options += ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"]
        command = [binary, *options]

        def tried() -> None:
            # one that was killed may have left sessions: until they are gone it does not start
            if self.process is None or self.process.poll() is not None:
                with (self.folder / "log").open("ab") as said:
                    self.process = subprocess.Popen(
                        command, stdout=said, stderr=said, cwd=self.folder, **_as_nobody()
                    )
            self.admin().close()

        _wait(tried, "PostgreSQL", self.folder / "log")

    def stop(self, *, kill: bool = False) -> None:
        """Stop it at once: open sessions are ended. ``kill``: as when the power goes."""
        if self.process is not None:
            self.process.send_signal(9 if kill else 2)
            self.process.wait(PATIENCE)
            self.process = None

    def admin(self, database: str = "postgres") -> "psycopg.Connection":
        """A session of who may do everything."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=PASSWORD,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def setting(self, database: str) -> str:
        """COCKPIT_CATALOGUE for a database of it."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/{database}"


@dataclass
class S3:
    """moto's S3 server; what is in it is in its memory."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, with the bucket, and wait until it answers."""
        python = _python_of_s3()
        command = [str(python), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        with (self.folder / "log").open("ab") as said:
            self.process = subprocess.Popen(command, stdout=said, stderr=said, cwd=self.folder)
        _wait(self._make_bucket, "S3", self.folder / "log")

    def stop(self) -> None:
        """Stop it; all in it is gone."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)
            self.process = None

    def _make_bucket(self) -> None:
        address = f"http://127.0.0.1:{self.port}/{BUCKET}"
        with urllib.request.urlopen(
            urllib.request.Request(address, method="PUT"), timeout=5
        ) as said:
            assert said.status == 200


def settings(postgres: Postgres, s3: S3, name: str) -> dict[str, str]:
    """The settings of a new shared store of this name."""
    with postgres.admin() as con:
        con.execute(f'create database "{name}"')
    return {
        "COCKPIT_CATALOGUE": postgres.setting(name),
        "COCKPIT_CATALOGUE_PASSWORD": PASSWORD,
        "COCKPIT_DATA": f"s3://{BUCKET}/{name}",
        "COCKPIT_S3_ENDPOINT": f"http://127.0.0.1:{s3.port}",
        "COCKPIT_S3_KEY_ID": KEY_ID,
        "COCKPIT_S3_SECRET": SECRET,
    }


@contextmanager
def running() -> Iterator[tuple[Postgres, S3]]:
    """Both, for the time of the block."""
    # not below pytest's own folder, which it closes to all but its own account
    folders = [Path(tempfile.mkdtemp(prefix=f"cockpit-{name}-")) for name in ("postgres", "s3")]
    postgres, s3 = Postgres(folders[0], free_port()), S3(folders[1], free_port())
    _init(postgres)
    try:
        postgres.start()
        s3.start()
        yield postgres, s3
    finally:
        postgres.stop()
        s3.stop()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _init(postgres: Postgres) -> None:
    password = postgres.folder / "password"
    password.write_text(PASSWORD)
    if os.geteuid() == 0:  # PostgreSQL refuses root
        its = pwd.getpwnam("postgres")
        for path in (postgres.folder, password):
            os.chown(path, its.pw_uid, its.pw_gid)
    done = subprocess.run(
        [
            str(_binary("initdb")),
            *("-D", str(postgres.folder / "data"), "-U", USER, "-A", "scram-sha-256"),
            *("--pwfile", str(password), "-E", "UTF8", "--locale", "C.UTF-8"),
        ],
        capture_output=True,
        text=True,
        cwd=postgres.folder,
        check=False,
        **_as_nobody(),
    )
    assert done.returncode == 0, done.stderr


def _as_nobody() -> dict[str, object]:
    """Whom PostgreSQL runs as: it refuses root."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


def _binary(name: str) -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = shutil.which(name)
    if not found and not path:
        pytest.skip("PostgreSQL is not installed: sh tests/deploy/ensure_postgres.sh")
    return found[-1] if found else Path(str(path))


def _python_of_s3() -> Path:
    python = ROOT / ".venv" / "s3" / "bin" / "python"
    if not python.exists():
        pytest.skip("moto's S3 server is not installed: make .venv/s3/ready")
    return python


def _wait(tried, what: str, said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            tried()
        except (OSError, psycopg.Error):
            if time.monotonic() > until:
                raise AssertionError(
                    f"{what} does not answer: {said.read_text()[-2000:]}"
                ) from None
            time.sleep(0.1)
        else:
            return
