"""The meeting's slides for PowerPoint: at most eight, every text, table and chart native.

Charts carry their data. Fonts are set for East-Asian text too (``a:ea``), in the theme and at each
run; python-pptx sets none. What does not fit is set smaller, then counted, never cut off silently.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from cockpit import numbers
from cockpit.numbers import MISSING
from cockpit.pack import standing
from cockpit.pack.agenda import Decision, counts, weekday
from cockpit.pack.lists import NameList
from cockpit.pack.moves import Move
from cockpit.pack.said import NAMED, UNDECIDED, Said
from cockpit.pack.sections import before, decided, spaced
from cockpit.pack.slow import Node, Slow, done_words, plan_words
from cockpit.pack.standing import Standing
from cockpit.visible import visible

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, 12.73
TOP, BOTTOM = 1.62, 6.88
MOST = 8  # slides
LONG, HALF = 0.6, 0.5  # inches: what takes two lines
ROOM = 1.04  # fonts are not all as wide as ours is taken to be
OTHERS = 5  # slides that are no project's
ROWS, LEADERS, UNITS, READ, NODES = 8, 16, 5, 6, 7
ASK_ROOM = 2.0  # inches for what is asked of the meeting, below what holds the project up
FONT = "微软雅黑"
INK, TITLE, GREY, LINE, PALE = "1F2A3A", "12294B", "5B6675", "D5DCE6", "F3F6FB"
BLUE, RED, AMBER, GREEN, GOLD = "2F6FDE", "B4232C", "9A5B00", "17724A", "8A5A00"
WHITE, ICE = "FFFFFF", "C9D8F2"
TONES = {"bad": RED, "warn": AMBER, "ok": GREEN, "even": INK}
OF_STATE = {"逾期": RED, "调整": AMBER, "推进中": BLUE, "已落实": GREEN, "待议": GREY}
PROGRESS = "序时"


@dataclass(frozen=True)
class Run:
    """A piece of text: size in points, colour as RGB in hex."""

    text: str
    size: float = 14
    colour: str = INK
    bold: bool = False


Line = Sequence[Run]


def slides(said: Said) -> bytes:
    """The bytes of the presentation."""
    return _Deck(said).content()


def width_of(text: str, size: float) -> float:
    """About how wide a text is set, in inches: a Chinese character is as wide as its size."""
    return sum(0.56 if char.isascii() else 1.0 for char in text) * size / 72


def fitted(text: str, width: float, sizes: Sequence[float]) -> float:
    """The largest of the sizes at which a text fits into ``width`` with some room to spare."""
    return next((size for size in sizes if ROOM * width_of(text, size) <= width), sizes[-1])


def shortened(text: str, width: float, size: float) -> str:
    """A text that is set in ``width`` at a size: what is too long ends in …."""
    if ROOM * width_of(text, size) <= width:
        return text
    while text and ROOM * width_of(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


class _Deck:
    """One presentation and the pieces that its slides are made of."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._theme()
        self.layout = self.file.slide_layouts[5]  # a title alone
        self.projects = said.projects[: MOST - OTHERS]
        self.total = OTHERS + len(self.projects)
        self.slide: Any = None

    def _theme(self) -> None:
        """Fonts of the theme; the placeholders of the narrower template over the whole width."""
        master = self.file.slide_master
        part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        fonts = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/>'
        theme = re.sub(r'<a:latin typeface="[^"]*"[^>]*/>', "", part.blob.decode("utf-8"))
        theme = re.sub(r'<a:ea typeface="[^"]*"\s*/>', fonts, theme)
        part._blob = theme.encode("utf-8")
        for held in (master, *self.file.slide_layouts):
            for shape in held.placeholders:
                if shape._element.spPr.xfrm is not None:
                    shape.left = Emu(int(shape.left * WIDTH / 10))
                    shape.width = Emu(int(shape.width * WIDTH / 10))

    # the slides

    def content(self) -> bytes:
        """All slides as bytes."""
        said = self.said
        self._last()
        self._numbers()
        self._lists()
        for at, one in enumerate(self.projects):
            self._project(one, at)
        self._leaders()
        self._today()
        notes = self.file.core_properties
        notes.title, notes.author = visible(f"{said.title}汇报{said.issue}"), ""
        notes.comments, notes.last_modified_by = visible(said.stamp), ""
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def _last(self) -> None:
        said, found = self.said, self.said.agenda
        day = f"{numbers.month_day(found.last_on, found.on)} 会议议定" if found.last_on else ""
        first = "没落实的先说" if found.last else ""
        judged = f"状态截至 {numbers.iso(found.judged_on)}"
        self._begin(said.last_words, "；".join(filter(None, (day, first, judged))))
        spoken = [decided(one) for one in found.last if one.state != "已落实"]
        self._notes("没落实的逐件说原因、定新时限。", *spoken)
        if not found.last:
            self._alone("上一次会没有留下要落实的事。" if found.last_on else "这是第一次会。")
            return
        rows = found.last[:ROWS]
        cells = [_decision_line(one) for one in rows]
        heads = ("状态", "事项", "牵头", "时限", "办得怎样")
        height = min(0.72, (4.7 if found.older else 5.1) / (len(rows) + 0.7))
        self._table((LEFT, TOP), (1.75, 4.3, 2.2, 1.5, 2.38), heads, cells, height=height)
        y = TOP + height * (len(rows) + 0.7) + 0.12
        words = []
        if len(found.last) > len(rows):
            words.append(f"另 {len(found.last) - len(rows)} 件见周报")
        if found.older:
            named = "；".join(f"{one.text}（{one.lead}，{one.lit}）" for one in found.older[:2])
            more = f"；另 {len(found.older) - 2} 件" if len(found.older) > 2 else ""
            words.append(f"更早的会还有 {len(found.older)} 件没落实：{named}{more}")
        for line in words:
            self._text((LEFT, y, 12.1, 0.34), [[Run(shortened(line, 12, 13), 13, GREY)]])
            y += 0.32

    def _numbers(self) -> None:
        said = self.said
        money = next((one for one in said.moves if one.figure.indicator == "completed"), None)
        title = "四个数还没有可以显示的"
        if money is not None and not money.figure.is_missing:
            title = f"{money.name} {_with_unit(money)}"
            title += (
                f"，{money.against.rpartition('，')[2].lstrip('▲▽＝ ')}" if money.against else ""
            )
        elif said.moves:
            title = f"{numbers.chinese(len(said.moves))}个数：还没有完成投资"
        then = numbers.month_day(said.since.day, said.as_of)
        now = numbers.month_day(said.cut, said.as_of)
        whose = "上次会议用的数" if said.agenda.last_as_of == said.since.day else "比较日"
        self._begin(title, f"{then}（{whose}）→ {now}；{PROGRESS} {said.progress}")
        self._notes(
            *(
                f"{one.name} {_with_unit(one)}：{'；'.join(filter(None, (one.against, one.why)))}"
                for one in said.moves
            )
        )
        if not said.moves:
            self._alone("计划里没有列出要看的数。")
            return
        step = (BOTTOM - TOP) / max(len(said.moves), 3)
        for at, one in enumerate(said.moves):
            self._move(one, TOP + at * step, step)
            if at < len(said.moves) - 1:
                self._rule(TOP + (at + 1) * step - 0.06)

    def _move(self, one: Move, y: float, height: float) -> None:
        middle = MSO_ANCHOR.MIDDLE
        box = height - 0.12
        name = spaced(one.name)
        self._text(
            (LEFT, y, 2.9, box),
            [[Run(one.digit, 18, TITLE, bold=True)], [Run(name, 13, GREY)]],
            anchor=middle,
        )
        big = fitted(one.figure.text, 1.65, (40, 36, 32, 28, 24))
        then = one.before and one.before != one.figure.text
        self._text(
            (3.1, y, 3.55, box),
            [
                [
                    *([Run(f"{one.before} → ", 18, GREY)] if then else []),
                    Run(one.figure.text, big, TITLE, bold=True),
                    Run(f" {one.figure.unit}" if not one.figure.is_missing else "", 16, GREY),
                ]
            ],
            anchor=middle,
            align=PP_ALIGN.RIGHT,
        )
        lines: list[Line] = [
            [
                Run(part, 16, TONES[one.tone], bold=True)
                if part[0] in "▲▽＝"
                else Run(part, 14, GREY)
            ]
            for part in re.split("；|，(?=[▲▽＝])", one.against)
            if part
        ]
        self._text((6.85, y, 2.9, box), lines or [[Run(MISSING, 16, GREY)]], anchor=middle)
        why = [
            [Run(part, 13, INK if not at else GREY)] for at, part in enumerate(one.why.split("；"))
        ]
        if then and one.delta:
            why.insert(0, [Run(f"变化 {one.delta}", 14, INK, bold=True)])
        self._text((9.8, y, 2.93, box), why, anchor=middle)

    def _lists(self) -> None:
        said = self.said
        title = "，".join(
            f"{one.title} {one.count}{'' if one.unknown else ' 个'}" for one in said.lists
        )
        self._begin(title, f"每张只列前 {NAMED} 个，全部名单在周报和附表")
        self._notes(
            *(
                f"{one.title}：{'、'.join(row.name for row in one.rows) or '没有'}"
                for one in said.lists
            )
        )
        width = (RIGHT - LEFT - 0.7) / 3
        for at, held in enumerate(said.lists):
            self._list(held, LEFT + at * (width + 0.35), width)

    def _list(self, held: NameList, x: float, width: float) -> None:
        tone = GREY if held.unknown else RED if held.rows else GREEN
        self._text((x, TOP - 0.05, width - 1.3, 0.5), [[Run(held.title, 20, TITLE, bold=True)]])
        self._text(
            (x + width - 1.6, TOP - 0.22, 1.6, 0.75),
            [
                [
                    Run(held.count, 36, tone, bold=True),
                    Run("" if held.unknown else " 个", 14, GREY),
                ]
            ],
            align=PP_ALIGN.RIGHT,
        )
        sub = held.unknown or (held.sub if held.rows else held.ahead_said or held.sub)
        self._text(
            (x, TOP + 0.46, width, 0.36), [[Run(sub, fitted(sub, width, (13, 12, 11)), GREY)]]
        )
        rows = (held.rows or held.ahead)[:NAMED]
        if held.unknown or not rows:
            return
        cells = [
            (
                [
                    [Run(shortened(row.name, width - 1.4, 15), 15, INK, bold=bool(held.rows))],
                    [Run(shortened(_who(held, row), width - 1.4, 11), 11, GREY)],
                ],
                [
                    [
                        Run(
                            row.said,
                            fitted(row.said, 1.2, (15, 14, 13)),
                            RED if held.rows and row.days else AMBER,
                            bold=True,
                        )
                    ]
                ],
            )
            for row in rows
        ]
        left = (len(held.rows) or len(rows)) - len(rows)
        self._table((x, TOP + 0.88), (width - 1.3, 1.3), (), cells, height=0.63, right=(1,))
        if left > 0:
            y = TOP + 0.88 + 0.63 * len(rows) + 0.1
            self._text((x, y, width, 0.36), [[Run(f"另 {left} 个", 14, GREY)]])

    def _project(self, one: Slow, at: int) -> None:
        said = self.said
        about = "　".join(
            filter(
                None,
                (
                    one.classes, one.organisation, one.township,
                    f"分包 {one.leader}" if one.leader else "",
                ),
            )
        )  # fmt: skip
        why = "会议还没有定项目，按得分列入" if said.agenda.is_proposed else one.chosen
        self._begin(one.name, "；".join(filter(None, (about, why or one.discussed))), lamp=one)
        left = len(said.projects) - len(self.projects)
        more = [f"另 {left} 个上会项目见周报。"] if left and at == len(self.projects) - 1 else []
        self._notes(
            f"卡在{one.service}：{one.cause}。{one.clock}。",
            *one.facts,
            *(f"{ask.on:%m-%d} 要求过：{ask.text}（{ask.lead}，{ask.state}）" for ask in one.asked),
            *(f"请会议定：{decided(ask)}" for ask in one.to_ask),
            *more,
        )
        gap = one.gap
        big = gap.size.text if gap.size.is_missing else f"{gap.shape}{gap.size.text}"
        word = "没有可比的完成率" if gap.size.is_missing else f"个百分点，{gap.word}（按月）"
        rate = "" if one.rate.is_missing else f"，{one.rate.text}%"
        time = "" if one.time is None else f"，{PROGRESS} {numbers.percent(one.time)}%"
        self._text(
            (LEFT, TOP - 0.1, 3.2, 2.5),
            [
                [Run(big, 48, TONES[gap.tone], bold=True)],
                [Run(word, 13, GREY)],
                [Run("", 6)],
                [Run(f"{done_words(one)}{rate}", 15, INK, bold=True)],
                [
                    Run(
                        f"{plan_words(one)}{time}",
                        13,
                        GREY,
                    )
                ],
            ],
        )
        self._months(one, (3.9, TOP - 0.02, 4.4, 2.3))
        self._nodes(one.nodes, 4.2)
        if one.facts:
            words = "；".join(one.facts)
            self._text((LEFT, 6.2, 7.7, 0.6), [[Run(words, fitted(words, 15, (14, 13, 12)), INK)]])
        self._right(one)

    def _months(self, one: Slow, box: tuple[float, float, float, float]) -> None:
        x, y, width, height = box
        self._text((x, y, width, 0.32), [[Run("逐月完成（亿元）", 13, GREY)]])
        if not one.months:
            self._text((x, y + 0.5, width, 0.5), [[Run("本年还没有满月的填报", 14, GREY)]])
            return
        data = CategoryChartData(number_format="0.00")
        data.categories = [f"{at} 月" for at in range(1, len(one.months) + 1)]
        data.add_series("完成投资（亿元）", [round(size, 4) for size in one.months])
        frame = self.slide.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_CLUSTERED,
            *(Inches(v) for v in (x, y + 0.36, width, height - 0.36)),
            data,
        )
        _name(frame, f"{one.name}逐月完成投资，亿元")
        chart = frame.chart
        chart.has_legend = chart.has_title = False
        chart.font.size = Pt(12)
        chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0
        chart.category_axis.format.line.color.rgb = RGBColor.from_string(LINE)
        plot = chart.plots[0]
        plot.gap_width, plot.has_data_labels = 70, True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = "0.00", False
        labels.show_value, labels.font.size, labels.font.bold = True, Pt(13), True
        fill = plot.series[0].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(BLUE)
        for held in chart._chartSpace.iter(qn("a:defRPr")):
            _fonts(held)

    def _nodes(self, nodes: Sequence[Node], y: float) -> None:
        """The nodes on a line, each with its day; of many those about the first not reached."""
        late = sum(node.tone == "bad" for node in nodes)
        words = f"节点 {len(nodes)} 个" + (f"，{late} 个超期" if late else "")
        shown = list(nodes)
        if len(nodes) > NODES:
            first = next((n for n, node in enumerate(nodes) if node.actual is None), 0)
            start = max(0, min(first - 1, len(nodes) - NODES))
            shown = shown[start : start + NODES]
            words += f"，列 {NODES} 个"
        if not nodes:
            words = "没有装入节点"
        self._text((LEFT, y, 7.7, 0.34), [[Run(words, 13, GREY)]])
        if not shown:
            return
        step = 7.7 / len(shown)
        line = self.slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            *(Inches(v) for v in (LEFT + step / 2, y + 0.52, 7.7 - step, 0.03)),
        )
        _solid(line, LINE)
        for at, node in enumerate(shown):
            middle = LEFT + (at + 0.5) * step
            mark = self.slide.shapes.add_shape(
                MSO_SHAPE.DIAMOND, *(Inches(v) for v in (middle - 0.1, y + 0.435, 0.2, 0.2))
            )
            _solid(mark, {"bad": RED, "warn": AMBER, "ok": GREEN}.get(node.tone, BLUE))
            size = fitted(node.title, step - 0.05, (14, 13, 12, 11))
            day = "" if node.planned is None else f"{node.planned:%m-%d}"
            if node.planned is not None and node.planned.year != self.said.as_of.year:
                day = f"{node.planned:%Y-%m}"
            self._text(
                (middle - step / 2, y + 0.7, step, 1.0),
                [
                    [Run(shortened(node.title, step, size), size, INK, bold=True)],
                    [Run(day, 12, GOLD)],
                    [
                        Run(
                            node.said,
                            12,
                            TONES.get(node.tone, GREY) if node.tone != "even" else GREY,
                        )
                    ],
                ],
                align=PP_ALIGN.CENTER,
            )

    def _right(self, one: Slow) -> None:
        """What holds it up, what was asked before, and below it the decision asked for."""
        x, width = 8.75, RIGHT - 8.75
        cause = f"{one.service}：{one.cause}" if one.service else one.cause
        size = fitted(cause, 2 * width, (20, 18, 16))
        lines: list[Line] = [
            [Run("卡在哪", 12, GREY)],
            [Run(cause, size, TITLE, bold=True)],
            [Run(one.clock, 13, RED if "超期" in one.clock else GREY)],
            [Run("", 5)],
            [Run("已经要求过", 12, GREY)],
        ]
        asked = one.asked[:2]
        for ask in asked:
            lines.append([Run(f"{ask.on:%m-%d} {ask.text}", 14, INK, bold=True)])
            state = "，".join(filter(None, (ask.lead, ask.lit, ask.clock)))
            lines.append([Run(shortened(state, width, 12), 12, OF_STATE.get(ask.state, GREY))])
        if not asked:
            lines.append([Run(one.discussed, 14, INK)])
        self._text((x, TOP - 0.1, width, 2.95), lines)
        self._ask(one, x, width)

    def _ask(self, one: Slow, x: float, width: float) -> None:
        """The decisions asked for, as many as there is room for: a long one takes two lines."""
        room, beside = width - 0.45, width - 1.5
        asked: list[Decision] = []
        whose: list[str] = []
        texts: list[float] = []
        heights: list[float] = []
        for ask in one.to_ask:
            words = _whose(ask)
            text = 0.41 if ROOM * width_of(ask.text, 15) <= room else 0.65
            tall = text + (0.47 if ROOM * width_of(words, 13) <= beside else 0.6)
            if sum(heights) + tall > ASK_ROOM:
                break
            asked.append(ask)
            whose.append(words)
            texts.append(text)
            heights.append(tall)
        height = 0.55 + (sum(heights) or 0.7)
        y = BOTTOM - height
        self._panel((x, y, width, height), TITLE)
        more = f"，先列 {len(asked)} 件" if len(one.to_ask) > len(asked) else ""
        head = f"请会议定 {len(one.to_ask)} 件{more}" if asked else "请会议定"
        self._text((x + 0.2, y + 0.08, width - 0.4, 0.36), [[Run(head, 13, ICE)]])
        if not asked:
            words = "还没有提出要定的事"
            self._text((x + 0.2, y + 0.5, width - 0.4, 0.6), [[Run(words, 16, WHITE)]])
        top = y + 0.46
        for ask, words, text, tall in zip(asked, whose, texts, heights, strict=True):
            is_short = text < LONG
            size = fitted(ask.text, room, (18, 17, 16, 15)) if is_short else 14
            told = shortened(ask.text, room if is_short else 1.9 * room, size)
            line = [[Run(told, size, WHITE, bold=True)]]
            self._text((x + 0.2, top, width - 0.4, text), line)
            small = 13 if tall - text < HALF else 11.5
            told = shortened(words, beside if small > 12 else 1.9 * beside, small)
            low = top + text
            self._text((x + 0.2, low + 0.03, beside, tall - text), [[Run(told, small, ICE)]])
            due = "时限未定" if ask.due is None else f"{ask.due:%m-%d}"
            date = [[Run(due, 20 if ask.due else 13, "F2C14E", bold=True)]]
            self._text((x + width - 1.3, low - 0.03, 1.15, 0.42), date, align=PP_ALIGN.RIGHT)
            top += tall

    def _leaders(self) -> None:
        said = self.said
        rows = sorted(said.leaders, key=lambda one: (one.rate is None, one.rate or 0, one.name))
        behind = sum(one.gap.tone == "warn" for one in rows)
        title = f"{len(rows)} 位领导里 {behind} 位低于序时" if rows else "没有装入分包领导的名单"
        visited = [one for one in rows if one.visited is not None and one.assigned]
        if visited:
            done = sum(one.visited or 0 for one in visited)
            due = sum(one.assigned or 0 for one in visited)
            title += f"；督导覆盖 {done}/{due}"
        month = f"{said.as_of.month} 月"
        self._begin(title, f"按完成率，后面的在前；督导为 {month}；{PROGRESS} {said.progress}")
        best, _ = standing.ends(said.organisations)
        ranked = [one for one in said.organisations if one.rank is not None]
        worst = ranked[len(best) :][-UNITS:][::-1]
        self._notes(*(f"{one.name}：{one.rate_said}" for one in (*rows[:3], *worst)))
        if not rows and not best:
            self._alone("装入责任人名单（五个一），项目填了责任单位，这里才有排名。")
            return
        if rows:
            self._leader_table(rows, month)
        self._units(best, worst)

    def _leader_table(self, rows: Sequence[Standing], month: str) -> None:
        shown = rows[:LEADERS]
        heads = ("分包领导", "项目", "完成率", "与序时差", "红黄灯", "未开", "未入", f"{month}督导")
        cells = [
            tuple(
                [[run]]
                for run in (
                    Run(shortened(one.name, 1.75, 12.5), 12.5, INK, bold=True),
                    Run(str(one.projects), 12.5),
                    Run(_percent(one), 12.5, INK, bold=True),
                    Run(one.gap.signed.text, 12.5, TONES[one.gap.tone], bold=True),
                    Run(one.lit, 12.5, RED if one.red else AMBER if one.yellow else GREY),
                    Run(_or_dash(one.late), 12.5, RED if one.late else GREY),
                    Run(_or_dash(one.unregistered), 12.5, AMBER if one.unregistered else GREY),
                    Run(one.visits, 12.5),
                )
            )
            for one in shown
        ]
        widths = (1.9, 0.75, 1.0, 1.15, 1.2, 0.75, 0.75, 1.1)
        height = min(0.34, 5.0 / (len(shown) + 1.2))
        self._table((LEFT, TOP), widths, heads, cells, height=height, right=range(1, 8))
        if len(rows) > len(shown):
            words = f"另 {len(rows) - len(shown)} 位见周报"
            self._text((LEFT, 6.58, 6, 0.3), [[Run(words, 12, GREY)]])

    def _units(self, best: Sequence[Standing], worst: Sequence[Standing]) -> None:
        x = 9.65
        if not best:
            self._text((x, TOP, 3.08, 0.6), [[Run("没有可排的责任单位", 14, GREY)]])
            return
        y = TOP
        for words, rows in (("责任单位靠后的", worst), ("靠前的", best)):
            if not rows:
                continue
            cells = [
                tuple(
                    [[run]]
                    for run in (
                        Run(shortened(one.name, 1.3, 13), 13, INK, bold=True),
                        Run(_percent(one), 13),
                        Run(one.gap.signed.text, 13, TONES[one.gap.tone], bold=True),
                    )
                )
                for one in rows
            ]
            self._table(
                (x, y), (1.45, 0.8, 0.83), (words, "", ""), cells, height=0.38, right=(1, 2)
            )
            y += 0.38 * (len(rows) + 1) + 0.35
        words = f"不足 {standing.FEW} 个项目的单位不排名次；完成率 = 今年完成 ÷ 年计划，差为百分点"
        self._text((x, y, 3.08, 0.8), [[Run(words, 12, GREY)]])

    def _today(self) -> None:
        said, found = self.said, self.said.agenda
        asked = found.asked
        state = counts(asked)
        self._begin(
            said.today_words, f"{said.meeting}，第 {found.week} 周{f'；{state}' if state else ''}"
        )
        self._notes("定了一件记一件，下次会从这些事开始。", *(decided(one) for one in asked))
        if not asked:
            self._alone(f"{UNDECIDED}；会上新提的，定了就记。")
            return
        shown = asked[:READ]
        step = min(1.25, (BOTTOM - TOP) / len(shown))
        for at, one in enumerate(shown):
            self._read(one, at, TOP + at * step, step - 0.12)
        if len(asked) > len(shown):
            words = f"另 {len(asked) - len(shown)} 件见通报附件"
            self._text((LEFT, BOTTOM - 0.02, 8, 0.3), [[Run(words, 12, GREY)]])

    def _read(self, one: Decision, at: int, y: float, height: float) -> None:
        self._panel((LEFT, y, RIGHT - LEFT, height), PALE)
        middle = MSO_ANCHOR.MIDDLE
        number = [[Run(str(at + 1), 28, BLUE, bold=True)]]
        self._text((LEFT + 0.1, y, 0.7, height), number, anchor=middle, align=PP_ALIGN.CENTER)
        lead = f"{before(one.lead)}牵头" if one.lead else "牵头未定"
        helps = f"　{before(one.helps)}配合" if one.helps else ""
        watched = f"　督办 {one.supervisor}" if one.supervisor else ""
        about = f"　{one.project}" if one.project else ""
        size = fitted(one.text, 8.6, (22, 20, 18, 16))
        small = shortened(helps + watched + about, 8.6 - width_of(lead, 13), 13)
        self._text(
            (LEFT + 0.85, y, 8.9, height),
            [
                [Run(shortened(one.text, 8.6, size), size, TITLE, bold=True)],
                [Run(lead, 13, INK, bold=True), Run(small, 13, GREY)],
            ],
            anchor=middle,
        )
        due = "时限未定"
        if one.due is not None:
            due = f"{one.due:%m-%d} {weekday(one.due)}"
        self._text(
            (RIGHT - 2.45, y, 2.3, height),
            [
                [Run(due, 20 if one.due else 14, GOLD, bold=True)],
                [Run(one.lit, 13, OF_STATE.get(one.state, GREY))],
            ],
            anchor=middle,
            align=PP_ALIGN.RIGHT,
        )

    # the pieces

    def _begin(self, title: str, sub: str, *, lamp: Slow | None = None) -> None:
        """A new slide with its title, its measure, and the stamp that every one carries."""
        said = self.said
        self.slide = self.file.slides.add_slide(self.layout)
        number = len(self.file.slides)
        bar = self.slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, *(Inches(v) for v in (0, 0.42, 0.14, 0.62))
        )
        _solid(bar, TITLE)
        room = 10.4
        lit = f"{lamp.lamp}　" if lamp is not None and lamp.lamp else ""
        size = fitted(lit + title, room, (30, 28, 26, 24, 22))
        box = self.slide.shapes.title
        box.left, box.top, box.width, box.height = (
            Inches(v) for v in (LEFT, 0.32, room + 0.2, 0.82)
        )
        runs = [Run(shortened(title, room - width_of(lit, size), size), size, TITLE, bold=True)]
        if lit and lamp is not None:
            runs.insert(0, Run(lit, size, TONES[lamp.lamp_tone], bold=True))
        self._fill(box.text_frame, [runs], MSO_ANCHOR.MIDDLE, PP_ALIGN.LEFT)
        words = shortened(sub, 12.1, 14)
        self._text((LEFT, 1.08, 12.1, 0.36), [[Run(words, 14, GREY)]])
        if said.kind:
            self._tag(said.kind)
        self._rule(6.98)
        self._text((LEFT, 7.02, 9.5, 0.32), [[Run(f"{said.title} · {said.stamp}", 11, GREY)]])
        self._text(
            (RIGHT - 2, 7.02, 2, 0.32),
            [[Run(f"{number} / {self.total}", 11, GREY)]],
            align=PP_ALIGN.RIGHT,
        )

    def _tag(self, words: str) -> None:
        tag = self.slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, *(Inches(v) for v in (RIGHT - 1.2, 0.52, 1.2, 0.36))
        )
        tag.fill.background()
        tag.line.color.rgb, tag.line.width = RGBColor.from_string(AMBER), Pt(1)
        _unstyled(tag)
        self._fill(tag.text_frame, [[Run(words, 13, AMBER)]], MSO_ANCHOR.MIDDLE, PP_ALIGN.CENTER)

    def _alone(self, words: str) -> None:
        """A sentence where there is nothing to draw."""
        self._panel((LEFT, TOP, RIGHT - LEFT, 1.1), PALE)
        self._text(
            (LEFT + 0.3, TOP, RIGHT - LEFT - 0.6, 1.1),
            [[Run(words, 20, INK)]],
            anchor=MSO_ANCHOR.MIDDLE,
        )

    def _notes(self, *lines: str) -> None:
        """What the speaker says, and where the figures are from."""
        said = self.said
        source = (
            f"数据：{said.stamp}；投资截至 {numbers.iso(said.cut)}，{PROGRESS}{said.wall.basis}。"
        )
        frame = self.slide.notes_slide.notes_text_frame
        runs = [[Run(visible(line), 12)] for line in (*lines, source) if line]
        self._fill(frame, runs, MSO_ANCHOR.TOP, PP_ALIGN.LEFT)

    def _text(
        self,
        box: tuple[float, float, float, float],
        lines: Sequence[Line],
        *,
        anchor: Any = MSO_ANCHOR.TOP,
        align: Any = PP_ALIGN.LEFT,
    ) -> None:
        made = self.slide.shapes.add_textbox(*(Inches(v) for v in box))
        self._fill(made.text_frame, lines, anchor, align)

    @staticmethod
    def _fill(frame: Any, lines: Sequence[Line], anchor: Any, align: Any) -> None:
        frame.word_wrap = True
        frame.vertical_anchor = anchor
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(
            0.03
        )
        for at, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
            paragraph.alignment = align
            for piece in line:
                _run(paragraph, piece)

    def _table(
        self,
        at: tuple[float, float],
        widths: Sequence[float],
        heads: Sequence[str],
        rows: Sequence[Sequence[Sequence[Line]]],
        *,
        height: float,
        right: Sequence[int] = (),
    ) -> None:
        """A native table with rules between its rows; a cell is lines of runs."""
        count = len(rows) + bool(heads)
        size = (sum(widths), height * count)
        frame = self.slide.shapes.add_table(count, len(widths), *(Inches(v) for v in (*at, *size)))
        table = frame.table
        _plain(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Inches(width)
        every = [[[[Run(words, 12, GREY)]] for words in heads]] if heads else []
        for place, row in enumerate([*every, *rows]):
            head = bool(heads) and not place
            table.rows[place].height = Inches(height * (0.7 if head else 1))
            for column, lines in enumerate(row):
                cell = table.cell(place, column)
                cell.margin_top = cell.margin_bottom = Inches(0.01)
                cell.margin_left = cell.margin_right = Inches(0.05)
                align = PP_ALIGN.RIGHT if column in right else PP_ALIGN.LEFT
                self._fill(cell.text_frame, lines, None, align)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                _rules(cell, TITLE if head else LINE)

    def _panel(self, box: tuple[float, float, float, float], colour: str) -> None:
        made = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(v) for v in box))
        _solid(made, colour)

    def _rule(self, y: float) -> None:
        self._panel((LEFT, y, RIGHT - LEFT, 0.012), LINE)


