"""What each row of an office's ledger is: a project, a section, a sum, a note."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cockpit.intake.forms.layout import COUNTED, Cells, Layout, heads_a_table, line_of
from cockpit.intake.forms.meanings import MEANINGS, Kind
from cockpit.intake.understood import Column, RowKind
from cockpit.tables import cleaning
from cockpit.tables.cells import Shown, Unreadable

TOTAL = re.compile(r".{0,8}(合计|总计|共计|总和|累计)(项目)?([:(0-9].{0,12})?")
SUBTOTAL = re.compile(r".{0,12}(小计|分计)([:(0-9].{0,12})?")
LEVELS = (  # how sections are numbered, the highest first
    re.compile(r"第?[一二三四五六七八九十]+[、.,]"),
    re.compile(r"[((][一二三四五六七八九十]+[))]"),
    re.compile(r"其中:?"),
)
PARTS = len(LEVELS) - 1  # 其中: of what stands above
NUMERALS = "一二三四五六七八九十"
ALONE = re.compile(r"[((]?[一二三四五六七八九十]+[))]?[、.]?|其中:?")
COUNT = re.compile(r"[(\[:](?:共|计)?(\d+)(?:个|项)(?:项目)?[)\]]?")
NOTE = re.compile(
    r"(备?注|说明|填表|制表|审核|复核|单位负责人|负责人|联系人|填报|报送|打印|联系电话|电话)"
    r"(人|员|单位|日期|时间)?[:：]"
    r"|(备?注|说明)[0-9]*([:：.、]|$)"
)
MARKS = re.compile(r"^[★☆■□●○◆◇▲△▼▽※⊙◎＊*✓√#]+\s*")
FIGURES = re.compile(r"[\d.,%-]+")
NOTHING = {"", "-", "--", "---", "/", "\\", "无", "暂无", "没有", "未", "空", "——", "—", "一"}


@dataclass(frozen=True)
class Section:
    """A section that a row opens: its words without number and count, its level, its count."""

    name: str
    level: int
    count: int | None

    @property
    def is_numbered(self) -> bool:
        """Whether it is numbered or counted, as names of projects may be too; not 其中."""
        return self.level != PARTS


@dataclass(frozen=True)
class Body:
    """The rows of a table: what each is, and the section that each project stands in.

    ``labels``: of sections and sums the words that say so. ``broken``: rows with figures that name
    no project, which are faults. ``other_headers``: rows that are the header of another table.
    """

    kinds: Mapping[int, RowKind]
    sections: Mapping[int, Section]
    labels: Mapping[int, str]
    broken: tuple[int, ...]
    other_headers: tuple[int, ...] = ()

    def of(self, *kinds: RowKind) -> list[int]:
        """Numbers of the rows of these kinds, in order."""
        return [number for number, kind in self.kinds.items() if kind in kinds]


def is_nothing(cell: object) -> bool:
    """Whether a cell says that there is nothing: empty, —, /, 无."""
    if cell is None:
        return True
    return isinstance(cell, str) and line_of(cell) in NOTHING


def read(layout: Layout, columns: Sequence[Column], hidden: frozenset[int]) -> Body:
    """What each row below the header is; ``hidden``: numbers of rows that are not taken."""
    reader = _Reader(layout, columns, hidden)
    for number in layout.cells.rows:
        reader.take(number)
    reader.notes_at_the_end()
    kinds = dict(sorted(reader.kinds.items()))
    return Body(kinds, reader.sections, reader.labels, tuple(reader.broken), tuple(reader.others))


class _Reader:
    def __init__(self, layout: Layout, columns: Sequence[Column], hidden: frozenset[int]) -> None:
        self.layout, self.cells, self.hidden = layout, layout.cells, hidden
        self.names = [c.position for c in columns if c.meaning in {"name", "project_id"}]
        self.figures = [c.position for c in columns if _is_figure(c)]
        self.words = [c.position for c in columns if c.position not in self.figures]
        self.header = {
            tuple(line_of(cell) for cell in self.cells.rows[n]) for n in layout.header_rows
        }
        self.headings = {text for line in self.header for text in line}
        self.kinds: dict[int, RowKind] = {}
        self.sections: dict[int, Section] = {}
        self.labels: dict[int, str] = {}
        self.broken: list[int] = []
        self.others: list[int] = []

    def take(self, number: int) -> None:
        """Say what a row is."""
        layout = self.layout
        if number < layout.first:
            self.kinds[number] = RowKind.TITLE
        elif number <= layout.last or self._repeats_header(number):
            self.kinds[number] = RowKind.HEADER
        elif number in self.hidden:
            self.kinds[number] = RowKind.HIDDEN
        elif heads_a_table(self.cells, number):
            self.kinds[number] = RowKind.HEADER
            self.others.append(number)
        else:
            self.kinds[number] = self._kind(number)

    def _kind(self, number: int) -> RowKind:
        said = list(self._words(number))
        if summed := [w for w in said[:3] if TOTAL.fullmatch(w) or SUBTOTAL.fullmatch(w)]:
            self.labels[number] = summed[0]
            return RowKind.SUM
        if section := self._section(number, said):
            self.sections[number], self.labels[number] = section, said[0]
            return RowKind.SECTION
        has_figures = any(self._figure(number, column) for column in self.figures)
        if said and NOTE.match(said[0]) and not self._has_numbers(number):
            return RowKind.NOTE
        named = [column for column in self.names if self._names(number, column)]
        if named:
            return RowKind.NOTE if self._is_note(number, named) else RowKind.TAKEN
        if has_figures:
            self.broken.append(number)
            return RowKind.TAKEN
        return RowKind.NOTE

    def _is_note(self, number: int, named: Sequence[int]) -> bool:
        """Whether what looks like a project is a note's line: merged across, or below a note."""
        if any(self._figure(number, column) for column in self.figures):
            return False
        across = any(self.cells.anchor(number, column + 1) == (number, column) for column in named)
        before = next(reversed(self.kinds.values()), None)
        said = list(self._words(number))
        return across or (before is RowKind.NOTE and len(said) == 1)

    def _section(self, number: int, said: Sequence[str]) -> Section | None:
        """The section that a row opens, if it does: few words, numbered or counted."""
        if not said or len(said) > 2:
            return None
        text = said[0]
        if ALONE.fullmatch(text) and len(said) > 1:
            text += said[1] if text[-1] in "、.:)" else f"、{said[1]}"
        level = next((n for n, form in enumerate(LEVELS) if form.match(text)), None)
        counted = COUNT.search(text)
        if level is None and not (counted and len(said) == 1):
            return None
        if level is None and self._is_numbered(number):
            return None  # a project whose name carries a count
        others = [c for c in self.words if c not in self.names and self.cells.text(number, c)]
        if len(others) > 1:
            return None
        name = COUNT.sub("", text)
        for form in LEVELS:
            name = form.sub("", name, count=1) if form.match(name) else name
        return Section(name.strip(":、,."), len(LEVELS) if level is None else level, _count(text))

    def _has_numbers(self, number: int) -> bool:
        cells = (line_of(self.cells.at(number, column)) for column in self.figures)
        return any(re.fullmatch(r"-?[\d,.]+%?", text) for text in cells)

    def _is_numbered(self, number: int) -> bool:
        """Whether a row has a serial number, or figures of its own where no row has one."""
        first = min(self.names, default=0)
        before = [line_of(self.cells.at(number, column)) for column in range(first)]
        if first:
            return any(text.isdecimal() for text in before)
        return any(self._figure(number, column) for column in self.figures)

    def _words(self, number: int) -> Iterator[str]:
        """The words of a row, from left to right; not those of merged cells twice."""
        for column in range(self.cells.width):
            text = "" if column in self.figures else self.cells.text(number, column)
            if not text:
                continue
            is_first = text in NUMERALS and column < min(self.names, default=0)
            if is_first or (text not in NOTHING and not FIGURES.fullmatch(text)):
                yield text

    def _names(self, number: int, column: int) -> bool:
        """Whether a cell names a project: itself, or as a part of cells merged downwards."""
        row, left = self.cells.anchor(number, column)
        text = line_of(self.cells.at(row, left))
        is_down = left == column and (row == number or row > self.layout.last)
        return bool(text) and text not in NOTHING and is_down

    def _figure(self, number: int, column: int) -> bool:
        cell = self.cells.at(number, column)
        return not self.cells.is_covered(number, column) and not is_nothing(cell)

    def _repeats_header(self, number: int) -> bool:
        """Whether a row is one of the header's again: of a list printed page by page."""
        cells = tuple(map(line_of, self.cells.rows[number]))
        texts = [text for text in cells if text]
        if any(t not in self.headings and not COUNTED.fullmatch(t) for t in texts):
            return False
        is_count = len(texts) > 2 and all(COUNTED.fullmatch(text) for text in texts)
        return cells in self.header or (is_count and number == self.layout.last + 1)

    def notes_at_the_end(self) -> None:
        """Rows below the last project or sum that say something are notes."""
        last = max(
            (n for n, kind in self.kinds.items() if kind in {RowKind.TAKEN, RowKind.SUM}),
            default=0,
        )
        for number in [n for n, kind in self.kinds.items() if kind is RowKind.SECTION]:
            has_figures = any(self._figure(number, column) for column in self.figures)
            if number > last and not has_figures:
                self.kinds[number] = RowKind.NOTE
                del self.sections[number], self.labels[number]


def _is_figure(column: Column) -> bool:
    meaning = MEANINGS.get(column.meaning)
    return column.asks_unit or bool(meaning and meaning.kind in {Kind.MONEY, Kind.PERCENT})


def _count(text: str) -> int | None:
    found = COUNT.search(text)
    return int(found[1]) if found else None


def without_marks(text: str) -> str:
    """A name without the marks that offices put in front of it: ★ ■ ●."""
    return MARKS.sub("", cleaning.UNSEEN.sub("", text).strip())


def plain_cell(cells: Cells, number: int, column: int) -> object:
    """A cell of words, that of merged cells running down where it is a part of them."""
    anchor = cells.anchor(number, column)
    if anchor[1] != column:
        return None
    cell = cells.at(*anchor)
    if isinstance(cell, Unreadable | Shown) or not isinstance(cell, str):
        return cell
    return None if line_of(cell) in NOTHING else cell
