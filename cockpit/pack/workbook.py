"""The annex as a workbook: amounts as numbers, rates and totals as formulas of them.

A rate is worked out in its row, a total from the sums, never from rates. What comes from a ledger
is written as text: "=1+1" stays a name.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from cockpit import numbers
from cockpit.numbers import MISSING, WAN_IN_YI
from cockpit.pack.agenda import Decision
from cockpit.pack.lists import NameList
from cockpit.pack.said import Said
from cockpit.pack.standing import FEW, Standing
from cockpit.visible import visible

HEAD_ROW = 3  # title, sub, unit line, then the header
FONT = "微软雅黑"
FORMATS = {
    "text": "@", "count": "#,##0", "wan": "#,##0.00", "share": "0.0%",
    "points": "+0.0;-0.0;0.0", "date": "yyyy-mm-dd", "formula_text": "General", "number": "0",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A column of a sheet: header with its unit, kind of FORMATS, width, and its value of a row.

    ``formula``: what it is worked out by, from the columns named in braces; then ``value`` is what
    it comes to, for who does not calculate. ``total``: whether the total row sums it up.
    """

    key: str
    header: str
    kind: str
    width: int
    value: Callable[[Any], Any]
    formula: str = ""
    total: bool = False


# of a row of rates: completion, its gap to 序时 and how that reads, all from the row's own amounts
RATE = '=IF(N({plan})>0,{done}/{plan},"—")'
GAP = '=IF(AND(ISNUMBER({rate}),ISNUMBER({time})),({rate}-{time})*100,"—")'
SAID = (
    '=IF(ISNUMBER({gap}),IF(ROUND({gap},1)>0,"▲ 超序时",IF(ROUND({gap},1)<0,"▽ 低于序时",'
    '"＝ 与序时持平")),"—")'
)


def _rates() -> tuple[Field, ...]:
    return (
        Field("plan", "年计划（亿元）", "wan", 13, lambda row: _yi(row.plan_wan), total=True),
        Field("done", "已完成（亿元）", "wan", 13, lambda row: _yi(row.completed_wan), total=True),
        Field("rate", "完成率", "share", 11, _ratio, RATE),
        Field("time", "序时进度", "share", 12, lambda row: row.time),
        Field("gap", "与序时差（百分点）", "points", 13, _gap, GAP),
        Field("said", "与序时比", "formula_text", 13, _gap_words, SAID),
    )


def _ratio(row: Standing) -> float | str:
    return (
        row.completed_wan / row.plan_wan
        if row.plan_wan and row.completed_wan is not None
        else MISSING
    )


def _gap(row: Standing) -> float | str:
    ratio = _ratio(row)
    return MISSING if isinstance(ratio, str) or row.time is None else 100 * (ratio - row.time)


def _gap_words(row: Standing) -> str:
    gap = _gap(row)
    if isinstance(gap, str):
        return MISSING
    shown = numbers.rounded(gap, 1)
    return "▲ 超序时" if shown > 0 else "▽ 低于序时" if shown < 0 else "＝ 与序时持平"


