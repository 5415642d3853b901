"""The finding of the page, its libraries side by side, and the table to take along."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.city import short
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import STATISTICS
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import card, markup
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.files import File
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.page_file import page_file
from cockpit.screens.pipeline.data import PipelineData, pipeline_data
from cockpit.screens.view import View
from queries import pipeline

NO_PLACE = "位次未公布"


@dataclass(frozen=True)
class Kept:
    """A library as it is drawn.

    ``name``; ``count``: published where it may stand, ``own``: the ledger's beside it, None where
    that is the same figure; ``amounts``: (words, figure), None for an amount that nobody gave;
    ``place``: the rank, in words; ``said``: what else the bulletin says of it; ``empty``: said
    where it has no entry; ``months``: how many entered in each month of the year so far, and the
    share of the most in %; ``months_said``: the same in words.
    """

    name: str
    count: Figure | None
    own: Figure | None
    amounts: Sequence[tuple[str, Figure | None]]
    place: str
    said: str
    empty: str = ""
    months: Sequence[tuple[str, float]] = ()
    months_said: str = ""


@once
def headline(view: View) -> Headline:
    """What the page finds. Raises NoData, BadLink."""
    found = pipeline_data(view)
    return Headline(finding(found), lead(found), found.as_of)


def finding(found: PipelineData) -> str:
    """In store, in statistics this year, and what has started without being in it."""
    said = []
    ways = [way for way in found.ways.values() if way[0].reached]
    if ways:
        said.append(f"储备 {sum(way[0].reached for way in ways):,} 个")
    if (kept := found.statistics_library) is not None:
        said.append(f"今年入统 {int(kept.entries):,} 个")
    said = ["，".join(said)] if said else []
    if (started := found.started) is not None:
        if started.outside:
            unseen = f"，今年完成 {numbers.yi(started.unseen_wan, 2)} 亿元没进统计"
            said.append(
                f"已开工的还有 {int(started.outside):,} 个没入统"
                + (unseen if started.unseen_wan else "")  # nobody has reported of them
            )
        else:
            said.append(f"已开工的 {int(started.projects):,} 个都已入统")
    if not said and found.libraries:
        count = len(found.libraries)
        said.append(f"{numbers.chinese(count)}个库和清单有记录，还看不到逐条的去向")
    return "；".join(said) or "还没有条目的流程"


def lead(found: PipelineData) -> str:
    """Where most wait, what can be pushed next, what was sent back."""
    said = []
    for library, way in found.ways.items():
        most = max(way, key=lambda row: row.waits)
        if most.waits:
            said.append(f"{library}最大的一截停在{most.flow_stage}以后，{most.waits:,} 个")
    waiting = [
        f"{hop.replace('→', '未')} {int(row.waits):,} 个"
        for hop in ("签约→履约", "履约→开工")
        if (row := found.hops.get(hop)) is not None and row.waits
    ]
    if waiting:
        said.append("眼下能推的：" + "、".join(waiting))
    if (back := found.states.get("退回")) is not None:
        said.append(f"没入统的有 {int(back.projects):,} 个被退回，补正后可以再报")
    return "；".join(said) + "。" if said else ""


@once
def libraries(found: PipelineData) -> Markup:
    """The libraries side by side: they overlap, so nothing is added up."""
    kept = [_kept(found, code, name.name) for code, name in found.named.items()]
    body = markup.render("pipeline/libraries", kept=kept)
    day = numbers.month_end_words(found.entries_on, found.as_of)
    place = found.view.city.parent
    sub = (
        f"本年入库的个数、总投资、年计划{f'，在{place}的位次' if place else ''} · "
        f"截至 {day} · 一个项目可以在几个库里，各库不相加"
    )
    fine = "" if found.is_whole else "筛选下只有连得上台账项目的条目，不与公布数比。"
    empty = "" if kept else "还没有库和清单：导入“项目库”后，这里看每个库的个数、总投资和位次。"
    return card.html(Card(_libraries_title(found, len(kept)), sub, body, fine, empty))


def _libraries_title(found: PipelineData, count: int) -> str:
    name = f"{numbers.chinese(count)}个库和清单" if count else "库和清单"
    row = found.statistics_library
    if row is None:
        return name
    total = "" if is_missing(row.total_wan) else f"、总投资 {numbers.yi(row.total_wan, 0)} 亿元"
    return f"{name}：今年入统 {int(row.entries):,} 个{total}"


def _kept(found: PipelineData, code: str, name: str) -> Kept:
    row, figures, where = found.libraries.get(code), found.figures, {"library": code}
    library = found.named[code]
    if row is None:
        words = "筛选下没有连得上的条目" if not found.is_whole else "今年没有装入条目"
        return Kept(name, None, None, (), "", "", words)
    count = figures.fact_or_ledger("pipeline_entries", row.entries, where=where)
    own = figures.from_ledger("pipeline_entries", row.entries, where=where)
    total = figures.fact_or_ledger("pipeline_total", row.total_wan, where=where)
    shown = library.has_total and not is_missing(row.total_wan)
    amounts: list[tuple[str, Figure | None]] = [("总投资", total if shown else None)]
    if not is_missing(row.plan_wan):
        plan = figures.fact_or_ledger("pipeline_plan", row.plan_wan, where=where)
        amounts.append(("年计划", plan))
    place, said = _place(found, where)
    same = count.kind != "published"
    months, told = _months(found, code) if row.is_statistics else ((), "")
    if told:
        place = f"{told}{f'；{place}' if place == NO_PLACE else ''}"
    return Kept(name, count, None if same else own, amounts, place, said, "", months, told)


def _months(found: PipelineData, code: str) -> tuple[Sequence[tuple[str, float]], str]:
    """How many entered a library in each month of the year so far."""
    entered = [0] * found.entries_on.month
    for row in found.entries:
        if row.library == code:
            entered[row.entered_on.month - 1] += int(row.entries)
    if len(entered) < 2:
        return (), ""
    most = max(1, *entered)
    drawn = [(f"{count:,}", round(100 * count / most, 1)) for count in entered]
    return drawn, f"1—{len(entered)} 月各月入库"


def _place(found: PipelineData, where: dict[str, str]) -> tuple[str, str]:
    """The rank that the bulletin gives a library, and among whom; the tier if it says no more."""
    fact = found.figures.fact_for("pipeline_entries", where=where)
    if fact is None:
        return NO_PLACE if found.is_whole else "", ""
    ranked = [
        one
        for one in found.figures.facts.values()
        if one["subject"] == fact["subject"]
        and one["period_end"] == fact["period_end"]
        and not is_missing(one["rank"])
    ]
    group = text(fact["rank_group"])
    among = f"{group.removesuffix('第一方阵')}内" if group else ""
    if ranked:
        places = "、".join(f"{one['indicator']}第 {int(one['rank'])}" for one in ranked)
        return places, among
    if group.endswith("第一方阵"):
        return f"{short(found.view.city.parent)}第一方阵", f"{among}，没有公布名次"
    return NO_PLACE, ""


def file(view: View) -> File:
    """Started projects that are not in statistics, to take along."""
    pipeline_data(view)  # a link that is none is refused
    frame: DataFrame = view.ask(pipeline.statistics_rows)
    return page_file(
        view,
        frame[frame["outside"] == 1],
        STATISTICS,
        "开工未入统的项目",
        {
            "完成截至": numbers.iso(view.stamp().cut_on),
            "口径": view.city.said(INDICATORS["statistics_outside"].definition),
        },
    )
