"""backup, restore."""

from argparse import Namespace
from pathlib import Path

from cockpit.commands.shared import confirm, lake


def backup(arguments: Namespace) -> int:
    """Copy the lake into a folder."""
    version = lake().backup(Path(arguments.folder))
    print(f"已备份第 {version} 版及以前到 {arguments.folder}")
    return 0


def restore(arguments: Namespace) -> int:
    """Put a backup back as a new version, when confirmed."""
    store = lake(must_exist=False)
    if store.newest():
        confirm("现在的数据将换成备份里的；先备份现状可再换回。", yes=arguments.yes)
    version = store.restore(Path(arguments.folder))
    store.create()  # a backup made before a migration gets it now
    print(f"已恢复，成为第 {version} 版")
    return 0
