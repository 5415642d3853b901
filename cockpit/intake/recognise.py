"""Grids to sheets of known tables. Faults are collected, not raised.

Cells are left as the file gives them, but for trimmed ends; an empty cell is None. Rows are
numbered as people count them: the header is row 1.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import PurePath

from cockpit.errors import Fault
from cockpit.intake import headers, missing, which_table
from cockpit.intake.answers import Answers
from cockpit.intake.files.grid import Grid, Unfit, letters, position_of
from cockpit.intake.files.opened import Opened
from cockpit.intake.forms import form, layout
from cockpit.intake.forms.layout import line_of
from cockpit.intake.read import Source, read_all
from cockpit.intake.sheets import File, Sheet
from cockpit.intake.understood import Column, RowKind, Understood
from cockpit.remedy import Remedy, RemedyCode
from cockpit.tables import cleaning
from cockpit.tables.cells import Unreadable
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import Table
from cockpit.visible import quoted

TOTALS = re.compile(r".{0,6}(合计|小计|总计|共计)([:(0-9].{0,12})?|累计:?")
LOOKED = 15  # rows among which a header of ours is looked for
NAMED = 8  # of things that are counted, how many are named
MOST_PROJECTS = 100_000  # rows of them in a load: a province has some thousands of projects a year


def recognise_all(
    sources: Iterable[Source], faults: list[Fault], answers: Answers | None = None
) -> list[File]:
    """Read files and find their tables, ours and those of an office's own ledgers.

    What is wrong with a file or sheet as a whole, or has to be answered, is added to ``faults``.
    """
    answers = answers or Answers()
    files, projects = [], 0
    with closing(read_all(sources)) as opened:
        for source, held in opened:
            file = _recognised(source.name, held, faults, answers)
            projects += sum(len(s.cells) for s in file.sheets if s.table.name == "project")
            if projects > MOST_PROJECTS:
                rule, way = f"一次导入最多 {MOST_PROJECTS} 行项目", "分成几个文件，分几次导入"
                faults.append(Fault(file=source.name, rule=rule, way_out=way))
                file = replace(file, sheets=[], lost=file.lost | {"project"})
            size = 0 if isinstance(source.content, Unfit) else len(source.content)
            its = replace(file, kind=source.kind, any_table=source.any_table, size=size)
            files.append(its)
    if answers.is_typed:
        faults.extend(missing.sheets(answers, files))
    return files


def _recognised(name: str, held: Opened, faults: list[Fault], answers: Answers) -> File:
    if held.unfit:
        rule, way_out, where = held.unfit
        place = f"{name} › {where}" if where else name
        faults.append(Fault(file=place, rule=rule, way_out=way_out))
        problem = f"{rule}；{way_out}" if way_out else rule
        return File(name, "", [], lost=frozenset({""}), problem=problem)
    if held.left_out:
        return File(name, "", [], skipped=(f"{name}：{held.left_out}",))
    recognising = _Recognising(name, answers, faults, [], set(), [])
    shown = [grid for grid in held.grids if not grid.hidden and grid.rows]
    places = tuple(recognising.place(grid) for grid in held.grids)
    for grid in held.grids:
        if grid.hidden:
            recognising.say(grid, "是隐藏的工作表；要导入就先取消隐藏")
    notes = [grid.name for grid in shown if _is_notes(grid)]
    sheets: list[Sheet] = []
    for grid in shown:
        if grid.name in notes and len(notes) < len(shown):  # else nothing would be left
            recognising.say(grid, "没有认得的表头，不是数据表")
        else:
            sheets += recognising.sheets(grid)
    if not shown:
        rule = "没有一张看得见的表有内容"
        faults.append(Fault(file=name, rule=rule, way_out="取消隐藏，核对后保存"))
    skipped, lost = tuple(recognising.skipped), frozenset(recognising.lost)
    its = tuple(recognising.understood)
    return File(name, held.sha256, sheets, skipped, lost, understood=its, places=places)


def _is_notes(grid: Grid) -> bool:
    """Whether no header of a sheet is known, and its name is no table's: notes beside tables."""
    known = {header for table in TABLES.values() for header in table.headers}
    tops = (
        {headers.without_brackets(headers.plain(cell)) for cell in cells}
        for _, cells in grid.rows[:LOOKED]
    )
    return (
        not which_table.named(grid.name)
        and all(known.isdisjoint(top) for top in tops)
        and layout.found(grid) is None
    )