def _whose(one: Decision) -> str:
    """示例单位 14 牵头，示例单位 32 配合."""
    lead = f"{before(one.lead)}牵头" if one.lead else "牵头未定"
    return lead + (f"，{before(one.helps)}配合" if one.helps else "")


def _decision_line(one: Decision) -> tuple[list[Line], ...]:
    tone = OF_STATE.get(one.state, GREY)
    due = "时限未定" if one.due is None else f"{one.due:%m-%d}"
    moved: list[Line] = [[Run(f"原 {one.first_due:%m-%d}", 12, GREY)]] if one.first_due else []
    helps: list[Line] = (
        [[Run(shortened(f"配合 {one.helps}", 2.1, 12), 12, GREY)]] if one.helps else []
    )
    clock: list[Line] = [[Run(one.clock, 12, tone)]] if one.clock else []
    note = one.note or MISSING
    return (
        [[Run(one.lit, 15, tone, bold=True)], *clock],
        [
            [Run(shortened(one.text, 4.1, 16), 16, TITLE, bold=True)],
            *([[Run(shortened(one.project, 4.1, 12), 12, GREY)]] if one.project else []),
        ],
        [[Run(shortened(one.lead or MISSING, 2.1, 14), 14, INK)], *helps],
        [[Run(due, 15, GOLD, bold=True)], *moved],
        [[Run(shortened(note, 2 * 2.2, 13), 13, INK)]],
    )


