"""backup, restore, tidy."""

from argparse import Namespace
from datetime import timedelta
from pathlib import Path

from cockpit import settings
from cockpit.commands.remedies import problem_text
from cockpit.commands.shared import confirm, lake
from cockpit.errors import Refused, StoreBroken
from cockpit.places import Where
from cockpit.warehouse import moving
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.upkeep import Tidied


def backup(arguments: Namespace) -> int:
    """Copy the lake into a folder, and read the copy back. Raises Refused without a folder."""
    if not arguments.folder.strip():
        raise Refused("没有写备份放到哪里", way_out="写上文件夹，如 /mnt/usb/cockpit")
    version = lake().backup(Path(arguments.folder))
    print(f"已备份第 {version} 版及以前到 {arguments.folder}，逐个文件读回核对过")
    return 0


def restore(arguments: Namespace) -> int:
    """Put a backup back as a new version, when confirmed."""
    store = lake(must_exist=False)
    _ = store.folder  # a shared store is refused before anything is asked
    if _has_data(store):
        confirm("现在的数据将换成备份里的；先备份现状可再换回。", yes=arguments.yes)
    version = store.restore(Path(arguments.folder))
    store.create()  # a backup made before a migration gets it now
    print(f"已恢复，成为第 {version} 版")
    return 0


def tidy(arguments: Namespace) -> int:
    """Merge small files, drop versions and clear away what nothing reads any more; say what."""
    keep = settings.load().keep_versions
    done = lake().tidy_tried(keep=keep) if arguments.dry_run else lake().tidy(keep=keep)
    if arguments.dry_run:
        print("试算，什么都没有改：")
    becomes = "，最少可整理成" if arguments.dry_run else "整理成"
    print(f"数据文件 {done.before.files} 个{becomes} {done.after.files} 个；留下的各版数据不变")
    print(_versions_said(done, keep))
    print(_files_said(done, is_tried=arguments.dry_run))
    return 0


def move(arguments: Namespace) -> int:
    """Move the store of the settings' folder to the shared one of the settings, or back."""
    now = settings.load()
    if now.shared is None:
        way_out = "先写 COCKPIT_CATALOGUE、COCKPIT_DATA 和 COCKPIT_S3_ 的几项，见 docs/machines.md"
        raise Refused("没有设置共用的存储", way_out=way_out)
    source: Where = now.folder
    target: Where = now.shared
    if arguments.to == "folder":
        source, target = target, source
    confirm(f"把 {source} 的全部版本搬到 {target}；原来的不动。先停掉服务。", yes=arguments.yes)
    version = moving.move(source, target, tell=print)
    print(f"搬好了：第 {version} 版及以前，连同原文件、照片、收件箱和密钥；原来的还在，核对后再删")
    return 0


def _versions_said(done: Tidied, keep: timedelta | None) -> str:
    of = f"版本 {done.before.versions} 个"
    if keep is None:
        return f"{of}，全部保留（COCKPIT_KEEP_VERSIONS_DAYS=all）"
    if not done.dropped:
        return f"{of}，没有要清的"
    stays = "每天的最后一版、会议用过的、人导入和写入的，以及它们的前一版都留着"
    return f"{of}，清掉 {len(done.dropped)} 个 {keep.days} 天以前的现场填报版本；{stays}"


def _files_said(done: Tidied, *, is_tried: bool) -> str:
    said = f"不再读的旧文件清掉 {done.cleared} 个，没写完就中断的清掉 {done.unfinished} 个"
    if done.waiting:
        said += f"；还有 {done.waiting} 个（{_mb(done.waiting_size)}）留一天给正在读的人，以后再清"
    before, after = (held.size + held.catalogue for held in (done.before, done.after))
    if is_tried:
        return f"{said}；现在占 {_mb(before)}"
    freed = f"腾出 {_mb(before - after)}" if before > after else "没有腾出空间"
    return f"{said}；占用 {_mb(before)} 变为 {_mb(after)}，{freed}"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _has_data(store: Lake) -> bool:
    """Whether something is replaced; of a damaged store nobody can say that it is nothing."""
    try:
        return bool(store.newest())
    except StoreBroken as problem:
        print(problem_text(problem))
        return True
