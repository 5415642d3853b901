-- What a screen says of its data: the last report by as_of, how old it is, who has not reported, and
-- whether the ledger is the demonstration's.
with

scope as (
    select
        *,
        has_plan and is_due as has_to_report,
        coalesce(finished_on, producing_on, effective_on) is null as is_under_way
    from projects_in($as_of, $scope)
),

ledger as (  -- the last load that brought or replaced the ledger says its kind
    select arg_max(kind, load_id) as ledger_kind, max(loaded_at) as loaded_at
    from load
    where kind in ('sample', 'real')
),

reports as (
    select
        max(report_date) filter (where report_date <= $as_of) as last_report_on,
        max(report_date) as latest_report_on,
        min(report_date) as earliest_report_on
    from progress_report
)

select
    $cut_on as cut_on,
    time_progress($cut_on, $basis) as time_progress,
    months_passed($cut_on) as months,
    -- by the cut nine tenths have reported; by as_of, where it is later, so many have not
    (
        select count(*) from scope
        where has_to_report and is_under_way and reported_on is not null and reported_on < $as_of
    ) as not_reported_to_as_of,
    last_report_on,
    $as_of - last_report_on as days_since,
    (select count(*) from scope) as projects,
    (select count(*) from scope where has_to_report) as to_report,
    $reported_on::date as reported_on,
    $weekly_on::date is not null as is_weekly,
    complete_months($as_of) = 0 as is_first_month,
    case when $reported_on::date is not null then (
        select count(*) from scope
        where
            has_plan and reported_on is null
            and owes_report(due_on, $as_of, $reported_on::date, $weekly_on::date)
    ) end as not_reported,
    case when is_weekly then (
        select count(*) from scope
        where has_to_report and is_under_way and coalesce(reported_on <= $as_of - 7, true)
    ) end as silent,
    (
        select max(released_on) from regional_growth
        where released_on <= $as_of and kind <> 'sample'
    ) as last_growth_on,
    latest_report_on, earliest_report_on, ledger_kind, loaded_at
from ledger, reports
