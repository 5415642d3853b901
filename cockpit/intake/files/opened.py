"""One file to its grids: which reader takes it, by what it is."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from cockpit.intake.files import kinds
from cockpit.intake.files.grid import Grid, LeftOut, Unfit


@dataclass(frozen=True)
class Opened:
    """What a file holds: the hash of its bytes and its grids, or why it cannot be read.

    ``left_out``: why it is not to be read, though nothing is wrong with it. ``inside``: of an
    archive, the files in it by name, each with its bytes or what is told of it without them.
    """

    sha256: str = ""
    grids: list[Grid] = field(default_factory=list)
    unfit: tuple[str, str, str] | None = None  # rule, way out, where
    left_out: str = ""
    inside: "list[tuple[str, bytes | Opened]]" = field(default_factory=list)

    @classmethod
    def without_grids(cls, problem: Unfit) -> "Opened":
        """What is told of a file that cannot be read, or is not to be."""
        if isinstance(problem, LeftOut):
            return cls(left_out=problem.rule)
        return cls(unfit=(problem.rule, problem.way_out, problem.where))


def opened(name: str, content: bytes) -> Opened:
    """Read the bytes of a file; what is wrong with it as a whole is told, not raised."""
    try:
        if not content.strip():
            raise Unfit("文件是空的", "换成有表头的文件")
        kind = kinds.kind_of(name, content)
        if kind == kinds.ARCHIVE:
            return Opened(inside=list(_inside(name, content)))
        grids = _grids(name, kind, content)
    except Unfit as problem:
        return Opened.without_grids(problem)
    return Opened(hashlib.sha256(content).hexdigest(), grids)


def _inside(name: str, content: bytes) -> Iterator[tuple[str, bytes | Opened]]:
    from cockpit.intake.files import archive  # noqa: PLC0415  (only what it takes)

    for path, held in archive.files(name, content):
        yield path, Opened.without_grids(held) if isinstance(held, Unfit) else held


def _grids(name: str, kind: str, content: bytes) -> list[Grid]:
    match kind:
        case kinds.WORKBOOK:
            from cockpit.intake.files import workbook  # noqa: PLC0415

            return workbook.grids(content)
        case kinds.EXCEL_97:
            from cockpit.intake.files import excel_97  # noqa: PLC0415

            return excel_97.grids(content)
        case kinds.PARQUET:
            from cockpit.intake.files import parquet  # noqa: PLC0415

            grid = parquet.grid(content)
        case _:
            grid = _text(name, content)
    if not grid.rows:
        raise Unfit("文件里没有有内容的行", "换成有表头的文件")
    return [grid]


def _text(name: str, content: bytes) -> Grid:
    """A text; one that is called a workbook only if it is a table."""
    from cockpit.intake.files import csv_text  # noqa: PLC0415

    suffix = PurePath(name).suffix.lower()
    if suffix not in kinds.OF_WORKBOOKS:
        return csv_text.grid(content)
    none = Unfit(f"不是可读的 {suffix} 工作簿", "用 Excel 另存为 .xlsx，不加密码")
    try:
        grid = csv_text.grid(content)
    except Unfit:
        raise none from None
    if max((len(row) for _, row in grid.rows), default=0) < 2:
        raise none
    return grid