@dataclass
class _Recognising:
    """Takes the grids of one file; tells what it leaves out and what it could not take."""

    file: str
    answers: Answers
    faults: list[Fault]
    skipped: list[str]
    lost: set[str]
    understood: list[Understood]

    @property
    def stem(self) -> str:
        """What the file is called without its ending."""
        return PurePath(self.file).stem

    def say(self, grid: Grid, what: str) -> None:
        """Note what is left out of the file."""
        self.skipped.append(f"{self.place(grid)}：{what}")

    def place(self, grid: Grid) -> str:
        """File and sheet, for people."""
        return f"{self.file} › {grid.name}" if grid.name else self.file

    def fault(
        self,
        grid: Grid,
        rule: str,
        way_out: str,
        *,
        column: str = "",
        cell: str = "",
        remedies: tuple[Remedy, ...] = (),
    ) -> None:
        """Add a fault of the sheet."""
        self.faults.append(
            Fault(
                file=self.place(grid),
                cell=cell,
                column=column,
                rule=rule,
                way_out=way_out,
                remedies=remedies,
            )
        )

    def sheets(self, grid: Grid) -> list[Sheet]:
        """The sheets that a grid gives: one of ours, or those of an office's own ledger."""
        at = _header_at(grid, self.stem)
        if at is None and (found := form.understood(grid, self.file, self.answers)):
            self.faults.extend(found.faults)
            self.skipped.extend(f"{self.place(grid)}：{said}" for said in found.understood.said)
            self.understood.append(found.understood)
            if not found.sheets:
                self.lost.add("")
            return list(found.sheets)
        shown = self._without_hidden(replace(grid, rows=grid.rows[at or 0 :]))
        ours = self.sheet(shown) if shown and shown.rows else None
        if ours is not None:
            self.understood.append(_as_understood(ours, grid))
        return [ours] if ours is not None else []

    def _without_hidden(self, grid: Grid) -> Grid | None:
        """The grid without its hidden rows, or with them; None where that has to be said first."""
        said = self.answers.takes_hidden(place := self.place(grid))
        if said:
            return grid
        top = grid.rows[0][1] if grid.rows else []
        below = [n for n in grid.hidden_rows if not grid.rows or n > grid.rows[0][0]]
        unseen = [n for n in grid.hidden_columns if n < len(top) and headers.plain(top[n])]
        if said is None and (below or unseen):
            parts = [_listed(below)] if below else []
            parts += [f"{'、'.join(map(letters, unseen))} 列"] if unseen else []
            rule = f"{'，'.join(parts)}被隐藏，读不读"
            remedies = (
                Remedy(RemedyCode.HIDDEN, (place, "take"), "隐藏的也是数据"),
                Remedy(RemedyCode.HIDDEN, (place, "leave"), "隐藏的不要，已装入的值保留"),
            )
            asked = Fault(file=place, rule=rule, question="hidden", remedies=remedies)
            self.faults.append(asked)
            self.lost.add("")
            return None
        hidden = set(grid.hidden_rows)
        return replace(grid, rows=[row for row in grid.rows if row[0] not in hidden])

    def sheet(self, grid: Grid) -> Sheet | None:
        """The sheet of a table of ours, if it is known and its header is sound."""
        number, top = grid.rows[0]
        header = [headers.plain(cell) for cell in top]
        while header and not header[-1]:
            header.pop()  # columns that are only formatted
        names = [headers.without_brackets(text) for text in header]
        takes_hidden = self.answers.takes_hidden(self.place(grid))
        unseen = set() if takes_hidden else set(grid.hidden_columns)
        asked = [n for n, name in enumerate(names) if name not in self.answers.without]
        kept = [n for n in asked if n not in unseen]
        if len(asked) < len(names):
            apart = "、".join(quoted(header[n]) for n in range(len(names)) if n not in asked)
            self.say(grid, f"按要求没有导入的列：{apart}")
        table = self._table(grid, [names[n] for n in kept])
        if table is None:
            self.lost.add("")
            return None
        fields = [table.headers.get(names[n], "") for n in kept]
        before = len(self.faults)
        for n, cell in enumerate(top):
            if n in kept and isinstance(cell, Unreadable):
                self.fault(grid, cell.rule, cell.way_out, cell=f"{letters(n)}{number}")
        self._judge_header(grid, table, [header[n] for n in kept], fields)
        if len(self.faults) > before:
            self.lost.add(table.name)
            return None
        written = dict(zip(fields, (header[n] for n in kept), strict=True))
        sheet = Sheet(
            self.file,
            grid.name,
            table,
            written,
            *self._rows(grid, table, fields, kept, len(header)),
            {f: letters(n) for f, n in zip(fields, kept, strict=True)} if grid.lettered else {},
        )
        self._say_hidden(grid, len(header))
        return sheet

    def _table(self, grid: Grid, names: list[str]) -> Table | None:
        if table := which_table.named(grid.name or self.stem):
            return table
        candidates = which_table.fitting(names)
        if not candidates and grid.name and (table := which_table.named(self.stem)):
            return table  # Sheet1 of 进度报告.xlsx
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            known = "、".join(table.names[0] for table in candidates)
            way = f"文件或工作表改用表名：{known}"
            self.fault(grid, "表头同时符合几张表", way)
        else:
            self._say_what_was_looked_for(grid, names)
        return None

    def _say_what_was_looked_for(self, grid: Grid, names: list[str]) -> None:
        number = grid.rows[0][0]
        written = "、".join(quoted(name) for name in names[:NAMED] if name) or "空"
        nearest = which_table.nearest(names)
        if nearest is None:
            rule = f"认不出这是哪张表：第 {number} 行写的是 {written}，没有一个是认得的列名"
            way = (
                "第一个有内容的行要是列名（如 项目代码、填报日期、本年完成投资），"
                "或文件、工作表以表名开头（如 进度报告）"
            )
            self.fault(grid, rule, way)
            return
        fields = [nearest.headers[name] for name in names if name in nearest.headers]
        lacking = "、".join(nearest.missing(fields))
        strange = "、".join(quoted(n) for n in names if n not in nearest.headers)
        parts = [f"最像 {nearest.names[0]}"]
        parts += [f"缺 {lacking}"] if lacking else []
        parts += [f"不认得 {strange}"] if strange else []
        way = f"改好列名；若就是 {nearest.names[0]}，让文件或工作表以“{nearest.names[0]}”开头"
        self.fault(grid, "认不出这是哪张表：" + "，".join(parts), way)

    def _judge_header(self, grid: Grid, table: Table, header: list[str], fields: list[str]) -> None:
        for text, column in zip(header, fields, strict=True):
            if not column:
                self._unknown_column(grid, table, text)
            elif fields.count(column) > 1:
                rule, way = "这一列出现了两次", "核对哪一列是对的，另一列改名"
                self.fault(grid, rule, way, column=quoted(text))
            elif word := headers.foreign_unit(text, table.units.get(column)):
                unit = table.units.get(column)
                if unit is None:
                    rule = f"括号里的“{quoted(word)}”不是这一列的单位，这一列没有单位"
                    way = f"表头改为 {table.label(column)}"
                elif unit == "小数":
                    rule, way = f"应为小数（0.8 就是 80%），写的是{quoted(word)}", "换算并改表头"
                else:
                    rule = f"应为{unit}，写的是{quoted(word)}"
                    way = f"换算成{unit}并改表头"
                self.fault(grid, rule, way, column=quoted(text))
        for label in table.missing(fields):
            self.fault(grid, "缺少这一列", "补上后重新导入", column=label)
        word = headers.foreign_money(grid.name) or headers.foreign_money(self.stem)
        if word and "万元" in table.units.values():
            rule, way = f"名字里写着{word}，金额应为万元", "换算成万元，改好名字"
            self.fault(grid, rule, way)

    def _unknown_column(self, grid: Grid, table: Table, text: str) -> None:
        known = "、".join(map(table.label, table.fields))
        way = f"改成表里的列名；{table.names[0]}的列有：{known}"
        without = Remedy(RemedyCode.WITHOUT, (headers.without_brackets(text),))
        named, remedies = (quoted(text), (without,)) if text else ("（空表头）", ())
        self.fault(grid, "没有这一列", way, column=named, remedies=remedies)

    def _rows(
        self, grid: Grid, table: Table, fields: list[str], kept: list[int], width: int
    ) -> tuple[list[int], list[tuple[object, ...]]]:
        numbers, rows, sums = [], [], []
        labels = [n for n, name in zip(kept, fields, strict=True) if name in table.naming]
        for number, cells in grid.rows[1:]:
            row = [_trimmed(cell) for cell in cells]
            beyond = [n for n in range(width, len(row)) if row[n] is not None]
            if grid.lettered:
                row += [None] * (width - len(row))
            if f"{self.place(grid)} › {number}" in self.answers.rows_left_out:
                self.say(grid, f"按要求没有导入：第 {number} 行")
            elif any(_is_sum(row[n]) for n in labels if n < len(row)):
                sums.append(number)
            elif len(row) < width or beyond:
                self._ragged(grid, number, len(row), width, beyond)
            elif any(row[n] is not None for n in kept):
                numbers.append(number)
                rows.append(tuple(row[n] for n in kept))
        if sums:
            self.say(grid, f"合计行没有导入：{_listed(sums)}")
        return numbers, rows

    def _ragged(self, grid: Grid, number: int, found: int, width: int, beyond: list[int]) -> None:
        rule = f"这一行有 {found} 格，表头有 {width} 格"
        cell = f"{letters(beyond[0])}{number}" if grid.lettered else ""
        way = "核对这一格：补上表头，或另存为只有数据的表" if grid.lettered else "核对逗号和引号"
        fault = Fault(file=self.place(grid), row=number, rule=rule, way_out=way, cell=cell)
        self.faults.append(fault)

    def _say_hidden(self, grid: Grid, width: int) -> None:
        takes_hidden = self.answers.takes_hidden(self.place(grid))
        if grid.hidden_rows and not takes_hidden:
            self.say(grid, f"隐藏的行没有导入：{_listed(grid.hidden_rows)}")
        if unseen := [n for n in grid.hidden_columns if n < width]:
            named = "、".join(f"{letters(n)} 列" for n in unseen)
            how = "照样导入了" if takes_hidden else "没有导入"
            self.say(grid, f"隐藏的列{how}：{named}")


