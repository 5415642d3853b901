"""The rows of an office's ledger as sheets of our tables.

One row gives a project, its plan, its reports, its class, its stages and its money by source. Each
table and period is a sheet of its own (a part), whose fields know the columns they come from, so
that every fault and every value can be traced to its cell. What depends on what is loaded (whether
a plan is a new revision, whether a profile changed) is settled later (``settled``).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from unicodedata import normalize

from pydantic_core import PydanticCustomError

from cockpit.intake.files.grid import letters
from cockpit.intake.forms import dates, figures, rows
from cockpit.intake.forms.columns import PHONE, Context
from cockpit.intake.forms.layout import Layout, line_of
from cockpit.intake.forms.rows import Body
from cockpit.intake.sheets import Sheet
from cockpit.intake.understood import Column, RowKind
from cockpit.tables.cells import Converted, Unreadable
from cockpit.tables.columns import YEARS
from cockpit.tables.contracts import TABLES

NEW = {"新建", "新开工", "新开", "计划新开工", "新建项目", "新"}
CARRIED = {"续建", "结转", "在建", "续建项目", "续"}
STAGES = {"started_on": "开工", "finished_on": "竣工", "opened_on": "投产", "listed_on": "入库"}
LONGEST = 200  # of the words of a title in which a class is looked for

Reader = Callable[[int], object]  # a row's number → what a field holds


@dataclass(frozen=True)
class Source:
    """A field of a table: where it comes from (None: not from a column), and how it is read."""

    column: Column | None
    read: Reader


@dataclass
class Feeding:
    """A sheet that is brought into tables; ``taken`` are the numbers of its rows."""

    file: str
    sheet: str
    layout: Layout
    around: Context
    columns: Sequence[Column]
    body: Body
    taken: Sequence[int]
    day: date | None
    made: list[Sheet] = field(default_factory=list)

    def column(self, meaning: str) -> Column | None:
        """The first column of a meaning."""
        return next((one for one in self.columns if one.meaning == meaning), None)

    def all_of(self, meaning: str) -> list[Column]:
        """The columns of a meaning."""
        return [one for one in self.columns if one.meaning == meaning]

    def sheets(self) -> list[Sheet]:
        """The sheets of our tables that the ledger gives."""
        self._project()
        self._plans()
        self._reports()
        self._classes()
        for meaning, stage in STAGES.items():
            self._stage(meaning, stage)
        self._funds()
        return self.made

    def day_of(self, number: int) -> object:
        """The day that a row's figures are of."""
        return self._day_of_row()[1](number)

    # what a row is about

    def _naming(self, *, own: bool) -> dict[str, Source]:
        """The fields that name a project: its own in ``project``, those that find it elsewhere."""
        named = {"project_id": "project_id"}
        named |= (
            {"name": "name", "organisation": "organisation"}
            if own
            else {"project_name": "name", "project_organisation": "organisation"}
        )
        return {
            target: self._named[meaning]
            for target, meaning in named.items()
            if meaning in self._named
        }

    @cached_property
    def _named(self) -> dict[str, Source]:
        """The cells that name a project, by meaning; each is read once, whatever tables need it."""
        found = {"project_id": self._text, "name": self._name, "organisation": self._text}
        return {
            meaning: Source(column, cache(read(column)))
            for meaning, read in found.items()
            if (column := self.column(meaning))
        }

    def _project(self) -> None:
        if not self.column("name"):
            return
        fields = self._naming(own=True)
        for meaning in ("township", "domain", "gov_invested"):
            if column := self.column(meaning):
                fields[meaning] = Source(column, self._text(column))
        if "domain" not in fields and self.body.sections:
            fields["domain"] = Source(None, self._section)
        if column := self.column("total"):
            fields["total_wan"] = Source(column, self._money(column))
        fields["valid_from"] = Source(*self._day_of_row())
        self._make("project", fields)

    def _plans(self) -> None:
        unknown: set[int] = set()
        plans: list[Column | None] = [*self.all_of("plan")] or [None]
        for plan in plans:
            span, due, end = map(self.column, ("span", "due_on", "planned_end"))
            if plan is None and not (due or end):
                return
            year = self._year(plan)
            fields = self._naming(own=False)
            fields["year"] = Source(None, year)
            fields["revision"] = Source(None, _always(1))
            fields["decided_on"] = Source(*self._day_of_row())
            if plan:
                fields["annual_plan_wan"] = Source(plan, self._money(plan))
            carried = self._carried(year, unknown)
            fields["carry_over"] = Source(self.column("nature") or span, carried)
            fields["due_on"] = Source(due, self._due(due, year, carried))
            if end or span:
                fields["planned_end"] = Source(end or span, self._end(end, span))
            kept = [n for n in self.taken if plan is None or self._says(plan, n)]
            self._make("project_year", fields, kept, unknown=unknown)

    def _reports(self) -> None:
        completed = self.all_of("completed")
        if self._is_long():
            for column in (*completed, *self.all_of("month")):
                self._report(self._day_of_row(), column, self._long(column), is_last=True)
            return
        by_day = {day: column for column in completed if (day := column.period or self.day)}
        months = {c.period: c for c in self.all_of("month") if c.period}
        for day in sorted({*by_day, *months}):
            source = by_day.get(day) or months[day]
            reader = self._money(source) if day in by_day else self._summed(months, day)
            if reader:
                last = day == max({*by_day, *months})
                self._report((None, _always(day)), source, reader, is_last=last)

    def _report(
        self,
        on: tuple[Column | None, Reader],
        column: Column,
        reader: Reader,
        *,
        is_last: bool,
    ) -> None:
        fields = self._naming(own=False)
        fields["report_date"] = Source(*on)
        fields["completed_wan"] = Source(column, reader)
        if is_last:
            if total := self.column("total_completed"):
                fields["total_completed_wan"] = Source(total, self._money(total))
            for meaning in ("image_progress", "reporter"):
                if its := self.column(meaning):
                    fields[meaning] = Source(its, self._text(its))
        kept = [n for n in self.taken if reader(n) is not None]
        self._make("progress_report", fields, kept)

    def _classes(self) -> None:
        fields = self._naming(own=False)
        if column := self.column("project_class"):
            fields["project_class"] = Source(column, self._text(column))
        else:
            said = f"{self.around.title} {self.sheet} {self.file}"[:LONGEST]
            fields["project_class"] = Source(None, lambda _: said)  # looked for in these words
        if column := self.column("level"):
            fields["level"] = Source(column, self._text(column))
        fields["valid_from"] = Source(*self._day_of_row())
        kept = [n for n in self.taken if fields["project_class"].read(n) is not None]
        self._make("class_membership", fields, kept)

    def _stage(self, meaning: str, stage: str) -> None:
        if not (column := self.column(meaning)):
            return
        on_day = self._date(column)

        def by_then(number: int) -> object:
            found = on_day(number)
            is_month = isinstance(found, date) and self.day and found > self.day
            same = is_month and isinstance(found, date) and _month(found) == _month(self.day)
            return self.day if same else found

        fields = self._naming(own=False)
        fields["stage"] = Source(None, lambda _: stage)
        fields["on_date"] = Source(column, by_then)
        self._make("stage_event", fields, [n for n in self.taken if by_then(n) is not None])

    def _funds(self) -> None:
        """What was allotted, arrived and paid of each source of money that the header names."""
        for source in dict.fromkeys(one.source for one in self.all_of("allotted")):
            its = {c.meaning: c for c in self.columns if c.source == source}
            amounts = {
                meaning: Source(its[meaning], self._money(its[meaning]))
                for meaning in ("allotted", "arrived", "paid")
                if meaning in its
            }
            fields = self._naming(own=False)
            fields["source"] = Source(None, _always(source))
            fields["year"] = Source(its.get("flow_year"), self._flow_year(its.get("flow_year")))
            fields["report_date"] = Source(*self._day_of_row())
            fields |= {f"{meaning}_wan": amount for meaning, amount in amounts.items()}
            kept = [
                number
                for number in self.taken
                if any(_is_some(amount.read(number)) for amount in amounts.values())
            ]
            self._make("fund_flow", fields, kept)

    def _flow_year(self, column: Column | None) -> Reader:
        """The year of 2021年第一批; that of the figures where none is written."""
        usual = self._year(None)

        def read(number: int) -> object:
            said = line_of(self._text(column)(number)) if column else ""
            years = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", said)}
            if len(years) > 1:
                way = "一行写一个年份的钱，几个年份分几行"
                return Unreadable(f"写了 {len(years)} 个年份，分不清各下达多少", way)
            return years.pop() if years else usual(number)

        return read

    # how a field is read

    def _cell(self, number: int, column: Column) -> object:
        """A figure's cell; a part of cells merged downwards within one project says nothing."""
        cells = self.layout.cells
        if cells.is_covered(number, column.position):
            anchor = cells.anchor(number, column.position)
            name = self.column("name") or self.column("project_id")
            same = name and cells.anchor(number, name.position) == cells.anchor(
                anchor[0], name.position
            )
            return None if same else cells.at(number, column.position)
        return cells.at(number, column.position)

    def _says(self, column: Column, number: int) -> bool:
        return not rows.is_nothing(self._cell(number, column))

    def _money(self, column: Column) -> Reader:
        return lambda number: figures.money(self._cell(number, column), column.unit)

    def _text(self, column: Column) -> Reader:
        def read(number: int) -> object:
            cell = rows.plain_cell(self.layout.cells, number, column.position)
            if not isinstance(cell, str):
                return cell
            if not PHONE.search(plain := normalize("NFKC", cell)):
                return cell
            return PHONE.sub("", plain).strip() or None  # telephone numbers are for nobody

        return read

    def _name(self, column: Column) -> Reader:
        read = self._text(column)

        def without_marks(number: int) -> object:
            cell = read(number)
            return rows.without_marks(cell) if isinstance(cell, str) else cell

        return without_marks

    def _date(self, column: Column) -> Reader:
        is_1904 = self.layout.cells.grid.epoch_1904

        def read(number: int) -> object:
            cell = rows.plain_cell(self.layout.cells, number, column.position)
            try:
                return dates.day(cell, is_1904=is_1904)
            except PydanticCustomError as problem:
                return _refused(problem)

        return read

    def _section(self, number: int) -> object:
        """The words of the sections that a row stands in, the outer first."""
        around: list[rows.Section] = []
        for row, section in self.body.sections.items():
            if row < number:
                around = [one for one in around if one.level < section.level] + [section]
        return "、".join(one.name for one in around if one.name) or None

    def _day_of_row(self) -> tuple[Column | None, Reader]:
        """The day of a row: that of the sheet, or its own where every row has one."""
        if column := self.column("report_date"):
            read = self._date(column)
            return column, lambda number: read(number) or self.day
        if month := self.column("month_number"):
            return month, self._month_end(month)
        return None, lambda _: self.day

    def _month_end(self, column: Column) -> Reader:
        """The last day of a row's month. Whether the year turns is asked once, not of each row."""
        year, turns = self._year(None), not self.column("year") and self._turns_the_year

        def read(number: int) -> object:
            if turns:
                way = "加一列“年份”，每行写明是哪一年"
                return Unreadable("月份过了年，没有写明是哪一年", way)
            try:
                return dates.day(f"{year(number)}年{int(self._month_said(number, column))}月")
            except (ValueError, PydanticCustomError):
                return Unreadable("应为 1 到 12 的月份", "写成 5 或 5月")

        return read

    def _month_said(self, number: int, column: Column) -> str:
        return line_of(self.layout.cells.held(number, column.position)).rstrip("月份")

    @cached_property
    def _turns_the_year(self) -> bool:
        """Whether the months of a project go from the end of a year to the next's beginning."""
        column = self.column("month_number")
        before: dict[tuple[str, ...], int] = {}
        for number in self.taken if column else ():
            assert column is not None
            text, who = self._month_said(number, column), self._who(number)
            month = int(text) if text.isdecimal() else 0
            if 0 < month <= 2 and before.get(who, 0) >= 11:
                return True
            before[who] = month
        return False

    def _year(self, plan: Column | None) -> Reader:
        if plan and plan.year:
            return lambda _: plan.year
        if column := self.column("year"):
            return lambda number: _year_of(self.layout.cells.held(number, column.position))
        return _always(self.day.year if self.day else self.around.year)

    def _carried(self, year: Reader, unknown: set[int]) -> Reader:
        nature, span = self.column("nature"), self.column("span")
        if nature and not self._tells_new(nature):
            nature = None
        own = self._year_of_natures()

        def other(its: object) -> bool:
            return bool(own and isinstance(its, int) and its != own)

        def later(its: object) -> bool:
            return bool(own and isinstance(its, int) and its > own)

        def read(number: int) -> object:
            said = line_of(self._text(nature)(number)) if nature else ""
            its = year(number)
            if said in CARRIED and later(its):
                return True  # what goes on this year goes on in the next
            if said in NEW | CARRIED and not other(its):
                return said in CARRIED
            if span and (not said or other(its)):
                begun, _ = self._span(span, number)
                if begun and isinstance(its, int):
                    return begun < its
            if said in NEW | CARRIED:
                unknown.add(number)  # said of the year of the figures
                return False
            if said:
                return Unreadable("应为 新建 或 续建", "改这一格")
            unknown.add(number)
            return False

        return read

    def _year_of_natures(self) -> int | None:
        """The year of which 新建 and 续建 are said: of the figures, in a list of plans of those.

        None for a list of months, where each row has its own.
        """
        if self.day is None or self._is_long():
            return None
        planned = {plan.year or self.day.year for plan in self.all_of("plan")}
        has_figures = any(c.meaning in {"completed", "month"} for c in self.columns)
        return planned.pop() if len(planned) == 1 and not has_figures else self.day.year

    def _tells_new(self, column: Column) -> bool:
        """Whether a column says what is new this year, and not how it is built (改建、扩建)."""
        said = {line_of(self._text(column)(number)) for number in self.taken} - {""}
        return bool(said & CARRIED) or (said <= NEW and "建设" not in column.header[-1])

    def _span(self, column: Column, number: int) -> tuple[int | None, date | None]:
        try:
            return dates.span(self._text(column)(number))
        except PydanticCustomError:
            return None, None

    def _due(self, due: Column | None, year: Reader, carried: Reader) -> Reader:
        read = self._date(due) if due else None

        def on(number: int) -> object:
            its = year(number)
            if carried(number) is True and isinstance(its, int):
                return date(its, 1, 1)
            return read(number) if read else None

        return on

    def _end(self, end: Column | None, span: Column | None) -> Reader:
        if end:
            return self._date(end)
        assert span is not None

        def read(number: int) -> object:
            try:
                return dates.span(self._text(span)(number))[1]
            except PydanticCustomError as problem:
                return _refused(problem)

        return read

    # figures month by month

    def _is_long(self) -> bool:
        return bool(self.column("report_date") or self.column("month_number"))

    def _summed(self, months: Mapping[date, Column], day: date) -> Reader | None:
        """The sum of the year's months up to one; None where an earlier one is missing."""
        until = sorted(on for on in months if on.year == day.year and on <= day)
        own = [months[on] for on in until]  # whatever the order of the columns
        if {c.period.month for c in own if c.period} != set(range(1, day.month + 1)):
            return None

        def read(number: int) -> object:
            *before, last = [self._money(column)(number) for column in own]
            if last is None or any(not isinstance(one, Converted | None) for one in before):
                return None  # nothing of the month; or told at the month where it stands
            return _total([*before, last])

        return read

    def _long(self, column: Column) -> Reader:
        """The figure of a row of its own month: as it stands, or with the months before it."""
        plain = self._money(column)
        if column.meaning == "completed":
            return plain
        _, on = self._day_of_row()
        by_project: dict[tuple[str, ...], dict[date, object]] = {}
        again: set[int] = set()  # rows of a project and month that there is already
        for number in self.taken:
            day = on(number)
            if isinstance(day, date):
                months = by_project.setdefault(self._who(number), {})
                if day in months:
                    again.add(number)
                months.setdefault(day, plain(number))

        def read(number: int) -> object:
            day = on(number)
            if not isinstance(day, date):
                return plain(number)
            if number in again:
                return Unreadable("这个项目这个月有两行", "核对哪一行是对的，只报一行")
            held = by_project[self._who(number)]
            own = {d: v for d, v in held.items() if d.year == day.year and d <= day}
            if {d.month for d in own} != set(range(1, day.month + 1)):
                lacking = sorted(set(range(1, day.month + 1)) - {d.month for d in own})
                said = "、".join(map(str, lacking))
                return Unreadable(f"当月数缺 {said} 月，得不出累计", "补上缺的月份，或改用累计数")
            if held.get(day) is None:
                return None
            return _total([own[d] for d in sorted(own)])

        return read

    def _who(self, number: int) -> tuple[str, ...]:
        return tuple(line_of(one.read(number)) for one in self._naming(own=False).values())

    # a part

    def _make(
        self,
        table: str,
        fields: Mapping[str, Source],
        kept: Iterable[int] | None = None,
        *,
        unknown: set[int] | None = None,
    ) -> None:
        numbers = list(self.taken if kept is None else kept)
        cells = [tuple(source.read(number) for source in fields.values()) for number in numbers]
        if not numbers:
            return
        from_columns = {name: s.column for name, s in fields.items() if s.column}
        lettered = self.layout.cells.grid.lettered
        self.made.append(
            Sheet(
                self.file,
                self.sheet,
                TABLES[table],
                {name: from_columns[name].path if name in from_columns else "" for name in fields},
                numbers,
                cells,
                {f: letters(c.position) for f, c in from_columns.items()} if lettered else {},
                is_form=True,
                part=len(self.made),
                units={f: c.unit for f, c in from_columns.items() if c.unit},
                unknown=frozenset(unknown or ()) & frozenset(numbers),
            )
        )