CLASSES = (
    Field("name", "类别", "text", 24, lambda row: row.name),
    Field("projects", "项目（个）", "count", 9, lambda row: row.projects, total=True),
    *_rates(),
    Field("due", "应实施（个）", "count", 10, lambda row: row.due, total=True),
    Field("implemented", "已实施（个）", "count", 10, lambda row: row.implemented, total=True),
    Field("due_to_start", "应开复工（个）", "count", 11, lambda row: row.due_to_start, total=True),
    Field("due_started", "已开复工（个）", "count", 11, lambda row: row.due_started, total=True),
    Field(
        "start_rate",
        "开复工率",
        "share",
        12,
        lambda row: row.due_started / row.due_to_start if row.due_to_start else MISSING,
        '=IF(N({due_to_start})>0,{due_started}/{due_to_start},"—")',
    ),
    Field("printed", "公布完成率", "share", 13, lambda row: _printed(row.printed_rate, 100)),
    Field(
        "printed_gap", "公布与序时差（百分点）", "points", 20, lambda row: _printed(row.printed_gap)
    ),
)
LEADERS = (
    Field("rank", "名次（位）", "number", 9, lambda row: row.rank),
    Field("name", "分包领导", "text", 16, lambda row: row.name),
    Field("projects", "项目（个）", "count", 9, lambda row: row.projects, total=True),
    *_rates(),
    Field("red", "▼ 红灯（个）", "count", 10, lambda row: row.red, total=True),
    Field("yellow", "■ 黄灯（个）", "count", 10, lambda row: row.yellow, total=True),
    Field("late", "应开未开（个）", "count", 11, lambda row: row.late, total=True),
    Field("unregistered", "应入未入（个）", "count", 11, lambda row: row.unregistered, total=True),
    Field("visited", "当月督导到位（个）", "count", 13, lambda row: row.visited, total=True),
    Field("assigned", "当月应督导（个）", "count", 12, lambda row: row.assigned, total=True),
    Field(
        "visit_rate",
        "督导覆盖",
        "share",
        12,
        lambda row: (
            row.visited / row.assigned if row.assigned and row.visited is not None else MISSING
        ),
        '=IF(AND(ISNUMBER({visited}),N({assigned})>0),{visited}/{assigned},"—")',
    ),
)
ORGANISATIONS = (
    Field("rank", "名次（位）", "number", 9, lambda row: row.rank),
    Field("name", "责任单位", "text", 22, lambda row: row.name),
    Field("projects", "项目（个）", "count", 9, lambda row: row.projects, total=True),
    *_rates(),
    Field("red", "▼ 红灯（个）", "count", 10, lambda row: row.red, total=True),
    Field("yellow", "■ 黄灯（个）", "count", 10, lambda row: row.yellow, total=True),
    Field("late", "应开未开（个）", "count", 11, lambda row: row.late, total=True),
    Field("unregistered", "应入未入（个）", "count", 11, lambda row: row.unregistered, total=True),
)


def _who(*more: Field) -> tuple[Field, ...]:
    return (
        Field("number", "序号", "number", 6, lambda _: None),
        Field("lamp", "灯", "text", 9, lambda row: row.lamp),
        Field("name", "项目", "text", 30, lambda row: row.name),
        Field("code", "项目代码", "text", 16, lambda row: row.project_id),
        Field("leader", "分包领导", "text", 12, lambda row: row.leader),
        Field("organisation", "责任单位", "text", 18, lambda row: row.organisation),
        Field("township", "乡镇（街道）", "text", 12, lambda row: row.township),
        *more,
    )


NOT_STARTED = _who(
    Field("due", "应开工日", "date", 12, lambda row: row.due),
    Field("days", "超期（天）", "count", 9, lambda row: row.days),
    Field("pairs", "类次（个）", "count", 9, lambda row: row.pairs, total=True),
    Field("plan", "年计划（亿元）", "wan", 13, lambda row: _yi(row.plan_wan), total=True),
)
NOT_REGISTERED = _who(
    Field("due", "开工日", "date", 12, lambda row: row.due),
    Field("total", "总投资（亿元）", "wan", 13, lambda row: _yi(row.total_wan), total=True),
    Field("plan", "年计划（亿元）", "wan", 13, lambda row: _yi(row.plan_wan), total=True),
    Field("done", "今年完成（亿元）", "wan", 13, lambda row: _yi(row.completed_wan), total=True),
    Field(
        "rate",
        "完成率",
        "share",
        11,
        lambda row: (
            row.completed_wan / row.plan_wan
            if row.plan_wan and row.completed_wan is not None
            else MISSING
        ),
        RATE,
    ),
)
NOT_FINISHED = _who(
    Field("due", "计划竣工日", "date", 12, lambda row: row.due),
    Field("days", "超期（天）", "count", 9, lambda row: row.days),
    Field("total", "总投资（亿元）", "wan", 13, lambda row: _yi(row.total_wan), total=True),
    Field("done", "开工以来完成（亿元）", "wan", 15, lambda row: _yi(row.done_wan), total=True),
    Field(
        "rate",
        "占总投资",
        "share",
        12,
        lambda row: (
            row.done_wan / row.total_wan if row.total_wan and row.done_wan is not None else MISSING
        ),
        '=IF(AND(ISNUMBER({done}),N({total})>0),{done}/{total},"—")',
    ),
)
DECISIONS = (
    Field("on", "会议", "date", 12, lambda row: row.on),
    Field("state", "状态", "text", 11, lambda row: row.lit),
    Field("text", "事项", "text", 34, lambda row: row.text),
    Field("project", "项目", "text", 26, lambda row: row.project),
    Field("lead", "牵头", "text", 18, lambda row: row.lead),
    Field("helps", "配合", "text", 18, lambda row: row.helps),
    Field("supervisor", "督办人", "text", 12, lambda row: row.supervisor),
    Field("first_due", "原时限", "date", 12, lambda row: row.first_due),
    Field("due", "时限", "date", 12, lambda row: row.due),
    Field("clock", "到期情况", "text", 12, lambda row: row.clock),
    Field("note", "办得怎样", "text", 34, lambda row: row.note),
)


