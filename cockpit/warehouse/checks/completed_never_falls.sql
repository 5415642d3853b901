-- progress_report: 本年累计完成投资在一年之内不得减少
-- Within a year no report is below the one before it. Lets pass the new start on 1 January, and a
-- figure as `set` put it there with a reason: another one later is judged anew. completed_wan is
-- never null: its contract.
with

pairs as (
    select
        project_id, report_date, completed_wan,
        lag(completed_wan) over (
            partition by project_id, year(report_date) order by report_date
        ) as previous_wan
    from progress_report
)

select p.project_id, p.report_date, p.completed_wan, p.previous_wan
from pairs as p
where
    p.completed_wan < p.previous_wan
    and not exists (
        select 1 from waiver as w
        where
            w.rule = 'set'
            and w.key = concat_ws(
                '|', 'progress_report', p.project_id, p.report_date, 'completed_wan', p.completed_wan
            )
    )