def _always(value: object) -> Reader:
    return lambda _: value


def _is_some(amount: object) -> bool:
    """Whether a cell has an amount, or what is none: a nought of a source without money is not."""
    return not isinstance(amount, Converted | None) or bool(amount and amount.value)


def _refused(problem: PydanticCustomError) -> Unreadable:
    said = problem.context or {}
    return Unreadable(str(said.get("rule", "")), str(said.get("way", "")))


def _total(amounts: Iterable[object]) -> object:
    """The sum of months' amounts; None where all are empty.

    Months before the first amount are those before the start; one that is empty after it was
    forgotten. The first cell that is no amount is handed on.
    """
    total, found, gap = Decimal(0), False, False
    for amount in amounts:
        if isinstance(amount, Converted):
            if gap:
                return Unreadable("前面有一个月没有填，得不出累计", "没有完成就填 0")
            total, found = total + amount.value, True
        elif amount is not None:
            return amount
        else:
            gap = found
    return Converted(total, f"{total:f}") if found else None


def _year_of(cell: object) -> object:
    """The year of a cell; what is none stays, for the table's contract to refuse."""
    text = line_of(cell).rstrip("年度")
    return int(text) if text.isdecimal() and int(text) in YEARS else cell


def _month(day: date | None) -> tuple[int, int] | None:
    return (day.year, day.month) if day else None


def taken_rows(body: Body, place: str, left_out: frozenset[str]) -> Iterator[int]:
    """Numbers of the rows of projects that are not left out as asked."""
    for number in body.of(RowKind.TAKEN):
        if f"{place} › {number}" not in left_out:
            yield number
