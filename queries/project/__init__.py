"""One project: what it is, where it stands, who is on it, and what happened to it."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def names(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Every project known by as_of, for a search.

    Columns: project_id, name, organisation, township; known_as (all names and earlier ids).
    """
    return run(mart, "project/names", filters)


def identity(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """The project behind an id, through its renames; no row where there is none.

    Columns: project_id (of now); renamed_on (null where ``project`` is it already);
    name (the latest).
    """
    return run(mart, "project/identity", filters, project=project)


def facts(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """What one project is and where it stands; one row.

    Money (万元) and gaps at the cut, the rest at as_of. Columns: project_id, name, organisation,
    township, domain, classes, phase, leader, investor; total_wan; due_on, planned_end, started_on,
    stage; is_due, is_started, is_late (due and not begun, as far as stages were loaded); revision,
    annual_plan_wan, original_plan_wan, completed_wan,
    total_completed_wan (since the start: the last one given and what came after it),
    counted_completed_wan, counted_plan_wan, counted_planned_wan (by the plan curve); reported_on,
    image_progress; completion_ratio, time_progress (shares), ahead_pp (百分点).
    """
    return run(mart, "project/facts", filters, project=project)


def reports(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """The year's reports by as_of, in order.

    Columns: report_date; completed_wan (since 1 January), total_completed_wan (since the start);
    image_progress; reporter; received_at.
    """
    return run(mart, "project/reports", filters, project=project)


def planned(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """The plan curve in force at the cut.

    Columns: month_end; planned_wan (万元, since 1 January).
    """
    return run(mart, "project/planned", filters, project=project)


def milestones(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """The nodes in the order planned.

    Columns: milestone_id; title; planned_on, actual_on (null while open at as_of); slip_days
    (days late, negative is early; null before its day); state (按期, 迟完成, 逾期, 未到);
    checked_on, check_result (the last check); to_check_this_month, checked_this_month.
    """
    return run(mart, "project/milestones", filters, project=project)


def roles(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """五个一: the holders of the five roles, the present one first.

    Columns: position; role; person (null where nobody was ever given); valid_from, valid_to (null
    while it lasts); is_current; vacant_from (the first day without anybody, null where filled or
    never filled); visits_in_month (days on site), last_visit_on.
    """
    return run(mart, "project/roles", filters, project=project)


def problems(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """The problems with their clock, open ones first.

    Columns: problem_id; service; text; raised_on, first_due_on, due_on (the agreed one), closed_on;
    owner_role, owner; on_site; step (待交办, 办理中, 待核验, 挂起, 已销号); tier (who has it);
    returns, extensions (how often); agreed_later (due_on is after the first); days_used (until
    closed or judged_on); days_over (judged_on past due_on, negative is left); judged_on (as_of, or
    as far as problems were loaded); state (三日内办结, 迟办结, 超期, 在办).
    """
    return run(mart, "project/problems", filters, project=project)


def visits(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """Site visits of the year, the last first.

    Columns: on_date; visited_by (team, leader); person.
    """
    return run(mart, "project/visits", filters, project=project)


def visit_weeks(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """每周必到 of a key project: a row a week due that ends in as_of's month, and the running one.

    Columns: week_start (Monday); is_running; is_visited (by the team); is_judged (visits of that
    time were loaded).
    """
    return run(mart, "project/visit_weeks", filters, project=project)


def report_days(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """每天必传 in as_of's month, a row a day.

    Columns: on_date; is_due; is_judged (due, and the ledger was reported daily); is_reported;
    received_at; in_time (null without a time of receipt).
    """
    return run(mart, "project/report_days", filters, project=project)


def bonds(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """专项债 issued to the project by as_of (万元).

    Columns: issue_id; year; batch; issued_on; issued_wan, used_wan; use_ratio (share); used_on.
    """
    return run(mart, "project/bonds", filters, project=project)


def funds(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """Money of the project by source, as last told by as_of; the largest first.

    Columns: source; modes (of 中央预算内; null for others); first_year, last_year; told_on;
    allotted_wan, arrived_wan, paid_wan (万元, null where nobody told); arrival_ratio,
    payment_ratio (shares of what was allotted, of the years that told).
    """
    return run(mart, "project/funds", filters, project=project)


def stages(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """Stage events by as_of, in order.

    Columns: stage; on_date; days_in_stage (until the next event, or as_of).
    """
    return run(mart, "project/stages", filters, project=project)


def lamps(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """Every lamp rule held against the project at as_of, the worst first.

    Columns: rule; indicator; style; lamp, lamp_level; not_counted (why, where it is); yellow, red
    (thresholds); kind; rule_from; completion_ratio, time_progress (shares); behind_pp (百分点);
    from_on (since when a step is due), done_on; overdue_months (month-ends passed).
    """
    return run(mart, "project/lamps", filters, project=project)


def changes(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """What changed, the last first; corrections of any day, since they change what is seen now.

    Columns: on_date; kind (计划调整, 资料变更, 列入名单, 退出名单, 换人, 离任, 改号, 更正, 撤出,
    说明, 补报或重报); item; before, after (text); before_wan, after_wan (万元, of plans); reason;
    author.
    """
    return run(mart, "project/changes", filters, project=project)


def reporting(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """What a site's form knows before as_of is reported; one row, nulls for an unknown project.

    Columns: project_id, name, organisation, township; annual_plan_wan; last_on, last_wan (万元,
    since 1 January), last_image, last_received_at, reporter (of the year's last report before
    as_of); daily_wan (万元 a day of the week up to it); owner (首席服务官 of as_of).
    """
    return run(mart, "project/reporting", filters, project=project)


def site_reports(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """The year's reports from the site by as_of, the last first.

    Columns: report_id; report_date; filled_at, received_at; reporter; is_working; idle_reason;
    workers; node; image_progress (in words); completed_wan (since 1 January, null where none was
    given); note; photos (list of sha256); stands (the last filled in of its day); in_time.
    """
    return run(mart, "project/site_reports", filters, project=project)


def services(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """六包: the items of the six services in their order; no row without any loaded.

    Columns: service, item, position, mode, owner_role; planned_on, started_on, done_on (null until
    as_of); is_waived, is_open; is_step (the first open one), since_on, step_days (of that one, null
    of the others); told_on (how far items are told).
    """
    return run(mart, "project/services", filters, project=project)


def ceremonies(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """集中开工 by as_of whose list had the project, the last first.

    Columns: ceremony_id, title, held_on; announced_wan (万元); started_on, days_to_start (negative
    before the ceremony), days_waiting (null once started).
    """
    return run(mart, "project/ceremonies", filters, project=project)


def tours(mart: DuckDBPyConnection, filters: Filters, project: str = "") -> DataFrame:
    """观摩 by as_of that stopped at the project, the last first.

    Columns: inspection_id, title, on_date, position; body, tour_group, place (of the body; null
    without ballots), bodies (of the group); promised_node, promised_on, reached_on, state, days (as
    in queries.ceremonies.promises; null where nothing was promised).
    """
    return run(mart, "project/tours", filters, project=project)
