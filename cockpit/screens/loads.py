"""How loads are called on screens: their kinds, and commands that change data without a file."""

from cockpit.numbers import is_missing
from cockpit.warehouse.feed import undone_of

KINDS = {"sample": "示例", "real": "台账", "reference": "参考", "published": "公布"}
COMMANDS = {
    "set": "更正命令",
    "remove": "撤出命令",
    "problem": "问题流转",
    "site-report": "现场填报",
    "start-real": "换成正式台账",
    "start-sample": "换回示例台账",
}


def file_words(file: str) -> str:
    """What a line of ``load`` calls its file, or its command, as people read it."""
    if (number := undone_of(file)) is not None:
        return f"撤销第 {number} 版"
    return COMMANDS.get(file, file)


def place_words(sheet: str, cell: str, row: float | None) -> str:
    """Where in its file a value stands: Sheet1！H38; without letters 第 38 行, empty of neither."""
    place = cell or ("" if is_missing(row) else f"第 {int(row or 0)} 行")
    return f"{sheet}！{place}" if place and sheet else place
