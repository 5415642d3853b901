"""The figures that a text states, each with its unit and what it is said of.

Dates, numbers of documents, names in quotation marks with digits, ordinals and rules (1—2 个) are
not figures; how many were passed over is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from cockpit.reconcile.bulletin.days import Days

# longest first; a unit that follows a number, perhaps after a space
UNITS = (
    *("个百分点", "百分点", "万亿元", "亿元", "万元", "元"),
    *("万平方米", "平方米", "公里", "亩", "%", "‰", "个县", "县", "个区"),
    *(
        "个",
        "件",
        "家",
        "位",
        "名",
        "人",
        "天",
        "次",
        "项",
        "处",
        "户",
        "条",
        "岗",
        "倍",
        "张",
        "期",
    ),
)
MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000),
         "万亿元": Decimal(100_000_000)}  # 万元 of one  # fmt: skip
MOST_OF_PART = 300
POINTS, PERCENT, RANK = "个百分点", "%", "位"
GROUP = {"个县", "县", "个区"}  # how many a rank is among
COUNTS = {"个", "件", "家", "人", "名", "天", "次", "项", "处", "户", "条", "岗", "张"}
# what repeats is bounded throughout: a text of 500 000 digits or spaces is looked at once
_NUMBER = r"[-−]?(?:\d{1,3}(?:[,，]\d{3}){1,4}(?!\d)|\d{1,15})(?:\.\d{1,12})?(?!\d)"
_GAP = r"[^\S\n]{0,4}"
_DASH = r"[-—–~～至]"
_PASSED = re.compile(
    "|".join(
        (
            r"[“\"「][^”\"」]{0,12}\d[^”\"」]{0,12}[”\"」]",  # a name: “12834”, “982”
            rf"[〔\[]\d{{4}}[〕\]]{_GAP}\d{{1,9}}{_GAP}号",
            rf"(?<!\d)\d{{4}}{_GAP}{_DASH}{_GAP}\d{{2,4}}{_GAP}年",
            rf"(?<!\d)\d{{2,4}}{_GAP}年(?:代|度)?",
            rf"(?<!\d)\d{{1,2}}{_GAP}{_DASH}{_GAP}\d{{1,2}}{_GAP}月份?",
            rf"(?<!\d)\d{{1,2}}{_GAP}月(?:份|底|末|初|{_GAP}\d{{1,2}}{_GAP}[日号])?",
            rf"(?<![第\d])\d{{1,2}}{_GAP}[日号](?![\w次])",
            r"\d{4}-\d{1,2}-\d{1,2}",
            r"\d{1,2}[:：]\d{2}",
            # 第 5 期, but 第 3 位 is a rank; a rule: 1—2 个
            rf"第{_GAP}\d{{1,9}}{_GAP}(?!位|名|\d)[\u4e00-\u9fff]",
            rf"(?<!\d)\d{{1,9}}{_GAP}{_DASH}{_GAP}\d{{1,9}}{_GAP}(?:个|天|次|项|人)",
            rf"(?<!\d)\d{{1,9}}{_GAP}[+×]{_GAP}\d{{1,9}}",
            rf"(?:^|(?<=[\n。；])){_GAP}[（(]?\d{{1,2}}[）).、](?!\d)",  # numbers of paragraphs
        )
    )
)
_FIGURE = re.compile(rf"(?<![\d.])({_NUMBER}){_GAP}({'|'.join(map(re.escape, UNITS))})?")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_PART = re.compile(r"[^；;]+[；;]?")
LISTED = re.compile(r"\s{0,4}[、和与及，,]\s{0,4}")  # what stands between the figures of a list
_WIDE = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９．％－"} | {
    ord("—"): "—"
}


@dataclass(frozen=True)
class Printed:
    """A figure as it is printed.

    ``number``: its place among the figures of the text, from 1; ``text``: its digits without
    marks, ``unit`` empty where none is said; ``start``, ``end``: where it stands in the text, with
    its unit; ``part``: which part of the text, cut at full stops and semicolons; ``before``: the
    words of its part between it and the figure before it.
    """

    number: int
    text: str
    unit: str
    start: int
    end: int
    part: int
    before: str

    @property
    def value(self) -> Decimal:
        """The number as printed."""
        return Decimal(self.text)

    @property
    def kind(self) -> str:
        """What may be set beside it: money is one kind whatever its unit."""
        return "元" if self.unit in MONEY else self.unit

    @property
    def said(self) -> str:
        """As it is read: 49.1%."""
        return f"{self.text}{self.unit}"


@dataclass(frozen=True)
class Text:
    """A text: its words, its figures in their order, and how many numbers were no figures."""

    words: str
    figures: tuple[Printed, ...]
    passed: int

    @cached_property
    def days(self) -> Days:
        """The days that it names."""
        return Days(self.words)

    def parts(self) -> Iterator[tuple[Printed, ...]]:
        """The figures by part of the text; one with too many to be a sentence is left out."""
        for _, part in groupby(self.figures, key=lambda one: one.part):
            figures = tuple(part)
            if len(figures) <= MOST_OF_PART:
                yield figures


def read(words: str) -> Text:
    """The figures of a text. Full-width digits are read as plain ones."""
    words = words.translate(_WIDE)
    # what is passed over is as long without digits: places stay what they are
    bare, passed = _PASSED.subn(lambda found: re.sub(r"\d", "#", found[0]), words)
    figures: list[Printed] = []
    for part in cut(words):
        figures += _of_part(words, bare, part, len(figures))
    return Text(words, tuple(_with_units_of_lists(words, figures)), passed)


@dataclass(frozen=True)
class Part:
    """A part of the text, ``begin`` to ``end``, and its place among the parts."""

    begin: int
    end: int
    number: int


def cut(words: str) -> Iterator[Part]:
    """The parts of a text, cut at full stops, line breaks and semicolons."""
    number = 0
    for sentence in _SENTENCE.finditer(words):
        for piece in _PART.finditer(sentence.group()):
            begin = sentence.start() + piece.start()
            yield Part(begin, begin + len(piece.group()), number)
            number += 1


def _of_part(words: str, bare: str, part: Part, number: int) -> Iterator[Printed]:
    """The figures of a part; ``bare``: the text without what is passed over.

    ``number``: how many figures came before it.
    """
    behind = part.begin
    for found in _FIGURE.finditer(bare, part.begin, part.end):
        number += 1
        digits = re.sub("[,，]", "", found[1]).replace("−", "-")
        before = words[behind : found.start()]
        yield Printed(
            number, digits, _unit(found[2] or "", before), found.start(), found.end(),
            part.number, before,
        )  # fmt: skip
        behind = found.end()


def _unit(said: str, before: str) -> str:
    if said == "名" and before.endswith("第"):
        return RANK
    return POINTS if said == "百分点" else said


def _with_units_of_lists(words: str, figures: list[Printed]) -> Iterator[Printed]:
    """16、10.8、16.5个百分点: a number of a list has the unit of the list's last."""
    after: Printed | None = None
    found: list[Printed] = []
    for one in reversed(figures):
        is_listed = (
            after is not None
            and not one.unit
            and after.part == one.part
            and LISTED.fullmatch(words, one.end, after.start)
        )
        after = replace(one, unit=after.unit) if after and is_listed else one
        found.append(after)
    yield from reversed(found)
