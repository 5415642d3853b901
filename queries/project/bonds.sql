-- 专项债 of one project issued by as_of, with what was used (万元).
with

used as (
    select
        issue_id,
        max(report_date) as used_on,
        max_by(used_wan, report_date) as used_wan
    from bond_use
    where report_date <= $as_of
    group by issue_id
)

select
    bond_issue.issue_id, bond_issue.year, bond_issue.batch, bond_issue.issued_on,
    bond_issue.amount_wan as issued_wan,
    coalesce(used.used_wan, 0) as used_wan,
    ratio(coalesce(used.used_wan, 0), bond_issue.amount_wan) as use_ratio,
    used.used_on
from bond_issue
left join used using (issue_id)
where bond_issue.project_id = $project and bond_issue.issued_on <= $as_of
order by bond_issue.issued_on, bond_issue.issue_id
