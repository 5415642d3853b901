"""The four files of a pack: what each is called, its media type, and how it is written."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from cockpit import numbers
from cockpit.errors import NotFound
from cockpit.pack import papers, slides, workbook
from cockpit.pack.said import Said
from cockpit.pack.steady import NEVER, steady

OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Kind:
    """A file of the pack. ``code``: in addresses; ``words``: as the page offers it."""

    code: str
    ending: str
    words: str
    said: str
    media: str
    write: Callable[[Said], bytes]


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "slides",
            "pptx",
            "汇报",
            "至多八页，文字、表和图都能在 PowerPoint 里改",
            OFFICE + "presentationml.presentation",
            slides.slides,
        ),
        Kind(
            "notice",
            "docx",
            "通报",
            "一段一段照通报的写法，名单和议定作附件",
            OFFICE + "wordprocessingml.document",
            papers.notice,
        ),
        Kind(
            "weekly",
            "docx",
            "周报",
            "同样的七段，带表；提请研究的项目和议定办理情况",
            OFFICE + "wordprocessingml.document",
            papers.weekly,
        ),
        Kind(
            "tables",
            "xlsx",
            "附表",
            "各类、领导、责任单位、三张清单、议定；率是公式",
            OFFICE + "spreadsheetml.sheet",
            workbook.workbook,
        ),
    )
}
ALL = "pack.zip"


def name(said: Said, kind: Kind) -> str:
    """重大项目周调度-附表-2022-06-06-v8.xlsx."""
    day = numbers.iso(said.agenda.on)
    return f"重大项目周调度-{kind.words}-{day}-v{said.version}.{kind.ending}"


def kind_of(file: str) -> Kind:
    """The file of an address, ``tables.xlsx``. Raises NotFound."""
    code, _, ending = file.partition(".")
    kind = KINDS.get(code)
    if kind is None or kind.ending != ending:
        there = "、".join(f"{one.code}.{one.ending}" for one in KINDS.values())
        raise NotFound(f"材料里没有“{file[:40]}”", way_out=f"可用：{there}、{ALL}")
    return kind


def written(said: Said, kind: Kind) -> bytes:
    """The bytes of a file: the same for the same content."""
    return steady(kind.write(said), said.as_of)


def zipped(said: Said) -> tuple[str, bytes]:
    """All files as one, and what it is called."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for kind in KINDS.values():
            archive.writestr(zipfile.ZipInfo(name(said, kind), NEVER), written(said, kind))
    day = numbers.iso(said.agenda.on)
    return f"重大项目周调度-{day}-v{said.version}.zip", out.getvalue()
