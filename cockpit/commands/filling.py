"""fill, load, start-real, start-sample."""

import sys
from argparse import Namespace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from cockpit import settings
from cockpit.commands.remedies import fault_text
from cockpit.commands.shared import author, confirm, lake
from cockpit.errors import LoadRefused
from cockpit.warehouse.naming import is_nameless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duckdb import DuckDBPyConnection

    from cockpit.intake.preview import Moved
    from cockpit.intake.understood import Understood
    from cockpit.warehouse.lake import Lake


def fill(arguments: Namespace) -> int:
    """Make the store on a first start; on later ones say that it is there."""
    started = perf_counter()
    store = lake(must_exist=False)
    if store.exists() and (newest := store.newest()):
        store.create()
        if _lacks_reference(store.reading()):
            newest = _complete(store, author(arguments)) or newest
        print(f"数据已装好：第 {newest} 版，{store.version(newest).at:%Y-%m-%d %H:%M}")
        return 0
    from cockpit.intake import demonstration  # noqa: PLC0415  (half a second, only when it fills)

    result = demonstration.fill(store, author(arguments), sample=settings.load().sample, tell=print)
    rows, version = (result.changed, result.version) if result else (0, store.newest())
    print(f"装好了：{rows} 行，第 {version} 版，用时 {perf_counter() - started:.1f} 秒")
    return 0


def _lacks_reference(con: "DuckDBPyConnection") -> bool:
    """Whether a store was filled before the code had what its screens need now."""
    has_rules = con.execute(
        "select exists (from escalation_rule), exists (from assessment_rule)"
    ).fetchone()
    return is_nameless(con) or has_rules != (True, True)


def _complete(store: "Lake", who: str) -> int | None:
    """Bring a store that an earlier version of the code filled what this one needs; its version.

    What stands in the way is said, and the site starts all the same: without names.
    """
    from cockpit.intake import demonstration  # noqa: PLC0415

    try:
        result = demonstration.complete(store, who, tell=lambda _: None)
    except LoadRefused as refusal:
        print(f"新的参考数据没有补入，请核对后导入 data/reference：{refusal}", file=sys.stderr)
        for fault in refusal.faults:
            print(fault_text(fault), file=sys.stderr)
        return None
    if result.changed:
        print(f"补入了新的参考数据：{result.changed} 行")
    return result.version


def load(arguments: Namespace) -> int:
    """Load files through the gate and say what changed."""
    from cockpit.commands import effects, marking, sources  # noqa: PLC0415
    from cockpit.commands.answering import answered  # noqa: PLC0415
    from cockpit.intake import gate  # noqa: PLC0415
    from cockpit.screens.imports.effect import effect  # noqa: PLC0415
    from cockpit.tables.contracts import TABLES  # noqa: PLC0415
    from cockpit.warehouse import mart  # noqa: PLC0415

    store = lake()
    said: list[str] = []
    given = list(sources.from_paths(map(Path, arguments.files), arguments.kind))
    if arguments.report:
        marking.require_other(arguments.report, arguments.files)

    def watch(con: "DuckDBPyConnection") -> None:
        before = mart.build(store, store.newest())
        said.extend(effects.lines(effect(before, con, settings.load().today())))

    try:
        result = gate.load(
            store,
            given,
            author=author(arguments),
            note=arguments.note,
            dry_run=arguments.dry_run,
            answers=answered(arguments),
            today=settings.load().today(),
            watch=watch,
        )
    except LoadRefused as refusal:
        _tell(refusal.understood)
        if arguments.report:
            for line in marking.write(arguments.report, given, refusal.faults):
                print(line)
        raise
    _tell(result.understood)
    for sheet in result.skipped:
        print(f"没有导入 {sheet}")
    for table in result.written:
        name = TABLES[table.table].names[0]
        print(f"{name}：新增 {table.new} 行，改动 {table.changed} 行，相同 {table.same} 行")
    for correction in (one for table in result.written for one in table.overwrites):
        print(f"覆盖了更正：{correction}")
    for line in (*said, *_projects(result.projects, told=bool(said))):
        print(line)
    if not result.changed:
        print("没有任何值改变，不产生新版本")
    elif result.dry_run:
        print("核对通过；这是试运行，没有写入")
    else:
        print(f"已写入第 {result.version} 版")
    return 0


def _tell(understood: "Iterable[Understood]") -> None:
    from cockpit.commands import telling  # noqa: PLC0415

    for line in telling.lines(understood):
        print(line)


def _projects(moved: "Moved", *, told: bool) -> list[str]:
    """Which projects a load made, changed and does not have."""
    from cockpit.commands.effects import listed  # noqa: PLC0415
    from cockpit.tables.contracts import TABLES  # noqa: PLC0415

    if not told:
        return []
    lines = [
        f"  项目：新增 {listed(moved.new, moved.names)}",
        f"  项目：有改动 {listed(moved.changed, moved.names)}",
    ]
    for table, absent in moved.absent.items():
        if absent:
            name = TABLES[table].names[0]
            lines.append(f"  {name}：这次没有、已装的照旧 {listed(absent, moved.names)}")
    return lines


def start_real(arguments: Namespace) -> int:
    """Replace the demonstration by an empty real ledger, when confirmed."""
    from cockpit.intake import demonstration  # noqa: PLC0415

    store = lake()
    if leaving := demonstration.leaving(store.reading(), len(store.versions())):
        print(f"退出：{_listed(leaving.goes)}")
        print(f"留下：{_listed(leaving.stays)}；以前的 {leaving.versions} 个版本都还能打开")
    confirm(
        "示例台账将退出，换成空的正式台账；以前的版本仍可打开，start-sample 可换回示例。",
        yes=arguments.yes,
    )
    version = demonstration.start_real(store, author(arguments))
    print(f"已换成正式台账，第 {version} 版。下一步：python -m cockpit load 文件")
    return 0


def _listed(tables: "tuple[tuple[str, int], ...]") -> str:
    return "、".join(f"{name} {rows} 行" for name, rows in tables) or "没有"


def start_sample(arguments: Namespace) -> int:
    """Put the demonstration back in the place of the ledger, when confirmed."""
    from cockpit.intake import demonstration  # noqa: PLC0415

    confirm("现在的台账将退出，换回示例台账；以前的版本仍可打开。", yes=arguments.yes)
    result = demonstration.start_sample(lake(), author(arguments), tell=print)
    print(f"已换回示例台账，第 {result.version} 版")
    return 0
