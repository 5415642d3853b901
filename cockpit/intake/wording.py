"""A bulletin as an office has it, as plain words: a text file, or a Word document."""

import io
import zipfile
from pathlib import PurePath

import docx
from docx.table import Table

from cockpit.errors import Refused
from cockpit.intake.files.encodings import text_of
from cockpit.intake.files.grid import Unfit

MOST_BYTES, MOST_UNPACKED = 20_000_000, 200_000_000
MOST_CHARACTERS = 500_000  # some four hundred pages
OLD_WORD = b"\xd0\xcf\x11\xe0"


def words_of(name: str, content: bytes) -> str:
    """The words, a paragraph or a table's row a line. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused(
            f"文件大于 {MOST_BYTES // 1_000_000} MB", where=name, way_out="只留要核的文字"
        )
    ending = PurePath(name).suffix.lower()
    if content.startswith(OLD_WORD) or ending == ".doc":
        raise Refused("旧格式的 Word 文档", where=name, way_out="用 Word 打开，另存为 .docx")
    words = _of_word(name, content) if ending == ".docx" else _of_text(name, content)
    if not words.strip():
        raise Refused("文件里没有文字", where=name, way_out="图片里的字先转成文字")
    if len(words) > MOST_CHARACTERS:
        raise Refused(f"文字多于 {MOST_CHARACTERS:,} 个", where=name, way_out="分成几份核")
    return words


def _of_text(name: str, content: bytes) -> str:
    try:
        return text_of(content)
    except Unfit as problem:
        raise Refused(
            problem.rule, where=name, way_out="另存为 UTF-8 的 .txt，或用 .docx"
        ) from None


def _of_word(name: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise Refused("文档展开后太大", where=name, way_out="去掉图片再核")
        document = docx.Document(io.BytesIO(content))
        lines = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                lines.append(block.text)
    except Refused:
        raise
    except Exception as problem:  # whatever the package or its XML raises: it is no such document
        raise Refused(
            "打不开：不是 Word 文档，或已损坏", where=name, way_out="用 Word 打开核对，另存为 .docx"
        ) from problem
    return "\n".join(lines)
