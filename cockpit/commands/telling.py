"""What was understood of an office's ledger, in lines for a terminal."""

from collections.abc import Iterable, Iterator

from cockpit.intake.answers import LEFT_OUT
from cockpit.intake.understood import Column, RowKind, Understood
from cockpit.numbers import iso
from cockpit.visible import quoted

WORDS = {
    RowKind.TAKEN: "取",
    RowKind.SECTION: "分节",
    RowKind.SUM: "合计（只核对）",
    RowKind.NOTE: "附注",
    RowKind.HIDDEN: "隐藏",
    RowKind.LEFT_OUT: "按要求不取",
}


def lines(understood: Iterable[Understood]) -> Iterator[str]:
    """What was understood of each ledger; tables of ours need no words."""
    for one in understood:
        if one.is_ours:
            continue
        first, last = one.header_rows
        rows = f"第 {first} 行" if first == last else f"第 {first}—{last} 行"
        day = f"截至 {iso(one.period)}（{one.why_period}）" if one.period else "哪一天的数没有写明"
        yield f"读懂了 {one.place}：表头{rows}，{day}"
        counts = (f"{word} {n} 行" for kind, word in WORDS.items() if (n := one.count(kind)))
        taken = f"装入 {'、'.join(one.tables) or '（还有要定的）'}"
        if not one.count(RowKind.TAKEN):
            taken = "没有一个项目"
        yield f"  {'；'.join(filter(None, ('，'.join(counts), taken)))}"
        for column in one.columns:
            if column.meaning != LEFT_OUT:
                yield f"  {_column(column)}"


def _column(column: Column) -> str:
    read = column.label or "看不懂"
    day = f"，到 {iso(column.period)}" if column.period else ""
    unit = f"，{column.unit}（{column.why_unit}）" if column.unit else ""
    unit = "，单位没有写明" if column.asks_unit else unit
    header = quoted(" › ".join(column.header))
    return f"{column.letters} {header} → {read}（{column.why}）{day}{unit}"
