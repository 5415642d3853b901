"""The panels under the five cards, from the view."""

from typing import Any

from cockpit import numbers
from cockpit.city import ALL, Library, short
from cockpit.numbers import is_missing
from cockpit.screens.figures import Figure, FigureMaker, against_time
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from cockpit.screens.wall.cards import (
    BONDS,
    NOT_BEGUN,
    PIPELINE,
    empty_words,
    growth_empty_words,
    growth_scale,
    progress_mark,
    share_bar,
)
from cockpit.screens.wall.context import (
    Bar,
    BondsPanel,
    BondYear,
    ClassesPanel,
    ClassRow,
    GrowthPanel,
    Mark,
    PipelineItem,
    PipelinePanel,
    RankStrip,
    RegionRow,
)
from queries import funds, implementation, investment
from queries import growth as rates
from queries import pipeline as entries


def growth(figures: FigureMaker, view: View) -> GrowthPanel:
    """固定资产投资增速: home, then the benchmarks from the highest."""
    frame = view.ask(rates.latest)
    if frame.empty:
        return GrowthPanel("", (), None, None, growth_empty_words(view.row(rates.loaded)))
    scale = growth_scale(frame)
    target = frame.iloc[0].target_pct
    at = None if is_missing(target) else 100 * float(target) / scale
    rows = []
    for position, row in enumerate(each(frame)):
        on = row.period_end.date()
        earlier = [v for v in (row.previous_pct, row.before_previous_pct) if not is_missing(v)]
        value = _place(row.growth_pct, scale)
        places = tuple(_place(v, scale) for v in earlier)
        rows.append(
            RegionRow(
                name=row.region,
                is_home=position == 0,
                growth=figures.from_ledger(
                    "fai_growth", row.growth_pct, kind=row.kind, on=on, where={"region": row.region}
                ),
                lead=None if position == 0 else _lead(figures, row),
                bar=Bar(value, at, row.kind == "sample", False),
                earlier=places,
                earlier_words="、".join(f"{numbers.fixed(v, 1)}%" for v in earlier),
                tail_from=min([value, *places]),
                tail_to=max([value, *places]),
                broken=not is_missing(row.previous_period_end)
                and _months_apart(row.previous_period_end, row.period_end) > 1,
            )
        )
    return GrowthPanel(
        period=numbers.months_words(frame.iloc[0].period_end.date()),
        rows=tuple(rows),
        target=None if at is None else Mark(at, "目标", f"{numbers.fixed(target, 0)}%", ""),
        rank=_rank(figures, view),
        empty="",
    )


def _place(growth_pct: Any, scale: float) -> float:
    """Where a rate stands on the track, 0..100."""
    return round(max(0.0, min(100.0, 100 * float(growth_pct) / scale)), 2)


def _months_apart(earlier: Any, later: Any) -> int:
    return int(12 * (later.year - earlier.year) + later.month - earlier.month)


def _lead(figures: FigureMaker, row: Any) -> Any:
    on = row.period_end.date()
    return figures.gap(
        "fai_lead_pp",
        row.lead_pp,
        kind="derived",
        on=on,
        printed=figures.published(
            "fai_lead_pp", where={"region": row.region}, decimals=1, period_end=on
        ),
        where={"region": row.region},
        words=("高出", "低于", "持平"),
    )


def _rank(figures: FigureMaker, view: View) -> RankStrip | None:
    """The published rank where it speaks of the period shown; else the one of loaded counties."""
    period_end = view.ask(rates.latest).iloc[0].period_end
    fact = figures.rank_fact(period_end.date())
    if fact is not None:
        place, members = int(fact["rank"]), int(fact["rank_of"])
        return RankStrip(
            figures.city.group_name(str(fact["rank_group"])),
            figures.from_fact(fact, "fai_rank", rank=True),
            members,
            place,
        )
    for row in each(view.ask(rates.ranks)):
        if row.with_rate == row.members:
            kind = "sample" if row.is_sample else "derived"
            return RankStrip(
                row.peer_group,
                figures.from_ledger(
                    "fai_rank",
                    row.rank,
                    kind=kind,
                    on=period_end.date(),
                    where={"peer_group": row.peer_group},
                ),
                int(row.members),
                int(row.rank),
            )
    return None


