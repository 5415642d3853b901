"""backup, restore, tidy."""

from argparse import Namespace
from pathlib import Path

from cockpit import settings
from cockpit.commands.remedies import problem_text
from cockpit.commands.shared import confirm, lake
from cockpit.errors import Refused, StoreBroken
from cockpit.places import Where
from cockpit.warehouse import moving
from cockpit.warehouse.lake import Lake


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


def tidy(_: Namespace) -> int:
    """Merge small files and clear away those that nothing reads any more."""
    done = lake().tidy()
    merged = f"数据文件 {done.before} 个整理成 {done.after} 个"
    print(f"{merged}，清掉 {done.cleared} 个旧文件；各版数据不变")
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


def _has_data(store: Lake) -> bool:
    """Whether something is replaced; of a damaged store nobody can say that it is nothing."""
    try:
        return bool(store.newest())
    except StoreBroken as problem:
        print(problem_text(problem))
        return True
