-- 下达, 到位 and 支付 by source of money. 万元.

create macro flows_on(day, scope) as table
    -- One row a project of the choice, source and year: cumulative, as last told by that day. Bonds are those
    -- of their issues where a project has any of that year: what a ledger of funds says of them is left out.
    with

    bonds as (
        select
            project_id, '专项债' as source, year, max(used_on) as told_on,
            sum(issued_wan) as allotted_wan, sum(issued_wan) as arrived_wan, sum(used_wan) as paid_wan
        from bond_issues_on(day, scope)
        group by project_id, year
    ),

    told as (
        select f.*
        from fund_flow as f
        where f.report_date <= day
        qualify
            row_number() over (partition by f.project_id, f.source, f.year order by f.report_date desc) = 1
    ),

    flows as (
        select
            t.project_id, t.source, t.year, t.report_date as told_on,
            t.allotted_wan, t.arrived_wan, t.paid_wan, t.mode
        from told as t
        anti join bonds using (project_id, source, year)
        union all by name
        select * from bonds
    )

    select
        p.project_id, p.name, p.organisation, p.township, p.domain,
        f.source, f.year,
        case  -- how 中央预算内 money is given; empty for the others
            when f.source = '中央预算内' then coalesce(f.mode, '未写支持方式') else ''
        end as mode,
        f.told_on, f.allotted_wan, f.arrived_wan, f.paid_wan,
        -- what is divided by: only of those that told of it
        case when f.arrived_wan is not null then f.allotted_wan end as arriving_wan,
        case when f.paid_wan is not null then f.allotted_wan end as paying_wan
    from flows as f
    inner join projects_in(day, scope) as p using (project_id);
