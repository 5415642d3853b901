"""serve: Streamlit's server, after what it would only say in English was looked at."""

import errno
import os
import socket
import sys
from argparse import Namespace
from pathlib import Path

from cockpit import settings
from cockpit.commands.shared import where
from cockpit.errors import Refused, refusal_of
from cockpit.loopback import is_loopback
from cockpit.places import Where
from cockpit.warehouse.lake import Lake

LAST_PORT = 65_535


def serve(arguments: Namespace) -> int:
    """Become the server; comes back only where it cannot be started. Raises Refused, BadSetting."""
    _require_readable(where())
    _require_free(arguments.address, arguments.port)
    base = settings.load().base
    shown = f"http://{arguments.address}:{arguments.port}{base}"
    print(f"大屏   {shown}/wall\n驾驶舱 {shown}/", flush=True)
    environment = dict(os.environ)
    if is_loopback(arguments.address) and not settings.is_said("COCKPIT_WRITING"):
        environment["COCKPIT_WRITING"] = "on"  # nobody else comes in; web/server/writing.py asks
    os.chdir(settings.ROOT)
    options = ["--server.address", arguments.address, "--server.port", str(arguments.port)]
    if base:  # app.py says it too; what is said here outlives a change of Streamlit's config.toml
        options += ["--server.baseUrlPath", base.strip("/")]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options]
    os.execve(sys.executable, command, environment)


def _require_readable(store: Where) -> None:
    """Raise Refused unless this account may read there.

    A store that is damaged, or out of reach, is served: each page says so, until it is there again.
    """
    if not isinstance(store, Path):
        return
    for place, right in ((store, os.R_OK | os.X_OK), (Lake(store).catalogue, os.R_OK)):
        if place.exists() and not os.access(place, right):
            way_out = "换一个能读的账户，或给这个账户读的权限"
            raise Refused("没有权限读这个存储", where=str(place), way_out=way_out)


def _require_free(address: str, port: int) -> None:
    """Raise Refused unless this process may listen there."""
    place = f"{address}:{port}"
    if not 1 <= port <= LAST_PORT:  # the system would take what is left of it by 65,536, or any
        raise Refused("没有这个端口", where=place, way_out="写 1 到 65535 之间的数")
    try:
        family, _, _, _, whole = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            if os.name == "posix":  # as the server itself: a port just given up is free
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(whole)
    except socket.gaierror:
        raise Refused("没有这个地址", where=place, way_out="写本机的地址，如 127.0.0.1") from None
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            way_out = f"关掉占着它的程序，或换一个：--port {port + 1}（make run PORT={port + 1}）"
            raise Refused("这个端口已有程序占着", where=place, way_out=way_out) from None
        if problem.errno == errno.EADDRNOTAVAIL:
            way_out = "写本机的地址，如 127.0.0.1"
            raise Refused("这不是本机的地址", where=place, way_out=way_out) from None
        if problem.errno in {errno.EACCES, errno.EPERM}:
            way_out = "换 1024 以上的端口，如 --port 8501"
            raise Refused("没有权限用这个端口", where=place, way_out=way_out) from None
        raise refusal_of(problem) from None
