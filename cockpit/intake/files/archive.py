"""A zip of files to the files in it: which are to be read, and what is said of the others.

Names are shown, never used as paths. What is unpacked is bounded before it is: by number, by
size and by how much larger it is than what it was packed into.
"""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from struct import unpack_from

from cockpit.intake.files.grid import LARGEST, LeftOut, Unfit
from cockpit.intake.files.kinds import OF_TABLES

MOST_FILES = 500
MOST_UNPACKED = 150_000_000  # bytes of all files
MOST_RATIO, PLAIN_SIZE = 200, 1_000_000  # larger files than this are not packed as well as that
LONGEST_NAME = 120
UTF_8_NAME = 0x800  # of a name's flags
LOCKED = 0x1
UNICODE_PATH = 0x7075  # an extra field with the name in UTF-8
THREE_BYTES = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
AGAIN = "解压后导入里面的文件，或重新打包"
JUNK = {"thumbs.db", "desktop.ini", "__macosx"}


def files(name: str, content: bytes) -> Iterator[tuple[str, bytes | Unfit]]:
    """The files of an archive, each by its path in it, with its bytes or why there are none.

    Raises Unfit for an archive that is damaged, or holds too much.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if not entries:
                raise Unfit("压缩包是空的", "重新打包")
            if len(entries) > MOST_FILES:
                raise Unfit(f"压缩包里最多 {MOST_FILES} 个文件", "分成几个压缩包")
            paths = [_path(entry) for entry in entries]
            if all(map(reason, paths)):
                raise Unfit("压缩包里没有表格文件", "核对是不是这个压缩包")
            twice = Counter(paths)
            room = MOST_UNPACKED
            for entry, path in zip(entries, paths, strict=True):
                held = reason(path) or (_twice() if twice[path] > 1 else _content(package, entry))
                room -= 0 if isinstance(held, Unfit) else len(held)
                if room < 0:
                    size = f"压缩包里的文件一共最多 {MOST_UNPACKED // 1_000_000} MB"
                    raise Unfit(size, "分成几个压缩包")
                yield f"{name}/{shortened(path)}", held
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Unfit("是损坏的压缩包", "重新打包，或重新下载") from None


def reason(path: str) -> LeftOut | None:
    """Why a file of a folder or an archive is not to be read; None for one that is."""
    parts = PurePosixPath(path).parts
    last = parts[-1] if parts else ""
    if last.startswith("~$"):
        return LeftOut("是 Excel 打开文件时留下的锁，不是数据")
    if last.startswith(".") or any(part.lower() in JUNK for part in parts):
        return LeftOut("是系统留下的文件，不是数据")
    if PurePosixPath(last).suffix.lower() not in OF_TABLES:
        return LeftOut("不是表格文件，没有导入")
    return None


def shortened(path: str) -> str:
    """A path that can be shown."""
    if len(path) <= LONGEST_NAME:
        return path
    suffix = PurePosixPath(path).suffix[:10]
    return f"{path[: LONGEST_NAME - len(suffix) - 1]}…{suffix}"


def _twice() -> Unfit:
    return Unfit("压缩包里有两个同名的文件", "核对哪一个是对的，重新打包")


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | Unfit:
    if entry.flag_bits & LOCKED:
        return Unfit("压缩包有密码，读不了", "解压后导入里面的文件，或不加密码重新打包")
    if entry.filename.lower().endswith(".zip"):
        return Unfit("是压缩包里的压缩包", "解压一层后导入")
    if entry.file_size > max(PLAIN_SIZE, MOST_RATIO * entry.compress_size):
        return Unfit(f"展开后大 {MOST_RATIO} 倍以上，没有展开", "只留有内容的行和列，另存为新文件")
    try:
        with package.open(entry) as stream:
            content = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return Unfit("在压缩包里损坏了，或压缩的方法读不了", AGAIN)
    return content


def _path(entry: zipfile.ZipInfo) -> str:
    """An entry's path as its maker wrote it: names without a mark are UTF-8 or GB18030."""
    name = entry.filename
    if not entry.flag_bits & UTF_8_NAME:
        raw = entry.orig_filename.encode("cp437", "replace")
        name = _unicode_path(entry.extra) or _decoded(raw)
    return name.partition("\0")[0].replace("\\", "/").lstrip("/")


def _decoded(raw: bytes) -> str:
    is_utf_8 = THREE_BYTES.sub(b"", raw).isascii()
    for encoding in ("utf-8", "gb18030") if is_utf_8 else ("gb18030",):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _unicode_path(extra: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        kind, size = unpack_from("<HH", extra, at)
        if kind == UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""
