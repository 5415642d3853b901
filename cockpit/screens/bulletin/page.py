"""The parts of 核稿 as HTML: the finding, the counts, the text, one figure, the tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from cockpit import numbers
from cockpit.reconcile.bulletin import Twin
from cockpit.reconcile.bulletin.figures import COUNTS
from cockpit.reconcile.verdict import Interval, rounds_to
from cockpit.registry.questions import SELECTORS
from cockpit.screens import markup, table
from cockpit.screens.bulletin.checked import (
    COLUMNS,
    GROUPS,
    Checked,
    Found,
    exact,
    spaced,
)
from cockpit.screens.files import File
from cockpit.screens.page import Headline
from cockpit.screens.view import View

ASKS = "逐个核对通报里的数"
LEAD = (
    "找出稿子里的每个数，先看彼此能不能成立（序时差、各地差、率、合计、位次、单位），"
    "再与台账那一天的同一个数对照。"
)
NAMED = 2  # of those that cannot be, in the finding
MOST_ROWS = 200  # of a table; more are in the file
AROUND = 12_000  # characters of a long text that are shown
IN_WORDS = {"cut": "是截去尾数得来的", "round": "只在舍入范围内成立"}


def headline(view: View) -> Headline:
    """What the page is for; what it finds is of a text that is nobody else's."""
    return Headline(f"核稿：{ASKS}", LEAD, view.look.filters.as_of)


def finding(found: Checked) -> tuple[str, str]:
    """How many figures, how many that cannot be and which; what else is to be looked at."""
    count, counts = len(found.figures), found.counts
    if not count:
        return "稿子里没有找到数", "日期、文号、名称里的数字不算数"
    bad = [one for one in found.figures if one.code == "bad"]
    if not bad:
        title = f"{count} 个数里没有不可能的"
    else:
        named = "；".join(_short(one) for one in bad[:NAMED])
        title = f"{count} 个数里 {len(bad)} 个不可能：{named}" + (" 等" * (len(bad) > NAMED))
    others = [f"{counts[code]} 个{said}" for code, said in IN_WORDS.items() if counts[code]]
    lead = f"另有 {'，'.join(others)}" if others else ""
    outside = f"{counts['out']} 个台账里没有，请另找依据" if counts["out"] else ""
    ungrouped = sum(one.is_ungrouped for one in found.figures)
    rank = f"{ungrouped} 个位次没有说在哪一组里" if ungrouped else ""
    lead = "；".join(filter(None, (lead, outside, rank)))
    return title, f"{lead}。" if lead else ""


def _short(one: Found) -> str:
    name = one.name.rpartition(" · ")[2]
    said = one.printed if name == one.printed else f"{name} {one.printed}"
    if one.of.computed is None:
        return said
    better = _as_printed(one, one.of.computed)
    return f"{said}，应为 {one.computed if better == one.of.figure.text else better}"


def stamp(found: Checked) -> Markup:
    """Against what was checked, and what was passed over."""
    return markup.render(
        "bulletin/stamp",
        title=found.title,
        is_sample=found.is_sample,
        version=found.view.mart.version,
        as_of=numbers.iso(found.ledger.on),
        count=numbers.count(len(found.figures)),
        passed=numbers.count(found.text.passed),
    )


def stamp_of_none(view: View) -> Markup:
    """Against what a text would be checked."""
    return markup.render(
        "bulletin/stamp",
        title="",
        is_sample=view.stamp().ledger_kind == "sample",
        version=view.mart.version,
        as_of=numbers.iso(view.look.filters.as_of),
        count="",
        passed="",
    )


def tiles(found: Checked) -> Markup:
    """The counts by verdict, which are the filter; and the demonstration's banner."""
    return markup.render(
        "bulletin/tiles",
        tiles=[
            (
                code,
                group,
                found.counts[code],
                found.href(figure=0, show="" if found.show == code else code),
            )
            for code, group in GROUPS.items()
        ],
        show=found.show,
        is_sample=found.is_sample,
    )


@dataclass(frozen=True)
class Piece:
    """A piece of a paragraph: plain words, or a figure."""

    words: str
    figure: Found | None = None


