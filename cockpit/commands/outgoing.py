"""template, export: our tables as workbooks."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from cockpit.commands.shared import lake
from cockpit.errors import NoData, NotFound
from cockpit.intake import outgoing
from cockpit.intake.outgoing import GROUPS, Written
from cockpit.tables.contracts import TABLES
from cockpit.warehouse.manifest import write_file


def template(arguments: Namespace) -> int:
    """Write the empty workbooks of the tables named, or of all of the ledger."""
    names = [_table(said) for said in arguments.tables]
    _written(outgoing.templates(lake().reading(), names), Path(arguments.out))
    return 0


def export(arguments: Namespace) -> int:
    """Write what is loaded as workbooks that load back to no change."""
    store = lake()
    held = dict(store.tables_at(store.newest()))
    groups = tuple(GROUPS) if arguments.all else ("ledger",)
    books = outgoing.exported(store.reading(), held, groups)
    if not books:
        raise NoData("还没有数据可以导出", way_out="先导入台账")
    _written(books, Path(arguments.out))
    return 0


def _written(books: Iterable[Written], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for book in books:
        path = folder / book.name
        write_file(path.resolve(), book.content)
        print(f"已写 {path}" + (f"：{book.rows} 行" if book.rows else ""))


def _table(said: str) -> str:
    for table in TABLES.values():
        if said in (table.name, *table.names):
            return table.name
    known = "、".join(table.names[0] for table in TABLES.values())
    raise NotFound("没有这张表", where=said, way_out=f"表有：{known}")
