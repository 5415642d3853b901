"""One file to its grids: which reader takes it, by its ending."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePath

from cockpit.intake.files.grid import Grid, Unfit


@dataclass(frozen=True)
class Opened:
    """What a file holds: the hash of its bytes and its grids, or why it cannot be read."""

    sha256: str = ""
    grids: list[Grid] = field(default_factory=list)
    unfit: tuple[str, str, str] | None = None  # rule, way out, where

    @classmethod
    def without_grids(cls, problem: Unfit) -> "Opened":
        """What is told of a file that cannot be read."""
        return cls(unfit=(problem.rule, problem.way_out, problem.where))


def opened(name: str, content: bytes) -> Opened:
    """Read the bytes of a file; what is wrong with it as a whole is told, not raised."""
    try:
        grids = _grids(name, content)
    except Unfit as problem:
        return Opened.without_grids(problem)
    return Opened(hashlib.sha256(content).hexdigest(), grids)


def _grids(name: str, content: bytes) -> list[Grid]:
    if not content.strip():
        raise Unfit("文件是空的", "换成有表头的文件")
    match PurePath(name).suffix.lower():
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
