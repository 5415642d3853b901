"""Rows of rates: the classes, the leaders and the responsible organisations, with their amounts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cockpit import numbers
from cockpit.city import ALL
from cockpit.numbers import is_missing
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.ledger.data import progress
from cockpit.screens.rows import each
from cockpit.screens.view import View
from queries import dispatch, implementation, investment, lamps, rows

UNNAMED = "未填"
FEW = 5  # an organisation with fewer projects has a rate and no place
BEST = WORST = 3


@dataclass(frozen=True)
class Standing:
    """A row: amounts in 万元, counts, and the gap to 序时 as the screens say it.

    ``figure``: the rate as the screens print it. ``rank``: by completion, shared; None without
    one. ``time``: 序时 of its projects, a share.
    ``printed_rate``, ``printed_gap``: the published figures where they stand on the screens.
    ``part``: whether another row holds the same projects (a level of a class). Counts that are not
    known are None.
    """

    name: str
    projects: int
    plan_wan: float | None
    completed_wan: float | None
    rate: float | None
    time: float | None
    gap: Gap
    figure: Figure
    rank: int | None = None
    red: int = 0
    yellow: int = 0
    late: int = 0
    unregistered: int | None = None
    assigned: int | None = None
    visited: int | None = None
    due: int | None = None
    implemented: int | None = None
    due_to_start: int | None = None
    due_started: int | None = None
    printed_rate: Figure | None = None
    printed_gap: Figure | None = None
    part: bool = False

    @property
    def rate_text(self) -> str:
        """48.0, or —."""
        return numbers.percent(self.rate)

    @property
    def rate_words(self) -> str:
        """48.0%, or that there is none."""
        return "没有完成率" if self.rate is None else f"{self.rate_text}%"

    @property
    def rate_said(self) -> str:
        """完成率 48.0%，▲ 超序时 6.3 个百分点; 没有完成率."""
        rate = f"完成率 {self.rate_text}%" if self.rate is not None else self.rate_words
        return rate if self.gap.size.is_missing else f"{rate}，{said(self.gap)}"

    @property
    def lit(self) -> str:
        """▼2 ■3: its red and yellow lamps; — without any."""
        shown = [
            f"{shape}{count}" for shape, count in (("▼", self.red), ("■", self.yellow)) if count
        ]
        return " ".join(shown) or numbers.MISSING

    @property
    def visits(self) -> str:
        """12/14 of the month; — where no visit was loaded."""
        if self.visited is None or not self.assigned:
            return numbers.MISSING
        return f"{self.visited}/{self.assigned}"


def said(gap: Gap) -> str:
    """▽ 低于序时 1.0 个百分点."""
    if gap.size.is_missing:
        return numbers.MISSING
    if gap.tone == "even":
        return f"{gap.shape} 与序时持平"
    return f"{gap.shape} {gap.word} {gap.size.text} 个百分点"


def total(view: View) -> Standing:
    """The distinct projects of all classes, as digit 4 counts them."""
    row = view.row(investment.total)
    counted = view.row(implementation.total)
    return Standing(
        name="合计（去重）",
        projects=int(row.projects),
        plan_wan=_number(row.plan_wan),
        completed_wan=_number(row.counted_completed_wan),
        rate=_number(row.completion_ratio),
        time=_number(row.time_progress),
        gap=view.figures().gap("ahead", row.ahead_pp),
        figure=view.figures().from_ledger("completion", row.completion_ratio),
        due=int(counted.due),
        implemented=int(counted.implemented),
    )


def classes(view: View) -> tuple[Standing, ...]:
    """The classes in their order, one that has levels before its groups of them."""
    city, figures, made = view.city, view.figures(), []
    frame = view.ask(investment.by_class)
    frame = frame.assign(is_part=frame["level_group"] != ALL)
    frame = frame.sort_values(["position", "is_part"], kind="stable")
    counted = {
        (row.project_class, row.level_group): row for row in each(view.ask(implementation.by_class))
    }
    for row in each(frame):
        one = city.class_of(row.project_class)
        group = "" if row.level_group == ALL else str(row.level_group)
        narrow = city.narrow_to(one.code, group)
        name = f"其中：{group}" if group else one.short_name
        its = counted.get((row.project_class, row.level_group))
        made.append(
            Standing(
                name=name,
                projects=int(row.projects),
                plan_wan=_number(row.plan_wan),
                completed_wan=_number(row.counted_completed_wan),
                rate=_number(row.completion_ratio),
                time=_number(row.time_progress),
                gap=figures.gap("ahead", row.ahead_pp, narrow=narrow),
                figure=figures.from_ledger("completion", row.completion_ratio, narrow=narrow),
                due=None if its is None else int(its.due),
                implemented=None if its is None else int(its.implemented),
                due_to_start=None if its is None else int(its.due_to_start),
                due_started=None if its is None else int(its.due_started),
                printed_rate=figures.published("completion", narrow=narrow),
                printed_gap=figures.published("ahead", narrow=narrow),
                part=bool(group),
            )
        )
    return tuple(made)


def leaders(view: View) -> tuple[Standing, ...]:
    """The leaders of all projects with a team, the first in rank first; none without anybody."""
    found = view.ask(dispatch.teams)
    if found.empty or not found["filled"].iloc[0]:
        return ()
    lacking = _unregistered(view, "leader")
    made = []
    for row in each(found[found["leader"].notna() & found["part"].isna()]):
        if row.leader == UNNAMED:
            continue
        made.append(
            Standing(
                name=str(row.leader),
                projects=int(row.projects),
                plan_wan=_number(row.plan_wan),
                completed_wan=_number(row.completed_wan),
                rate=_number(row.completion_ratio),
                time=_number(row.time_progress),
                gap=view.figures().gap("team_ahead", row.ahead_pp, where={"leader": row.leader}),
                figure=view.figures().from_ledger(
                    "team_completion", row.completion_ratio, where={"leader": row.leader}
                ),
                rank=None if is_missing(row.rank) else int(row.rank),
                red=int(row.red),
                yellow=int(row.yellow),
                late=int(row.late),
                unregistered=None if lacking is None else lacking.get(str(row.leader), 0),
                assigned=int(row.assigned),
                visited=None if is_missing(row.visited) else int(row.visited),
            )
        )
    return tuple(made)


def organisations(view: View) -> tuple[Standing, ...]:
    """The responsible organisations as the ledger adds them up, the first in rank first.

    One with fewer than FEW projects has no rank.
    """
    ledger, stamp = view.ask(rows.ledger), view.stamp()
    lit = view.ask(lamps.by_project, view.look.filters.unchosen())
    lamp = lit.set_index("project_id")["lamp"]
    lacking = _unregistered(view, "organisation")
    made = []
    for name, its in ledger.dropna(subset=["organisation"]).groupby("organisation"):
        done = progress(its, stamp)
        shown = its["project_id"].map(lamp)
        made.append(
            Standing(
                name=str(name),
                projects=len(its),
                plan_wan=_number(its["counted_plan_wan"].sum(min_count=1)),
                completed_wan=_number(its["counted_completed_wan"].sum(min_count=1)),
                rate=done.ratio,
                time=done.time,
                gap=view.figures().gap("ahead", done.ahead_pp),
                figure=replace(
                    view.figures().from_ledger("completion", done.ratio),
                    href="/ledger?" + view.look.query(org=str(name)),
                ),
                red=int((shown == "红").sum()),
                yellow=int((shown == "黄").sum()),
                late=int((its["due_not_implemented"] > 0).sum()),
                unregistered=None if lacking is None else lacking.get(str(name), 0),
            )
        )
    made.sort(key=lambda one: (one.rate is None, -(one.rate or 0), one.name))
    return tuple(_ranked(made))


def _ranked(sorted_rows: Sequence[Standing]) -> list[Standing]:
    """The same with places; equal rates share one."""
    made: list[Standing] = []
    counted, last, place = 0, None, 0
    for one in sorted_rows:
        if one.rate is None or one.projects < FEW:
            made.append(one)
            continue
        counted += 1
        if one.rate != last:
            last, place = one.rate, counted
        made.append(replace(one, rank=place))
    return made


def _unregistered(view: View, by: str) -> dict[str, int] | None:
    """How many 应入未入 projects each has; None where no 入库 was loaded."""
    ledger = view.ask(rows.ledger)
    if ledger.empty or ledger["registered"].isna().all():
        return None
    lacks = (ledger["to_register"] == True) & (ledger["registered"] == False)  # noqa: E712
    return {str(name): int(count) for name, count in ledger[lacks][by].value_counts().items()}


def ends(rows_of: Sequence[Standing]) -> tuple[list[Standing], list[Standing]]:
    """The best and the worst that have a rank; of few none is named twice."""
    ranked = [one for one in rows_of if one.rank is not None]
    best = ranked[: min(BEST, len(ranked))]
    left = ranked[len(best) :]
    return best, left[-WORST:][::-1]


def _number(value: Any) -> float | None:
    return None if is_missing(value) else float(value)
