-- The nodes of one project: planned, reached by as_of, how many days apart, and the last check. An open node
-- past its day is as late as the day to which nodes are known.
with

nodes as (
    select
        milestone_id, title, planned_on,
        case when actual_on <= $as_of then actual_on end as actual_on
    from milestone
    where project_id = $project
),

checks as (
    select
        milestone_id,
        max(checked_on) as checked_on,
        arg_max_null(result, (checked_on, month)) as check_result,
        coalesce(bool_or(month = date_trunc('month', $as_of)::date), false) as checked_this_month
    from milestone_check
    semi join nodes using (milestone_id)
    where checked_on <= $as_of
    group by milestone_id
),

checked as (  -- without any check of the month none is asked for: they were not loaded
    select count(*) > 0 as is_loaded from milestone_check
    where month = date_trunc('month', $as_of)::date and checked_on <= $as_of
)

select
    milestone_id, title, planned_on, actual_on,
    case
        when actual_on is not null then actual_on - planned_on
        when planned_on < $nodes_on::date then $nodes_on::date - planned_on
    end as slip_days,
    case
        when actual_on is not null and actual_on > planned_on then '迟完成'
        when actual_on is not null then '按期'
        when planned_on < $nodes_on::date then '逾期'
        when planned_on < $as_of then '未装入'
        else '未到'
    end as state,
    checks.checked_on, checks.check_result,
    -- 每月必查: in the month a node is due, and again each month while it is open past its day
    is_loaded and (
        date_trunc('month', planned_on) = date_trunc('month', $as_of)
        or (
            planned_on < date_trunc('month', $as_of)
            and coalesce(actual_on >= date_trunc('month', $as_of), true)
        )
    ) as to_check_this_month,
    coalesce(checks.checked_this_month, false) as checked_this_month
from nodes
cross join checked
left join checks using (milestone_id)
order by planned_on, milestone_id
