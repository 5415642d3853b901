-- Where each project stands on a day: profile, plan in force, last report carried forward, stages.

create macro renames() as table  -- one row an id that was renamed: the id that it got last
    select
        old_id,
        arg_max(new_id, (on_date, new_id)) as new_id,
        max(on_date) as on_date
    from project_alias
    where kind = 'rename' and old_id <> new_id
    group by old_id;

create macro home() as (select any_value(name) from city);  -- the region whose ledger it is

create macro compared_with() as (select any_value(compared_with) from city);

create macro program_on(day) as table
    -- one row a digit and what it counts: its line of the year's plan that holds, whole
    select *
    from program
    where year = year(day) and valid_from <= day
    qualify row_number() over (
        partition by digit, indicator order by valid_from desc, position desc
    ) = 1;

create macro target_on(day, of_indicator) as (  -- of what a digit counts, as its line of the plan gives it
    select arg_max_null(target, (valid_from, position))
    from program_on(day) where indicator = of_indicator
);

create macro profile_on(day) as table
    -- One row a project: its profile in force, whole (nulls too). The earliest holds before its own day too:
    -- a list loaded in June with memberships from January leaves nobody out of the spring.
    select
        project_id,
        arg_max_null(name, valid_from) as name,
        arg_max_null(organisation, valid_from) as organisation,
        arg_max_null(township, valid_from) as township,
        arg_max_null(domain, valid_from) as domain,
        arg_max_null(gov_invested, valid_from) as gov_invested,
        arg_max_null(total_wan, valid_from) as total_wan
    from (
        select *, min(valid_from) over (partition by project_id) as first_from from project
    ) as profiles
    where valid_from <= day or valid_from = first_from
    group by project_id;

create macro holds_from(decided_on, year) as  -- a plan whose day of decision is not known: all its year
    coalesce(decided_on, make_date(year, 1, 1));

create macro plan_on(day) as table  -- one row a project: the revision in force for the day's year
    select
        project_id,
        max(revision) as revision,
        arg_max_null(annual_plan_wan, revision) as annual_plan_wan,
        arg_min_null(annual_plan_wan, revision) as original_plan_wan,
        arg_max_null(carry_over, revision) as carry_over,
        -- a carry-over is due on 1 January, whatever the list says
        case
            when arg_max_null(carry_over, revision) then year_start(day) else arg_max_null(due_on, revision)
        end as due_on,
        arg_max_null(planned_end, revision) as planned_end
    from project_year
    where year = year(day) and holds_from(decided_on, year) <= day
    group by project_id;

create macro reports_by_month(first_day, last_day) as table
    -- one row a project and month: its first and last report between the days, and what was last told by then
    select
        project_id,
        date_trunc('month', report_date)::date as month_on,
        min(report_date) as first_on,
        max(report_date) as reported_on,
        max_by(completed_wan, report_date) as completed_wan,
        max_by(image_progress, report_date) as image_progress,
        max_by(total_completed_wan, report_date) as total_completed_wan,
        max_by(completed_wan, report_date) filter (where total_completed_wan is not null) as by_then_wan
    from progress_report
    where report_date between first_day and last_day
    group by all;

-- What every day asks of reports and plan curves, gathered once (queries/_gathered.py): of 50,000 projects
-- there are seven million reports, and a day reads those of its own month alone.
create table report_months as
select made.* from reports_by_month(date '2000-01-01', date '2000-01-01') as made where false;

create macro reports_to(day) as table  -- reports_by_month of all reports by that day
    select * from report_months
    where month_on <= day and (month_on < date_trunc('month', day) or day = last_day(day))
    union all
    select * from reports_by_month(
        if(day = last_day(day), null, date_trunc('month', day)::date), day
    );

create macro report_on(day) as table
    -- One row a project: the year's last report by that day, and what was completed by the end of each month
    -- of the year so far, carried forward, as a list from January on.
    select
        project_id,
        max(reported_on) as reported_on,
        max_by(completed_wan, reported_on) as completed_wan,
        max_by(image_progress, reported_on) as image_progress,
        -- not list(… order by …), which takes ten times as long; the largest struct is the latest month's
        list(struct_pack(month := month(month_on), wan := completed_wan))
            filter (where completed_wan is not null) as by_month,
        list_transform(
            range(1, month(day) + 1),
            lambda n: coalesce(list_max(list_filter(by_month, lambda r: r.month <= n)).wan, 0)
        ) as month_ends_wan
    from reports_to(day)
    where month_on >= year_start(day)
    group by project_id;

create macro is_begun(day) as (  -- whether anyone on the list has reported in the day's year by then
    select count(*) > 0
    from reports_to(day) as reports
    semi join class_membership as listed
        on
            reports.project_id = listed.project_id
            and listed.valid_from <= day
            and (listed.valid_to is null or listed.valid_to >= day)
    where reports.month_on >= year_start(day)
);

