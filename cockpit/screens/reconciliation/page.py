"""公布与对账: every published fact beside the computed one, and what their difference proves."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.errors import BadLink, NoData
from cockpit.link.look import Look
from cockpit.link.values import WAY_BACK, single
from cockpit.reconcile.lines import Line, none_judged, words
from cockpit.reconcile.lines import lines as reconciled
from cockpit.reconcile.verdict import Verdict, rounds_to
from cockpit.registry.columns import Column
from cockpit.registry.questions import SELECTORS
from cockpit.screens import markup, table
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.view import View
from queries.filters import Filters

LEAD = (
    "每条公布数字按它自己的截止日、按月口径与台账对照，不受上面的筛选影响；"
    "公布数按四舍五入区间比对。"
)
NO_SECTION = "其他"
FACTS = (
    Column("name", "公布的事实"),
    Column("printed", "公布", "rate"),
    Column("computed", "计算", "rate"),
    Column("difference", "差", "rate"),
    Column("verdict", "判定"),
    Column("note", "说明"),
)
MARKS = {  # shape and tone of a verdict
    Verdict.AGREES: ("✓", "ok"),
    Verdict.BY_ROUNDING: ("≈", "ok"),
    Verdict.BY_TRUNCATION: ("≈", "ok"),
    Verdict.IMPOSSIBLE: ("✕", "warn"),
    Verdict.GIVEN: ("→", "mute"),
    Verdict.NOT_IN_LEDGER: ("○", "mute"),
    Verdict.NOT_MATCHED: ("○", "mute"),
    Verdict.NOT_LOADED: ("○", "mute"),
    Verdict.NOT_REPORTED: ("○", "mute"),
}


@once
def lines(view: View) -> list[Line]:
    """Every fact known by the view's day. Raises NoData before the first."""
    as_of = view.look.filters.as_of
    found = view.mart.cached(
        ("reconciliation", as_of), lambda: reconciled(view.mart, Filters(as_of))
    )
    if not found:
        raise NoData(
            f"截至 {numbers.iso(as_of)} 还没有公布数字",
            way_out="请选更晚的日期，或先导入公布数字（published_fact）",
        )
    order = [*dict.fromkeys(fact.section for fact in view.city.facts.values())]
    return sorted(found, key=lambda line: order.index(line.section) if line.section else len(order))


def _group(line: Line) -> str:
    return line.section or NO_SECTION


def finding(found: Sequence[Line]) -> str:
    """How many facts agree, and which do not."""
    count = Counter(line.verdict for line in found)
    agree = count[Verdict.AGREES] + count[Verdict.BY_ROUNDING] + count[Verdict.BY_TRUNCATION]
    said = none_judged(found) or f"{len(found)} 条公布数字，{agree} 条对得上"
    differing = [line for line in found if line.differs]
    if not differing:
        return said
    if len(differing) > 2:
        return f"{said}，{len(differing)} 条对不上"
    return (
        f"{said}；" + "、".join(f"{d.subject}{d.name} {d.printed}" for d in differing) + " 对不上"
    )


def asked_fact(found: Sequence[Line], view: View) -> Markup:
    """The fact that the link names; nothing without one. Raises BadLink."""
    if fact_id := single(view.query, "fact", "公布数字"):
        line = next((line for line in found if line.fact_id == fact_id), None)
        if line is None:
            raise BadLink(
                f"没有“{fact_id[:40]}”这条公布数字，或截至日时还没有公布",
                where="fact=",
                way_out=WAY_BACK,
            )
        return markup.render("reconciliation/fact", line=_row(line))
    return Markup()


def all_facts(view: View) -> Markup:
    """All facts in one table, by subject."""

    def make() -> Markup:
        rows: list[table.Line | table.Across] = []
        for group, members in groupby(lines(view), _group):
            rows += [table.Across(group, is_head=True), *map(_line, members)]
        return table.html(FACTS, rows, look="facts")

    return view.cached("reconciliation facts", make)


def _line(line: Line) -> table.Line:
    row = _row(line)

    def drawn(part: str) -> str:
        return markup.drawn(part, row, of="reconciliation/macros")

    return table.Line(
        {
            "name": drawn("what"),
            "printed": drawn("printed"),
            "computed": table.Cell(row["computed"], href=row["rows_href"]),
            "difference": row["difference"],
            "verdict": table.Cell(drawn("verdict"), look=row["tone"]),
            "note": row["note"],
        }
    )


def _row(line: Line) -> dict[str, Any]:
    shape, tone = MARKS[line.verdict]
    claim = MARKS[line.by_claim] if line.by_claim else ("", "")
    interval = ""
    if line.computed is not None and line.verdict not in {Verdict.GIVEN, Verdict.NOT_IN_LEDGER}:
        span = rounds_to(line.printed)
        interval = f"{line.printed} 代表 {span.low}（含）到 {span.high}（不含）"
    return {
        "name": f"{line.subject} · {line.name}",
        "period": line.period,
        "period_end": numbers.iso(line.period_end),
        "printed": line.printed,
        "unit": line.unit,
        "computed": line.computed_text(),
        "difference": line.difference_text(),
        "shape": shape,
        "tone": tone,
        "verdict": words(line).partition("；")[0],
        "claim": f"{claim[0]} 与同句完成率：{line.by_claim}" if line.by_claim else "",
        "claim_tone": claim[1],
        "interval": interval,
        "quote": line.quote,
        "note": line.note,
        "rows_href": _rows_href(line),
        "meaning_href": _meaning_href(line),
        "indicator": line.indicator.name if line.indicator else "",
    }


def _rows_href(line: Line) -> str:
    if line.indicator is None or line.indicator.rows is None or line.twin is None:
        return ""
    where = {
        name: str(value)
        for name, value in line.twin.where.items()
        if name in SELECTORS and value is not None
    }
    return "/ledger?" + Look(line.filters).query(indicator=line.indicator.code, **where)


def _meaning_href(line: Line) -> str:
    if line.indicator is None:
        return ""
    return "/indicators?" + Look(line.filters).query(definition=line.indicator.code)


def ways(view: View) -> Markup:
    """Where the indicators are explained."""
    return markup.render("reconciliation/ways", href="/indicators?" + view.look.query())


def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink, NoData."""
    return Headline(finding(lines(view)), LEAD, view.look.filters.as_of)
