"""set, remove, waive, undo."""

from argparse import Namespace

from duckdb import DuckDBPyConnection

from cockpit import settings
from cockpit.commands import effects
from cockpit.commands.shared import author, day, lake
from cockpit.errors import Refused
from cockpit.intake import corrections, undoing
from cockpit.intake.corrections import Reason
from cockpit.screens.imports.effect import effect
from cockpit.tables.contracts import TABLES
from cockpit.warehouse import mart


def set_value(arguments: Namespace) -> int:
    """Correct one value."""
    store = lake()
    cell = (arguments.table, arguments.key, arguments.column)
    old, version = corrections.set_value(store, cell, arguments.value, _reason(arguments))
    new = arguments.value or "—"
    print(f"{arguments.key} {arguments.column}：{old} → {new}，第 {version} 版")
    return 0


def remove(arguments: Namespace) -> int:
    """Withdraw a project from the five classes."""
    on = day(arguments.on, "--on") if arguments.on else settings.load().today()
    reason = _reason(arguments)
    ended, version = corrections.remove_project(lake(), arguments.project, on, reason)
    print(f"{arguments.project} 自 {on} 起撤出，{ended} 条归类到期，第 {version} 版")
    return 0


def waive(arguments: Namespace) -> int:
    """Accept an exception to a check."""
    version = corrections.waive(lake(), arguments.rule, arguments.key, _reason(arguments))
    print(f"已记下例外：{arguments.rule} {arguments.key}，第 {version} 版")
    return 0


def undo(arguments: Namespace) -> int:
    """Take a data version back, as a new one, and say what went back."""
    store, said = lake(), list[str]()

    def watch(con: DuckDBPyConnection) -> None:
        before = mart.build(store, store.newest())
        said.extend(effects.lines(effect(before, con, settings.load().today())))

    reason = _reason(arguments)
    done = undoing.undo(store, arguments.version, reason, dry_run=arguments.dry_run, watch=watch)
    for back in done.tables:
        counts = {"改回": back.earlier, "减少": back.out, "恢复": back.again}
        rows = "，".join(f"{word} {count} 行" for word, count in counts.items() if count)
        print(f"{TABLES[back.table].names[0]}：{rows}")
    for line in said:
        print(line)
    if done.version is None:
        print("核对通过；这是试运行，没有写入")
    else:
        print(f"已撤销第 {arguments.version} 版，写成第 {done.version} 版")
    return 0


def _reason(arguments: Namespace) -> Reason:
    if not arguments.reason.strip():
        raise Refused("理由不能为空", way_out="用 --reason 写明为什么改")
    return Reason(author(arguments), arguments.reason.strip())
