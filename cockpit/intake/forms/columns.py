"""What each column of an office's ledger is: its meaning, its unit, the period of its figures.

A header is its lines from top to bottom. The lowest names what the column holds, those above say
of what (a period, a unit, the year, whose money). Of a source of money only what was allotted,
arrived or paid is taken, each source's under its own name.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath

from pydantic_core import PydanticCustomError

from cockpit.intake.answers import LEFT_OUT, Answers
from cockpit.intake.forms import dates, meanings, words
from cockpit.intake.forms.layout import Layout, line_of
from cockpit.intake.forms.meanings import HEADING, MEANINGS, OF_SOURCE, UNCLEAR, Kind
from cockpit.intake.forms.words import Period, Words
from cockpit.intake.understood import Column
from cockpit.tables import cleaning

LOOKED = 60  # rows whose cells tell what an unknown column holds
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[\s-]?)?(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)"
)
DECEMBER = 12
FEWEST_DIGITS = 4  # of a number that may be a code and not a row's
SUMS = {"completed", "cumulative", "done", "total_completed"}  # meanings of what sums up to a day
YEARLY = re.compile("本年|今年|年初|当年|年度")  # of a heading: its figures are since January
FILED = re.compile(
    "填报|制表|打印|报送|上报|填表|报表日期"
)  # of a line: its day is not the figures'
UNTIL = re.compile("截[至止]")
UNKNOWN, ONLY_CHECKED, KNOWN, PRIVATE, ANSWERED = "不认得", "核对用", "表头", "隐私", "回答"


@dataclass(frozen=True)
class Context:
    """What stands around the table (``place``: file and sheet): its title, the unit and the period
    that hold where a column says nothing; ``why_*`` says where they stand. ``year``: of months
    without one.
    """

    title: str = ""
    place: str = ""
    unit: str = ""
    why_unit: str = ""
    period: Period | None = None
    why_period: str = ""
    year: int | None = None

    @property
    def day(self) -> date | None:
        """The last day of the period that the whole sheet is of."""
        return self.period.last_day(self.year) if self.period else None


def context(layout: Layout, file: str, sheet: str, answers: Answers) -> Context:
    """What stands above a table and in the names of its sheet and file."""
    lines = layout.above
    title = max(lines, key=len, default="")
    units = {unit for line in lines for unit in words.units_of_line(line)}
    why = "单位行" if units else "标题"
    units |= {unit for line in lines for unit in words.taken_apart(line).units if unit}
    unit = next(iter(units)) if len(units) == 1 and units <= words.UNITS.keys() else ""
    period, why_period = _period([*_told(lines)], sheet, PurePath(file).stem)
    years = [
        apart.period.year
        for text in (*lines, sheet, PurePath(file).stem)
        if (apart := words.taken_apart(text)).period and apart.period.year
    ]
    named = {int(year) for line in lines for year in re.findall(r"20\d\d", words.tidy(line))}
    year = period.year if period else None
    if year is None and len(named) < 2:
        year = next(iter(years), None)
    place = f"{file} › {sheet}" if sheet else file
    if year is None and (day := answers.day_of(place)):
        year = day.year
    return Context(title, place, unit, why if unit else "", period, why_period, year)


def _told(lines: Sequence[str]) -> list[str]:
    """The lines that may say of which period figures are, the surest first."""
    open_to = [line for line in lines if not FILED.search(line)]
    until = [line for line in open_to if UNTIL.search(line)]
    titles = [line for line in open_to if line not in until and words.taken_apart(line).name]
    bare = [line for line in open_to if line not in (*until, *titles) and _is_whole(line)]
    return [*until, *titles, *bare]


def _is_whole(line: str) -> bool:
    """Whether a line of nothing but a date is a month or its end: else it may be the printing's."""
    period = words.taken_apart(line).period
    day = period.last_day(period.year) if period else None
    return bool(period and (period.day is None or (day and (day + timedelta(1)).day == 1)))


