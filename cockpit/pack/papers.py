"""通报 and 周报 as Word documents: a bulletin's paragraphs, tables behind or between them.

python-docx sets no East-Asian fonts: each run and style gets its own (``w:eastAsia``).
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cockpit import numbers
from cockpit.numbers import MISSING
from cockpit.pack import lists, standing
from cockpit.pack.agenda import Decision
from cockpit.pack.lists import Named, NameList
from cockpit.pack.said import UNDECIDED, Said
from cockpit.pack.sections import Paragraph, Section, decided, numbered, plain, sections, spaced
from cockpit.pack.slow import Slow, done_words, plan_words
from cockpit.visible import visible

LATIN = "Times New Roman"
TITLE, HEADING, BODY, KAI = "方正小标宋简体", "黑体", "仿宋", "楷体"
RED, GREY, LINE = "B4232C", "5B6675", "8A97A8"
TOGETHER = 16  # rows of a table that is not broken by a page's end
LISTS = 3  # the place of the three lists among the sections
NUMERIC = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}


@dataclass(frozen=True)
class Column:
    """A column of a table: header, width in cm, side (left, right, center), value of a row."""

    header: str
    width: float
    side: str
    value: Callable[[Any], str]


def _done(row: Named) -> str:
    if not row.total_wan or row.done_wan is None:
        return MISSING
    return numbers.percent(row.done_wan / row.total_wan)


OF_LIST = {  # the last columns of a list
    lists.NOT_STARTED: (
        Column("应开工日", 2.4, "center", lambda row: numbers.iso(row.due)),
        Column(
            "超期（天）",
            1.6,
            "right",
            lambda row: MISSING if row.days is None else str(row.days),
        ),
        Column("年计划（亿元）", 1.8, "right", lambda row: numbers.yi(row.plan_wan, 2)),
    ),
    lists.NOT_REGISTERED: (
        Column("开工日", 2.4, "center", lambda row: numbers.iso(row.due)),
        Column("总投资（亿元）", 1.8, "right", lambda row: numbers.yi(row.total_wan, 2)),
        Column("今年完成（亿元）", 1.8, "right", lambda row: numbers.yi(row.completed_wan, 2)),
    ),
    lists.NOT_FINISHED: (
        Column("计划竣工日", 2.4, "center", lambda row: numbers.iso(row.due)),
        Column("总投资（亿元）", 1.8, "right", lambda row: numbers.yi(row.total_wan, 2)),
        Column("占总投资（%）", 1.8, "right", _done),
    ),
}


def notice(said: Said) -> bytes:
    """通报: the bulletin in running text, the lists and decisions as annexes."""
    paper = _Paper(said, size=16, line=28)
    paper.title(f"{said.title}通报", f"{said.issue}　{said.meeting}")
    for at, section in enumerate(sections(said)):
        paper.run_in(numbered(at), section)
    paper.signed()
    paper.annex(1, "应开未开、应入未入、应竣未竣名单")
    for held in said.lists:
        paper.heading(_counted(held).rstrip("：。"), small=True)
        paper.named(held)
    paper.annex(2, "会议议定事项")
    paper.heading(said.last_words, small=True)
    paper.decisions((*said.agenda.last, *said.agenda.older))
    paper.heading(f"本次提请议定 {len(said.agenda.asked)} 件", small=True)
    paper.decisions(said.agenda.asked, empty=f"{UNDECIDED}。")
    return paper.content(f"{said.title}通报{said.issue}")


def weekly(said: Said) -> bytes:
    """周报: the same order, each part with its table, and what the meeting takes up."""
    paper = _Paper(said, size=12, line=21)
    paper.title(f"{said.title}周报", f"{said.issue}　{said.meeting}")
    tables: dict[int, Callable[[], None]] = {
        0: paper.moves,
        1: paper.classes,
        2: paper.ranks,
        LISTS: lambda: _lists(paper, said),
    }
    for at, section in enumerate(sections(said)):
        paper.heading(numbered(at) + section.heading)
        if at != LISTS:
            for paragraph in section.paragraphs:
                paper.paragraph(paragraph)
        tables.get(at, _nothing)()
    paper.heading("附一　提请研究的项目")
    paper.projects()
    paper.heading("附二　议定事项办理情况")
    judged = f"{said.last_words}；状态截至 {numbers.iso(said.agenda.judged_on)}。"
    paper.paragraph((judged,), leads=True)
    paper.decisions((*said.agenda.last, *said.agenda.older))
    return paper.content(f"{said.title}周报{said.issue}")


def _counted(held: NameList) -> str:
    """What a list comes to, without its names."""
    if held.unknown:
        return f"{held.title}：{held.unknown}。"
    if not held.rows:
        ahead = f"；{held.ahead_said}" if held.ahead_said else ""
        return f"{held.title} 0 个{ahead}{'：' if held.ahead else '。'}"
    sub = f"（{held.sub}）" if held.sub else ""
    return f"{held.title} {held.count} 个{sub}："


def _nothing() -> None:
    """A part without a table."""


def _lists(paper: "_Paper", said: Said) -> None:
    for held in said.lists:
        paper.paragraph((_counted(held),), leads=bool(held.rows or held.ahead))
        paper.named(held)


class _Paper:
    """One document, its styles and its pieces. ``size``, ``line``: of the body, in points."""

    def __init__(self, said: Said, *, size: int, line: int) -> None:
        self.said, self.size, self.line = said, size, line
        self.doc = Document()
        self._styles()
        section = self.doc.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.4), Cm(2.2)
        section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
        section.footer_distance = Cm(1.2)
        self.width = 21 - 2.4 - 2.2
        self._footer(section.footer.paragraphs[0])

    def _styles(self) -> None:
        for name, font, size in (
            ("Normal", BODY, self.size),
            ("Heading 1", HEADING, self.size),
            ("Heading 2", KAI, self.size),
        ):
            style = self.doc.styles[name]
            style.font.name, style.font.size = LATIN, Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.font.bold = style.font.italic = False
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            _set_fonts(fonts, font)
            form = style.paragraph_format
            form.space_before = form.space_after = Pt(0)
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(self.line)
        self.doc.styles["Heading 1"].paragraph_format.space_before = Pt(self.line / 3)

    def _run(
        self,
        paragraph: Any,
        text: str,
        font: str = BODY,
        *,
        size: float = 0,
        bold: bool = False,
        colour: str = "",
    ) -> Any:
        run = paragraph.add_run(visible(text))
        run.font.size, run.font.bold = Pt(size or self.size), bold
        run.font.name = LATIN
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
        _set_fonts(run._element.get_or_add_rPr().get_or_add_rFonts(), font)
        return run

    def title(self, text: str, sub: str) -> None:
        """The title and whose issue it is, with what the data are."""
        said = self.said
        head = self.doc.add_paragraph()
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.paragraph_format.line_spacing = Pt(36)
        head.paragraph_format.space_before = Pt(6)
        self._run(head, text, TITLE, size=22)
        for words, space in ((sub, 0), (f"（{said.stamp}）", self.line / 2)):
            line = self.doc.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.line_spacing = Pt(24)
            line.paragraph_format.space_after = Pt(space)
            self._run(line, words, KAI, size=14 if not space else 12)

    def heading(self, text: str, *, small: bool = False) -> None:
        """A heading of its own line."""
        line = self.doc.add_paragraph(style="Heading 2" if small else "Heading 1")
        line.paragraph_format.keep_with_next = True
        if small:
            line.paragraph_format.space_before = Pt(self.line / 3)
            line.paragraph_format.space_after = Pt(4)
        self._run(line, text, KAI if small else HEADING, size=14 if small else 0, bold=small)

    def run_in(self, number: str, section: Section) -> None:
        """A section as a bulletin prints it: the heading leads the first paragraph."""
        for at, paragraph in enumerate(section.paragraphs):
            line = self._indented()
            if not at:
                self._run(line, f"{number}{section.heading}。", HEADING)
            self._run(line, plain(paragraph))

    def paragraph(self, paragraph: Paragraph, *, leads: bool = False) -> None:
        """A paragraph of the body; ``leads``: to a table on the same page."""
        line = self._indented()
        line.paragraph_format.keep_with_next = leads
        self._run(line, plain(paragraph))

    def _indented(self) -> Any:
        line = self.doc.add_paragraph()
        properties = line._element.get_or_add_pPr()
        indent = properties.get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")  # two characters, whatever the size
        indent.set(qn("w:firstLine"), str(int(self.size * 40)))
        return line

    def signed(self) -> None:
        """The day at the end, to the right."""
        line = self.doc.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.space_before = Pt(self.line)
        self._run(line, self.said.meeting)

    def annex(self, number: int, title: str) -> None:
        """The heading of an annex; the first begins a page."""
        line = self.doc.add_paragraph()
        line.paragraph_format.page_break_before = number == 1
        line.paragraph_format.space_before = Pt(0 if number == 1 else self.line)
        line.paragraph_format.keep_with_next = True
        self._run(line, f"附件 {number}　{title}", HEADING)

    def note(self, text: str) -> None:
        """Small print below a table."""
        line = self.doc.add_paragraph()
        line.paragraph_format.line_spacing = Pt(16)
        line.paragraph_format.space_before = Pt(3)
        self._run(line, text, size=9, colour=GREY)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Any], *, bold_last: bool = False
    ) -> None:
        """A table with a repeated header; widths are shared out over the page."""
        scale = self.width / sum(column.width for column in columns)
        made = self.doc.add_table(rows=1, cols=len(columns))
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        made.autofit = False
        _borders(made)
        for grid, column in zip(made.columns, columns, strict=True):
            grid.width = Cm(column.width * scale)
        for cell, column in zip(made.rows[0].cells, columns, strict=True):
            self._cell(cell, column.header, "center", HEADING)
            _shade(cell, "EAF0F8")
        _repeat(made.rows[0])
        for at, row in enumerate(rows):
            cells = made.add_row().cells
            bold = bold_last and at == len(rows) - 1
            for cell, column in zip(cells, columns, strict=True):
                self._cell(cell, column.value(row), column.side, BODY, bold=bold)
        for at, line in enumerate(made.rows):
            _whole(line)
            if len(rows) <= TOGETHER and at < len(rows):
                for cell in line.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
            for cell, column in zip(line.cells, columns, strict=True):
                cell.width = Cm(column.width * scale)
        after = self.doc.add_paragraph()
        after.paragraph_format.line_spacing = Pt(8)

    def _cell(self, cell: Any, text: str, side: str, font: str, *, bold: bool = False) -> None:
        line = cell.paragraphs[0]
        line.alignment = NUMERIC.get(side, WD_ALIGN_PARAGRAPH.LEFT)
        line.paragraph_format.line_spacing = Pt(14)
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
        colour = RED if text.startswith("▼ ") else ""
        self._run(line, text, font, size=9.5, bold=bold, colour=colour)

    def moves(self) -> None:
        """The four numbers against the meeting before."""
        said = self.said
        if not said.moves:
            return
        then = numbers.month_day(said.since.day, said.as_of)
        self.table(
            (
                Column("", 1, "center", lambda row: row.sign),
                Column("指标", 4.6, "left", lambda row: spaced(row.name)),
                Column(then, 2, "right", lambda row: row.before or MISSING),
                Column(numbers.month_day(said.as_of), 2.2, "right", lambda row: row.figure.text),
                Column("单位", 1.4, "center", lambda row: row.figure.unit),
                Column("比目标、序时", 5.2, "left", lambda row: row.against or MISSING),
                Column("为什么变", 5.2, "left", lambda row: row.why),
            ),
            said.moves,
        )

    def classes(self) -> None:
        """The classes with their sums."""
        rows = [*self.said.classes, self.said.total]
        if not self.said.classes:
            return
        self.table(
            (
                Column("类别", 4.4, "left", lambda row: row.name),
                Column("项目（个）", 1.8, "right", lambda row: str(row.projects)),
                *_rate_columns(),
                Column("应实施（个）", 2, "right", lambda row: _count(row.due)),
                Column("已实施（个）", 2, "right", lambda row: _count(row.implemented)),
            ),
            rows,
            bold_last=True,
        )
        self.note("表中的率由台账复算；正文里公布过的用公布数，两者不同的在正文注明。")

    def ranks(self) -> None:
        """All leaders; of the organisations the best and the worst."""
        if self.said.leaders:
            self.table(
                (
                    Column("名次", 1.2, "center", lambda row: _count(row.rank)),
                    Column("分包领导", 3, "left", lambda row: row.name),
                    Column("项目（个）", 1.7, "right", lambda row: str(row.projects)),
                    *_rate_columns(),
                    Column("红黄灯", 2, "center", lambda row: row.lit),
                    Column("应开未开", 1.9, "right", lambda row: str(row.late)),
                    Column("督导", 1.8, "center", lambda row: row.visits),
                ),
                self.said.leaders,
            )
        best, worst = standing.ends(self.said.organisations)
        if best:
            self.table(
                (
                    Column("名次", 1.2, "center", lambda row: _count(row.rank)),
                    Column("责任单位", 3, "left", lambda row: row.name),
                    Column("项目（个）", 1.7, "right", lambda row: str(row.projects)),
                    *_rate_columns(),
                    Column("红黄灯", 2, "center", lambda row: row.lit),
                    Column("应开未开", 1.9, "right", lambda row: str(row.late)),
                ),
                [*best, *reversed(worst)],
            )
            self.note(f"责任单位共 {len(self.said.organisations)} 个，其余见附表。")

    def named(self, held: NameList) -> None:
        """The projects of a list, all of them; what is due next where it is empty."""
        rows = held.rows or held.ahead
        if not rows:
            return
        places = {id(row): str(at) for at, row in enumerate(rows, start=1)}
        self.table(
            (
                Column("序号", 1.1, "center", lambda row: places[id(row)]),
                Column("灯", 1.6, "center", lambda row: row.lamp),
                Column("项目", 4.4, "left", lambda row: row.name),
                Column("分包领导", 2.1, "left", lambda row: row.leader or MISSING),
                Column("责任单位", 2.5, "left", lambda row: row.organisation or MISSING),
                *OF_LIST[held.title],
            ),
            rows,
        )

    def decisions(self, rows: Sequence[Decision], empty: str = "没有议定事项。") -> None:
        """Decisions as a table."""
        if not rows:
            self.note(empty)
            return
        self.table(
            (
                Column("状态", 1.9, "center", lambda row: row.lit),
                Column("事项", 5.6, "left", _what),
                Column("牵头", 2.3, "left", lambda row: row.lead or MISSING),
                Column("时限", 1.9, "center", _term),
                Column("督办人", 2.3, "left", lambda row: row.supervisor or MISSING),
                Column("办得怎样", 3.6, "left", _how),
            ),
            rows,
        )

    def projects(self) -> None:
        """The projects that the meeting takes up: where each stands, why, what is asked."""
        said = self.said
        if not said.projects:
            self.paragraph(("没有提请研究的项目。",))
            return
        if said.agenda.is_proposed:
            told = "会议还没有定项目，下面是按得分排在前面的（权重为假定）。"
            self.paragraph((told,), leads=True)
        for at, one in enumerate(said.projects, start=1):
            self.heading(
                f"（{numbers.chinese(at)}）{one.name}　{one.lamp}".rstrip("　"), small=True
            )
            for words in _about(one):
                self.paragraph((words,))

    def _footer(self, line: Any) -> None:
        line.style = self.doc.styles["Normal"]  # the footer's own has stops in the middle
        line.paragraph_format.line_spacing = Pt(14)
        line.paragraph_format.tab_stops.add_tab_stop(Cm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        self._run(line, self.said.stamp, size=9, colour=GREY).add_tab()
        self._run(line, "第 ", size=9, colour=GREY)
        self._field(line, "PAGE")
        self._run(line, " 页，共 ", size=9, colour=GREY)
        self._field(line, "NUMPAGES")
        self._run(line, " 页", size=9, colour=GREY)

    def _field(self, line: Any, name: str) -> None:
        """A field that Word fills in, each of its parts a run of the footer's size."""
        for kind in ("begin", "", "separate", "shown", "end"):
            run = self._run(line, "1" if kind == "shown" else "", size=9, colour=GREY)
            if kind == "shown":
                continue
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = name
            run._element.append(part)

    def content(self, title: str) -> bytes:
        """The document's bytes."""
        notes = self.doc.core_properties
        notes.title, notes.author, notes.comments = visible(title), "", visible(self.said.stamp)
        out = io.BytesIO()
        self.doc.save(out)
        return out.getvalue()


