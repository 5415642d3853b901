-- 专项债: what was issued, what of it was used, and the work done beside it. 万元.

create macro months_between(day, due_on) as  -- as months run in a year: 1 from 31 May to 30 June
    12 * (year(due_on) - year(day)) + months_passed(due_on) - months_passed(day);

create macro used_on(day) as table  -- one row an issue: used to date, as last told by that day
    select issue_id, max_by(used_wan, report_date) as used_wan, max(report_date) as used_on
    from bond_use
    where report_date <= day
    group by issue_id;

create macro bond_issues_on(day, scope) as table
    -- One row an issue by that day to a project of the choice, with what of it is used and what lies idle.
    select
        b.issue_id, p.project_id, p.name, p.township, p.domain, b.year, b.batch, b.issued_on,
        b.amount_wan as issued_wan,
        coalesce(u.used_wan, 0) as used_wan,
        b.amount_wan - coalesce(u.used_wan, 0) as idle_wan,
        u.used_on
    from bond_issue as b
    inner join projects_in(day, scope) as p using (project_id)
    left join used_on(day) as u using (issue_id)
    where b.issued_on <= day;

create macro bond_projects_on(day, cut_on, scope) as table
    -- One row a project with an issue by that day: arrived, used, and the work done since its start at the
    -- cut (of all money, not of the bonds alone); null where nobody has told of any. A finding (假定): paid
    -- more than a fifth above the work done, or work done more than a fifth above what arrived.
    with

    money as (
        select
            project_id,
            count(*) as issues,
            min(issued_on) as first_issued_on,
            min(issued_on) filter (where idle_wan > 0) as idle_since,
            sum(issued_wan) as issued_wan,
            sum(used_wan) as used_wan,
            sum(idle_wan) as idle_wan
        from bond_issues_on(day, scope)
        group by project_id
    )

    select
        p.project_id, p.name, p.organisation, p.township, p.domain, leader.leader,
        money.issues, money.first_issued_on, money.idle_since,
        (day - money.idle_since) // 7 as idle_weeks,
        money.issued_wan, money.used_wan, money.idle_wan,
        ratio(money.used_wan, money.issued_wan) as use_ratio,
        done.done_wan,
        case
            when coalesce(done.done_wan, 0) = 0 and p.started_on is null then '未开工'
            when done.done_wan is null then '完成额未报'
            when done.done_wan >= money.issued_wan then '完成额已到到位额'
            else '完成额未到到位额'
        end as work_state,
        coalesce(money.used_wan > 1.2 * done.done_wan, false)::integer as paid_over,
        coalesce(done.done_wan > 1.2 * money.issued_wan, false)::integer as done_over,
        1 as listed
    from money
    inner join projects_in(day, scope) as p using (project_id)
    left join done_on(cut_on) as done using (project_id)
    left join leader_on(day) as leader using (project_id);
