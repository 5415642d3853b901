"""三必调度, 问题化解 and the slow projects of the Monday meeting."""

from collections.abc import Sequence
from datetime import date

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def daily(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每天必传 in the month of as_of: the month first (on_date null), then days with reports due.

    Columns: on_date; due, in_time, late, missing, unknown (project-days; unknown: no time of
    receipt); in_time_ratio (share of those known; null where none is).
    """
    return run(mart, "dispatch/daily", filters)


def today(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每天必传 of as_of itself; one row.

    Columns: due (projects); is_judged, is_asked (whether reports of that day were loaded, or may be
    expected of it); reported, missing (projects; null where none is asked); in_time, late, unknown.
    """
    return run(mart, "dispatch/today", filters)


def group_days(mart: DuckDBPyConnection, filters: Filters, by: str = "leader") -> DataFrame:
    """每天必传 in the month of as_of by groups: the whole first, then each group.

    ``by``: leader, organisation or township. Each has its month (on_date null), then its days.

    Columns: group_name (null: the whole; 未填: of projects without one), on_date; due, in_time,
    late, missing, unknown (project-days); in_time_ratio (share of those known).
    """
    return run(mart, "dispatch/group_days", filters, by=by)


def group_projects(
    mart: DuckDBPyConnection, filters: Filters, by: str = "leader", group_name: str = ""
) -> DataFrame:
    """The projects of a group with a day due in the month of as_of; who missed most first.

    Columns: project_id, name, township, organisation, leader; due, in_time, late, missing, unknown
    (days); in_time_ratio (share of those known); due_days, missing_days, late_days, unknown_days,
    unchanged_days (lists of days of the month; null for none; unchanged: 形象进度 in the words of
    the report before).
    """
    return run(mart, "dispatch/group_projects", filters, by=by, group_name=group_name)


def group_weeks(mart: DuckDBPyConnection, filters: Filters, by: str = "leader") -> DataFrame:
    """每周必到 by groups and weeks: those that end in the month of as_of, and the running one.

    ``by``: leader, organisation or township.

    Columns: group_name (null: the whole), week_start, week_end; is_running; due, visited
    (project-weeks; visited is null where no visits of that time were loaded).
    """
    return run(mart, "dispatch/group_weeks", filters, by=by)


def week_calls(mart: DuckDBPyConnection, filters: Filters, week: date | None = None) -> DataFrame:
    """The projects that are due in a week, named by its Monday, and were not visited by as_of.

    Columns: project_id, name, township, organisation, leader; caller, caller_role (whom to remind:
    现场盯办人, else 首席服务官, else 分包市领导).
    """
    return run(mart, "dispatch/week_calls", filters, week=week)


def weekly(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每周必到 in the month of as_of: the month first (week_start null), then a row a week.

    The weeks are those that end in it, and the running one.

    Columns: week_start, week_end; is_running; due, visited (project-weeks); visited_ratio (share).
    """
    return run(mart, "dispatch/weekly", filters)


def monthly(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每月必查: milestones due in the month by as_of, and checked; one row.

    Columns: due, checked (milestones); checked_ratio (share; null where none was due).
    """
    return run(mart, "dispatch/monthly", filters)


def coverage(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """领导督导覆盖 in the month of as_of: all first, then by leader.

    Columns: leader (null: all); assigned, visited (projects; by their own leader); visited_ratio
    (share); is_running.
    """
    return run(mart, "dispatch/coverage", filters)


def loaded_to(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """How far the records go by as_of, of the whole ledger; one row, null without any.

    Columns: visits_on (of the team), leaders_on, checks_on.
    """
    return run(mart, "dispatch/loaded_to", filters)


def problems(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """问题化解 at as_of, or as far as problems were loaded: the total first, then by part.

    Columns: service, organisation, tier, step, age (of a part that one, the others null; of the
    total all null; 未填 where there is none, of a closed one tier, step and age are 已销号);
    in_hand, overdue (problems of whatever year); raised, judged (three days have passed),
    closed_in_three, closed_same_day (problems of the year); three_day_ratio (三日办结率, share);
    median_days (days from raising to closing of the year's closed ones; null without any);
    judged_on (the day of it; null without any problem).
    """
    return run(mart, "dispatch/problems", filters)


def problem_week(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The seven days that end on as_of, or as far as problems were loaded; one row.

    Columns: week_from, week_to (the first and the last of them; null without any problem); before
    (in hand at their beginning), raised, closed, in_hand (before + raised − closed), moved (older
    ones, still open, with an event in them).
    """
    return run(mart, "dispatch/problem_week", filters)


def problem_week_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The problems in hand at any time of those seven days, one row a problem.

    Columns: problem_id, project_id, name, township, organisation, leader, service, text,
    owner_role, owner, step, tier (text); raised_on, first_due_on, due_on, closed_on; moved_on (day
    of the last event; null without any); returns, extensions; days_over (null where it is not
    overdue), days_used; before, raised, moved, closed (1 or 0).
    """
    return run(mart, "dispatch/problem_week_rows", filters)


def problems_ahead(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What the clocks of open problems bring in the fourteen days to come, if nothing is done.

    Columns: on_date; what (到期: its last day; 升级: a rule in force takes it to to_tier on that
    day); to_tier (null of a 到期), problem_id, text, project_id, name.
    """
    return run(mart, "dispatch/problems_ahead", filters)


def enterprise(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """万人助万企 up to as_of, all years first, then the newest; whatever is chosen of projects.

    Columns: solved_year (null: all); raised, solved (questions of firms, in that year);
    subsidy_wan (万元, paid for those solved); median_days (from raising to solving); in_hand (open
    at the year's end or at as_of).
    """
    return run(mart, "dispatch/enterprise", filters)


def enterprise_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """万人助万企 up to as_of, one row a question of a firm; open ones first.

    Columns: service_id, firm, kind, raised_on; closed_on, solved_year (null while open);
    state (已解决, 在办); solved (1 or 0); subsidy_wan (万元; null where none was paid).
    """
    return run(mart, "dispatch/enterprise_rows", filters)


def approvals(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """荥阳模式 in the year of as_of: the total first (mode null), then by mode; empty without any.

    Columns: mode (分阶段施工许可, 分批次验收, 极简审批, 情景审批), granted (items), median_days
    (from 受理 to 办结), told_on (the day to which items were loaded).
    """
    return run(mart, "dispatch/approvals", filters)


def approvals_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """荥阳模式 in the year of as_of, one row an item granted; the latest first.

    Columns: project_id, name, township, organisation, mode, service, item, started_on, done_on,
    days_used (null where its beginning is unknown), granted (1).
    """
    return run(mart, "dispatch/approvals_rows", filters)


def problem(mart: DuckDBPyConnection, filters: Filters, problem: str = "") -> DataFrame:
    """One problem at as_of, or as far as problems were loaded; no row before it was raised.

    Columns: problem_id, project_id, name, township, organisation, leader, service, text,
    owner_role, owner, step, tier, last_act (the last event but 延期 and 上报; null without any);
    raised_on, first_due_on, due_on (the agreed one), agreed_by, closed_on; returns, extensions (how
    often); days_over (null where it is not overdue); days_used (until closed or judged_on);
    judged_on.
    """
    return run(mart, "dispatch/problem", filters, problem=problem)


def problem_events(mart: DuckDBPyConnection, filters: Filters, problem: str = "") -> DataFrame:
    """The events of one problem by the end of as_of, in their order.

    Columns: happened_at (moment); state; tier (of a 上报), moved_by, agreed_by; due_on (of a 延期);
    note.
    """
    return run(mart, "dispatch/problem_events", filters, problem=problem)


def escalation(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """When a problem goes up, by the rules in force at as_of, in the order of the tiers.

    Columns: to_tier; overdue_days (more than so many), returns (as many; null of either: never by
    that).
    """
    return run(mart, "dispatch/escalation", filters)


def slow(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Projects for the Monday meeting by score, the highest first: all that have one.

    Columns: project_id, name, township, leader, problem_service, problem_text (text),
    problem_raised_on (of the oldest open one);
    annual_plan_wan (万元); ahead_pp (百分点 to 序时 by month at the cut, negative is behind:
    one who is ahead may be there for what is overdue or not reported);
    milestone_days, problem_days (days overdue of the oldest); missed_reports, judged_reports (days
    of the last fourteen), reports_judged_to (the last of them; null where it is the last day due);
    score; behind_score, milestone_score, problem_score, missed_score (what of it is for being
    behind, for nodes, for problems, for reports missed). Definition: docs/metrics.md, Slow
    projects.
    """
    return run(mart, "dispatch/slow", filters)


def today_rows(
    mart: DuckDBPyConnection,
    filters: Filters,
    day: date | None = None,
    lacking: bool = False,
) -> DataFrame:
    """每天必传 of a day, else of as_of itself: a row a project due on it, without a report first.

    ``lacking``: just those without a report, and all where nobody is asked.

    Columns: project_id, name, township, organisation, leader; caller, caller_role (whom to remind:
    现场盯办人, else 首席服务官, else 分包市领导); last_on (of its last report in the thirty days
    before); received_on; state (text); due, reported, missing (1 or 0; null where nobody is asked).
    """
    asked = {"day": day or filters.as_of, "lacking": lacking}
    return run(mart, "dispatch/today_rows", filters, **asked)


def daily_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每天必传 in the month of as_of, one row a project with a day due.

    Columns: project_id, name, township, organisation, leader, missing_on (text: the days without a
    report); due, in_time, late, missing, unknown, known (days; known: due without unknown);
    in_time_ratio (share of those known; null where none is).
    """
    return run(mart, "dispatch/daily_rows", filters)


def weekly_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每周必到 in the month of as_of, one row a key project with a week due that has ended.

    Columns: project_id, name, township, organisation, leader, missing_weeks (text: the Mondays of
    weeks without a visit); due, visited, missing (weeks); visited_ratio (share).
    """
    return run(mart, "dispatch/weekly_rows", filters)


def monthly_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """每月必查: one row a milestone due in the month by as_of.

    Columns: milestone_id, title, project_id, name, township, organisation, leader, state (text);
    caller, caller_role (whom to remind: 首席服务官, else 现场盯办人, else 分包市领导);
    planned_on, checked_on (null where it was not); due, checked (1 or 0).
    """
    return run(mart, "dispatch/monthly_rows", filters)


def coverage_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """领导督导覆盖: one row a key project with a leader at as_of.

    Columns: project_id, name, township, organisation, leader, state (text); phase (在建, 停工,
    竣工, 投产, 达效, 应开未开, 未到开工日); visited_on (the leader's last visit of the month);
    assigned, visited (1 or 0).
    """
    return run(mart, "dispatch/coverage_rows", filters)


def problems_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """问题化解: a row a problem of the year, or of an earlier one and still open.

    Columns: problem_id, project_id, name, township, organisation, leader, service, text,
    owner_role, owner, state (the clock's), step (by its events), tier, age (text); raised_on,
    first_due_on, due_on (the agreed one), closed_on; returns, extensions (how often); of_year,
    in_hand, overdue, judged, closed_in_three (1 or 0); days_over (days; null where it is not
    overdue); days_used (until closed or the day itself).
    """
    return run(mart, "dispatch/problems_rows", filters)


def posts(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """五个一 at as_of of the projects with a team; one row, as the total of ``teams`` has it.

    Columns: posts, filled (of five a project); filled_ratio (share; null without a project).
    """
    return run(mart, "dispatch/posts", filters)


def reporters(
    mart: DuckDBPyConnection, filters: Filters, projects: Sequence[str] = ()
) -> DataFrame:
    """Who sent the last report of each of ``projects`` by as_of; none without a name.

    Columns: project_id, reporter.
    """
    return run(mart, "dispatch/reporters", filters, projects=list(projects))


def teams(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """By 分包领导 at as_of, of projects with a team; the total of all first.

    Columns: leader (null: all; 未填: of projects without one), part (应建专班的 or 其他项目; null:
    both); projects, led_projects; plan_wan, completed_wan (万元 at the cut, of those with a plan);
    time_progress, completion_ratio (shares), ahead_pp (百分点); rank (of the leaders of its part,
    by completion_ratio, shared; null without a plan); red, yellow, green, not_counted (lamps); late
    (due and not implemented); assigned, visited (led projects in the month; null where no leader's
    visit was loaded), visited_ratio; in_hand, overdue (problems; null without any loaded); posts,
    filled, vacant (五个一), filled_ratio, vacant_days (the longest; null where none is vacant).
    """
    return run(mart, "dispatch/teams", filters)


def team_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """By 分包领导: one row a project with a team, the worst lamps first.

    Columns: project_id, name, township, organisation, leader, part, lamp; annual_plan_wan,
    completed_wan (万元 at the cut), completion_ratio; counted_plan_wan, counted_completed_wan;
    listed, is_red, is_yellow, is_green, is_not_counted, late, assigned (1 or 0), visited (null
    where it is not judged); late_since (its due day), visited_on; in_hand, overdue (problems);
    posts, filled, vacant; vacant_roles (text), vacant_days (the longest).
    """
    return run(mart, "dispatch/team_rows", filters)


def team_posts(mart: DuckDBPyConnection, filters: Filters, leader: str = "") -> DataFrame:
    """五个一 of the projects of one leader at as_of (未填: those without one): five rows a project.

    Columns: project_id, role; person (null: vacant), last_holder (null: nobody yet), vacant_days
    (since the last holder's last day, else since the project is on the list).
    """
    return run(mart, "dispatch/team_posts", filters, leader=leader)


def team_steps(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """六包 at as_of: projects with a team by the service that they are in; the total first.

    Columns: service (null: all; 六包办完; 未装入: without items), part (null: both); projects;
    median_days (in the step; null where it is not known); item_days (median from start to end of
    the service's items done in the year; null without any); told_on (how far items are told). No
    row where no item was loaded.
    """
    return run(mart, "dispatch/team_steps", filters)


def team_steps_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """六包: one row a project with a team, in the order of the services, the longest in it first.

    Columns: project_id, name, township, organisation, leader, part, service (六包办完, 未装入);
    item (the first open one); since_on, step_days; done_services (list of text; null for none);
    listed (1).
    """
    return run(mart, "dispatch/team_steps_rows", filters)


def team_thirds(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """三分之一 in the month of as_of; one row.

    Columns: asked (people who are 现场盯办人 of a led project), judged (whose presence is known),
    reached (of them on site on a third of the working days; null where none is judged);
    reached_ratio (share); workdays (of the month so far), judged_on (to which day).
    """
    return run(mart, "dispatch/team_thirds", filters)


def team_thirds_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """三分之一: one row a person who is 现场盯办人 at as_of, the fewest days first.

    Columns: person; projects; days, workdays (null where no visit of the month was loaded),
    judged_on; days_ratio (share); reached (1 or 0), judged (1; both null where not judged); state.
    """
    return run(mart, "dispatch/team_thirds_rows", filters)


def on_site(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """一线: problems closed in the month of as_of, or of the last one told; the total first.

    Columns: owner_role (null: all; 未填); closed, known (on_site is recorded), on_site (problems);
    on_site_ratio (share of those known); judged_on.
    """
    return run(mart, "dispatch/on_site", filters)


def on_site_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """一线: one row a problem closed in the month; those not on site first.

    Columns: problem_id, project_id, name, township, organisation, service, text, owner_role, owner
    (of now), state (text); raised_on, closed_on; on_site (1 or 0; null where it is not recorded),
    known (1 or 0).
    """
    return run(mart, "dispatch/on_site_rows", filters)


def branches(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """五有 at as_of of the led projects: all first, then one row a thing of the five.

    Columns: thing (null: all; 牌子 党旗 场地 制度 运行); projects, built (with a branch), complete
    (with all five); has_it, lacks (projects; of all: things). No row where no branch was
    loaded.
    """
    return run(mart, "dispatch/branches", filters)


def branch_projects(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """五有: one row a led project; those without a branch first.

    Columns: project_id, name, township, organisation, leader, lacking (text); since_on (null
    without a branch); built, complete (1 or 0).
    """
    return run(mart, "dispatch/branch_projects", filters)


def branches_rows(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """五有: one row a led project and thing of the five; what is lacking first.

    Columns: project_id, name, township, organisation, leader, thing, state (text); since_on (null
    without a branch); has_it, lacks (1 or 0).
    """
    return run(mart, "dispatch/branches_rows", filters)


def log_projects(mart: DuckDBPyConnection, filters: Filters, person: str = "") -> DataFrame:
    """工作日志: the projects of a person in the month of as_of, those of now first.

    Columns: project_id, name, township, organisation; roles (text), valid_from, valid_to (of the
    posts; null while one lasts); leader; annual_plan_wan, before_wan (by the month's beginning),
    completed_wan (万元 of the year); reported_on; image_before, image_progress; report_days (of the
    month); service, item, step_days (六包; null without items).
    """
    return run(mart, "dispatch/log_projects", filters, person=person)


def log_visits(mart: DuckDBPyConnection, filters: Filters, person: str = "") -> DataFrame:
    """工作日志: the site visits of a person in the month of as_of, by day.

    Columns: on_date, project_id, name; is_workday (null where the calendar has not the day).
    """
    return run(mart, "dispatch/log_visits", filters, person=person)


def log_problems(mart: DuckDBPyConnection, filters: Filters, person: str = "") -> DataFrame:
    """工作日志: the problems of a person's projects in the month, those of her own role first.

    Columns: problem_id, project_id, name, service, text, owner_role; raised_on, first_due_on,
    due_on, closed_on (null while open); step; on_site (null where it is not recorded); days_over
    (null where not overdue); is_own (the role that has it is hers).
    """
    return run(mart, "dispatch/log_problems", filters, person=person)