def _about(one: Slow) -> list[str]:
    whose = "，".join(
        filter(
            None,
            (
                one.classes,
                one.organisation,
                one.township,
                f"分包 {one.leader}" if one.leader else "",
            ),
        )
    )
    gap = "没有可比的完成率" if one.gap.size.is_missing else standing.said(one.gap)
    money = f"{done_words(one)}，{plan_words(one)}"
    rate = "" if one.rate.is_missing else f"，完成率 {one.rate.text}%"
    lines = [f"{whose}。{money}{rate}；{gap}（按月序时）。"]
    if one.months:
        told = "、".join(
            f"{at} 月 {numbers.fixed(size, 2)}" for at, size in enumerate(one.months, start=1)
        )
        lines.append(f"逐月完成（亿元）：{told}。")
    late = [f"{node.title} {node.said}" for node in one.nodes if node.tone == "bad"]
    if late:
        lines.append(f"节点：{'；'.join(late)}。")
    service = f"{one.service}：" if one.service else ""
    clock = f"（{one.clock}）" if one.clock else ""
    lines.append(f"卡在哪：{service}{one.cause}{clock}。")
    if one.facts:
        lines.append("；".join(one.facts) + "。")
    if one.asked:
        told = "；".join(f"{day.text}（{day.lead}，{day.lit}）" for day in one.asked)
        lines.append(f"要求过：{told}。")
    else:
        lines.append(f"{one.discussed}。")
    if one.chosen:
        lines.append(f"为什么上会：{one.chosen}。")
    if one.to_ask:
        lines.append("请会议定：" + "".join(decided(ask) for ask in one.to_ask))
    return lines