def _period(lines: Sequence[str], sheet: str, stem: str) -> tuple[Period | None, str]:
    for why, texts in (("标题", lines), ("表名", (sheet,)), ("文件名", (stem,))):
        for text in texts:
            found = words.taken_apart(text).period
            if found and found.month:
                return found, why
    return None, ""


def read(layout: Layout, around: Context, answers: Answers) -> list[Column]:
    """Every column with a header, as far as it can be told; what cannot has no meaning."""
    held = {column: _held(layout, column) for column in layout.columns}
    found = [
        _column(column, lines, held[column], around, answers)
        for column, lines in layout.columns.items()
    ]
    found = [_with_others(one, found, around) for one in found]
    found = [_without_filing(one, found, held, around) for one in found]
    return _first_of_names([_without_counting(one, found, held) for one in found])


def _held(layout: Layout, column: int) -> list[object]:
    cells = (layout.cells.at(row, column) for row in layout.body[:LOOKED])
    return [cell for cell in cells if cell is not None]


def _column(
    position: int,
    lines: tuple[str, ...],
    held: Sequence[object],
    around: Context,
    answers: Answers,
) -> Column:
    parts = [words.taken_apart(line) for line in lines]
    period = _deepest(parts)
    meaning = _meaning(parts, period)
    base = Column(position, lines, meaning, "", KNOWN if meaning else UNKNOWN)
    said = answers.meaning_of(around.place, names_of(base))
    if said in MEANINGS:
        meaning, base = said, replace(base, why=ANSWERED)
    year = next((p.period.year for p in reversed(parts) if p.period and p.period.year), None)
    if meaning == "private" or _holds_phones(held):
        return replace(
            base, meaning="private", label=_label("private"), why=PRIVATE, is_private=True
        )
    if not meaning and not _holds_numbers(held):
        meaning = LEFT_OUT  # words that no table has: no figure is lost
    column = replace(
        base,
        meaning=meaning,
        label=_label(meaning),
        period=period.last_day(around.year) if period else None,
        year=year,
        source=_source(parts) if meaning in OF_SOURCE else "",
    )
    if meaning in OF_SOURCE and not column.source:
        return left_out(column, "没有写是哪个来源的资金")
    is_money = meaning in UNCLEAR or (meaning in MEANINGS and MEANINGS[meaning].kind is Kind.MONEY)
    return _with_unit(column, parts, around, answers) if is_money else column


def names_of(column: Column) -> tuple[str, ...]:
    """By what an answer may name a column, the surest first; with ``@`` it is of one workbook."""
    last = column.header[-1]
    leaf = (last, words.taken_apart(last).name) if len(column.header) == 1 else ()
    return (f"{column.path}@{column.letters}", column.path, *leaf)


def sample(cell: object) -> str:
    """A cell as a line of text, its blanks kept."""
    return " ".join(cell.split())[:24] if isinstance(cell, str) else line_of(cell)[:24]


def _is_of_earlier(column: Column, newest: int | None) -> bool:
    """Whether a column sums up a year before that of the others: 截至2021年底, 2021年完成投资."""
    is_end = column.period is not None and column.period.month == DECEMBER
    is_sum = column.meaning in SUMS and (is_end or column.period is None)
    return bool(is_sum and column.year and newest and column.year < newest)


def _is_of_another_year(column: Column, around: Context) -> bool:
    """Whether a column is of a year alone, and that is not the year of the sheet's day."""
    its = column.year if column.period is None else None
    return bool(column.meaning in SUMS and its and around.day and its != around.day.year)


def _is_since_january(period: Period | None) -> bool:
    return bool(period and period.month and period.first == 1 and not period.is_month)


def left_out(column: Column, why: str) -> Column:
    """A column that is not taken, and why."""
    return replace(column, meaning=LEFT_OUT, label=_label(LEFT_OUT), why=why)


def _label(meaning: str) -> str:
    return MEANINGS[meaning].label if meaning in MEANINGS else ""


def _deepest(parts: Sequence[Words]) -> Period | None:
    """The period of the lowest line that has one, its year from a line above where it has none."""
    found: Period | None = None
    for part in reversed(parts):
        if part.period is None:
            continue
        if found is None:
            found = part.period
        elif found.month is None and part.period.month:
            found = words.with_year(part.period, found.year)
        else:
            found = words.with_year(found, part.period.year)
    return found


