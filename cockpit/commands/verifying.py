"""verify: whether the figures of a bulletin can stand beside one another and the ledger."""

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cockpit import numbers, settings
from cockpit.commands.shared import day, lake
from cockpit.errors import NotFound
from cockpit.intake.wording import words_of
from cockpit.link.today import default_as_of
from cockpit.reconcile.bulletin import Judged, Ledger, Text, judged, read
from cockpit.reconcile.bulletin.groups import without_group
from cockpit.reconcile.lines import NOT_PROOF
from cockpit.reconcile.verdict import Verdict
from cockpit.visible import visible
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.mart import build

TOLD = (Verdict.IMPOSSIBLE, Verdict.BY_TRUNCATION, Verdict.BY_ROUNDING)
COUNTED = (*TOLD, Verdict.AGREES, Verdict.GIVEN)
AROUND = 16  # characters of the text shown before a figure


def verify(arguments: Namespace) -> int:
    """The verdicts, a line each; 1 where a figure cannot be. Raises CockpitError."""
    path = Path(arguments.file)
    if not path.is_file():
        raise NotFound("没有这个文件", where=arguments.file, way_out="核对路径")
    text = read(words_of(path.name, path.read_bytes()))
    on = day(arguments.as_of, "--as-of") if arguments.as_of else None
    if not Lake(settings.load().lake).exists():
        print("还没有建库，只核稿子里的数彼此能不能成立")
        return print_verdicts(text, judged(text, on))
    ledger = _ledger(on)
    print(
        f"与台账第 {ledger.mart.version} 版对照；稿子没有写到哪一天的数，"
        f"按 {numbers.iso(ledger.on)}" + ("" if on else "（可用 --as-of 另定）")
    )
    if ledger.is_sample:
        print(f"装的是示例台账：{NOT_PROOF}；稿子自身的加减乘除仍然算数")
    return print_verdicts(text, judged(text, ledger.on, ledger))


def _ledger(on: date | None) -> Ledger:
    """The newest data, at the day asked for or that of its last report."""
    store = lake()
    mart = build(store, store.newest())
    return Ledger(mart, on or default_as_of(mart, settings.load().today()))


def print_verdicts(text: Text, found: Sequence[Judged]) -> int:
    """Print what to look at, then the rest in a line; 1 where a figure cannot be, else 0."""
    for verdict in TOLD:
        for one in found:
            if one.verdict is verdict:
                print(f"{verdict}  {_around(text, one)}")
                print(f"    {one.how}")
    ungrouped = {*without_group(text)}
    for one in found:
        if one.figure.number in ungrouped:
            print(f"没有说在哪一组里  {_around(text, one)}")
    counts = Counter(one.verdict for one in found)
    said = "，".join(f"{words} {counts[words]}" for words in COUNTED)
    outside = len(found) - sum(counts[words] for words in COUNTED)
    print(
        f"{len(found)} 个数：{said}；{outside} 个稿子和台账里都没有能对照的，不算核过。"
        f"另有 {text.passed} 处日期、文号、名称不算数"
    )
    return 1 if counts[Verdict.IMPOSSIBLE] else 0


def _around(text: Text, one: Judged) -> str:
    figure = one.figure
    before = text.words[max(0, figure.start - AROUND) : figure.start].rpartition("\n")[2]
    return f"{visible(before)}【{figure.said}】"