def _rate_columns() -> tuple[Column, ...]:
    return (
        Column("年计划（亿元）", 2.2, "right", lambda row: numbers.yi(row.plan_wan, 2)),
        Column("已完成（亿元）", 2.2, "right", lambda row: numbers.yi(row.completed_wan, 2)),
        Column("完成率（%）", 1.9, "right", lambda row: row.figure.text),
        Column("与序时差（百分点）", 2.3, "right", lambda row: row.gap.signed.text),
    )


def _count(value: int | None) -> str:
    return MISSING if value is None else str(value)


def _term(row: Decision) -> str:
    due = f"{row.due:%m-%d}" if row.due else "未定"
    return f"{due}\n原 {row.first_due:%m-%d}" if row.first_due else due


def _what(row: Decision) -> str:
    return f"{row.text}\n{row.project}" if row.project else row.text


def _how(row: Decision) -> str:
    return "；".join(filter(None, (row.clock, row.note))) or MISSING


def _set_fonts(fonts: Any, east: str) -> None:
    for name, value in (
        ("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:cs", LATIN), ("w:eastAsia", east),
        ("w:hint", "eastAsia"),
    ):  # fmt: skip
        fonts.set(qn(name), value)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def _borders(table: Any) -> None:
    """Rules and narrow margins of cells, in the order in which Word wants its properties."""
    properties = table._tbl.tblPr
    held = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        thick = "10" if side in ("top", "bottom") else "4"
        for name, value in (("val", "single"), ("sz", thick), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        held.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(held)
    layout.addnext(margins)


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)


def _whole(row: Any) -> None:
    """A row is not broken by the page's end."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
