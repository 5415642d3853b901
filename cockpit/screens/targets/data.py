"""The answers that the analysis of targets is drawn from, and the goal they are held against."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pandas import DataFrame

from cockpit.numbers import is_missing
from cockpit.screens.rows import Row
from cockpit.screens.view import View
from queries import growth, implementation, investment, reconciliation


@dataclass(frozen=True)
class Goal:
    """What completed investment is held against: the city's target, or a part's own plan.

    ``word``: 目标 or 年计划. ``wan``, ``to_go_wan``, ``needed_wan`` in 万元 (needed a month),
    ``ratio`` a share, ``ahead_pp`` 百分点; None or null where unknown. ``codes``: the indicators
    of ratio, gap, distance, pace and the goal itself (empty for a target, which is given).
    ``line``: the column of ``monthly`` that runs to it.
    """

    word: str
    wan: Any
    ratio: Any
    ahead_pp: Any
    to_go_wan: Any
    needed_wan: Any
    codes: tuple[str, str, str, str, str]
    line: str


@dataclass(frozen=True)
class TargetsData:
    """One frame a question (a row where it gives one); columns as its function says.

    ``is_whole``: no filter is set, so that targets of the whole city may be compared with.
    """

    is_whole: bool
    total: Row
    forecast: Row
    implemented: Row
    monthly: DataFrame
    by_class: DataFrame
    grips: DataFrame
    by_domain: DataFrame
    growth: DataFrame
    growth_known: Row
    closers: DataFrame
    facts: DataFrame

    @cached_property
    def months(self) -> float:
        """How much of the year is over at the cut, in months: 4.65; 0 before one is over."""
        return 0.0 if is_missing(self.forecast.months) else float(self.forecast.months)

    @cached_property
    def complete_months(self) -> int:
        """Complete months of the year by the cut."""
        return int(self.months)

    @cached_property
    def so_far(self) -> DataFrame:
        """Months up to the cut, the cut's the last; columns as ``monthly``."""
        return self.monthly[self.monthly["is_over"].astype(bool)]

    @cached_property
    def is_year_over(self) -> bool:
        """Whether no day of the year is left at the cut."""
        return self.months == 12

    @cached_property
    def has_pace(self) -> bool:
        """Whether there is a goal at the cut and a report to hold against it."""
        return bool(self.forecast.reported_projects) and self.short_wan is not None

    @cached_property
    def goal(self) -> Goal:
        """The city's target; under a filter, or without a target, the own plan."""
        t = self.total
        if self.is_whole and not is_missing(t.target_wan):
            codes = ("target_completion", "target_ahead", "to_go", "needed_monthly", "")
            return Goal(
                "目标",
                t.target_wan,
                t.target_ratio,
                t.target_ahead_pp,
                t.to_target_wan,
                self.forecast.needed_monthly_wan,
                codes,
                "target_line_wan",
            )
        return Goal(
            "年计划",
            t.plan_wan,
            t.completion_ratio,
            t.ahead_pp,
            t.to_plan_wan,
            self.forecast.needed_for_plan_wan,
            ("completion", "ahead", "to_plan", "needed_for_plan", "annual_plan"),
            "plan_line_wan",
        )

    @cached_property
    def short_wan(self) -> float | None:
        """How far the forecast falls short of the goal in 万元, negative where it passes it."""
        goal = self.monthly[self.goal.line].iloc[-1] if len(self.monthly) else None
        gap = None if is_missing(goal) else goal - self.forecast.forecast_wan
        return None if gap is None or is_missing(gap) else float(gap)

    @cached_property
    def recent_wan(self) -> Any:
        """近期月均 of the last three complete months in 万元, None before one is over."""
        known = self.monthly["recent_wan"][self.monthly["is_complete"].astype(bool)]
        return None if known.empty else known.iloc[-1]


def targets_data(view: View) -> TargetsData:
    """Put every question that the screen needs."""
    return TargetsData(
        is_whole=view.look.filters.is_whole,
        total=view.row(investment.total),
        forecast=view.row(investment.forecast),
        implemented=view.row(implementation.total),
        monthly=view.ask(investment.monthly),
        by_class=view.ask(investment.by_class),
        grips=view.ask(investment.grips),
        by_domain=view.ask(investment.by_domain),
        growth=view.ask(growth.latest),
        growth_known=view.row(growth.loaded),
        closers=view.ask(investment.gap_closers),
        facts=view.ask(reconciliation.facts),
    )
