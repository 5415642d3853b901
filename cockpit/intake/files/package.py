"""The parts of a workbook's package (a zip of XML): what refers to what, and their elements.

A part is read by expat, so that what is no XML is refused. Elements written as programs write
them, the rows of a sheet of plain cells above all, take it 4 s in 50,000 rows: a ``Cut`` takes
them out of the bytes by a pattern that matches nothing else, and expat sees a stub in their
place, at which they are handed over. Where a pattern might match what is no element (in a
comment, in another encoding), nothing is cut.
"""

import posixpath
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from cockpit.intake.files.grid import Unfit

CHUNK = 1 << 18
LONGEST_CUT = 1 << 20  # bytes in which the end of an element must come
LARGEST_PART = 400_000_000  # bytes of XML, unpacked
STUB = "cut-out"
TEXT = rb"[^<&\x00-\x08\x0b-\x1f]*+"  # of an element, without what needs a parser
UTF_8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s+version=[\"']1\.[01][\"'](?:\s+encoding=[\"']utf-8[\"'])?"
    rb"(?:\s+standalone=[\"'](?:yes|no)[\"'])?\s*\?>)?\s*(?=<\w)",
    re.I,
)
Attributes = Mapping[str, str]


@dataclass(frozen=True)
class Cut:
    """Elements that are taken without the parser: how they open, all of one, and who takes them.

    ``take`` is given the matches that follow each other, in the order of the part.
    """

    opening: bytes
    element: re.Pattern[bytes]
    take: Callable[[list[re.Match[bytes]]], None]


def workbook_part(package: zipfile.ZipFile) -> str:
    """The part that lists the sheets. Raises ValueError."""
    for kind, target in relations(package, "").values():
        if kind.endswith("/officeDocument"):
            return target
    raise ValueError("no workbook")


def relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: id → kind, and the target's name in the package."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            found[attributes["Id"]] = (attributes["Type"], target.lstrip("/"))

    parse(package, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def parse(
    package: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    *,
    text: Callable[[str], None] | None = None,
    cut: Cut | None = None,
) -> None:
    """Feed a part of the package through expat; tags come without their prefix.

    Raises Unfit for one that is too large, ValueError and what zipfile and expat raise.
    """
    info = package.getinfo(part)
    if info.file_size > LARGEST_PART:
        raise Unfit(
            f"展开后超过 {LARGEST_PART // 1_000_000} MB", "只留有内容的行和列，另存为新文件"
        )
    parser = expat.ParserCreate()
    parser.buffer_text = True
    taken: deque[list[re.Match[bytes]]] = deque()

    def no_doctype(*_: object) -> None:
        raise ValueError("a workbook has no document type")

    def started(tag: str, attributes: Attributes) -> None:
        if tag == STUB and cut and taken:
            cut.take(taken.popleft())
        else:
            start(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = started
    if end:
        ended = end
        parser.EndElementHandler = lambda tag: ended(tag.rpartition(":")[2] if ":" in tag else tag)
    if text:
        parser.CharacterDataHandler = text
    with package.open(info) as stream:
        for piece in _pieces(stream, cut, taken) if cut else _chunks(stream):
            parser.Parse(piece, False)
    parser.Parse(b"", True)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _pieces(stream: IO[bytes], cut: Cut, taken: deque[list[re.Match[bytes]]]) -> Iterator[bytes]:
    """The bytes of a part with a stub for each run of elements that are put into ``taken``."""
    held = stream.read(CHUNK)
    head = UTF_8.match(held)
    if not head:
        yield held
        yield from _chunks(stream)
        return
    yield held[: head.end()]
    held = held[head.end() :]
    more = True
    while more:
        if b"<!" in held or b"<?" in held or len(held) > CHUNK + LONGEST_CUT:
            break  # what follows may be a comment, or no element that ever ends
        position, run = 0, list[re.Match[bytes]]()
        for found in cut.element.finditer(held):
            if found.start() > position:
                yield from _stubs(run, taken)
                yield held[position : found.start()]
                run = []
            run.append(found)
            position = found.end()
        yield from _stubs(run, taken)
        rest = held[position:]
        kept = max(rest.rfind(cut.opening), 0) if cut.opening in rest else max(rest.rfind(b"<"), 0)
        yield rest[:kept]
        chunk = stream.read(CHUNK)
        more, held = bool(chunk), rest[kept:] + chunk
    yield held
    yield from _chunks(stream)


def _stubs(run: list[re.Match[bytes]], taken: deque[list[re.Match[bytes]]]) -> Iterator[bytes]:
    if run:
        taken.append(run)
        yield f"<{STUB}/>".encode()