def _who(held: NameList, row: Any) -> str:
    if not held.rows and row.due is not None:
        return " · ".join(filter(None, (f"应竣 {row.due:%m-%d}", row.leader)))
    return str(row.who)


def _with_unit(one: Move) -> str:
    if one.figure.is_missing:
        return MISSING
    space = "" if one.figure.unit == "%" else " "
    return f"{one.figure.text}{space}{one.figure.unit}"


def _percent(one: Standing) -> str:
    return one.figure.text if one.figure.is_missing else f"{one.figure.text}%"


def _or_dash(value: int | None) -> str:
    return str(value) if value else MISSING


def _run(paragraph: Any, piece: Run) -> None:
    made = paragraph.add_run()
    made.text = visible(piece.text)
    made.font.size, made.font.bold = Pt(piece.size), piece.bold
    made.font.color.rgb = RGBColor.from_string(piece.colour)
    _fonts(made._r.get_or_add_rPr())


def _fonts(properties: Any) -> None:
    """Latin, East-Asian and other text in one font."""
    for name in ("a:latin", "a:ea", "a:cs"):
        for held in properties.findall(qn(name)):
            properties.remove(held)
    for name in ("a:latin", "a:ea", "a:cs"):
        made = properties.makeelement(qn(name), {"typeface": FONT})
        properties.append(made)


def _solid(shape: Any, colour: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    _unstyled(shape)


def _unstyled(shape: Any) -> None:
    """Nothing of the theme's: it gives shapes a shadow."""
    shape.shadow.inherit = False
    if (style := shape._element.find(qn("p:style"))) is not None:
        shape._element.remove(style)


def _name(frame: Any, words: str) -> None:
    """What a screen reader says of a chart."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", visible(words))


def _plain(table: Any) -> None:
    """No banding and no style of the template's."""
    properties = table._tbl.tblPr
    for name in ("firstRow", "bandRow"):
        properties.set(name, "0")
    style = properties.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def _rules(cell: Any, colour: str) -> None:
    """A rule below a cell."""
    properties = cell._tc.get_or_add_tcPr()
    for side in ("a:lnL", "a:lnR", "a:lnT", "a:lnB"):
        line = properties.makeelement(qn(side), {"w": "9525" if side == "a:lnB" else "0"})
        if side == "a:lnB":
            fill = line.makeelement(qn("a:solidFill"), {})
            fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour}))
        else:
            fill = line.makeelement(qn("a:noFill"), {})
        line.append(fill)
        properties.append(line)