def _meaning(parts: Sequence[Words], period: Period | None) -> str:
    """The code of a header's meaning, of UNCLEAR where it may be several, empty if unknown."""
    known = meanings.synonyms()
    names = [name for part in parts if (name := meanings.plain(part.name).removeprefix("其中"))]
    if not names:
        return _of_period("done", period, names) if period and period.month else ""
    whole = known.get("".join(names), "")
    if len(names) > 1 and whole and not whole.startswith(HEADING):
        return _of_period(whole, period, names)
    *above, leaf = names
    meaning = known.get(leaf, "")
    over = [known.get(name, "") for name in above]
    has_source = any(map(meanings.source_of, (meaning, *over)))
    if has_source or LEFT_OUT in over:
        return meaning if has_source and meaning in OF_SOURCE else LEFT_OUT
    if meaning == HEADING and over and over[-1] not in {"", HEADING}:
        meaning = over[-1]
    elif meaning == HEADING:
        meaning = "done" if period and period.month else ""
    if "planned" in over and meaning in {"done", "cumulative", "month"}:
        return "planned"
    is_figure = meaning in UNCLEAR or MEANINGS.get(meaning, MEANINGS[LEFT_OUT]).kind is Kind.MONEY
    if is_figure and any(word == "" for word in over):
        return ""  # a figure under a heading that nobody knows
    return _of_period(meaning, period, names)


def _source(parts: Sequence[Words]) -> str:
    """Whose money a column is: the lowest heading above it that names a source."""
    known = meanings.synonyms()
    names = (meanings.plain(part.name).removeprefix("其中") for part in reversed(parts[:-1]))
    return next((s for name in names if (s := meanings.source_of(known.get(name, "")))), "")


def _of_period(meaning: str, period: Period | None, names: Sequence[str]) -> str:
    """What an unclear name means with the period that it stands with."""
    is_yearly = any(YEARLY.search(name) for name in names)
    has_month = bool(period and period.month and (period.first == 1 or period.is_month))
    match meaning:
        case "cumulative" | "done" if period and period.first not in {None, 1, period.month}:
            return "done"  # of some months only: 4-6月
        case "cumulative" if is_yearly or (has_month and period and not period.is_open):
            return "completed"  # 截至5月底累计 may be since the start
        case "done" if period and period.is_month and not is_yearly:
            return "month"
        case "done" if has_month or is_yearly:
            return "completed"
        case "planned" | "plan_or_total" if is_yearly or (period and period.year and not has_month):
            return "plan"
        case _:
            return meaning


def _with_others(column: Column, every: Sequence[Column], around: Context) -> Column:
    """A column whose meaning follows from the title, or from the other columns."""
    has = Counter(other.meaning for other in every)
    of_figures = (
        o.year for o in every if o.meaning in {*SUMS, "month"}
    )  # a plan may be the next's
    newest = max((year for year in (around.year, *of_figures) if year), default=None)
    if column.why != ANSWERED and _is_of_earlier(column, newest):
        return left_out(column, "往年")
    meaning = column.meaning
    if _is_of_another_year(column, around):
        if column.why == ANSWERED and column.year:  # all of that year
            return replace(column, period=date(column.year, DECEMBER, 31))
        return replace(column, meaning="", label="", why=UNKNOWN)
    if meaning == "cumulative" and has["completed"]:
        meaning = "total_completed"
    elif meaning == "done" and column.period is None and _is_since_january(around.period):
        meaning = "completed"  # of a title that speaks of January to May
    if meaning != column.meaning:
        column = replace(column, meaning=meaning, label=_label(meaning), why="推断")
    if meaning == "month" and column.period is None and around.period and around.period.is_month:
        column = replace(column, period=around.day)
    if meaning in UNCLEAR:
        column = replace(column, meaning="", why=UNKNOWN)
    if column.meaning in MEANINGS and not MEANINGS[column.meaning].is_loaded:
        is_held_against = column.meaning in {"share", "total_share"}
        column = replace(column, why=ONLY_CHECKED) if is_held_against else column
    return column