create macro month_steps(month_ends_wan, months) as  -- what each of the first months completed
    list_transform(
        range(1, months + 1),
        lambda n: (month_ends_wan[n] - coalesce(month_ends_wan[n - 1], 0))::double
    );

create macro done_on(day) as table
    -- One row a project: what was completed since its start. The last total given is carried on by what was
    -- completed after it; each year counts from 0. done_wan is the least known where no total ever was.
    with

    years as (
        select
            project_id,
            year(month_on) as year,
            max_by(completed_wan, month_on) as completed_wan,
            max_by(total_completed_wan, month_on) as total_wan,
            max_by(by_then_wan, month_on) as by_then_wan
        from reports_to(day)
        group by project_id, year(month_on)
    ),

    carried as (  -- the years from that of the last total on; all where there is none
        select
            *,
            completed_wan - coalesce(by_then_wan, 0) as since_wan
        from years
        qualify year >= coalesce(
            max(year) filter (where total_wan is not null) over (partition by project_id), year
        )
    )

    select
        project_id,
        max(total_wan) + sum(since_wan) as total_completed_wan,
        greatest(
            coalesce(max(total_wan), 0) + sum(since_wan),
            max_by(completed_wan, year) filter (where year = year(day))
        ) as done_wan
    from carried
    group by project_id;

create macro plan_curves() as table
    -- One row a plan that has a curve, each revision of each year: cumulative at the thirteen ends, from 0 at
    -- the year's start to December's, which is the annual plan where it is left out. Straight over months
    -- left out.
    with

    wide as (
        select
            project_id, year, revision,
            [
                coalesce(max(given.planned_wan) filter (where given.month = 0), 0),
                max(given.planned_wan) filter (where given.month = 1),
                max(given.planned_wan) filter (where given.month = 2),
                max(given.planned_wan) filter (where given.month = 3),
                max(given.planned_wan) filter (where given.month = 4),
                max(given.planned_wan) filter (where given.month = 5),
                max(given.planned_wan) filter (where given.month = 6),
                max(given.planned_wan) filter (where given.month = 7),
                max(given.planned_wan) filter (where given.month = 8),
                max(given.planned_wan) filter (where given.month = 9),
                max(given.planned_wan) filter (where given.month = 10),
                max(given.planned_wan) filter (where given.month = 11),
                coalesce(
                    max(given.planned_wan) filter (where given.month = 12), max(plan.annual_plan_wan)
                )
            ]::double[] as ends
        from plan_curve as given
        inner join project_year as plan using (project_id, year, revision)
        group by project_id, year, revision
    ),

    places as (
        select project_id, year, revision, place, ends[place] as planned_wan
        from wide, unnest(range(1, 14)) as p (place)
        where list_count(ends) < 13
    ),

    filled as (
        select
            project_id, year, revision, place,
            fill(planned_wan) over (partition by project_id, year, revision order by place) as planned_wan
        from places
    )

    select * from wide where list_count(ends) = 13
    union all
    select project_id, year, revision, list(planned_wan order by place)
    from filled
    group by project_id, year, revision;

create table plan_ends as select made.* from plan_curves() as made where false;

create table gathered (is_gathered boolean);  -- one row once report_months and plan_ends are filled

create macro planned_on(day) as table
    -- one row a project with a curve in force: planned to date, straight within a month; and by each of the
    -- twelve month-ends
    select
        project_id,
        list_sum([
            ends[month(day) + 1] * month_passed(day), ends[month(day)] * (1 - month_passed(day))
        ]) as planned_wan,
        ends[2:] as planned_ends_wan
    from plan_on(day)
    inner join plan_ends using (project_id, revision)
    where plan_ends.year = year(day);

create macro stage_place(stage) as  -- its place in the course of a project: settles events of one day
    list_position(['签约', '履约', '开工', '停工', '复工', '竣工', '投产', '达效', '入库'], stage);

create macro in_course(on_date, stage) as  -- the one order of stage events: by day, then by the course
    10 * (on_date - date '2000-01-01') + stage_place(stage);

create macro is_recorded(day, stages) as (  -- whether the ledger holds any such event by a day, of anyone
    select count(*) > 0 from stage_event where on_date <= day and list_contains(stages, stage)
);

create macro reach_in(day, last_on) as  -- of data whose last record is of last_on: to the end of its month
    case when last_on >= date_trunc('month', day) then day else last_day(last_on) end;

create macro stages_to(day) as (
    -- how far starts and stops are known by a day; null without any. What is signed or registered says
    -- nothing of them
    select reach_in(day, max(on_date)) from stage_event
    where on_date <= day and stage not in ('签约', '履约', '入库')
);

