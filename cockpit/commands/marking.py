"""--report: the files of a refused load given back, with their faults marked in the cells."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cockpit.errors import Fault, Refused
from cockpit.intake.marked import marked
from cockpit.intake.read import Source


def require_other(target: str, files: Sequence[str]) -> None:
    """Raise Refused where the report would take the place of a file that is to be loaded."""
    if any(Path(file).resolve() == Path(target).resolve() for file in files):
        raise Refused(
            "标好的工作簿不能写在原文件上",
            where=target,
            way_out="--report 后面换一个文件名",
        )


def write(target: str, sources: Sequence[Source], faults: Sequence[Fault]) -> Iterator[str]:
    """Write each file that has faults; what is said of each.

    The first has the name that was asked for, those after it a number behind that. A workbook
    with macros keeps the ending that says so.
    """
    named = {f"{fault.file}".partition(" › ")[0] for fault in faults}
    paths = _paths(Path(target))
    for source in sources:
        if source.name not in named or not isinstance(source.content, bytes):
            continue
        try:
            name, content = marked(source.name, source.content, faults)
        except Refused as problem:
            yield f"没有标：{source.name}，{problem.what}"
            continue
        path = next(paths).with_suffix(Path(name).suffix)
        path.write_bytes(content)
        yield f"标好的工作簿：{path}（{source.name}，错的格标红，提醒的格标黄，带批注）"


def _paths(target: Path) -> Iterator[Path]:
    yield target
    for number in range(2, 1_000_000):
        yield target.with_name(f"{target.stem}-{number}{target.suffix}")
