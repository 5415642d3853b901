"""② 读到了什么: a sheet turned on its side, a strip of its rows, and what has to be decided."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from cockpit import numbers
from cockpit.errors import Fault
from cockpit.intake.answers import LEFT_OUT
from cockpit.intake.files.grid import letters
from cockpit.intake.understood import Column, RowKind, Understood
from cockpit.screens import markup
from cockpit.screens.imports.choices import Question, questions
from cockpit.screens.imports.picture import PRIVATE
from cockpit.screens.imports.work import Work
from cockpit.visible import visible

MONEY = ("万元", "亿元", "元")
MOST_COLUMNS, MOST_SHEETS, MOST_CELLS, MOST_MARKS = 40, 12, 320, 10
NUMBER = re.compile(r"[-−]?[\d,]*\.?\d+%?")
LONGEST = 40  # characters of a header or a sample
NOT_TAKEN = {
    RowKind.TITLE: "标题",
    RowKind.HEADER: "表头",
    RowKind.SECTION: "分节",
    RowKind.SUM: "小计和合计",
    RowKind.NOTE: "附注",
    RowKind.HIDDEN: "隐藏",
    RowKind.LEFT_OUT: "按要求",
}
WORST = ("e", "q", "out", "d", "t")  # of several rows in one cell, which is drawn


@dataclass(frozen=True)
class StripCell:
    """A cell of the strip: its look (d taken, e error, q question, out, t), words, and a link."""

    look: str
    title: str
    href: str = ""


@dataclass(frozen=True)
class Mark:
    """Below the strip: the number of rows in error or in question, and where."""

    words: str
    at: float
    look: str


@dataclass(frozen=True)
class Strip:
    """The rows of a sheet in one line: a cell a row, or a few rows where there are many."""

    cells: tuple[StripCell, ...]
    marks: tuple[Mark, ...]
    last: int
    legend: tuple[tuple[str, str], ...]
    left_out: str


@dataclass(frozen=True)
class Turned:
    """A column of the sheet, as a column of the turned table."""

    letters: str
    upper: tuple[str, ...]
    header: str
    path: str
    meaning: str
    label: str
    unit: str
    asks_unit: bool
    can_unit: bool
    samples: tuple[str, ...]
    is_number: bool
    why: str
    is_taken: bool


@dataclass(frozen=True)
class SheetPicture:
    """What is shown of one sheet."""

    facts: tuple[tuple[str, str, str, bool], ...]  # name, strong words, the rest, whether open
    strip: Strip
    columns: tuple[Turned, ...]
    more_columns: int
    sample_rows: tuple[int, ...]
    header_rows: str
    said: tuple[str, ...]


def title(work: Work) -> tuple[str, str]:
    """The card's title and what is below it."""
    shown = chosen(work)
    if shown is None:
        return "读到了什么", "表头、单位、期间、每一列读成什么"
    taken = numbers.count(shown.count(RowKind.TAKEN))
    name = shown.title or shown.sheet or shown.file
    asks = any(column.asks_unit for column in shown.columns)
    rest = "，单位没写" if asks else ""
    cut = visible(name[:LONGEST])
    words = f"{cut}：{taken} 行、{len(shown.columns)} 列{rest}"
    return words, "读成什么就导入什么；每一列都能手改"


def chosen(work: Work) -> Understood | None:
    """The sheet that is shown."""
    found = work.preview.understood if work.preview else ()
    return found[min(work.sheet, len(found) - 1)] if found else None


def picture(shown: Understood, faults: Iterable[Fault]) -> SheetPicture:
    """What is shown of a sheet, with the faults of the load that are its own."""
    own = [fault for fault in faults if fault.file == shown.place]
    first, last = shown.header_rows
    kept = [row for row, kind in sorted(shown.rows.items()) if kind is RowKind.TAKEN]
    columns = shown.columns[:MOST_COLUMNS]
    samples = max((len(column.samples) for column in columns), default=0)
    return SheetPicture(
        facts=tuple(_facts(shown)),
        strip=_strip(shown, own),
        columns=tuple(_turned(column) for column in columns),
        more_columns=len(shown.columns) - len(columns),
        sample_rows=tuple(kept[: min(samples, 2)]),
        header_rows=f"第 {first} 行" if first == last else f"第 {first}—{last} 行",
        said=shown.said,
    )


def _facts(shown: Understood) -> Iterable[tuple[str, str, str, bool]]:
    first, last = shown.header_rows
    rows, columns = max(shown.rows, default=last), shown.columns
    area = f"A1:{letters(max((c.position for c in columns), default=0))}{rows}"
    yield "表", shown.sheet or "（没有表名）", area if shown.sheet else f"{rows} 行", False
    merged = f"，{numbers.chinese(last - first + 1)}行合起来" if last > first else ""
    rest = f"第 {first}—{last} 行" if last > first else f"第 {first} 行"
    yield "表头", rest, merged, False
    units = sorted({c.unit for c in columns if c.unit})
    if any(c.asks_unit for c in columns):
        yield "单位", "没写，待定", "", True
    elif units:
        reasons = sorted({c.why_unit for c in columns if c.why_unit})
        yield "单位", "、".join(units), f"，见{'、'.join(reasons)}" if reasons else "", False
    if shown.period:
        why = f"，见{visible(shown.why_period[:LONGEST])}" if shown.why_period else ""
        yield "期间", numbers.iso(shown.period), why, False
    if shown.tables:
        yield "进到", "、".join(shown.tables), "", False