def text(found: Checked) -> Markup:
    """The text with its figures; of a long one what is around the figure looked at."""
    begin, end = _window(found)
    words = found.text.words
    shown = [one for one in found.figures if begin <= one.of.figure.start < end]
    return markup.render(
        "bulletin/text",
        paragraphs=[*_paragraphs(words, begin, end, shown)],
        href=lambda one: found.href(figure=one.no),
        show=found.show,
        left_out=len(words) - (end - begin),
    )


def _window(found: Checked) -> tuple[int, int]:
    words, chosen = found.text.words, found.chosen
    if len(words) <= AROUND:
        return 0, len(words)
    middle = chosen.of.figure.start if chosen else 0
    begin = max(0, min(middle - AROUND // 2, len(words) - AROUND))
    begin = words.rfind("\n", 0, begin) + 1 if begin else 0
    begin = max(begin, middle - AROUND)
    end = words.find("\n", begin + AROUND)
    return begin, min(len(words), begin + AROUND * 2) if end < 0 else min(end, begin + AROUND * 2)


def _paragraphs(
    words: str, begin: int, end: int, figures: Sequence[Found]
) -> Iterator[list[Piece]]:
    left = [*reversed(figures)]
    at = begin
    for line in words[begin:end].split("\n"):
        stop, pieces = at + len(line), []
        while left and left[-1].of.figure.start < stop:
            one = left.pop()
            pieces.append(Piece(words[at : one.of.figure.start]))
            pieces.append(Piece(words[one.of.figure.start : one.of.figure.end], one))
            at = one.of.figure.end
        pieces.append(Piece(words[at:stop]))
        at = stop + 1
        if any(piece.words.strip() for piece in pieces):
            yield pieces


@dataclass(frozen=True)
class Bar:
    """An interval on the line that all share: from ``left`` on, ``width`` wide, in %."""

    words: str
    said: str
    left: float
    width: float
    look: str


def chosen(found: Checked) -> Markup:
    """The figure that is looked at, in full."""
    one = found.chosen
    if one is None:
        return markup.render("bulletin/none")
    beside = {other.of.figure.number: other for other in found.figures}
    twin = one.of.twin
    return markup.render(
        "bulletin/one",
        one=one,
        words=found.text.words[one.of.figure.start : one.of.figure.end],
        by_ledger=twin is not None and twin.is_judged,
        difference=_difference(one),
        beside=[beside[number] for number in one.of.beside if number in beside][:4],
        bars=[*_bars(one)],
        way_out=_way_out(one),
        not_proof=found.is_sample and twin is not None and twin.is_judged,
        sources=[*_sources(found, twin)],
        href=lambda other: found.href(figure=other.no),
        before=found.href(figure=one.no - 1) if one.no > 1 else "",
        after=found.href(figure=one.no + 1) if one.no < len(found.figures) else "",
    )


def _difference(one: Found) -> str:
    if one.of.computed is None:
        return ""
    value = one.of.computed - one.of.figure.value
    if _is_count(one) and value == value.to_integral_value():
        return numbers.fixed(value, 0, signed=True)
    return numbers.fixed(value, len(one.of.figure.text.partition(".")[2]) + 2, signed=True)


def _is_count(one: Found) -> bool:
    """Whether it is just what it says: 61 projects stand for no interval."""
    return one.of.figure.unit in COUNTS and "." not in one.of.figure.text


def _bars(one: Found) -> Iterator[Bar]:
    spans = [(f"稿子的 {one.of.figure.text} 代表", rounds_to(one.of.figure.text), "own")]
    spans += [
        (span.words, span.interval, "by-ledger" if span.words == "台账算的" else "other")
        for span in one.of.spans
    ]
    if len(spans) == 1 or not one.of.is_judged or _is_count(one):
        return
    low = min(interval.low for _, interval, _ in spans)
    high = max(interval.high for _, interval, _ in spans)
    wide = high - low or Decimal(1)
    for words, interval, look in spans:
        yield Bar(
            spaced(words),
            _between(interval, one.of.figure.text),
            float(100 * (interval.low - low) / wide),
            float(100 * (interval.high - interval.low) / wide),
            look,
        )


def _between(interval: Interval, printed: str) -> str:
    low = exact(interval.low, printed)
    return low if interval.low == interval.high else f"{low} 至 {exact(interval.high, printed)}"


def _way_out(one: Found) -> str:
    """What may be written instead; empty where nothing need be."""
    if one.code == "bad":
        return _instead(one)
    if one.is_ungrouped:
        return "写明在多少家里排这一位，如“16 县（市）区第 3 位”"
    figure, value = one.of.figure, one.of.computed
    if one.code == "cut" and value is not None:
        return spaced(f"四舍五入是 {_as_printed(one, value)}{figure.unit}，全文取舍要一致")
    return ""


def _as_printed(one: Found, value: Decimal) -> str:
    return numbers.fixed(value, len(one.of.figure.text.partition(".")[2]))


def _instead(one: Found) -> str:
    figure, value = one.of.figure, one.of.computed
    if "单位" in one.of.how:
        return "核对金额的单位：元、万元还是亿元"
    if value is None:
        return "核对原数，或写明口径"
    if value < 0 <= figure.value:
        return "方向写反了：高于与低于、增长与下降对调"
    better = _as_printed(one, value)
    if better == figure.text:
        return "核对与它对照的数，或写明口径"
    return spaced(f"改成 {better}{figure.unit}；若坚持 {figure.said}，请写明口径")


def _sources(found: Checked, twin: Twin | None) -> Iterator[tuple[str, str]]:
    """Where the ledger's figure comes from: address and words."""
    if twin is None or twin.indicator is None or twin.filters is None:
        return
    look = replace(found.view.look, filters=twin.filters)
    where = {name: str(value) for name, value in (twin.where or {}).items() if name in SELECTORS}
    name = found.view.city.said(twin.indicator.name)
    if twin.indicator.rows is not None:
        href = "/ledger?" + look.query(indicator=twin.indicator.code, **where)
        yield href, f"{name}背后的明细"
    yield "/indicators?" + look.query(definition=twin.indicator.code), f"{name}的口径"


def worst(found: Checked) -> Markup:
    """Those to be looked at."""
    rows = found.worst
    sub = "先不可能，再截断、舍入" + ("；没有说清哪一组的位次也在内" * bool(_ungrouped(rows)))
    return _card(found, f"要看的 {len(rows)} 个数", sub, rows, "没有要看的数")


def _ungrouped(rows: Sequence[Found]) -> list[Found]:
    return [one for one in rows if one.is_ungrouped]


def rest(found: Checked) -> Markup:
    """The others, in their order."""
    rows = found.rest
    group = GROUPS.get(found.show)
    title = f"其余 {len(rows)} 个" if group is None else f"{group.words} {len(rows)} 个"
    return _card(found, title, "按出现先后", rows, "没有别的数")


def _card(found: Checked, title: str, sub: str, rows: Sequence[Found], none: str) -> Markup:
    lines: list[table.Line | table.Across] = [_line(found, one) for one in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        lines.append(table.Across(f"另有 {len(rows) - MOST_ROWS} 个，下载的表里都有"))
    return markup.render(
        "bulletin/card",
        title=title,
        sub=sub,
        rows=table.html(COLUMNS, lines, look="figures") if rows else "",
        none=none,
    )


def _line(found: Checked, one: Found) -> table.Line:
    chosen_one = found.chosen
    is_on = chosen_one is not None and chosen_one.no == one.no
    verdict = f"{one.group.sign} {one.group.words}"
    return table.Line(
        {
            "no": table.Cell(str(one.no), href=found.href(figure=one.no)),
            "name": one.name,
            "printed": one.printed,
            "computed": one.computed,
            "verdict": table.Cell(verdict, look=one.group.look),
            "how": one.how,
        },
        look="on" if is_on else "",
    )


def file(found: Checked) -> File:
    """All figures, to take along."""
    notes = {
        "对照": f"台账第 {found.view.mart.version} 版；稿子没有写到哪一天的数，"
        f"按 {numbers.iso(found.ledger.on)}",
        "不算数": f"{found.text.passed} 处日期、文号、名称",
    }
    if found.is_sample:
        notes["注意"] = "装的是示例台账，按公布数构造：与台账相符不构成核实"
    columns = [
        replace(column, kind="text") if column.name != "no" else column for column in COLUMNS
    ]
    return File(found.table(), columns, "核稿", "核稿", notes)
