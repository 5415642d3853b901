"""What a person sees when something is wrong: one family of exceptions, in Chinese.

Each says what was wrong, where, and the way out. The technical side goes to the log.
"""

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cockpit.remedy import ANSWERED, Remedy, RemedyCode
from cockpit.visible import one_line

MOST_FAULTS = 20_000  # of a load; the command line prints the first 200


class CockpitError(Exception):
    """Base of the family.

    ``what`` and ``way_out`` are Chinese sentences; ``where`` names the place (file, sheet, cell,
    link parameter) and may be empty. ``remedies`` are what can be done in the program itself, for
    who shows it to word (``commands/remedies.py``).
    """

    title = "驾驶舱出错"
    status = 400

    def __init__(
        self, what: str, *, where: str = "", way_out: str = "", remedies: tuple[Remedy, ...] = ()
    ) -> None:
        super().__init__(what)
        self.what, self.where, self.way_out, self.remedies = what, where, way_out, remedies

    def __str__(self) -> str:
        return self.worded(self.way_out)

    def worded(self, way_out: str) -> str:
        """Title, what, where and this way out, a line each."""
        parts = [f"{self.title}：{self.what}"]
        if self.where:
            parts.append(f"位置：{self.where}")
        if way_out:
            parts.append(f"办法：{way_out}")
        return "\n".join(parts)


class BadLink(CockpitError):
    """A parameter of a link that cannot be read, or names something that does not exist."""

    title = "链接有误"


class NotFound(CockpitError):
    """Something asked for by name that is not there."""

    title = "没有找到"
    status = 404


class UnknownSlide(NotFound):
    """A slide of the wall that there is not; ``slides``: address and words of those there are."""

    title = "没有这一屏"

    def __init__(self, name: str, slides: Sequence[tuple[str, str]]) -> None:
        there = "、".join(address for address, _ in slides)
        super().__init__(f"大屏没有“{name[:40]}”这一屏", way_out=f"打开其中一屏：{there}")
        self.slides = slides


class UnknownVersion(NotFound):
    """A data version that there is not; ``nearest``: the one to look at for one that was."""

    title = "没有这个数据版本"

    def __init__(
        self, what: str, *, where: str = "", way_out: str = "", nearest: int | None = None
    ) -> None:
        super().__init__(what, where=where, way_out=way_out)
        self.nearest = nearest


class NoData(CockpitError):
    """A date or a store with nothing to show."""

    title = "还没有数据"
    status = 404


class NotAllowed(CockpitError):
    """Reading needs a right that the visitor has not shown."""

    title = "需要登录"
    status = 401


class KeyRefused(NotAllowed):
    """A screen's key that was revoked, or that this server never issued."""

    title = "这块屏幕不能看了"


class ReportKeyRefused(CockpitError):
    """A link for a project's daily report that was revoked, or never issued here."""

    title = "这个填报链接不能用了"
    status = 403


class ReportRefused(CockpitError):
    """A daily report that cannot be taken as it is; nothing of it was kept."""

    title = "没收下"
    status = 422


class TooLarge(ReportRefused):
    """A report whose photos are larger than is taken."""

    status = 413


class TooMany(CockpitError):
    """More requests from one link than anybody makes by hand."""

    title = "传得太快了"
    status = 429


class LinkRefused(NotAllowed):
    """A shared link that shows nothing any more, or another view than this one."""

    title = "这个分享链接打不开"


class RoleMissing(CockpitError):
    """Somebody who is signed in, and may not do this."""

    title = "没有这个权限"
    status = 403


class WritingClosed(CockpitError):
    """Something is missing before anybody may write here, or before this visitor may."""

    title = "现在不能写入"
    status = 403


class FromElsewhere(CockpitError):
    """A page of another site asked, in its visitor's name."""

    title = "不能从别的网站打开"
    status = 403


class ReadOnly(CockpitError):
    """A document asked for by a method other than GET and HEAD."""

    title = "只能查看"
    status = 405


class LakeBusy(CockpitError):
    """Another load holds the writer's lock."""

    title = "正在导入"
    status = 503


class StoreBroken(CockpitError):
    """The lake, or what reads it, is not whole on this machine."""

    title = "数据存储不可用"
    status = 503


class StoreAway(StoreBroken):
    """The database or the bucket of a shared store cannot be reached; it may be whole."""

    title = "数据存储连不上"


class BadBackup(CockpitError):
    """A folder given to ``restore`` that is no whole backup."""

    title = "备份不可用"


class KindsMixed(CockpitError):
    """Real data into the demonstration, or the demonstration into real data."""

    title = "示例与正式数据不能混用"


class Refused(CockpitError):
    """A command that cannot be done as said; nothing was changed."""

    title = "没有执行"


class BadSetting(CockpitError):
    """A setting whose value is none that it can have; nothing goes on without a sound one."""

    title = "设置有误"
    status = 503


class LoadRefused(CockpitError):
    """A load with faults; nothing of it was written.

    ``faults`` lists every one, or the first where there were too many to go on (not ``is_all``).
    """

    title = "导入未通过"

    def __init__(self, faults: "list[Fault]", *, is_all: bool = True) -> None:
        self.faults = faults
        self.understood: tuple[Any, ...] = ()  # of its sheets (intake.understood), as far as it was
        found = f"共 {len(faults)} 处问题"
        if not is_all:
            found = f"看到 {len(faults)} 处问题就停下了，后面的没有再看"
        super().__init__(f"{found}，数据没有任何改动", way_out="按下列提示改好文件后重新导入")


