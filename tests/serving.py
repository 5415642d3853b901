"""A real server of a lake on a free port of the loopback, and the system's Chromium.

The browser tests, the benchmarks and the screenshots all start them here.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page, TimeoutError

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


ended: set[str] = set()  # addresses of servers that a test or a benchmark has stopped


def chromium_path() -> str:
    """The system's Chromium. Raises where there is none: a browser test is never skipped."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        raise FileNotFoundError("no Chromium: run tests/browser/ensure_chromium.sh")
    return path


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A running server: its address without a slash, its process, the file of its log."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])


@contextmanager
def started(
    lake: Path,
    script: str = "app.py",
    port: int | None = None,
    account: Sequence[str] = (),
    ready: str = "readyz",
    options: Sequence[str] = (),
    **settings: str,
) -> Iterator[Server]:
    """Serve ``lake`` in a process of its own, which is ended by its own pid.

    ``account``: a command that starts another with fewer rights; ``ready``: what answers 200;
    ``options``: more of Streamlit's.
    """
    port, log = port or free_port(), Path(tempfile.mkstemp(suffix=".log")[1])
    command = [
        *account,
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script,
        "--server.address",
        "127.0.0.1",
    ]
    process = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.headless", "true", *options],
        cwd=ROOT,
        env={**os.environ, "COCKPIT_LAKE": str(lake), **settings},
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
    )
    try:
        health = ready if script == "app.py" else "_stcore/health"  # each also outside of a base
        wait_for(f"http://127.0.0.1:{port}/{health}", process, log)
        yield Server(f"http://127.0.0.1:{port}", process, log)
    finally:
        ended.add(f"http://127.0.0.1:{port}")
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        log.unlink(missing_ok=True)


@contextmanager
def serving(
    lake: Path, script: str = "app.py", port: int | None = None, **settings: str
) -> Iterator[str]:
    """Serve ``lake``; yields the address without a slash."""
    with started(lake, script, port, **settings) as server:
        yield server.address


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the server answers; its log is the failure's message."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"server did not start:\n{log.read_text('utf-8')[-3000:]}")


def until(page: Page, expression: str, arg: object = None, timeout: float = 30_000) -> None:
    """Until ``expression`` is true on the page; ``timeout`` in milliseconds.

    Playwright's own ``wait_for_function`` runs a text as code, which our content policy forbids.
    """
    end = time.monotonic() + timeout / 1000
    while time.monotonic() < end:
        try:
            if page.evaluate(expression, arg):
                return
        except Error:
            if page.is_closed():
                raise
        page.wait_for_timeout(30)  # also while another page takes its place
    raise TimeoutError(f"{timeout:g} ms passed without {expression}")
