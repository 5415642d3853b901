"""Helpers of the tests of lake, gate, checks and command line."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from cockpit.warehouse.lake import Lake


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cockpit-lake-"))
    lake = Lake(folder / "lake")
    lake.create()
    return lake.folder


def new_lake(folder: Path) -> Lake:
    """An empty store in ``folder``: a copy of one made once, since making takes 0.3 s."""
    shutil.copytree(_template(), folder)
    return Lake(folder)
