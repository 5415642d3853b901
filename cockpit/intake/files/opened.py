"""One file to its grids: which reader takes it, by its ending."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from cockpit.intake.files.grid import LARGEST, Grid, Unfit


@dataclass(frozen=True)
class Opened:
    """What a file holds: the hash of its bytes and its grids, or why it cannot be read."""

    sha256: str = ""
    grids: list[Grid] = field(default_factory=list)
    unfit: tuple[str, str, str] | None = None  # rule, way out, where


def opened(path: Path) -> Opened:
    """Read a file; what is wrong with it as a whole is told, not raised."""
    try:
        with path.open("rb") as stream:  # never more than may be taken, whatever the file is
            content = stream.read(LARGEST + 1)
    except OSError:
        return Opened(unfit=("打不开这个文件", "核对路径和权限", ""))
    try:
        grids = _grids(path, content)
    except Unfit as problem:
        return Opened(unfit=(problem.rule, problem.way_out, problem.where))
    return Opened(hashlib.sha256(content).hexdigest(), grids)


def _grids(path: Path, content: bytes) -> list[Grid]:
    if len(content) > LARGEST:
        size = f"一个文件最多 {LARGEST // 1_000_000} MB"
        raise Unfit(size, "只留有内容的行和列另存，或按月份分成几个文件")
    if not content.strip():
        raise Unfit("文件是空的", "换成有表头的文件")
    match path.suffix.lower():
        case ".csv" | ".txt":
            from cockpit.intake.files import csv_text as reader  # noqa: PLC0415  (only what it takes)

            grids = [reader.grid(content)]
        case ".parquet":
            from cockpit.intake.files import parquet  # noqa: PLC0415

            grids = [parquet.grid(content)]
        case ".xlsx":
            from cockpit.intake.files import workbook  # noqa: PLC0415

            return workbook.grids(content)
        case _:
            raise Unfit("不认识这种文件", "另存为 .xlsx、.csv（UTF-8）或 .parquet")
    if not grids[0].rows:
        raise Unfit("文件里没有有内容的行", "换成有表头的文件")
    return grids