def _header_at(grid: Grid, stem: str) -> int | None:
    """Where the header of a table of ours stands, counted from 0; None where none is seen.

    That is a row all of whose names are one table's. Where the file or sheet is called after a
    table the first row is its header too, if that has most of what the table needs.
    """
    for at, (_, cells) in enumerate(grid.rows[:LOOKED]):
        names = [headers.without_brackets(headers.plain(cell)) for cell in cells]
        while names and not names[-1]:
            names.pop()
        if all(names) and which_table.fitting(names):
            return at
    table = which_table.named(grid.name or stem) or which_table.named(stem)
    if table is None or not grid.rows:
        return None
    names = [headers.without_brackets(headers.plain(cell)) for cell in grid.rows[0][1]]
    known = [table.headers[name] for name in names if name in table.headers]
    is_whole = not table.missing(known) and 2 * len(known) >= len(names)
    return 0 if known and (len(known) == len(names) or is_whole) else None


def _as_understood(sheet: Sheet, grid: Grid) -> Understood:
    """What was understood of a sheet of ours: its columns are what they are called."""
    fields = list(sheet.headers)
    columns = tuple(
        Column(
            position=position_of(sheet.letters[field]) if field in sheet.letters else n,
            header=(sheet.headers[field],),
            meaning=field,
            label=sheet.table.label(field),
            why="表头",
            unit=str(sheet.table.units.get(field, "")),
            samples=tuple(line_of(row[n])[:24] for row in sheet.cells[:2]),
        )
        for n, field in enumerate(fields)
    )
    top = grid.rows[0][0]
    rows = dict.fromkeys(sheet.numbers, RowKind.TAKEN)
    kinds = {
        number: rows.get(number, RowKind.HEADER if number == top else RowKind.LEFT_OUT)
        for number, _ in grid.rows
    }
    return Understood(
        sheet.file,
        sheet.sheet,
        (top, top),
        columns,
        kinds,
        tables=(sheet.table.names[0],),
        is_ours=True,
        grid=grid,
    )


def _listed(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:NAMED]))
    more = f" 等 {len(numbers)} 行" if len(numbers) > NAMED else " 行"
    return f"第 {shown}{more}"


def _is_sum(cell: object) -> bool:
    """Whether a name or code says that its row sums up others."""
    return isinstance(cell, str) and bool(TOTALS.fullmatch(cleaning.folded(cell)))


def _trimmed(cell: object) -> object:
    if isinstance(cell, str):
        return cell.strip() if cleaning.UNSEEN.sub("", cell).strip() else None
    return cell