def classes(figures: FigureMaker, view: View) -> ClassesPanel:
    """The classes; of one that has levels, its upper ones."""
    city = figures.city
    counted = {
        (row.project_class, row.level_group): row for row in each(view.ask(implementation.by_class))
    }
    rows = []
    for row in each(view.ask(investment.by_class)):
        one = city.class_of(row.project_class)
        group = city.upper_group if one.has_levels else ""
        if row.level_group == (group or ALL):
            same = counted.get((row.project_class, row.level_group))
            narrow = city.narrow_to(one.code, group)
            rows.append(_class_row(figures, row, same, name=one.wall_name, narrow=narrow))
    shares = {
        round(float(r.time_progress), 9)
        for r in each(view.ask(investment.by_class))
        if not is_missing(r.time_progress)
    }
    mark = progress_mark(shares.pop()) if len(shares) == 1 else None
    note = "" if figures.stamp.is_begun else NOT_BEGUN
    return ClassesPanel(tuple(rows), mark, empty_words(figures, not rows), note)


def _class_row(
    figures: FigureMaker,
    row: Row,
    counted: Row | None,
    *,
    name: str,
    narrow: dict[str, Any],
) -> ClassRow:
    held = against_time(figures, row, narrow=narrow)
    published = held.rate.kind == "published"
    return ClassRow(
        name=name,
        # counts and their lists are of the day looked at, rates of the cut
        projects=figures.fact_or_ledger(
            "listed", counted.listed if counted else None, narrow=narrow
        ),
        rate=held.rate,
        gap=held.gap,
        bar=share_bar(held.ratio, row.time_progress, hatched=not published),
        started=None
        if counted is None or is_missing(counted.start_ratio)
        else figures.fact_or_ledger("start_rate", counted.start_ratio, narrow=narrow),
    )


def bonds(figures: FigureMaker, view: View) -> BondsPanel:
    """专项债资金 in all, and the years of issue that have run for a year or are published."""
    frame = view.ask(funds.bonds)
    if frame.empty:
        return BondsPanel(None, None, None, None, (), "", empty_words(figures, True, BONDS))
    whole = frame.iloc[0]
    years = []
    for row in each(frame.iloc[1:]):
        year = str(int(row.year))
        rate = figures.fact_or_ledger("bond_use_rate", row.use_ratio, where={"year": year})
        # a bar has no room to say that a target is made up: 专项债 has it with its day and its kind
        target = None if row.target_kind == "sample" else row.target_ratio
        years.append(
            BondYear(
                year,
                rate,
                share_bar(row.use_ratio, target, hatched=rate.kind != "published"),
            )
        )
    return BondsPanel(
        projects=_bond_projects(figures, whole.projects),
        issued=figures.fact_or_ledger("bond_issued", whole.issued_wan, decimals=1),
        used=figures.fact_or_ledger("bond_used", whole.used_wan, decimals=1),
        rate=figures.from_ledger("bond_use_rate", whole.use_ratio, decimals=1),
        years=tuple(years[-3:]),
        until=figures.stamp.until("bonds"),
        empty="",
    )


def _bond_projects(figures: FigureMaker, value: Any) -> Figure:
    """The published count of their class, where it may stand; else those that have an issue."""
    for one in figures.city.classes:
        narrow = figures.city.narrow_to(one.code)
        if one.has_bonds and (fact := figures.fact_for("listed", narrow=narrow)) is not None:
            return figures.from_fact(fact, "bond_projects")
    return figures.from_ledger("bond_projects", value)


def pipeline(figures: FigureMaker, view: View) -> PipelinePanel:
    """跑项争资, in the order of the libraries."""
    items = []
    for row in each(view.ask(entries.libraries)):
        library = figures.city.libraries.get(row.library, Library(row.library, False))
        where = {"library": row.library}
        items.append(
            PipelineItem(
                name=library.name,
                entries=figures.fact_or_ledger("pipeline_entries", row.entries, where=where),
                total=None
                if not library.has_total or is_missing(row.total_wan)
                else figures.fact_or_ledger("pipeline_total", row.total_wan, where=where),
                note=_published_place(figures, where),
            )
        )
    return PipelinePanel(
        tuple(items),
        numbers.month_end_words(figures.stamp.day("entries"), figures.stamp.as_of),
        empty_words(figures, not items, PIPELINE),
    )


def _published_place(figures: FigureMaker, where: dict[str, str]) -> str:
    """The rank or tier that the bulletin gives with a count."""
    fact = figures.fact_for("pipeline_entries", where=where)
    if fact is None:
        return ""
    if not is_missing(fact["rank"]):
        return f"{short(figures.city.parent)}第 {int(fact['rank'])}"
    group = fact["rank_group"]
    return "第一方阵" if isinstance(group, str) and group.endswith("第一方阵") else ""
