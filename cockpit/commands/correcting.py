"""set, remove, waive."""

from argparse import Namespace

from cockpit import settings
from cockpit.commands.shared import author, day, lake
from cockpit.errors import Refused
from cockpit.intake import corrections
from cockpit.intake.corrections import Reason


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


def _reason(arguments: Namespace) -> Reason:
    if not arguments.reason.strip():
        raise Refused("理由不能为空", way_out="用 --reason 写明为什么改")
    return Reason(author(arguments), arguments.reason.strip())