def _strip(shown: Understood, faults: Iterable[Fault]) -> Strip:
    bad = {f.row for f in faults if f.row and not f.question}
    asked = {f.row for f in faults if f.row and f.question} - bad
    last = max(shown.rows, default=1)
    step = -(-last // MOST_CELLS)
    cells = tuple(
        _cell(shown.rows, range(at, min(at + step, last + 1)), bad, asked)
        for at in range(1, last + 1, step)
    )
    counts = {kind: shown.count(kind) for kind in RowKind}
    legend = [("d", f"取 {numbers.count(counts[RowKind.TAKEN])} 行")]
    legend += [("e", f"有错 {len(bad)} 行")] if bad else []
    legend += [("q", f"待定或提醒 {len(asked)} 行")] if asked else []
    out = [f"{words} {counts[kind]}" for kind, words in NOT_TAKEN.items() if counts[kind]]
    return Strip(
        cells,
        tuple(_marks(sorted(bad), last, "bad") + _marks(sorted(asked), last, "warn")),
        last,
        tuple(legend),
        f"不取：{'、'.join(out)}" if out else "",
    )


def _cell(rows: Mapping[int, RowKind], span: range, bad: set[int], asked: set[int]) -> StripCell:
    looks = {"e" if row in bad else "q" if row in asked else _look(rows.get(row)) for row in span}
    look = next(look for look in WORST if look in looks)
    row = next((r for r in span if r in bad), next((r for r in span if r in asked), span[0]))
    where = f"第 {row} 行" if len(span) == 1 else f"第 {span[0]}—{span[-1]} 行"
    kind = rows.get(row)
    words = {"e": "有错", "q": "待定", "d": "取"}.get(look) or NOT_TAKEN.get(
        kind or RowKind.NOTE, "空"
    )
    if kind is None and look == "t":
        words = "空"
    return StripCell(look, f"{where}：{words}", f"#row-{row}" if look in "eq" else "")


def _look(kind: RowKind | None) -> str:
    if kind is RowKind.TAKEN:
        return "d"
    return "out" if kind in {RowKind.SECTION, RowKind.SUM, RowKind.HEADER, RowKind.HIDDEN} else "t"


def _marks(rows: list[int], last: int, look: str) -> list[Mark]:
    """The rows, those in one run as one, as far as their numbers have room."""
    runs = []
    for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        its = [row for _, row in run]
        runs.append((its[0], its[-1]))
    found: list[Mark] = []
    for first, end in runs[:MOST_MARKS]:
        at = round(100 * ((first + end) / 2 - 0.5) / last, 2)
        if not 4 < at < 96 or (found and at - found[-1].at < 4):
            continue  # its number would stand on another's
        found.append(Mark(str(first) if first == end else f"{first}—{end}", at, look))
    return found


def _turned(column: Column) -> Turned:
    lines = [visible(line[:LONGEST]) for line in column.header if line]
    samples = column.samples[:2]
    if column.is_private:
        samples = tuple(PRIVATE if sample else "" for sample in samples)
    return Turned(
        letters=column.letters,
        upper=tuple(lines[:-1]),
        header=lines[-1] if lines else "（空）",
        path=column.path,
        meaning=column.meaning,
        label=column.label,
        unit=column.unit,
        asks_unit=column.asks_unit,
        can_unit=column.asks_unit or column.unit in MONEY,
        samples=tuple(visible(sample[:LONGEST]) for sample in samples),
        is_number=any(samples) and all(NUMBER.fullmatch(sample) for sample in samples if sample),
        why=column.why,
        is_taken=column.meaning not in {"", LEFT_OUT},
    )  # fmt: skip


def html(work: Work, meanings: Mapping[str, str]) -> Markup:
    """The sheet that is shown; ``meanings``: what a column may be read as, code → words."""
    shown = chosen(work)
    if shown is None or work.preview is None:
        return Markup()
    sheets = [
        (name, numbers.count(u.count(RowKind.TAKEN)))
        for name, u in zip(
            _told_apart(work.preview.understood),
            work.preview.understood[:MOST_SHEETS],
            strict=False,
        )
    ]
    return markup.render(
        "imports/sheet",
        sheets=sheets,
        at=work.preview.understood.index(shown),
        sheet=picture(shown, [*work.preview.faults]),
        meanings=meanings,
        units=MONEY,
    )


def _told_apart(understood: Iterable[Understood]) -> Iterator[str]:
    """What each sheet is called; with its file where two are called the same."""
    sheets = list(understood)
    called = Counter(one.sheet or one.file for one in sheets)
    for one in sheets:
        name = one.sheet or one.file
        file = f"{one.file[:20]} " if one.sheet and called[name] > 1 else ""
        yield visible(f"{file}{name[:20]}")


def asked(work: Work, meanings: Mapping[str, str]) -> list[Question]:
    """What has to be decided before anything goes in."""
    return questions(work.preview, meanings) if work.preview else []


def questions_html(work: Work, meanings: Mapping[str, str]) -> Markup:
    """The cards of what has to be decided."""
    found = asked(work, meanings)
    return markup.render("imports/questions", questions=found) if found else Markup()
