"""The machine's own Chromium as a camera, where there is one."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 30  # seconds that a picture may take
ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--no-first-run",
    # nothing leaves the machine
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@cache
def path() -> str:
    """Where it is; empty on a machine without one."""
    return next(filter(None, map(shutil.which, NAMES)), "")


def png(document: str, width: int, height: int) -> bytes:
    """A picture of a document that needs no server. Raises OSError, SubprocessError."""
    with tempfile.TemporaryDirectory(prefix="cockpit-picture-") as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(document, "utf-8")
        command = [path(), *ARGUMENTS, f"--window-size={width},{height}"]
        command += [f"--user-data-dir={folder}/profile", f"--screenshot={shot}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # root has none; the document is ours
        subprocess.run(
            [*command, page.as_uri()],
            timeout=PATIENCE,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return shot.read_bytes()