def _without_filing(
    column: Column, every: Sequence[Column], held: Mapping[int, list[object]], around: Context
) -> Column:
    """A column of the days of filing is left out where it is not the day of the figures.

    That is where their headers have one, or the title has one and every row was filed after it.
    """
    is_filed = column.meaning == "report_date" and FILED.search(column.header[-1])
    if column.why == ANSWERED or not is_filed:
        return column
    figures = [one for one in every if one.meaning in {"completed", "month"}]
    if figures and all(one.period for one in figures):
        return left_out(column, "填报的日子，表头已写明到哪一天")
    filed = [day for cell in held[column.position] if (day := _day_in(cell))]
    if filed and around.day and min(filed) > around.day:
        return left_out(column, "填报的日子，标题已写明到哪一天")
    return column


def _without_counting(
    column: Column, every: Sequence[Column], held: Mapping[int, list[object]]
) -> Column:
    """A column of codes that only counts the rows is left out: next month another has the number.

    That is where the project's name is there too to find it by.
    """
    is_code = column.meaning == "project_id" and column.why != ANSWERED
    if not is_code or not any(other.meaning == "name" for other in every):
        return column
    numbers = [line_of(cell) for cell in held[column.position]]
    counted = [int(text) for text in numbers if text.isdecimal() and len(text) < FEWEST_DIGITS]
    is_counting = len(counted) > 1 and counted == list(range(1, len(counted) + 1))
    return left_out(column, "只是顺序号") if is_counting else column


def _day_in(cell: object) -> date | None:
    with suppress(PydanticCustomError):  # told where the column is read
        return dates.day(cell)
    return None


def _first_of_names(found: Sequence[Column]) -> list[Column]:
    """Of two columns that say the same in words (责任单位, 建设单位) the first of our list."""
    order = {name: n for n, name in enumerate(meanings.synonyms())}

    def place(column: Column) -> int:
        return order.get(meanings.plain(words.taken_apart(column.header[-1]).name), len(order))

    best: dict[str, Column] = {}
    for column in found:
        meaning = MEANINGS.get(column.meaning)
        if meaning and meaning.is_loaded and meaning.kind is Kind.TEXT:
            held = best.setdefault(column.meaning, column)
            if place(column) < place(held):
                best[column.meaning] = column
    chosen = {column.position for column in best.values()}
    return [
        left_out(one, f"已有{one.label}")
        if one.meaning in best and one.position not in chosen
        else one
        for one in found
    ]


def _with_unit(column: Column, parts: Sequence[Words], around: Context, answers: Answers) -> Column:
    said = answers.unit_of(around.place, (column.path, column.header[-1]))
    if said in words.UNITS:
        return replace(column, unit=said, why_unit=ANSWERED)
    for part in reversed(parts):
        if len(part.units) > 1:
            return replace(column, asks_unit=True)
        if part.units:
            own = part is parts[-1] or not parts[-1].name
            return replace(column, unit=part.units[0], why_unit=KNOWN if own else "上级表头")
    if around.unit:
        return replace(column, unit=around.unit, why_unit=around.why_unit)
    everywhere = answers.unit_of_sheet(around.place)
    if everywhere in words.UNITS:
        return replace(column, unit=everywhere, why_unit=ANSWERED)
    return replace(column, asks_unit=True)


def _holds_phones(held: Sequence[object]) -> bool:
    """Whether cells hold telephone numbers, whatever the header says."""
    texts = [line_of(cell) for cell in held]
    return bool(texts) and 2 * sum(bool(PHONE.search(text)) for text in texts) > len(texts)


def _holds_numbers(held: Sequence[object]) -> bool:
    texts = [cleaning.folded(line_of(cell)) for cell in held]
    figures = [text for text in texts if re.fullmatch(r"[-+]?[\d,]+(\.\d+)?%?", text)]
    return 2 * len(figures) > len(texts)