@dataclass(frozen=True)
class TouchedLater:
    """A row that an undo would take a later change from.

    ``table``: its name in the lake; ``key``: its key columns joined by |; ``name``: of its project,
    may be empty; ``version``: the data version that wrote it last, None where none is known.
    """

    table: str
    key: str
    name: str
    version: int | None


class UndoRefused(CockpitError):
    """A version that cannot be taken back as things are; nothing was changed.

    ``rows``: those that a later version wrote too, the first of ``total``; ``faults``: what would
    break a rule afterwards.
    """

    title = "不能撤销"

    def __init__(
        self,
        what: str,
        *,
        way_out: str,
        rows: Sequence[TouchedLater] = (),
        total: int = 0,
        faults: "Sequence[Fault]" = (),
    ) -> None:
        super().__init__(what, way_out=way_out)
        self.rows, self.total, self.faults = tuple(rows), total or len(rows), tuple(faults)


_ROOM = "腾出磁盘空间再试"
_RIGHT = "换一个能写的账户或文件夹"
_PLACE = "核对路径，或换一个地方"
_REASONS = {  # what the file system did not allow, and the way out
    errno.EACCES: ("没有权限", _RIGHT),
    errno.EPERM: ("没有权限", _RIGHT),
    errno.EROFS: ("那里只能读", _RIGHT),
    errno.ENOSPC: ("磁盘满了", _ROOM),
    errno.EDQUOT: ("这个账户的磁盘额度用完了", _ROOM),
    errno.EFBIG: ("文件超过了允许的大小", _ROOM),
    errno.ENOENT: ("没有这个地方", _PLACE),
    errno.EISDIR: ("这是一个文件夹，要的是文件", _PLACE),
    errno.ENOTDIR: ("路径中间有一段是文件", _PLACE),
    errno.EEXIST: ("已有同名的文件", _PLACE),
    errno.ENAMETOOLONG: ("名字太长", _PLACE),
    errno.ELOOP: ("链接绕成了圈", _PLACE),
}


def reason_of(problem: OSError) -> str:
    """What the file system did not allow, in Chinese."""
    return _REASONS.get(problem.errno or 0, ("读写失败", ""))[0]


def refusal_of(problem: OSError) -> Refused:
    """What the file system did not allow, with the place, as people read it."""
    _, way_out = _REASONS.get(problem.errno or 0, ("", "核对路径、权限和磁盘空间，或换一个地方"))
    place = problem.filename2 or problem.filename or ""
    return Refused(reason_of(problem), where=str(place), way_out=way_out)


class Fault:
    """One fault of a load: where it is, what the value is, which rule it breaks, the way out.

    The place is a cell of a workbook (``cell``, D2), else a row. ``column`` is Chinese.
    ``project`` is the code of the project that it is about, ``name`` what it is called (filled in
    later, where the row does not say it). ``question`` names what may be accepted; empty for what
    may not. ``remedies`` are what can be done beside ``way_out``, accepting it among them.
    ``file`` is a remedy's code where the fault is in what was answered (a name's project).
    """

    __slots__ = (
        "cell",
        "column",
        "file",
        "name",
        "project",
        "question",
        "remedies",
        "row",
        "rule",
        "value",
        "way_out",
    )

    def __init__(
        self,
        *,
        file: str,
        rule: str,
        row: int | None = None,
        cell: str = "",
        column: str = "",
        value: str = "",
        way_out: str = "",
        project: str = "",
        name: str = "",
        question: str = "",
        remedies: tuple[Remedy, ...] = (),
    ) -> None:
        self.file, self.row, self.cell, self.column = file, row, cell, column
        self.value, self.rule, self.way_out = value, rule, way_out
        self.project, self.name, self.question = project, name, question
        self.remedies = remedies
        if question and question not in ANSWERED:
            self.remedies += (Remedy(RemedyCode.ACCEPT, (question,)),)

    def __str__(self) -> str:
        return self.worded(self.file, self.way_out)

    @property
    def place_key(self) -> str:
        """A question and its place, by which this one of its kind is accepted."""
        return f"{self.question}@{self.file} › {self.cell or self.row or self.column}"

    def worded(self, file: str, way_out: str) -> str:
        """The fault on one line, with this word for its file, and this way out."""
        place = file
        if self.cell or self.row is not None:
            place += f" › {self.cell or f'第 {self.row} 行'}"
        if self.column:
            place += f" › {self.column}"
        code = "" if self.project in self.column else f"{self.project} "
        about = f"（{code}{self.name}）" if self.name else ""
        said = f"（写的是“{self.value}”）" if self.value else ""
        out = f"；{way_out}" if way_out else ""
        return one_line(f"{place}{about}：{self.rule}{said}{out}")


class Faults(list[Fault]):
    """The faults of a load as they are found.

    The one that makes them MOST_FAULTS ends the load: adding it raises LoadRefused. Nobody reads
    so many, and a file that is wrong in every cell must not take minutes to say so.
    """

    def append(self, fault: Fault) -> None:
        """Add one. Raises LoadRefused."""
        super().append(fault)
        if len(self) >= MOST_FAULTS:
            raise LoadRefused(self, is_all=False)

    def extend(self, faults: Iterable[Fault]) -> None:
        """Add one after the other. Raises LoadRefused."""
        for fault in faults:
            self.append(fault)
