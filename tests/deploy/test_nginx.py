"""deploy/nginx.conf as it is, in the system's nginx, before servers of this machine."""

import base64
import http.client
import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from tests.proxy import EXAMPLE, Proxy, behind_nginx, nginx_path
from tests.serving import started

BASE = "/cockpit"
SILENCE = 15  # seconds, less than between two messages of a stream that has nothing to say


@dataclass(frozen=True)
class Site:
    """A server behind nginx, and the path that it lies below."""

    proxy: Proxy
    base: str

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of an answer."""
        line = http.client.HTTPSConnection(
            "127.0.0.1", self.proxy.port, timeout=60, context=self.proxy.trusted()
        )
        line.request("GET", self.base + path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()

    def line(self, path: str, more: str = "") -> socket.socket:
        """A request over a line that stays open."""
        plain = socket.create_connection(("127.0.0.1", self.proxy.port), SILENCE)
        line = self.proxy.trusted().wrap_socket(plain, server_hostname="127.0.0.1")
        asked = f"GET {self.base}{path} HTTP/1.1\r\nHost: 127.0.0.1:{self.proxy.port}\r\n"
        line.sendall(f"{asked}{more}\r\n".encode())
        return line

    def websocket(self, origin: str) -> str:
        """The first line of the answer to a page's websocket."""
        key = base64.b64encode(os.urandom(16)).decode()
        more = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        more += f"Sec-WebSocket-Key: {key}\r\nOrigin: {origin}\r\n"
        with self.line("/_stcore/stream", more) as line:
            return line.recv(4096).decode("latin-1").partition("\r\n")[0]


@pytest.fixture(scope="module", params=["", BASE], ids=["at the root", "below a base"])
def site(request, demonstrated, tmp_path_factory) -> Iterator[Site]:
    nginx_path()
    settings = {"COCKPIT_ADDRESS": f"https://city.example{request.param}"}
    with (
        started(demonstrated, **settings) as server,
        behind_nginx(tmp_path_factory.mktemp("nginx"), [server.port], request.param) as proxy,
    ):
        yield Site(proxy, request.param)


def test_it_lives_and_is_ready(site):
    assert site.get("/healthz") == (200, '{"status":"ok"}')
    status, said = site.get("/readyz")
    assert (status, json.loads(said)["status"]) == (200, "ok")


@pytest.mark.parametrize("path", ["/", "/ledger", "/wall", "/wall/1", "/nosuch"])
def test_a_first_response_and_its_links_lie_where_the_site_lies(site, path):
    status, text = site.get(path)
    assert status == (404 if path == "/nosuch" else 200)
    links = set(re.findall(r'(?:href|src)="(/[^"]*)"', text))
    assert links
    assert {link for link in links if not link.startswith(f"{site.base}/")} == set()
    for link in [link for link in sorted(links) if not link.endswith(".png")][:3]:
        assert site.get(link.removeprefix(site.base).replace("&amp;", "&"))[0] == 200, link


def test_the_file_of_a_page_comes_packed(site):
    _, text = site.get("/ledger")
    (script,) = re.findall(r'src="([^"]*/js/index\.[^"]*)"', text)
    status, _ = site.get(script.removeprefix(site.base))
    assert status == 200


def test_a_pages_websocket_is_upgraded_for_our_page_and_for_no_other(site):
    assert "101" in site.websocket(site.proxy.address)
    assert "403" in site.websocket("https://evil.example")


def test_an_event_arrives_while_its_stream_goes_on(site):
    with site.line("/events") as line:
        said = b""
        while b"\n\n" not in said.partition(b"event: state")[2]:
            said += line.recv(4096)
    assert b"text/event-stream" in said
    assert re.search(rb'data: {"version": "1\.', said)


def test_plain_http_leads_to_https(site):
    line = http.client.HTTPConnection("127.0.0.1", site.proxy.plain_port, timeout=60)
    line.request("GET", "/wall?town=x", headers={"Host": "city.example"})
    answer = line.getresponse()
    said = (answer.status, answer.headers["location"])
    assert said == (301, "https://city.example/wall?town=x")


def noted(site, line: str) -> str:
    """What nginx has noted, with ``line``: it writes it after the answer."""
    end = time.monotonic() + 10
    while line not in (said := site.proxy.access_log.read_text("utf-8")):
        assert time.monotonic() < end, said
        time.sleep(0.05)
    return said


def test_the_log_holds_no_key(site):
    site.get("/wall?key=secret-of-a-screen")
    assert "secret-of-a-screen" not in noted(site, f'"GET {site.base}/wall" 303')


def test_the_log_holds_no_key_of_a_site(site):
    site.get("/report/secret-of-a-site/state")
    assert "secret-of-a-site" not in noted(site, f'"GET {site.base}/report/-" 403')


def test_a_key_over_https_is_kept_for_https_and_the_base_alone(demonstrated, tmp_path):
    nginx_path()
    from cockpit.keys import KeyRing  # noqa: PLC0415

    ring = KeyRing(demonstrated)
    _, signed = ring.create("门厅屏")
    settings = {"COCKPIT_READERS": "signed-in", "COCKPIT_ADDRESS": f"https://a.example{BASE}"}
    try:
        with (
            started(demonstrated, **settings) as server,
            behind_nginx(tmp_path, [server.port], BASE) as proxy,
        ):
            site = Site(proxy, BASE)
            with site.line(f"/wall?key={signed}") as line:
                said = line.recv(8192).decode().lower()
            assert f"location: {BASE}/wall\r\n" in said
            (cookie,) = re.findall(r"set-cookie: (.*)\r\n", said)
            assert {f"path={BASE}", "secure", "httponly"} <= set(cookie.split("; "))
            assert site.get("/wall")[0] == 401
            assert site.get("/healthz")[0] == 200
            assert site.get("/wall", Cookie=f"cockpit_wall_key={signed}")[0] == 200
    finally:
        ring.revoke("门厅屏")


def test_with_several_servers_a_visitor_stays_with_one(demonstrated, tmp_path):
    nginx_path()
    with ExitStack() as stack:
        servers = [stack.enter_context(started(demonstrated)) for _ in range(2)]
        ports = [server.port for server in servers]
        proxy = stack.enter_context(behind_nginx(tmp_path, ports))
        for _ in range(6):
            assert Site(proxy, "").get("/healthz")[0] == 200
        log = proxy.access_log.read_text("utf-8")
        assert len(set(re.findall(r"127\.0\.0\.1:\d+$", log, re.M))) == 1
        first = next(s for s in servers if f":{s.port}" in log)
        first.process.terminate()
        first.process.wait(10)
        assert Site(proxy, "").get("/healthz")[0] == 200  # the other one takes over


def test_as_it_is_nginx_finds_nothing_wrong_but_the_certificate(tmp_path):
    (tmp_path / "nginx.conf").write_text(f"events {{}}\nhttp {{ include {EXAMPLE}; }}\n")
    command = [nginx_path(), "-t", "-c", str(tmp_path / "nginx.conf")]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    problems = [line for line in said.splitlines() if "[emerg]" in line]
    assert all("/etc/ssl/cockpit/fullchain.pem" in line for line in problems), said
