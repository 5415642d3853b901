"""The system's nginx with the project's own configuration, in front of servers of the loopback."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.serving import ROOT, ended, free_port

EXAMPLE = ROOT / "deploy/nginx.conf"
AROUND = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/cockpit.conf;
}}
"""
UPGRADE = """\
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
"""


def nginx_path() -> str:
    """The system's nginx. Skips the test where there is none, and says how to have it."""
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not path:
        pytest.skip("no nginx on this machine: tests/deploy/ensure_nginx.sh installs it")
    return path


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its https address without base and slash, its plain port, its log."""

    address: str
    port: int
    plain_port: int
    access_log: Path

    def trusted(self) -> ssl.SSLContext:
        """For a client that takes its self-signed certificate and no other."""
        return ssl.create_default_context(cafile=str(self.access_log.parent / "fullchain.pem"))


def certificate(folder: Path) -> None:
    """A self-signed one for this machine, by the system's openssl."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl on this machine, to make a certificate")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *files]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(command, check=True, capture_output=True)


def configured(
    folder: Path, ports: Sequence[int], base: str, port: int, plain: int, *, upgrades: bool
) -> str:
    """The example with this machine's ports and files in the place of its own; else as it is."""
    text = EXAMPLE.read_text("utf-8")
    changes = {
        "    server 127.0.0.1:8501;\n": "".join(f"    server 127.0.0.1:{at};\n" for at in ports),
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "/etc/ssl/cockpit/fullchain.pem": f"{folder}/fullchain.pem",
        "/etc/ssl/cockpit/key.pem": f"{folder}/key.pem",
        "/var/log/nginx/cockpit.log": f"{folder}/access.log",
        "/var/log/nginx/cockpit.error.log": f"{folder}/error.log",
        "location / {": f"location {base or '/'} {{",
    }
    if not upgrades:
        changes[UPGRADE] = ""
    for written, here in changes.items():
        assert text.count(written) == 1, written
        text = text.replace(written, here)
    return text


@contextmanager
def behind_nginx(
    folder: Path, ports: Sequence[int], base: str = "", *, upgrades: bool = True
) -> Iterator[Proxy]:
    """Put the example before servers; ``upgrades``: else a proxy that lets no websocket through."""
    nginx, port, plain = nginx_path(), free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    certificate(folder)
    text = configured(folder, ports, base, port, plain, upgrades=upgrades)
    (folder / "cockpit.conf").write_text(text, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # its workers write into a folder of the test
    around = AROUND.format(folder=folder, user=user)
    (folder / "nginx.conf").write_text(around, "utf-8")
    command = [nginx, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(port, process)
        yield Proxy(f"https://127.0.0.1:{port}", port, plain, folder / "access.log")
    finally:
        ended.add(f"https://127.0.0.1:{port}")
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    process.kill()
    raise TimeoutError(f"nginx did not start:\n{process.communicate()[1]}")
