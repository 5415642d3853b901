"""Write the demonstration ledger: the same bytes each run, nothing of it real.

    python -m data.sample.make_sample [OUTDIR]

totals.py says what it adds up to on 2022-05-31; roster.py and amounts.py spread the totals over
projects; the other modules fill the ledger's tables.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from data.sample import (
    assessment,
    dispatch,
    enterprise,
    funds,
    growth,
    meetings,
    money,
    parks,
    pipeline,
    problem_course,
    progress,
    register,
    services,
    site,
    tours,
)
from data.sample.projects import Project, projects
from data.sample.tables import Row, write_csv, write_reports
from data.sample.totals import verify

TABLES: dict[str, Callable[[list[Project]], Iterable[Row]]] = {
    "project": register.profiles,
    "project_alias": register.aliases,
    "project_year": register.plan_rows,
    "plan_curve": register.curve_rows,
    "class_membership": register.memberships,
    "stage_event": register.stage_events,
    "milestone": dispatch.milestones,
    "milestone_check": dispatch.milestone_checks,
    "visit": dispatch.visits,
    "problem": dispatch.problems,
    "problem_event": problem_course.events,
    "role_assignment": dispatch.role_rows,
    "service_item": services.items,
    "party_branch": services.branches,
    "site_report": site.site_reports,
    "enterprise_service": enterprise.questions,
    "bond_issue": money.bond_issues,
    "bond_use": money.bond_uses,
    "fund_target": money.fund_targets,
    "fund_flow": funds.flows,
    "park": parks.parks,
    "park_report": parks.park_reports,
    "pipeline_entry": pipeline.entries,
    "pipeline_step": pipeline.steps,
    "ceremony": assessment.ceremonies,
    "ceremony_project": assessment.ceremony_projects,
    "inspection": tours.inspections,
    "inspection_stop": tours.stops,
    "inspection_ballot": tours.ballots,
    "assessment_entry": assessment.entries,
    "assessment_verdict": assessment.verdicts,
    "supervision_item": assessment.supervision,
    "meeting": meetings.meetings,
    "meeting_item": meetings.items,
    "decision": meetings.decisions,
    "decision_event": meetings.events,
    "waiver": progress.waivers,
}


def main(folder: Path) -> None:
    verify()
    folder.mkdir(parents=True, exist_ok=True)
    ledger = projects()
    for table, rows in TABLES.items():
        write_csv(folder, table, rows(ledger))
    write_csv(folder, "regional_growth", growth.growth_rows())
    write_csv(folder, "peer_group", growth.group_rows())
    write_reports(folder, progress.reports(ledger))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