def _yi(wan: float | None) -> float | None:
    return None if wan is None else float(wan) / WAN_IN_YI


def _printed(figure: Any, over: int = 1) -> float | None:
    return None if figure is None else float(figure.decimal) / over


def workbook(said: Said) -> bytes:
    """The bytes of the workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": f"{said.title}附表", "comments": said.stamp})
        _Sheets(book, said).write()
    return out.getvalue()


class _Sheets:
    """The sheets of one workbook, with the formats that they share."""

    def __init__(self, book: Any, said: Said) -> None:
        self.book, self.said = book, said
        base = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "border": 1}
        base["border_color"] = "#D5DCE6"
        whole = {**base, "bold": True, "bg_color": "#F3F6FB", "top": 2, "top_color": "#23406E"}
        self.cell = {kind: self._format(kind, base) for kind in FORMATS}
        self.sum = {kind: self._format(kind, whole) for kind in FORMATS}
        plain = {"font_name": FONT, "font_size": 10, "font_color": "#5B6675"}
        self.title = book.add_format(
            {"font_name": FONT, "font_size": 15, "bold": True, "font_color": "#12294B"}
        )
        self.small = book.add_format(plain)
        self.note = book.add_format({**plain, "text_wrap": True, "valign": "top"})
        self.head = book.add_format(
            {
                **base, "bold": True, "bg_color": "#23406E", "font_color": "#FFFFFF",
                "text_wrap": True, "align": "center",
            }
        )  # fmt: skip
        self.marks = {
            start: book.add_format({"font_color": colour})
            for start, colour in (
                ("▼", "#B4232C"),
                ("■", "#9A5B00"),
                ("▽", "#9A5B00"),
                ("▲", "#17724A"),
                ("◆", "#9A5B00"),
            )
        }

    def _format(self, kind: str, base: dict[str, Any]) -> Any:
        side = (
            "left"
            if kind == "text"
            else "center"
            if kind in ("date", "formula_text", "number")
            else "right"
        )
        more = {"text_wrap": True, "indent": 1} if kind == "text" else {}
        if kind in ("count", "wan", "share", "points"):
            more = {"indent": 1}
        return self.book.add_format({**base, **more, "num_format": FORMATS[kind], "align": side})

    def write(self) -> None:
        """All sheets in their order."""
        said = self.said
        words = said.city.class_words
        self._rates(words, f"{words}项目完成情况", CLASSES, said.classes, whole="类次合计")
        self._rates(
            "领导",
            "分包领导完成情况",
            LEADERS,
            said.leaders,
            whole="合计",
            empty="没有装入分包领导的名单",
            fine="名次按完成率，相同的并列；合计是列出的领导之和，没有分包领导的项目不在内。",
        )
        self._rates(
            "责任单位",
            "责任单位完成情况",
            ORGANISATIONS,
            said.organisations,
            whole="合计",
            empty="项目没有填责任单位",
            fine=f"名次按完成率，相同的并列；不足 {FEW} 个项目的只列完成率，不排名次。",
        )
        fields = (NOT_STARTED, NOT_REGISTERED, NOT_FINISHED)
        for held, columns in zip(said.lists, fields, strict=True):
            self._list(held, columns)
        self._decisions()
        self._about()

    def _sheet(self, name: str, title: str, sub: str, fields: Sequence[Field]) -> Any:
        sheet = self.book.add_worksheet(name)
        for at, field in enumerate(fields):
            sheet.set_column(at, at, field.width)
            sheet.write_string(HEAD_ROW, at, field.header, self.head)
        sheet.set_default_row(19)
        sheet.set_row(0, 28)
        sheet.set_row(HEAD_ROW, 32)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, sub, self.small)
        names = [at for at, field in enumerate(fields) if field.key in ("name", "text")]
        sheet.freeze_panes(HEAD_ROW + 1, names[0] + 1 if names else 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.set_footer(f"&L&8{_footer(self.said.stamp)}&R&8第 &P 页，共 &N 页")
        sheet.hide_gridlines(2)
        return sheet

    def _rates(
        self,
        name: str,
        title: str,
        fields: Sequence[Field],
        rows: Sequence[Standing],
        *,
        whole: str,
        empty: str = "没有项目",
        fine: str = "",
    ) -> None:
        said = self.said
        basis = f"序时{said.wall.basis}"
        sub = f"{said.stamp}；投资截至 {numbers.iso(said.cut)}，{basis}"
        sheet = self._sheet(name, title, sub, fields)
        if not rows:
            sheet.write_string(HEAD_ROW + 1, 0, f"{empty}。", self.small)
            return
        first = HEAD_ROW + 1
        for at, row in enumerate(rows, start=first):
            self._row(sheet, fields, at, row, self.cell)
        last = first + len(rows) - 1
        self._total(sheet, fields, first, rows, words=whole)
        at = last + 2
        if fields is CLASSES:
            self._row(sheet, fields, at, said.total, self.sum)
            at += 1
            fine = (
                "类次合计把每类相加，一个项目在几类里就算几次，“其中”的层级不重复加；"
                "合计（去重）一个项目只算一次，是全市口径。公布列是通报印出的数，与左边复算的可以不同。"
            )
        if fine:
            sheet.write_string(at + 1, 0, fine, self.small)
        self._marked(sheet, fields, first, at)

    def _row(
        self, sheet: Any, fields: Sequence[Field], at: int, row: Any, formats: dict[str, Any]
    ) -> None:
        for column, field in enumerate(fields):
            value, look = field.value(row), formats[field.kind]
            if field.formula:
                sheet.write_formula(at, column, self._formula(fields, field, at), look, value)
            else:
                _cell(sheet, at, column, value, look)

    @staticmethod
    def _formula(fields: Sequence[Field], field: Field, at: int) -> str:
        cells = {one.key: xl_rowcol_to_cell(at, column) for column, one in enumerate(fields)}
        return field.formula.format_map(cells)

    def _total(
        self,
        sheet: Any,
        fields: Sequence[Field],
        first: int,
        rows: Sequence[Any],
        *,
        words: str,
    ) -> None:
        """The row of sums below ``rows``; rates are worked out of them as in any row."""
        at = first + len(rows)
        name = [field.key for field in fields].index("name")
        adds = [at for at, row in enumerate(rows, start=first) if not getattr(row, "part", False)]
        sums = _summed(rows)
        for column, field in enumerate(fields):
            look = self.sum[field.kind]
            if column == name:
                sheet.write_string(at, column, words, look)
            elif field.formula:
                value = field.value(sums)
                sheet.write_formula(at, column, self._formula(fields, field, at), look, value)
            elif field.key == "time":
                _cell(sheet, at, column, field.value(sums), look)
            elif field.total:
                cells = _ranges(column, adds)
                sheet.write_formula(at, column, f"=SUM({cells})", look, field.value(sums) or 0)
            else:
                sheet.write_blank(at, column, None, look)

    def _list(self, held: NameList, fields: Sequence[Field]) -> None:
        said = self.said
        title = f"{held.title} {held.count} 个" if not held.unknown else held.title
        words = "；".join(filter(None, (said.stamp, held.sub if held.rows else "")))
        sheet = self._sheet(held.title, title, words, fields)
        first = HEAD_ROW + 1
        if not held.rows:
            why = held.unknown or f"截至 {numbers.iso(said.as_of)} 没有{held.title}的项目"
            sheet.write_string(first, 0, f"{why}。", self.small)
            if not held.ahead:
                return
            sheet.write_string(first + 1, 0, f"{held.ahead_said}：", self.small)
            first += 2
        rows = held.rows or held.ahead
        for at, row in enumerate(rows, start=first):
            self._row(sheet, fields, at, row, self.cell)
            _cell(sheet, at, 0, at - first + 1, self.cell["number"])
        if held.rows:
            self._total(sheet, fields, first, rows, words="合计")
            sheet.autofilter(HEAD_ROW, 0, first + len(rows) - 1, len(fields) - 1)
        self._marked(sheet, fields, first, first + len(rows) - 1)

    def _decisions(self) -> None:
        said, found = self.said, self.said.agenda
        title = f"议定事项：{said.last_words}"
        judged = f"状态截至 {numbers.iso(found.judged_on)}"
        sheet = self._sheet("议定", title, f"{judged}；{said.stamp}", DECISIONS)
        rows: tuple[Decision, ...] = (*found.last, *found.older, *found.asked)
        first = HEAD_ROW + 1
        if not rows:
            sheet.write_string(first, 0, "没有议定事项。", self.small)
            return
        for at, row in enumerate(rows, start=first):
            self._row(sheet, DECISIONS, at, row, self.cell)
        sheet.autofilter(HEAD_ROW, 0, first + len(rows) - 1, len(DECISIONS) - 1)
        self._marked(sheet, DECISIONS, first, first + len(rows) - 1)

    def _marked(self, sheet: Any, fields: Sequence[Field], first: int, last: int) -> None:
        """Shape and word are in the cell; colour only repeats them."""
        for column, field in enumerate(fields):
            if field.key in ("lamp", "said", "state"):
                for start, look in self.marks.items():
                    rule = {
                        "type": "text",
                        "criteria": "begins with",
                        "value": start,
                        "format": look,
                    }
                    sheet.conditional_format(first, column, last, column, rule)

    def _about(self) -> None:
        said = self.said
        sheet = self.book.add_worksheet("说明")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_default_row(22)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 96)
        lines = [
            ("材料", f"{said.title}附表，{said.meeting}会议"),
            ("数据", said.stamp),
            ("投资", f"截至 {numbers.iso(said.cut)}，序时 {said.progress}（{said.wall.basis}）"),
            (
                "单位",
                "金额亿元；比率是公式，由同一行的金额算出；合计先分别求和再相除，不用比率相加",
            ),
            ("灯", "▼ 红灯，■ 黄灯，▲ 绿灯，— 不计；与序时比：▲ 超序时，▽ 低于序时"),
            ("公布值", "“公布”两列是通报印出的数，不参与计算"),
            ("缺数", "没有数的格空着或写“—”，不是 0"),
        ]
        for at, (name, words) in enumerate(lines):
            sheet.write_string(at, 0, name, self.small)
            sheet.write_string(at, 1, words, self.note)


def _summed(rows: Sequence[Any]) -> "_Sum":
    """The sums of rows, held as a row; a row that is part of another is left out."""
    whole = [row for row in rows if not getattr(row, "part", False)]
    kept: dict[str, Any] = {}
    for name in vars(whole[0]):
        known = [v for row in whole if isinstance(v := getattr(row, name), int | float)]
        kept[name] = sum(known) if known else None
    times = {row.time for row in whole if hasattr(row, "time")}
    kept["time"] = times.pop() if len(times) == 1 else None  # on the curve basis each has its own
    return _Sum(kept)


class _Sum:
    """Sums by name, read as a row is."""

    def __init__(self, held: dict[str, Any]) -> None:
        self.__dict__.update(held)


def _ranges(column: int, rows: Sequence[int]) -> str:
    """C5:C9,C11: cells of a column, neighbours as a range."""
    name, spans = xl_col_to_name(column), []
    start = last = rows[0]
    for at in [*rows[1:], -1]:
        if at != last + 1:
            spans.append(
                f"{name}{start + 1}:{name}{last + 1}" if last > start else f"{name}{start + 1}"
            )
            start = at
        last = at
    return ",".join(spans)


def _cell(sheet: Any, at: int, column: int, value: Any, look: Any) -> None:
    if value is None or numbers.is_missing(value):
        sheet.write_blank(at, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(at, column, visible(value), look)
    elif isinstance(value, date):
        sheet.write_datetime(at, column, value, look)
    else:
        sheet.write_number(at, column, float(value), look)


def _footer(text: str) -> str:
    """A footer's text: & begins a code there."""
    return text.replace("&", "&&")[:180]
