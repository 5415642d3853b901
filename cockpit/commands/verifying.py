"""verify: whether the figures of a bulletin can stand beside one another."""

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cockpit.commands.shared import day
from cockpit.errors import NotFound
from cockpit.intake.wording import words_of
from cockpit.reconcile.bulletin import Judged, Text, judged, read
from cockpit.reconcile.bulletin.groups import without_group
from cockpit.reconcile.verdict import Verdict

TOLD = (Verdict.IMPOSSIBLE, Verdict.BY_TRUNCATION, Verdict.BY_ROUNDING)
AROUND = 16  # characters of the text shown before a figure


def verify(arguments: Namespace) -> int:
    """The verdicts, a line each; 1 where a figure cannot be. Raises NotFound, Refused, BadLink."""
    path = Path(arguments.file)
    if not path.is_file():
        raise NotFound("没有这个文件", where=arguments.file, way_out="核对路径")
    text = read(words_of(path.name, path.read_bytes()))
    on = day(arguments.as_of, "--as-of") if arguments.as_of else None
    return print_verdicts(text, judged(text, on))


def print_verdicts(text: Text, found: Sequence[Judged]) -> int:
    """Print what to look at, then the rest in a line; 1 where a figure cannot be, else 0."""
    for verdict in TOLD:
        for one in found:
            if one.verdict is verdict:
                print(f"{verdict}  {_around(text, one)}")
                print(f"    {one.how}")
    for number in without_group(text):
        print(f"没有说在哪一组里  {_around(text, found[number - 1])}")
    counts = Counter(one.verdict for one in found)
    said = "，".join(f"{words} {counts[words]}" for words in (*TOLD, Verdict.AGREES))
    print(
        f"{len(found)} 个数：{said}；{counts[Verdict.NOT_MATCHED]} 个稿子里没有能对照的，不算核过。"
        f"另有 {text.passed} 处日期、文号、名称不算数"
    )
    return 1 if counts[Verdict.IMPOSSIBLE] else 0


def _around(text: Text, one: Judged) -> str:
    figure = one.figure
    before = text.words[max(0, figure.start - AROUND) : figure.start].rpartition("\n")[2]
    return f"{before}【{figure.said}】"
