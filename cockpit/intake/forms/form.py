"""A sheet that is an office's own ledger: what was understood, what it gives, what is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cockpit.errors import Fault
from cockpit.intake.answers import LEFT_OUT, OF, Answers
from cockpit.intake.files.grid import Grid, letters
from cockpit.intake.forms import columns, figures, layout, rows, sums
from cockpit.intake.forms.feed import Feeding, taken_rows
from cockpit.intake.forms.layout import Layout
from cockpit.intake.forms.meanings import MEANINGS, OF_SOURCE, Kind
from cockpit.intake.forms.rows import Body
from cockpit.intake.sheets import Sheet
from cockpit.intake.understood import Column, RowKind, Understood
from cockpit.remedy import Remedy, RemedyCode
from cockpit.tables.cells import Converted, Unreadable
from cockpit.tables.contracts import TABLES
from cockpit.visible import quoted

LIKELY_UNITS = ("万元", "亿元", "元")
SAMPLES = 2  # projects whose cells show what a column holds
NAMED = 8  # of rows or columns that are counted, how many are named
FIGURES = ("total", "plan", "completed", "total_completed", "month")  # that have to be told apart


@dataclass(frozen=True)
class Form:
    """What came of a sheet: what was understood, the sheets of our tables, what is wrong or asked.

    Without ``sheets`` something has to be answered first.
    """

    understood: Understood
    sheets: Sequence[Sheet]
    faults: Sequence[Fault]


def understood(grid: Grid, file: str, answers: Answers) -> Form | None:
    """What a sheet says of projects; None where it is no ledger of them."""
    found = layout.found(grid)
    if found is None:
        return None
    return _Form(grid, file, found, answers).form()


class _Form:
    def __init__(self, grid: Grid, file: str, found: Layout, answers: Answers) -> None:
        self.grid, self.file, self.answers = grid, file, answers
        self.layout = found
        self.around = columns.context(found, file, grid.name, answers)
        self.columns = columns.read(found, self.around, answers)
        self.faults: list[Fault] = []
        self.said: list[str] = []
        self.is_open = False  # something has to be answered first

    @property
    def place(self) -> str:
        return f"{self.file} › {self.grid.name}" if self.grid.name else self.file

    @property
    def hidden(self) -> bool | None:
        """Whether what is hidden is taken; None: not said."""
        return self.answers.takes_hidden(self.place)

    def form(self) -> Form:
        hidden = self._hidden()
        body = rows.read(self.layout, self.columns, hidden)
        taken = list(taken_rows(body, self.place, self.answers.rows_left_out))
        if not taken and not body.broken:
            self.said.append("表头下面没有一个项目")
        self._leave_empty(taken)
        self._leave_unallotted()
        self._ask_columns()
        self._ask_units()
        day = self._day()
        self._tell_rows(body)
        sheets: list[Sheet] = []
        if not self.is_open:
            feeding = Feeding(
                self.file,
                self.grid.name,
                self.layout,
                self.around,
                self.columns,
                body,
                [number for number in taken if number not in body.broken],
                day,
            )
            self._hold_sums(body, taken)
            self._hold_shares(taken, day)
            self._hold_months(day)
            self._hold_title()
            sheets = feeding.sheets()
        return Form(self._understood(body, taken, day, sheets), sheets, self.faults)

    # what is asked

    def _hidden(self) -> frozenset[int]:
        """The hidden rows that are not taken; asks where that was not said."""
        below = [n for n in self.grid.hidden_rows if n > self.layout.last]
        unseen = [c for c in self.columns if c.position in self.grid.hidden_columns]
        unseen = [c for c in unseen if c.meaning not in {LEFT_OUT, "private", "share"}]
        if self.hidden is None and (below or unseen):
            parts = [f"第 {_listed(below)} 行"] if below else []
            parts += [f"{'、'.join(c.letters for c in unseen)} 列"] if unseen else []
            self._ask(
                "hidden",
                f"{'，'.join(parts)}被隐藏，读不读",
                "",
                (
                    Remedy(RemedyCode.HIDDEN, (self.place, "take"), "隐藏的也是数据"),
                    Remedy(RemedyCode.HIDDEN, (self.place, "leave"), "隐藏的不要，已装入的值保留"),
                ),
            )
        if self.hidden:
            return frozenset()
        if below:
            self.said.append(f"隐藏的行没有导入：第 {_listed(below)} 行")
        if unseen:
            self.said.append(f"隐藏的列没有导入：{'、'.join(c.letters for c in unseen)} 列")
            self._leave_out(unseen, "隐藏")
        return frozenset(below)

    def _leave_empty(self, taken: Sequence[int]) -> None:
        """Leave out the periods that were printed in advance: no project has a figure there."""
        cells = self.layout.cells
        dated = [c for c in self.columns if c.meaning in {"completed", "month"} and c.period]
        filled = {
            c.period
            for c in dated
            if not all(self._is_blank(cells.at(number, c.position), c) for number in taken)
        }
        last = max((day for day in filled if day), default=None)
        if last is None:
            return
        self._leave_out([c for c in dated if c.period and c.period > last], "没有数")

    def _leave_unallotted(self) -> None:
        """Leave out a source's money where no column says what was allotted of it."""
        sources = {c.source for c in self.columns if c.meaning == "allotted"}
        unheld = [c for c in self.columns if c.meaning in OF_SOURCE and c.source not in sources]
        self._leave_out(unheld, "这个来源没有下达资金的列")

    def _is_blank(self, cell: object, column: Column) -> bool:
        """Whether a cell says nothing: also a nought of months after those of the title."""
        is_ahead = self._is_after_title(column) and figures.number(cell) == 0
        return is_ahead or rows.is_nothing(cell)

    def _is_after_title(self, column: Column) -> bool:
        title, on = self._day_of_title, column.period
        return bool(title and on and (on.year, on.month) > (title.year, title.month))

    @property
    def _day_of_title(self) -> date | None:
        return self.around.day if self.around.why_period == "标题" else None

    def _leave_out(self, gone: Sequence[Column], why: str) -> None:
        self.columns = [columns.left_out(c, why) if c in gone else c for c in self.columns]

    def _ask_columns(self) -> None:
        for column in self.columns:
            if not column.meaning:
                remedies = tuple(
                    Remedy(RemedyCode.COLUMN, (self._own(column.path), code), MEANINGS[code].label)
                    for code in (*FIGURES, LEFT_OUT)
                )
                rule = f"看不懂“{quoted(' › '.join(column.header))}”这一列，它有数"
                self._ask("column", rule, self._top(column), remedies, column=column)
        doubled: dict[tuple[str, date | None, int | None, str], Column] = {}
        for column in self.columns:
            meaning = MEANINGS.get(column.meaning)
            if meaning is None or not meaning.is_loaded or meaning.kind is Kind.TEXT:
                continue
            key = (column.meaning, column.period, column.year, column.source)
            first = doubled.setdefault(key, column)
            if first is not column:
                rule = f"{first.letters} 列和这一列都是“{column.label}”"
                remedies = tuple(
                    Remedy(
                        RemedyCode.COLUMN,
                        (self._own(f"{one.path}@{one.letters}"), LEFT_OUT),
                        f"不取 {one.letters} 列",
                    )
                    for one in (first, column)
                )
                self._ask("column", rule, self._top(column), remedies, column=column)

    def _ask_units(self) -> None:
        asked = [c for c in self.columns if c.asks_unit and self._is_loaded(c)]
        if not asked:
            return
        named = "、".join(quoted(column.path) for column in asked[:NAMED])
        header = self._own(asked[0].path) if len(asked) == 1 else self.place
        remedies = tuple(Remedy(RemedyCode.UNIT, (header, unit)) for unit in LIKELY_UNITS)
        rule = f"金额的单位没有写明：{named}"
        self._ask("unit", rule, self._top(asked[0]), remedies, column=asked[0])

    def _own(self, header: str) -> str:
        """A header of this sheet, as answers name it."""
        return f"{self.place}{OF}{header}"

    def _is_loaded(self, column: Column) -> bool:
        meaning = MEANINGS.get(column.meaning)
        return bool(meaning and meaning.is_loaded)

    def _day(self) -> date | None:
        """The day that the sheet is of; asks where nothing states it."""
        of_rows = {"report_date", "month_number"} & {c.meaning for c in self.columns}
        periods = [
            c.period for c in self.columns if c.period and c.meaning in {"completed", "month"}
        ]
        day = max(periods, default=None) or self.around.day
        day = day or self.answers.day_of(self.place)
        if day is None and of_rows:
            day = self._last_of_rows()
        undated = [
            c for c in self.columns if c.meaning == "month" and c.period is None and not of_rows
        ]
        if day is None:
            likely = Remedy(RemedyCode.AS_OF, (self.place, ""), "写成 2022-05-31 这样")
            self._ask("period", "没有写明是哪一天、哪个月的数", "", (likely,))
        elif undated and not self._has("completed"):
            month = undated[0]
            rule = f"“{quoted(month.path)}”是一个月的数，没有前几个月的，得不出今年累计"
            self._fault(rule, "加一列今年累计完成，或补齐 1 月以来各月", column=month)
        return day

    def _last_of_rows(self) -> date | None:
        """The last day that the rows of a list of months have."""
        feeding = Feeding(
            self.file,
            self.grid.name,
            self.layout,
            self.around,
            self.columns,
            Body({}, {}, {}, ()),
            [],
            None,
        )
        days = (feeding.day_of(number) for number in self.layout.body)
        return max((day for day in days if isinstance(day, date)), default=None)

    def _has(self, meaning: str) -> bool:
        return any(column.meaning == meaning for column in self.columns)

    # what is held against what

    def _hold_sums(self, body: Body, taken: Sequence[int]) -> None:
        money = [
            c
            for c in self.columns
            if c.meaning in MEANINGS and MEANINGS[c.meaning].kind is Kind.MONEY
        ]
        values = {
            number: {c.position: self.layout.cells.at(number, c.position) for c in money}
            for number in (*taken, *body.of(RowKind.SUM, RowKind.SECTION))
        }
        for wrong in sums.mismatches(body, money, values):
            label = body.labels.get(wrong.row, "小计")
            more = "多" if wrong.said > wrong.made else "少"
            apart = abs(wrong.said - wrong.made)
            rule = (
                f"“{quoted(label)}”与各行之和不符：第 {wrong.first}—{wrong.last} 行"
                f" {wrong.rows} 个项目相加是 {_plain(wrong.made)}，这里{more} {_plain(apart)}"
            )
            way = "可能漏了一行，也可能没有重算：改小计，或补上那一行"
            self._fault(
                rule,
                way,
                row=wrong.row,
                column=wrong.column,
                value=_plain(wrong.said),
                question="sums",
            )
        for count in sums.miscounts(body):
            label = body.labels.get(count.row, "")
            rule = f"“{quoted(label)}”写的是 {count.said} 个项目，下面有 {count.made} 个"
            self._fault(rule, "补上漏掉的项目，或改这个数", row=count.row, question="sums")

    def _hold_shares(self, taken: Sequence[int], day: date | None) -> None:
        """占年计划 held against what is completed of the plan, 占总投资 of the total."""
        for meaning, whole, part in (
            ("share", "plan", "completed"),
            ("total_share", "total", "total_completed"),
        ):
            base = self._of(whole, None)
            for column in self.columns:
                done = self._of(part, column.period or day)
                if column.meaning != meaning or base is None or done is None:
                    continue
                for number in taken:
                    self._hold_share(number, column, base, done)

    def _of(self, meaning: str, day: date | None) -> Column | None:
        found = [c for c in self.columns if c.meaning == meaning]
        dated = [c for c in found if c.period == day] or [c for c in found if c.period is None]
        if len(found) == 1 and (day is None or found[0].period in {None, day}):
            return found[0]
        return dated[0] if len(dated) == 1 else None

    def _hold_share(self, number: int, column: Column, base: Column, done: Column) -> None:
        cells = self.layout.cells
        cell = cells.at(number, column.position)
        whole = figures.money(cells.at(number, base.position), base.unit or "万元")
        part = figures.money(cells.at(number, done.position), done.unit or "万元")
        if rows.is_nothing(cell) or isinstance(cell, Unreadable):
            return
        if not isinstance(whole, Converted) or not isinstance(part, Converted):
            return
        if not whole.value:
            return
        made = part.value / whole.value
        said = [figures.share(cell, is_percent=is_percent) for is_percent in (True, False)]
        if said == [None, None] or any(
            one is not None and abs(one - made) <= _half(cell, one) for one in said
        ):
            return
        rule = f"与完成数对不上：{_plain(part.value)} ÷ {_plain(whole.value)} 是 {made:.1%}"
        self._fault(
            rule,
            "核对这一格和完成数，改错的一个",
            row=number,
            column=column,
            value=layout.line_of(cell),
            question="percent",
        )

    def _hold_months(self, day: date | None) -> None:
        """Single months can be taken only with all before them."""
        if {"report_date", "month_number"} & {c.meaning for c in self.columns}:
            return  # row by row
        months = {c.period for c in self.columns if c.meaning == "month" and c.period}
        whole = {c.period or day for c in self.columns if c.meaning == "completed"}
        for on in sorted(months - whole):
            held = {one.month for one in months if one.year == on.year and one <= on}
            lacking = sorted(set(range(1, on.month + 1)) - held)
            if lacking:
                column = next(c for c in self.columns if c.meaning == "month" and c.period == on)
                said = "、".join(map(str, lacking))
                rule = f"只有 {on.month} 月当月的数，缺 {said} 月，得不出今年累计"
                way = "补齐 1 月以来各月，或改用今年累计完成"
                self._fault(rule, way, column=column, cell=self._top(column))

    def _hold_title(self) -> None:
        """Headers and title have to be of one month: one of the two was not brought up to date."""
        title, period = self._day_of_title, self.around.period
        dated = [c for c in self.columns if c.period and c.meaning in {"completed", "month"}]
        if title is None or period is None or not dated:
            return
        for column in dated:
            if self._is_after_title(column):
                rule = f"这一列到 {column.period}，标题只到 {title}"
                way = "标题旧了就改标题；是别的年份就在表头写明，如 2022年1-12月完成"
                without = (Remedy(RemedyCode.COLUMN, (self._own(column.path), LEFT_OUT)),)
                top = self._top(column)
                self._fault(rule, way, column=column, cell=top, remedies=without)
        is_since_january = period.first == 1 and not period.is_month and not period.is_open
        last = max(dated, key=lambda c: c.period or title)
        printed = any(c.period == title for c in self.columns)  # and empty
        if is_since_january and last.period and last.period < title and not printed:
            rule = f"标题是到 {title} 的，表头只到 {last.period}"
            way = "核对这些数是到哪个月的，把标题和表头改成一样"
            self._fault(rule, way, column=last, cell=self._top(last))

    def _tell_rows(self, body: Body) -> None:
        """Rows that are none of a list of projects."""
        for number in body.broken:
            self._fault(
                "这一行有数，没有项目名称", "补上项目名称；不是项目的行不要有数", row=number
            )
        for number in body.other_headers:
            rule = "表头下面又有一个表头，与上面的不同"
            way = "列都一样，就把它改成和上面一样；不一样，就把它和下面的行移到另一张工作表"
            self._fault(rule, way, row=number)
        for number, section in body.sections.items():
            amount = self._amount(number)
            if section.is_numbered and amount and not sums.below(body, number):
                rule = f"“{quoted(body.labels[number])}”像是一节的标题，这一行有数，下面没有项目"
                way = "是项目，就去掉名称前面的序号；是小计，就写成“小计”"
                value = layout.line_of(self.layout.cells.at(number, amount.position))
                self._fault(rule, way, row=number, column=amount, value=value)

    def _amount(self, number: int) -> Column | None:
        """The first column that has an amount in a row, and not nought."""
        money = (c for c in self.columns if c.asks_unit or c.unit)
        cells = self.layout.cells
        return next((c for c in money if figures.number(cells.at(number, c.position))), None)

    # what is said of it

    def _understood(
        self, body: Body, taken: Sequence[int], day: date | None, sheets: Sequence[Sheet]
    ) -> Understood:
        kinds = dict(body.kinds)
        kept = set(taken)
        for number, kind in body.kinds.items():
            if kind is RowKind.TAKEN and number not in kept:
                kinds[number] = RowKind.LEFT_OUT
        left = sorted(n for n, kind in kinds.items() if kind is RowKind.LEFT_OUT)
        if left:
            self.said.append(f"按要求没有导入：第 {_listed(left)} 行")
        if summed := body.of(RowKind.SUM):
            self.said.append(f"合计行只核对，没有导入：第 {_listed(summed)} 行")
        used = {header for sheet in sheets for header in sheet.headers.values()}
        not_read = [c for c in self.columns if c.path not in used and c.meaning]
        not_read = [c for c in not_read if sheets or not self._is_loaded(c)]
        if not_read:
            named = "、".join(quoted(c.path) for c in not_read)
            self.said.append(f"没有导入的列：{named}")
        names = dict.fromkeys(sheet.table.name for sheet in sheets)
        said = "回答" if self.answers.day_of(self.place) else ""
        why = self.around.why_period if self.around.day else said
        if any(c.period == day for c in self.columns if c.period):
            why = "表头"
        return Understood(
            self.file,
            self.grid.name,
            (self.layout.first, self.layout.last),
            tuple(replace(c, samples=self._samples(c, taken)) for c in self.columns),
            kinds,
            self.around.title,
            day,
            why,
            tuple(TABLES[name].names[0] for name in names),
            tuple(self.said),
            grid=self.grid,
        )

    def _samples(self, column: Column, taken: Sequence[int]) -> tuple[str, ...]:
        cells = (self.layout.cells.at(number, column.position) for number in taken[:SAMPLES])
        return tuple("" if cell is None else columns.sample(cell) for cell in cells)

    def _top(self, column: Column) -> str:
        return f"{column.letters}{self.layout.last}" if self.grid.lettered else ""

    def _ask(
        self,
        question: str,
        rule: str,
        cell: str,
        remedies: tuple[Remedy, ...],
        *,
        column: Column | None = None,
    ) -> None:
        self.is_open = True
        self.faults.append(
            Fault(
                file=self.place,
                rule=rule,
                cell=cell,
                column=column.path if column else "",
                question=question,
                remedies=remedies,
            )
        )

    def _fault(
        self,
        rule: str,
        way_out: str,
        *,
        row: int | None = None,
        column: Column | None = None,
        value: str = "",
        cell: str = "",
        question: str = "",
        remedies: tuple[Remedy, ...] = (),
    ) -> None:
        at = f"{letters(column.position)}{row}" if column and row and self.grid.lettered else cell
        self.faults.append(
            Fault(
                file=self.place,
                rule=rule,
                row=row,
                cell=at,
                column=column.path if column else "",
                value=value,
                way_out=way_out,
                question=question,
                remedies=remedies,
            )
        )


def _half(cell: object, said: Decimal) -> Decimal:
    """Half of the last place of a percentage as it is written."""
    text = layout.line_of(cell).rstrip("%")
    places = len(text.partition(".")[2])
    written = figures.number(text)
    scale = 2 if written is not None and written != said else 0  # 49.1 stands for 0.491
    return Decimal("0.5").scaleb(-(places + scale)) + Decimal("0.00005")


def _plain(value: Decimal) -> str:
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text or "0"


def _listed(numbers: Sequence[int]) -> str:
    """Row numbers as people say them: 17—19、23."""
    parts: list[str] = []
    for first, last in _runs(numbers):
        parts.append(f"{first}" if first == last else f"{first}—{last}")
    more = f" 等 {len(numbers)}" if len(parts) > NAMED else ""
    return "、".join(parts[:NAMED]) + more


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            yield first, last
            first = last = number
    if first is not None and last is not None:
        yield first, last
