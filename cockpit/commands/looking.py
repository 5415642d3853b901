"""history, check, settings: what there is, nothing changed."""

import os
import sys
from argparse import Namespace
from collections import Counter
from itertools import groupby

from cockpit import settings as every_setting
from cockpit.commands.remedies import fault_text
from cockpit.commands.shared import lake, where
from cockpit.errors import BadSetting, NotFound
from cockpit.intake import checks
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import Table
from cockpit.visible import one_line, quoted
from cockpit.warehouse.faults import RESTORE
from cockpit.warehouse.lake import Change, Version

SHOWN = 5  # rows of one table in one version; beyond, their number


def history(arguments: Namespace) -> int:
    """All data versions, or what the versions did to a project."""
    store = lake()
    if arguments.project:
        return _project_history(arguments.project)
    for version in store.versions():
        print(_line(version))
    if not store.newest():
        print("还没有数据版本")
    return 0


def _project_history(project: str) -> int:
    store = lake()
    lines: dict[int, list[str]] = {}
    for table in TABLES.values():
        if "project_id" in table.columns:
            changes = store.changes(table.name, "project_id", project)
            for number, group in groupby(changes, key=lambda change: change.version):
                lines.setdefault(number, []).extend(_said(table, list(group)))
    if not lines:
        raise NotFound("没有这个项目的记录", where=project, way_out="核对项目代码")
    for number in sorted(lines):
        print(_line(store.version(number)))
        print("\n".join(f"    {line}" for line in lines[number]))
    return 0


def _line(version: Version) -> str:
    at = f"{version.at:%Y-%m-%d %H:%M}"
    author, message = one_line(version.author), one_line(version.message)
    return f"第 {version.number} 版  {at}  {author}  {message}"


def _said(table: Table, changes: list[Change]) -> list[str]:
    before = [c.row for c in changes if c.kind == "update_preimage"]
    after = [c.row for c in changes if c.kind == "update_postimage"]
    said = [
        f"{table.names[0]} {_key(table, new)}：{_difference(table, old, new)}"
        for old, new in zip(before, after, strict=True)
    ]
    if len(said) > SHOWN:
        said = [*said[:SHOWN], f"{table.names[0]}：另有 {len(said) - SHOWN} 行改动"]
    counts = Counter(change.kind for change in changes)
    for kind, word in (("insert", "新增"), ("delete", "减少")):
        if counts[kind]:
            said.append(f"{table.names[0]}：{word} {counts[kind]} 行")
    return said


def _key(table: Table, row: dict[str, object]) -> str:
    return "|".join(one_line(str(row[column])) for column in table.key if column != "project_id")


def _difference(table: Table, old: dict[str, object], new: dict[str, object]) -> str:
    return "，".join(
        f"{table.label(column)} {_shown(old[column])} → {_shown(new[column])}"
        for column in table.columns
        if old[column] != new[column]
    )


def _shown(value: object) -> str:
    return quoted(checks.plain(value))


def check(arguments: Namespace) -> int:
    """Run every rule on the newest version, or read the whole store; 1 if something is found."""
    if arguments.store:
        return _check_store()
    found = list(checks.faults(lake().reading()))
    for fault in found:
        print(fault_text(fault))
    print(f"{len(checks.all_checks())} 条规则，{len(found)} 处不符")
    return 1 if found else 0


def _check_store() -> int:
    where()  # there is a store; what is wrong in it is to be listed, not only its first file
    proof = lake(must_exist=False).prove()
    for version, files in proof.versions:
        print(f"{_line(version)}  {files} 个文件")
    for path, said in proof.wrong.items():
        print(f"{path}：{said}")
    print(f"目录库和 {proof.files} 个数据文件逐行读过，{len(proof.wrong)} 个有问题")
    if proof.files > proof.hashed:
        print(f"其中 {proof.files - proof.hashed} 个写下时没有记校验值，只核对了大小和行数")
    if proof.wrong:
        print(f"办法：{RESTORE}")
    return 1 if proof.wrong else 0


def settings(_: Namespace) -> int:
    """Every setting: name, value now, default, what it is for; 1 if one is wrong."""
    secrets: dict[str, str] = {}
    wrong: BadSetting | None = None
    try:
        secrets = every_setting.secrets_file()
        every_setting.load()
    except BadSetting as problem:
        wrong = problem
    for setting in every_setting.SETTINGS:
        now = os.environ.get(setting.name, secrets.get(setting.name, setting.default))
        shown = "（已设，不显示）" if now and setting.is_secret else now
        print(f"{setting.name} = {shown or '（空）'}")
        print(f"    {setting.help}；缺省 {setting.default or '空'}")
    if wrong:
        print(wrong, file=sys.stderr)
    return 1 if wrong else 0