create macro stage_on(day) as table  -- one row a project with any event by that day
    select
        project_id,
        min(on_date) filter (where stage = '签约') as signed_on,
        min(on_date) filter (where stage = '履约') as performed_on,
        min(on_date) filter (where stage = '开工') as started_on,
        min(on_date) filter (where stage = '复工' and on_date >= year_start(day)) as resumed_on,
        min(on_date) filter (where stage = '竣工') as finished_on,
        min(on_date) filter (where stage = '投产') as producing_on,
        min(on_date) filter (where stage = '达效') as effective_on,
        min(on_date) filter (where stage = '入库') as registered_on,
        min(on_date) filter (where stage in ('竣工', '投产', '达效')) as first_finish_on,
        coalesce(
            arg_max(stage, in_course(on_date, stage))
                filter (where stage in ('停工', '复工') and on_date <= year_start(day))
            = '停工',
            false
        ) as stopped_at_new_year,
        arg_max(stage, in_course(on_date, stage)) filter (where stage <> '入库') as last_stage
    from stage_event
    where on_date <= day
    group by project_id;

create macro compute_standing(day) as table
    with known as (select stages_to(day) as stages_to, is_begun(day) as is_begun)

    select
        p.project_id, p.name, p.organisation, p.township, p.domain, p.gov_invested, p.total_wan,
        plan.revision, plan.annual_plan_wan, plan.original_plan_wan, plan.carry_over, plan.due_on,
        plan.planned_end,
        report.reported_on, report.completed_wan, done.total_completed_wan, report.image_progress,
        -- of the total investment; null where no total is known (greatest() would pass over a null)
        case when p.total_wan is not null
            then greatest(0, p.total_wan - coalesce(done.done_wan, 0))
        end::double as left_wan,
        stage.signed_on, stage.performed_on, stage.started_on, stage.resumed_on, stage.finished_on,
        stage.producing_on, stage.effective_on, stage.registered_on, stage.last_stage,
        coalesce(plan.annual_plan_wan > 0, false) as has_plan,
        -- only a plan gives both sums of a rate; a plan without a report counts as 0, once anyone has
        -- reported this year: before that nothing is known of anyone
        case when has_plan then plan.annual_plan_wan end as counted_plan_wan,
        case
            when has_plan and known.is_begun
                then coalesce(report.completed_wan, 0)
        end as counted_completed_wan,
        case
            when has_plan then coalesce(curve.planned_wan, plan.annual_plan_wan * day_share(day))
        end as counted_planned_wan,
        coalesce(stage.first_finish_on < year_start(day), false) as finished_earlier,
        coalesce(plan.due_on <= day, false) as is_due,
        -- a new project with a 开工 before its plan's year contradicts the list, and is under way all the same
        case
            when plan.project_id is null then coalesce(stage.started_on >= year_start(day), false)
            when plan.carry_over
                then stage.resumed_on is not null or not coalesce(stage.stopped_at_new_year, false)
            else coalesce(stage.started_on <= day, false)
        end as is_started,
        -- finished earlier and still listed, with a plan to settle it or without: outside 开复工率
        is_started or finished_earlier as is_implemented,
        -- nobody is asked for a start beyond the stages that were loaded
        coalesce(plan.due_on <= known.stages_to, false) as is_asked_to_start,
        -- who has begun was due, though nobody is asked
        is_asked_to_start or finished_earlier or (is_due and is_started) as is_due_on_list,
        is_asked_to_start and not finished_earlier as is_due_to_start,
        coalesce(
            report.month_ends_wan, list_transform(range(1, month(day) + 1), lambda _: 0)
        ) as month_ends_wan,
        curve.planned_ends_wan
    from profile_on(day) as p
    cross join known
    left join plan_on(day) as plan using (project_id)
    left join report_on(day) as report using (project_id)
    left join done_on(day) as done using (project_id)
    left join planned_on(day) as curve using (project_id)
    left join stage_on(day) as stage using (project_id);

create macro compute_listing(day) as table  -- one row a (project, class) pair: the latest row that holds
    select
        project_id, project_class,
        arg_max_null(level, valid_from) as level,
        arg_max_null(phase, valid_from) as phase,
        arg_max_null(subdomain, valid_from) as subdomain
    from class_membership
    where valid_from <= day and (valid_to is null or valid_to >= day)
    group by project_id, project_class;

-- Standing and the list are worked out once a day looked at (queries/_standing.py fills the tables):
-- planning and answering a question on a native table takes a tenth of working it out again.
create table standing as
select null::date as standing_day, made.* from compute_standing(date '2000-01-01') as made where false;

create table listing as
select null::date as standing_day, made.* from compute_listing(date '2000-01-01') as made where false;

create table standing_days (standing_day date, filled integer);

create macro standing_on(on_day) as table
    select * exclude (standing_day) from standing where standing_day = on_day;

create macro membership_on(on_day) as table  -- one row a (project, class) pair on the list that day
    select * exclude (standing_day) from listing where standing_day = on_day;

create macro more_by(completed_wan, left_wan, months, until) as
    -- 年末预测: what the pace of the year's first months adds by the end of a later one, at most what is left
    least(
        coalesce(left_wan, 'inf'::double),
        coalesce(completed_wan, 0)::double * (until - months) / months
    );
