"""A store moved whole: from a folder to what machines share, or back, with all its versions.

Files are copied first, each read back; the catalogue comes last, in one step, and makes the store.
Until then nothing but a note of whose move it is tells the target from an empty place: a move that
was killed is gone on with by the same command, and nobody fills a half moved store meanwhile. The
source is only read.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import ExitStack

from filelock import Timeout

from cockpit.errors import LakeBusy, Refused, StoreBroken
from cockpit.places import Where, lock
from cockpit.small_files import small_files
from cockpit.warehouse import inbox, originals, photos
from cockpit.warehouse.catalogue import DataFile, Taken
from cockpit.warehouse.ground import MOVING, Ground, ground

SMALL = tuple(
    f"{kind}-keys.{end}"
    for kind, end in (
        ("wall", "secret"),
        ("wall", "json"),
        ("report", "secret"),
        ("report", "json"),
        ("view", "secret"),
    )
)


def move(source: Where, target: Where, tell: Callable[[str], None] = lambda _: None) -> int:
    """Copy the store at ``source`` to ``target``; the newest version, as there.

    Raises Refused where something lies at the target that is not this move's, LakeBusy,
    StoreBroken, OSError; the source is whole then, and the same move can be begun again.
    """
    here, there = ground(source), ground(target)
    with ExitStack() as until:
        for name, where in (("writer", source), ("collector", source), ("writer", target)):
            try:
                until.enter_context(lock(there_is(where), name, 10.0))
            except Timeout:
                what = "这个存储正有程序在写"
                way_out = "停掉服务和导入，再运行一次"
                raise LakeBusy(what, where=ground(where).place, way_out=way_out) from None
        if not here.exists():
            raise Refused("没有可以搬的存储", where=here.place, way_out="核对设置")
        taken, hashes = here.checked()
        here.require(taken.files, hashes)
        is_there = _begun(there, target, taken)
        for number, file in enumerate(taken.files, start=1):
            _carry(here, there, file, hashes.get(file.name))
            if number % 100 == 0:
                tell(f"数据文件 {number} / {len(taken.files)}")
        tell(f"数据文件 {len(taken.files)} 个，逐个读回核对过")
        originals.copy(source, target)
        photos.copy(source, target)
        for name in SMALL:
            if (content := small_files(source).read(name)) is not None:
                small_files(target).write(name, content)
        inbox.copy(source, target)  # after the photos of what is in it
        if not is_there:
            there.install(taken.content)
        _require_same(there, taken)
        there.seal()
        there.forget(MOVING)
    return taken.version


def there_is(where: Where) -> Where:
    """The place, made where it is a folder that is not there: a lock needs it."""
    ground(where).make()
    return where


def _begun(there: Ground, target: Where, taken: Taken) -> bool:
    """Note whose move it is; whether the catalogue is there already. Raises Refused."""
    note = json.dumps({"lake": taken.lake, "snapshot": taken.snapshot}).encode()
    before = small_files(target).read(MOVING)
    if before is not None and json.loads(before)["lake"] != taken.lake:
        what = "那里有另一个存储没有搬完"
        raise Refused(what, where=there.place, way_out="换一个空的地方，或请管理员清空那里")
    if before is None and (there.exists() or there.files()):
        what = "那里已经有一个存储，不能搬过去"
        raise Refused(what, where=there.place, way_out="换一个空的地方；不要的，请管理员先清空")
    is_there = before is not None and there.has_catalogue()
    if is_there and there.take().snapshot != taken.snapshot:
        what = "上一次没有搬完，这以后又写过"
        raise Refused(what, where=there.place, way_out="请管理员清空那里，再运行一次")
    small_files(target).write(MOVING, note)
    return is_there


def _carry(here: Ground, there: Ground, file: DataFile, known: str | None) -> None:
    """Copy a Parquet file unless it is there with its content, and read it back."""
    content = here.read(file.name)
    sha256 = hashlib.sha256(content).hexdigest()
    if len(content) != file.size or (known and sha256 != known):
        raise StoreBroken("数据文件被改动过，或坏了", where=f"{here.data_path} {file.name}")
    if there.size(file.name) != file.size or _hash(there, file) != sha256:
        there.write(file.name, content)
        if _hash(there, file) != sha256:
            what = "写下的数据文件读回来不一样"
            raise StoreBroken(what, where=f"{there.data_path} {file.name}", way_out="再运行一次")


def _hash(there: Ground, file: DataFile) -> str:
    return hashlib.sha256(there.read(file.name)).hexdigest()


def _require_same(there: Ground, taken: Taken) -> None:
    now = there.take()
    if (now.lake, now.commits, now.files) != (taken.lake, taken.commits, taken.files):
        raise StoreBroken("搬过去的目录库与原来的不一样", where=there.place, way_out="再运行一次")
