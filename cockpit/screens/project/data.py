"""Everything that is asked about one project, in one bundle."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pandas import DataFrame

from cockpit.link.look import Look
from cockpit.screens.figures import FigureMaker
from cockpit.screens.rows import each
from cockpit.screens.stamp import Stamp
from cockpit.screens.view import View
from cockpit.warehouse.mart import Question
from queries import lamps, project, provenance

MONTHS_SHOWN = 6  # of the lamp's history


@dataclass(frozen=True)
class ProjectData:
    """One project at one look.

    ``facts``: one row, see queries.project.facts; the frames are those of the questions of the
    same name. ``lamp_history``: month-end → its row of queries.lamps.by_project, while listed.
    ``lit``: ids of the projects with a red or yellow lamp, the worst first. ``figures`` makes
    figures that open this project's row. ``view``: what it is asked of.
    """

    project_id: str
    look: Look
    stamp: Stamp
    figures: FigureMaker
    facts: Any
    reports: DataFrame
    planned: DataFrame
    milestones: DataFrame
    roles: DataFrame
    services: DataFrame
    problems: DataFrame
    visits: DataFrame
    report_days: DataFrame
    site_reports: DataFrame
    visit_weeks: DataFrame
    bonds: DataFrame
    funds: DataFrame
    ceremonies: DataFrame
    tours: DataFrame
    stages: DataFrame
    lamps: DataFrame
    lamp_history: dict[date, Any]
    changes: DataFrame
    origin: DataFrame
    lit: tuple[str, ...]
    view: View

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.look.filters.as_of

    def figure(self, code: str, value: Any, **more: Any) -> Any:
        """A figure of this project; opens its row behind the indicator."""
        return self.figures.from_ledger(code, value, where={"project": self.project_id}, **more)


def project_data(project_id: str, view: View) -> ProjectData:
    """Ask everything about a project, by a code that ``project.identity`` knows."""
    alone, stamp = view.look.unchosen(), view.stamp()
    filters = alone.filters

    def of(question: Question) -> DataFrame:
        return view.ask(question, filters, project=project_id)

    facts = of(project.facts)
    every = view.ask(lamps.by_project, filters)
    return ProjectData(
        project_id=project_id,
        look=alone,
        stamp=stamp,
        figures=FigureMaker(alone, stamp, {}),
        facts=facts.iloc[0],
        reports=of(project.reports),
        planned=of(project.planned),
        milestones=of(project.milestones),
        roles=of(project.roles),
        services=of(project.services),
        problems=of(project.problems),
        visits=of(project.visits),
        report_days=of(project.report_days),
        site_reports=of(project.site_reports),
        visit_weeks=of(project.visit_weeks),
        bonds=of(project.bonds),
        funds=of(project.funds),
        ceremonies=of(project.ceremonies),
        tours=of(project.tours),
        stages=of(project.stages),
        lamps=of(project.lamps),
        # the answer about all projects serves every project that is looked at
        lamp_history={
            day: row
            for day in month_ends(filters.as_of)[-MONTHS_SHOWN:]
            for row in each(
                _own(view.ask(lamps.by_project, filters.narrowed(as_of=day)), project_id)
            )
        },
        changes=of(project.changes),
        origin=of(provenance.origin),
        lit=tuple(every[every["lamp_level"] >= 2]["project_id"]),
        view=view,
    )


def _own(frame: DataFrame, project_id: str) -> DataFrame:
    return frame[frame["project_id"] == project_id]


def month_ends(as_of: date) -> list[date]:
    """The month-ends of the year of ``as_of`` up to it."""
    ends = [date(as_of.year, month, 1) - timedelta(days=1) for month in range(2, as_of.month + 1)]
    last = (as_of.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return [*ends, as_of] if as_of == last else ends
