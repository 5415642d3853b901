"""① 放文件: a row a file, how far its reading is, and what came of it."""

from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.intake.preview import FileRead
from cockpit.intake.understood import RowKind
from cockpit.screens import markup
from cockpit.screens.imports.work import Work

KINDS = {
    "xlsx": "Excel",
    "xlsm": "Excel（有宏，不运行）",
    "xls": "Excel 97",
    "csv": "文本",
    "txt": "文本",
    "parquet": "Parquet",
    "zip": "压缩包",
}
READ, READING, WAITING, UNREAD = "读完", "在读", "排队", "没读"


@dataclass(frozen=True)
class FileRow:
    """A file: what it is called and is, its ``state``, what was read of it, in words."""

    name: str
    kind: str
    state: str
    share: int
    said: str
    can_leave: bool = True


def rows(work: Work, reading: str = "") -> list[FileRow]:
    """The dropped files; ``reading``: the one that is being read, where they are."""
    if work.is_to_be_read:
        return _reading(work, reading)
    read = {file.name: file for file in work.preview.files} if work.preview else {}
    own = [_row(work, d.name, d.size, read.get(d.name)) for d in work.files]
    inner = [f for name, f in read.items() if name not in {d.name for d in work.files}]
    return own + [_row(work, f.name, f.size, f, can_leave=False) for f in inner]


def _reading(work: Work, reading: str) -> list[FileRow]:
    names = [file.name for file in work.files]
    at = names.index(reading) if reading in names else (len(names) if reading else 0)
    found = []
    for n, file in enumerate(work.files):
        state = READ if n < at else READING if n == at else WAITING
        share = 100 if n < at else 50 if n == at else 0
        found.append(FileRow(file.name, _kind(file.name, file.size), state, share, ""))
    return found


def _row(
    work: Work, name: str, size: int, read: FileRead | None, *, can_leave: bool = True
) -> FileRow:
    kind = _kind(name, size)
    if read is None:
        own = [file for file in (work.preview.files if work.preview else ()) if name in file.name]
        said = f"里面 {len(own)} 个文件" if own else ""
        return FileRow(name, kind, READ if own else UNREAD, 100, said, can_leave)
    if read.problem:
        return FileRow(name, f"{kind} · 打不开", UNREAD, 100, read.problem, can_leave)
    preview = work.preview
    sheets = [u for u in preview.understood if u.file == name] if preview else []
    if len(sheets) > 1:
        kind += f" · {len(sheets)} 张表"
    taken = sum(u.count(RowKind.TAKEN) for u in sheets)
    # what was left out of it begins with its name
    left = [said for said in (preview.skipped if preview else ()) if said.startswith(name)]
    parts = [
        f"{numbers.count(taken)} 行",
        *(said.removeprefix(name).lstrip(" ›：:") for said in left),
    ]
    return FileRow(name, kind, READ, 100, "；".join(parts[:3]), can_leave)


def _kind(name: str, size: int) -> str:
    ending = name.rpartition(".")[2].lower()
    return " · ".join((size_words(size), KINDS.get(ending, ending[:8])))


def size_words(size: int) -> str:
    """Bytes as people say them: 214 KB, 11.4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{numbers.fixed(size / 1_000_000)} MB"


def title(work: Work) -> str:
    """What the card says first."""
    if not work.files:
        return "一个月的工作簿，拖进来就行"
    if work.is_to_be_read:
        return f"正在读 {len(work.files)} 个文件"
    found = work.preview.files if work.preview else ()
    read, unread = sum(not f.problem for f in found), sum(bool(f.problem) for f in found)
    if not found:
        return f"放入了 {len(work.files)} 个文件"
    return f"{read} 个文件读完" + (f"，{unread} 个没读" if unread else "")


def html(work: Work, reading: str = "", doing: str = "") -> Markup:
    """The rows; ``doing``: what goes on beside, in words."""
    return markup.render(
        "imports/files", rows=rows(work, reading), refused=work.refused, doing=doing
    )
