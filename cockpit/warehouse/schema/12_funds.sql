-- 下达, 到位 and 支付 by source of money. 万元.

create macro flows_to(day) as table
    -- One row a project, source and year: cumulative, as last told by that day. Bonds are those of their
    -- issues where a project has any of that year: what a ledger of funds says of them is left out.
    with

    bonds as (
        select
            i.project_id, '专项债' as source, i.year, max(u.used_on) as told_on,
            sum(i.amount_wan) as allotted_wan, sum(i.amount_wan) as arrived_wan,
            sum(coalesce(u.used_wan, 0)) as paid_wan
        from bond_issue as i
        left join used_on(day) as u using (issue_id)
        where i.issued_on <= day
        group by i.project_id, i.year
    ),

    told as (  -- each amount as it was last told: a later day may tell of one alone
        select
            project_id, source, year, max(report_date) as told_on,
            max_by(allotted_wan, report_date) as allotted_wan,
            max_by(arrived_wan, report_date) as arrived_wan,
            max_by(paid_wan, report_date) as paid_wan,
            max_by(mode, report_date) as mode
        from fund_flow
        where report_date <= day
        group by project_id, source, year
    )

    select
        t.project_id, t.source, t.year, t.told_on, t.allotted_wan, t.arrived_wan, t.paid_wan,
        case  -- how money is given that is given in several ways; empty for other sources
            when bool_or(t.mode is not null) over (partition by t.source)
                then coalesce(t.mode, '未写支持方式')
            else ''
        end as mode
    from told as t
    anti join bonds using (project_id, source, year)
    union all by name
    select *, '' as mode from bonds;

create macro flows_on(day, scope) as table  -- those of the choice
    select
        p.project_id, p.name, p.organisation, p.township, p.domain,
        f.source, f.mode, f.year, f.told_on, f.allotted_wan, f.arrived_wan, f.paid_wan,
        -- what is divided by: only of those that told of it
        case when f.arrived_wan is not null then f.allotted_wan end as arriving_wan,
        case when f.paid_wan is not null then f.allotted_wan end as paying_wan
    from flows_to(day) as f
    inner join projects_in(day, scope) as p using (project_id);
