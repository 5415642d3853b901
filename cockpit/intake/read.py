"""Files as they come, a name and bytes, to grids of cells. Nothing here knows a table."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field, replace
from time import monotonic

from cockpit.intake.files.apart import Apart
from cockpit.intake.files.grid import Counter, Unfit
from cockpit.intake.files.opened import Opened


@dataclass(frozen=True)
class Source:
    """A file to load: what it is called, and its bytes, or why there are none.

    Its name's ending says how it is read. ``kind`` is that of its data; None: by its tables.
    ``any_table``: the kind may be of tables that it is else not for (the demonstration's counties
    are sample rows of reference and published tables).
    """

    name: str
    content: bytes | Unfit = field(repr=False)
    kind: str | None = None
    any_table: bool = False


def read_all(sources: Iterable[Source]) -> Generator[tuple[Source, Opened], None, None]:
    """Open the files of a load one after the other, within what it may hold in all.

    The files in a zip come one by one in its place.
    """
    cells = Counter()
    with Apart() as apart:
        for source in sources:
            end = monotonic() + apart.seconds  # of a zip, for all that is in it
            held = _opened(apart, source, cells, end)
            if not held.inside:
                yield source, held
            for name, content in held.inside:
                if isinstance(content, Opened):
                    yield replace(source, name=name, content=b""), content
                else:
                    one = replace(source, name=name, content=content)
                    yield one, _without_more(_opened(apart, one, cells, end))


def _without_more(held: Opened) -> Opened:
    """What is opened of an archive, which holds no other."""
    nested = Unfit("是压缩包里的压缩包", "解压一层后导入")
    return Opened.without_grids(nested) if held.inside else held


def _opened(apart: Apart, source: Source, cells: Counter, end: float) -> Opened:
    if isinstance(source.content, Unfit):
        return Opened.without_grids(source.content)
    held = apart.opened(source.name, source.content, max(end - monotonic(), 0))
    try:
        cells.add(sum(len(row) for grid in held.grids for _, row in grid.rows))
    except Unfit as problem:
        return Opened.without_grids(problem)
    return held
